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


@dataclass(frozen=True, slots=True)
class Pull:
    """A group of people among whom a score has this `reliability`: ranges lie around what is drawn in to
    their `mean`, since an extreme score is more often lucky or unlucky than a middling one (Kelley).
    """

    mean: float
    reliability: float

    def centre(self, score: float) -> float:
        """Of the ranges around a score: mean + r (score - mean)."""
        return self.mean + self.reliability * (score - self.mean)


def likely_range(score: float, sem: float, pull: Pull | None = None) -> Range:
    """The range that fits the answers: score ± 1.96 SEM. It holds the true score 95 % of the time.

    With the mean of a group: true_score_interval, which is centre ± 1.96 sqrt(r) SEM.
    """
    return _range(score, sem, likely_margin(sem, pull), pull)


def retest_range(score: float, sem: float, pull: Pull | None = None) -> Range:
    """Where another score soon would be no surprise: score ± 1.96 sqrt 2 SEM, since both scores have error.

    The likely range holds a retest only 83 % of the time. With the mean of a group: the second score as the
    first forecasts it, centre ± 1.96 SD sqrt(1 - r²), which is centre ± 1.96 sqrt(1 + r) SEM.
    """
    return _range(score, sem, Z95 * math.sqrt(1 + _reliability(pull)) * sem, pull)


def one_sem_range(score: float, sem: float, pull: Pull | None = None) -> Range:
    """The inner range of the chart: score ± 1 SEM. It holds the true score 68 % of the time."""
    return _range(score, sem, math.sqrt(_reliability(pull)) * sem, pull)


def likely_margin(sem: float, pull: Pull | None = None) -> float:
    """Half the width of the likely range, before the scale cuts it off."""
    return Z95 * math.sqrt(_reliability(pull)) * sem


def _reliability(pull: Pull | None) -> float:
    """Without a group nothing is drawn in, as if the score were all that is known."""
    return 1.0 if pull is None else pull.reliability


def _range(score: float, sem: float, margin: float, pull: Pull | None) -> Range:
    if not FLOOR <= score <= CEILING:
        raise ValueError(f"The score must lie between 0 and 100, not at {score!r}.")
    if not (math.isfinite(sem) and sem > 0):
        raise ValueError(f"The standard error must be a number above 0, not {sem!r}.")
    centre = score if pull is None else pull.centre(score)
    low, high = centre - margin, centre + margin
    return Range(
        low=max(low, FLOOR), high=min(high, CEILING), clipped_low=low < FLOOR, clipped_high=high > CEILING
    )
