"""Standard errors out of 100, from the published alphas until an organisation's own figures take over.

All take the number of answers that the score rests on. The error of k of a scale's n items is that of the
whole times sqrt(n / k): three of ten in the pulse are less exact, and so is a score with statements left out.
"""

import math

from assessments.instruments import Measure
from assessments.psychometrics.assumptions import ASSUMED_RETEST, ASSUMED_SD, POINTS_PER_STEP
from assessments.psychometrics.reliability import standard_error_of_measurement


def published_sem(measure: Measure, answered: int) -> float:
    """The error of one score: 0.75 sqrt(1 - alpha) scale points, times 25; alpha the lowest published."""
    return error_of_score(ASSUMED_SD, measure.alpha, measure.published_items, answered)


def published_sem_of_change(measure: Measure, answered: int) -> float:
    """The error to judge a change by: with the lower of the published alpha and the assumed retest."""
    reliability = min(measure.alpha, ASSUMED_RETEST)
    return error_of_score(ASSUMED_SD, reliability, measure.published_items, answered)


def error_of_score(sd: float, reliability: float, items: int, answered: int) -> float:
    """The error of a score of `answered` statements, in points; `sd` in scale points, `reliability` that of
    all `items`.
    """
    if not 1 <= answered <= items:
        raise ValueError(f"A score rests on 1 to {items} answers here, not on {answered}.")
    whole = standard_error_of_measurement(sd, reliability) * POINTS_PER_STEP
    return whole * math.sqrt(items / answered)
