"""Two rules by which answers start a talk about how they were given. Nothing is deleted or corrected by them.

(a) Careless-same: one long run of equal answers, or answers that hardly vary. (b) Random-like: answers
further from the fixed reference model than all but 3 % of simulated honest people's. Either is enough. The
other figures are detail, and how long a page took enters nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np

from assessments.instruments import HIGHEST, LOWEST, Component, Instrument, instrument
from assessments.psychometrics.quality import (
    even_odd_consistency,
    inconsistency_index,
    intra_individual_variability,
    longstring,
    mahalanobis_squared,
)
from assessments.psychometrics.reference import ReferenceModel, reference_model
from assessments.psychometrics.tables import Table

KEY, VERSION = "ei-50", 1  # the form that the rules are tuned for
LONGEST_RUN = 25  # equal answers in a row: half the questionnaire
LEAST_VARIABILITY = 0.3  # scale points; all answered alike but four statements by one point gives .27
HONEST_SHARE = 0.97  # of simulated honest people lie at most so far from the reference model:
FARTHEST = 67.9
LEAST_ANSWERS = 25  # below half the statements, no rule says anything

# The order in which a component's five positive and five negative statements are handed over, so that each
# half gets as many of both: p1 m2 p3 m4 p5 | m1 p2 m3 p4 m5.
HALVES = (("+", 0), ("-", 0), ("-", 1), ("+", 1), ("+", 2), ("-", 2), ("-", 3), ("+", 3), ("+", 4), ("-", 4))


class Note(StrEnum):
    """Why a talk is worth it."""

    CARELESS_SAME = "careless-same"
    RANDOM_LIKE = "random-like"


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found; the last two are detail and enter no note. None where too little was answered."""

    notes: tuple[Note, ...]
    answered: int
    longstring: int | None
    variability: float | None
    distance: float | None
    even_odd: float | None
    inconsistencies: int | None


def read_quality(answers: Mapping[str, int | None]) -> Quality:
    """Judge one person's answers to the full form, by item code; None or left out is not answered.

    The distance is that of the answered statements from their part of the model. It is compared with the
    limit for all fifty, so leaving statements out can only make a note rarer.
    """
    items = _form().items
    row = np.array([_number(answers.get(item.code)) for item in items])
    answered = int((~np.isnan(row)).sum())
    if answered < LEAST_ANSWERS:
        return Quality((), answered, None, None, None, None, None)
    turned = after_reversal(row)
    run, spread, distance = longstring(row), intra_individual_variability(row), _distance(turned)
    even_odd = float(even_odd_consistency([turned], halves())[0])
    counted = inconsistency_index(turned, pairs())
    assert isinstance(counted, int)  # of one row
    return Quality(
        notes=notes(run, spread, distance),
        answered=answered,
        longstring=run,
        variability=spread,
        distance=distance,
        even_odd=None if np.isnan(even_odd) else even_odd,
        inconsistencies=counted,
    )


def notes(run: int, spread: float, distance: float) -> tuple[Note, ...]:
    """The two rules."""
    found = []
    if run >= LONGEST_RUN or spread < LEAST_VARIABILITY:
        found.append(Note.CARELESS_SAME)
    if distance > FARTHEST:
        found.append(Note.RANDOM_LIKE)
    return tuple(found)


def after_reversal(answers: Table) -> Table:
    """Answers in the order asked (last axis), those keyed - counted as 6 - x."""
    return np.where(_keys() == 1, answers, LOWEST + HIGHEST - answers)


def halves() -> list[list[int]]:
    """The columns of each component in the order p1 m1 m2 p2 p3 m3 m4 p4 p5 m5, for even_odd_consistency."""
    return [_halved(measure.component) for measure in _form().components]


def pairs() -> list[tuple[int, int]]:
    """The statements that say the opposite of each other: p1 with m1, p2 with m2, ... of each component."""
    return [
        pair
        for measure in _form().components
        for pair in zip(*_by_key(measure.component).values(), strict=True)
    ]


@cache
def model() -> ReferenceModel:
    """The reference model of the form."""
    return reference_model(_form())


def _form() -> Instrument:
    return instrument(KEY, VERSION)


@cache
def _keys() -> Table:
    return np.array([float(item.key) for item in _form().items])


def _by_key(component: Component) -> dict[str, list[int]]:
    items = [item for item in _form().items if item.component == component]
    return {
        "+": [item.position - 1 for item in items if item.key == 1],
        "-": [item.position - 1 for item in items if item.key == -1],
    }


def _halved(component: Component) -> list[int]:
    columns = _by_key(component)
    return [columns[key][place] for key, place in HALVES]


def _distance(turned: Table) -> float:
    there = ~np.isnan(turned)
    covariance = model().covariance[np.ix_(there, there)]
    return float(mahalanobis_squared([turned[there]], model().mean[there], covariance)[0])


def _number(answer: int | None) -> float:
    return float("nan") if answer is None else float(answer)
