"""What the pages of plans, goals and rituals show, and what Today shows of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from journal.patterns.moments import STRONG
from journal.plans.counting import PlanCount
from journal.plans.documents import GoalDocument, PlanDocument, Rite, RitualDocument, Version, Wording
from journal.plans.models import Goal, Plan, State
from journal.plans.rows import (
    Stored,
    UnderWay,
    goals_of,
    last_rituals_of,
    plans_of,
    under_way_of,
)
from journal.plans.rules import MOST_ACTIVE
from journal.plans.said import (
    caution,
    counted_sentence,
    kind_word,
    mean_text,
    plan_sentence,
    rite_name,
    state_word,
    verdict_heading,
    verdict_sentence,
)
from journal.plans.sealing import GOAL, PLAN, RITUAL, open_goal, open_plan, open_ritual
from journal.plans.seen import counts_of
from journal.queries.opened import today_of
from journal.queries.own import OwnNames
from journal.queries.rows import StoredMoment
from journal.queries.tables import TableChart
from journal.queries.writing import is_hard
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.sealing import OpenKey, SealBroken

Unopened = tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value of a summary list."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """A plan or a goal in a list; where it does not open, `text` is empty."""

    id: UUID
    text: str
    is_active: bool
    state: str
    review: str
    is_due: bool
    further: str = ""


@dataclass(frozen=True, slots=True)
class PlansPage:
    """All plans and goals, those under way first; `is_full` while no further plan may begin."""

    active: tuple[Row, ...]
    ended: tuple[Row, ...]
    goals: tuple[Row, ...]
    past_goals: tuple[Row, ...]
    is_full: bool
    unopened: Unopened


@dataclass(frozen=True, slots=True)
class OnePlan:
    """A plan on its own page, with chart 12 and what was seen."""

    id: UUID
    sentence: str
    is_active: bool
    is_due: bool
    is_rehearsed: bool
    facts: tuple[Fact, ...]
    chart: TableChart
    verdict: str
    verdict_sentence: str
    caution: str
    means_header: tuple[str, ...]
    means: tuple[tuple[str, ...], ...]
    earlier: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class OneGoal:
    """A goal on its own page."""

    id: UUID
    what: str
    is_active: bool
    is_due: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written around a shift, with the words that ask for it; no text where it does not open."""

    id: UUID
    day: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RitualsPage:
    """The last ten, newest first."""

    written: tuple[Written, ...]
    unopened: Unopened


@dataclass(frozen=True, slots=True)
class Due:
    """A plan or goal whose day to look back has come."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class TodayPlans:
    """One plan of the day, what is due, and a goal's why on a hard day, where she asked for it."""

    plan: str
    plan_id: UUID | None
    due: tuple[Due, ...]
    reminder: str
    unopened: Unopened


def plans_page(owner: Membership, now: dt.datetime) -> PlansPage:
    """Four queries; moments are opened only where something is new."""
    key, today = open_key(owner), today_of(owner, now)
    plans, goals = plans_of(owner=owner.pk), goals_of(owner=owner.pk)
    documents = {row.pk: document for row in plans if (document := _plan_or_none(key, row))}
    counts = counts_of(owner, {pk: one.present.since for pk, one in documents.items()}, now)
    names = OwnNames(owner)
    shown = [_plan_row(row, documents.get(row.pk), counts.get(row.pk), today, names) for row in plans]
    aims = [_goal_row(key, row, today) for row in goals]
    return PlansPage(
        active=tuple(one for one in shown if one.is_active),
        ended=tuple(one for one in shown if not one.is_active),
        goals=tuple(one for one in aims if one.is_active),
        past_goals=tuple(one for one in aims if not one.is_active),
        is_full=sum(one.is_active for one in shown) >= MOST_ACTIVE,
        unopened=(
            *((PLAN, one.id) for one in shown if not one.text),
            *((GOAL, one.id) for one in aims if not one.text),
        ),
    )


def one_plan(owner: Membership, plan: Plan, now: dt.datetime) -> OnePlan:
    """Her plan, opened, beside what her other plans make of its verdict. Raises SealBroken."""
    key, today = open_key(owner), today_of(owner, now)
    document, count = open_plan(key, plan), count_of(owner, plan, now)
    seen, names = count.seen, OwnNames(owner)
    return OnePlan(
        id=plan.pk,
        sentence=_sentence(document.present.wording, names),
        is_active=plan.state == State.ACTIVE,
        is_due=plan.state == State.ACTIVE and plan.review_on <= today,
        is_rehearsed=document.present.rehearsed,
        facts=_facts(plan, document.present),
        chart=_chart(count),
        verdict=verdict_heading(seen),
        verdict_sentence=verdict_sentence(seen),
        caution=caution(),
        means_header=(_("Moments"), _("Times"), _("Average strength, 1 to 5")),
        means=(
            (_("Plan used"), str(seen.used), mean_text(seen.with_it)),
            (_("Plan not used"), str(seen.met - seen.used), mean_text(seen.without)),
        ),
        earlier=tuple(
            Fact(_("From %(day)s") % {"day": _day(each.since.date())}, _sentence(each.wording, names))
            for each in reversed(document.earlier)
        ),
    )


def count_of(owner: Membership, plan: Plan, now: dt.datetime) -> PlanCount:
    """What was seen of a plan of hers that opens, judged together with her other plans."""
    key = open_key(owner)
    every = {row.pk: one for row in plans_of(owner=owner.pk) if (one := _plan_or_none(key, row))}
    return counts_of(owner, {pk: one.present.since for pk, one in every.items()}, now)[plan.pk]


def one_goal(owner: Membership, goal: Goal, now: dt.datetime) -> OneGoal:
    """Her goal, opened. Raises SealBroken."""
    document, today = open_goal(open_key(owner), goal), today_of(owner, now)
    return OneGoal(
        id=goal.pk,
        what=document.what,
        is_active=goal.state == State.ACTIVE,
        is_due=goal.state == State.ACTIVE and goal.review_on <= today,
        facts=(
            Fact(_("Kind"), kind_word(document.kind)),
            Fact(_("Why it matters to me"), document.why),
            Fact(_("Next step"), document.next_step),
            Fact(_("On hard days"), _("Shows the why") if document.why_on_hard_days else _("Shows nothing")),
            Fact(_("Look at it again on"), _day(goal.review_on)),
            Fact(_("Where it stands"), state_word(goal.state, goal=True)),
        ),
    )


def rituals_page(owner: Membership) -> RitualsPage:
    """One query."""
    key, written, unopened = open_key(owner), list[Written](), list[tuple[str, UUID]]()
    for row in last_rituals_of(owner=owner.pk):
        try:
            document = open_ritual(key, row)
        except SealBroken:
            unopened.append((RITUAL, row.pk))
            written.append(Written(row.pk, _day(row.local_day), "", ()))
        else:
            name = rite_name(document.rite)
            written.append(Written(row.pk, _day(row.local_day), name, ritual_facts(document)))
    return RitualsPage(tuple(written), tuple(unopened))


def ritual_facts(document: RitualDocument) -> tuple[Fact, ...]:
    """What was written, under what was asked; what was left out is not shown."""
    if document.rite is not Rite.AFTER:
        return (Fact(rite_name(document.rite), document.text),)
    both = (Fact(_("Done"), document.text), Fact(_("Left here"), document.left_here))
    return tuple(fact for fact in both if fact.value)


def todays_plans(owner: Membership, today: dt.date, moments: Iterable[StoredMoment]) -> TodayPlans:
    """One query. `moments` are those of today, opened again only where a goal asked for hard days."""
    key = open_key(owner)
    rows = under_way_of(owner=owner.pk)
    plans, goals, unopened = _opened(key, rows)
    names = OwnNames(owner)
    row, sentence = _of_the_day(plans, today, names)
    return TodayPlans(
        plan=sentence,
        plan_id=row and row.pk,
        due=tuple(Due(one.kind, one.pk) for one in rows if one.review_on <= today),
        reminder=_reminder(key, goals, today, moments, names),
        unopened=unopened,
    )


def _opened(
    key: OpenKey, rows: Iterable[UnderWay]
) -> tuple[list[tuple[UnderWay, PlanDocument]], list[GoalDocument], Unopened]:
    plans, goals, unopened = list[tuple[UnderWay, PlanDocument]](), list[GoalDocument](), []
    for row in rows:
        try:
            if row.kind == "plan":
                plans.append((row, open_plan(key, row)))
            else:
                goals.append(open_goal(key, row))
        except SealBroken as broken:
            unopened.append((broken.table, broken.row))
    return plans, goals, tuple(unopened)


def _of_the_day(
    plans: list[tuple[UnderWay, PlanDocument]], today: dt.date, names: OwnNames
) -> tuple[UnderWay | None, str]:
    """They take turns by the day."""
    if not plans:
        return None, ""
    row, document = sorted(plans, key=lambda one: one[0].pk)[today.toordinal() % len(plans)]
    return row, _sentence(document.present.wording, names)


def _reminder(
    key: OpenKey,
    goals: list[GoalDocument],
    today: dt.date,
    moments: Iterable[StoredMoment],
    names: OwnNames,
) -> str:
    """Why a goal matters to her, of those that may say so by turns; nothing on other days."""
    asked = sorted(
        (one for one in goals if one.why_on_hard_days and one.why.strip()), key=lambda one: one.what
    )
    if not asked or not _has_hard(key, moments, names):
        return ""
    goal = asked[today.toordinal() % len(asked)]
    return _("You asked to be reminded on hard days why “%(goal)s” matters to you: %(why)s") % {
        "goal": goal.what,
        "why": goal.why,
    }


def _has_hard(key: OpenKey, moments: Iterable[StoredMoment], names: OwnNames) -> bool:
    """Whether one of them was strong and unpleasant, by her own words."""
    for moment in moments:
        try:
            if is_hard(open_moment(key, moment), names, STRONG):
                return True
        except SealBroken:  # told by the page that lists the moments
            continue
    return False


def _sentence(wording: Wording, names: OwnNames) -> str:
    return plan_sentence(wording, names.of(wording.trigger))


def _plan_or_none(key: OpenKey, row: Stored) -> PlanDocument | None:
    try:
        return open_plan(key, row)
    except SealBroken:
        return None


def _plan_row(
    row: Stored, document: PlanDocument | None, count: PlanCount | None, today: dt.date, names: OwnNames
) -> Row:
    return _row(
        row,
        today,
        text=_sentence(document.present.wording, names) if document else "",
        further=counted_sentence(count.seen) if count else "",
    )


def _goal_row(key: OpenKey, row: Stored, today: dt.date) -> Row:
    try:
        document = open_goal(key, row)
    except SealBroken:
        return _row(row, today, text="", further="", goal=True)
    step = _("Next step: %(step)s") % {"step": document.next_step} if document.next_step.strip() else ""
    return _row(row, today, text=document.what, further=step, goal=True)


def _row(row: Stored, today: dt.date, *, text: str, further: str, goal: bool = False) -> Row:
    is_active = row.state == State.ACTIVE
    return Row(
        id=row.pk,
        text=text,
        is_active=is_active,
        state=state_word(row.state, goal=goal),
        review=_("Look at it again on %(day)s") % {"day": _day(row.review_on)},
        is_due=is_active and row.review_on <= today,
        further=further,
    )


def _facts(plan: Plan, present: Version) -> tuple[Fact, ...]:
    return (
        Fact(_("Where it stands"), state_word(plan.state)),
        Fact(_("These words began on"), _day(present.since.date())),
        Fact(_("Look at it again on"), _day(plan.review_on)),
    )


def _chart(count: PlanCount) -> TableChart:
    """Filled and hollow squares, the newest on the right."""
    seen = count.seen
    return TableChart(
        chart_id="plan",
        finding=_("How often it came up"),
        sentence=counted_sentence(seen),
        caption=_("The last times, newest right"),
        header=(_("Day"), *(date_format(met.day, "j M") for met in count.last)),
        rows=((_("Plan"), *(_("■ used") if met.used else _("□ not used") for met in count.last)),),
        how_to_read=_(
            "Each square is one time that you said the plan came up, since its present words began and "
            "within the last year. Filled: you used it. Hollow: you did not."
        ),
        missing="" if seen.met else counted_sentence(seen),
    )


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")
