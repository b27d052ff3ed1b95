"""Every write of plans, goals and rituals."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from journal.plans.documents import GoalDocument, PlanDocument, RitualDocument, Version, Wording
from journal.plans.models import Goal, Plan, Ritual, State
from journal.plans.rules import LOOK_AGAIN, PLACES
from journal.plans.sealing import open_goal, open_plan, open_ritual, seal_for
from people.actions.seals import report_broken
from people.days import local_day
from people.drafts import drop_draft
from people.keys import open_key
from people.models import Membership
from people.refusals import Refused

# The names of the forms, for their drafts. That of a change ends with the row's id.
PLAN_FORM, GOAL_FORM, RITUAL_FORM = "journal:plan", "journal:goal", "journal:ritual"

Made = TypeVar("Made", Plan, Goal, Ritual)


class ChangedMeanwhile(Exception):
    """Another tab saved other words since this form was opened. They stand in `row`, not overwritten."""

    def __init__(self, row: Plan | Goal) -> None:
        super().__init__(f"{row.pk} has reached version {row.version}.")
        self.row = row


def make_plan(
    *, by: Membership, wording: Wording, review_on: dt.date, submission_key: UUID, now: dt.datetime
) -> Plan:
    """Begin a plan. Refused beside three others; the same form sent twice makes one."""
    document = PlanDocument((Version(wording, now),))
    plan = Plan(id=uuid4(), place=0, started_at=now, review_on=review_on, submission_key=submission_key)

    def insert() -> None:
        plan.place = _free_place(by)
        _insert(plan, by, document, PLAN_FORM, now)

    return _once(
        by,
        insert,
        plan,
        again=lambda first: (
            (open_plan(open_key(by), first).versions[0].wording, first.review_on) == (wording, review_on)
        ),
    )


@transaction.atomic
def change_plan(
    *, row: UUID, by: Membership, wording: Wording, review_on: dt.date, version: int, now: dt.datetime
) -> Plan:
    """Other words become a new version, which is counted and rehearsed anew; the earlier ones stay.

    What says the same as there is already, such as a second click, changes nothing. Raises ChangedMeanwhile.
    """
    plan: Plan = Plan.objects.of(by).select_for_update().get(pk=row)
    document = open_plan(open_key(by), plan)
    is_new = document.present.wording != wording
    if is_new:
        document = PlanDocument((*document.versions, Version(wording, now)))
    if is_new or plan.review_on != review_on:
        _change(plan, by, document, review_on, version, now)
    drop_draft(membership=by, form=f"{PLAN_FORM}:{row}")
    return plan


@transaction.atomic
def rehearse_plan(*, row: UUID, by: Membership, now: dt.datetime) -> Plan:
    """She read the plan and repeated it, once; what she repeated is not kept."""
    plan: Plan = Plan.objects.of(by).select_for_update().get(pk=row)
    document = open_plan(open_key(by), plan)
    if not document.present.rehearsed:
        versions = (*document.earlier, replace(document.present, rehearsed=True))
        _update(plan, by, PlanDocument(versions), now)
    return plan


@transaction.atomic
def set_plan_state(*, row: UUID, state: State, by: Membership, today: dt.date, now: dt.datetime) -> Plan:
    """End a plan, or take an ended one up again, which is refused beside three others.

    One that is active and stays so is looked at again in some weeks.
    """
    plan: Plan = Plan.objects.of(by).select_for_update().get(pk=row)
    if state == State.ACTIVE:
        plan.review_on = today + LOOK_AGAIN
    if state != State.ACTIVE:
        plan.place = None
    elif plan.place is None:
        plan.place = _free_place(by)
    plan.state, plan.changed_at = state, now
    plan.save(update_fields=["state", "place", "review_on", "changed_at"])
    return plan


def make_goal(
    *, by: Membership, document: GoalDocument, review_on: dt.date, submission_key: UUID, now: dt.datetime
) -> Goal:
    """Set a goal; the same form sent twice makes one."""
    goal = Goal(id=uuid4(), started_at=now, review_on=review_on, submission_key=submission_key)
    return _once(
        by,
        lambda: _insert(goal, by, document, GOAL_FORM, now),
        goal,
        again=lambda first: (open_goal(open_key(by), first), first.review_on) == (document, review_on),
    )


@transaction.atomic
def change_goal(
    *, row: UUID, by: Membership, document: GoalDocument, review_on: dt.date, version: int, now: dt.datetime
) -> Goal:
    """Say it in other words, or look at it on another day. Raises ChangedMeanwhile, as with a plan."""
    goal: Goal = Goal.objects.of(by).select_for_update().get(pk=row)
    if (open_goal(open_key(by), goal), goal.review_on) != (document, review_on):
        _change(goal, by, document, review_on, version, now)
    drop_draft(membership=by, form=f"{GOAL_FORM}:{row}")
    return goal


@transaction.atomic
def set_goal_state(*, row: UUID, state: State, by: Membership, today: dt.date, now: dt.datetime) -> Goal:
    """Reached, let go, or taken up (again) and looked at in some weeks."""
    goal: Goal = Goal.objects.of(by).select_for_update().get(pk=row)
    if state == State.ACTIVE:
        goal.review_on = today + LOOK_AGAIN
    goal.state, goal.changed_at = state, now
    goal.save(update_fields=["state", "review_on", "changed_at"])
    return goal


def keep_ritual(
    *, by: Membership, document: RitualDocument, submission_key: UUID, now: dt.datetime
) -> Ritual:
    """Keep what she wrote around a shift; the same form sent twice is kept once."""
    ritual = Ritual(
        id=uuid4(),
        written_at=now,
        local_day=local_day(now, by.user.time_zone, by.user.day_ends_at),
        submission_key=submission_key,
    )
    return _once(
        by,
        lambda: _insert(ritual, by, document, f"{RITUAL_FORM}:{document.rite.value}", now),
        ritual,
        again=lambda first: open_ritual(open_key(by), first) == document,
    )


@transaction.atomic
def delete_ritual(*, row: UUID, by: Membership) -> None:
    """Let go of what was written, for good."""
    Ritual.objects.of(by).filter(pk=row).delete()


def report_unopened(*, by: Membership, rows: Iterable[tuple[str, UUID]], now: dt.datetime) -> None:
    """Record, once each, that rows of these tables of hers do not open: somebody changed the database."""
    for table, row in rows:
        report_broken(member=by, table=table, row=row, now=now)


def _once(by: Membership, insert: Callable[[], None], made: Made, again: Callable[[Made], bool]) -> Made:
    """Insert; where the same form was sent before, the row that it made then.

    Refused where it was sent with other words: they are not saved, and the form still holds them.
    """
    try:
        with transaction.atomic():
            insert()
    except (IntegrityError, Refused):
        first: Made | None = type(made).objects.of(by).filter(submission_key=made.submission_key).first()
        if first is None:  # something else was refused, not a second sending
            raise
        if not again(first):
            raise Refused(
                _("This form was saved before, with other words. To save these words too, send it again.")
            ) from None
        return first
    return made


def _insert(
    row: Made,
    by: Membership,
    document: PlanDocument | GoalDocument | RitualDocument,
    form: str,
    now: dt.datetime,
) -> None:
    row.organisation_id, row.membership = by.organisation_id, by
    if not isinstance(row, Ritual):
        row.changed_at = now
    row.sealed = seal_for(open_key(by), row, document)
    row.save(force_insert=True)
    drop_draft(membership=by, form=form)


def _update(
    row: Plan | Goal, by: Membership, document: PlanDocument | GoalDocument, now: dt.datetime
) -> None:
    row.sealed, row.version, row.changed_at = seal_for(open_key(by), row, document), row.version + 1, now
    row.save(update_fields=["sealed", "version", "review_on", "changed_at"])


def _change(
    row: Plan | Goal,
    by: Membership,
    document: PlanDocument | GoalDocument,
    review_on: dt.date,
    version: int,
    now: dt.datetime,
) -> None:
    if row.version != version:
        raise ChangedMeanwhile(row)
    row.review_on = review_on
    _update(row, by, document, now)


def _free_place(by: Membership) -> int:
    """A place among her active plans; of two tabs at once the second finds what the first took."""
    Membership.objects.select_for_update().get(pk=by.pk)
    taken = set(Plan.objects.of(by).active().values_list("place", flat=True))
    free = [place for place in PLACES if place not in taken]
    if not free:
        raise Refused(too_many())
    return free[0]


def too_many() -> str:
    """Why a fourth plan does not begin."""
    return _("You have 3 plans under way, and more at once rarely stick. End one first, then start this one.")
