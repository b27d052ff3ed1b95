"""When two scores differ by more than the questionnaire's own error would usually give."""

import math
from dataclasses import dataclass

from assessments.psychometrics.assumptions import Z95
from assessments.psychometrics.reliability import normal_quantile


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """`statistic` = (after - before) / (sqrt 2 SEM), without a unit; `is_reliable` beyond 1.96 either way."""

    statistic: float
    is_reliable: bool


def reliable_change(before: float, after: float, sem: float) -> ReliableChange:
    """The reliable change index of Jacobson and Truax (1991); all three in the same unit.

    `sem` is the standard error of change: for a verdict it has to hold day-to-day error too, not alpha's
    alone.
    """
    if not (math.isfinite(before) and math.isfinite(after)):
        raise ValueError("Both scores must be finite numbers.")
    statistic = (after - before) / (math.sqrt(2) * _checked(sem))
    return ReliableChange(statistic=statistic, is_reliable=abs(statistic) > Z95)


def minimum_detectable_change(sem: float, confidence: float = 0.95) -> float:
    """The smallest difference that error alone would seldom give: z * sqrt 2 * SEM, in the unit of SEM."""
    return normal_quantile(confidence) * math.sqrt(2) * _checked(sem)


def _checked(sem: float) -> float:
    if not (math.isfinite(sem) and sem > 0):
        raise ValueError(f"The standard error must be a number above 0, not {sem!r}.")
    return sem
