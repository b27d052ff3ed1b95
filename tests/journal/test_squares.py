"""Days as squares: what stands for a day, the weeks of a month, and which days are brought up unasked."""

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.patterns.moments import FeltMoment
from journal.squares import (
    LAST,
    OFTEN,
    STRONGEST,
    DayMark,
    good_days,
    look_back,
    mark_days,
    month_after,
    month_before,
    weeks_of,
)

DAY = dt.date(2026, 11, 3)
CORNERS = {"angry": "hu", "sad": "lu", "happy": "hp", "calm": "lp"}


def felt(
    hour: int, *feelings: str, strength: int = 3, days: int = 0, triggers: tuple[str, ...] = ("A",)
) -> FeltMoment:
    day = DAY + dt.timedelta(days=days)
    at = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    return FeltMoment(UUID(int=hour + 1), at, day, hour * 60, feelings, triggers, strength)


def corner_of(code: str) -> str:
    return CORNERS.get(code, "")


@pytest.mark.parametrize(
    ("way", "feeling", "strength"), [(LAST, "calm", 2), (STRONGEST, "sad", 5), (OFTEN, "angry", 3)]
)
def test_a_day_is_marked_by_its_last_its_strongest_or_its_commonest(
    way: str, feeling: str, strength: int
) -> None:
    moments = [
        felt(17, "calm", strength=2),
        felt(8, "angry", strength=4),
        felt(12, "sad", "angry", strength=5),
        felt(14, "angry", strength=3),
    ]
    assert mark_days(moments, way) == (DayMark(DAY, feeling, strength, 4),)


@pytest.mark.parametrize("way", [LAST, STRONGEST, OFTEN])
def test_of_equals_the_later_stands_for_the_day(way: str) -> None:
    assert mark_days([felt(8, "angry"), felt(9, "sad")], way) == (DayMark(DAY, "sad", 3, 2),)


def test_days_come_in_order_and_only_where_something_was_written() -> None:
    marks = mark_days([felt(8, "sad", days=5), felt(9, "happy"), felt(7, "angry", days=5)], LAST)
    assert [(mark.day.day, mark.feeling, mark.times) for mark in marks] == [(3, "happy", 1), (8, "sad", 2)]
    assert mark_days([], LAST) == ()


@pytest.mark.parametrize(
    "spoilt",
    [
        felt(9, "sad"),
        felt(9, "happy", "angry"),
        felt(9, "not-sure"),
        felt(9, "gone"),
        felt(9, "happy", triggers=("P", "X.threat")),
    ],
)
def test_one_word_that_is_not_pleasant_or_a_serious_incident_and_the_day_is_not_brought_up(
    spoilt: FeltMoment,
) -> None:
    good = felt(8, "happy", "calm", triggers=("P",))
    assert good_days([good], corner_of) == (DAY,)
    assert good_days([good, spoilt], corner_of) == ()


def test_a_look_back_is_at_least_a_week_back_the_same_all_day_and_another_tomorrow() -> None:
    good = [DAY, DAY + dt.timedelta(days=1)]
    assert look_back(good, DAY + dt.timedelta(days=6)) is None
    assert look_back(good, DAY + dt.timedelta(days=7)) == DAY
    later = DAY + dt.timedelta(days=30)
    assert {look_back(good, later), look_back(good, later + dt.timedelta(days=1))} == set(good)
    assert look_back([], DAY) is None


def test_a_month_lies_in_whole_weeks_from_monday() -> None:
    november = weeks_of(dt.date(2026, 11, 1))
    assert [[day.day if day else 0 for day in week] for week in november] == [
        [0, 0, 0, 0, 0, 0, 1],
        [2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15],
        [16, 17, 18, 19, 20, 21, 22],
        [23, 24, 25, 26, 27, 28, 29],
        [30, 0, 0, 0, 0, 0, 0],
    ]


@given(st.dates(dt.date(1970, 1, 1), dt.date(2999, 1, 1)))
def test_every_month_holds_its_days_once_each_under_its_weekday(day: dt.date) -> None:
    first = day.replace(day=1)
    cells = [cell for week in weeks_of(first) for cell in week]
    days = [cell for cell in cells if cell]
    assert days == [first + dt.timedelta(days=number) for number in range((month_after(first) - first).days)]
    assert all(cell is None or cell.weekday() == place % 7 for place, cell in enumerate(cells))
    assert all(any(week) for week in weeks_of(first))
    assert month_before(month_after(first)) == first


def test_february_of_a_leap_year_has_its_29th() -> None:
    assert weeks_of(dt.date(2028, 2, 1))[-1][1] == dt.date(2028, 2, 29)
