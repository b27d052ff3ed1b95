"""What tells moments apart, chosen by counts and hours alone."""

import pytest

from journal.patterns.factors import (
    Split,
    column,
    middle_of,
    numbered_days,
    ranked_techniques,
    ranked_triggers,
    uses_of,
)
from tests.journal.patterns.people import moment


@pytest.mark.parametrize(
    ("minutes", "minute", "clock"),
    [
        ([600, 610, 700], 600, "10:00"),
        ([600, 630, 700], 660, "11:00"),
        ([600, 660], 660, "11:00"),
        ([1440, 1570, 1600], 1560, "02:00"),  # a night shift
        ([-180, -170], -180, "21:00"),  # a day that ends in the evening
    ],
)
def test_the_middle_is_the_nearest_whole_hour(minutes: list[int], minute: int, clock: str) -> None:
    split = middle_of([moment(minute=each) for each in minutes])
    assert (split, split.clock) == (Split(minute), clock)


def test_later_begins_with_the_hour_itself() -> None:
    assert [Split(600).is_later(moment(minute=minute)) for minute in (599, 600, 601)] == [False, True, True]


def test_triggers_rank_by_moments_and_serious_incidents_have_no_rank() -> None:
    told = [
        moment(triggers=("B", "B", "A")),
        moment(triggers=("C", "A")),
        moment(triggers=("X", "C")),
        moment(triggers=("X.violence",)),
        moment(triggers=("X", "B")),
    ]
    assert ranked_triggers(told) == ("A", "B", "C")
    assert ranked_triggers([]) == ()


def test_techniques_rank_by_moments_with_both_strengths() -> None:
    told = [
        moment(techniques=("pause", "slow-breathing"), strength_after=2),
        moment(techniques=("pause",)),
        moment(techniques=("step-back", "step-back"), strength_after=2),
        moment(techniques=("slow-breathing",), strength_after=1),
        moment(techniques=("nothing-yet",), strength_after=1),
        moment(techniques=("nothing-yet",), strength_after=1),
    ]
    assert ranked_techniques(told) == ("slow-breathing", "pause", "step-back")
    assert uses_of(("pause", "step-back"), told) == (told[0], told[2])
    assert uses_of(("nobody-does-this",), told) == ()


def test_days_are_numbered_without_gaps_and_columns_keep_the_order() -> None:
    told = [moment(day=2), moment(day=2), moment(day=9), moment(day=30, strength=5)]
    assert numbered_days(told).tolist() == [0, 0, 1, 2]
    assert column(told, lambda one: one.strength).tolist() == [3.0, 3.0, 3.0, 5.0]
