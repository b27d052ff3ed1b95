"""What the thinking takes of a moment: her own clock and day, the unpleasant words, the order of time."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from journal.patterns.moments import FeltMoment, in_order, is_unpleasant, minute_of_day
from tests.journal.patterns.people import moment

DAY = dt.date(2026, 3, 29)  # clocks go forward


def wall(day: int, *clock: int) -> dt.datetime:
    return dt.datetime(2026, 3, day, *clock, tzinfo=ZoneInfo("Europe/Vienna"))  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("local", "day", "minute"),
    [
        (wall(29, 8, 15), DAY, 8 * 60 + 15),
        (wall(30, 2, 30), DAY, 26 * 60 + 30),  # a night shift
        (wall(28, 21, 0), DAY, -3 * 60),  # a day that ends at 20:00
        (wall(29, 3, 30, 59), DAY, 3 * 60 + 30),
    ],
)
def test_minutes_count_from_the_midnight_that_her_day_began_with(
    local: dt.datetime, day: dt.date, minute: int
) -> None:
    assert minute_of_day(local, day) == minute


def test_unpleasant_is_what_lies_left_of_the_middle() -> None:
    assert [is_unpleasant(code) for code in ("angry", "drained", "proud", "calm", "not-sure")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert moment(feelings=("proud", "tired", "not-sure", "angry")).unpleasant_words == ("tired", "angry")


def test_a_change_needs_both_strengths() -> None:
    assert moment(strength=4).change is None
    assert moment(strength=4, strength_after=1).change == -3
    assert moment(strength=2, strength_after=2).change == 0


def test_moments_of_the_same_minute_have_an_order_too() -> None:
    late, one, two = moment(3, minute=600), moment(1), moment(2)
    assert [each.row for each in in_order([late, two, one])] == [UUID(int=1), UUID(int=2), UUID(int=3)]
    assert in_order([]) == ()
    assert isinstance(one, FeltMoment)


def test_a_feeling_that_no_vocabulary_knows_is_not_called_unpleasant() -> None:
    assert not is_unpleasant("a-word-of-before")
