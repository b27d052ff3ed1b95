"""Signs of answers given without reading: counted by hand, by identities, and what is refused."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assessments.psychometrics.quality import (
    even_odd_consistency,
    inconsistency_index,
    intra_individual_variability,
    longstring,
    mahalanobis_squared,
)

ANSWERS = st.lists(st.integers(1, 5), min_size=2, max_size=60)


@pytest.mark.parametrize(
    ("answers", "longest"),
    [
        ([1, 2, 3, 4, 5], 1),
        ([3, 3, 3, 2, 2], 3),
        ([2, 2, 3, 3, 3, 3, 1], 4),
        ([5] * 50, 50),
        ([4], 1),
        ([3, 3, None, 3, 3, 3], 3),
        ([None, math.nan, 2.0], 1),
    ],
)
def test_the_longest_run_of_equal_answers(answers: Any, longest: int) -> None:
    assert longstring(answers) == longest


@given(ANSWERS)
def test_reversal_and_the_other_way_round_keep_the_longest_run(answers: list[int]) -> None:
    assert longstring([6 - one for one in answers]) == longstring(answers[::-1]) == longstring(answers)
    assert longstring([answers[0]] * 61 + answers) >= 61


def test_variability_is_the_standard_deviation_of_one_person() -> None:
    """Dunn, Heggestad, Shanock & Theilgard (2018), as careless::irv: R's sd(c(1, 2, 3, 4, 5)) = 1.581139."""
    assert intra_individual_variability([1, 2, 3, 4, 5]) == pytest.approx(1.5811388, abs=1e-7)
    assert intra_individual_variability([2, None, 4, math.nan]) == pytest.approx(math.sqrt(2))
    assert intra_individual_variability([3] * 50) == 0.0


@given(ANSWERS, st.integers(-100, 100))
def test_variability_does_not_depend_on_order_constant_or_reversal(answers: list[int], shift: int) -> None:
    expected = intra_individual_variability(answers)
    assert intra_individual_variability(sorted(answers)) == pytest.approx(expected)
    assert intra_individual_variability([6 - one for one in answers]) == pytest.approx(expected)
    assert intra_individual_variability([one + shift for one in answers]) == pytest.approx(expected)


@pytest.mark.parametrize("index", [longstring, intra_individual_variability])
@pytest.mark.parametrize("answers", [[], [None], [[1, 2], [3, 4]], ["a", "b"], [1, math.inf]])
def test_a_row_without_answers_is_refused(index: Callable[[Any], Any], answers: Any) -> None:
    with pytest.raises(ValueError, match=r"at least|no answer|numbers|finite"):
        index(answers)


def test_variability_needs_two_answers() -> None:
    with pytest.raises(ValueError, match="at least two answers"):
        intra_individual_variability([3, None])


# --- even and odd -----------------------------------------------------------------------------------


def test_even_and_odd_by_hand() -> None:
    """Half means 1 2 3 against 2 1 3: r = .5, stepped up 2 * .5 / 1.5. Two items a scale, three scales."""
    found = even_odd_consistency([[1, 2, 2, 1, 3, 3]], [[0, 1], [2, 3], [4, 5]])
    assert found.tolist() == pytest.approx([2 / 3])


def test_a_scale_is_halved_in_the_order_given() -> None:
    """First, third and fifth against second and fourth: columns 0 2 4 and 1 3, then the other way."""
    row = [[1, 5, 2, 4, 3, 1, 3, 1, 5, 5]]
    found = even_odd_consistency(row, [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [4, 0, 2, 1, 3]])
    first, second = [2, (1 + 1 + 5) / 3, (3 + 2 + 4) / 3 - 0], [4.5, 4, (1 + 5) / 2]
    first[2] = (3 + 2 + 4) / 3
    r = np.corrcoef(first, second)[0, 1]
    assert found[0] == pytest.approx(max(-1.0, 2 * r / (1 + r)))


def test_nothing_is_shown_below_minus_1() -> None:
    scales = [[0, 1], [2, 3], [4, 5]]
    assert even_odd_consistency([[1, 3, 2, 2, 3, 1]], scales).tolist() == [-1.0]  # r = -1
    assert even_odd_consistency([[1, 3, 2, 1, 3, 2]], scales).tolist() == [-1.0]  # r = -.5 gives -2


def test_a_half_that_does_not_vary_has_no_consistency() -> None:
    found = even_odd_consistency([[3] * 6, [1, 2, 2, 1, 3, 3]], [[0, 1], [2, 3], [4, 5]])
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(2 / 3)


def test_what_is_missing_is_left_out_of_its_half() -> None:
    scales = [[0, 1, 2, 3], [4, 5], [6, 7]]
    with_gap = even_odd_consistency([[1, 2, None, 2, 2, 1, 3, 3]], scales)
    assert with_gap.tolist() == pytest.approx([2 / 3])
    assert np.isnan(even_odd_consistency([[None, 2, None, 2, None, 1, 3, 3]], scales)[0])


@given(st.integers(0, 10_000))
def test_even_and_odd_do_not_depend_on_constants_and_twofold_reversal(seed: int) -> None:
    table = np.random.default_rng(seed).integers(1, 6, size=(5, 20)).astype(float)
    scales = [list(range(start, start + 4)) for start in range(0, 20, 4)]
    expected = even_odd_consistency(table, scales)
    assert ((expected >= -1) & (expected <= 1 + 1e-12) | np.isnan(expected)).all()
    for other in (table + 7, 6 - table, 6 - (6 - table)):
        np.testing.assert_allclose(even_odd_consistency(other, scales), expected, atol=1e-9)
    np.testing.assert_allclose(even_odd_consistency(table, scales[::-1]), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("scales", "sentence"),
    [
        ([[0, 1]], "at least two scales"),
        ([], "at least two scales"),
        ([[0, 1], [2]], "at least two items"),
        ([[0, 1], [2, 4]], "no column 4"),
        ([[0, 1], [2, -1]], "no column -1"),
    ],
)
def test_scales_that_cannot_be_halved_are_refused(scales: list[list[int]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        even_odd_consistency([[1, 2, 3, 4]], scales)


# --- distance ---------------------------------------------------------------------------------------


def test_the_distances_of_rs_own_example() -> None:
    """?mahalanobis in R: mahalanobis(c(.5, .5), 1:2, diag(2)) = 2.5; with S of cbind(1:6, 1:3): 5.37037."""
    assert mahalanobis_squared([[0.5, 0.5]], [1, 2], np.eye(2)).tolist() == [2.5]
    six = np.column_stack([np.arange(1, 7), [1, 2, 3, 1, 2, 3]])
    covariance = np.cov(six, rowvar=False)
    assert mahalanobis_squared([[0, 0]], [1, 2], covariance) == pytest.approx(5.37037, abs=5e-6)
    assert mahalanobis_squared(six) == pytest.approx(
        mahalanobis_squared(six, six.mean(axis=0), covariance), abs=1e-9
    )


def crowd(seed: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    return chance.standard_normal((40, 1)) + chance.standard_normal((40, 5))


@given(st.integers(0, 10_000), st.permutations(range(5)))
def test_distances_in_a_sample_add_up_and_depend_on_no_unit_order_or_constant(
    seed: int, order: list[int]
) -> None:
    table = crowd(seed)
    expected = mahalanobis_squared(table)
    assert expected.sum() == pytest.approx(39 * 5)
    for other in (table[:, order], 6 - table, table * [1, 2, 3, 4, 5] + 100):
        assert mahalanobis_squared(other) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("scores", "mean", "covariance", "sentence"),
    [
        ([[1, 2]], None, None, "at least two persons"),
        ([[1, 2]], [1, 2], None, "at least two persons"),
        ([[1, 2]], None, np.eye(2), "at least two persons"),
        ([[1, None], [2, 3], [4, 4]], None, None, "missing"),
        ([[1, 3], [2, 3], [4, 3]], None, None, "no inverse"),
        ([[1, 2], [2, 4], [3, 6], [4, 8]], None, None, "no inverse"),
        ([[1, 2, 3], [2, 4, 1], [3, 3, 3]], None, None, "no inverse"),
        ([[1, 2]], [1, 2, 3], np.eye(2), "of the 2 items"),
        ([[1, 2]], [1, 2], np.eye(3), "of the 2 items"),
        ([[1, 2]], [1, None], np.eye(2), "missing"),
        ([[1, 2]], [1, 2], [[1, 0.5], [0.2, 1]], "symmetric"),
        ([[1, 2]], [1, 2], [[1, 2], [2, 1]], "no inverse"),
        ([[1, 2]], [1, 2], [[1, math.nan], [math.nan, 1]], "symmetric"),
        ([1, 2], [1, 2], np.eye(2), "persons by at least two items"),
    ],
)
def test_distances_that_do_not_exist_are_refused(
    scores: Any, mean: Any, covariance: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        mahalanobis_squared(scores, mean, covariance)


# --- contradictions ---------------------------------------------------------------------------------


def test_answers_two_or_more_apart_contradict_each_other() -> None:
    pairs = [(0, 1), (2, 3), (4, 5)]
    assert inconsistency_index([1, 2, 2, 4, 5, 1], pairs) == 2
    assert inconsistency_index([1, 2, 2, None, 5, 1], pairs) == 1
    counts = inconsistency_index([[1, 2, 2, 4, 5, 1], [3, 3, 3, 3, 3, 3]], pairs)
    assert np.asarray(counts).tolist() == [2, 0]


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [([], "at least one pair"), ([(0, 6)], "no column 6"), ([(0, 1, 2)], "name two columns")],
)
def test_pairs_that_are_none_are_refused(pairs: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        inconsistency_index([1, 2, 3, 4, 5, 1], pairs)
