"""A person's private address: where mail to her goes instead of to her account's, and never a way in.

Sealed in her row, under the installation's key: it is opened to send, when she is not there, and outlives her
memberships. One that she has only named waits beside it, with the hash of the code that was mailed there.
"""

import datetime as dt
from dataclasses import asdict, dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from people.keys import installation_key
from people.models import User
from people.sealing import seal, unseal

SCHEMA = 1
_GIVEN, _PENDING = "people.User.private_address", "people.User.pending_address"


@dataclass(frozen=True, slots=True)
class Pending:
    """An address that is not hers yet as far as anybody knows."""

    address: str
    code_hash: str
    asked_at: str
    tries: int = 0

    def is_code(self, code: str) -> bool:
        return constant_time_compare(self.code_hash, hash_of(code))


def private_address_of(user: User) -> str:
    """Empty where she has given none. Raises SealBroken."""
    if not user.private_address:
        return ""
    row = {"row": user.pk, "owner": user.pk}
    _schema, document = unseal(installation_key(), user.private_address, table=_GIVEN, **row)
    return str(document["address"])


def sealed_address(user: User, address: str) -> bytes:
    document = {"address": address}
    return seal(installation_key(), document, table=_GIVEN, row=user.pk, owner=user.pk, schema=SCHEMA)


def pending_of(user: User, now: dt.datetime) -> Pending | None:
    """The address that waits for its code; None without one or after its time. Raises SealBroken."""
    until = user.pending_address_until
    if until is None or until <= now:
        return None
    row = {"row": user.pk, "owner": user.pk}
    _schema, document = unseal(installation_key(), user.pending_address, table=_PENDING, **row)
    return Pending(**document)


def sealed_pending(user: User, pending: Pending) -> bytes:
    document = asdict(pending)
    return seal(installation_key(), document, table=_PENDING, row=user.pk, owner=user.pk, schema=SCHEMA)


def forget_unconfirmed(now: dt.datetime) -> None:
    """Forget addresses whose code nobody has entered in time: they may be anybody's."""
    late = User.objects.filter(pending_address_until__lte=now)
    late.update(pending_address=b"", pending_address_until=None)


def hash_of(code: str) -> str:
    """Of a code however it was typed: with or without its dash, in any case."""
    letters = "".join(each for each in code.upper() if each.isalnum())
    return salted_hmac("people.private_address", letters, algorithm="sha256").hexdigest()


def masked(address: str) -> str:
    """As her own page shows it to whoever looks over her shoulder: enough for her to know which one it is."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
