"""Whether items work differently for two groups: a published table, exact cases, and what is refused."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assessments.psychometrics.dif import logistic_dif, mantel_haenszel_dif

# Admissions to Berkeley, 1973 (Bickel, Hammel & O'Connell 1975): men admitted and not, women admitted and
# not, by department.
BERKELEY = [(512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391)]
BERKELEY += [(138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317)]


def as_test(strata: list[tuple[int, int, int, int]]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Responses in which item 1 is what was counted and the total score is the stratum: 1, 2, ..."""
    rows: list[list[int]] = []
    focal: list[bool] = []
    for total, counts in enumerate(strata, start=1):
        for count, (right, group) in zip(counts, [(1, 0), (0, 0), (1, 1), (0, 1)], strict=True):
            rest = [int(place < total - right) for place in range(len(strata))]
            rows += [[right, *rest]] * count
            focal += [bool(group)] * count
    return np.array(rows), np.array(focal)


def test_berkeley_as_r_prints_it() -> None:
    """mantelhaen.test(UCBAdmissions): X-squared = 1.4269, p-value = 0.2323, common odds ratio 0.9046968."""
    found = mantel_haenszel_dif(*as_test(BERKELEY))[0]
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p_value == pytest.approx(0.2323, abs=5e-5)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)
    assert found.delta == pytest.approx(-2.35 * math.log(0.9046968), abs=1e-6)


def test_groups_that_are_quite_alike_are_not_corrected_into_a_difference() -> None:
    # Nothing lies beyond chance here: less half a person for continuity it must not become a square above 0.
    found = mantel_haenszel_dif(*as_test([(10, 10, 10, 10), (20, 10, 20, 10)]))[0]
    assert (found.chi_square, found.p_value) == (0, 1)
    assert found.odds_ratio == pytest.approx(1)


def test_the_likelihood_ratio_of_two_total_scores_is_in_closed_form() -> None:
    """With two totals the model with both is saturated: 2 sum of O ln(O / E) of independence, summed."""
    strata = [(30, 20, 15, 35), (40, 10, 25, 25)]
    expected = 0.0
    for a, b, c, d in strata:
        table = np.array([[a, b], [c, d]], dtype=float)
        even = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        expected += 2 * float((table * np.log(table / even)).sum())
    found = logistic_dif(*as_test(strata))[0]
    assert found.both == pytest.approx(expected, abs=1e-8)
    assert found.both_p_value == pytest.approx(math.exp(-expected / 2))


def newton(columns: NDArray[Any], answers: NDArray[Any]) -> float:
    """-2 log likelihood, person by person: the same thing the slow way."""
    slopes = np.zeros(columns.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-columns @ slopes))
        information = (columns * (chance * (1 - chance))[:, None]).T @ columns
        slopes = slopes + np.linalg.solve(information, columns.T @ (answers - chance))
    chance = 1 / (1 + np.exp(-columns @ slopes))
    return float(-2 * (answers * np.log(chance) + (1 - answers) * np.log(1 - chance)).sum())


def people(seed: int, harder: float = 0.0, steeper: float = 1.0) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """600 people and 8 items; the first is harder or steeper for the 250 of the focal group."""
    chance = np.random.default_rng(seed)
    focal = np.arange(600) < 250
    ability, difficulty = chance.standard_normal((600, 1)), np.linspace(-1.2, 1.2, 8)
    logits = 1.3 * (ability - difficulty)
    logits[focal, 0] = 1.3 * steeper * logits[focal, 0] / 1.3 - harder
    return (chance.random((600, 8)) < 1 / (1 + np.exp(-logits))).astype(int), focal


def test_grouped_logistic_regression_is_that_of_persons() -> None:
    responses, focal = people(1, harder=0.7)
    total, group = responses.sum(axis=1), focal.astype(float)
    columns = np.column_stack([np.ones(600), total, group, total * group])
    for item, found in enumerate(logistic_dif(responses, focal)):
        plain, even, full = (newton(columns[:, :width], responses[:, item]) for width in (2, 3, 4))
        assert found.both == pytest.approx(plain - full, abs=1e-6)
        assert found.uniform == pytest.approx(plain - even, abs=1e-6)
        assert 0 <= found.uniform <= found.both


def test_an_item_that_is_harder_for_one_group_is_found_and_the_others_are_not() -> None:
    responses, focal = people(2, harder=1.2)
    first, *others = mantel_haenszel_dif(responses, focal)
    assert first.p_value < 0.001
    assert first.odds_ratio > 1.5
    assert first.delta < -1
    assert all(one.p_value > 0.01 for one in others)
    assert logistic_dif(responses, focal)[0].uniform_p_value < 0.001


def test_a_slope_that_differs_shows_only_where_both_are_asked() -> None:
    responses, focal = people(3, steeper=0.05)
    found = logistic_dif(responses, focal)[0]
    assert found.both - found.uniform > 6.63


def test_without_difference_one_item_in_twenty_is_found_by_chance() -> None:
    found = [one for seed in range(40) for one in mantel_haenszel_dif(*people(seed))]
    assert np.mean([one.p_value < 0.05 for one in found]) == pytest.approx(0.04, abs=0.02)
    both = [one for seed in range(40) for one in logistic_dif(*people(seed))]
    assert np.mean([one.both_p_value < 0.05 for one in both]) == pytest.approx(0.05, abs=0.025)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.permutations(range(8)))
def test_items_keep_their_figures_in_another_order(seed: int, order: list[int]) -> None:
    responses, focal = people(seed)
    figures, moved = mantel_haenszel_dif(responses, focal), mantel_haenszel_dif(responses[:, order], focal)
    for place, item in enumerate(order):
        assert moved[place].chi_square == pytest.approx(figures[item].chi_square, rel=1e-9)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_reversing_items_or_groups_turns_the_odds_round(seed: int) -> None:
    responses, focal = people(seed)
    first = mantel_haenszel_dif(responses, focal)[0]
    for turned in (mantel_haenszel_dif(1 - responses, focal)[0], mantel_haenszel_dif(responses, ~focal)[0]):
        assert turned.chi_square == pytest.approx(first.chi_square, rel=1e-9)
        assert turned.odds_ratio == pytest.approx(1 / first.odds_ratio, rel=1e-9)
        assert turned.delta == pytest.approx(-first.delta, abs=1e-9)
    turned_lr = logistic_dif(1 - responses, ~focal)[0]
    assert turned_lr.both == pytest.approx(logistic_dif(responses, focal)[0].both, abs=1e-6)


def test_where_one_group_never_misses_the_odds_have_no_end() -> None:
    responses, focal = as_test([(20, 0, 10, 10), (20, 0, 15, 5)])
    found = mantel_haenszel_dif(responses, focal)[0]
    assert (found.odds_ratio, found.delta) == (math.inf, -math.inf)
    turned = mantel_haenszel_dif(responses, ~focal)[0]
    assert (turned.odds_ratio, turned.delta) == (0.0, math.inf)
    assert 0 < logistic_dif(responses, focal)[0].both < math.inf


@pytest.mark.parametrize("method", [mantel_haenszel_dif, logistic_dif])
@pytest.mark.parametrize(
    ("responses", "focal", "sentence"),
    [
        ([[0, 1], [1, 2]], [True, False], "must be 0 or 1"),
        ([[0, 1], [1, None]], [True, False], "missing"),
        ([[0], [1]], [True, False], "at least two items"),
        ([[0, 1]], [True], "at least two persons"),
        ([[0, 1], [1, 0]], [True], "one true or false for each person"),
        ([[0, 1], [1, 0]], [2, 0], "one true or false for each person"),
        ([[0, 1], [1, 0]], [True, True], "Both groups"),
        ([[0, 1], [1, 0]], [False, False], "Both groups"),
        ([[0, 1], [1, 1]], [True, False], "Item 2 was answered alike by everyone"),
    ],
)
def test_responses_that_cannot_be_compared_are_refused(
    method: Callable[..., Any], responses: Any, focal: Any, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        method(responses, focal)


def test_groups_that_never_meet_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="On item 1 no total score holds both groups"):
        mantel_haenszel_dif([[0, 0, 1], [0, 1, 0], [1, 1, 0], [1, 0, 1]], [True, True, False, False])


def test_totals_that_do_not_vary_match_nothing() -> None:
    with pytest.raises(ValueError, match="do not vary"):
        logistic_dif([[0, 1], [1, 0], [0, 1], [1, 0]], [True, True, False, False])
