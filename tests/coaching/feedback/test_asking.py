"""Asking for feedback: whom, once at a time, until when; and that a no is silent to the byte."""

import datetime as dt
import os
import random
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import Http404
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from coaching.actions.sharing import answer_form
from coaching.feedback.actions.asking import ask_for_feedback, put_aside, take_back_ask
from coaching.feedback.drafted import ASK_FORM
from coaching.feedback.queries import people_around
from coaching.models import KEEP_ASK, Message, Thread
from coaching.queries.thread import find_thread
from people.actions.accounts import create_user
from people.actions.organisations import create_personal_organisation, save_team
from people.drafts import keep_draft, read_draft
from people.models import AuditRecord, DataKey, Membership, Organisation, Team
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD
from tests.coaching.conftest import SignIn, later
from tests.coaching.feedback.conftest import ASK, asked, given, left, seen

pytestmark = pytest.mark.usefixtures("scoped")
WORDS = {"behaviour": "How I say no.", "look_at": "Whether I give a reason."}


def sent_to(asker: Membership, person: Membership) -> dict[str, str]:
    code = next(each.code for each in people_around(asker) if each.id == person.pk)
    return WORDS | {"person": code, "submission_key": str(uuid4())}


# --- whom --------------------------------------------------------------------------------------------


def test_her_team_and_who_looks_after_it(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, fay: Membership
) -> None:
    names = {member.user.name: [each.name for each in people_around(member)] for member in (amal, bo, cleo)}
    assert names == {"Amal": ["Bo", "Mate"], "Bo": [], "Cleo": ["Fay"]}


@pytest.mark.parametrize("whom", ["herself", "a stranger", "who left"])
def test_nobody_else_is_asked(
    whom: str, amal: Membership, mate: Membership, cleo: Membership, ada: Membership, client_of: SignIn
) -> None:
    left(mate, ada)
    person = {"herself": amal, "a stranger": cleo, "who left": mate}[whom]
    with pytest.raises(Refused, match="Select somebody of your team, or who looks after it."):
        asked(amal, person)
    page = client_of(amal).post("/feedback/ask/", WORDS | {"person": "no-code"}).content.decode()
    assert "Select a person from the list." in page
    assert WORDS["look_at"] in page
    assert not Thread.objects.exists()


def test_a_person_alone_asks_nobody(harbour: Organisation) -> None:
    user = create_user(email="solo@home.example", name="Solo", password=PASSWORD, now=NOW)
    solo = create_personal_organisation(user=user, now=NOW)
    with organisation_scope(solo.organisation), pytest.raises(Http404):
        ask_for_feedback(person=solo.pk, ask=ASK, submission_key=uuid4(), by=solo, now=NOW)


def test_who_works_with_nobody_is_told_so(dee: Membership, client_of: SignIn) -> None:
    assert "At present there is nobody." in client_of(dee).get("/feedback/ask/").content.decode()


# --- asking ------------------------------------------------------------------------------------------


def test_it_is_asked_and_told_to_whom_it_asks(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    tab, desk = client_of(amal), client_of(bo)
    assert "You are asked for feedback" not in desk.get("/team/").content.decode()
    answer = tab.post("/feedback/ask/", sent_to(amal, bo))
    thread = Thread.objects.get()
    assert answer["Location"] == f"/feedback/{thread.pk}/"
    assert (thread.origin, thread.asked_until) == ("asked", NOW + KEEP_ASK)
    assert "You asked Bo for feedback" in tab.get("/feedback/").content.decode()
    assert "Amal asks you for feedback" in desk.get("/feedback/").content.decode()
    assert "You are asked for feedback" in desk.get("/team/").content.decode()
    for browser in (tab, desk):
        page = browser.get(f"/feedback/{thread.pk}/").content.decode()
        assert WORDS["behaviour"] in page
        assert WORDS["look_at"] in page
        assert "21 December 2026" in page
        assert 'name="text"' not in page


def test_something_has_to_be_named_and_half_of_it_is_kept(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab = client_of(amal)
    page = tab.post("/feedback/ask/", sent_to(amal, bo) | {"behaviour": " "}).content.decode()
    assert "Write what you want feedback on." in page
    assert WORDS["look_at"] in tab.get("/feedback/ask/").content.decode()
    asked(amal, bo)
    assert read_draft(amal, ASK_FORM) is None


def test_the_same_form_again_asks_once(amal: Membership, bo: Membership) -> None:
    key = uuid4()
    assert asked(amal, bo, key=key) == asked(amal, bo, key=key)
    assert Message.objects.count() == 1


def test_one_open_ask_of_each_person(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = asked(amal, bo)
    page = client_of(amal).post("/feedback/ask/", sent_to(amal, bo)).content.decode()
    assert "You have asked Bo already." in page
    assert WORDS["look_at"] in page
    assert asked(amal, mate) != asked(mate, amal)
    given(thread)
    assert asked(amal, bo) != thread


def test_one_that_has_ended_makes_room(amal: Membership, bo: Membership) -> None:
    thread = asked(amal, bo)
    assert asked(amal, bo, now=NOW + KEEP_ASK) != thread
    assert not Thread.objects.filter(pk=thread.pk).exists()
    assert not DataKey.objects.filter(pk=thread.key_id).exists()


def test_it_is_asked_so_often_an_hour(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    tab = client_of(amal)
    with override_settings(ACCOUNT_RATE_LIMITS=settings.ACCOUNT_RATE_LIMITS | {"ask": "1/h/user"}):
        assert tab.post("/feedback/ask/", sent_to(amal, bo)).status_code == 303
        assert tab.post("/feedback/ask/", sent_to(amal, bo)).status_code == 429


def test_it_ends_by_itself_for_both(
    amal: Membership, bo: Membership, client_of: SignIn, clock: time_machine.Traveller
) -> None:
    thread = asked(amal, bo)
    last = NOW + KEEP_ASK - dt.timedelta(microseconds=1)
    for member in (amal, bo):
        assert find_thread(member, thread.pk, last) is not None
        assert find_thread(member, thread.pk, NOW + KEEP_ASK) is None
    clock.move_to(NOW + KEEP_ASK)
    for member in (amal, bo):
        tab = client_of(member)
        assert tab.get(f"/feedback/{thread.pk}/").status_code == 404
        assert f"/feedback/{thread.pk}/" not in tab.get("/feedback/").content.decode()


def test_nothing_is_replied_before_there_is_feedback(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    thread = asked(amal, bo)
    for member in (amal, bo):
        page = client_of(member).post(f"/feedback/{thread.pk}/reply/", {"text": "too early"})
        assert "There is no feedback here yet. Once there is, you can reply." in page.content.decode()
        assert "too early" in page.content.decode()
    for name in ("thank", "disagree"):
        assert client_of(amal).get(f"/feedback/{thread.pk}/{name}/").status_code == 404


# --- taking back -------------------------------------------------------------------------------------


def test_taken_back_it_is_there_for_nobody(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, tab = asked(amal, bo), client_of(amal)
    for _click in range(2):
        answer = tab.post(f"/feedback/{thread.pk}/take-back/")
        assert (answer.status_code, answer["Location"]) == (303, "/feedback/")
    for member in (amal, bo):
        assert client_of(member).get(f"/feedback/{thread.pk}/").status_code == 404
    assert "asks you" not in client_of(bo).get("/feedback/").content.decode()
    assert client_of(bo).get(f"/feedback/{thread.pk}/answer/").status_code == 404
    assert asked(amal, bo) != thread


def test_what_was_answered_meanwhile_is_not_taken_back(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    thread = asked(amal, bo)
    given(thread)
    answer = client_of(amal).post(f"/feedback/{thread.pk}/take-back/", follow=True)
    assert "This was answered meanwhile." in answer.content.decode()
    assert "You let him finish." in answer.content.decode()


def test_nobody_else_takes_it_back(amal: Membership, bo: Membership, mate: Membership) -> None:
    for thread, member in ((asked(amal, bo), bo), (asked(amal, mate), mate), (seen(bo, amal), amal)):
        with pytest.raises(Thread.DoesNotExist):
            take_back_ask(row=thread.pk, by=member, now=NOW)


# --- a silent no -------------------------------------------------------------------------------------


def test_put_aside_it_goes_away_for_her_alone(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, desk = asked(amal, bo), client_of(bo)
    keep_draft(membership=bo, form=answer_form(thread.pk), fields={"impact": ["half"]}, now=NOW)
    for _click in range(2):
        answer = desk.post(f"/feedback/{thread.pk}/aside/")
        assert (answer.status_code, answer["Location"]) == (303, "/feedback/")
    assert read_draft(bo, answer_form(thread.pk)) is None
    for path in ("", "answer/", "reply/"):
        assert desk.get(f"/feedback/{thread.pk}/{path}").status_code == 404
    assert "asks you" not in desk.get("/feedback/").content.decode()
    assert "You are asked for feedback" not in desk.get("/team/").content.decode()
    assert client_of(amal).get(f"/feedback/{thread.pk}/").status_code == 200
    assert not AuditRecord.objects.filter(object_id=str(thread.pk)).exists()


def test_what_was_answered_is_not_put_aside(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread = asked(amal, bo)
    given(thread)
    answer = client_of(bo).post(f"/feedback/{thread.pk}/aside/", follow=True)
    assert "You have answered this already." in answer.content.decode()


def test_nobody_else_puts_it_aside(
    amal: Membership, bo: Membership, mate: Membership, ada: Membership, pier: Team, client_of: SignIn
) -> None:
    thread, other = asked(amal, bo), seen(bo, amal)
    for row, member in ((thread, amal), (thread, mate), (other, bo)):
        with pytest.raises(Thread.DoesNotExist):
            put_aside(row=row.pk, by=member, now=NOW)
        assert client_of(member).post(f"/feedback/{row.pk}/aside/").status_code == 404
    save_team(team=pier, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    with pytest.raises(Thread.DoesNotExist):
        put_aside(row=thread.pk, by=bo, now=NOW)
    assert client_of(mate).post(f"/feedback/{thread.pk}/take-back/").status_code == 404


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make all randomness of what follows a function of one text."""

    def start(text: str) -> None:
        source = random.Random(text)
        monkeypatch.setattr(os, "urandom", source.randbytes)
        monkeypatch.setattr(random, "_urandom", source.randbytes)

    return start


def told_to(asker: Any, thread: Thread, first: Message, bo: Membership, amal: Membership) -> list[Any]:
    """All that her pages and forms answer, in bytes and in number of queries."""
    of_it = f"/feedback/{thread.pk}/"
    changed = {"behaviour": "How I say yes.", "look_at": "", "submission_key": str(thread.pk)}
    ask = sent_to(amal, bo) | {"submission_key": str(first.pk)}
    knocks: list[tuple[str, dict[str, str] | None]] = [
        *((url, None) for url in ("/feedback/", of_it, "/feedback/ask/", "/feedback/new/", "/today/")),
        *((f"{of_it}{name}/", None) for name in ("answer", "thank", "disagree", "reply")),
        *((f"{of_it}{name}/", {"text": "x"}) for name in ("reply", "thank", "aside", "unshow")),
        ("/feedback/ask/", ask),
        (f"/feedback/words/{first.pk}/", None),
        (f"/feedback/words/{first.pk}/", changed),
        (of_it, None),
        (f"{of_it}take-back/", {}),
        (of_it, None),
        ("/feedback/", None),
    ]
    told = []
    for url, sent in knocks:
        with CaptureQueriesContext(connection) as queries:
            answer = asker.get(url) if sent is None else asker.post(url, sent)
        told.append((url, answer.status_code, answer.headers.items(), answer.content, len(queries)))
    return told


def test_a_no_is_silent_to_the_byte(
    amal: Membership, bo: Membership, client_of: SignIn, seed: Callable[[str], None]
) -> None:
    thread = asked(amal, bo)
    first, worlds = Message.objects.get(), []
    for is_put_aside in (True, False):
        cache.clear()
        with transaction.atomic():
            if is_put_aside:
                put_aside(row=thread.pk, by=bo, now=later(hours=1))
                assert find_thread(bo, thread.pk, NOW) is None
            seed("the same for both")
            tab = client_of(amal)
            tab.get("/feedback/")
            worlds.append(told_to(tab, thread, first, bo, amal))
            transaction.set_rollback(True)
    for one, other in zip(*worlds, strict=True):
        assert one[0:2] == other[0:2]
        assert [*one[2]] == [*other[2]]
        assert one[3:] == other[3:], one[0]


def test_the_comparison_notices_an_answer(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread = asked(amal, bo)
    tab = client_of(amal)
    before = tab.get(f"/feedback/{thread.pk}/").content
    given(thread)
    assert tab.get(f"/feedback/{thread.pk}/").content != before
