"""A candidate without an account: from the mailed link to a copy of her answers, and out again."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from hiring.access import COOKIE
from hiring.actions.leaving import purge_day_of, withdraw_candidate
from hiring.actions.links import LIFETIME
from hiring.actions.scorecards import Verdict, decide
from hiring.adjustments.display import Display
from hiring.adjustments.queries import display_of
from hiring.models import Candidate, CandidateLink, Opening
from hiring.queries import sitting
from people.models import Membership
from tests.cast import NOW
from tests.hires import answered, begun, invited, job, locked, sent
from tests.hiring.conftest import browser_of, later, link_in_mail

START = "/c/nells-token/"


def posted(candidate: Candidate, page: int, value: str = "4") -> dict[str, str]:
    """A page of statements, all answered alike."""
    return {item.code: value for item in sitting(candidate).sheets[page - 1]}


# --- the link -------------------------------------------------------------------------------------


def test_the_start_page_says_what_somebody_has_to_know_first(
    opening: Opening, dee: Membership, clock: object
) -> None:
    invited(opening, dee)
    page = Client().get(START).content.decode()
    for told in (
        "Harbour Support asks you",  # who
        "Self-regulation: The calls need SR.",  # what, and why
        "20 statements, 3 to 6 minutes. No clock is running for them.",  # how long
        "Who talks with you or decides, after rating a talk with you alone.",  # who sees
        "Who only decides, once every talk is rated.",
        "deleted 6 months after the decision",  # how long it is kept
        "As things stand, that is 11 June 2027.",
        "You can have it deleted",
        "Dee, dee@demo.example",  # whom to ask
        "You can say no",
        "11 December 2026",
        "The talk decides.",
    ):
        assert told in page, told
    assert "Forty calls a day." not in page  # the job analysis is HR's own


def test_a_scanner_that_fetches_the_link_uses_nothing_up(
    opening: Opening, dee: Membership, clock: object
) -> None:
    invited(opening, dee)
    for _time in range(3):
        Client().get(START)
        Client().head(START)
    answer = Client().post(START)
    assert (answer.status_code, answer["Location"]) == (303, "/c/adjustments/")


def test_from_the_start_on_no_address_and_no_row_holds_the_secret(
    opening: Opening, dee: Membership, clock: object
) -> None:
    candidate, client = invited(opening, dee), Client()
    answer = client.post(START)
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/c/")
    assert len(cookie.value) >= 43
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert cookie.value not in str(CandidateLink.objects.values_list())
    page = client.get(answer["Location"]).content.decode()
    assert "nells-token" not in page
    assert cookie.value not in page
    assert candidate.name not in page


def test_the_link_works_once_and_in_its_own_browser_it_leads_back(
    opening: Opening, dee: Membership, clock: object
) -> None:
    candidate, client = invited(opening, dee), Client()
    client.post(START)
    answered(candidate, 7)
    assert client.get(START)["Location"] == "/c/p/2/"
    assert Client().get(START).status_code == 410
    assert Client().post(START).status_code == 410


def test_every_dead_link_and_every_dead_cookie_gets_the_same_page(
    opening: Opening, dee: Membership, clock: time_machine.Traveller
) -> None:
    """Byte for byte, without a name of any organisation: used, taken back, expired, over, never issued."""
    pages = {Client().get("/c/never-issued/").content, Client().get("/c/p/1/").content}
    candidate = invited(opening, dee)
    Client().post(START)
    pages |= {Client().get(START).content, browser_of("guessed").get("/c/done/").content}
    invited(opening, dee, token="old")
    clock.move_to(later(days=15))
    pages |= {Client().get("/c/old/").content, Client().post("/c/old/").content}
    withdraw_candidate(candidate=candidate, now=NOW)
    pages.add(Client().get(START).content)
    (page,) = pages
    assert b"This link no longer works" in page
    assert b"Harbour" not in page


def test_somebody_signed_in_stays_apart_from_the_candidate(
    opening: Opening, dee: Membership, amal: Membership, clock: object
) -> None:
    invited(opening, dee)
    client = Client()
    client.force_login(amal.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.post(START)
    page = client.get("/c/p/1/").content.decode()
    assert "Account" not in page
    assert amal.user.name not in page
    assert client.get("/today/").status_code == 200


# --- answering ------------------------------------------------------------------------------------


@pytest.fixture
def nell(opening: Opening, dee: Membership, clock: object) -> Candidate:
    return begun(invited(opening, dee))


@pytest.fixture
def phone(nell: Candidate) -> Client:
    return browser_of("nells-session")


def test_each_continue_saves_and_leads_on(nell: Candidate, phone: Client) -> None:
    for number in (1, 2, 3):
        answer = phone.post(f"/c/p/{number}/", posted(nell, number))
        assert (answer.status_code, answer["Location"]) == (303, f"/c/p/{number + 1}/")
        assert nell.answers.count() == 5 * number
    assert phone.post("/c/p/4/", posted(nell, 4))["Location"] == "/c/check/"


def test_what_was_missed_is_told_and_the_rest_is_kept(nell: Candidate, phone: Client) -> None:
    codes = list(posted(nell, 1))
    answer = phone.post("/c/p/1/", dict.fromkeys(codes[:3], "2"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("Select an answer to statement") == 4  # two statements, above and at each
    assert "<title>Error:" in page
    assert nell.answers.count() == 3
    assert page.count(" checked>") == 3


@pytest.mark.parametrize("value", ["6", "0", "-1", "1e9", "x", "", "３"])
def test_what_was_not_offered_is_not_saved(nell: Candidate, phone: Client, value: str) -> None:
    answer = phone.post("/c/p/1/", posted(nell, 1, value))
    assert answer.status_code == 200
    assert "not among those offered" in answer.content.decode()
    assert nell.answers.count() == 0


def test_a_statement_of_a_part_that_is_off_is_not_saved(nell: Candidate, phone: Client) -> None:
    phone.post("/c/p/1/", posted(nell, 1) | {"A116": "3", "organisation": "1", "state": "sent"})
    assert set(nell.answers.values_list("item_code", flat=True)) == set(posted(nell, 1))


def test_back_keeps_and_asks_nothing(nell: Candidate, phone: Client) -> None:
    code = next(iter(posted(nell, 2)))
    assert phone.post("/c/p/2/", {code: "skip", "then": "back"})["Location"] == "/c/p/1/"
    assert nell.answers.get().value is None


def test_a_quiet_save_answers_in_json(nell: Candidate, phone: Client) -> None:
    code = next(iter(posted(nell, 1)))
    assert phone.post("/c/p/1/?quiet=1", {code: "5"}).json() == {"saved": ""}
    withdraw_candidate(candidate=nell, now=NOW)
    assert phone.post("/c/p/1/?quiet=1", {code: "5"}).status_code == 303  # her only page


def test_a_page_on_its_way_while_hr_makes_every_link_stop_mails_none(
    nell: Candidate, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(candidate: Candidate) -> Display:
        CandidateLink.objects.update(revoked_at=NOW)
        return display_of(candidate)

    before = CandidateLink.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr("hiring.views.steps.display_of", stopped)  # it let her in, and has not written yet
        answer = phone.post("/c/p/1/", posted(nell, 1) | {"then": "later"})
    assert answer.status_code == 410
    assert CandidateLink.objects.count() == before
    assert nell.answers.count() == len(posted(nell, 1))


@pytest.mark.parametrize(("query", "answer"), [("", 303), ("?quiet=1", 200)])
def test_what_was_answered_on_a_page_that_is_no_more_is_kept(
    nell: Candidate, phone: Client, query: str, answer: int
) -> None:
    """With one statement a page she was on the eighteenth; since then she has chosen five."""
    code = sitting(nell, 1).sheets[17][0].code
    sent_there = phone.post(f"/c/p/18/{query}", {code: "2"})
    assert (sent_there.status_code, nell.answers.get().item_code) == (answer, code)
    if not query:
        assert sent_there["Location"] == "/c/p/1/"


@pytest.mark.parametrize("page", ["/c/p/0/", "/c/p/5/", "/c/p/99999999999999999999/"])
def test_there_is_no_such_page(phone: Client, page: str) -> None:
    assert phone.get(page).status_code == 404


def test_save_and_come_back_mails_a_fresh_link_that_resumes(
    nell: Candidate, phone: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = phone.post("/c/p/1/", posted(nell, 1) | {"then": "later"})
    assert answer["Location"] == "/c/later/"
    assert "A link to come back with is on its way" in phone.get("/c/later/").content.decode()
    laptop, link = Client(), link_in_mail()
    assert "Go on where you stopped" in laptop.get(link).content.decode()
    assert laptop.post(link)["Location"] == "/c/p/2/"
    assert phone.get("/c/p/2/").status_code == 410  # one session at a time
    again = phone.post("/c/p/1/", {"then": "later"})
    assert again.status_code == 410


def test_twenty_hours_between_two_pages_end_nothing(
    nell: Candidate, phone: Client, clock: time_machine.Traveller
) -> None:
    for number in (1, 2, 3, 4):
        clock.move_to(later(hours=20.5 * number))
        assert phone.get(f"/c/p/{number}/").status_code == 200
        assert phone.post(f"/c/p/{number}/", posted(nell, number)).status_code == 303
    clock.move_to(later(hours=20.5 * 5))
    assert phone.post("/c/check/")["Location"] == "/c/about-you/"
    clock.move_to(later(hours=20.5 * 6))
    assert phone.get("/c/done/").status_code == 200


def test_the_cookie_lasts_as_long_as_the_session(opening: Opening, dee: Membership, clock: object) -> None:
    invited(opening, dee)
    cookie = Client().post(START).cookies[COOKIE]
    assert dt.timedelta(seconds=cookie["max-age"]) == LIFETIME > dt.timedelta(days=13)


def test_a_second_link_within_minutes_is_not_mailed(nell: Candidate, phone: Client) -> None:
    for _time in range(3):
        phone.post("/c/p/1/", {"then": "later"})
    assert nell.links.count() == 2
    assert "still works" in phone.get("/c/later/").content.decode()


# --- sending --------------------------------------------------------------------------------------


def test_the_check_page_leads_to_what_is_missing(nell: Candidate, phone: Client) -> None:
    answered(nell, 18)
    page = phone.post("/c/check/").content.decode()
    assert "Statement 19 has no answer yet" in page
    assert 'href="/c/p/4/?check=1" id="statement-19"' in page
    assert phone.post("/c/p/4/?check=1", posted(nell, 4))["Location"] == "/c/check/"


def test_sending_gives_a_reference_a_copy_and_feedback_with_ranges(nell: Candidate, phone: Client) -> None:
    answered(nell)
    assert phone.post("/c/check/")["Location"] == "/c/about-you/"
    page = phone.get("/c/done/").content.decode()
    assert nell.pk.hex[:8].upper() in page
    assert "Your answers put Self-regulation at" in page
    assert "would be no surprise" in page
    for item in sitting(nell).asked.items:
        assert item.text.replace("'", "&#x27;") in page
    assert "Withdraw and delete my answers" in page
    assert "Who only decides sees them once every talk is rated." in page
    assert len(page) < 60 * 1024


def test_sent_answers_are_not_changed_and_a_second_click_is_the_same(nell: Candidate, phone: Client) -> None:
    answered(nell)
    before = list(nell.answers.order_by("item_code").values_list("item_code", "value"))
    for following in ("/c/about-you/", "/c/done/"):
        assert phone.post("/c/check/")["Location"] == following
    assert phone.post("/c/p/1/", posted(nell, 1, "1"))["Location"] == "/c/done/"
    assert list(nell.answers.order_by("item_code").values_list("item_code", "value")) == before


def test_after_the_last_day_nothing_is_saved_and_it_is_said(
    nell: Candidate, phone: Client, clock: time_machine.Traveller
) -> None:
    Opening.objects.filter(pk=nell.opening_id).update(closes_at=later(hours=1))
    clock.move_to(later(hours=2))
    page = phone.post("/c/p/1/", posted(nell, 1)).content.decode()
    assert "The last day to answer is over, so nothing was saved." in page
    quiet = phone.post("/c/p/1/?quiet=1", posted(nell, 1))
    told = "The last day to answer is over, so nothing was saved."
    assert (quiet.status_code, quiet.json()) == (409, {"saved": None, "told": told})
    assert "The last day to answer is over" in phone.post("/c/check/").content.decode()
    assert nell.answers.count() == 0


# --- withdrawing ----------------------------------------------------------------------------------


def test_withdrawing_asks_once_and_is_then_her_only_page(nell: Candidate, phone: Client) -> None:
    answered(nell, 5)
    assert "Your answers are deleted at once." in phone.get("/c/withdraw/").content.decode()
    assert nell.answers.count() == 5  # a GET does nothing
    for _time in range(2):
        assert phone.post("/c/withdraw/")["Location"] == "/c/withdraw/"
    assert "You have withdrawn" in phone.get("/c/withdraw/").content.decode()
    assert {phone.get(url)["Location"] for url in ("/c/p/1/", "/c/check/", "/c/done/")} == {"/c/withdraw/"}
    assert nell.answers.count() == 0


@pytest.mark.parametrize(
    ("retention", "day"), [("us", "11 December 2027"), ("us-public", "11 December 2028")]
)
def test_where_records_are_kept_the_page_names_the_day(
    scoped: None, dee: Membership, clock: object, retention: str, day: str
) -> None:
    sent(job(dee, retention=retention), dee)
    phone = browser_of("nells-session")
    assert day in phone.get("/c/withdraw/").content.decode()
    phone.post("/c/withdraw/")
    assert re.search(
        rf"Until {day} your answers and what you asked HR for stay locked away",
        phone.get("/c/withdraw/").content.decode(),
    )


def test_the_day_that_the_page_names_is_the_one_that_the_decision_sets(
    scoped: None, dee: Membership, clock: time_machine.Traveller
) -> None:
    candidate = sent(job(dee, retention="us", days=2), dee)
    locked(candidate, dee)
    decide(candidate=candidate, verdict=Verdict(True, ("calm",), "Kept calm."), by=dee, now=later(days=8))
    phone = browser_of("nells-session")
    clock.move_to(later(days=9))
    assert "29 November 2027" in phone.get("/c/withdraw/").content.decode()
    phone.post("/c/withdraw/")
    assert "Until 29 November 2027" in phone.get("/c/withdraw/").content.decode()
    candidate.refresh_from_db()
    assert purge_day_of(candidate) == dt.date(2027, 11, 29)
