"""The role of this room on PostgreSQL: which rights it has, how it is made, and what is wrong with it."""

from collections.abc import Iterable
from itertools import chain

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from hiring.row_security import gaps, to_put_up, to_take_down
from hiring.wall import ROLE, RoleMissing, hiring_transaction

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
# What hiring needs of who is who. The audit is only added to; what a person is stays as it is. A row is held
# by SELECT FOR UPDATE, for which PostgreSQL wants the right to update a column: the id, which nobody does.
OF_PEOPLE: dict[str, tuple[str, ...]] = {
    "people.Organisation": ("SELECT", "UPDATE (id)"),
    "people.Membership": ("SELECT",),
    "people.User": ("SELECT",),
    "people.Team": ("SELECT",),
    "people.DataKey": ("SELECT", "INSERT", "DELETE"),
    "people.KeySlot": ("SELECT", "INSERT", "DELETE"),
    "people.Draft": ("SELECT", "DELETE"),
    "people.OutboxMail": ("SELECT", "INSERT", "DELETE"),
    "people.AuditHead": ("SELECT", "UPDATE"),
    "people.AuditRecord": ("SELECT", "INSERT"),
}
# Longer than this a start does not wait for somebody who reads a table, a backup say: the next one does it.
PATIENCE = "10s"
# What only whoever runs the database can do, in her words.
BY_HAND = f"CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO {{user}};"


def rights() -> dict[str, tuple[str, ...]]:
    """Table -> what the role may do there: everything in the room's own tables, little in others."""
    own = {model._meta.db_table: ALL for model in apps.get_app_config("hiring").get_models()}
    return own | {apps.get_model(label)._meta.db_table: told for label, told in OF_PEOPLE.items()}


def set_role_up() -> None:
    """Make the role where it is missing, and give it these rights and no others. PostgreSQL only.

    Raises RoleMissing with what to do, where this database user may not make roles.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        is_super = cursor.fetchone()[0]
    if not _is_there():
        _make()
    if not is_super and not _can_be_taken_on():
        _try(f"GRANT {ROLE} TO CURRENT_USER")
    _grant()


def take_role_down() -> None:
    """Take the role's rights and the policies away; the role stays, since it is no part of one database."""
    quoted, there = connection.ops.quote_name, set(connection.introspection.table_names())
    tables = ", ".join(map(quoted, sorted(there)))
    _all_or_none([*to_take_down(there), f"REVOKE ALL ON {tables} FROM {ROLE}"])


def what_is_wrong() -> list[str]:
    """Sentences for whoever runs the service; none where the wall stands, or where there are no roles."""
    if connection.vendor != "postgresql":
        return []
    if not _is_there() or not _can_be_taken_on():
        return [_by_hand()]
    there = set(connection.introspection.table_names())
    wanted = {table: verbs for table, verbs in rights().items() if table in there}
    missing = [table for table, verbs in wanted.items() if not all(_may(table, verb) for verb in verbs)]
    told = [f"The role {ROLE} lacks rights on: {', '.join(missing)}. Run: manage.py hiring_role"]
    open_ones = [table for table in _others(there) if any(_may(table, verb) for verb in ALL)]
    more = [
        f"The role {ROLE} reaches what is not hiring's: {', '.join(open_ones)}. Run: manage.py hiring_role"
    ]
    loose = gaps(ROLE, there)
    rows = [
        f"The role {ROLE} reaches rows that are not hiring's in: {', '.join(loose)}. "
        "Run: manage.py hiring_role"
    ]
    return (told if missing else []) + (more if open_ones else []) + (rows if loose else [])


def _others(there: set[str]) -> list[str]:
    """Every other table of this installation, as far as it is there."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted((tables & there) - rights().keys())


def _may(table: str, verb: str) -> bool:
    """Whether the role has this right: "UPDATE (id)" is one on a column."""
    verb, _space, column = verb.partition(" ")
    with connection.cursor() as cursor:
        if column:
            asked = [ROLE, table, column.strip("()"), verb]
            cursor.execute("SELECT has_column_privilege(%s, %s, %s, %s)", asked)
        else:
            cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [ROLE, table, verb])
        return bool(cursor.fetchone()[0])


def _is_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        return cursor.fetchone() is not None


def _can_be_taken_on() -> bool:
    try:
        with hiring_transaction():
            return True
    except RoleMissing:
        return False


def _make() -> None:
    """A role belongs to all databases of a server: another installation may make it at the same moment."""
    try:
        _try(f"CREATE ROLE {ROLE} NOLOGIN")
    except RoleMissing:
        if not _is_there():
            raise


def _grant() -> None:
    """In one transaction, so that a service that runs meanwhile never finds the role without its rights."""
    quoted, there = connection.ops.quote_name, set(connection.introspection.table_names())
    every = ", ".join(map(quoted, [*rights(), *_others(there)]))
    told = [f"GRANT {', '.join(verbs)} ON {quoted(table)} TO {ROLE}" for table, verbs in rights().items()]
    _all_or_none(chain([f"REVOKE ALL ON {every} FROM {ROLE}", *told], to_put_up(ROLE, there)))


def _all_or_none(statements: Iterable[str]) -> None:
    """Those that come late see what another start has done meanwhile."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ROLE])  # two that start together
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError as refused:
        raise RoleMissing(
            f"The rights of the role {ROLE} could not be given ({refused}). The user who owns the tables may "
            "give them: run manage.py hiring_role as that one, after manage.py migrate."
        ) from refused


def _try(statement: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as refused:
        raise RoleMissing(_by_hand()) from refused


def _by_hand() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_user)")
        user = cursor.fetchone()[0]
    return (
        f"Hiring stays closed: its role {ROLE} is missing, and this database user may not make it. Let "
        f"whoever runs the database do: {BY_HAND.format(user=user)} Then run: manage.py hiring_role"
    )
