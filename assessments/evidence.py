"""What an organisation's answers say about the questionnaire: worked out from a table of answers. Pure.

A person counts once, with her first sitting in which she answered every statement. Below a floor a figure is
not made at all, so that nothing can show it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.instruments import HIGHEST, LOWEST, Component, Instrument
from assessments.psychometrics.assumptions import POINTS_PER_STEP
from assessments.psychometrics.change import holm
from assessments.psychometrics.dif import mantel_haenszel_dif
from assessments.psychometrics.floors import (
    QUARTER_FLOOR,
    may_compare_groups,
    may_show_reliability,
    may_use_local_retest,
)
from assessments.psychometrics.norms import NormStatement, norm_statement
from assessments.psychometrics.reliability import cronbach_alpha, feldt_interval, omega_total
from assessments.psychometrics.tables import Table

SCHEMA = 1
Answers = NDArray[np.int64] | NDArray[np.int8]  # persons x statements, 1 to 5 as given, in the order asked
AGREES = 3  # after reversal an answer above this speaks for the part
LARGE_DELTA = 1.5  # on the scale of the Educational Testing Service: a large difference
ROUNDING = 1e-6  # points
LEVEL = 0.05  # of the tests of all statements together


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One part. `mean` and `sd` in points out of 100; alpha and omega None where they cannot be worked out.

    `counts` are people by the sum of their answers, from the lowest possible sum on; empty below the floor of
    norms.
    """

    component: str
    mean: float
    sd: float
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    omega: float | None
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """Whether statements work alike for the people who answered early and late: how many were compared, and
    the codes of those with a large difference."""

    groups: tuple[int, int]
    compared: int
    large: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All of one release; `parts` is empty below the floor of reliability."""

    persons: int
    parts: tuple[PartFigures, ...] = ()
    drift: Drift | None = None


@dataclass(frozen=True, slots=True)
class RetestFigures:
    """How the same people's first and second scores correlate, by part; None where they do not differ."""

    persons: int
    correlations: tuple[tuple[str, float | None], ...] = ()


def work_out(instrument: Instrument, answers: Answers) -> Figures:
    """The figures of complete `answers`, a row a person, in the order in which the people entered."""
    persons = len(answers)
    if not may_show_reliability(persons):
        return Figures(persons)
    turned = after_reversal(instrument, answers)
    return Figures(
        persons=persons,
        parts=tuple(
            _part(one.component, turned[:, _columns(instrument, one.component)])
            for one in instrument.components
        ),
        drift=_drift(instrument, turned),
    )


def work_out_retest(instrument: Instrument, first: Answers, second: Answers) -> RetestFigures:
    """How scores of the same people go together the second time, row by row."""
    persons = len(first)
    if not may_use_local_retest(persons):
        return RetestFigures(persons)
    before, after = after_reversal(instrument, first), after_reversal(instrument, second)
    return RetestFigures(
        persons,
        tuple(
            (
                one.component.code,
                _correlation(*(table[:, _columns(instrument, one.component)] for table in (before, after))),
            )
            for one in instrument.components
        ),
    )


def standing(figures: Figures, component: str, points: float, own: float | None) -> NormStatement:
    """What may be said of a score out of 100 among the others of a release.

    `own` is the asker's score in it, which is taken out; None where she is not in it.
    """
    part = next((one for one in figures.parts if one.component == component), None)
    if part is None or not part.counts:
        return NormStatement(figures.persons - (own is not None))
    grid = np.arange(len(part.counts)) * 100 / (len(part.counts) - 1)
    scores = np.repeat(grid, part.counts)
    if own is not None:
        scores = np.delete(scores, int(np.abs(scores - own).argmin()))
    # A score that was reckoned in another order of steps is still equal to the same score of others.
    nearest = float(grid[np.abs(grid - points).argmin()])
    return norm_statement(nearest if abs(nearest - points) < ROUNDING else points, scores)


def after_reversal(instrument: Instrument, answers: Answers) -> Table:
    """Answers in the order asked, those keyed - counted as 6 - x."""
    keys = np.array([item.key for item in instrument.items])
    return np.where(keys == 1, answers, LOWEST + HIGHEST - answers).astype(np.float64)


# --- as JSON ----------------------------------------------------------------------------------------


def as_json(figures: Figures | RetestFigures) -> dict[str, Any]:
    """What a release keeps."""
    return {"schema": SCHEMA, **asdict(figures)}


def read_figures(kept: Mapping[str, Any]) -> Figures:
    """The figures that a release kept."""
    drift = kept["drift"]
    return Figures(
        persons=kept["persons"],
        parts=tuple(PartFigures(**{**part, "counts": tuple(part["counts"])}) for part in kept["parts"]),
        drift=drift and Drift(tuple(drift["groups"]), drift["compared"], tuple(drift["large"])),
    )


def read_retest(kept: Mapping[str, Any]) -> RetestFigures:
    """The same for the second sittings."""
    return RetestFigures(kept["persons"], tuple((code, found) for code, found in kept["correlations"]))


# --- one part ---------------------------------------------------------------------------------------


def _part(component: Component, scores: Table) -> PartFigures:
    persons, items = scores.shape
    alpha = _or_none(lambda: cronbach_alpha(scores))
    low, high = (None, None) if alpha is None else feldt_interval(alpha, persons, items)
    points = _points(scores)
    sums = scores.sum(axis=1).astype(np.int64) - LOWEST * items
    return PartFigures(
        component=component.code,
        mean=float(points.mean()),
        sd=float(points.std(ddof=1)),
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        omega=_or_none(lambda: omega_total(scores)),
        counts=_counts(sums, items) if persons >= QUARTER_FLOOR else (),
    )


def _counts(sums: NDArray[np.int64], items: int) -> tuple[int, ...]:
    return tuple(int(one) for one in np.bincount(sums, minlength=(HIGHEST - LOWEST) * items + 1))


def _points(scores: Table) -> Table:
    return np.asarray((scores.mean(axis=1) - LOWEST) * POINTS_PER_STEP)


def _columns(instrument: Instrument, component: Component) -> list[int]:
    return [item.position - 1 for item in instrument.items_of(component)]


def _correlation(before: Table, after: Table) -> float | None:
    one, other = _points(before), _points(after)
    if not np.ptp(one) or not np.ptp(other):
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _or_none(make: Callable[[], float]) -> float | None:
    """A figure that these answers do not give (nobody differs, no common factor) is none."""
    try:
        return make()
    except ValueError:
        return None


# --- early and late ---------------------------------------------------------------------------------


def _drift(instrument: Instrument, turned: Table) -> Drift | None:
    """The first half of the people against the second, each statement matched within its part.

    A difference is large where |delta| is at least 1.5 and beyond chance, Holm over all statements compared.
    """
    early = len(turned) // 2
    if not may_compare_groups(early):
        return None
    late = np.arange(len(turned)) >= early
    found: list[tuple[str, float, float]] = []
    for one in instrument.components:
        columns = _columns(instrument, one.component)
        found += _compared(
            [instrument.items[column].code for column in columns], turned[:, columns] > AGREES, late
        )
    adjusted = holm([p for _code, p, _delta in found]) if found else []
    large = tuple(
        code
        for (code, _p, delta), p in zip(found, adjusted, strict=True)
        if p < LEVEL and abs(delta) >= LARGE_DELTA
    )
    return Drift((early, len(turned) - early), len(found), large)


def _compared(
    codes: Sequence[str], agreed: NDArray[np.bool_], late: NDArray[np.bool_]
) -> list[tuple[str, float, float]]:
    """Code, p and delta of each statement of one part; none where its answers cannot be compared."""
    try:
        tests = mantel_haenszel_dif(agreed, late)
    except ValueError:
        return []
    return [(code, one.p_value, one.delta) for code, one in zip(codes, tests, strict=True)]
