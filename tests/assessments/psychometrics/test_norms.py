"""How a score stands among others, and that nothing is shown below the floors."""

import math
from statistics import mean, stdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics import floors
from assessments.psychometrics.norms import NormStatement, mid_rank_percentile, norm_statement, t_score

SAMPLES = st.lists(st.floats(0, 100), min_size=1, max_size=60)
HUNDRED = [float(score) for score in range(1, 101)]


def test_the_percentile_counts_equal_scores_half() -> None:
    """scipy.stats.percentileofscore(kind="mean"): [1, 2, 3, 4] at 3 is 62.5, [1, 2, 3, 3, 4] at 3 is 60."""
    assert mid_rank_percentile(3, [1, 2, 3, 4]) == 62.5
    assert mid_rank_percentile(3, [1, 2, 3, 3, 4]) == 60.0
    assert mid_rank_percentile(0, [1, 2]) == 0.0
    assert mid_rank_percentile(9, [1, 2]) == 100.0


@given(SAMPLES, st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_never_has_a_lower_percentile(sample: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= mid_rank_percentile(low, sample) <= mid_rank_percentile(high, sample) <= 100


@given(SAMPLES, st.floats(0, 100))
def test_seen_from_above_the_percentile_is_what_is_left_of_100(sample: list[float], score: float) -> None:
    turned = mid_rank_percentile(-score, [-one for one in sample])
    assert turned == pytest.approx(100 - mid_rank_percentile(score, sample))
    assert mid_rank_percentile(score, sample[::-1]) == mid_rank_percentile(score, sample)


def test_a_t_score_puts_the_mean_at_50_and_a_standard_deviation_at_10() -> None:
    """An IQ of 115 is T 60, of 130 T 70."""
    assert [t_score(iq, 100, 15) for iq in (100, 115, 130, 85)] == [50, 60, 70, 40]


@pytest.mark.parametrize(
    ("score", "mean", "sd"), [(1, 1, 0), (1, 1, -1), (1, 1, math.nan), (math.nan, 1, 1), (1, math.inf, 1)]
)
def test_a_t_score_that_does_not_exist_is_refused(score: float, mean: float, sd: float) -> None:
    with pytest.raises(ValueError, match="finite numbers|above 0"):
        t_score(score, mean, sd)


@pytest.mark.parametrize("statement", [mid_rank_percentile, norm_statement])
@pytest.mark.parametrize(
    ("score", "sample"), [(1, []), (1, [1, None]), (1, [1, math.inf]), (math.nan, [1, 2]), (1, ["a"])]
)
def test_a_score_or_sample_that_is_none_is_refused(statement: Any, score: float, sample: Any) -> None:
    with pytest.raises(ValueError, match=r"at least one|missing|finite|numbers"):
        statement(score, sample)


def test_the_floors_are_those_of_the_method_page() -> None:
    norms = (floors.QUARTER_FLOOR, floors.PERCENTILE_FLOOR, floors.T_SCORE_FLOOR, floors.OTHERS_IN_A_GROUP)
    assert norms == (50, 100, 200, 5)
    assert [floors.may_show_reliability(n) for n in (29, 30)] == [False, True]
    assert [floors.may_use_local_figures(n) for n in (99, 100)] == [False, True]
    assert [floors.may_use_local_retest(n) for n in (49, 50)] == [False, True]
    assert (floors.RATERS_FLOOR, floors.ROUNDS_FLOOR) == (4, 30)


def test_what_is_said_grows_with_the_number_of_others() -> None:
    everyone = [float(score) for score in np.linspace(0, 100, 400)]
    assert norm_statement(60, everyone[:49]) == NormStatement(49)
    assert norm_statement(60, everyone[:49]).is_empty
    assert norm_statement(60, everyone[::8]) == NormStatement(50, quarter=3)
    assert norm_statement(60, everyone[::4]) == NormStatement(100, quarter=3, percentile=60)
    full = norm_statement(60, everyone[::2])
    assert (full.persons, full.quarter, full.percentile) == (200, 3, 60)
    assert full.t_score == pytest.approx(t_score(60, mean(everyone[::2]), stdev(everyone[::2])))
    assert not full.is_empty


@pytest.mark.parametrize(
    ("score", "quarter", "percentile"),
    [(4, 1, None), (5, 1, 5), (50, 2, 50), (75, 3, 75), (96, 4, 96), (97, 4, None), (1000, 4, None)],
)
def test_no_percentile_is_said_with_fewer_than_five_on_one_side(
    score: float, quarter: int, percentile: int | None
) -> None:
    assert norm_statement(score, HUNDRED) == NormStatement(100, quarter, percentile)


def test_no_quarter_is_named_in_which_fewer_than_five_others_stand() -> None:
    """96 alike and four above: the top quarter holds those four."""
    assert norm_statement(9, [3.0] * 96 + [9.0] * 4) == NormStatement(100)
    assert norm_statement(3, [3.0] * 96 + [9.0] * 4) == NormStatement(100, quarter=2, percentile=48)


def test_others_who_are_all_alike_have_no_t_score() -> None:
    assert norm_statement(3, [3.0] * 250) == NormStatement(250, quarter=3, percentile=50)


def test_nothing_is_shown_below_a_floor_in_a_thousand_random_organisations() -> None:
    chance = np.random.default_rng(11)
    shown = {"quarter": 0, "percentile": 0, "t_score": 0}
    for _ in range(1000):
        persons = int(chance.integers(1, 320))
        sample = np.round(chance.normal(55, chance.uniform(0.5, 20), persons) / 2.5) * 2.5
        score = float(chance.choice([*sample, *chance.uniform(0, 100, 3)]))
        found = norm_statement(score, sample)
        below, above = (sample <= score).sum(), (sample >= score).sum()
        assert found.persons == persons
        assert found.quarter is None or persons >= 50
        assert found.percentile is None or (persons >= 100 and min(below, above) >= 5)
        assert found.t_score is None or (persons >= 200 and found.percentile is not None)
        for name in shown:
            shown[name] += getattr(found, name) is not None
    assert min(shown.values()) > 200  # or the floors held nothing back
