"""What is sealed of a round: the pool of replies while it is open, afterwards what was said with a name."""

from collections.abc import Mapping, Sequence

from assessments.models import NamedRating, Round
from assessments.rounds.replies import SCHEMA, lifted
from people.keys import open_data_key
from people.sealing import OpenKey, seal, unseal

TABLE = "assessments.Round"
NAMED_SCHEMA, NAMED_TABLE = 1, "assessments.NamedRating"


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
    schema, pool = unseal(key, found.pool or b"", table=TABLE, row=found.pk, owner=found.membership_id)
    return lifted(schema, pool["replies"])


def seal_named(key: OpenKey, row: NamedRating, points: Mapping[str, float | None]) -> bytes:
    """One named rater's scores, under the key of the person whom the round is about."""
    return seal(
        key,
        {"points": dict(points)},
        table=NAMED_TABLE,
        row=row.pk,
        owner=row.round.membership_id,
        schema=NAMED_SCHEMA,
    )


def open_named(key: OpenKey, row: NamedRating) -> dict[str, float | None]:
    """Her scores out of 100 by component code; None where she saw too little. Raises SealBroken."""
    _schema, named = unseal(key, row.sealed, table=NAMED_TABLE, row=row.pk, owner=row.round.membership_id)
    return dict(named["points"])
