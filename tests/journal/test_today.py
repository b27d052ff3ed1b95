"""What Today is told about the journal."""

import datetime as dt
from typing import Any

import pytest

from journal.queries import todays_moments
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import Save, Spoil

pytestmark = pytest.mark.usefixtures("scoped")


def test_an_empty_day(amal: Membership) -> None:
    today = todays_moments(amal, NOW)
    assert today.day == dt.date(2026, 11, 21)
    assert (today.rows, today.has_more, today.days_this_month, today.insight) == ((), False, 0, None)


def test_moments_of_her_own_day_newest_first(amal: Membership, cleo: Membership, save: Save) -> None:
    for hours in (0, 3, 6, 7, 24):  # 10:30, 07:30, 04:30, then 03:30 of the day before
        save(amal, hours_ago=hours)
    save(cleo)
    assert [row.time for row in todays_moments(amal, NOW).rows] == ["10:30", "07:30", "04:30"]


def test_at_most_twenty(amal: Membership, save: Save) -> None:
    for _ in range(20):
        save(amal)
    assert todays_moments(amal, NOW).has_more is False
    save(amal)
    today = todays_moments(amal, NOW)
    assert (len(today.rows), today.has_more) == (20, True)


def test_days_of_this_month_are_counted_once_each(amal: Membership, save: Save) -> None:
    for days in (0, 0, 1, 19, 20, 21, 25):  # the first of November is 20 days ago
        save(amal, hours_ago=24 * days)
    assert todays_moments(amal, NOW).days_this_month == 4


def test_on_the_last_of_a_long_month_its_first_day_still_counts(amal: Membership, save: Save) -> None:
    last = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)
    for day in (1, 2, 31):
        save(amal, hours_ago=(NOW - last.replace(day=day)) / dt.timedelta(hours=1))
    assert todays_moments(amal, last).days_this_month == 3


def test_the_sentence_is_that_of_the_last_thirty_days(amal: Membership, save: Save) -> None:
    for days in (0, 1, 2, 29, 30, 31):
        save(amal, hours_ago=24 * days, triggers=["P"])
    assert todays_moments(amal, NOW).insight is None
    save(amal, triggers=["P"])
    assert todays_moments(amal, NOW).insight == (
        "In the last 30 days “Something good” came up most (5 times, strength 4.0 of 5)."
    )


@pytest.mark.parametrize("moments", [1, 30])
def test_warm_it_costs_two_queries(
    amal: Membership, save: Save, moments: int, django_assert_num_queries: Any
) -> None:
    for number in range(moments):
        save(amal, hours_ago=number / 10)
    # The day's rows, the state of month and period, and once the period's moments.
    with django_assert_num_queries(3):
        todays_moments(amal, NOW)
    with django_assert_num_queries(2):
        todays_moments(amal, NOW)


def test_no_picture_is_drawn_for_it(amal: Membership, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        save(amal)
    monkeypatch.setattr("journal.queries.patterns.draw_triggers", None)
    assert todays_moments(amal, NOW).insight is not None


def test_what_does_not_open_is_named_once(amal: Membership, save: Save, spoil: Spoil) -> None:
    here, earlier = save(amal), save(amal, hours_ago=24 * 5)
    save(amal)
    spoil(here)
    spoil(earlier)
    today = todays_moments(amal, NOW)
    assert [row.opened for row in today.rows].count(False) == 1
    assert sorted(today.unopened) == sorted([here.pk, earlier.pk])
