"""The fixed model of an honest person: what it is made of comes out of it again."""

import numpy as np
import pytest

from assessments.instruments import COMPONENTS, Component, component, instrument
from assessments.psychometrics.assumptions import ANSWER_DOUBT, ASSUMED_CORRELATIONS, ASSUMED_SD
from assessments.psychometrics.reference import correlation, reference_model

EI50 = instrument("ei-50", 1)
MODEL = reference_model(EI50)


def columns(one: Component) -> list[int]:
    return [item.position - 1 for item in EI50.items_of(one)]


@pytest.mark.parametrize("place", range(5))
def test_scores_have_the_published_alpha_and_the_assumed_spread(place: int) -> None:
    measure = EI50.components[place]
    block = MODEL.covariance[np.ix_(columns(measure.component), columns(measure.component))]
    block = block - ANSWER_DOUBT**2
    alpha = 10 / 9 * (1 - np.trace(block) / block.sum())
    assert alpha == pytest.approx(measure.alpha)
    assert block.sum() / 100 == pytest.approx(ASSUMED_SD**2)


def test_scores_correlate_as_stated() -> None:
    for (one, other), stated in ASSUMED_CORRELATIONS.items():
        block = MODEL.covariance[np.ix_(columns(component(one)), columns(component(other)))]
        assert block.mean() / ASSUMED_SD**2 == pytest.approx(stated)


def test_each_pair_of_components_is_stated_once() -> None:
    pairs = {frozenset(pair) for pair in ASSUMED_CORRELATIONS}
    assert len(pairs) == len(ASSUMED_CORRELATIONS) == 10
    first, second = COMPONENTS[:2]
    assert correlation(first, second) == correlation(second, first) == ASSUMED_CORRELATIONS["SA", "SR"]
    assert correlation(first, first) == 1.0


def test_the_model_is_a_covariance() -> None:
    assert MODEL.mean.shape == (50,)
    assert (MODEL.covariance == MODEL.covariance.T).all()
    assert np.linalg.eigvalsh(MODEL.covariance).min() > 0.5


def test_the_pulse_has_no_model() -> None:
    with pytest.raises(ValueError, match="ei-15 does not ask the whole"):
        reference_model(instrument("ei-15", 1))
