"""When a difference is more than error would usually give."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics.change import minimum_detectable_change, reliable_change

SCORES = st.floats(0, 100)
ERRORS = st.floats(0.1, 50)


def test_the_index_of_jacobson_and_truax() -> None:
    """Their example of 1991: 47.5 before, 32.5 after, sd 10, reliability .80; they print -2.37."""
    change = reliable_change(47.5, 32.5, sem=10 * math.sqrt(1 - 0.80))
    assert change.statistic == pytest.approx(-2.37, abs=0.005)
    assert change.is_reliable


def test_a_change_inside_the_error_is_not_reliable() -> None:
    change = reliable_change(50, 60, sem=9.375)
    assert change.statistic == pytest.approx(10 / (math.sqrt(2) * 9.375))
    assert not change.is_reliable


@given(SCORES, SCORES, ERRORS)
def test_the_way_back_is_the_same_change_with_the_other_sign(before: float, after: float, sem: float) -> None:
    there, back = reliable_change(before, after, sem), reliable_change(after, before, sem)
    assert there.statistic == -back.statistic
    assert there.is_reliable == back.is_reliable


@given(SCORES, ERRORS, st.sampled_from([-1, 1]))
def test_just_beyond_the_detectable_change_is_reliable_and_just_short_of_it_is_not(
    before: float, sem: float, way: int
) -> None:
    limit = minimum_detectable_change(sem)
    assert reliable_change(before, before + way * limit * 1.001, sem).is_reliable
    assert not reliable_change(before, before + way * limit * 0.999, sem).is_reliable


def test_the_detectable_change_grows_with_error_and_confidence() -> None:
    assert minimum_detectable_change(10) == pytest.approx(27.718, abs=5e-4)
    assert minimum_detectable_change(20) == pytest.approx(2 * minimum_detectable_change(10))
    assert minimum_detectable_change(10, confidence=0.9) == pytest.approx(23.262, abs=5e-4)


@pytest.mark.parametrize("sem", [0, -1, math.nan, math.inf])
def test_an_error_that_is_none_is_refused(sem: float) -> None:
    with pytest.raises(ValueError, match="The standard error must be a number above 0"):
        reliable_change(50, 60, sem)
    with pytest.raises(ValueError, match="The standard error must be a number above 0"):
        minimum_detectable_change(sem)


@pytest.mark.parametrize(("before", "after"), [(math.nan, 50), (50, math.inf)])
def test_a_score_that_is_missing_is_refused(before: float, after: float) -> None:
    with pytest.raises(ValueError, match="Both scores must be finite"):
        reliable_change(before, after, 9)


def test_a_confidence_outside_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="The confidence must lie between 0 and 1"):
        minimum_detectable_change(9, confidence=1)
