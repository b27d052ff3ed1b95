"""The product with each answer's work on the main database in its headers: queries and commits."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext

from eiapp.wsgi import application as product

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "ROLLBACK TO")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django starts the response before it returns it, so the headers are held back until all is counted."""
    held: list[tuple[Any, ...]] = []

    def hold(*arguments: Any) -> Callable[[bytes], object]:
        held.append(arguments)
        return lambda piece: None

    with CaptureQueriesContext(connections["default"]) as main:
        body = product(environ, hold)
    statements = [query["sql"].strip() for query in main.captured_queries]
    status, headers, *rest = held[-1]
    counted = [("X-Queries", str(queries(statements))), ("X-Commits", str(commits(statements)))]
    start_response(status, [*headers, *counted], *rest)
    return body


def queries(statements: list[str]) -> int:
    """Statements that ask or change something; opening and closing a transaction is not counted."""
    return sum(not statement.upper().startswith(TRANSACTION) for statement in statements)


def commits(statements: list[str]) -> int:
    """Transactions that wrote, and writes outside of one: each waits for the disk."""
    total, inside, wrote = 0, False, False
    for statement in statements:
        word = statement.upper()
        if word.startswith("BEGIN"):
            inside, wrote = True, False
        elif word.startswith("COMMIT"):
            total, inside = total + wrote, False
        elif word.startswith("ROLLBACK") and not word.startswith("ROLLBACK TO"):
            inside = False
        elif word.startswith(WRITES):
            wrote = True
            total += not inside
    return total
