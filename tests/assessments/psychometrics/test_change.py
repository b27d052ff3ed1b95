"""When a difference is more than error would usually give."""

import math
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics.change import (
    benjamini_hochberg,
    holm,
    minimum_detectable_change,
    reliable_change,
)

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


# --- several verdicts at once -----------------------------------------------------------------------

# Benjamini & Hochberg (1995), section 4.1: fifteen p of a trial of treatments after a heart attack.
TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
TRIAL += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
PS = st.lists(st.floats(0, 1), min_size=1, max_size=30)
ADJUST = pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
Adjust = Callable[[list[float]], list[float]]


def test_the_example_of_benjamini_and_hochberg() -> None:
    """They reject the four smallest at .05, where Bonferroni (and Holm) would reject three."""
    assert sum(p <= 0.05 for p in benjamini_hochberg(TRIAL)) == 4
    assert sum(p <= 0.05 for p in holm(TRIAL)) == 3


def test_the_example_of_pingouin() -> None:
    """pingouin.multicomp([.50, .003, .32, .054, .0003]) with method "holm" and "fdr_bh"."""
    found = [0.50, 0.003, 0.32, 0.054, 0.0003]
    assert holm(found) == pytest.approx([0.64, 0.012, 0.64, 0.162, 0.0015])
    assert benjamini_hochberg(found) == pytest.approx([0.5, 0.0075, 0.4, 0.09, 0.0015])


@given(PS)
def test_adjusted_p_lie_in_order_between_their_own_and_bonferronis(p_values: list[float]) -> None:
    m = len(p_values)
    for p, gentle, strict in zip(p_values, benjamini_hochberg(p_values), holm(p_values), strict=True):
        assert p <= gentle + 1e-15
        assert gentle <= strict + 1e-15
        assert strict <= min(1.0, m * p) + 1e-15


@ADJUST
@given(p_values=PS, chance=st.randoms(use_true_random=False))
def test_adjusting_keeps_the_order_and_does_not_depend_on_it(
    adjust: Adjust, p_values: list[float], chance: Random
) -> None:
    adjusted = adjust(p_values)
    pairs = sorted(zip(p_values, adjusted, strict=True))
    assert [after for _, after in pairs] == sorted(adjusted)
    places = list(range(len(p_values)))
    chance.shuffle(places)
    assert adjust([p_values[place] for place in places]) == [adjusted[place] for place in places]


@ADJUST
def test_one_p_alone_stays_as_it_is(adjust: Adjust) -> None:
    assert adjust([0.03]) == [0.03]
    assert adjust([0.0, 1.0]) == [0.0, 1.0]


@ADJUST
@pytest.mark.parametrize("p_values", [[], [0.1, 1.1], [-0.1], [0.1, math.nan]])
def test_p_values_that_are_none_are_refused(adjust: Adjust, p_values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"at least one p-value|between 0 and 1"):
        adjust(p_values)
