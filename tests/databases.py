"""One migrated database a run: the process that comes first runs every migration, and each works on a copy.

A run is what shares a folder: the processes of one pytest, and with tests/support/suite.sh all that it starts
on the same database. Nothing of it outlives the run, so that no table can be older than its migrations.
On SQLite it is a file, as in an installation: threads that meet in one in-memory database get errors no user
ever sees.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

FIRST = "test_migrated"


def use_copy(name: str) -> str:
    """Make the default database a copy of the migrated one; `name` tells it from the copies of the others.

    Returns what was the default database before.
    """
    before = str(connection.settings_dict["NAME"])
    with _one_at_a_time() as first:
        _use(first)
        connection.creation.clone_test_db(suffix=name, verbosity=0)
    _use(connection.creation.get_test_db_clone_settings(name)["NAME"])
    return before


def put_copy(file: Path) -> None:
    """Write the migrated database to a file, as that of an installation. On SQLite."""
    with _one_at_a_time() as first:
        shutil.copyfile(first, file)


def remove_copy(before: str) -> None:
    """Leave nothing of this process behind."""
    connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def _one_at_a_time() -> Iterator[str]:
    """The name of the migrated database, which nobody else of the run makes or copies meanwhile."""
    name = str(settings.SHARED / f"{FIRST}.sqlite3") if connection.vendor == "sqlite" else FIRST
    with (settings.SHARED / f"{FIRST}.{connection.vendor}").open("a+") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if not made.tell():
            _migrate(name)
            made.write(name)
        yield name


def _migrate(name: str) -> None:
    """Make this database as an installation does: by every migration, from the first."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _use(before)


def _use(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name
