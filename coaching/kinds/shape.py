"""What each kind of thing that can be shared says of itself: no page asks which one it has before it."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.crypto import salted_hmac

from coaching.lines import Line
from coaching.snapshots import Snapshot
from people.models import Membership


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of hers as it stands now: what there is to share of it, and how that is put into a snapshot.

    `version` tells whether it still reads as it did when she checked it. `usual` parts are ticked
    beforehand: never her own words. `lead` says which thing it is, where the form has to.
    """

    id: UUID
    version: str
    parts: tuple[str, ...]
    usual: tuple[str, ...]
    snapshot: Callable[[Iterable[str], str], Snapshot]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """What her pages say of the kind.

    `share` heads the form, `back` leads to the thing, `check` stands above what will be seen, `changed` where
    it is checked once more, `gone` on the receipt of a thing that is not there any more.
    """

    share: str
    back: str
    check: str
    changed: str
    gone: str


class Kind(Protocol):
    """A module of this package."""

    LINE: str
    """What the line beside such a thing calls it when it asks who can read it."""

    ON_ONE_PAGE: bool
    """Whether all things of the kind stand on one page of hers, under one line."""

    def find(self, owner: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thing | None:
        """Hers, opened; None for anybody else's, and for none. `hold` it until the transaction ends.

        Raises people.sealing.SealBroken.
        """

    def is_there(self, owner: Membership, row: UUID, now: dt.datetime) -> bool:
        """Whether she still has it."""

    def kept(self, rows: Iterable[UUID]) -> set[UUID]:
        """Those of these, of the organisation in scope, that somebody may still share."""

    def address(self, row: UUID) -> str:
        """Of her page with it."""

    def part_names(self) -> Mapping[str, str]:
        """All parts in their order, each with its name, standing alone, with a capital."""

    def lines(self, snapshot: Any) -> Iterable[Line]:
        """What a snapshot of this kind holds, in the reader's language; an empty line is left out."""

    def name(self, snapshot: Any) -> str:
        """In one line, without any text of hers, for a list of what she shares herself."""

    def texts(self) -> Texts:
        """In the reader's language."""

    def told(self, name: str) -> str:
        """That somebody shared such a thing."""


def as_read(lines: Iterable[Line]) -> str:
    """The version of a thing that has none of its own: the same while it reads the same."""
    told = json.dumps([(line.name, line.value) for line in lines])
    return salted_hmac("coaching.kinds", told, algorithm="sha256").hexdigest()[:32]
