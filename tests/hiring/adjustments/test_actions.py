"""What a candidate needs: kept apart and sealed, answered by HR, and her last day waits for the answer."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hiring.actions.answers import answer_statements, send_answers
from hiring.actions.candidates import send_new_link
from hiring.actions.leaving import purge_candidate, purge_day_of, withdraw_candidate
from hiring.actions.links import ANSWERED_MAIL, ASKED_MAIL
from hiring.adjustments.actions import answer_adjustment
from hiring.adjustments.display import PLAIN, Display
from hiring.adjustments.queries import asked_by, display_of
from hiring.models import AdjustmentRequest, Candidate, CandidateDisplay, FormerOpeningMember, Opening
from hiring.openings.actions.states import close_opening
from hiring.openings.actions.team import name_team
from hiring.permissions import can_adjust, check_adjust, who_adjusts, whose_requests_reach
from hiring.sealing import ADJUSTMENTS, opened
from people.models import AuditRecord, Membership, OutboxMail
from people.refusals import Refused
from people.sealing import SealBroken
from tests.cast import NOW
from tests.hires import answered, begun, drafted, helped, invited, job, joins, sent, wished
from tests.hiring.conftest import later

TEXT = "A screen reader reads to me; the talk please with an interpreter."
CHANGED = Display(one_statement=True, text_size="largest", spaced=True, tinted=True)


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    return begun(invited(opening, dee))


# --- how pages look -------------------------------------------------------------------------------


def test_how_pages_look_is_kept_and_changed_and_asks_nobody(nell: Candidate) -> None:
    assert display_of(nell) == PLAIN
    for chosen in (CHANGED, Display(tinted=True)):
        wished(nell, display=chosen)
        assert display_of(Candidate.objects.get()) == chosen
    assert CandidateDisplay.objects.count() == 1
    assert AdjustmentRequest.objects.count() == 0


# --- asking ---------------------------------------------------------------------------------------


def test_what_she_asks_for_is_sealed_under_her_key_and_bound_to_its_row(nell: Candidate) -> None:
    wished(nell, f"  {TEXT} ")
    (row,) = AdjustmentRequest.objects.all()
    assert TEXT.encode() not in bytes(row.sealed)
    (asked,) = asked_by(nell)
    assert (asked.text, asked.waits, asked.answer, asked.by) == (TEXT, False, "", "")
    with pytest.raises(SealBroken):
        opened(nell, row.sealed, table=ADJUSTMENTS, row=nell.pk)
    nell.refresh_from_db()
    assert nell.waits_since is None


def test_until_hr_answers_another_text_takes_the_place_and_hr_is_mailed_once(
    nell: Candidate, dee: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for text in ("One", "Two", ""):
            wished(nell, text)
    assert [one.text for one in asked_by(nell)] == ["Two"]
    (told,) = [each for each in mail.outbox if f"/hiring/c/{nell.pk}/adjustments/" in str(each.body)]
    assert told.to == [dee.user.email]
    assert "Two" not in str(told.body)
    assert nell.name not in str(told.body)


def test_to_ask_first_needs_a_text(nell: Candidate) -> None:
    with pytest.raises(Refused, match="Write what you need") as refusal:
        wished(nell, " ", first=True, display=CHANGED)
    assert refusal.value.field == "text"
    assert display_of(Candidate.objects.get()) == PLAIN  # all of it or nothing


def test_the_database_keeps_one_open_request_and_whole_answers(nell: Candidate) -> None:
    wished(nell, TEXT)
    row = AdjustmentRequest.objects.get()
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjustmentRequest.objects.update(answered_at=NOW)
    wished(nell, display=CHANGED)
    with pytest.raises(IntegrityError), transaction.atomic():
        CandidateDisplay.objects.update(text_size="huge")


# --- the last day ---------------------------------------------------------------------------------


def test_asked_first_the_last_day_stands_still_and_the_days_waited_are_added(
    nell: Candidate, dee: Membership
) -> None:
    end = nell.opening.closes_at
    assert end is not None
    wished(nell, TEXT, first=True, now=end - dt.timedelta(hours=1))
    assert nell.takes(end + dt.timedelta(days=30))
    answer_statements(candidate=nell, answers={}, now=end + dt.timedelta(days=1))
    helped(nell, dee, "Yes.", now=end + dt.timedelta(days=2))
    assert (nell.waits_since, nell.extra_days) == (None, 3)
    assert nell.last_day == nell.opening.last_day + dt.timedelta(days=3)
    late = end + dt.timedelta(days=3)
    assert (nell.takes(late - dt.timedelta(seconds=1)), nell.takes(late)) == (True, False)
    send_new_link(candidate=nell, by=dee, now=late - dt.timedelta(seconds=1))
    with pytest.raises(Refused, match="last day"):
        answer_statements(candidate=nell, answers={}, now=late)
    assert purge_day_of(nell) == dt.date(2027, 6, 14)  # 6 months after her own last day


def test_who_asks_again_gets_those_days_too_and_who_only_asks_gets_none(
    nell: Candidate, dee: Membership
) -> None:
    for first in (True, False, True):
        wished(nell, TEXT, first=first)
        helped(nell, dee, "Yes.", now=later(hours=30))
    assert nell.extra_days == 4
    assert [one.waits for one in asked_by(nell)].count(True) == 2


def test_a_request_that_waits_can_be_made_one_to_ask_first_and_not_back(
    nell: Candidate, dee: Membership
) -> None:
    wished(nell, TEXT)
    assert wished(nell, TEXT, first=True, now=later(hours=1)).waits_since == later(hours=1)
    for first in (True, False):
        assert wished(nell, TEXT, first=first, now=later(hours=2)).waits_since == later(hours=1)
    assert OutboxMail.objects.filter(kind__startswith=ASKED_MAIL).count() == 2
    assert asked_by(nell)[0].waits


def test_after_the_last_day_nothing_can_be_stopped_any_more(nell: Candidate) -> None:
    with pytest.raises(Refused, match="The last day to answer is over"):
        wished(nell, TEXT, first=True, now=later(days=60))
    assert AdjustmentRequest.objects.count() == 0


def test_an_opening_that_hr_closes_is_closed_for_her_too(nell: Candidate, dee: Membership) -> None:
    wished(nell, TEXT, first=True)
    close_opening(opening=nell.opening, by=dee, now=NOW)
    assert not Candidate.objects.select_related("opening").get().takes(NOW)


def test_after_sending_she_can_still_ask_for_the_talk_and_no_day_is_stopped(
    opening: Opening, dee: Membership
) -> None:
    nell = wished(sent(opening, dee), TEXT, first=True, now=later(days=60))
    assert (nell.waits_since, asked_by(nell)[0].waits) == (None, False)
    assert helped(nell, dee, "Yes.").extra_days == 0


# --- the answer -----------------------------------------------------------------------------------


def test_the_answer_is_sealed_mailed_as_a_link_recorded_and_stays(
    nell: Candidate, dee: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    wished(nell, TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        helped(nell, dee, " An interpreter comes. ", now=later(hours=1))
    (asked,) = asked_by(nell)
    version = asked.version
    assert (asked.answer, asked.answered_at, asked.by) == ("An interpreter comes.", later(hours=1), "Dee")
    row = AdjustmentRequest.objects.get()
    assert b"interpreter" not in bytes(row.sealed_answer or b"")
    assert mail.outbox[-1].to == [nell.email]
    assert "/c/" in str(mail.outbox[-1].body)
    assert "interpreter" not in str(mail.outbox[-1].body)
    assert AuditRecord.objects.filter(act="candidate.question-answered", object_id=str(nell.pk)).count() == 1
    with pytest.raises(Refused, match="answered this already"):
        answer_adjustment(row=row.pk, version=version, text="Another.", by=dee, now=NOW)


def test_an_answer_is_kept_only_for_the_text_that_was_read(nell: Candidate, dee: Membership) -> None:
    wished(nell, "Larger print, please.")
    (read,) = asked_by(nell)
    wished(nell, "An interpreter of sign language.")
    with pytest.raises(Refused, match="has changed since you read it"):
        answer_adjustment(row=read.id, version=read.version, text="Yes.", by=dee, now=NOW)
    (asked,) = asked_by(nell)
    assert (asked.text, asked.answer) == ("An interpreter of sign language.", "")
    assert not OutboxMail.objects.filter(kind__startswith=ANSWERED_MAIL).exists()
    wished(nell, "An interpreter of sign language.")  # sent once more as it was: nothing has changed
    answer_adjustment(row=asked.id, version=asked.version, text="Yes.", by=dee, now=NOW)
    assert asked_by(nell)[0].answer == "Yes."


def test_a_request_that_is_gone_is_answered_by_nobody(nell: Candidate, dee: Membership) -> None:
    wished(nell, TEXT)
    (read,) = asked_by(nell)
    withdraw_candidate(candidate=nell, now=NOW)
    with pytest.raises(Candidate.DoesNotExist):
        answer_adjustment(row=read.id, version=read.version, text="Yes.", by=dee, now=NOW)


def test_an_empty_answer_and_one_to_somebody_who_withdrew_are_refused(scoped: None, dee: Membership) -> None:
    nell = wished(sent(job(dee, retention="us"), dee), TEXT)
    row, version = asked_by(nell)[0].id, asked_by(nell)[0].version
    with pytest.raises(Refused, match="Write the answer") as refusal:
        answer_adjustment(row=row, version=version, text="  ", by=dee, now=NOW)
    assert refusal.value.field == "text"
    withdraw_candidate(candidate=nell, now=NOW)
    with pytest.raises(Refused, match="has withdrawn"):
        answer_adjustment(row=row, version=version, text="Yes.", by=dee, now=NOW)
    with pytest.raises(Refused, match="You have withdrawn"):
        wished(nell, TEXT)


# --- who reads it ---------------------------------------------------------------------------------


def test_of_hr_only_who_neither_talks_nor_decides_reads_and_answers(
    nell: Candidate, dee: Membership, flo: Membership, cleo: Membership, amal: Membership
) -> None:
    joins(nell.opening, dee, cleo)
    wished(nell, TEXT)
    assert who_adjusts(nell) == [flo]
    assert [can_adjust(each, nell) for each in (flo, dee, cleo, amal)] == [True, False, False, False]
    check_adjust(flo, nell)
    row = AdjustmentRequest.objects.get().pk
    for other in (dee, cleo, amal):
        with pytest.raises(PermissionDenied, match="neither talk with them nor decide"):
            answer_adjustment(row=row, version="", text="Yes.", by=other, now=NOW)
    assert [each.to for each in OutboxMail.objects.filter(kind__startswith=ASKED_MAIL)] == [flo.user.email]


def test_where_all_of_hr_talk_or_decide_one_of_them_answers(
    nell: Candidate, dee: Membership, flo: Membership
) -> None:
    joins(nell.opening, dee, flo)
    assert {each.pk for each in who_adjusts(nell)} == {dee.pk, flo.pk}


def taken_off(opening: Opening, one: Membership, by: Membership, *stay: Membership) -> None:
    addresses = [each.user.email for each in stay]
    name_team(opening=opening, interviewers=addresses, deciders=addresses, by=by, now=NOW)


def test_who_was_taken_off_by_a_colleague_reads_nothing_either(
    nell: Candidate, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    """She may have met her. A talk of hers may be to come again: who was taken off can be named anew."""
    wished(nell, TEXT)
    taken_off(nell.opening, dee, flo, cleo)
    assert who_adjusts(nell) == [flo]
    assert not can_adjust(dee, nell)
    assert [whose_requests_reach(each).exists() for each in (flo, dee)] == [True, False]


def test_in_a_draft_nobody_has_met_anybody(
    scoped: None, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    opening = drafted(dee)
    taken_off(opening, dee, flo, cleo)
    assert not FormerOpeningMember.objects.exists()


def test_who_comes_and_goes_is_known_once(
    nell: Candidate, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    for stay in ([cleo], [cleo, dee], [cleo]):
        taken_off(nell.opening, dee, flo, *stay)
    assert FormerOpeningMember.objects.get().member == dee


# --- the end --------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_sent", [False, True])
def test_withdrawing_deletes_what_she_asked_for_and_how_pages_looked(nell: Candidate, is_sent: bool) -> None:
    wished(nell, TEXT, display=CHANGED)
    if is_sent:
        send_answers(candidate=answered(nell), now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert (AdjustmentRequest.objects.count(), CandidateDisplay.objects.count()) == (0, 0)
    mails = OutboxMail.objects.filter(kind__startswith=ASKED_MAIL)
    assert mails.count() == (0 if is_sent else 1)


def test_the_purge_takes_requests_and_mails_along(nell: Candidate, dee: Membership) -> None:
    wished(nell, TEXT, display=CHANGED)
    helped(nell, dee, "Yes.")
    assert purge_candidate(candidate_id=nell.pk, now=later(days=400))
    assert (AdjustmentRequest.objects.count(), CandidateDisplay.objects.count()) == (0, 0)
    assert OutboxMail.objects.filter(kind__contains=nell.pk.hex).count() == 0
