"""Today tells who asks her to rate them, in one quiet line that asks the database nothing more."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Ask
from assessments.rounds.actions import decline, start_round
from people.models import Membership
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn
from tests.cast import NOW
from tests.crowd import answer_all

LINK = '<a href="/asked/">See who asks</a>'


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ask(asker: Membership, *raters: Membership) -> None:
    with organisation_scope(asker.organisation):
        answer_all(asker)
        start_round(raters=[each.pk for each in raters], days=14, by=asker, now=NOW)


def today(client: Client) -> tuple[str, int]:
    """The page, and how often it asked the database once it is warm."""
    client.get("/today/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/today/").content.decode()
    return page, len(asked)


def test_who_asks_is_told_until_she_has_answered_or_declined(
    client_of: SignIn, amal: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership
) -> None:
    client = client_of(amal)
    before, queries = today(client)
    assert LINK not in before
    ask(bo, amal, cleo, dee, ada)
    one, same = today(client)
    assert f"1 person asks how you see them at work. {LINK}" in one
    ask(cleo, amal, bo, dee, ada)
    two, _queries = today(client)
    assert f"2 people ask how you see them at work. {LINK}" in two
    assert same == queries
    with organisation_scope(amal.organisation):
        for each in Ask.objects.filter(rater=amal):
            decline(ask_id=each.pk, by=amal, now=NOW)
    assert LINK not in today(client)[0]


def test_who_asks_is_not_told_of_herself(
    client_of: SignIn, amal: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership
) -> None:
    ask(bo, amal, cleo, dee, ada)
    assert LINK not in today(client_of(bo))[0]
