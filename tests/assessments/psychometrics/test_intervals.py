"""The ranges around a score: their widths, their ends, and how often they hold."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics.intervals import Range, likely_range, one_sem_range, retest_range

SCORES = st.floats(0, 100)
ERRORS = st.floats(0.1, 30)


def width(found: Range) -> float:
    return found.high - found.low


def test_the_three_widths() -> None:
    assert width(one_sem_range(50, 6)) == pytest.approx(12)
    assert width(likely_range(50, 6)) == pytest.approx(2 * 1.96 * 6)
    assert width(retest_range(50, 6)) == pytest.approx(2 * 1.96 * 6 * math.sqrt(2))


def test_how_often_the_ranges_hold() -> None:
    """68 and 95 % of true scores; but the likely range holds only 83 % of retests, the retest range 95 %."""
    normal = NormalDist()

    def inside(limit: float) -> float:
        return round(2 * normal.cdf(limit) - 1, 2)

    assert inside(width(one_sem_range(50, 6)) / 2 / 6) == 0.68
    assert inside(width(likely_range(50, 6)) / 2 / 6) == 0.95
    assert inside(width(likely_range(50, 6)) / 2 / (6 * math.sqrt(2))) == 0.83
    assert inside(width(retest_range(50, 6)) / 2 / (6 * math.sqrt(2))) == 0.95


def test_a_range_ends_where_the_scale_ends_and_says_so() -> None:
    low, high, both = likely_range(5, 6), likely_range(95, 6), retest_range(50, 20)
    assert (low.low, low.clipped_low, low.clipped_high) == (0.0, True, False)
    assert (high.high, high.clipped_low, high.clipped_high) == (100.0, False, True)
    assert both == Range(0.0, 100.0, clipped_low=True, clipped_high=True)
    assert low.high == pytest.approx(16.76)
    assert high.low == pytest.approx(83.24)
    assert likely_range(5, 6).is_clipped
    assert likely_range(95, 6).is_clipped
    assert not likely_range(50, 6).is_clipped


def test_a_range_that_just_reaches_the_end_is_not_cut() -> None:
    assert one_sem_range(6, 6) == Range(0.0, 12.0, clipped_low=False, clipped_high=False)
    assert one_sem_range(94, 6) == Range(88.0, 100.0, clipped_low=False, clipped_high=False)


@given(SCORES, ERRORS)
def test_ranges_hold_the_score_stay_on_the_scale_and_lie_in_each_other(score: float, sem: float) -> None:
    inner, likely, retest = (make(score, sem) for make in (one_sem_range, likely_range, retest_range))
    assert 0 <= retest.low <= likely.low <= inner.low <= score
    assert score <= inner.high <= likely.high <= retest.high <= 100


@pytest.mark.parametrize("score", [-0.1, 100.1, math.nan, math.inf])
def test_a_score_off_the_scale_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="The score must lie between 0 and 100"):
        likely_range(score, 6)


@pytest.mark.parametrize("sem", [0, -1, math.nan, math.inf])
def test_an_error_that_is_none_is_refused(sem: float) -> None:
    with pytest.raises(ValueError, match="The standard error must be a number above 0"):
        retest_range(50, sem)
