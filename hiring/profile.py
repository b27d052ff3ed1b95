"""The numbers of a candidate's profile: each score with its ranges, and nothing that adds them up. Pure.

There is no total, no rank and no cut-off here, and no count of what was left out: none of them may reach
whoever decides.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assessments.instruments import Component, Instrument
from assessments.psychometrics.intervals import Range, likely_range, one_sem_range, retest_range
from assessments.psychometrics.published import published_sem
from assessments.psychometrics.scoring import score


@dataclass(frozen=True, slots=True)
class Measured:
    """One score out of 100 with its ranges: exact for the drawing, whole points for the sentence.

    `sem` is its standard error.
    """

    points: float
    sem: float
    inner: Range
    likely: Range
    retest: Range

    @property
    def spoken(self) -> int:
        return whole(self.points)


@dataclass(frozen=True, slots=True)
class Line:
    """One component; `measured` is None where fewer than half of its statements were answered."""

    component: Component
    measured: Measured | None


def profile(asked: Instrument, answers: Mapping[str, int | None]) -> tuple[Line, ...]:
    """The switched-on components in the model's order, never that of the scores."""
    scored = score(asked, answers).components
    return tuple(
        Line(
            one.component,
            None if one.points is None else _measured(one.points, published_sem(measure, one.answered)),
        )
        for measure, one in zip(asked.components, scored, strict=True)
    )


def whole(points: float) -> int:
    """Points as they are said: to the nearest whole, a half upwards."""
    return math.floor(points + 0.5)


def _measured(points: float, sem: float) -> Measured:
    return Measured(
        points, sem, one_sem_range(points, sem), likely_range(points, sem), retest_range(points, sem)
    )
