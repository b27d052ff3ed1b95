"""Simulated people are what they are said to be: the model they are made from comes out of their answers."""

import numpy as np
import pytest
from numpy.random import default_rng

from assessments.instruments import COMPONENTS, instrument
from assessments.psychometrics.assumptions import (
    ASSUMED_ANSWER,
    ASSUMED_CORRELATIONS,
    ASSUMED_RETEST,
    ASSUMED_SD,
    HIGHER_ANSWER,
)
from assessments.psychometrics.reliability import cronbach_alpha
from assessments.psychometrics.scoring import score
from assessments.quality_notes import after_reversal
from assessments.simulation import at_random, honest, points, retest, straight_lines

EI50 = instrument("ei-50", 1)
PEOPLE = 4000
SLACK = 4 / PEOPLE**0.5  # four standard errors of a correlation near 0; fewer of all others


def columns(place: int) -> list[int]:
    return [item.position - 1 for item in EI50.items_of(COMPONENTS[place])]


@pytest.mark.parametrize("mean", [ASSUMED_ANSWER, HIGHER_ANSWER])
def test_honest_people_have_the_mean_spread_alpha_and_correlations_of_the_model(mean: float) -> None:
    answers = honest(PEOPLE, default_rng(1), mean)
    assert answers.shape == (PEOPLE, 50)
    assert set(np.unique(answers)) == {1, 2, 3, 4, 5}
    scores, turned = points(answers) / 25 + 1, after_reversal(answers.astype(float))
    for place, measure in enumerate(EI50.components):
        assert scores[:, place].mean() == pytest.approx(mean, abs=4 * ASSUMED_SD / PEOPLE**0.5)
        assert scores[:, place].std() == pytest.approx(ASSUMED_SD, rel=0.05)
        assert cronbach_alpha(turned[:, columns(place)]) == pytest.approx(measure.alpha, abs=0.02)
    found = np.asarray(np.corrcoef(scores, rowvar=False))
    codes = [one.code for one in COMPONENTS]
    for (one, other), stated in ASSUMED_CORRELATIONS.items():
        assert found[codes.index(one), codes.index(other)] == pytest.approx(stated, abs=SLACK)


def test_a_retest_correlates_as_assumed_though_alpha_is_higher() -> None:
    twice = retest(PEOPLE, default_rng(2))
    before, after = points(twice.before), points(twice.after)
    for place in range(5):
        found = np.corrcoef(before[:, place], after[:, place])[0, 1]
        assert found == pytest.approx(ASSUMED_RETEST, abs=0.03)
        assert after[:, place].mean() == pytest.approx(before[:, place].mean(), abs=1.5)


def test_a_true_change_moves_one_component_by_its_whole_amount_and_no_other() -> None:
    """2 SD of .75 scale points are 37.5 of 100; each person moves to the end that is further away."""
    still = retest(PEOPLE, default_rng(3))
    moved = retest(PEOPLE, default_rng(3), {COMPONENTS[1]: 2.0})
    before = points(moved.before)
    assert (before == points(still.before)).all()
    change = points(moved.after) - points(still.after)
    assert (change[:, [0, 2, 3, 4]] == 0).all()
    assert np.abs(change[:, 1]).mean() == pytest.approx(37.5, abs=1.0)
    assert change[before[:, 1] < 30, 1].mean() > 30
    assert change[before[:, 1] > 70, 1].mean() < -30


def test_points_are_those_of_the_product() -> None:
    answers = honest(20, default_rng(4))
    for row, simulated in zip(answers, points(answers), strict=True):
        given = {item.code: int(value) for item, value in zip(EI50.items, row, strict=True)}
        assert [one.points for one in score(EI50, given).components] == pytest.approx(simulated.tolist())


def test_others_tick_anything_or_one_thing() -> None:
    anything = at_random(PEOPLE, default_rng(5))
    shares = np.bincount(anything.ravel(), minlength=6)[1:] / anything.size
    assert shares == pytest.approx([0.2] * 5, abs=0.01)
    lines = straight_lines(7)
    assert lines[:, 0].tolist() == [1, 2, 3, 4, 5, 1, 2]
    assert (lines == lines[:, :1]).all()


def test_the_same_chance_gives_the_same_people() -> None:
    assert (honest(50, default_rng(6)) == honest(50, default_rng(6))).all()
    assert (honest(50, default_rng(6)) != honest(50, default_rng(7))).any()
