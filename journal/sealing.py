"""A moment's document, sealed for its row and owner, and opened again."""

from typing import Protocol
from uuid import UUID

from journal.documents import SCHEMA, MomentDocument, read_document
from journal.models import Moment
from people.sealing import OpenKey, seal, unseal

TABLE = "journal.Moment"


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
