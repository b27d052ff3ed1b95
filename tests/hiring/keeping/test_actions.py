"""Legal holds keep what would be deleted; every night what is due is deleted, and that is written down."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from hiring import tasks
from hiring.actions.leaving import purge_candidate, purge_day_of, withdraw_candidate
from hiring.actions.scorecards import Verdict, decide
from hiring.keeping import actions
from hiring.keeping.actions import hold_candidate, hold_opening, lift_hold, purge_due
from hiring.keeping.queries import holds_of, holds_over, is_held, kept, late_purges
from hiring.models import Candidate, Expert, LegalHold, Opening, PurgeRun, Scorecard, StageDecision
from hiring.tasks import purge
from people.models import AuditRecord, DataKey, Membership, Organisation
from people.refusals import Refused
from people.scope import installation_scope, organisation_scope
from tests.cast import NOW
from tests.experts import panel_of
from tests.hires import answered, begun, helped, invited, job, locked, sent, wished
from tests.hiring.conftest import later

NAMED = {"name": "Claim 12/2026", "reason": "A court asked for it."}
YEARS_LATER = later(days=3 * 365)


def acts(candidate: Candidate) -> list[str]:
    ids = [str(candidate.pk), str(candidate.opening_id)]
    rows = AuditRecord.objects.filter(object_id__in=ids, act__contains="h").order_by("number")
    return [act for act in rows.values_list("act", flat=True) if "held" in act or "hold" in act]


# --- legal holds ----------------------------------------------------------------------------------


def test_a_hold_on_one_candidate_keeps_her_past_her_day_and_nobody_else(
    opening: Opening, dee: Membership
) -> None:
    nell, kim = sent(opening, dee), sent(opening, dee, name="Kim", token="k", session="k")
    hold = hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    assert (is_held(nell), is_held(kim)) == (True, False)
    assert not purge_candidate(candidate_id=nell.pk, now=YEARS_LATER)
    assert purge_candidate(candidate_id=kim.pk, now=YEARS_LATER)
    lift_hold(hold=hold, by=dee, now=YEARS_LATER)
    assert purge_candidate(candidate_id=nell.pk, now=YEARS_LATER)
    assert not LegalHold.objects.exists()  # what it said was sealed under her key
    assert acts(nell) == ["candidate.held", "candidate.hold-lifted"]


def test_a_hold_on_an_opening_keeps_everybody_of_it_and_nobody_of_another(
    opening: Opening, dee: Membership
) -> None:
    nell = sent(opening, dee)
    kim = sent(job(dee, title="Another"), dee, name="Kim", token="k", session="k")
    hold = hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    assert not purge_candidate(candidate_id=nell.pk, now=YEARS_LATER)
    assert purge_candidate(candidate_id=kim.pk, now=YEARS_LATER)
    lift_hold(hold=hold, by=dee, now=YEARS_LATER)
    assert purge_candidate(candidate_id=nell.pk, now=YEARS_LATER)
    assert acts(nell) == ["opening.held", "opening.hold-lifted"]
    (told,) = holds_of(opening)
    assert (told.reason, told.lifted_by, told.lifted_at) == ("A court asked for it.", "Dee", YEARS_LATER)


def test_why_one_candidate_is_held_stands_sealed_in_the_database(opening: Opening, dee: Membership) -> None:
    nell = sent(opening, dee)
    hold = hold_candidate(candidate=nell, name="Claim", reason="zqreason7", by=dee, now=NOW)
    assert hold.reason == ""
    assert b"zqreason7" not in bytes(hold.sealed or b"")
    hold_opening(opening=opening, name="All", reason="For all.", by=dee, now=later(days=1))
    locked(nell, dee)
    assert [(one.name, one.reason, one.who) for one in holds_over(nell, dee)] == [
        ("Claim", "zqreason7", "Nell"),
        ("All", "For all.", ""),
    ]


def test_why_one_is_held_is_told_to_those_whom_it_colours_nothing(
    opening: Opening, dee: Membership, flo: Membership
) -> None:
    """Who still owes a card of hers reads that there is a hold, and why a whole opening is held."""
    nell = sent(opening, dee)
    hold_candidate(candidate=nell, name="Claim", reason="zqreason7", by=dee, now=NOW)
    hold_opening(opening=opening, name="All", reason="For all.", by=dee, now=later(days=1))

    def told(member: Membership) -> list[tuple[str, str]]:
        return [(one.name, one.reason) for one in holds_over(nell, member)]

    assert told(dee) == [("Claim", ""), ("All", "For all.")]
    assert told(flo) == [("Claim", "zqreason7"), ("All", "For all.")]  # of HR, and named for nothing
    locked(nell, dee)
    assert told(dee) == [("Claim", "zqreason7"), ("All", "For all.")]


def test_why_somebody_is_held_who_withdrew_colours_nothing_any_more(
    opening: Opening, dee: Membership
) -> None:
    nell = invited(opening, dee)
    hold_candidate(candidate=nell, name="Claim", reason="zqreason7", by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert [one.reason for one in holds_over(nell, dee)] == ["zqreason7"]


@pytest.mark.parametrize("missing", [{"name": " "}, {"reason": "\n"}])
def test_a_hold_has_a_name_and_a_reason(opening: Opening, dee: Membership, missing: dict[str, str]) -> None:
    nell = sent(opening, dee)
    told = {**NAMED, **missing}
    with pytest.raises(Refused, match="write why"):
        hold_opening(opening=opening, **told, by=dee, now=NOW)
    with pytest.raises(Refused, match="write why"):
        hold_candidate(candidate=nell, **told, by=dee, now=NOW)
    assert not LegalHold.objects.exists()


def test_hr_alone_places_and_lifts(opening: Opening, dee: Membership, ada: Membership) -> None:
    nell = sent(opening, dee)
    hold = hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    with pytest.raises(PermissionDenied):
        hold_candidate(candidate=nell, **NAMED, by=ada, now=NOW)
    with pytest.raises(PermissionDenied):
        hold_opening(opening=opening, **NAMED, by=ada, now=NOW)
    with pytest.raises(PermissionDenied):
        lift_hold(hold=hold, by=ada, now=NOW)


def test_a_hold_is_lifted_once(opening: Opening, dee: Membership, flo: Membership) -> None:
    hold = hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    lift_hold(hold=hold, by=dee, now=later(days=1))
    lift_hold(hold=hold, by=flo, now=later(days=2))
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_at) == (dee, later(days=1))
    assert kept().holds == ()


def test_who_withdraws_before_sending_under_a_hold_keeps_her_answers_until_it_is_lifted(
    opening: Opening, dee: Membership
) -> None:
    nell = answered(begun(invited(opening, dee)), 5)
    hold = hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert nell.answers.count() == 5
    lift_hold(hold=hold, by=dee, now=later(days=1))
    assert nell.answers.count() == 0


@pytest.mark.parametrize(("retention", "is_erased"), [("eu", True), ("us", False)])
def test_who_withdraws_after_sending_under_a_hold_is_locked_away_and_then_erased_or_kept_as_the_law_says(
    scoped: None, dee: Membership, retention: str, is_erased: bool
) -> None:
    nell = sent(job(dee, retention=retention), dee)
    locked(nell, dee)
    hold = hold_opening(opening=nell.opening, **NAMED, by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    nell.refresh_from_db()
    assert (nell.name, nell.answers.count(), Scorecard.objects.count()) == ("Nell", 20, 1)
    assert not Candidate.objects.shown().exists()
    with pytest.raises(Candidate.DoesNotExist):
        hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    lift_hold(hold=hold, by=dee, now=later(days=1))
    nell.refresh_from_db()
    assert (nell.name == "", nell.answers.count() == 0, Scorecard.objects.count() == 0) == (is_erased,) * 3


def test_of_two_holds_the_second_still_keeps(opening: Opening, dee: Membership) -> None:
    nell = sent(opening, dee)
    first = hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    second = hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    lift_hold(hold=first, by=dee, now=later(days=1))
    assert nell.answers.count() == 20
    key = nell.data_key_id
    lift_hold(hold=second, by=dee, now=later(days=2))
    assert nell.answers.count() == 0
    assert not DataKey.objects.filter(pk=key).exists()
    assert list(LegalHold.objects.values_list("pk", flat=True)) == [second.pk]  # hers went with her key


def test_who_was_erased_before_has_nothing_left_to_hold(opening: Opening, dee: Membership) -> None:
    nell = sent(opening, dee)
    withdraw_candidate(candidate=nell, now=NOW)
    hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    nell.refresh_from_db()
    assert not is_held(nell)


def test_a_hold_over_somebody_who_has_withdrawn_names_only_her_reference(
    opening: Opening, dee: Membership
) -> None:
    nell = sent(opening, dee)
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    assert [one.who for one in kept().holds] == ["Nell"]
    withdraw_candidate(candidate=nell, now=NOW)
    assert [one.who for one in kept().holds] == [nell.reference]


@pytest.mark.parametrize("is_for_all", [True, False])
def test_who_withdraws_while_a_hold_is_lifted_is_deleted_by_one_of_the_two(
    transactional_db: None, opening: Opening, dee: Membership, is_for_all: bool
) -> None:
    """Each in a transaction of its own: she comes after the lifting has looked, and before it is written."""
    nell = sent(opening, dee)
    if is_for_all:
        hold = hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    else:
        hold = hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    looked, gone = threading.Event(), threading.Event()

    def lift() -> None:
        with transaction.atomic():
            lift_hold(hold=hold, by=dee, now=later(days=1))
            looked.set()
            gone.wait(1)  # in vain where she waits for this one

    def withdraw() -> None:
        looked.wait()
        withdraw_candidate(candidate=nell, now=later(days=1))
        gone.set()

    together(dee.organisation, lift, withdraw)
    nell.refresh_from_db()
    assert gone.is_set()
    assert (nell.state, nell.name, nell.answers.count()) == (Candidate.State.WITHDRAWN, "", 0)


def together(organisation: Organisation, *acts: Callable[[], None]) -> None:
    """Each in a thread, and so in a connection, of its own."""

    def run(act: Callable[[], None]) -> None:
        try:
            with organisation_scope(organisation):
                act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as hands:
        list(hands.map(run, acts))


# --- the day --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("retention", "day"), [("us", dt.date(2027, 12, 30)), ("eu", dt.date(2027, 6, 11))])
def test_a_floor_counts_from_the_last_record_a_ceiling_from_the_decision(
    scoped: None, dee: Membership, retention: str, day: dt.date
) -> None:
    """A talk after the last day to answer, and no decision."""
    nell = sent(job(dee, retention=retention), dee)
    locked(nell, dee, now=NOW.replace(month=12, day=30))
    assert purge_day_of(nell) == day


def test_a_decision_later_than_the_talk_moves_the_floor(scoped: None, dee: Membership) -> None:
    nell = sent(job(dee, retention="us"), dee)
    locked(nell, dee, now=NOW.replace(month=12, day=30))
    decide(candidate=nell, verdict=Verdict(True, ("calm",), "x"), by=dee, now=NOW.replace(year=2027, month=2))
    assert purge_day_of(nell) == dt.date(2028, 2, 21)


@pytest.mark.parametrize(
    ("retention", "asked", "helped_on"),
    [
        ("us", dt.date(2028, 1, 15), dt.date(2028, 2, 3)),
        ("us-public", dt.date(2029, 1, 15), dt.date(2029, 2, 3)),
        ("eu", dt.date(2027, 6, 11), dt.date(2027, 6, 11)),
    ],
)
def test_a_floor_counts_from_what_she_asked_for_and_from_its_answer(
    scoped: None, dee: Membership, retention: str, asked: dt.date, helped_on: dt.date
) -> None:
    """After the last day to answer, for the talk."""
    nell = wished(
        sent(job(dee, retention=retention), dee), "A quiet room.", now=NOW.replace(year=2027, month=1, day=15)
    )
    assert purge_day_of(nell) == asked
    helped(nell, dee, "No.", now=NOW.replace(year=2027, month=2, day=3))
    assert purge_day_of(nell) == helped_on


# --- the purge ------------------------------------------------------------------------------------


def test_a_run_says_how_many_it_looked_at_deleted_and_kept(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    sent(opening, dee)
    held = sent(opening, dee, name="Kim", token="k", session="k")
    hold_candidate(candidate=held, **NAMED, by=dee, now=NOW)
    sent(job(dee, title="Longer", retention="us-public"), dee, name="Lea", token="l", session="l")
    run = purge_due(organisation=harbour, now=later(days=400))
    run.refresh_from_db()
    assert (run.looked_at, run.purged, run.held, run.broken) == (3, 1, 1, 0)
    assert (run.began_at, run.ended_at) == (later(days=400), later(days=400))
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Kim", "Lea"}


def test_a_run_without_candidates_is_written_down_too(harbour: Organisation, opening: Opening) -> None:
    run = purge_due(organisation=harbour, now=NOW)
    assert kept().runs == (run,)
    assert (run.looked_at, run.ended_at) == (0, NOW)


def test_one_that_goes_wrong_stops_no_other_and_is_counted(
    harbour: Organisation,
    opening: Opening,
    dee: Membership,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Somebody whose opening says no longer how long anything is kept."""
    strange = job(dee, title="Strange")
    bad = sent(strange, dee, name="Bad")
    Opening.objects.filter(pk=strange.pk).update(state="draft", opened_at=None, retention="")
    for name in ("Kim", "Lea"):
        sent(opening, dee, name=name, token=name, session=name)
    monkeypatch.setattr(actions.log, "propagate", True)
    with caplog.at_level(logging.ERROR, logger="eiapp.hiring"):
        run = purge_due(organisation=harbour, now=YEARS_LATER)
    assert (run.looked_at, run.purged, run.held, run.broken) == (3, 2, 0, 1)
    assert list(Candidate.objects.values_list("name", flat=True)) == ["Bad"]
    assert caplog.messages == [f"Candidate {bad.pk} was not deleted: KeyError"]


def test_somebody_who_is_gone_meanwhile_counts_for_nothing(harbour: Organisation, scoped: None) -> None:
    run = PurgeRun(organisation=harbour, began_at=NOW)
    actions._purge_each(run, [uuid4()], NOW)
    assert (run.purged, run.held, run.broken) == (0, 0, 0)


def test_the_nightly_task_runs_for_each_organisation_with_an_opening(
    opening: Opening, dee: Membership, eve: Membership
) -> None:
    eve.is_hr = True
    with organisation_scope(eve.organisation):
        job(eve)
    purge.call_local()
    with installation_scope():
        ran = PurgeRun.objects.values_list("organisation", flat=True)
        assert set(ran) == {dee.organisation_id, eve.organisation_id}
    assert PurgeRun.objects.get().organisation == dee.organisation


def test_a_purge_that_does_not_run_is_noticed(harbour: Organisation, opening: Opening) -> None:
    assert late_purges(before=NOW) == 0  # opened just now
    assert late_purges(before=later(days=1)) == 1
    purge_due(organisation=harbour, now=later(days=2))
    assert late_purges(before=later(days=1)) == 0
    PurgeRun.objects.update(ended_at=None)  # broken off
    assert late_purges(before=later(days=1)) == 1


# --- the rest of the night ------------------------------------------------------------------------


def unsettled(candidate: Candidate, dee: Membership) -> StageDecision:
    """A decision of before stages: whether she goes on stands only in what is sealed."""
    locked(candidate, dee)
    decision = decide(candidate=candidate, verdict=Verdict(True, ("calm",), "x"), by=dee, now=NOW)
    StageDecision.objects.update(goes_on=None)
    return decision


def test_a_night_that_deletes_a_decision_does_not_settle_it_and_goes_on(
    opening: Opening, dee: Membership
) -> None:
    unsettled(sent(opening, dee), dee)
    panel_of(dee, "Ann")
    with time_machine.travel(YEARS_LATER, tick=False):
        purge.call_local()
    assert not Candidate.objects.exists()
    assert not Expert.objects.exists()
    assert PurgeRun.objects.get().experts == 1


def test_where_only_experts_were_asked_the_night_is_written_down_too(dee: Membership, scoped: None) -> None:
    panel_of(dee, "Ann", "Bea")
    with time_machine.travel(YEARS_LATER, tick=False):
        purge.call_local()
        run = PurgeRun.objects.get()
        assert (run.looked_at, run.experts) == (0, 2)


@pytest.mark.parametrize(
    ("step", "left"),
    [
        ("purge_due", {"Nell", "settled"}),
        ("settle_decision", set()),
        ("forget_experts", {"settled", "Ann"}),
    ],
)
def test_one_step_of_the_night_that_goes_wrong_stops_no_other_and_is_logged(
    opening: Opening,
    dee: Membership,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    left: set[str],
) -> None:
    kim = sent(opening, dee, name="Kim", token="k", session="k")
    decision, panel = unsettled(kim, dee), panel_of(dee, "Ann")
    hold_candidate(candidate=kim, **NAMED, by=dee, now=NOW)
    sent(opening, dee)

    def fails(**told: object) -> None:
        raise OSError

    monkeypatch.setattr(tasks, step, fails)
    monkeypatch.setattr(tasks.log, "propagate", True)
    with time_machine.travel(YEARS_LATER, tick=False), caplog.at_level(logging.ERROR, logger="eiapp.hiring"):
        purge.call_local()
    decision.refresh_from_db()
    there = {"settled"} if decision.goes_on else set()
    there |= set(Candidate.objects.exclude(pk=kim.pk).values_list("name", flat=True))
    assert there | set(Expert.objects.values_list("name", flat=True)) == left
    about = {"purge_due": dee.organisation_id, "settle_decision": decision.pk, "forget_experts": panel.pk}
    assert len(caplog.messages) == 1
    assert caplog.messages[0].endswith(f"{about[step]} went wrong: OSError")
