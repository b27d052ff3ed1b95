"""A person's own score beside those of others: mean, spread, agreement, and how sure the gap is. Pure."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.instruments import HIGHEST, Component, Instrument, Measure
from assessments.psychometrics.agreement import rwg
from assessments.psychometrics.assumptions import POINTS_PER_STEP
from assessments.psychometrics.change import holm
from assessments.psychometrics.distributions import f_quantile, f_share
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.psychometrics.published import published_sem
from assessments.psychometrics.scoring import score

LEVEL = 0.05  # how often any of the gaps that are called out on a page may be no gap
MOST_FREEDOM = 1000.0  # from here on t is the normal to three digits


@dataclass(frozen=True, slots=True)
class Others:
    """What others gave: their number, mean and standard deviation out of 100, and rwg from 0 to 1."""

    people: int
    mean: float
    spread: float
    agreement: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Others minus self, in points. `detectable` is the smallest that error alone would seldom give;
    `beyond_error` whether it is more than that among all gaps of the page (Holm)."""

    points: float
    detectable: float
    adjusted_p: float
    beyond_error: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One component. `own` and `others` are None where there are too few answers; then there is no gap."""

    component: Component
    own: float | None
    others: Others | None
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class _Error:
    """The standard error of a gap, and the degrees of freedom that it was estimated with."""

    size: float
    freedom: float


def compare(
    form: Instrument, own_answers: Mapping[str, int | None], values: Mapping[str, Sequence[float]]
) -> tuple[Compared, ...]:
    """Every component of `form`: her own answers to the same statements beside the raters' scores.

    `values` are the scores out of 100 by component code, one a rater. Below the floor of four nothing is
    reckoned. The error of a gap has two sources: her own score's SEM for so few statements, and the standard
    error of the raters' mean, who are taken as a sample of the people who know her. It is judged by t with
    (n - 1) / share degrees of freedom, where share is the raters' part of the squared error; the SEM counts
    as known. Welch and Satterthwaite's (n - 1) / share² calls out a gap that is none in up to 7.4 % of
    rounds where four raters differ widely (by simulation, after Holm); this in at most 4.7 %.
    """
    mine = score(form, {item.code: own_answers.get(item.code) for item in form.items})
    rows = []
    for measure, own in zip(form.components, mine.components, strict=True):
        others = _others(values.get(measure.component.code, ()))
        error = _error(measure, own.answered, others) if others and own.points is not None else None
        rows.append((measure.component, own.points, others, error))
    return _with_gaps(rows)


def _others(values: Sequence[float]) -> Others | None:
    if len(values) < RATERS_FLOOR or len(set(values)) == 1:
        return None
    steps = [1 + value / POINTS_PER_STEP for value in values]
    return Others(
        people=len(values),
        mean=statistics.fmean(values),
        spread=statistics.stdev(values),
        agreement=rwg(steps, HIGHEST),
    )


def _error(measure: Measure, answered: int, others: Others) -> _Error:
    of_mean = others.spread**2 / others.people
    both = published_sem(measure, answered) ** 2 + of_mean
    freedom = (others.people - 1) * both / of_mean
    return _Error(math.sqrt(both), min(freedom, MOST_FREEDOM))


def _with_gaps(
    rows: Sequence[tuple[Component, float | None, Others | None, _Error | None]],
) -> tuple[Compared, ...]:
    chances = [
        1 - f_share(((others.mean - own) / error.size) ** 2, 1, error.freedom)
        for _component, own, others, error in rows
        if own is not None and others is not None and error is not None
    ]
    adjusted = iter(holm(chances) if chances else ())
    return tuple(
        Compared(
            component=component,
            own=own,
            others=others,
            gap=None
            if own is None or others is None or error is None
            else _gap(others.mean - own, error, next(adjusted)),
        )
        for component, own, others, error in rows
    )


def _gap(points: float, error: _Error, adjusted_p: float) -> Gap:
    return Gap(
        points=points,
        detectable=math.sqrt(f_quantile(1 - LEVEL, 1, error.freedom)) * error.size,
        adjusted_p=adjusted_p,
        beyond_error=adjusted_p < LEVEL,
    )
