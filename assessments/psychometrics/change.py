"""When two scores differ by more than the questionnaire's own error would usually give."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.psychometrics.assumptions import Z95
from assessments.psychometrics.distributions import normal_quantile


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


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p, in the order given: of all verdicts below .05 even one is wrong in at most 5 % of families.

    The smallest is multiplied by m, the next by m - 1, and so on, never below the one before, never above 1
    (Holm 1979). ValueError for no p at all, or one outside 0 to 1.
    """
    order = _ranked(p_values)
    adjusted, highest = [0.0] * len(order), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * float(p_values[place])))
        adjusted[place] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p, in the order given: of the verdicts below .05 at most 5 % are wrong, on average.

    The one of rank i is multiplied by m / i, never above the one after it (Benjamini & Hochberg 1995).
    ValueError for no p at all, or one outside 0 to 1.
    """
    order = _ranked(p_values)
    adjusted, lowest = [0.0] * len(order), 1.0
    for rank, place in reversed(list(enumerate(order, start=1))):
        lowest = min(lowest, len(order) / rank * float(p_values[place]))
        adjusted[place] = lowest
    return adjusted


def _ranked(p_values: Sequence[float]) -> list[int]:
    """The places of the p-values, smallest first."""
    if not len(p_values):
        raise ValueError("There must be at least one p-value to adjust.")
    _check_p(p_values)
    return sorted(range(len(p_values)), key=lambda place: p_values[place])


def _check_p(p_values: Iterable[float]) -> None:
    for one in p_values:
        if not 0 <= one <= 1:
            raise ValueError(f"A p-value must lie between 0 and 1, not at {one!r}.")


def _checked(sem: float) -> float:
    if not (math.isfinite(sem) and sem > 0):
        raise ValueError(f"The standard error must be a number above 0, not {sem!r}.")
    return sem
