"""Simulated people who answer: honest, at random, in straight lines, once more later on, or in short forms.

What the verdicts and quality notes do is tried on them, and the method page prints what came out. All chance
comes from the generator that is handed in.

An honest person has a standing on each component, part of it lasting and part of the day. A statement is
answered from the standing and something of its own, both normal; four cuts turn the result into 1 to 5. The
cuts and shares are chosen so that answers have the mean, variance and covariances of the reference model
exactly (covariances of cut normals by their Hermite series), scores after some weeks the assumed retest.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from assessments.instruments import HIGHEST, LOWEST, Component, Measure, instrument
from assessments.psychometrics.assumptions import (
    ASSUMED_ANSWER,
    ASSUMED_RETEST,
    ASSUMED_SD,
    POINTS_PER_STEP,
)
from assessments.psychometrics.reference import correlation, own_variance, shared_variance
from assessments.psychometrics.tables import Table
from assessments.quality_notes import KEY, VERSION, after_reversal

Cuts = tuple[float, ...]
Answers = NDArray[np.int64]  # persons x statements, 1 to 5 as given, in the order asked

CUTS = (1.5, 2.5, 3.5, 4.5)  # between the five answers, before the normal is moved and stretched
TERMS = 40  # of the Hermite series
HALVINGS = 60
MIDDLE = (LOWEST + HIGHEST) / 2


@dataclass(frozen=True, slots=True)
class _Scale:
    """How one component is answered: cuts in standard normal units, and shares of variance.

    `common` is the share that a component's statements have in common, `lasting` the share of it that is
    still there some weeks later.
    """

    component: Component
    cuts: Cuts
    common: float
    lasting: float


Scales = tuple[_Scale, ...]


@dataclass(frozen=True, slots=True)
class Retest:
    """The same people twice; between the two only those in `changed` moved, as far as they were made to."""

    before: Answers
    after: Answers


def honest(people: int, chance: Generator, mean: float = ASSUMED_ANSWER) -> Answers:
    """People who answer honestly under the reference model, or one of another mean answer."""
    scales = _scales(mean)
    return _answers(scales, _standing(scales, _lasting(scales, people, chance), chance), chance)


def at_random(people: int, chance: Generator) -> Answers:
    """People who tick anything: each answer equally often."""
    return chance.integers(LOWEST, HIGHEST + 1, size=(people, len(_columns())))


def straight_lines(people: int) -> Answers:
    """People who tick one answer all the way down: 1, 2, 3, 4, 5, and again from 1."""
    lines = LOWEST + np.arange(people) % (HIGHEST - LOWEST + 1)
    return np.tile(lines[:, np.newaxis], (1, len(_columns())))


def retest(
    people: int,
    chance: Generator,
    changed: Mapping[Component, float] | None = None,
    mean: float = ASSUMED_ANSWER,
) -> Retest:
    """Honest people, twice. `changed` says by how many SD of a score a component truly moved in between.

    A true score is the score expected of a person's lasting standing. Each person moves by the whole amount,
    towards the end of the scale that is further away: near an end there is no room for it.
    """
    scales = _scales(mean)
    lasting = _lasting(scales, people, chance)
    later = _later(scales, lasting, changed or {})
    before, after = _standing(scales, lasting, chance), _standing(scales, later, chance)
    return Retest(before=_answers(scales, before, chance), after=_answers(scales, after, chance))


def fours(
    people: int,
    chance: Generator,
    changed: Mapping[Component, float] | None = None,
    mean: float = ASSUMED_ANSWER,
    each: int = 4,
) -> tuple[Table, Table]:
    """Honest people who take the short form `each` times, then as often again: their mean scores of both.

    Every time has a day of its own. `changed` as in `retest`, in between.
    """
    scales = _scales(mean)
    lasting = _lasting(scales, people, chance)
    before, after = (
        [pulse_points(_answers(scales, _standing(scales, one, chance), chance)) for _ in range(each)]
        for one in (lasting, _later(scales, lasting, changed or {}))
    )
    return np.asarray(np.mean(before, axis=0)), np.asarray(np.mean(after, axis=0))


def points(answers: Answers) -> Table:
    """Their scores out of 100, persons x components in model order."""
    return _points(answers, np.ones(len(_columns()), dtype=np.bool_))


def pulse_points(answers: Answers) -> Table:
    """Their scores from the statements of the short form alone."""
    return _points(answers, np.array([item.pulse for item in instrument(KEY, VERSION).items]))


def _points(answers: Answers, asked: NDArray[np.bool_]) -> Table:
    turned, columns = after_reversal(answers.astype(np.float64)), _columns()
    means = [turned[:, (columns == place) & asked].mean(axis=1) for place in range(columns.max() + 1)]
    return (np.column_stack(means) - LOWEST) * POINTS_PER_STEP


# --- how they answer --------------------------------------------------------------------------------


def _lasting(scales: Scales, people: int, chance: Generator) -> Table:
    return chance.standard_normal((people, len(scales))) @ _lasting_root(scales).T


def _standing(scales: Scales, lasting: Table, chance: Generator) -> Table:
    """The standing on one day, of variance 1: the lasting part and the day's own."""
    of_the_day = np.sqrt([1 - scale.lasting for scale in scales])
    return lasting + chance.standard_normal(lasting.shape) * of_the_day


def _answers(scales: Scales, standing: Table, chance: Generator) -> Answers:
    columns = _columns()
    common = np.array([scale.common for scale in scales])[columns]
    cuts = np.array([scale.cuts for scale in scales])[columns]
    own = chance.standard_normal((len(standing), len(columns)))
    leaning = standing[:, columns] * np.sqrt(common) + own * np.sqrt(1 - common)
    turned = LOWEST + (leaning[:, :, np.newaxis] > cuts).sum(axis=2)
    return after_reversal(turned.astype(np.float64)).astype(np.int64)


def _later(scales: Scales, lasting: Table, changed: Mapping[Component, float]) -> Table:
    columns = [
        _moved(scale, lasting[:, place], changed.get(scale.component, 0.0))
        for place, scale in enumerate(scales)
    ]
    return np.column_stack(columns)


def _moved(scale: _Scale, lasting: Table, amount: float) -> Table:
    """The lasting standing of which the expected answer is `amount` SD further from the nearer end."""
    if not amount:
        return lasting
    standings = np.linspace(-12, 12, 4801)
    expected = _expected(scale, standings)
    now = np.interp(lasting, standings, expected)
    wanted = now + np.where(now > MIDDLE, -1, 1) * amount * ASSUMED_SD
    return np.asarray(np.interp(wanted, expected, standings))


def _expected(scale: _Scale, lasting: Table) -> Table:
    """The mean answer of somebody with this lasting standing, over days and statements."""
    rest = math.sqrt(1 - scale.common * scale.lasting)
    above = (math.sqrt(scale.common) * lasting[:, np.newaxis] - np.array(scale.cuts)) / rest
    shares: Table = np.vectorize(_below)(above)
    return np.asarray(LOWEST + shares.sum(axis=1))


# --- cuts and shares that give the reference model --------------------------------------------------


@cache
def _columns() -> NDArray[np.int64]:
    """The place of its component for each statement, in the order asked."""
    form = instrument(KEY, VERSION)
    order = [measure.component for measure in form.components]
    return np.array([order.index(item.component) for item in form.items])


@cache
def _scales(mean: float) -> Scales:
    return tuple(_scale(measure, mean) for measure in instrument(KEY, VERSION).components)


def _scale(measure: Measure, mean: float) -> _Scale:
    cuts = _cuts(mean, own_variance(measure))
    common = _correlation_for(cuts, cuts, shared_variance(measure))
    again = _correlation_for(cuts, cuts, ASSUMED_RETEST * ASSUMED_SD**2)
    return _Scale(component=measure.component, cuts=cuts, common=common, lasting=again / common)


@cache
def _lasting_root(scales: Scales) -> Table:
    """A root of the covariance of the lasting parts: whatever two components share lasts."""
    shared = np.array([[_shared(one, other) for other in scales] for one in scales])
    return np.linalg.cholesky(shared)


def _shared(one: _Scale, other: _Scale) -> float:
    if one.component == other.component:
        return one.lasting
    wanted = correlation(one.component, other.component) * ASSUMED_SD**2
    return _correlation_for(one.cuts, other.cuts, wanted) / math.sqrt(one.common * other.common)


def _cuts(mean: float, variance: float) -> Cuts:
    """Cuts after which answers have this mean and variance."""
    low, high = 0.1, 10.0
    for _ in range(HALVINGS):
        spread = (low + high) / 2
        cuts = _cuts_of_spread(mean, spread)
        if _variance(cuts) < variance:
            low = spread
        else:
            high = spread
    return cuts


def _cuts_of_spread(mean: float, spread: float) -> Cuts:
    low, high = -20.0, 30.0
    for _ in range(HALVINGS):
        centre = (low + high) / 2
        cuts = tuple((cut - centre) / spread for cut in CUTS)
        if _mean(cuts) < mean:
            low = centre
        else:
            high = centre
    return cuts


def _mean(cuts: Cuts) -> float:
    return LOWEST + sum(_below(-cut) for cut in cuts)


def _variance(cuts: Cuts) -> float:
    above = [_below(-cut) for cut in cuts]  # the shares of answers above 1, 2, 3, 4
    return sum((2 * place + 1) * share for place, share in enumerate(above)) - sum(above) ** 2


def _correlation_for(one: Cuts, other: Cuts, wanted: float) -> float:
    """The correlation of two normals that gives their cut versions the wanted covariance."""
    weights = _series(one) * _series(other)
    low, high = 0.0, 0.999
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if float(weights @ middle ** np.arange(1, TERMS + 1)) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _series(cuts: Cuts) -> Table:
    """The Hermite coefficients 1, 2, ... of a normal cut into answers: sum of phi(t) He(t) / sqrt(n!)."""
    found = np.zeros(TERMS)
    for cut in cuts:
        density = math.exp(-(cut**2) / 2) / math.sqrt(2 * math.pi)
        before, here = 0.0, density  # He(n - 1) / sqrt((n - 1)!) times the density
        for term in range(TERMS):
            found[term] += here / math.sqrt(term + 1)
            before, here = here, (cut * here - math.sqrt(term) * before) / math.sqrt(term + 1)
    return found


def _below(value: float) -> float:
    return math.erfc(-value / math.sqrt(2)) / 2
