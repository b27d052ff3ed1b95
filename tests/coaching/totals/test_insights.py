"""The page of totals: who sees which unit, what it says, and that it says nothing below the floor."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from coaching.models import ReleasedCell, Roster, Week
from coaching.totals.actions import draw_roster, release_due
from coaching.totals.insights import UnitTotals, newest_for, told_of
from coaching.totals.words import changes_for
from people.actions.organisations import Roles, save_team
from people.anonymity import CELLS, FAMILY, LETTERS, STRONG, TRIGGER
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.cast import NOW, new_member
from tests.coaching.totals.conftest import MONDAY, RELEASE, joined_people, wrote

SignIn = Callable[[Membership], Client]
CELLS_OF_WEEK = {TRIGGER + "A": 10, TRIGGER + "F": 15, STRONG: 5, FAMILY + "contact": 10}


def given_out(unit: Team, cells: Mapping[str, int] = CELLS_OF_WEEK) -> None:
    """Rows as a release leaves them."""
    with organisation_scope(unit.organisation):
        told = {"organisation": unit.organisation}
        roster = Roster.objects.create(**told, unit=unit, first_week=MONDAY)
        week = Week.objects.create(**told, roster=roster, monday=MONDAY, released_at=RELEASE)
        for cell, at_least in cells.items():
            ReleasedCell.objects.create(**told, week=week, cell=cell, at_least=at_least)


def told_to(viewer: Membership) -> list[UnitTotals]:
    with organisation_scope(viewer.organisation):
        return list(told_of(newest_for(viewer)))


def test_the_people_of_a_unit_and_who_is_in_charge_see_it_and_nobody_else(
    unit: Team,
    amal: Membership,
    bo: Membership,
    cleo: Membership,
    dee: Membership,
    ada: Membership,
    eve: Membership,
) -> None:
    given_out(unit)
    assert [each.name for each in told_to(amal)] == [each.name for each in told_to(bo)] == ["Pier"]
    assert [told_to(each) for each in (cleo, dee, ada, eve)] == [[], [], [], []]


def test_who_supervises_a_team_above_is_in_charge_and_of_a_part_is_not(
    harbour: Organisation, unit: Team, ada: Membership
) -> None:
    above = new_member(harbour, "Anna", Roles(agent=False, supervisor=True))
    part = new_member(harbour, "Ben", Roles(agent=False, supervisor=True))
    with organisation_scope(harbour):
        site = save_team(team=None, name="Site", parent=None, supervisors=[above], by=ada, now=NOW)
        save_team(team=None, name="Shift", parent=unit, supervisors=[part], by=ada, now=NOW)
        Team.objects.filter(pk=unit.pk).update(parent=site)
    given_out(unit)
    assert len(told_to(above)) == 1
    assert told_to(part) == []


def test_a_former_supervisor_sees_nothing_any_more(unit: Team, bo: Membership, ada: Membership) -> None:
    given_out(unit)
    with organisation_scope(unit.organisation):
        save_team(
            team=Team.objects.get(pk=unit.pk), name="Pier", parent=None, supervisors=[], by=ada, now=NOW
        )
    assert told_to(bo) == []


def test_it_says_what_came_up_most_with_the_numbers_of_the_table(unit: Team, amal: Membership) -> None:
    given_out(unit)
    (told,) = told_to(amal)
    came, tried = told.charts
    assert came.finding == "What came up most: System and rules"
    assert came.sentence == (
        "In Pier, week of 23 November 2026: System and rules came up most, for 15 to 19 people. "
        "What too few people met, or nearly all, is not shown."
    )
    assert {row[0]: row[1] for row in came.rows} == {
        "Rude or aggressive customer": "10 to 14",
        "Asked for too much": "not shown",
        "Unclear what they wanted": "not shown",
        "Customer who wore me down": "not shown",
        "Customer in distress": "not shown",
        "System and rules": "15 to 19",
        "Team and supervisor": "not shown",
        "Something good": "not shown",
        "Half or more moments strong": "5 to 9",
    }
    assert tried.sentence.startswith(
        "In Pier, week of 23 November 2026: Used voice, posture or words was tried"
    )
    assert ("Used voice, posture or words", "10 to 14") in tried.rows
    for words in ("15 to 19", "10 to 14", "5 to 9", "not shown"):
        assert words in came.wide
        assert words in came.narrow


def test_what_could_be_changed_begins_with_the_process(unit: Team, amal: Membership) -> None:
    given_out(unit)
    (told,) = told_to(amal)
    assert [name for name, _text in told.changes] == ["System and rules", "Rude or aggressive customer"]
    assert len(changes_for(dict.fromkeys(CELLS, 5))) == len(LETTERS)


def test_strong_moments_alone_and_techniques_alone(unit: Team, amal: Membership) -> None:
    given_out(unit, {STRONG: 10})
    (told,) = told_to(amal)
    (only,) = told.charts
    assert only.finding == "Strong moments"
    assert "strong for 10 to 14 people" in only.sentence
    assert told.changes == ()


def test_the_newest_week_with_a_number_is_shown(unit: Team, amal: Membership) -> None:
    given_out(unit)
    with organisation_scope(unit.organisation):
        roster = Roster.objects.get()
        later = MONDAY.replace(day=30)
        Week.objects.create(organisation=unit.organisation, roster=roster, monday=later, released_at=RELEASE)
    assert [each.week for each in told_to(amal)] == ["23 November 2026"]


def test_two_units_of_one_supervisor_stand_apart(
    unit: Team, quay: Team, bo: Membership, ada: Membership
) -> None:
    given_out(unit)
    given_out(quay, {TRIGGER + "P": 5})
    with organisation_scope(unit.organisation):
        save_team(team=quay, name="Quay", parent=None, supervisors=[bo], is_unit=True, by=ada, now=NOW)
    pier, other = told_to(bo)
    assert (pier.name, other.name) == ("Pier", "Quay")
    assert {chart.chart_id for each in (pier, other) for chart in each.charts} == {
        "came-1",
        "tried-1",
        "came-2",
    }


def test_below_the_floor_it_is_the_same_page_whether_nobody_agreed_or_fourteen_did(
    unit: Team, bo: Membership, client_of: SignIn
) -> None:
    browser = client_of(bo)
    before = _unmasked(browser.get("/team/insights/").content)
    with organisation_scope(unit.organisation):
        fourteen = joined_people(unit, 14)
        draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW)
        for member in fourteen:
            wrote(member)
    assert _unmasked(browser.get("/team/insights/").content) == before
    assert b"at least 15 people" in before


def test_from_first_to_last_a_week_reaches_the_page(
    twenty: list[Membership], roster: Roster, bo: Membership, client_of: SignIn
) -> None:
    for at, member in enumerate(twenty):
        wrote(member, ["A"] if at < 12 else ["F"])
    release_due(row=roster.pk, now=RELEASE)
    page = client_of(bo).get("/team/insights/").content.decode()
    assert "Rude or aggressive customer came up most, for 10 to 14 people" in page
    assert "5 to 9" in page
    assert "What could be changed" in page


def test_the_picture_is_drawn_once(
    unit: Team,
    amal: Membership,
    client_of: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    given_out(unit)
    browser = client_of(amal)
    first = _unmasked(browser.get("/team/insights/").content)

    def never(**told: object) -> None:
        raise AssertionError

    monkeypatch.setattr("coaching.totals.insights.draw_totals", never)
    with django_assert_num_queries(4):  # 10
        assert _unmasked(browser.get("/team/insights/").content) == first


def test_she_agrees_and_stops_on_her_own_page(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    browser, his = client_of(amal), client_of(bo)
    seen = [_unmasked(his.get(url).content) for url in ("/team/", "/team/insights/")]
    page = browser.get("/you/totals/").content.decode()
    assert "Deleting a moment later does not change it" in page
    assert "checked" not in page
    assert browser.post("/you/totals/", {"counted": "on"}).status_code == 303
    page = browser.get("/you/totals/").content.decode()
    assert "checked" in page
    assert "You have agreed to be counted." in page
    assert [_unmasked(his.get(url).content) for url in ("/team/", "/team/insights/")] == seen
    browser.post("/you/totals/", {})
    amal.refresh_from_db()
    assert not amal.in_totals


def test_with_agreement_others_see_a_difference_in_released_cells_alone(
    twenty: list[Membership], roster: Roster, bo: Membership, ada: Membership, client_of: SignIn
) -> None:
    """One more who met A: before the release no page of anybody's differs, after it the page of totals."""
    browsers = [client_of(bo), client_of(ada), client_of(twenty[1])]
    urls = ("/today/", "/team/", "/admin-area/people/", "/privacy/", "/team/insights/")

    def seen() -> list[bytes]:
        return [_unmasked(each.get(url).content) for each in browsers for url in urls]

    for at, member in enumerate(twenty[1:], start=1):
        wrote(member, ["A"] if at < 10 else ["F"])
    before = seen()
    wrote(twenty[0], ["A"])
    assert seen() == before
    release_due(row=roster.pk, now=RELEASE)
    after = seen()
    differ = {
        url
        for place, (one, other) in enumerate(zip(before, after, strict=True))
        if one != other
        for url in [urls[place % len(urls)]]
    }
    assert differ == {"/team/insights/"}


def _unmasked(page: bytes) -> bytes:
    """Without the tokens of its forms, which are new each time."""
    return b"".join(part for part in page.split(b"\n") if b"csrf" not in part and b"draft_token" not in part)


def test_a_page_that_was_seen_shows_the_next_week_and_a_new_name_at_once(
    unit: Team, amal: Membership, ada: Membership, client_of: SignIn
) -> None:
    given_out(unit)
    tab = client_of(amal)
    assert "20 to 24" not in tab.get("/team/insights/").content.decode()
    with organisation_scope(unit.organisation):
        told: dict[str, Any] = {"organisation": unit.organisation}
        next_week = MONDAY + dt.timedelta(days=7)
        week = Week.objects.create(**told, roster=Roster.objects.get(), monday=next_week, released_at=RELEASE)
        ReleasedCell.objects.create(**told, week=week, cell=TRIGGER + "P", at_least=20)
    assert "20 to 24" in tab.get("/team/insights/").content.decode()
    renamed: dict[str, Any] = {"name": "Mole", "parent": None, "supervisors": [], "is_unit": True}
    with organisation_scope(unit.organisation):
        save_team(team=Team.objects.get(pk=unit.pk), **renamed, by=ada, now=NOW)
    assert "In Mole," in tab.get("/team/insights/").content.decode()


def test_who_is_in_charge_no_more_sees_nothing_of_a_page_that_she_has_seen(
    unit: Team, bo: Membership, ada: Membership, client_of: SignIn
) -> None:
    given_out(unit)
    desk = client_of(bo)
    assert "In Pier," in desk.get("/team/insights/").content.decode()
    without: dict[str, Any] = {"name": "Pier", "parent": None, "supervisors": [], "is_unit": True}
    with organisation_scope(unit.organisation):
        save_team(team=Team.objects.get(pk=unit.pk), **without, by=ada, now=NOW)
    assert "Pier" not in desk.get("/team/insights/").content.decode()
