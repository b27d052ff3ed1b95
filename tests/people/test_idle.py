"""The idle lock: who leaves a browser alone comes back to a locked screen, and to the same page behind it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.drafts import form_token, read_draft
from people.hidden import COOKIE as HIDDEN
from people.idle import COOKIE, LAG
from people.models import Membership, User
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD
from tests.people.conftest import is_in, sign_in

LIMIT = dt.timedelta(minutes=15)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def is_locked(client: Client) -> bool:
    answer = client.get("/you/security/")
    assert answer.status_code == 200 or answer["Location"] == "/hidden/"
    return answer.status_code == 302


def test_who_was_away_for_longer_than_fifteen_minutes_finds_a_locked_screen(
    amal: Membership, clock: Any
) -> None:
    client = sign_in(amal)
    clock.shift(LIMIT + LAG)
    assert not is_locked(client)
    clock.shift(LIMIT + LAG + SECOND)
    assert is_locked(client)
    page = client.get("/hidden/").content.decode()
    assert "The screen is locked" in page
    assert "Amal" not in page


def test_each_request_starts_the_time_anew(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    for _times in range(6):
        clock.shift(LIMIT)
        assert not is_locked(client)


def test_a_page_that_is_open_to_all_does_not_unlock(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    clock.shift(LIMIT + LAG + SECOND)
    client.get("/support/")
    assert is_locked(client)


@pytest.mark.parametrize("minutes", [5, 15, 30])
def test_she_chooses_after_how_long(minutes: int, amal: Membership, clock: Any) -> None:
    User.objects.filter(pk=amal.user_id).update(idle_minutes=minutes)
    client = sign_in(amal)
    assert f'data-idle="{minutes * 60}"' in client.get("/today/").content.decode()
    clock.shift(dt.timedelta(minutes=minutes) + LAG)
    assert not is_locked(client)
    clock.shift(dt.timedelta(minutes=minutes) + LAG + SECOND)
    assert is_locked(client)


def test_only_who_is_alone_may_switch_it_off(amal: Membership, clock: Any) -> None:
    User.objects.filter(pk=amal.user_id).update(idle_minutes=0)
    client = sign_in(amal)
    clock.shift(dt.timedelta(hours=9))
    assert is_locked(client)


def test_a_person_alone_switches_it_off(amal: Membership, clock: Any) -> None:
    type(amal.organisation).objects.filter(pk=amal.organisation_id).update(is_personal=True)
    User.objects.filter(pk=amal.user_id).update(idle_minutes=0)
    client = sign_in(amal)
    clock.shift(dt.timedelta(hours=9))
    assert not is_locked(client)
    assert "data-idle" not in client.get("/today/").content.decode()


def test_the_same_page_comes_back_to_who_says_who_she_is(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    clock.shift(LIMIT + LAG + SECOND)
    assert client.get("/moments/?from=here")["Location"] == "/hidden/"
    answer = client.post("/hidden/back/")
    assert answer["Location"] == "/sign-in/again/?next=%2Fhidden%2Fback%2F"  # at once, not after five minutes
    assert is_locked(client)
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert client.get(answer["Location"])["Location"] == "/moments/?from=here"
    assert not is_locked(client)


def test_what_was_sent_too_late_is_kept_as_her_draft(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    sent = {"draft_token": form_token(amal, "journal:now"), "note": "the last words"}
    clock.shift(LIMIT + LAG + SECOND)
    answer = client.post("/now/", sent, headers={"referer": "http://testserver/now/"})
    assert answer["Location"] == "/hidden/"
    with organisation_scope(amal.organisation):
        kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert kept.fields == {"note": ["the last words"]}
    answer = client.post("/sign-in/again/?next=/hidden/back/", {"password": PASSWORD})
    answer = client.get(answer["Location"])
    assert answer["Location"] == "/now/"
    assert "the last words" in client.get("/now/").content.decode()


def test_what_was_to_be_said_next_is_not_said_at_a_locked_screen(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    client.get("/today/")
    client.post("/now/", {"feeling": "angry", "trigger": "A", "strength": "5"})
    clock.shift(dt.timedelta(minutes=20))
    assert client.get("/today/")["Location"] == "/hidden/"
    assert "Saved" not in client.get("/support/").content.decode()


def test_hiding_a_page_that_was_left_alone_does_not_unlock_it(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    clock.shift(LIMIT + LAG + SECOND)
    client.post("/hidden/", {"back": "/moments/"})
    assert client.post("/hidden/back/")["Location"].startswith("/sign-in/again/")
    assert is_locked(client)


@pytest.mark.parametrize("taken", [{COOKIE}, {HIDDEN}, {COOKIE, HIDDEN}])
def test_taking_cookies_away_does_not_unlock(taken: set[str], amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    client.get("/today/")
    clock.shift(LIMIT + LAG + SECOND)
    assert is_locked(client)
    for name in taken:
        del client.cookies[name]
    assert is_locked(client)


def test_the_cookie_of_somebody_else_does_not_unlock(amal: Membership, bo: Membership, clock: Any) -> None:
    client = sign_in(amal)
    clock.shift(LIMIT + LAG + SECOND)
    other = sign_in(bo)
    other.get("/you/security/")
    client.cookies[COOKIE] = other.cookies[COOKIE].value
    assert is_locked(client)


@pytest.mark.parametrize("value", ["", "x", "a.b:c", "\u00e9", "0" * 5000])
def test_a_changed_cookie_is_none(value: str, amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    client.cookies[COOKIE] = value
    assert not is_locked(client)
    clock.shift(LIMIT + LAG + SECOND)
    client.cookies[COOKIE] = value
    assert is_locked(client)


def test_it_is_renewed_once_a_minute_and_writes_no_session(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    assert COOKIE in client.get("/today/").cookies
    clock.shift(59 * SECOND)
    assert COOKIE not in client.get("/today/").cookies
    clock.shift(SECOND)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/you/preferences/")
    assert COOKIE in answer.cookies
    assert answer.cookies[COOKIE]["httponly"]
    assert "sessionid" not in answer.cookies
    assert len(queries) == 2


def test_a_page_that_tells_of_keys_keeps_the_screen_open(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    for _times in range(3):
        clock.shift(LIMIT - SECOND)
        assert client.post("/hidden/stay/").status_code == 204
    clock.shift(LIMIT)
    assert not is_locked(client)


def test_the_page_locks_by_itself_and_then_asks_at_once(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    client.post("/hidden/", {"back": "/you/preferences/", "left": ""})
    assert "The screen is locked" in client.get("/hidden/").content.decode()
    assert client.post("/hidden/back/")["Location"].startswith("/sign-in/again/")
    assert client.post("/hidden/stay/")["Location"] == "/hidden/"


def test_who_has_nothing_to_show_signs_in_anew(amal: Membership, clock: Any) -> None:
    amal.user.set_unusable_password()
    amal.user.save()
    client = Client()
    client.force_login(amal.user)
    client.post("/hidden/", {"back": "/now/", "left": ""})
    assert client.post("/hidden/back/")["Location"] == "/sign-in/?next=%2Fnow%2F"
    assert not is_in(client)


def test_signing_in_again_starts_the_time_anew(amal: Membership, clock: Any) -> None:
    client = sign_in(amal)
    client.get("/today/")
    client.post("/sign-out/")
    clock.shift(dt.timedelta(hours=9))
    client.post("/sign-in/", {"login": amal.user.email, "password": PASSWORD})
    assert not is_locked(client)
