"""The wall as PostgreSQL holds it: hiring asks as a role that cannot read what employees wrote.

docs/adr/0015 says why. SQLite has no roles, and an atomic block there takes the write lock for reading
too; so on SQLite nothing is opened here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern

View = Callable[..., HttpResponseBase]
ROLE = "eiapp_hiring"


class RoleMissing(Exception):
    """The database has no such role, or its user may not take it on: nothing of hiring is shown then."""


@contextmanager
def hiring_transaction() -> Iterator[None]:
    """A transaction in which the tables of journals, sharing and employees' own questionnaires are closed.

    The role ends with the transaction. Inside another one (a test's) it ends with this block.
    """
    if connection.vendor != "postgresql":
        yield
        return
    within = connection.in_atomic_block
    with transaction.atomic():
        before = _role() if within else ""
        _become(ROLE)
        yield
        if within and not connection.needs_rollback:
            _become(before)


def walled(patterns: list[URLPattern]) -> list[URLPattern]:
    """The same addresses, with each view inside `hiring_transaction`."""
    return [URLPattern(one.pattern, _behind(one.callback), one.default_args, one.name) for one in patterns]


def _behind(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with hiring_transaction():
                return view(request, *args, **kwargs)
        except RoleMissing:
            return render(request, "hiring/role_missing.html", status=503)

    guarded.behind_wall = True  # type: ignore[attr-defined]
    return guarded


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW role")
        return str(cursor.fetchone()[0])


def _become(role: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
    except DatabaseError as refused:
        raise RoleMissing(str(refused)) from refused
