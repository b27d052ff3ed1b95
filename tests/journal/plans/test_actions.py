"""Writes of plans, goals and rituals: at most three plans, nothing twice, nothing overwritten unseen."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from journal.plans.actions import (
    PLAN_FORM,
    ChangedMeanwhile,
    change_goal,
    change_plan,
    delete_ritual,
    keep_ritual,
    make_goal,
    make_plan,
    rehearse_plan,
    report_unopened,
    set_goal_state,
    set_plan_state,
)
from journal.plans.documents import Rite, RitualDocument, Wording
from journal.plans.models import Goal, Plan, Ritual, State
from journal.plans.sealing import open_goal, open_plan, open_ritual
from people.drafts import keep_draft, read_draft
from people.keys import open_key
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.journal.plans.conftest import CALM, SHOUTING, TODAY, Aimed, Planned

pytestmark = pytest.mark.usefixtures("scoped")
LATER = TODAY + dt.timedelta(weeks=2)
OTHER = Wording("B", "", "Say what I can do.")


def settle(plan: Plan, state: State, by: Membership) -> Plan:
    return set_plan_state(row=plan.pk, state=state, by=by, today=TODAY, now=NOW)


# --- at most three ----------------------------------------------------------------------------------


def test_a_fourth_plan_is_refused_with_a_sentence(
    amal: Membership, cleo: Membership, planned: Planned
) -> None:
    for _ in range(3):
        planned(amal)
    with pytest.raises(Refused, match="3 plans under way"):
        planned(amal)
    assert Plan.objects.of(amal).count() == 3
    planned(cleo)  # each has her own three


def test_an_ended_plan_makes_room_and_comes_back_only_where_there_is_room(
    amal: Membership, planned: Planned
) -> None:
    first, *_others = (planned(amal) for _ in range(3))
    assert settle(first, State.DONE, amal).place is None
    planned(amal)
    with pytest.raises(Refused, match="3 plans under way"):
        settle(first, State.ACTIVE, amal)
    settle(_others[0], State.STOPPED, amal)
    again = settle(first, State.ACTIVE, amal)
    assert (again.state, again.review_on) == (State.ACTIVE, TODAY + dt.timedelta(weeks=4))


def test_the_database_itself_holds_three(amal: Membership, planned: Planned) -> None:
    plan = planned(amal)
    for changed in ({"place": 4}, {"place": None}, {"state": State.DONE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(**changed)
    planned(amal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.of(amal).update(place=2)


def test_keeping_a_plan_moves_its_day_and_not_its_place(amal: Membership, planned: Planned) -> None:
    plan = planned(amal, review_on=TODAY)
    kept = settle(plan, State.ACTIVE, amal)
    assert (kept.place, kept.review_on) == (plan.place, TODAY + dt.timedelta(weeks=4))


# --- once -------------------------------------------------------------------------------------------


def test_the_same_form_makes_one_plan_even_where_it_fills_the_last_place(
    amal: Membership, planned: Planned
) -> None:
    key = uuid4()
    planned(amal), planned(amal)
    first = planned(amal, submission_key=key)
    assert planned(amal, submission_key=key).pk == first.pk
    assert Plan.objects.of(amal).count() == 3


def test_the_same_form_with_other_words_is_not_lost_silently(amal: Membership, planned: Planned) -> None:
    key = uuid4()
    planned(amal, submission_key=key)
    with pytest.raises(Refused, match="send it again"):
        planned(amal, OTHER, submission_key=key)


def test_the_same_form_with_another_day_is_not_lost_silently(amal: Membership, planned: Planned) -> None:
    key = uuid4()
    planned(amal, submission_key=key)
    make_goal(by=amal, document=CALM, review_on=TODAY, submission_key=key, now=NOW)
    with pytest.raises(Refused, match="send it again"):
        planned(amal, submission_key=key, review_on=LATER)
    with pytest.raises(Refused, match="send it again"):
        make_goal(by=amal, document=CALM, review_on=LATER, submission_key=key, now=NOW)


def test_the_same_change_twice_is_one_and_no_other_window(
    amal: Membership, planned: Planned, aimed: Aimed
) -> None:
    plan, goal = planned(amal), aimed(amal)
    words, aim = {"wording": OTHER, "review_on": LATER}, {"document": CALM, "review_on": LATER}
    for _times in range(2):
        change_plan(row=plan.pk, by=amal, version=1, now=NOW, **words)  # type: ignore[arg-type]
        change_goal(row=goal.pk, by=amal, version=1, now=NOW, **aim)  # type: ignore[arg-type]
    assert (Plan.objects.get().version, Goal.objects.get().version) == (2, 2)
    change_plan(row=plan.pk, by=amal, wording=OTHER, review_on=TODAY, version=2, now=NOW)
    assert len(open_plan(open_key(amal), Plan.objects.get()).versions) == 2


def test_a_plan_is_rehearsed_once_and_a_second_click_is_no_other_window(
    amal: Membership, planned: Planned
) -> None:
    plan = planned(amal)
    for _times in range(2):
        assert rehearse_plan(row=plan.pk, by=amal, now=NOW).version == 2


def test_the_same_form_makes_one_goal_and_one_ritual(amal: Membership) -> None:
    key, ritual = uuid4(), RitualDocument(Rite.AFTER, "Done", "")
    goals = {
        make_goal(by=amal, document=CALM, review_on=LATER, submission_key=key, now=NOW).pk for _ in range(2)
    }
    rituals = {keep_ritual(by=amal, document=ritual, submission_key=key, now=NOW).pk for _ in range(2)}
    assert (len(goals), len(rituals)) == (1, 1)
    with pytest.raises(Refused, match="send it again"):
        keep_ritual(by=amal, document=replace(ritual, text="Else"), submission_key=key, now=NOW)


def test_what_else_the_database_refuses_is_no_second_sending(amal: Membership) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_goal(by=amal, document=CALM, review_on=None, submission_key=uuid4(), now=NOW)  # type: ignore[arg-type]


def test_saving_drops_the_draft(amal: Membership, planned: Planned) -> None:
    keep_draft(membership=amal, form=PLAN_FORM, fields={"own_words": ["half"]}, now=NOW)
    plan = planned(amal)
    assert read_draft(amal, PLAN_FORM) is None
    form = f"{PLAN_FORM}:{plan.pk}"
    keep_draft(membership=amal, form=form, fields={"own_words": ["half"]}, now=NOW)
    change_plan(row=plan.pk, by=amal, wording=OTHER, review_on=LATER, version=1, now=NOW)
    assert read_draft(amal, form) is None


# --- versions ---------------------------------------------------------------------------------------


def test_other_words_are_a_new_version_and_the_earlier_ones_stay(amal: Membership, planned: Planned) -> None:
    plan = planned(amal, days_ago=5)
    rehearse_plan(row=plan.pk, by=amal, now=NOW)
    changed = change_plan(row=plan.pk, by=amal, wording=OTHER, review_on=LATER, version=2, now=NOW)
    document = open_plan(open_key(amal), changed)
    assert [each.wording for each in document.versions] == [SHOUTING, OTHER]
    assert [each.rehearsed for each in document.versions] == [True, False]
    assert (document.present.since, changed.version, changed.review_on) == (NOW, 3, LATER)


def test_another_day_alone_is_no_new_version(amal: Membership, planned: Planned) -> None:
    plan = planned(amal, days_ago=5)
    changed = change_plan(row=plan.pk, by=amal, wording=SHOUTING, review_on=LATER, version=1, now=NOW)
    assert len(open_plan(open_key(amal), changed).versions) == 1


def test_a_second_tab_overwrites_nothing(amal: Membership, planned: Planned, aimed: Aimed) -> None:
    plan, goal = planned(amal), aimed(amal)
    told = {"by": amal, "review_on": LATER, "version": 1, "now": NOW}
    change_plan(row=plan.pk, wording=OTHER, **told)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        change_plan(row=plan.pk, wording=SHOUTING, **told)  # type: ignore[arg-type]
    change_goal(row=goal.pk, document=replace(CALM, what="First"), **told)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        change_goal(row=goal.pk, document=replace(CALM, what="Second"), **told)  # type: ignore[arg-type]
    kept = open_goal(open_key(amal), Goal.objects.get())
    assert (open_plan(open_key(amal), Plan.objects.get()).present.wording, kept.what) == (OTHER, "First")


def test_a_goal_is_reached_let_go_and_taken_up(amal: Membership, aimed: Aimed) -> None:
    goal = aimed(amal, review_on=TODAY)
    for state in (State.DONE, State.STOPPED):
        settled = set_goal_state(row=goal.pk, state=state, by=amal, today=TODAY, now=NOW)
        assert (settled.state, settled.review_on) == (state, TODAY)
    again = set_goal_state(row=goal.pk, state=State.ACTIVE, by=amal, today=TODAY, now=NOW)
    assert (again.state, again.review_on) == (State.ACTIVE, TODAY + dt.timedelta(weeks=4))


# --- hers alone -------------------------------------------------------------------------------------


def test_rituals_are_kept_on_her_own_day_and_deleted_by_her_alone(amal: Membership, cleo: Membership) -> None:
    night = NOW.replace(hour=2)
    document = RitualDocument(Rite.HELPED, "A lost parcel found")
    kept = keep_ritual(by=amal, document=document, submission_key=uuid4(), now=night)
    assert (kept.local_day, open_ritual(open_key(amal), kept)) == (dt.date(2026, 11, 20), document)
    delete_ritual(row=kept.pk, by=cleo)
    assert Ritual.objects.count() == 1
    delete_ritual(row=kept.pk, by=amal)
    assert Ritual.objects.count() == 0


def test_nobody_changes_what_is_not_hers(amal: Membership, cleo: Membership, planned: Planned) -> None:
    plan = planned(amal)
    with pytest.raises(Plan.DoesNotExist):
        rehearse_plan(row=plan.pk, by=cleo, now=NOW)
    with pytest.raises(Plan.DoesNotExist):
        settle(plan, State.DONE, cleo)
    with pytest.raises(Plan.DoesNotExist):
        change_plan(row=plan.pk, by=cleo, wording=OTHER, review_on=LATER, version=1, now=NOW)


def test_no_word_stands_in_the_row_and_no_act_in_the_audit(amal: Membership, planned: Planned) -> None:
    plan = make_plan(
        by=amal,
        wording=Wording("A", "", "whisperword"),
        review_on=LATER,
        submission_key=uuid4(),
        now=NOW,
    )
    assert b"whisperword" not in bytes(Plan.objects.get(pk=plan.pk).sealed)
    assert not AuditRecord.objects.filter(object_id=str(plan.pk)).exists()


def test_rows_that_do_not_open_are_recorded_once_each(amal: Membership, planned: Planned) -> None:
    plan = planned(amal)
    for _ in range(2):
        report_unopened(by=amal, rows=[("journal.Plan", plan.pk)], now=NOW)
    assert AuditRecord.objects.filter(kind="journal.Plan", object_id=str(plan.pk)).count() == 1
