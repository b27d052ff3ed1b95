"""The ranges around a score out of 100: what fits the answers, and what a retest may give."""

import math
from dataclasses import dataclass

from assessments.psychometrics.assumptions import Z95

FLOOR, CEILING = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high` out of 100, and whether an end was cut off because the scale ends there."""

    low: float
    high: float
    clipped_low: bool
    clipped_high: bool

    @property
    def is_clipped(self) -> bool:
        """Whether either end was cut off."""
        return self.clipped_low or self.clipped_high


def likely_range(score: float, sem: float) -> Range:
    """The range that fits the answers: score ± 1.96 SEM. It holds the true score 95 % of the time."""
    return _range(score, sem, Z95)


def retest_range(score: float, sem: float) -> Range:
    """Where another score soon would be no surprise: score ± 1.96 sqrt 2 SEM, since both scores have error.

    The likely range holds a retest only 83 % of the time.
    """
    return _range(score, sem, Z95 * math.sqrt(2))


def one_sem_range(score: float, sem: float) -> Range:
    """The inner range of the chart: score ± 1 SEM. It holds the true score 68 % of the time."""
    return _range(score, sem, 1.0)


def _range(score: float, sem: float, width: float) -> Range:
    if not FLOOR <= score <= CEILING:
        raise ValueError(f"The score must lie between 0 and 100, not at {score!r}.")
    if not (math.isfinite(sem) and sem > 0):
        raise ValueError(f"The standard error must be a number above 0, not {sem!r}.")
    low, high = score - width * sem, score + width * sem
    return Range(
        low=max(low, FLOOR), high=min(high, CEILING), clipped_low=low < FLOOR, clipped_high=high > CEILING
    )
