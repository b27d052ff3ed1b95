"""Reliability: worked examples from the literature, laws that must hold, and what is refused."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from assessments.psychometrics.reliability import (
    cronbach_alpha,
    normal_quantile,
    spearman_brown,
    standard_error_of_measurement,
    true_score_interval,
)

# Shrout & Fleiss (1979), table 2: six targets, four judges. Their ICC(3, 4), printed as .91, is alpha.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

# LSAT section 6 (Bock & Lieberman 1970): how many of 1,000 gave each pattern 00000 to 11111.
LSAT6 = [3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80]
LSAT6 += [16, 56, 21, 173, 11, 61, 28, 298]

# Eleven questions, twelve persons, four answers missing (real-statistics.com, in pingouin as
# cronbach_wide_missing). R's psych::alpha: .7326608 with use = "pairwise", .8016949 with "complete.obs".
WITH_GAPS: list[list[float | None]] = [
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0],
    [None, 0, 1, 1, None, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0],
    [0, 1, None, 0, 1, 1, 1, 1, 0, 0, 0],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0],
    [1, 0, 0, 1, 0, 1, 0, 0, None, 0, 0],
    [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
]

TABLES = arrays(
    np.int64, st.tuples(st.integers(3, 12), st.integers(2, 8)), elements=st.integers(1, 5)
).filter(lambda table: bool(table.sum(axis=1).var() > 0))


def definition(table: NDArray[Any]) -> float:
    """Alpha as Cronbach prints it, from the variances of items and of totals."""
    items = table.shape[1]
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1)))


def test_alpha_of_shrout_and_fleiss_is_their_icc_3k() -> None:
    assert cronbach_alpha(SHROUT_FLEISS) == pytest.approx(0.9093, abs=5e-5)


def test_alpha_of_the_lsat_is_point_295() -> None:
    """As R's ltm::cronbach.alpha(LSAT) prints it; for 0/1 items alpha is KR-20."""
    patterns = [[pattern >> bit & 1 for bit in (4, 3, 2, 1, 0)] for pattern in range(32)]
    table = np.repeat(patterns, LSAT6, axis=0)
    assert table.shape == (1000, 5)
    assert table.mean(axis=0).tolist() == [0.924, 0.709, 0.553, 0.763, 0.87]
    assert cronbach_alpha(table) == pytest.approx(0.295, abs=5e-4)


def test_missing_answers_are_handled_as_r_does() -> None:
    assert cronbach_alpha(WITH_GAPS, missing="pairwise") == pytest.approx(0.732660835214447, abs=1e-12)
    assert cronbach_alpha(WITH_GAPS, missing="listwise") == pytest.approx(0.8016949152542373, abs=1e-12)


def test_missing_answers_are_refused_unless_said_otherwise() -> None:
    with pytest.raises(ValueError, match="An answer is missing; choose listwise or pairwise"):
        cronbach_alpha(WITH_GAPS)


def test_parallel_items_give_1() -> None:
    assert cronbach_alpha([[1, 1, 1], [2, 2, 2], [5, 5, 5]]) == pytest.approx(1.0, abs=1e-12)


def test_an_item_that_everyone_answers_alike_counts_as_an_item() -> None:
    assert cronbach_alpha([[1, 1, 3], [2, 2, 3], [5, 5, 3]]) == pytest.approx(3 / 2 * (1 - 1 / 2), abs=1e-12)


@given(TABLES)
def test_alpha_follows_its_definition(table: NDArray[np.int64]) -> None:
    assert cronbach_alpha(table) == pytest.approx(definition(table), rel=1e-9, abs=1e-9)


@given(TABLES)
def test_without_gaps_the_three_ways_agree(table: NDArray[np.int64]) -> None:
    expected = cronbach_alpha(table)
    assert cronbach_alpha(table, missing="listwise") == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert cronbach_alpha(table, missing="pairwise") == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_persons_and_items_does_not_matter(table: NDArray[np.int64], chance: Any) -> None:
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    assert cronbach_alpha(table[rows][:, columns]) == pytest.approx(cronbach_alpha(table), rel=1e-9, abs=1e-9)


@given(TABLES, st.integers(-1000, 1000), st.sampled_from([-2.0, 0.01, 1.0, 300.0]))
def test_a_shift_of_an_item_and_another_unit_change_nothing(
    table: NDArray[np.int64], shift: int, unit: float
) -> None:
    moved = table * unit + np.arange(table.shape[1]) * shift
    assert cronbach_alpha(moved) == pytest.approx(cronbach_alpha(table), rel=1e-6, abs=1e-6)


@given(TABLES)
def test_reversing_all_items_changes_nothing_and_so_does_reversing_twice(table: NDArray[np.int64]) -> None:
    assert cronbach_alpha(6 - table) == pytest.approx(cronbach_alpha(table), rel=1e-9, abs=1e-9)
    assert cronbach_alpha(6 - (6 - table)) == cronbach_alpha(table)


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([[1], [2], [3]], "at least two items"),
        ([1, 2, 3], "at least two items"),
        ([], "at least two items"),
        ([[1, 2]], "at least two persons"),
        (np.empty((0, 3)), "at least two persons"),
        ([[3, 3], [3, 3], [3, 3]], "do not vary"),
        (np.full((7, 3), 0.1), "do not vary"),
        ([[1, 5], [5, 1], [2, 4]], "do not vary"),
        ([[0.1, 0.5], [0.5, 0.1], [0.2, 0.4]], "do not vary"),
        ([[1, math.inf], [2, 3]], "finite"),
        ([["1", "2"], ["2", "3"]], "must be numbers"),
        ([[None, "2"], ["2", "3"]], "must be numbers"),
        ([["a", "b"], ["c", "d"]], "rows of the same length"),
        ([[1, 2], [3]], "rows of the same length"),
        ([[1 + 2j, 2], [3, 4]], "must be numbers"),
        ([[object(), 2], [3, 4]], "must be numbers"),
    ],
)
def test_scores_without_an_alpha_are_refused_with_a_sentence(scores: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        cronbach_alpha(scores)


def test_two_items_that_no_two_persons_both_answered_have_no_pairwise_alpha() -> None:
    apart: list[list[float | None]] = [[1, None], [2, None], [None, 3], [4, 5]]
    with pytest.raises(ValueError, match="at least two persons who answered the same items"):
        cronbach_alpha(apart, missing="pairwise")


def test_an_unknown_way_with_missing_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="not by 'mean'"):
        cronbach_alpha(SHROUT_FLEISS, missing="mean")  # type: ignore[arg-type]


def test_spearman_brown_doubles_and_shortens() -> None:
    assert spearman_brown(0.5, 2) == pytest.approx(2 / 3)
    assert [round(spearman_brown(alpha, 0.3), 2) for alpha in (0.81, 0.87)] == [0.56, 0.67]
    assert spearman_brown(-0.5, 2) == pytest.approx(-2.0)
    assert spearman_brown(0.7, 1) == pytest.approx(0.7)


@given(st.floats(0.01, 0.99), st.floats(0.1, 10))
def test_lengthening_and_shortening_by_the_same_factor_gives_back_the_reliability(
    r: float, factor: float
) -> None:
    assert spearman_brown(spearman_brown(r, factor), 1 / factor) == pytest.approx(r, rel=1e-9)


@pytest.mark.parametrize(
    ("r", "factor"), [(0.5, 0), (0.5, -1), (0.5, math.nan), (0.5, math.inf), (1.1, 2), (-1, 2)]
)
def test_a_forecast_that_does_not_exist_is_refused(r: float, factor: float) -> None:
    with pytest.raises(ValueError, match="factor of length|A reliability"):
        spearman_brown(r, factor)


def test_nan_is_no_reliability() -> None:
    with pytest.raises(ValueError, match="must lie between"):
        spearman_brown(math.nan, 2)
    with pytest.raises(ValueError, match="must lie between"):
        standard_error_of_measurement(15, math.nan)


def test_the_error_of_measurement_of_an_iq_scale() -> None:
    """The textbook case: sd 15, reliability .91 gives 4.5."""
    assert standard_error_of_measurement(15, 0.91) == pytest.approx(4.5)
    assert standard_error_of_measurement(15, 1) == 0.0
    assert standard_error_of_measurement(15, 0) == 15.0


def test_the_true_score_is_pulled_towards_the_mean() -> None:
    """Score 130, mean 100, sd 15, reliability .9: centre 127, half width 1.96 * 15 * .3 = 8.82."""
    low, high = true_score_interval(130, 100, 15, 0.9)
    assert (low + high) / 2 == pytest.approx(127)
    assert (high - low) / 2 == pytest.approx(8.82, abs=5e-4)
    assert true_score_interval(130, 100, 15, 1) == (130, 130)
    assert true_score_interval(130, 100, 15, 0) == (100, 100)


def test_more_confidence_asks_for_a_wider_interval() -> None:
    widths = [
        high - low for low, high in (true_score_interval(130, 100, 15, 0.9, c) for c in (0.68, 0.95, 0.99))
    ]
    assert widths == sorted(widths)
    assert widths[1] == pytest.approx(2 * normal_quantile(0.95) * 15 * 0.3)


def test_the_quantile_of_95_percent() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959963985, abs=1e-9)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, math.nan])
def test_a_confidence_outside_0_to_1_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="The confidence must lie between 0 and 1"):
        true_score_interval(130, 100, 15, 0.9, confidence)


@pytest.mark.parametrize(
    ("score", "mean", "sd", "reliability", "sentence"),
    [
        (math.nan, 100, 15, 0.9, "Score and mean must be finite"),
        (130, math.inf, 15, 0.9, "Score and mean must be finite"),
        (130, 100, 0, 0.9, "standard deviation must be a number above 0"),
        (130, 100, math.nan, 0.9, "standard deviation must be a number above 0"),
        (130, 100, 15, 1.01, "The reliability must lie between 0 and 1"),
        (130, 100, 15, -0.1, "The reliability must lie between 0 and 1"),
    ],
)
def test_an_interval_from_impossible_figures_is_refused(
    score: float, mean: float, sd: float, reliability: float, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        true_score_interval(score, mean, sd, reliability)


@given(st.integers(2, 200), st.lists(st.floats(0.01, 1e6), min_size=2, max_size=8))
def test_persons_who_all_answer_alike_have_no_alpha(persons: int, answers: list[float]) -> None:
    with pytest.raises(ValueError, match="do not vary"):
        cronbach_alpha(np.tile(answers, (persons, 1)))
