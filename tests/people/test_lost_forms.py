"""A form that comes too late loses nothing: the session has died, or its CSRF token has."""

from collections.abc import Callable

import pytest
from django.test import Client

from journal.models import Moment
from people.actions.accounts import NOTICE_VERSION
from people.actions.organisations import create_personal_organisation
from people.drafts import form_token, read_draft
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW
from tests.people.conftest import sign_in

Browser = Callable[[Membership], Client]
FORM = "journal:now"
SENT = {"note": "what I typed", "trigger": "A"}


def kept(member: Membership) -> dict[str, list[str]] | None:
    with organisation_scope(member.organisation):
        draft = read_draft(member, FORM)
    return draft.fields if draft else None


@pytest.fixture
def sent(amal: Membership) -> dict[str, str]:
    """What amal's form sends."""
    return {**SENT, "draft_token": form_token(amal, FORM)}


def test_a_dead_session_keeps_the_text_and_comes_back(amal: Membership, sent: dict[str, str]) -> None:
    answer = Client().post("/now/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/now/")
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}


def test_a_dead_csrf_token_keeps_the_text(amal: Membership, sent: dict[str, str]) -> None:
    answer = Client(enforce_csrf_checks=True).post("/now/", sent)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "It is kept for you as a draft." in page
    assert "/sign-in/?next=/now/" in page
    assert "what I typed" not in page
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}


def test_who_is_still_signed_in_goes_straight_on(amal: Membership, sent: dict[str, str]) -> None:
    desk = sign_in(amal)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    answer = strict.post("/now/", {**sent, "csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, answer["Location"]) == (303, "/now/")
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}
    assert "What you wrote is still here." in strict.get("/you/security/").content.decode()


def test_a_form_of_another_of_her_organisations_is_kept_there(amal: Membership, sent: dict[str, str]) -> None:
    """She switched in a second window: what was written for one must not come to lie in the other."""
    alone = create_personal_organisation(user=amal.user, now=NOW)
    with organisation_scope(alone.organisation):
        Membership.objects.filter(pk=alone.pk).update(notice_read=NOTICE_VERSION)
    desk = sign_in(amal)
    desk.post("/you/organisation/", {"membership": amal.pk})
    desk.post("/you/organisation/", {"membership": alone.pk})
    whole = sent | {"feeling": "sad", "strength": "2"}
    answer = desk.post("/now/", whole, follow=True)
    assert answer.redirect_chain == [("/you/organisation/", 302)]
    assert "This form belongs to another of your organisations." in answer.content.decode()
    for member in (alone, amal):
        with organisation_scope(member.organisation):
            assert not Moment.objects.exists()
    kept_there = kept(amal)
    assert kept_there is not None
    assert kept_there["note"] == ["what I typed"]
    assert kept(alone) is None
    assert (
        desk.post("/drafts/drop/", {"draft_token": sent["draft_token"], "back": "/now/"}).status_code == 303
    )
    assert kept(amal) == kept_there
    desk.post("/you/organisation/", {"membership": amal.pk})
    assert desk.post("/now/", whole)["Location"] == "/today/"


def test_without_our_token_nothing_is_kept(amal: Membership) -> None:
    answer = Client(enforce_csrf_checks=True).post("/now/", SENT)
    assert answer.status_code == 403
    assert "Nothing was changed." in answer.content.decode()
    assert kept(amal) is None


def test_a_strangers_session_never_shows_the_text(
    amal: Membership, cleo: Membership, sent: dict[str, str], client_of: Browser
) -> None:
    Client().post("/now/", sent)
    assert kept(cleo) is None
    assert "what I typed" not in client_of(cleo).get("/now/").content.decode()


def test_a_sign_in_form_that_is_too_old_says_so_plainly(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"login": "amal@demo.example", "password": "x"})
    assert answer.status_code == 403
    assert "let your browser take cookies" in answer.content.decode()


def test_autosave_answers_with_the_writers_own_time(
    amal: Membership, sent: dict[str, str], client_of: Browser
) -> None:
    amal.user.time_zone = "Asia/Manila"
    amal.user.save()
    answer = client_of(amal).post("/drafts/save/", sent)
    assert len(answer.json()["saved"]) == 5
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}


def test_autosave_goes_on_after_signing_in_in_another_tab(amal: Membership, sent: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(amal).cookies
    answer = strict.post("/drafts/save/", {**sent, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 200
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}


def test_a_quiet_save_that_is_too_old_tells_the_script_and_leaves_no_message(
    amal: Membership, sent: dict[str, str]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(amal).cookies
    for _ in range(3):
        answer = strict.post("/assessment/p/1/?quiet=1", sent, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()) == (403, {"saved": None})
    assert kept(amal) == {"note": ["what I typed"], "trigger": ["A"]}
    assert "What you wrote is kept for you" not in strict.get("/you/security/").content.decode()


def test_a_token_saves_twice_a_second_and_not_without_end(
    amal: Membership, cleo: Membership, sent: dict[str, str]
) -> None:
    answers = {Client().post("/drafts/save/", {**sent, "note": f"{n}"}).status_code for n in range(120)}
    assert answers == {401}  # kept, and nobody is signed in
    refused = Client().post("/drafts/save/", {**sent, "note": "one more"})
    assert (refused.status_code, refused.json()) == (429, {"saved": None})
    Client().post("/now/", {**sent, "note": "by a form"})
    assert kept(amal) == {"note": ["119"], "trigger": ["A"]}
    hers = {**SENT, "draft_token": form_token(cleo, FORM)}
    assert Client().post("/drafts/save/", hers).status_code == 401


def test_dropping_too_late_leaves_nothing_that_looks_like_a_draft(
    amal: Membership, sent: dict[str, str]
) -> None:
    desk = sign_in(amal)
    desk.post("/drafts/save/", sent)
    Client().post("/drafts/drop/", {"draft_token": sent["draft_token"], "back": "/now/"})
    assert "We kept what you wrote" not in desk.get("/now/").content.decode()


def test_dropping_takes_her_own_draft_alone(
    amal: Membership, cleo: Membership, sent: dict[str, str], client_of: Browser
) -> None:
    client_of(amal).post("/drafts/save/", sent)
    client_of(cleo).post("/drafts/drop/", {"draft_token": sent["draft_token"], "back": "/now/"})
    assert kept(amal) is not None
    answer = client_of(amal).post("/drafts/drop/", {"draft_token": sent["draft_token"], "back": "/now/"})
    assert (answer.status_code, answer["Location"]) == (303, "/now/")
    assert kept(amal) is None
