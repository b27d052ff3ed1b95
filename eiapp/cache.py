"""The database cache without pickle: whoever can write its table must not run code in the service."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from itertools import count
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction
from django.utils import timezone

# Writes between two looks whether the table is full: counting its rows costs more than a write.
LOOK_EVERY = 100
_PLAIN = (type(None), bool, int, float, str)
_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
_PUT = (
    "INSERT INTO {table} (cache_key, value, expires) VALUES {rows} "
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)
_SET = _PUT.replace("{rows}", "(%(key)s, %(text)s, %(until)s)")
_IN_TURN = "SELECT pg_advisory_xact_lock(hashtext(name)) FROM unnest(%s::text[]) AS name"
# One statement each, so that of two workers who add the same key only one is told that it did.
_WRITES = {
    "set": _SET,
    "add": _SET + " WHERE {table}.expires < %(now)s",
    "touch": "UPDATE {table} SET expires = %(until)s WHERE cache_key = %(key)s AND expires >= %(now)s",
}


def as_text(value: Any) -> str:
    """JSON of a value that comes back exactly as it was; TypeError for any other kind."""
    return json.dumps(_tagged(value), separators=(",", ":"))


def from_text(text: str) -> Any:
    """The value that `as_text` wrote. Raises ValueError for any other text."""
    try:
        return _untagged(json.loads(text))
    except RecursionError:
        raise ValueError("Nested deeper than anything of ours.") from None


def _tagged(value: Any) -> Any:
    """Every object in the JSON is a tag with what it marks, so that a dict is never taken for bytes."""
    kind = type(value)  # exactly: what a subclass adds would not come back
    if kind in _PLAIN:
        return value
    if kind is bytes:
        return {"bytes": base64.b64encode(value).decode()}
    if kind is list:
        return [_tagged(each) for each in value]
    if kind is dict and all(type(name) is str for name in value):
        return {"dict": {name: _tagged(each) for name, each in value.items()}}
    raise TypeError(
        f"The cache holds numbers, text, bytes, lists and dicts with text as keys; this is {kind}."
    )


def _untagged(told: Any) -> Any:
    match told:
        case list():
            return [_untagged(each) for each in told]
        case {"bytes": str(encoded)}:
            return base64.b64decode(encoded, validate=True)
        case {"dict": dict(named)}:
            return {name: _untagged(each) for name, each in named.items()}
        case dict():
            raise ValueError("An object without a tag of ours.")
    return told


class JsonDatabaseCache(DatabaseCache):
    """Django's, but for the two methods that pickle. Text that is not ours counts as lost."""

    # Django's own, which its types do not tell.
    _table: str
    _cull: Callable[..., None]
    _base_delete_many: Callable[[list[str]], bool]

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._writes = count()

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        asked = {self.make_and_validate_key(key, version=version): key for key in keys}
        found, lost = {}, []
        for key, text, fresh in self._rows(list(asked)):
            try:
                if not fresh:
                    raise ValueError("Its time is over.")
                found[asked[key]] = from_text(text)
            except ValueError:
                lost.append(key)
        self._base_delete_many(lost)
        return found

    def _rows(self, keys: list[str]) -> list[tuple[str, str, bool]]:
        """Key, text, and whether it still counts."""
        if not keys:
            return []
        connection = connections[router.db_for_read(self.cache_model_class)]
        table, places = connection.ops.quote_name(self._table), ", ".join(["%s"] * len(keys))
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value, expires >= %s FROM {table} WHERE cache_key IN ({places})",  # noqa: S608
                [now, *keys],
            )
            return list(cursor.fetchall())

    def change(self, keys: list[str], made: Callable[[dict[str, Any]], dict[str, tuple[Any, float]]]) -> None:
        """Write what `made` makes of what stands under these keys (value, seconds) in one turn.

        Nobody who changes one of them comes in between. Raises DatabaseError where the table is out of reach.
        """
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        with transaction.atomic(using=database), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # SQLite lets one transaction in at a time anyway
                cursor.execute(_IN_TURN, [sorted(keys)])
            written = made(self.get_many(keys))
            if written:
                self._write(connection, cursor, written)

    def _write(self, connection: Any, cursor: Any, written: dict[str, tuple[Any, float]]) -> None:
        table, adapted = connection.ops.quote_name(self._table), connection.ops.adapt_datetimefield_value
        rows: list[Any] = []
        for key, (value, timeout) in sorted(written.items()):
            rows += [self.make_and_validate_key(key), as_text(value), adapted(self._until(timeout))]
        if next(self._writes) % LOOK_EVERY == 0:
            self._make_room(connection.alias, cursor, table, timezone.now().replace(microsecond=0))
        places = ", ".join(["(%s, %s, %s)"] * len(written))
        cursor.execute(_PUT.format(table=table, rows=places), rows)

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        text = as_text(value)
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        table, adapted = connection.ops.quote_name(self._table), connection.ops.adapt_datetimefield_value
        now = timezone.now().replace(microsecond=0)
        told = {"key": key, "text": text, "until": adapted(self._until(timeout)), "now": adapted(now)}
        # A savepoint where a failure would take somebody's transaction with it; else the statement is one.
        whole = transaction.atomic(using=database) if connection.in_atomic_block else nullcontext()
        with connection.cursor() as cursor:
            if next(self._writes) % LOOK_EVERY == 0:
                self._make_room(database, cursor, table, now)
            try:
                with whole:
                    cursor.execute(_WRITES[mode].format(table=table), told)
                    return bool(cursor.rowcount)
            except DatabaseError:  # as in Django's: a cache may lose what it is given
                return False

    def _make_room(self, database: str, cursor: Any, table: str, now: dt.datetime) -> None:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        rows = cursor.fetchone()[0]
        if rows > self._max_entries:
            self._cull(database, cursor, now, rows)

    def _until(self, timeout: Any) -> dt.datetime:
        ends = self.get_backend_timeout(timeout)
        whole = _NEVER if ends is None else dt.datetime.fromtimestamp(ends, tz=dt.UTC)
        return whole.replace(microsecond=0)
