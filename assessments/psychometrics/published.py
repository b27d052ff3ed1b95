"""Standard errors out of 100 from the published alphas, until an organisation's own figures take over.

Both take the number of answers that the score rests on. The error of k of a scale's n items is that of the
whole times sqrt(n / k): three of ten in the pulse are less exact, and so is a score with statements left out.
"""

import math

from assessments.instruments import Measure
from assessments.psychometrics.assumptions import ASSUMED_RETEST, ASSUMED_SD, POINTS_PER_STEP
from assessments.psychometrics.reliability import standard_error_of_measurement


def published_sem(measure: Measure, answered: int) -> float:
    """The error of one score: 0.75 sqrt(1 - alpha) scale points, times 25; alpha the lowest published."""
    return _sem(measure, measure.alpha, answered)


def published_sem_of_change(measure: Measure, answered: int) -> float:
    """The error to judge a change by: with the lower of the published alpha and the assumed retest."""
    return _sem(measure, min(measure.alpha, ASSUMED_RETEST), answered)


def _sem(measure: Measure, reliability: float, answered: int) -> float:
    if not 1 <= answered <= measure.published_items:
        raise ValueError(f"A score rests on 1 to {measure.published_items} answers here, not on {answered}.")
    whole = standard_error_of_measurement(ASSUMED_SD, reliability) * POINTS_PER_STEP
    return whole * math.sqrt(measure.published_items / answered)
