"""Agreement of raters: the table everyone checks against, identities, and what is refused."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from assessments.psychometrics.agreement import icc, rwg
from assessments.psychometrics.reliability import cronbach_alpha, spearman_brown

# Shrout & Fleiss (1979), tables 2 and 4: six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
RATINGS = arrays(
    np.int64, st.tuples(st.integers(3, 10), st.integers(2, 6)), elements=st.integers(1, 9)
).filter(lambda table: bool(np.ptp(table.mean(axis=1)) > 0.01))


def test_the_six_of_shrout_and_fleiss() -> None:
    found = icc(JUDGES)
    assert found.icc2k is not None
    six = (found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k)
    assert [round(one, 2) for one in six] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_the_six_to_more_digits_as_psych_and_pingouin_print_them() -> None:
    found = icc(JUDGES)
    assert found.icc1 == pytest.approx(0.165742, abs=1e-6)
    assert found.icc2 == pytest.approx(0.289764, abs=1e-6)
    assert found.icc3 == pytest.approx(0.714841, abs=1e-6)
    assert found.icc1k == pytest.approx(0.442797, abs=1e-6)
    assert found.icc2k == pytest.approx(0.620051, abs=1e-6)
    assert found.icc3k == pytest.approx(0.909316, abs=1e-6)


@given(RATINGS)
def test_the_third_is_alpha_where_alpha_exists(table: NDArray[np.int64]) -> None:
    assert icc(table).icc3k == pytest.approx(cronbach_alpha(table), rel=1e-6, abs=1e-6)


def test_the_mean_of_k_raters_is_the_single_one_stepped_up() -> None:
    found = icc(JUDGES)
    assert found.icc1k == pytest.approx(spearman_brown(found.icc1, 4))
    assert found.icc3k == pytest.approx(spearman_brown(found.icc3, 4))


@given(RATINGS, st.randoms(use_true_random=False))
def test_order_constant_and_reversal_change_nothing(table: NDArray[np.int64], chance: Any) -> None:
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    expected = icc(table)
    for other in (table[rows][:, columns], table + 1000, 10 - table):
        found = icc(other)
        assert found.icc1 == pytest.approx(expected.icc1, abs=1e-8)
        assert found.icc2 == pytest.approx(expected.icc2, abs=1e-8)
        assert found.icc3k == pytest.approx(expected.icc3k, rel=1e-8, abs=1e-8)


def test_the_mean_of_raters_who_contradict_each_other_has_no_second_one() -> None:
    found = icc([[3, 1], [1, 3], [1, 1]])
    assert found.icc2k is None
    assert found.icc2 < 0


def test_raters_who_say_the_same_agree_wholly() -> None:
    found = icc([[1, 1, 1], [4, 4, 4], [2, 2, 2]])
    assert found.icc1 == found.icc2k == found.icc3 == pytest.approx(1.0)


def test_a_rater_who_is_always_higher_spoils_agreement_but_not_order() -> None:
    found = icc([[1, 3], [2, 4], [3, 5]])
    assert found.icc3 == pytest.approx(1.0)
    assert found.icc2 == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ([[1], [2], [3]], "targets by at least two raters"),
        ([[1, 2, 3]], "at least two targets"),
        ([[1, 2], [3, None]], "missing"),
        ([[1, math.nan], [3, 4]], "missing"),
        ([[3, 3], [3, 3]], "do not differ"),
        ([[1, 2], [2, 1]], "do not differ"),
        ([["a", "b"], ["c", "d"]], "must be numbers"),
    ],
)
def test_ratings_without_an_icc_are_refused(ratings: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        icc(ratings)


@pytest.mark.parametrize(("options", "even"), [(5, 2.0), (7, 4.0), (9, 6.67), (11, 10.0)])
def test_the_variance_of_ratings_spread_evenly(options: int, even: float) -> None:
    """LeBreton & Senter (2008), table 2, rectangular null. Two ratings a step apart have a variance of .5."""
    assert rwg([1, 2], options) == pytest.approx(1 - 0.5 / even, abs=5e-4)


def test_agreement_goes_from_1_to_0() -> None:
    assert rwg([4, 4, 4], 5) == 1.0
    assert rwg([3, 4, 4, 5], 5) == pytest.approx(1 - (2 / 3) / 2)
    assert rwg([1, 5, 1, 5], 5) == 0.0  # more apart than chance: -1.67, shown as 0


@given(st.lists(st.integers(1, 5), min_size=2, max_size=20))
def test_agreement_does_not_depend_on_order_or_reversal(ratings: list[int]) -> None:
    found = rwg(ratings, 5)
    assert 0 <= found <= 1
    assert rwg(sorted(ratings), 5) == pytest.approx(found)
    assert rwg([6 - one for one in ratings], 5) == pytest.approx(found)


def test_what_a_rater_has_not_seen_is_left_out() -> None:
    assert rwg([3, None, 4, math.nan], 5) == rwg([3, 4], 5)


@pytest.mark.parametrize(
    ("ratings", "options", "sentence"),
    [
        ([3], 5, "at least two ratings"),
        ([3, None], 5, "at least two ratings"),
        ([], 5, "at least one number"),
        ([1, 2], 1, "at least two options"),
        ([1, 6], 5, "further apart than 5 options reach"),
        ([[1, 2], [3, 4]], 5, "one row"),
        ([1, math.inf], 5, "finite"),
    ],
)
def test_ratings_without_agreement_are_refused(ratings: Any, options: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        rwg(ratings, options)
