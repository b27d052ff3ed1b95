"""Thanks, sealed for their row and for the two whom they concern, and opened again."""

from uuid import UUID, uuid5

from coaching.models import Thanks
from coaching.thanks.documents import SCHEMA, ThanksDocument, read_thanks
from people.keys import open_joined
from people.sealing import OpenKey, seal, unseal

TABLE = "coaching.Thanks"


def seal_thanks(key: OpenKey, thanks: Thanks, document: ThanksDocument) -> bytes:
    return seal(key, document.as_json(), table=TABLE, row=thanks.pk, owner=_both(thanks), schema=SCHEMA)


def open_thanks(thanks: Thanks) -> ThanksDocument:
    """Of a row that came with the slot of its key (people.keys.with_slot).

    Raises people.sealing.SealBroken where the row was changed or moved, or given to or from somebody else.
    """
    key = open_joined(thanks, thanks.data_key_id)
    _, document = unseal(key, thanks.sealed, table=TABLE, row=thanks.pk, owner=_both(thanks))
    return read_thanks(document)


def _both(thanks: Thanks) -> UUID:
    """Stands for the two: with another giver or receiver in its row the document does not open."""
    return uuid5(thanks.giver_id, str(thanks.receiver_id))
