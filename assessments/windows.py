"""Pulses taken together in fours: their means, the errors of these, and what two fours can say. Pure."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.instruments import Component, Measure
from assessments.psychometrics.change import minimum_detectable_change
from assessments.psychometrics.published import published_sem_of_change
from assessments.psychometrics.reliability import error_of_mean
from assessments.psychometrics.scoring import Blank
from assessments.reading import ComponentReading, ProfileReading, read_score
from assessments.verdicts import Verdict, judge

WINDOW = 4  # pulses that are taken together before two times are compared


@dataclass(frozen=True, slots=True)
class PulseScore:
    """One component of one pulse, with the errors stored with it; all in points, None where it is blank."""

    component: Component
    points: float | None
    sem: float | None
    sem_of_change: float | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """One pulse: the day on which it was finished, and its components in model order."""

    day: dt.date
    scores: tuple[PulseScore, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Four pulses that follow each other, as one profile of means.

    In `reading` the number answered is that of pulses with a score, of four. `sems_of_change` are the errors
    of the means to judge a change by, in model order.
    """

    first_day: dt.date
    day: dt.date
    reading: ProfileReading
    sems_of_change: tuple[float | None, ...]


def windows(pulses: Sequence[Pulse]) -> tuple[Window, ...]:
    """Every whole four, from the first pulse on; what is left over waits for the next four.

    No pulse counts in two windows, and a window never changes: what was said of it stays true. A component
    has a mean if at least half of the four have a score (the half rule once more); its error grows with
    every one that is missing.
    """
    whole = len(pulses) - len(pulses) % WINDOW
    return tuple(_window(pulses[start : start + WINDOW]) for start in range(0, whole, WINDOW))


def still_needed(taken: int) -> int:
    """How many pulses more until there are two windows to compare."""
    return max(0, 2 * WINDOW - taken)


def pulse_change_needed(measure: Measure, asked: int, many: int = 1) -> float:
    """The points by which the means of so many pulses each must differ before one test finds a change.

    With all `asked` statements answered in each, and the published figures.
    """
    return minimum_detectable_change(error_of_mean([published_sem_of_change(measure, asked)] * many))


def window_verdicts(before: Window, after: Window) -> tuple[Verdict, ...]:
    """The verdicts of a page on two windows, by the machinery of two sittings; all of them are to be shown.

    ValueError where a pulse counts in both, so that their errors would not be independent.
    """
    if before.day >= after.first_day:
        raise ValueError("Two windows are compared where the first ends before the second begins.")
    errors = zip(before.sems_of_change, after.sems_of_change, strict=True)
    return judge(before.reading, after.reading, [_of_both(*pair) for pair in errors])


def _of_both(before: float | None, after: float | None) -> float | None:
    """The error that both windows would have to have for the same error of their difference."""
    return None if before is None or after is None else math.sqrt((before**2 + after**2) / 2)


def _window(pulses: Sequence[Pulse]) -> Window:
    columns = list(zip(*(pulse.scores for pulse in pulses), strict=True))
    means = [_mean(column) for column in columns]
    return Window(
        first_day=pulses[0].day,
        day=pulses[-1].day,
        reading=ProfileReading(components=tuple(reading for reading, _error in means), far_apart=()),
        sems_of_change=tuple(error for _reading, error in means),
    )


def _mean(scores: Sequence[PulseScore]) -> tuple[ComponentReading, float | None]:
    """One component of four pulses: its reading, and the error of its mean to judge a change by."""
    found = [
        (one.points, one.sem, one.sem_of_change)
        for one in scores
        if one.points is not None and one.sem is not None and one.sem_of_change is not None
    ]
    blank = 2 * len(found) < WINDOW
    reading = ComponentReading(
        component=scores[0].component,
        answered=len(found),
        asked=WINDOW,
        blank=Blank.TOO_FEW_ANSWERS if blank else None,
        reading=None
        if blank
        else read_score(
            math.fsum(points for points, _sem, _change in found) / len(found),
            error_of_mean([sem for _points, sem, _change in found]),
        ),
    )
    return reading, None if blank else error_of_mean([change for _points, _sem, change in found])
