"""The pages around the statements: what she needs, the trial, the voluntary questions, and HR's answer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from hiring.actions.leaving import withdraw_candidate
from hiring.adjustments.display import Display
from hiring.adjustments.queries import asked_by, display_of
from hiring.equality.actions import OPEN_FOR, keep_equality_answers
from hiring.models import AdjustmentRequest, Candidate, EqualityAnswer, EqualityKey, Opening
from hiring.queries import sitting
from people.models import Membership
from tests.cast import NOW
from tests.hires import answered, begun, helped, invited, job, joins, sent, wished
from tests.hiring.conftest import browser_of, later
from tests.hiring.fairness.filled import decided, talks
from tests.phones import Phone

ClientOf = Callable[[Membership], Client]
NEEDS = "/c/adjustments/"
TEXT = "The talk with an interpreter."
PLAIN = {"text_size": "normal"}


@pytest.fixture
def nell(opening: Opening, dee: Membership, clock: object) -> Candidate:
    return begun(invited(opening, dee))


@pytest.fixture
def phone(nell: Candidate) -> Client:
    return browser_of("nells-session")


# --- what she needs -------------------------------------------------------------------------------


def test_who_begins_is_asked_what_she_needs_then_tries_then_answers(
    opening: Opening, dee: Membership, clock: object
) -> None:
    invited(opening, dee)
    phone = Phone()
    assert phone.post("/c/nells-token/")["Location"] == NEEDS
    assert phone.post(NEEDS, PLAIN)["Location"] == "/c/practice/1/"
    assert phone.post("/c/practice/1/", {"T1": "1", "T2": "skip"})["Location"] == "/c/p/1/"
    assert Candidate.objects.get().answers.count() == 0


def test_where_no_statements_are_asked_the_way_goes_past_the_trial(
    scoped: None, dee: Membership, clock: object
) -> None:
    begun(invited(job(dee, parts=()), dee))
    phone = browser_of("nells-session")
    assert phone.post(NEEDS, PLAIN)["Location"] == "/c/check/"
    assert phone.get("/c/practice/1/").status_code == 404


def test_who_has_answered_before_goes_on_where_she_was(nell: Candidate, phone: Client) -> None:
    answered(nell, 7)
    assert phone.post(NEEDS, PLAIN)["Location"] == "/c/p/2/"


def test_from_a_page_of_statements_the_way_there_keeps_the_answers(nell: Candidate, phone: Client) -> None:
    code = sitting(nell).sheets[0][2].code
    assert phone.post("/c/p/1/", {code: "2", "then": "needs"})["Location"] == NEEDS
    assert nell.answers.get().item_code == code


def test_pages_look_as_she_chose(nell: Candidate, phone: Client) -> None:
    before = phone.get("/c/p/1/").content.decode()
    assert 'data-text-size="normal">' in before
    phone.post(NEEDS, {"text_size": "largest", "one_statement": "on", "spaced": "on", "tinted": "on"})
    assert display_of(Candidate.objects.get()) == Display(True, "largest", spaced=True, tinted=True)
    page = phone.get("/c/p/1/").content.decode()
    assert 'data-theme="light" data-text-size="largest" data-spaced data-tinted>' in page
    assert "Page 1 of 20" in page
    assert "<h1>Statement 1</h1>" in page
    assert page.count("<fieldset") == 1
    kept = phone.get(NEEDS).content.decode()
    assert kept.count(" checked") == 4
    assert "Page 1 of 2" not in phone.get("/c/practice/1/").content.decode()
    assert phone.post("/c/practice/1/", {"T1": "3"})["Location"] == "/c/practice/2/"


def test_one_statement_a_page_goes_through_to_the_check(nell: Candidate, phone: Client) -> None:
    wished(nell, display=Display(one_statement=True))
    items = sitting(nell).asked.items
    for number, item in enumerate(items, start=1):
        following = phone.post(f"/c/p/{number}/", {item.code: "3"})["Location"]
        assert following == (f"/c/p/{number + 1}/" if number < len(items) else "/c/check/")
    assert phone.post("/c/check/")["Location"] == "/c/about-you/"


def test_answers_of_a_page_that_was_open_before_the_change_are_kept(nell: Candidate, phone: Client) -> None:
    codes = [item.code for item in sitting(nell).sheets[1]]
    wished(nell, display=Display(one_statement=True))
    phone.post("/c/p/2/", dict.fromkeys(codes, "5"))
    assert set(nell.answers.values_list("item_code", flat=True)) == set(codes)


def test_ask_first_stops_the_day_and_hr_s_answer_stands_on_her_page(
    nell: Candidate, phone: Client, dee: Membership, clock: time_machine.Traveller
) -> None:
    told = phone.post(NEEDS, PLAIN | {"text": TEXT, "then": "first"}, follow=True).content.decode()
    assert "HR is asked. You get a message when the answer is there." in told
    assert "Your last day stands still until HR has answered you." in told
    assert TEXT in told
    assert 'value="first"' not in told
    assert "stands still" in phone.get("/c/later/").content.decode()
    clock.move_to(later(days=13))
    page = phone.get(NEEDS).content.decode()
    assert "stands still" in page
    helped(nell, dee, "An interpreter comes.", now=later(days=13))
    page = phone.get(NEEDS).content.decode()
    assert "An interpreter comes." in page
    assert "You asked on 21 November 2026" in page
    assert "The last day to answer is 24 December 2026." in phone.get("/c/later/").content.decode()


@pytest.mark.parametrize(
    ("sent_with", "sentence"),
    [
        (
            {"text_size": "normal", "then": "first", "text": "  "},
            "Write what you need, so that HR can answer.",
        ),
        ({"text_size": "huge", "text": "Kept."}, "Select a size."),
        ({"text_size": "normal", "text": "x" * 2001}, "Shorten this to 2000 characters. It has 2001."),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_in_the_form(
    nell: Candidate, phone: Client, sent_with: dict[str, str], sentence: str
) -> None:
    page = phone.post(NEEDS, sent_with | {"spaced": "on"}).content.decode()
    assert page.count(sentence) == 2  # above and at the field
    assert sent_with["text"].strip() in page
    assert " checked" in page.split('name="spaced"')[1].split(">")[0]
    assert AdjustmentRequest.objects.count() == 0


def test_after_the_last_day_the_page_says_so_and_keeps_the_text(
    nell: Candidate, phone: Client, clock: time_machine.Traveller
) -> None:
    Opening.objects.update(closes_at=later(hours=1))
    clock.move_to(later(hours=2))
    page = phone.post(NEEDS, PLAIN | {"text": TEXT, "then": "first"}).content.decode()
    assert "The last day to answer is over, so nothing was saved." in page
    assert TEXT in page


def test_after_sending_the_page_asks_for_the_talk_alone_and_withdrawn_it_is_closed(
    opening: Opening, dee: Membership, clock: object
) -> None:
    nell, phone = sent(opening, dee), browser_of("nells-session")
    assert 'value="first"' not in phone.get(NEEDS).content.decode()
    assert phone.post(NEEDS, PLAIN | {"text": TEXT})["Location"] == "/c/done/"
    assert [one.text for one in asked_by(nell)] == [TEXT]
    assert phone.get("/c/practice/1/")["Location"] == "/c/done/"
    withdraw_candidate(candidate=nell, now=NOW)
    assert phone.get(NEEDS)["Location"] == "/c/withdraw/"


# --- the trial ------------------------------------------------------------------------------------


def test_the_trial_keeps_nothing_and_shows_what_a_missing_answer_looks_like(
    nell: Candidate, phone: Client
) -> None:
    page = phone.post("/c/practice/1/", {"T1": "4"}).content.decode()
    assert page.count("Select an answer to statement 2.") == 2
    assert page.count(" checked>") == 1
    assert "not among those offered" in phone.post("/c/practice/1/", {"T1": "9"}).content.decode()
    assert nell.answers.count() == 0
    assert phone.get("/c/practice/2/").status_code == 404
    assert 'href="/c/p/1/"' in page  # Skip the trial


# --- the voluntary questions ----------------------------------------------------------------------


@pytest.fixture
def done(opening: Opening, dee: Membership, clock: object) -> Client:
    """The phone of a candidate who has sent."""
    sent(opening, dee)
    return browser_of("nells-session")


def test_the_voluntary_questions_explain_themselves_and_can_be_skipped(done: Client) -> None:
    page = done.get("/c/about-you/").content.decode()
    for told in ("What for", "Nobody sees what you say here.", "Nothing, whether you answer or skip."):
        assert told in page, told
    assert done.post("/c/about-you/", {"then": "skip", "sex": "female"})["Location"] == "/c/done/"
    assert EqualityAnswer.objects.count() == 0
    assert 'href="/c/about-you/"' in done.get("/c/done/").content.decode()


def test_what_she_says_is_kept_once_and_apart(done: Client) -> None:
    assert done.post("/c/about-you/", {"sex": "female", "age": ""})["Location"] == "/c/done/"
    assert (EqualityAnswer.objects.get().sex, EqualityKey.objects.count()) == ("female", 1)
    assert "These questions are closed." in done.post("/c/about-you/", {"sex": "male"}).content.decode()
    assert EqualityAnswer.objects.get().sex == "female"


def test_her_pages_look_alike_whatever_closed_the_questions(
    opening: Opening, dee: Membership, clock: time_machine.Traveller
) -> None:
    """From none of them she learns whether something was decided about her."""
    names = ("waits", "answered", "decided")
    people = {name: sent(opening, dee, name=name, token=name, session=name) for name in names}
    keep_equality_answers(candidate=people["answered"], answers={"sex": "female"}, now=NOW)
    decided(talks(opening)[0], [people["decided"]], True, dee)
    links = [browser_of(name).get("/c/done/").content.decode().count("/c/about-you/") for name in names]
    assert links == [1, 1, 1]
    pages = {name: bare(browser_of(name).get("/c/about-you/")) for name in names}
    assert pages["answered"] == pages["decided"] != pages["waits"]
    clock.move_to(NOW + OPEN_FOR)
    assert {bare(browser_of(name).get("/c/about-you/")) for name in names} == {pages["decided"]}


def bare(answer: Any) -> str:
    """A page without what is made by chance for each answer."""
    assert answer.status_code == 200
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


def test_an_answer_that_is_not_offered_is_told_and_not_kept(done: Client) -> None:
    page = done.post("/c/about-you/", {"sex": "x", "age": "under-30"}).content.decode()
    assert page.count("Choose one of the answers.") == 2
    assert EqualityAnswer.objects.count() == 0


def test_before_she_has_sent_there_are_no_voluntary_questions(nell: Candidate, phone: Client) -> None:
    assert phone.get("/c/about-you/")["Location"] == "/c/p/1/"


# --- HR -------------------------------------------------------------------------------------------


def test_hr_reads_the_request_and_answers_it_once(
    nell: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    hr, url = client_of(dee), f"/hiring/c/{nell.pk}/adjustments/"
    assert "This person has asked for nothing." in hr.get(url).content.decode()
    assert "Nothing waits for an answer here." in hr.post(url, {"text": "Yes."}).content.decode()
    wished(nell, TEXT, first=True)
    page = hr.get(url).content.decode()
    assert TEXT in page
    assert "stands still since 21 November 2026" in page
    read = {"version": version_in(page)}
    assert hr.post(url, read | {"text": " "}).content.decode().count("Write the answer.") == 2
    assert hr.post(url, read | {"text": "Yes, gladly."})["Location"] == url
    page = hr.get(url).content.decode()
    assert "Yes, gladly." in page
    assert "Answered by Dee" in page
    assert "<textarea" not in page


def version_in(page: str) -> str:
    """Of the request that a page of HR shows, as its form sends it."""
    found = re.search(r'name="version" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_request_that_changed_while_hr_wrote_is_shown_beside_the_answer_which_is_not_lost(
    nell: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    hr, url = client_of(dee), f"/hiring/c/{nell.pk}/adjustments/"
    wished(nell, "Larger print.")
    before = version_in(hr.get(url).content.decode())
    wished(nell, "An interpreter.")
    page = hr.post(url, {"version": before, "text": "zqdraft"}).content.decode()
    assert "The request has changed since you read it" in page
    for told in ("An interpreter.", "zqdraft"):
        assert told in page
    assert "Larger print." not in page
    assert asked_by(nell)[0].answer == ""
    assert hr.post(url, {"version": version_in(page), "text": "Yes, she comes."})["Location"] == url
    assert asked_by(nell)[0].answer == "Yes, she comes."
    page = hr.post(url, {"version": before, "text": "zqdraft"}).content.decode()  # answered meanwhile
    assert "Nothing waits for an answer here." in page
    assert "zqdraft" in page


def test_no_page_but_hr_s_own_shows_what_she_asked_for(
    nell: Candidate, dee: Membership, flo: Membership, cleo: Membership, client_of: ClientOf
) -> None:
    """Cleo talks with her and dee does too; flo alone reads it."""
    joins(nell.opening, dee, cleo)
    wished(answered(nell), TEXT, first=True, display=Display(True, "largest", spaced=True, tinted=True))
    about = f"/hiring/c/{nell.pk}/"
    for member, status in ((flo, 200), (dee, 403), (cleo, 403)):
        browser = client_of(member)
        assert browser.get(f"{about}adjustments/").status_code == status
        pages = ["/hiring/", f"/hiring/{nell.opening_id}/", about, f"{about}scorecard/", f"{about}profile/"]
        for page in pages:
            shown = browser.get(page).content.decode()
            assert TEXT not in shown, page
            assert "stands still" not in shown or member == flo, page
            assert "largest" not in shown, page
        assert (f"{about}adjustments/" in browser.get(about).content.decode()) == (member == flo)
