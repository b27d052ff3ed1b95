"""System checks: a usable master key, and which SQLite is linked."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Info, register
from django.db import connection

from people.keys import key_ring
from people.master_keys import MasterKeyError


@register("security", deploy=True)
def master_key_is_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a master key nothing sealed can be written or read."""
    try:
        key_ring()
    except MasterKeyError as error:
        return [Error(str(error), id="people.E001")]
    return []


@register("database", deploy=True)
def sqlite_version(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Before 3.51.3 a manual truncating checkpoint on a live file can, rarely, lose the WAL's reset."""
    if connection.vendor != "sqlite":
        return []
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= (3, 51, 3):
        return []
    return [
        Info(f"SQLite {version}: never checkpoint with TRUNCATE while the service runs.", id="people.I001")
    ]
