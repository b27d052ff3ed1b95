"""Documents of the room, sealed for their rows and owners, and opened again: moments, own words."""

from typing import Protocol
from uuid import UUID, uuid5

from journal.documents import SCHEMA, MomentDocument, read_document
from journal.models import Moment
from journal.own import SCHEMA as SCHEMA_OF_OWN
from journal.own import OwnWords, read_own
from people.sealing import OpenKey, Unsealer, seal, unseal

TABLE = "journal.Moment"
TABLE_OF_OWN = "journal.OwnVocabulary"


class SealedMoment(Protocol):
    """What opening takes: a row of the table, or these columns of one."""

    @property
    def pk(self) -> UUID: ...
    @property
    def membership_id(self) -> UUID: ...
    @property
    def sealed(self) -> bytes | memoryview: ...


def seal_moment(key: OpenKey, moment: Moment, document: MomentDocument) -> bytes:
    return seal(
        key, document.as_json(), table=TABLE, row=moment.pk, owner=moment.membership_id, schema=SCHEMA
    )


def open_moment(key: OpenKey, moment: SealedMoment) -> MomentDocument:
    """Raises people.sealing.SealBroken where the row was changed or moved."""
    schema, document = unseal(key, moment.sealed, table=TABLE, row=moment.pk, owner=moment.membership_id)
    return read_document(schema, document)


class MomentOpener:
    """Opens moments of one owner; for thousands of them, what they share is made once."""

    def __init__(self, key: OpenKey, owner: UUID) -> None:
        self._unsealer = Unsealer(key, table=TABLE, owner=owner)

    def open(self, moment: SealedMoment) -> MomentDocument:
        """As `open_moment`."""
        return read_document(*self._unsealer.unseal(moment.sealed, moment.pk))


def own_row(owner: UUID) -> UUID:
    """The id follows from the owner, so that the seal can be bound to the row before it exists."""
    return uuid5(owner, TABLE_OF_OWN)


def seal_own(key: OpenKey, owner: UUID, own: OwnWords) -> bytes:
    return seal(key, own.as_json(), table=TABLE_OF_OWN, row=own_row(owner), owner=owner, schema=SCHEMA_OF_OWN)


def open_own(key: OpenKey, owner: UUID, sealed: bytes | memoryview) -> OwnWords:
    """Raises people.sealing.SealBroken where the row was changed or moved."""
    return read_own(unseal(key, sealed, table=TABLE_OF_OWN, row=own_row(owner), owner=owner)[1])
