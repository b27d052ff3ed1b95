"""The pool of an open round: all replies as one document, sealed under the round's own key."""

from collections.abc import Sequence

from assessments.models import Round
from people.keys import open_data_key
from people.sealing import seal, unseal

SCHEMA, TABLE = 1, "assessments.Round"


def seal_pool(found: Round, replies: Sequence[str]) -> bytes:
    """The replies as they are written. All are of one length, so that of the whole tells how many."""
    assert found.data_key_id is not None  # round_keeps_replies_only_while_open
    key = open_data_key(found.data_key_id)
    pool = {"replies": list(replies)}
    return seal(key, pool, table=TABLE, row=found.pk, owner=found.membership_id, schema=SCHEMA)


def open_pool(found: Round) -> list[str]:
    """The replies so far. Raises SealBroken."""
    assert found.data_key_id is not None  # as above
    key = open_data_key(found.data_key_id)
    _schema, pool = unseal(key, found.pool or b"", table=TABLE, row=found.pk, owner=found.membership_id)
    return [str(reply) for reply in pool["replies"]]
