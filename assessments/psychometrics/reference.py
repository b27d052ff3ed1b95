"""The fixed model of somebody who answers honestly: what answers to expect and how they go together.

Made from the published alphas, the assumed spread and the assumed correlations alone, so that it is the
same for everyone and changes with nobody's answers. Of a component with alpha a, spread s and k statements
that are all alike, the variance of an answer is k s^2 (1 - a (k - 1) / k), the covariance of two is a s^2,
and that of two from components whose scores correlate r is r s_1 s_2: the scores then have that spread, alpha
and r. Where the mean of a component lies is the least known, so the square of that doubt is added to all the
variances and covariances inside it: a group that describes itself higher or lower is not unusual for that.
"""

from dataclasses import dataclass

import numpy as np

from assessments.instruments import Component, Instrument, Measure
from assessments.psychometrics.assumptions import (
    ANSWER_DOUBT,
    ASSUMED_ANSWER,
    ASSUMED_CORRELATIONS,
    ASSUMED_SD,
)
from assessments.psychometrics.tables import Table


@dataclass(frozen=True, slots=True)
class ReferenceModel:
    """`mean` and `covariance` of the answers after reversal, in the order the statements are asked."""

    mean: Table
    covariance: Table


def reference_model(instrument: Instrument) -> ReferenceModel:
    """The model of a full form: one whose components ask all the statements that their alphas belong to."""
    items = instrument.items
    measures = {measure.component: measure for measure in instrument.components}
    for component, measure in measures.items():
        if len(instrument.items_of(component)) != measure.published_items:
            raise ValueError(f"{instrument.key} does not ask the whole of the published scales.")
    covariance = np.array(
        [[_shared(measures[one.component], measures[other.component]) for other in items] for one in items]
    )
    np.fill_diagonal(covariance, [own_variance(measures[item.component]) for item in items])
    same = np.array([[one.component == other.component for other in items] for one in items])
    covariance += ANSWER_DOUBT**2 * same
    return ReferenceModel(mean=np.full(len(items), ASSUMED_ANSWER), covariance=covariance)


def own_variance(measure: Measure) -> float:
    """The variance of one answer, in squared scale points."""
    items = measure.published_items
    return float(items * ASSUMED_SD**2 * (1 - measure.alpha * (items - 1) / items))


def shared_variance(measure: Measure) -> float:
    """The covariance of two answers of the same component."""
    return measure.alpha * ASSUMED_SD**2


def correlation(one: Component, other: Component) -> float:
    """The assumed correlation between the scores of two components, whichever is named first."""
    if one == other:
        return 1.0
    pair = (one.code, other.code)
    return ASSUMED_CORRELATIONS[pair if pair in ASSUMED_CORRELATIONS else pair[::-1]]


def _shared(one: Measure, other: Measure) -> float:
    if one.component == other.component:
        return shared_variance(one)
    return correlation(one.component, other.component) * ASSUMED_SD**2
