"""Being counted: what counts of a week until it is released, what is released, that nothing else stays."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from coaching.models import Contribution, Mark, MarkKey, ReleasedCell, Roster, Week
from coaching.tasks import totals
from coaching.totals.actions import draw_roster, due_rosters, moment_saved, release_due, set_counted
from coaching.totals.marks import mark_of
from coaching.totals.queries import groups_of_before, mark_key
from journal.actions import change_moment, delete_moment, restore_moment, undo_saving
from journal.along.actions import take_in
from journal.documents import MomentDocument
from journal.exchange.carried import Carried
from journal.locked import answer_locked, save_locked, unanswered
from journal.models import Moment
from people.actions.organisations import close_membership, save_team
from people.anonymity import LASTS
from people.models import AuditRecord, DataKey, Membership, Team
from people.refusals import Refused
from people.scope import organisation_scope
from people.sealing import OpenKey
from tests.cast import NOW
from tests.coaching.totals.conftest import MIDWEEK, MONDAY, RELEASE, joined_people, key_of_nobody, wrote

WEEK = dt.timedelta(days=7)


def cells() -> list[str]:
    """Of everybody together, until the release."""
    return sorted(Contribution.objects.values_list("cell", flat=True))


def released() -> dict[str, int]:
    return dict(ReleasedCell.objects.values_list("cell", "at_least"))


def half_and_half(twenty: list[Membership]) -> None:
    """Ten met A, ten F."""
    for at, member in enumerate(twenty):
        wrote(member, ["A"] if at < 10 else ["F.outage"])


# --- agreeing ------------------------------------------------------------------------------------------


def test_saving_costs_nothing_for_who_has_not_agreed(
    amal: Membership, roster: Roster, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        moment_saved(amal, {MONDAY})
    wrote(amal)
    assert cells() == []


def test_agreeing_is_in_no_audit_and_touches_nobody_else(
    amal: Membership, cleo: Membership, scoped: None
) -> None:
    before = AuditRecord.objects.count()
    set_counted(counted=True, by=amal, now=NOW)
    assert amal.in_totals
    assert set(Membership.objects.filter(in_totals=True)) == {amal}
    set_counted(counted=False, by=amal, now=NOW)
    assert not Membership.objects.filter(in_totals=True).exists()
    assert AuditRecord.objects.count() == before


def test_a_person_alone_has_nobody_to_be_counted_with(amal: Membership, scoped: None) -> None:
    amal.organisation.is_personal = True
    with pytest.raises(Http404):
        set_counted(counted=True, by=amal, now=NOW)


# --- who is counted ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("scoped")
def test_of_fourteen_nobody_is_counted_and_nothing_is_written(unit: Team) -> None:
    fourteen = joined_people(unit, 14)
    assert draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW) is None
    wrote(fourteen[0])
    assert not MarkKey.objects.exists()
    assert not Roster.objects.exists()
    assert cells() == []


def test_a_roster_holds_all_who_agreed_in_the_unit_and_below(
    roster: Roster, unit: Team, quay: Team, twenty: list[Membership]
) -> None:
    assert roster.marks.count() == 20
    assert (roster.first_week, roster.unit_id) == (MONDAY, unit.pk)
    key = mark_key()
    assert key is not None
    assert {mark_of(key, each.pk) for each in twenty} == set(roster.marks.values_list("mark", flat=True))


def test_while_a_roster_runs_no_other_is_drawn(roster: Roster, unit: Team) -> None:
    assert draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW + WEEK) is None
    after = draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW + LASTS * WEEK)
    assert after is not None
    assert after.marks.count() == 20


def test_people_of_a_team_below_are_counted_with_the_unit(scoped: None, unit: Team, quay: Team) -> None:
    Team.objects.filter(pk=quay.pk).update(parent=unit)
    joined_people(unit, 8)
    joined_people(quay, 8, start=8)
    made = draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW)
    assert made is not None
    assert made.marks.count() == 16


def test_nobody_is_counted_in_two_units_in_half_a_year(
    roster: Roster, twenty: list[Membership], quay: Team
) -> None:
    Team.objects.filter(pk=quay.pk).update(is_unit=True)
    Membership.objects.filter(pk__in=[each.pk for each in twenty]).update(team=quay)
    assert draw_roster(unit=quay.pk, organisation=quay.organisation, now=NOW) is None
    joined_people(quay, 15, start=50)
    made = draw_roster(unit=quay.pk, organisation=quay.organisation, now=NOW)
    assert made is not None
    assert not set(made.marks.values_list("mark", flat=True)) & set(
        roster.marks.values_list("mark", flat=True)
    )


def test_no_group_is_a_few_people_away_from_one_of_before(
    roster: Roster, twenty: list[Membership], unit: Team
) -> None:
    set_counted(counted=False, by=twenty[0], now=NOW)
    later = NOW + LASTS * WEEK
    made = draw_roster(unit=unit.pk, organisation=unit.organisation, now=later)
    assert made is not None
    assert made.marks.count() == 15
    assert sorted(map(len, groups_of_before())) == [15, 20]


def test_where_too_few_differ_enough_no_roster_is_drawn(
    roster: Roster, twenty: list[Membership], unit: Team
) -> None:
    for member in twenty[:3]:
        set_counted(counted=False, by=member, now=NOW)
    Membership.objects.filter(pk=twenty[3].pk).update(team=None)
    Membership.objects.filter(pk=twenty[4].pk).update(team=None)
    Membership.objects.filter(pk=twenty[5].pk).update(team=None)
    assert draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW + LASTS * WEEK) is None


# --- until the release ---------------------------------------------------------------------------------


def test_a_week_is_kept_once_a_cell_and_names_nobody(roster: Roster, twenty: list[Membership]) -> None:
    wrote(twenty[0], ["A.shouting", "F.outage"], techniques=["pause"])
    wrote(twenty[0], ["A"], strength=5)
    assert cells() == ["family:responding", "strong", "trigger:A", "trigger:F"]
    (person,) = set(Contribution.objects.values_list("person", flat=True))
    assert not Mark.objects.filter(mark=person).exists()


@pytest.mark.parametrize("letter", ["H", "X.threat-of-violence", "H.own-mistake"])
def test_me_today_and_serious_incidents_are_in_no_cell(
    roster: Roster, twenty: list[Membership], letter: str
) -> None:
    wrote(twenty[0], ["A", letter], strength=5, techniques=["pause"])
    assert cells() == []


def test_changing_a_moment_changes_what_counts(roster: Roster, twenty: list[Membership]) -> None:
    moment = wrote(twenty[0], ["A"])
    document = MomentDocument(("annoyed",), ("B",), 3)
    change_moment(by=twenty[0], row=moment.pk, version=1, document=document, felt_at=MIDWEEK, now=MIDWEEK)
    assert cells() == ["trigger:B"]
    change_moment(
        by=twenty[0], row=moment.pk, version=2, document=document, felt_at=MIDWEEK + WEEK, now=MIDWEEK
    )
    assert [each.week.monday for each in Contribution.objects.select_related("week")] == [MONDAY + WEEK]


def test_deleting_undoing_and_restoring_change_what_counts(roster: Roster, twenty: list[Membership]) -> None:
    moment = wrote(twenty[0], ["A"])
    delete_moment(by=twenty[0], row=moment.pk, now=MIDWEEK)
    assert cells() == []
    restore_moment(by=twenty[0], row=moment.pk, now=MIDWEEK)
    assert cells() == ["trigger:A"]
    other = wrote(twenty[1], ["B"])
    undo_saving(by=twenty[1], row=other.pk, now=MIDWEEK)
    assert cells() == ["trigger:A"]


def test_what_is_brought_in_counts(roster: Roster, twenty: list[Membership]) -> None:
    carried = Carried(
        key=uuid4(),
        felt_at=MIDWEEK,
        day=MIDWEEK.date(),
        document=MomentDocument(("annoyed",), ("C",), 3),
    )
    take_in(moments=[carried], by=twenty[0], now=MIDWEEK)
    assert cells() == ["trigger:C"]


def test_what_was_written_at_a_locked_screen_counts_once_it_is_kept(
    roster: Roster, twenty: list[Membership]
) -> None:
    locked = MomentDocument(("annoyed",), ("A",), 3, while_locked=True)
    save_locked(by=twenty[0], document=locked, submission_key=uuid4(), now=MIDWEEK)
    wrote(twenty[0], ["B"])
    assert cells() == ["trigger:B"]
    (waiting,) = unanswered(twenty[0])
    assert answer_locked(by=twenty[0], row=waiting, keep=True, now=MIDWEEK)
    assert cells() == ["trigger:A", "trigger:B"]


def test_what_does_not_open_counts_nowhere(roster: Roster, twenty: list[Membership]) -> None:
    moment = wrote(twenty[0], ["A"])
    Moment.objects.filter(pk=moment.pk).update(sealed=b"\x01" * 60)
    wrote(twenty[0], ["B"])
    assert cells() == ["trigger:B"]


def test_stopping_takes_away_what_is_not_released_and_agreeing_again_brings_it_back(
    roster: Roster, twenty: list[Membership]
) -> None:
    wrote(twenty[0], ["A"])
    wrote(twenty[1], ["B"])
    set_counted(counted=False, by=twenty[0], now=MIDWEEK)
    assert cells() == ["trigger:B"]
    wrote(twenty[0], ["C"])
    assert cells() == ["trigger:B"]
    set_counted(counted=True, by=twenty[0], now=MIDWEEK)
    assert cells() == ["trigger:A", "trigger:B", "trigger:C"]


def test_a_request_that_began_before_she_stopped_counts_nothing(
    roster: Roster, twenty: list[Membership]
) -> None:
    Membership.objects.filter(pk=twenty[0].pk).update(in_totals=False)
    assert twenty[0].in_totals  # as the other tab loaded her
    wrote(twenty[0])
    assert cells() == []


def test_who_joined_later_and_weeks_of_before_are_not_counted(
    roster: Roster, twenty: list[Membership], unit: Team
) -> None:
    (late,) = joined_people(unit, 1, start=70)
    wrote(late)
    wrote(twenty[0], at=NOW)  # the week before the first
    wrote(twenty[0], at=MIDWEEK + LASTS * WEEK)  # after the last
    assert cells() == []


# --- the release ---------------------------------------------------------------------------------------


def test_a_week_is_released_seven_days_after_it_ends(roster: Roster, twenty: list[Membership]) -> None:
    half_and_half(twenty)
    assert release_due(row=roster.pk, now=RELEASE - dt.timedelta(hours=5)) == 0
    assert list(due_rosters(RELEASE)) == [roster.pk]
    assert release_due(row=roster.pk, now=RELEASE) == 1
    assert released() == {"trigger:A": 10, "trigger:F": 10}


def test_a_released_week_names_nobody_and_its_key_is_gone(roster: Roster, twenty: list[Membership]) -> None:
    half_and_half(twenty)
    (week,) = Week.objects.all()
    key = week.key_id
    assert key is not None
    persons = set(Contribution.objects.values_list("person", flat=True))
    assert len(persons) == 20
    release_due(row=roster.pk, now=RELEASE)
    assert not Contribution.objects.exists()
    assert not DataKey.objects.filter(pk=key).exists()
    week.refresh_from_db()
    assert (week.key_id, week.released_at) == (None, RELEASE)
    kept = "".join(_everything_of_totals())
    assert not any(person in kept for person in persons)
    assert not any(str(member.pk) in kept or member.pk.hex in kept for member in twenty)


def _everything_of_totals() -> list[str]:
    """Every value in the tables of totals, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for model in (MarkKey, Roster, Mark, Week, Contribution, ReleasedCell):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return found


def test_what_happens_later_changes_no_released_cell(roster: Roster, twenty: list[Membership]) -> None:
    half_and_half(twenty)
    release_due(row=roster.pk, now=RELEASE)
    before = released()
    delete_moment(by=twenty[0], row=Moment.objects.of(twenty[0]).get().pk, now=RELEASE)
    wrote(twenty[12], ["A"])
    set_counted(counted=False, by=twenty[1], now=RELEASE)
    assert release_due(row=roster.pk, now=RELEASE) == 0
    assert released() == before
    assert cells() == []


def test_a_week_without_a_word_is_released_with_nothing(roster: Roster) -> None:
    assert release_due(row=roster.pk, now=RELEASE) == 1
    assert Week.objects.get().released_at == RELEASE
    assert released() == {}


def test_four_or_all_are_never_released(roster: Roster, twenty: list[Membership]) -> None:
    for at, member in enumerate(twenty):
        wrote(member, ["A", "B"] if at < 4 else ["A"])
    release_due(row=roster.pk, now=RELEASE)
    assert released() == {}


def test_who_leaves_takes_others_along_and_none_comes_back(
    roster: Roster, twenty: list[Membership], ada: Membership
) -> None:
    half_and_half(twenty)
    close_membership(member=twenty[0], by=ada, now=MIDWEEK)
    release_due(row=roster.pk, now=RELEASE)
    assert Mark.objects.filter(out_since=None).count() == 15
    assert set(released().values()) <= {5}
    set_counted(counted=False, by=twenty[1], now=RELEASE)
    set_counted(counted=True, by=twenty[1], now=RELEASE)
    release_due(row=roster.pk, now=RELEASE + WEEK)
    assert Mark.objects.filter(out_since=None).count() == 15
    assert sorted(map(len, groups_of_before())) == [15, 20]


def test_below_the_floor_a_roster_is_over(roster: Roster, twenty: list[Membership]) -> None:
    half_and_half(twenty)
    for member in twenty[:6]:
        set_counted(counted=False, by=member, now=MIDWEEK)
    release_due(row=roster.pk, now=RELEASE)
    assert not Mark.objects.filter(out_since=None).exists()
    assert released() == {}
    wrote(twenty[10], ["C"], at=MIDWEEK + WEEK)
    assert cells() == []


def test_a_team_that_is_no_unit_any_more_releases_nothing_and_keeps_nothing(
    roster: Roster, twenty: list[Membership], unit: Team
) -> None:
    half_and_half(twenty)
    Team.objects.filter(pk=unit.pk).update(is_unit=False)
    release_due(row=roster.pk, now=RELEASE)
    assert released() == {}
    assert cells() == []


def test_the_night_releases_what_is_due_and_draws_the_next(
    roster: Roster, twenty: list[Membership], clock: Any
) -> None:
    half_and_half(twenty)
    clock.move_to(RELEASE)
    totals.call_local()
    assert released() == {"trigger:A": 10, "trigger:F": 10}
    totals.call_local()
    assert Week.objects.count() == 1
    clock.move_to(RELEASE + LASTS * WEEK)
    totals.call_local()
    assert Roster.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_release_once(unit: Team) -> None:
    with organisation_scope(unit.organisation), transaction.atomic():
        twenty = joined_people(unit, 20)
        made = draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW)
        assert made is not None
        half_and_half(twenty)

    def run(_number: int) -> int:
        try:
            with organisation_scope(unit.organisation):
                return release_due(row=made.pk, now=RELEASE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        weeks = list(pool.map(run, range(4)))
    assert sorted(weeks) == [0, 0, 0, 1]
    with organisation_scope(unit.organisation):
        assert released() == {"trigger:A": 10, "trigger:F": 10}


# --- units ---------------------------------------------------------------------------------------------


def test_units_do_not_share_people(scoped: None, unit: Team, ada: Membership, quay: Team) -> None:
    told: dict[str, Any] = {"supervisors": [], "by": ada, "now": NOW}
    with pytest.raises(Refused, match="counted as a unit already"):
        save_team(team=quay, name="Quay", parent=unit, is_unit=True, **told)
    below = save_team(team=Team.objects.get(pk=quay.pk), name="Quay", parent=unit, **told)
    assert not below.is_unit
    above = save_team(team=None, name="Site", parent=None, is_unit=True, **told)
    with pytest.raises(Refused, match="counted as a unit already"):
        save_team(team=Team.objects.get(pk=unit.pk), name="Pier", parent=above, **told)
    pier = Team.objects.get(pk=unit.pk)
    assert not save_team(team=pier, name="Pier", parent=None, is_unit=False, **told).is_unit


# --- rows ----------------------------------------------------------------------------------------------


def test_a_week_has_a_key_until_it_is_released(roster: Roster, unit: Team) -> None:
    told = {"organisation": unit.organisation, "roster": roster, "monday": MONDAY}
    with pytest.raises(IntegrityError, match="week_has_a_key"), transaction.atomic():
        Week.objects.create(**told)
    Week.objects.create(**told, key_id=key_of_nobody(unit))
    with pytest.raises(IntegrityError, match=r"week_once_in_roster|UNIQUE"), transaction.atomic():
        Week.objects.create(**told, released_at=NOW)


def test_no_cell_of_fewer_than_five_can_be_kept(roster: Roster, unit: Team) -> None:
    week = Week.objects.create(organisation=unit.organisation, roster=roster, monday=MONDAY, released_at=NOW)
    told = {"organisation": unit.organisation, "week": week, "cell": "trigger:A"}
    with pytest.raises(IntegrityError, match="cell_of_five_or_more"), transaction.atomic():
        ReleasedCell.objects.create(**told, at_least=4)
    assert str(ReleasedCell.objects.create(**told, at_least=5))


def test_a_mark_is_of_its_key_and_person() -> None:
    one, other = OpenKey(uuid4(), b"1" * 32), OpenKey(uuid4(), b"2" * 32)
    person = uuid4()
    assert mark_of(one, person) == mark_of(OpenKey(uuid4(), b"1" * 32), person)
    assert len({mark_of(one, person), mark_of(other, person), mark_of(one, uuid4())}) == 3
