"""How a score stands among others, and what of that may be shown: the floors decide."""

import math
from dataclasses import dataclass

import numpy as np

from assessments.psychometrics.floors import (
    OTHERS_IN_A_GROUP,
    PERCENTILE_FLOOR,
    QUARTER_FLOOR,
    T_SCORE_FLOOR,
)
from assessments.psychometrics.tables import Row, Table, read_complete_row


@dataclass(frozen=True, slots=True)
class NormStatement:
    """What may be said of one score among `persons` others; None for whatever may not.

    `quarter` is 1 (lowest) to 4, from 50 others on. `percentile` is whole, 1 to 99, from 100 on and said in
    words ("about 70 of 100"). `t_score` is from 200 on. Show `persons` and the date with any of them.
    """

    persons: int
    quarter: int | None = None
    percentile: int | None = None
    t_score: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing may be said."""
        return self.quarter is None and self.percentile is None and self.t_score is None


def mid_rank_percentile(score: float, sample: Row) -> float:
    """The percentage of `sample` below `score`, equal ones counted half. From 0 to 100.

    ValueError for an empty sample, a missing or infinite number.
    """
    return _percentile(_finite(score), read_complete_row(sample))


def t_score(score: float, mean: float, sd: float) -> float:
    """The score where the group's mean is 50 and its standard deviation 10: 50 + 10 (score - mean) / sd."""
    if not (math.isfinite(score) and math.isfinite(mean)):
        raise ValueError("Score and mean must be finite numbers.")
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"The standard deviation must be a number above 0, not {sd!r}.")
    return 50 + 10 * (score - mean) / sd


def norm_statement(score: float, sample: Row) -> NormStatement:
    """What may be said of `score` among the `sample` of the others' scores; the person's own is not in it.

    Below 50 others: nothing. 50 to 99: the quarter. 100 to 199: the percentile too. From 200: the T score
    too. No group is named in which fewer than 5 others stand: a quarter needs 5 others in it; a percentile
    needs 5 others not above the score and 5 not below it; a T score needs both, and scores that vary.

    ValueError for an empty sample, a missing or infinite number.
    """
    others = read_complete_row(sample)
    score = _finite(score)
    persons = int(others.size)
    if persons < QUARTER_FLOOR:
        return NormStatement(persons)
    quarter = _quarter(score, others)
    sides = min(int((others <= score).sum()), int((others >= score).sum()))
    if quarter is None or sides < OTHERS_IN_A_GROUP or persons < PERCENTILE_FLOOR:
        return NormStatement(persons, quarter)
    percentile = min(99, max(1, math.floor(_percentile(score, others) + 0.5)))
    return NormStatement(persons, quarter, percentile, _t_score(score, others))


def _percentile(score: float, sample: Table) -> float:
    below, equal = int((sample < score).sum()), int((sample == score).sum())
    return 100 * (2 * below + equal) / (2 * int(sample.size))


def _quarter(score: float, others: Table) -> int | None:
    """The quarter of the score, where at least five others stand in it with her."""
    mine = _quarter_of(_percentile(score, others))
    _values, counts = np.unique(others, return_counts=True)
    places = 100 * (2 * counts.cumsum() - counts) / (2 * others.size)  # _percentile of each value
    beside = sum(
        int(count) for place, count in zip(places, counts, strict=True) if _quarter_of(float(place)) == mine
    )
    return mine if beside >= OTHERS_IN_A_GROUP else None


def _quarter_of(percentile: float) -> int:
    return min(4, 1 + int(percentile // 25))


def _t_score(score: float, others: Table) -> float | None:
    if others.size < T_SCORE_FLOOR or not np.ptp(others):
        return None
    return t_score(score, float(others.mean()), float(others.std(ddof=1)))


def _finite(score: float) -> float:
    if not math.isfinite(score):
        raise ValueError(f"The score must be a finite number, not {score!r}.")
    return float(score)
