"""Which rows the role of hiring reaches in the tables that it shares: PostgreSQL's row-level security.

A right is on a whole table: with it alone the role could read everybody's drafts and delete anybody's key.
The policies name the role in what they ask, not in whom they are for: so they hold the role alone, for
whoever else may read these tables; they can be restored where there is no such role; and nothing of them is
left to whoever only inherits its rights. The owner of the tables is under none of them.
"""

from collections.abc import Iterator
from hashlib import sha256

from django.apps import apps
from django.db import connection

# A policy's name holds a checksum of what it says, so that two of one name need no comparing.
OURS = "eiapp_hiring_"
# What each of hiring's forms and mails is called by.
DRAFTS = "form LIKE 'hiring:%'"
MAILS = "kind LIKE 'hiring/mail/%'"
# The service's own key seals each mail; no other key of hiring's is anybody's but a candidate's.
KEYS = "purpose IN ('candidate', 'installation')"
ENDING_KEYS = "purpose = 'candidate'"
OF_A_KEY = "EXISTS (SELECT 1 FROM people_datakey AS of_key WHERE of_key.id = data_key_id AND of_key.{})"
# Model -> (what is done, the rows that the role may do it to).
ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "people.Draft": (("ALL", DRAFTS),),
    "people.OutboxMail": (("ALL", MAILS),),
    "people.DataKey": (("ALL", KEYS), ("DELETE", ENDING_KEYS)),
    "people.KeySlot": (("ALL", OF_A_KEY.format(KEYS)), ("DELETE", OF_A_KEY.format(ENDING_KEYS))),
}


def shared_tables() -> list[str]:
    """The tables with rows of hiring's and of others."""
    return [_table(label) for label in ROWS]


def gaps(role: str, there: set[str]) -> list[str]:
    """The tables, of those that are there, where the role reaches other rows than it should."""
    return [_table(label) for label in ROWS if _table(label) in there and not _stands(label, role)]


def to_put_up(role: str, there: set[str]) -> Iterator[str]:
    """Statements that close the gaps, and none besides: each waits until nobody reads the table."""
    tables = gaps(role, there)
    for label in ROWS:
        if _table(label) in tables:
            yield from _to_drop(_table(label))
            yield f"ALTER TABLE {_quoted(label)} ENABLE ROW LEVEL SECURITY"
            yield from (f"CREATE POLICY {name} {told}" for name, told in _policies(label, role).items())


def to_take_down(there: set[str]) -> Iterator[str]:
    """Statements that leave nothing of it: before a migration that changes a column which a policy names."""
    for label in ROWS:
        if _table(label) in there:
            yield from _to_drop(_table(label))
            yield f"ALTER TABLE {_quoted(label)} DISABLE ROW LEVEL SECURITY"


def _policies(label: str, role: str) -> dict[str, str]:
    """Name -> the policy. One lets everybody in, since without any nobody is; the others narrow it."""
    table = _quoted(label)
    told = [f"ON {table} USING (true)"]
    told += [
        f"ON {table} AS RESTRICTIVE FOR {done} USING (current_user <> '{role}' OR {rows})"
        for done, rows in ROWS[label]
    ]
    return {f"{OURS}{sha256(each.encode()).hexdigest()[:12]}": each for each in told}


def _stands(label: str, role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [_quoted(label)])
        is_on = cursor.fetchone()[0]
    return is_on and set(_there(_table(label))) == _policies(label, role).keys()


def _there(table: str) -> list[str]:
    """Policies of ours on this table, of any version."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT polname FROM pg_policy WHERE polrelid = %s::regclass AND starts_with(polname, %s)",
            [connection.ops.quote_name(table), OURS],
        )
        return [name for (name,) in cursor.fetchall()]


def _to_drop(table: str) -> Iterator[str]:
    yield from (f"DROP POLICY {name} ON {connection.ops.quote_name(table)}" for name in _there(table))


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


def _quoted(label: str) -> str:
    return str(connection.ops.quote_name(_table(label)))
