"""Agreement over many rounds: against published figures, agreement.icc, and below the floor nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from assessments.psychometrics.agreement import icc
from assessments.rounds.agreeing import (
    RaterFigures,
    agreement,
    as_json,
    read_raters,
    work_out_raters,
)

# Shrout and Fleiss (1979), table 2: six targets, four judges.
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
EVERY = ("SR", "MO", "EM", "SS")


def rounds_of(persons: int, raters: int = 5, true: float = 10.0) -> list[dict[str, list[float]]]:
    """People who differ by `true` points, raters who differ by ten about each of them."""
    chance = default_rng(persons)
    return [
        {
            code: list(60 + true * chance.standard_normal() + 10 * chance.standard_normal(raters))
            for code in EVERY
        }
        for _ in range(persons)
    ]


def test_with_equally_many_raters_it_is_what_shrout_and_fleiss_print() -> None:
    """Their table 4: ICC(1, 1) = .17, ICC(1, 4) = .44."""
    found = agreement("SR", SHROUT)
    assert (round(found.icc1, 2), round(found.icck or 0, 2)) == (0.17, 0.44)
    assert found.icc1 == pytest.approx(icc(SHROUT).icc1, abs=1e-12)
    assert found.icck == pytest.approx(icc(SHROUT).icc1k, abs=1e-12)


def test_the_range_is_that_of_shrout_and_fleiss() -> None:
    """Of the same table by R's psych::ICC: ICC1 from -.13 to .72 with 95 %."""
    found = agreement("SR", SHROUT)
    assert (round(found.low, 2), round(found.high, 2)) == (-0.13, 0.72)


def test_with_unequally_many_raters_n0_stands_for_their_number() -> None:
    """Worked out step by step: means 2, 6, 11, within 14 / 6, n0 = (9 - 29 / 9) / 2."""
    groups = [[1.0, 3.0], [5.0, 6.0, 7.0], [9.0, 10.0, 12.0, 13.0]]
    total, squares = 9, 4 + 9 + 16
    centre = (4 + 18 + 44) / total
    between = (2 * (2 - centre) ** 2 + 3 * (6 - centre) ** 2 + 4 * (11 - centre) ** 2) / 2
    within, each = (2 + 2 + 10) / 6, (total - squares / total) / 2
    found = agreement("SR", groups)
    assert found.icc1 == pytest.approx((between - within) / (between + (each - 1) * within), abs=1e-12)
    assert found.icck == pytest.approx(1 - within / between, abs=1e-12)


@given(
    st.lists(st.lists(st.floats(0, 100), min_size=4, max_size=9), min_size=3, max_size=12), st.floats(-50, 50)
)
def test_a_constant_more_and_another_order_change_nothing(groups: list[list[float]], more: float) -> None:
    groups[0] = [0.0, 100.0, 20.0, 30.0]  # somebody about whom raters differ
    found = agreement("EM", groups)
    moved = agreement("EM", [[one + more for one in reversed(group)] for group in reversed(groups)])
    assert found.icc1 == pytest.approx(moved.icc1, abs=1e-6)
    assert -1 <= found.icc1 <= 1
    assert found.low <= found.icc1 <= found.high


def test_the_truth_is_found_again() -> None:
    """Half of the variance is between people: ICC(1) .50, and of five raters' mean 5 / 6."""
    found = work_out_raters(rounds_of(2000))
    for part in found.parts:
        assert part.low < 0.5 < part.high
        assert part.icck == pytest.approx(5 / 6, abs=0.03)


@pytest.mark.parametrize(("persons", "parts"), [(0, 0), (29, 0), (30, 4), (200, 4)])
def test_below_thirty_rounds_there_is_no_figure(persons: int, parts: int) -> None:
    found = work_out_raters(rounds_of(persons))
    assert (found.persons, len(found.parts)) == (persons, parts)
    assert found.raters == (5 if parts else 0)


def test_what_is_kept_reads_back_as_it_was() -> None:
    for figures in (RaterFigures(7), work_out_raters(rounds_of(40))):
        assert read_raters(as_json(figures)) == figures


def test_where_all_means_are_the_same_the_mean_tells_nothing() -> None:
    found = agreement("SS", [[40.0, 60.0], [30.0, 70.0]])
    assert (found.icck, found.icc1) == (None, -1.0)


@pytest.mark.parametrize("groups", [[], [[1.0, 2.0]], [[1.0, 2.0], [3.0]]])
def test_too_few_are_refused(groups: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="at least two of them, with two ratings each"):
        agreement("SR", groups)


def test_raters_who_never_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="never differ"):
        agreement("SR", [[1.0, 1.0], [3.0, 3.0]])
