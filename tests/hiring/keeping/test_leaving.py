"""What a withdrawal leaves behind after the answers were opened again, or after somebody wrote about her."""

from collections.abc import Callable

import pytest
from django.test import Client

from hiring.actions.candidates import reopen_candidate
from hiring.actions.leaving import purge_candidate, withdraw_candidate
from hiring.actions.scorecards import save_scorecard
from hiring.adjustments.display import Display
from hiring.adjustments.queries import asked_by
from hiring.drafts import card_form
from hiring.equality.actions import keep_equality_answers
from hiring.keeping.actions import hold_opening, lift_hold
from hiring.models import (
    AdjustmentRequest,
    Candidate,
    CandidateDisplay,
    EqualityAnswer,
    LegalHold,
    StageDecision,
)
from hiring.permissions import can_read_profile
from hiring.views import candidates, keeping, scorecards, talks
from people.drafts import keep_draft
from people.models import DataKey, Draft, Membership
from tests.cast import NOW
from tests.hires import QUESTIONS, answered, begun, helped, invited, job, locked, rated, sent, wished
from tests.hiring.conftest import browser_of, later

pytestmark = pytest.mark.usefixtures("scoped", "clock")
DAY_OF_US = "11 December 2027"
ERASED = "Your answers, your name and your address are deleted"
GONE_LATER = "are deleted at once, with all that was written about you."


def page_of(phone: Client) -> str:
    return " ".join(phone.get("/c/withdraw/").content.decode().split())


def opened_again(hr: Membership, retention: str) -> Candidate:
    """Nell, who has sent and told of herself, and whose answers are open again."""
    nell = sent(job(hr, retention=retention), hr)
    keep_equality_answers(candidate=nell, answers={"sex": "female"}, now=NOW)
    reopen_candidate(candidate=nell, reason="Her screen reader broke.", by=hr, now=NOW)
    begun(nell, session="again")
    return nell


def heard(hr: Membership, retention: str) -> Candidate:
    """Nell, with whom dee has talked before she sent anything."""
    nell = answered(begun(invited(job(hr, retention=retention), hr)), 5)
    locked(nell, hr)
    return nell


# --- after the answers were opened again ----------------------------------------------------------


def test_under_a_ceiling_all_of_her_is_deleted_though_nothing_is_sent_just_now(dee: Membership) -> None:
    nell = opened_again(dee, "eu")
    key, phone = nell.data_key_id, browser_of("again")
    assert GONE_LATER in page_of(phone)
    assert phone.post("/c/withdraw/").status_code == 303
    nell.refresh_from_db()
    assert (nell.name, nell.email, nell.answers.count(), nell.reopenings.count()) == ("", "", 0, 0)
    assert not EqualityAnswer.objects.exists()
    assert not DataKey.objects.filter(pk=key).exists()
    assert not Candidate.objects.shown().exists()
    assert ERASED in page_of(phone)


def test_under_a_floor_her_answers_are_kept_where_nobody_reads_them(dee: Membership) -> None:
    nell = opened_again(dee, "us")
    locked(nell, dee)
    phone = browser_of("again")
    page = page_of(phone)
    assert f"The law asks the company to keep records, so they are deleted on {DAY_OF_US}" in page
    assert 'href="/c/check/"' in page  # she can change what she sent
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert (nell.name, nell.answers.count(), nell.scorecards.count()) == ("Nell", 20, 1)
    assert not Candidate.objects.shown().exists()
    assert not can_read_profile(dee, nell)
    assert f"Until {DAY_OF_US} your answers and what you asked HR for stay locked away" in page_of(phone)


# --- after somebody wrote about her, before she sent ----------------------------------------------


@pytest.mark.parametrize("is_locked", [True, False])
def test_under_a_ceiling_what_was_written_about_her_goes_with_her(dee: Membership, is_locked: bool) -> None:
    nell = answered(begun(invited(job(dee), dee)), 5)
    (locked(nell, dee) if is_locked else save_scorecard(candidate=nell, ratings=rated(), by=dee, now=NOW))
    phone = browser_of("nells-session")
    assert GONE_LATER in page_of(phone)
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert (nell.name, nell.answers.count(), nell.scorecards.count()) == ("", 0, 0)
    assert not Candidate.objects.shown().exists()
    assert ERASED in page_of(phone)


def test_under_a_floor_it_is_kept_where_nobody_reads_it_and_her_answers_are_not(
    dee: Membership, client_of: Callable[[Membership], Client]
) -> None:
    nell = heard(dee, "us")
    phone = browser_of("nells-session")
    assert f"They are deleted on {DAY_OF_US}; until then nobody at the company" in page_of(phone)
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert (nell.name, nell.answers.count(), nell.scorecards.count()) == ("Nell", 0, 1)
    assert not Candidate.objects.shown().exists()
    assert not can_read_profile(dee, nell)
    page = page_of(phone)
    assert "Your answers are deleted." in page
    assert "what you asked HR for and what was written about a talk with you, as far as there is any" in page
    assert f"Until {DAY_OF_US} they stay locked away" in page
    hr = client_of(dee)
    for url in ("", "cards/", "profile/", "hold/"):
        assert hr.get(f"/hiring/c/{nell.pk}/{url}").status_code == 404


def test_a_decision_is_something_written_about_her(dee: Membership) -> None:
    """One that was made before a card was needed for it."""
    nell = begun(invited(job(dee), dee))
    stage = nell.opening.stages.latest("position")
    StageDecision.objects.create(
        organisation=dee.organisation,
        candidate=nell,
        stage=stage,
        goes_on=False,
        decided_by=dee,
        decided_at=NOW,
        sealed=b"x",
    )
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert (nell.name, nell.decisions.count()) == ("", 0)


def asked_and_refused(hr: Membership, retention: str, *, by: Membership | None = None) -> Candidate:
    """Nell, who asked for an interpreter before she sent anything, and got a no by this one of HR."""
    nell = answered(begun(invited(job(hr, retention=retention), hr)), 5)
    return helped(wished(nell, "An interpreter.", display=Display(tinted=True)), by or hr, "No.")


def test_under_a_floor_a_request_is_kept_where_nobody_reads_it(
    dee: Membership, flo: Membership, client_of: Callable[[Membership], Client]
) -> None:
    """29 CFR 1602.14 names requests for reasonable accommodation among the records to keep."""
    nell = asked_and_refused(dee, "us", by=flo)
    phone = browser_of("nells-session")
    assert "The law asks the company to keep it" in phone.get("/c/adjustments/").content.decode()
    assert f"They are deleted on {DAY_OF_US}" in page_of(phone)
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert [(one.text, one.answer) for one in asked_by(nell)] == [("An interpreter.", "No.")]
    assert (nell.name, nell.answers.count(), CandidateDisplay.objects.count()) == ("Nell", 0, 0)
    assert not Candidate.objects.shown().exists()
    assert f"Until {DAY_OF_US} they stay locked away" in page_of(phone)
    assert "An interpreter." in b"".join(phone.get("/c/copy/html/")).decode()
    for hr in (dee, flo):
        for url in ("", "adjustments/", "time/", "hold/"):
            assert client_of(hr).get(f"/hiring/c/{nell.pk}/{url}").status_code == 404
        assert "Nell" not in client_of(hr).get(f"/hiring/{nell.opening_id}/").content.decode()
    assert purge_candidate(candidate_id=nell.pk, now=later(days=2 * 365))
    assert not AdjustmentRequest.objects.exists()


def test_under_a_ceiling_a_request_goes_at_once_and_is_no_record(dee: Membership) -> None:
    nell = asked_and_refused(dee, "eu")
    phone = browser_of("nells-session")
    assert (
        "kept apart from your answers and deleted with them" in phone.get("/c/adjustments/").content.decode()
    )
    withdraw_candidate(candidate=nell, now=NOW)
    assert not AdjustmentRequest.objects.exists()
    assert Candidate.objects.shown().get().name == "Nell"
    assert "That you were invited and withdrew is kept until" in page_of(phone)


def test_under_a_ceiling_and_a_hold_a_request_is_kept_and_she_stays_on_the_page(dee: Membership) -> None:
    nell = asked_and_refused(dee, "eu")
    hold = hold_opening(opening=nell.opening, name="Claim", reason="A court.", by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert AdjustmentRequest.objects.exists()
    assert Candidate.objects.shown().exists()
    lift_hold(hold=hold, by=dee, now=later(days=1))
    assert not AdjustmentRequest.objects.exists()
    assert Candidate.objects.shown().exists()


@pytest.mark.parametrize("retention", ["eu", "us"])
def test_a_card_that_nobody_saved_is_deleted_and_that_she_withdrew_stays(
    dee: Membership, retention: str
) -> None:
    nell = answered(begun(invited(job(dee, retention=retention), dee)), 5)
    keep_draft(membership=dee, form=card_form(nell.pk), fields={"evidence_calm-1": ["Kept calm."]}, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert not Draft.objects.exists()
    assert nell.answers.count() == 0
    assert Candidate.objects.shown().get().name == "Nell"
    assert "That you were invited and withdrew is kept until" in page_of(browser_of("nells-session"))


def test_a_hold_keeps_what_was_written_where_nobody_reads_it_until_it_is_lifted(dee: Membership) -> None:
    nell = heard(dee, "eu")
    hold = hold_opening(opening=nell.opening, name="Claim", reason="A court.", by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert (nell.answers.count(), nell.scorecards.count()) == (5, 1)
    assert not Candidate.objects.shown().exists()
    lift_hold(hold=hold, by=dee, now=later(days=1))
    nell.refresh_from_db()
    assert (nell.name, nell.scorecards.count()) == ("", 0)


# --- while somebody writes ------------------------------------------------------------------------


CHANGE = {f"evidence_{one.code}": "zqtyped" for one in QUESTIONS}
CHANGE |= {f"rating_{one.code}": "2" for one in QUESTIONS} | {"version": "1", "reason": "zqwhy"}


def goes_meanwhile(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, go: Callable[[], object]
) -> None:
    """She goes after the page has found her and before the write holds her."""
    real = getattr(where, name)

    def late(**told: object) -> object:
        go()
        return real(**told)

    monkeypatch.setattr(where, name, late)


def withdraws(nell: Candidate) -> None:
    withdraw_candidate(candidate=nell, now=NOW)


def is_purged(nell: Candidate) -> None:
    assert purge_candidate(candidate_id=nell.pk, now=later(days=3 * 365))


@pytest.mark.parametrize("goes", [withdraws, is_purged])
def test_a_hold_on_somebody_who_goes_just_now_finds_nobody(
    dee: Membership,
    client_of: Callable[[Membership], Client],
    monkeypatch: pytest.MonkeyPatch,
    goes: Callable[[Candidate], None],
) -> None:
    nell = sent(job(dee), dee)
    goes_meanwhile(monkeypatch, keeping, "hold_candidate", lambda: goes(nell))
    answer = client_of(dee).post(f"/hiring/c/{nell.pk}/hold/", {"name": "Claim", "reason": "zqcourt"})
    page = answer.content.decode()
    assert "there is nothing left to hold" in page
    assert "zqcourt" in page
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize("goes", [withdraws, is_purged])
def test_a_change_of_the_card_of_somebody_who_goes_just_now_is_not_lost(
    dee: Membership,
    client_of: Callable[[Membership], Client],
    monkeypatch: pytest.MonkeyPatch,
    goes: Callable[[Candidate], None],
) -> None:
    nell = sent(job(dee), dee)
    locked(nell, dee)
    goes_meanwhile(monkeypatch, talks, "change_scorecard", lambda: goes(nell))
    answer = client_of(dee).post(f"/hiring/c/{nell.pk}/scorecard/change/", CHANGE)
    page = answer.content.decode()
    assert (answer.status_code, page.count("zqtyped"), page.count("zqwhy")) == (200, len(QUESTIONS), 1)
    assert "Your scorecard was not saved" in page


@pytest.mark.parametrize("goes", [withdraws, is_purged])
@pytest.mark.parametrize("act", ["save_scorecard", "lock_scorecard"])
def test_a_card_of_somebody_who_goes_just_now_is_not_lost(
    dee: Membership,
    client_of: Callable[[Membership], Client],
    monkeypatch: pytest.MonkeyPatch,
    goes: Callable[[Candidate], None],
    act: str,
) -> None:
    nell = sent(job(dee), dee)
    url, card = f"/hiring/c/{nell.pk}/scorecard/", {**CHANGE, "then": act.partition("_")[0]}
    goes_meanwhile(monkeypatch, scorecards, act, lambda: goes(nell))
    answer = client_of(dee).post(url, card)
    page = answer.content.decode()
    assert (answer.status_code, page.count("zqtyped")) == (200, len(QUESTIONS))
    assert "Your scorecard was not saved" in page


def test_a_quiet_saving_of_somebody_who_goes_just_now_says_why_it_is_not_kept(
    dee: Membership, client_of: Callable[[Membership], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    nell = sent(job(dee), dee)
    goes_meanwhile(monkeypatch, scorecards, "save_scorecard", lambda: withdraws(nell))
    answer = client_of(dee).post(f"/hiring/c/{nell.pk}/scorecard/?quiet=1", CHANGE)
    assert answer.status_code == 409
    assert answer.json()["told"] == "Not saved. This person has withdrawn, or the time of keeping is over."


def test_a_text_that_is_too_long_is_not_lost_with_who_left(
    dee: Membership, client_of: Callable[[Membership], Client]
) -> None:
    nell = sent(job(dee), dee)
    withdraw_candidate(candidate=nell, now=NOW)
    long = {**CHANGE, "evidence_calm-1": "zqlong " + "x" * 5000}
    assert "zqlong" in client_of(dee).post(f"/hiring/c/{nell.pk}/scorecard/", long).content.decode()


DECISION = {"outcome": "on", "grounds": ["calm", "explaining"], "reason": "zqwhy"}


def is_told_to_be_lost(page: str) -> None:
    told = ("Your decision was not saved", "Go on with this person", "Calm under anger, Explaining", "zqwhy")
    assert [word for word in told if word not in page] == []


@pytest.mark.parametrize("goes", [withdraws, is_purged])
def test_a_decision_on_somebody_who_goes_just_now_is_not_lost(
    dee: Membership,
    client_of: Callable[[Membership], Client],
    monkeypatch: pytest.MonkeyPatch,
    goes: Callable[[Candidate], None],
) -> None:
    nell = sent(job(dee), dee)
    locked(nell, dee)
    goes_meanwhile(monkeypatch, candidates, "decide", lambda: goes(nell))
    answer = client_of(dee).post(f"/hiring/c/{nell.pk}/decision/", DECISION)
    assert answer.status_code == 200
    is_told_to_be_lost(answer.content.decode())


@pytest.mark.parametrize("is_locked_away", [False, True])
def test_a_decision_on_who_has_gone_comes_back_to_who_was_named_for_it(
    dee: Membership,
    flo: Membership,
    client_of: Callable[[Membership], Client],
    is_locked_away: bool,
) -> None:
    nell = sent(job(dee), dee) if is_locked_away else invited(job(dee), dee)
    withdraw_candidate(candidate=nell, now=NOW)
    url = f"/hiring/c/{nell.pk}/decision/"
    is_told_to_be_lost(client_of(dee).post(url, DECISION).content.decode())
    other = client_of(flo).post(url, DECISION)
    assert (other.status_code, "zqwhy" in other.content.decode()) == (404 if is_locked_away else 303, False)


@pytest.mark.parametrize("made", [heard, opened_again])
@pytest.mark.parametrize("retention", ["eu", "us"])
def test_what_was_typed_about_who_has_left_comes_back_to_who_wrote_it(
    dee: Membership,
    flo: Membership,
    client_of: Callable[[Membership], Client],
    made: Callable[[Membership, str], Candidate],
    retention: str,
) -> None:
    nell = made(dee, retention)
    withdraw_candidate(candidate=nell, now=NOW)
    for page in ("scorecard", "scorecard/change"):
        url = f"/hiring/c/{nell.pk}/{page}/"
        assert client_of(dee).post(url, CHANGE).content.decode().count("zqtyped") == len(QUESTIONS)
        assert client_of(flo).post(url, CHANGE).status_code == 404
        assert client_of(dee).get(url).status_code == 404
