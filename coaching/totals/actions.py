"""Every write of totals: agreeing, what counts of a week, and its release. Her own acts leave no audit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from coaching.models import WAITS, WEEK, Contribution, Mark, MarkKey, ReleasedCell, Roster, Week
from coaching.permissions import check_share
from coaching.totals.marks import mark_of
from coaching.totals.queries import (
    cells_of_week,
    groups_of_before,
    mark_key,
    monday_of,
    people_of,
    rosters_of,
    units,
)
from people.anonymity import FEWEST, LASTS, Release, drawn, release
from people.audit import lock
from people.keys import new_data_key, open_data_key, shred
from people.models import DataKey, Membership, Organisation
from people.sealing import OpenKey


@transaction.atomic
def set_counted(*, counted: bool, by: Membership, now: dt.datetime) -> None:
    """Agree to be counted in totals, or stop. What is not released yet follows at once."""
    check_share(by)
    Membership.objects.filter(pk=by.pk).update(in_totals=counted)
    by.in_totals = counted
    this_week = monday_of(now.date())
    for roster in rosters_of(by):
        waiting = Week.objects.filter(roster=roster, released_at=None).values_list("monday", flat=True)
        for monday in sorted({*waiting, this_week, this_week - WEEK, this_week - 2 * WEEK}):
            _count(by, roster, monday)


def moment_saved(owner: Membership, days: Collection[dt.date]) -> None:
    """This room's answer to the port of people/ports.py: count the weeks of these days anew.

    In the transaction of whoever calls. Without a query for somebody who has not agreed.
    """
    if not owner.in_totals:
        return
    for roster in rosters_of(owner):
        for monday in sorted(set(map(monday_of, days))):
            _count(owner, roster, monday)


@transaction.atomic
def release_due(*, row: UUID, now: dt.datetime) -> int:
    """Release the weeks of a roster whose time has come, each once and for ever; how many. In its scope."""
    roster = Roster.objects.select_for_update().get(pk=row)
    over = set(Week.objects.filter(roster=roster, released_at__isnull=False).values_list("monday", flat=True))
    due = [monday for monday in _mondays(roster) if monday not in over and _is_due(monday, now)]
    for monday in due:
        _release(roster, monday, now)
    return len(due)


@transaction.atomic
def draw_roster(*, unit: UUID, organisation: Organisation, now: dt.datetime) -> Roster | None:
    """Draw who is counted from next week on, where a unit has nobody and enough have agreed. In its scope.

    Where too few have, nothing is written: nothing tells how many they are.
    """
    lock(organisation)  # two units drawn at once could both count somebody who moves between them
    monday = monday_of(now.date()) + WEEK
    people = people_of(units().get(unit, ()))
    if len(people) < FEWEST or Roster.objects.running(monday).filter(unit=unit).exists():
        return None
    key = mark_key() or _new_mark_key(organisation)
    counted_elsewhere = Mark.objects.filter(roster__in=Roster.objects.running(monday))
    taken = set(counted_elsewhere.values_list("mark", flat=True))
    joined = frozenset(mark_of(key, member) for member in people) - taken
    marks = drawn(joined, groups_of_before())
    if not marks:
        return None
    roster = Roster.objects.create(organisation=organisation, unit_id=unit, first_week=monday)
    Mark.objects.bulk_create(
        [Mark(organisation=organisation, roster=roster, mark=mark) for mark in sorted(marks)]
    )
    return roster


def due_rosters(now: dt.datetime) -> Iterable[UUID]:
    """Rosters of the organisation in scope that may have a week to release."""
    oldest = monday_of(now.date()) - (2 * LASTS) * WEEK
    return list(Roster.objects.filter(first_week__gte=oldest).values_list("pk", flat=True))


def _mondays(roster: Roster) -> list[dt.date]:
    return [roster.first_week + number * WEEK for number in range(LASTS)]


def _is_due(monday: dt.date, now: dt.datetime) -> bool:
    return monday + WEEK + WAITS <= now.date()


def _count(owner: Membership, roster: Roster, monday: dt.date) -> None:
    """Put down what her week holds now; nothing where it is released, or not a week of this roster."""
    if monday not in _mondays(roster):
        return
    Roster.objects.select_for_update().get(pk=roster.pk)  # a release comes before or after, never between
    week = Week.objects.filter(roster=roster, monday=monday).first()
    # Asked anew: in another tab she may have stopped since this request began.
    agrees = Membership.objects.filter(pk=owner.pk, in_totals=True, closed_at=None).exists()
    cells = cells_of_week(owner, monday) if agrees else frozenset()
    if week is None and cells:
        week = _new_week(roster, monday)
    if week is None or week.key_id is None:
        return
    person = mark_of(open_data_key(week.key_id), owner.pk)
    Contribution.objects.filter(week=week, person=person).exclude(cell__in=cells).delete()
    rows = [
        Contribution(organisation_id=roster.organisation_id, week=week, person=person, cell=cell)
        for cell in sorted(cells)
    ]
    Contribution.objects.bulk_create(rows, ignore_conflicts=True)


def _new_week(roster: Roster, monday: dt.date) -> Week:
    key = new_data_key(purpose=DataKey.Purpose.WEEK, organisation=roster.organisation)
    return Week.objects.create(organisation_id=roster.organisation_id, roster=roster, monday=monday, key=key)


def _new_mark_key(organisation: Organisation) -> OpenKey:
    key = new_data_key(purpose=DataKey.Purpose.TOTALS, organisation=organisation)
    MarkKey.objects.create(organisation=organisation, data_key=key)
    return open_data_key(key.pk)


def _release(roster: Roster, monday: dt.date, now: dt.datetime) -> None:
    """Decide by the rule, keep its answer, and destroy what it rests on, the week's key first of all."""
    week = Week.objects.filter(roster=roster, monday=monday).first() or Week(
        organisation_id=roster.organisation_id, roster=roster, monday=monday
    )
    told = _decided(roster, week)
    still = Mark.objects.filter(roster=roster, out_since=None)
    still.exclude(mark__in=told.roster).update(out_since=monday)
    key, week.key, week.released_at = week.key_id, None, now
    week.save()
    if key is not None:
        Contribution.objects.filter(week=week).delete()
        shred(key)
    ReleasedCell.objects.bulk_create(
        ReleasedCell(organisation_id=roster.organisation_id, week=week, cell=cell, at_least=step)
        for cell, step in told.cells.items()
    )


def _decided(roster: Roster, week: Week) -> Release:
    """What people.anonymity says of this week, told in marks alone."""
    key = mark_key()
    assert key is not None  # made with the first roster
    present = {mark_of(key, each): each for each in people_of(units().get(roster.unit_id, ()))}
    counted = Mark.objects.filter(roster=roster, out_since=None).values_list("mark", flat=True)
    cells = _cells_by_person(week)
    week_key = open_data_key(week.key_id) if week.key_id else None
    return release(
        roster=frozenset(counted),
        present=frozenset(present),
        history=groups_of_before(),
        contributions={
            mark: cells.get(mark_of(week_key, member), set()) for mark, member in present.items() if week_key
        },
    )


def _cells_by_person(week: Week) -> dict[str, set[str]]:
    cells: dict[str, set[str]] = defaultdict(set)
    for person, cell in Contribution.objects.filter(week=week.pk).values_list("person", "cell"):
        cells[person].add(cell)
    return cells
