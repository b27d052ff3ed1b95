"""Reliability: worked examples from the literature, laws that must hold, and what is refused."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from assessments.psychometrics.distributions import normal_quantile
from assessments.psychometrics.one_factor import fit_one_factor
from assessments.psychometrics.reliability import (
    alpha_if_deleted,
    cronbach_alpha,
    error_of_mean,
    feldt_interval,
    item_total_correlations,
    omega_total,
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


def lsat() -> NDArray[np.int64]:
    patterns = [[pattern >> bit & 1 for bit in (4, 3, 2, 1, 0)] for pattern in range(32)]
    return np.repeat(patterns, LSAT6, axis=0)


def test_alpha_of_the_lsat_is_point_295() -> None:
    """As R's ltm::cronbach.alpha(LSAT) prints it; for 0/1 items alpha is KR-20."""
    table = lsat()
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


# --- the interval around alpha ----------------------------------------------------------------------


def test_the_interval_of_feldt_as_pingouin_prints_it() -> None:
    """pingouin.cronbach_alpha on the table above, pairwise: .7327 with [0.435, 0.909], by 12 persons."""
    low, high = feldt_interval(cronbach_alpha(WITH_GAPS, missing="pairwise"), persons=12, items=11)
    assert (round(low, 3), round(high, 3)) == (0.435, 0.909)


def test_the_interval_of_feldt_by_tables_of_f() -> None:
    """Alpha .85, 7 items, 89 persons: 1 - .15 F, scipy.stats.f.ppf(.975, 88, 528) = 1.35290081."""
    low, high = feldt_interval(0.85, persons=89, items=7)
    assert low == pytest.approx(1 - 0.15 * 1.35290081, abs=1e-8)
    assert high == pytest.approx(1 - 0.15 * 0.71222271, abs=1e-8)


@settings(max_examples=25)
@given(st.floats(-1, 0.99), st.integers(2, 3000), st.integers(2, 60))
def test_alpha_lies_in_its_interval_and_more_confidence_widens_it(
    alpha: float, persons: int, items: int
) -> None:
    # Nine in ten already: with two or three persons the middle of F lies off 1, and so off alpha.
    narrow, wide = (feldt_interval(alpha, persons, items, share) for share in (0.9, 0.99))
    assert wide[0] < narrow[0] < alpha < narrow[1] < wide[1] <= 1


def test_more_persons_narrow_the_interval() -> None:
    widths = [high - low for low, high in (feldt_interval(0.8, n, 10) for n in (30, 100, 1000, 10_000))]
    assert widths == sorted(widths, reverse=True)
    assert feldt_interval(1.0, 30, 10) == (1.0, 1.0)


def test_the_interval_holds_the_true_alpha_95_times_in_100() -> None:
    """4,000 samples of 40 persons on 5 parallel normal items that correlate .4: true alpha .7692."""
    chance = np.random.default_rng(3)
    common = chance.standard_normal((4000, 40, 1)) * math.sqrt(0.4)
    tables = common + chance.standard_normal((4000, 40, 5)) * math.sqrt(0.6)
    low, high = feldt_interval(0.0, 40, 5)  # 1 - (1 - alpha) F, so the quantiles can be had once
    alphas = np.array([definition(table) for table in tables])
    inside = (1 - (1 - alphas) * (1 - low) <= 10 / 13) & (1 - (1 - alphas) * (1 - high) >= 10 / 13)
    assert inside.mean() == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize(
    ("alpha", "persons", "items", "confidence", "sentence"),
    [
        (1.1, 30, 10, 0.95, "An alpha must be a number of at most 1"),
        (math.nan, 30, 10, 0.95, "An alpha must be a number of at most 1"),
        (-math.inf, 30, 10, 0.95, "An alpha must be a number of at most 1"),
        (0.8, 1, 10, 0.95, "at least two persons and two items"),
        (0.8, 30, 1, 0.95, "at least two persons and two items"),
        (0.8, 30, 10, 1.0, "The confidence must lie between 0 and 1"),
        (0.8, 30, 10, math.nan, "The confidence must lie between 0 and 1"),
    ],
)
def test_an_interval_that_does_not_exist_is_refused(
    alpha: float, persons: int, items: int, confidence: float, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        feldt_interval(alpha, persons, items, confidence)


# --- omega ------------------------------------------------------------------------------------------

# R's datasets::ability.cov (Smith & Stanley 1983): six tests, 112 persons, covariances row by row.
ABILITY = [[24.641, 5.991, 33.520, 6.023, 20.755, 29.701], [6.700, 18.137, 1.782, 4.936, 7.204]]
ABILITY += [[149.831, 19.424, 31.430, 50.753], [12.711, 4.757, 9.075], [52.604, 66.762], [135.292]]
# As ?ability.cov prints them for factanal(factors = 1, covmat = ability.cov).
UNIQUENESSES = [0.535, 0.853, 0.748, 0.910, 0.232, 0.280]
LOADINGS = [0.682, 0.384, 0.502, 0.300, 0.877, 0.849]


def persons_with(covariance: NDArray[np.float64], persons: int) -> NDArray[np.float64]:
    """A table whose covariance matrix is this one, to the last digits."""
    noise = np.random.default_rng(5).standard_normal((persons, len(covariance)))
    orthogonal, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return np.asarray(orthogonal * math.sqrt(persons - 1) @ np.linalg.cholesky(covariance).T)


def symmetric(rows: list[list[float]]) -> NDArray[np.float64]:
    upper = np.zeros((len(rows), len(rows)))
    for place, row in enumerate(rows):
        upper[place, place:] = row
    return upper + np.triu(upper, 1).T


def test_omega_follows_from_the_factor_that_r_finds() -> None:
    covariance = symmetric(ABILITY)
    spread = np.sqrt(np.diag(covariance))
    common = float((np.array(LOADINGS) * spread).sum()) ** 2
    expected = common / (common + float((np.array(UNIQUENESSES) * spread**2).sum()))
    assert omega_total(persons_with(covariance, 112)) == pytest.approx(expected, abs=1e-3)


def test_omega_of_three_items_is_in_closed_form() -> None:
    """With three items one factor fits exactly: the first loading is sqrt(c12 c13 / c23), and so on."""
    covariance = np.array([[4.0, 1.2, 1.5], [1.2, 2.0, 0.8], [1.5, 0.8, 3.0]])
    loadings = [math.sqrt(1.2 * 1.5 / 0.8), math.sqrt(1.2 * 0.8 / 1.5), math.sqrt(1.5 * 0.8 / 1.2)]
    table = persons_with(covariance, 50)
    assert omega_total(table) == pytest.approx(sum(loadings) ** 2 / covariance.sum(), abs=1e-9)


def test_omega_of_a_congeneric_test_is_what_it_was_made_of() -> None:
    loadings, own = np.array([0.9, 0.8, 0.7, 0.5, 0.4, 1.2]), np.array([0.4, 0.5, 0.6, 1.0, 0.9, 0.3])
    table = persons_with(np.outer(loadings, loadings) + np.diag(own), 200)
    assert omega_total(table) == pytest.approx(4.5**2 / (4.5**2 + 3.7), abs=1e-9)


def test_omega_equals_alpha_where_loadings_are_equal_and_passes_it_where_they_are_not() -> None:
    equal = persons_with(np.full((5, 5), 0.49) + np.diag([0.3, 0.5, 0.7, 0.4, 0.6]), 100)
    assert omega_total(equal) == pytest.approx(cronbach_alpha(equal), abs=1e-9)
    loadings = np.array([1.5, 1.0, 0.6, 0.3])
    unequal = persons_with(np.outer(loadings, loadings) + np.eye(4), 100)
    assert omega_total(unequal) > cronbach_alpha(unequal) + 0.01


def noisy(seed: int) -> NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    return chance.standard_normal((80, 1)) + chance.standard_normal((80, 6))


@given(st.integers(0, 10_000), st.permutations(range(6)))
def test_omega_does_not_depend_on_order_constants_reversal_or_unit(seed: int, order: list[int]) -> None:
    table = noisy(seed)
    expected = omega_total(table)
    assert 0 < expected < 1
    assert omega_total(table[:, order]) == pytest.approx(expected, abs=1e-7)
    assert omega_total(table[::-1] * 25 + np.arange(6) * 100) == pytest.approx(expected, abs=1e-7)
    assert omega_total(6 - table) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([[1, 2], [2, 3], [3, 3]], "at least three items"),
        (WITH_GAPS, "An answer is missing"),
        ([[1, 2, 3]], "at least two persons"),
        ([[1, 2, 3], [2, 3, 5], [3, 3, 4]], "more persons than items"),
        ([[1, 2, 3], [2, 3, 3], [3, 3, 3], [1, 4, 3]], "Item 3 does not vary"),
        (
            [[1, 2, 1], [2, 3, 2], [3, 3, 3], [1, 4, 1], [5, 1, 5]],
            "made up of the others|variance of its own",
        ),
        (
            [[1, 1, 2], [1, 2, 3], [2, 1, 3], [2, 2, 4], [1, 1, 2]],
            "made up of the others|variance of its own",
        ),
    ],
)
def test_scores_without_an_omega_are_refused_with_a_sentence(scores: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        omega_total(scores)


def test_items_without_a_common_factor_have_no_omega() -> None:
    with pytest.raises(ValueError, match="no common factor"):
        omega_total(persons_with(np.eye(4), 30))


def test_a_search_that_does_not_settle_is_refused() -> None:
    with pytest.raises(ValueError, match="did not settle"):
        fit_one_factor(symmetric(ABILITY), iterations=3)
    assert fit_one_factor(symmetric(ABILITY)).loadings.shape == (6,)


def test_an_item_that_would_need_more_than_all_its_variance_has_no_omega() -> None:
    """A Heywood case: c12 c13 / c23 = 1.62 of a variance of 1."""
    covariance = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.5], [0.9, 0.5, 1.0]])
    covariance += np.eye(3) * 0.15
    with pytest.raises(ValueError, match="no variance of its own"):
        omega_total(persons_with(covariance, 30))


@given(st.integers(0, 10_000), st.integers(3, 6), st.integers(2, 30))
def test_noise_has_an_omega_between_0_and_1_or_is_refused(seed: int, items: int, more: int) -> None:
    """Never a silent number: what one factor does not describe is told as such."""
    table = np.random.default_rng(seed).standard_normal((items + more, items))
    try:
        found = omega_total(table)
    except ValueError as refused:
        assert str(refused).endswith("so there is no omega.")
    else:
        assert 0 <= found < 1


def test_a_search_that_overshoots_is_brought_back() -> None:
    """Three items of pure noise of which one factor can make nothing; a whole step would fit worse."""
    chance = np.random.default_rng(13)
    with pytest.raises(ValueError, match="no variance of its own"):
        omega_total(chance.standard_normal((22, 3)))
    close = np.array([[1.0, 0.62, 0.62], [0.62, 1.0, 0.39], [0.62, 0.39, 1.0]])
    exact = [math.sqrt(0.62 * 0.62 / 0.39), math.sqrt(0.39), math.sqrt(0.39)]
    assert omega_total(persons_with(close, 40)) == pytest.approx(sum(exact) ** 2 / close.sum(), abs=1e-7)


# --- single items -----------------------------------------------------------------------------------


def test_items_of_the_lsat_as_r_describes_them() -> None:
    """ltm::descript(LSAT) (Rizopoulos 2006): alpha excluding each item, biserial correlation excluded."""
    assert alpha_if_deleted(lsat()).round(4).tolist() == [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]
    assert item_total_correlations(lsat()).round(4).tolist() == [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]


@given(TABLES)
def test_single_items_follow_their_definitions(table: NDArray[np.int64]) -> None:
    rest = [np.delete(table, item, axis=1) for item in range(table.shape[1])]
    assume(all(np.ptp(item) for item in table.T) and all(np.ptp(others.sum(axis=1)) for others in rest))
    expected = [
        np.corrcoef(item, others.sum(axis=1))[0, 1] for item, others in zip(table.T, rest, strict=True)
    ]
    assert item_total_correlations(table) == pytest.approx(expected, abs=1e-9)
    if table.shape[1] > 2:
        assert alpha_if_deleted(table) == pytest.approx([cronbach_alpha(others) for others in rest], abs=1e-9)


@given(st.integers(0, 10_000), st.permutations(range(6)))
def test_figures_of_items_move_with_their_items(seed: int, order: list[int]) -> None:
    table = noisy(seed)
    for figures in (item_total_correlations, alpha_if_deleted):
        assert figures(table[:, order]) == pytest.approx(figures(table)[order], abs=1e-9)
        assert figures(6 - table + 100) == pytest.approx(figures(table), abs=1e-9)


@pytest.mark.parametrize(
    ("figures", "scores", "sentence"),
    [
        (item_total_correlations, [[1], [2]], "at least two items"),
        (item_total_correlations, [[1, 2]], "at least two persons"),
        (item_total_correlations, WITH_GAPS, "An answer is missing"),
        (item_total_correlations, [[1, 2], [1, 3], [1, 4]], "Item 1 does not vary"),
        (item_total_correlations, [[1, 1, 5], [2, 2, 4], [3, 3, 3], [3, 5, 1]], "others' sum does not vary"),
        (alpha_if_deleted, [[1, 2], [2, 3]], "at least three"),
        (alpha_if_deleted, [[1, 2, 3]], "at least two persons"),
        (alpha_if_deleted, WITH_GAPS, "An answer is missing"),
        (alpha_if_deleted, [[1, 1, 5], [2, 1, 4], [3, 1, 3]], "do not vary"),
    ],
)
def test_items_without_figures_are_refused_with_a_sentence(
    figures: Callable[[Any], Any], scores: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        figures(scores)


def test_four_alike_have_half_the_error_of_one() -> None:
    assert error_of_mean([17.1] * 4) == pytest.approx(17.1 / 2)
    assert error_of_mean([3.0, 4.0]) == pytest.approx(2.5)
    assert error_of_mean([9.0]) == 9.0


@pytest.mark.parametrize("errors", [[], [0.0], [1.0, -1.0], [math.nan], [math.inf]])
def test_a_mean_has_no_error_without_errors_of_its_scores(errors: list[float]) -> None:
    with pytest.raises(ValueError, match=r"at least one score|a number above 0"):
        error_of_mean(errors)
