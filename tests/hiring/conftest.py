"""What the tests of this room need besides the cast: an opening of dee's, a candidate's browser, her mail."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from hiring.access import COOKIE
from hiring.models import Opening
from people.actions.organisations import Roles
from people.models import Membership, Organisation
from tests.cast import NOW, new_member
from tests.hires import job
from tests.phones import Phone


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Requests happen at NOW; a test moves it."""
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def opening(scoped: None, dee: Membership) -> Opening:
    """Dee's opening: self-regulation and empathy, three weeks, European retention."""
    return job(dee)


@pytest.fixture
def flo(harbour: Organisation) -> Membership:
    """A second one of HR."""
    return new_member(harbour, "Flo", Roles(agent=False, hr=True))


def browser_of(session: str) -> Client:
    """A candidate's phone that holds this cookie."""
    client = Phone()
    client.cookies[COOKIE] = session
    return client


def link_in_mail() -> str:
    """The path of the link in the newest mail."""
    found = re.search(r"http://testserver(/c/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def later(**span: float) -> dt.datetime:
    return NOW + dt.timedelta(**span)


@contextmanager
def asked_as() -> Iterator[dict[str, set[str]]]:
    """Role -> statements on tables of hiring that were asked as it."""
    found: dict[str, set[str]] = {}

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"hiring_' in sql:
            with context["connection"].connection.cursor() as raw:  # past this wrapper
                found.setdefault(raw.execute("SHOW role").fetchone()[0], set()).add(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
