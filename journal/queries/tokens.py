"""Places in a person's lists as opaque tokens, sealed under her key: nothing in them can be read or made."""

import base64
import datetime as dt
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from people.keys import open_key
from people.models import Membership
from people.sealing import SealBroken, seal, unseal


class UnknownCursor(LookupError):
    """A token that was never given to this person for this."""


@dataclass(frozen=True, slots=True)
class Place:
    """Beside a moment of a list, and which way ("newer" or "older") the page goes from there."""

    way: str
    felt_at: dt.datetime
    row: UUID

    def as_json(self) -> dict[str, str]:
        return {"way": self.way, "at": self.felt_at.isoformat(), "row": str(self.row)}

    @classmethod
    def from_json(cls, told: dict[str, str]) -> Self:
        return cls(told["way"], dt.datetime.fromisoformat(told["at"]), UUID(told["row"]))


def token_of(owner: Membership, kind: str, told: dict[str, Any]) -> str:
    """`kind` binds the token to one use."""
    sealed = seal(open_key(owner), told, table=kind, row=owner.pk, owner=owner.pk, schema=1)
    return base64.urlsafe_b64encode(sealed).decode()


def read_token(owner: Membership, kind: str, token: str) -> dict[str, Any]:
    """What `token_of` was told. Raises UnknownCursor."""
    try:
        sealed = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
        _schema, told = unseal(open_key(owner), sealed, table=kind, row=owner.pk, owner=owner.pk)
    except (ValueError, SealBroken):  # not base64, or not sealed here for her
        raise UnknownCursor from None
    return told
