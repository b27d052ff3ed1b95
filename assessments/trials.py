"""The verdicts and quality notes tried on simulated people, and what came out: the method page prints it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from assessments.instruments import COMPONENTS, instrument
from assessments.offer import PULSE
from assessments.psychometrics.assumptions import (
    ASSUMED_ANSWER,
    ASSUMED_RETEST,
    ASSUMED_SD,
    HIGHER_ANSWER,
    POINTS_PER_STEP,
    Z95,
)
from assessments.psychometrics.change import minimum_detectable_change
from assessments.psychometrics.distributions import two_sided_p
from assessments.psychometrics.published import published_sem_of_change
from assessments.psychometrics.quality import (
    inconsistency_index,
    intra_individual_variability,
    longstring,
    mahalanobis_squared,
)
from assessments.psychometrics.reliability import error_of_mean, standard_error_of_measurement
from assessments.psychometrics.tables import Table
from assessments.quality_notes import KEY, VERSION, Note, after_reversal, model, notes, pairs
from assessments.simulation import Answers, at_random, fours, honest, points, retest, straight_lines
from assessments.verdicts import LEVEL
from assessments.windows import WINDOW

SIZES = (0.5, 1.0, 1.5, 2.0, 2.5)  # true changes that are tried, in SD of a score
PEOPLE = 10_000  # on whom the printed figures stand
SEED = 20260401  # of the printed figures; the limit of the distance was set with TUNING_SEED
TUNING_SEED = 1
TUNING_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Power:
    """Of people who truly changed by `size` SD in one component: the share found, by component changed."""

    size: float
    single: tuple[float, ...]
    worded: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ChangeTrial:
    """`false_single`: of people without change, the share told otherwise, by component; `false_worded`: of
    them, the share whose page would say so of any component.
    """

    people: int
    false_single: tuple[float, ...]
    false_worded: float
    power: tuple[Power, ...]


@dataclass(frozen=True, slots=True)
class QualityTrial:
    """Shares with a note: of people who tick at random, of straight lines, and of honest people by each rule.

    `honest_index` is the share of honest people with as many contradictions as 95 of 100 who tick at random
    have: why the index alone makes no note.
    """

    people: int
    random: float
    lines: float
    honest: float
    honest_same: float
    honest_random: float
    honest_index: float


def try_change(
    people: int, seed: int, sizes: Sequence[float] = SIZES, mean: float = ASSUMED_ANSWER
) -> ChangeTrial:
    """Let people answer twice, without change and with each of these sizes, by the same chance each time.

    `mean` is the mean of all answers after reversal.
    """
    unchanged = _statistics(people, seed, 0.0, mean)
    power = []
    for size in sizes:
        moved = _statistics(people, seed, size, mean)
        families = [_with_one_changed(unchanged, moved, place) for place in range(len(COMPONENTS))]
        power.append(_power(size, families))
    return ChangeTrial(
        people=people,
        false_single=tuple(_share(column) for column in single(unchanged).T),
        false_worded=_share(np.asarray(worded(unchanged).any(axis=1))),
        power=tuple(power),
    )


def try_pulses(people: int, seed: int, size: float = 2.0, mean: float = ASSUMED_ANSWER) -> ChangeTrial:
    """The same with short forms, four before and four after, and one size of change."""
    unchanged = _pulse_statistics(people, seed, 0.0, mean)
    moved = _pulse_statistics(people, seed, size, mean)
    families = [_with_one_changed(unchanged, moved, place) for place in range(len(COMPONENTS))]
    return ChangeTrial(
        people=people,
        false_single=tuple(_share(column) for column in single(unchanged).T),
        false_worded=_share(np.asarray(worded(unchanged).any(axis=1))),
        power=(_power(size, families),),
    )


def try_quality(people: int, seed: int, mean: float = ASSUMED_ANSWER) -> QualityTrial:
    """Let people answer honestly (with this mean of all answers), at random and in straight lines."""
    chance = default_rng(seed)
    fair, noise, lines = honest(people, chance, mean), at_random(people, chance), straight_lines(people)
    found = _noted(fair)
    limit = np.quantile(_contradictions(noise), 0.05, method="lower")
    return QualityTrial(
        people=people,
        random=_share(np.array([bool(one) for one in _noted(noise)])),
        lines=_share(np.array([bool(one) for one in _noted(lines)])),
        honest=_share(np.array([bool(one) for one in found])),
        honest_same=_share(np.array([Note.CARELESS_SAME in one for one in found])),
        honest_random=_share(np.array([Note.RANDOM_LIKE in one for one in found])),
        honest_index=_share(np.asarray(_contradictions(fair) >= limit)),
    )


def distances(answers: Answers) -> Table:
    """How far each person's answers lie from the reference model."""
    around = model()
    return mahalanobis_squared(after_reversal(answers.astype(np.float64)), around.mean, around.covariance)


def tuned_limit(share: float, chance: Generator, people: int = TUNING_PEOPLE) -> float:
    """The distance under which this share of simulated honest people lies.

    Of those who describe themselves as higher: their answers lie closer to an end, so that unusual ones are
    further out. With the limit of people in the middle, 4.6 instead of 3 % of them would get a note.
    """
    return float(np.quantile(distances(honest(people, chance, HIGHER_ANSWER)), share))


def single(statistics: Table) -> NDArray[np.bool_]:
    """Which changes the single test finds, persons x components."""
    return np.abs(statistics) > Z95


def worded(statistics: Table) -> NDArray[np.bool_]:
    """Which changes a page would say, persons x components: Holm over each person's verdicts, all at once."""
    p = np.vectorize(two_sided_p)(statistics)
    order = p.argsort(axis=1)
    steps = np.take_along_axis(p, order, axis=1) * np.arange(p.shape[1], 0, -1)
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, np.maximum.accumulate(steps, axis=1), axis=1)
    return np.asarray(adjusted < LEVEL)


def false_change_rate(true_retest: float) -> float:
    """How often the single test is wrong about somebody without change, by the normal distribution.

    It reckons with the assumed retest: where scores truly correlate less, it is wrong more than 1 time in 20.
    """
    if not 0 <= true_retest < 1:
        raise ValueError(f"A retest correlation must lie between 0 and 1, not at {true_retest!r}.")
    return two_sided_p(Z95 * math.sqrt((1 - ASSUMED_RETEST) / (1 - true_retest)))


def change_needed(sd: float = ASSUMED_SD) -> float:
    """The points out of 100 that one component has to change by, for a spread of `sd` scale points."""
    return minimum_detectable_change(standard_error_of_measurement(sd, ASSUMED_RETEST)) * POINTS_PER_STEP


def _statistics(people: int, seed: int, size: float, mean: float) -> Table:
    """Of each person's change, with every component moved by `size`."""
    form = instrument(KEY, VERSION)
    twice = retest(people, default_rng(seed), dict.fromkeys(COMPONENTS, size), mean)
    errors = [published_sem_of_change(one, one.published_items) for one in form.components]
    return (points(twice.after) - points(twice.before)) / (math.sqrt(2) * np.array(errors))


def _pulse_statistics(people: int, seed: int, size: float, mean: float) -> Table:
    """The same of means of four short forms."""
    form = instrument(PULSE.key, PULSE.version)
    before, after = fours(people, default_rng(seed), dict.fromkeys(COMPONENTS, size), mean, WINDOW)
    errors = [
        error_of_mean([published_sem_of_change(one, len(form.items_of(one.component)))] * WINDOW)
        for one in form.components
    ]
    return (after - before) / (math.sqrt(2) * np.array(errors))


def _power(size: float, families: Sequence[Table]) -> Power:
    """Of people of whom one component changed, the share found, family by family."""
    return Power(
        size=size,
        single=tuple(_share(single(family)[:, place]) for place, family in enumerate(families)),
        worded=tuple(_share(worded(family)[:, place]) for place, family in enumerate(families)),
    )


def _with_one_changed(unchanged: Table, moved: Table, place: int) -> Table:
    family = unchanged.copy()
    family[:, place] = moved[:, place]
    return family


def _noted(answers: Answers) -> list[tuple[Note, ...]]:
    return [
        notes(longstring(row), intra_individual_variability(row), float(distance))
        for row, distance in zip(answers, distances(answers), strict=True)
    ]


def _contradictions(answers: Answers) -> NDArray[np.int64]:
    return np.asarray(inconsistency_index(after_reversal(answers.astype(np.float64)), pairs()))


def _share(found: NDArray[np.bool_]) -> float:
    return float(found.mean())


# --- what the method page prints ------------------------------------------------------------------

# try_change(PEOPLE, SEED), and the same where people describe themselves as higher.
PRINTED_CHANGE = ChangeTrial(
    people=PEOPLE,
    false_single=(0.0452, 0.0491, 0.0472, 0.0519, 0.0471),
    false_worded=0.0536,
    power=(
        Power(0.5, (0.1151, 0.1138, 0.1098, 0.1059, 0.1053), (0.0362, 0.0337, 0.0343, 0.0357, 0.0333)),
        Power(1.0, (0.2963, 0.3009, 0.2868, 0.2875, 0.2873), (0.1377, 0.1357, 0.1331, 0.1295, 0.1298)),
        Power(1.5, (0.5680, 0.5657, 0.5598, 0.5558, 0.5632), (0.3458, 0.3474, 0.3355, 0.3364, 0.3357)),
        Power(2.0, (0.8177, 0.8102, 0.8110, 0.8160, 0.8124), (0.6295, 0.6243, 0.6206, 0.6212, 0.6219)),
        Power(2.5, (0.9627, 0.9530, 0.9561, 0.9568, 0.9540), (0.8713, 0.8602, 0.8663, 0.8692, 0.8625)),
    ),
)
PRINTED_CHANGE_HIGHER = ChangeTrial(
    people=PEOPLE,
    false_single=(0.0493, 0.0488, 0.0503, 0.0508, 0.0496),
    false_worded=0.0588,
    power=(Power(2.0, (0.8094, 0.8000, 0.8065, 0.8070, 0.8036), (0.6204, 0.6154, 0.6192, 0.6124, 0.6199)),),
)

# try_pulses(PEOPLE, SEED), and the same. The error of change takes all of a day's mood as if three statements
# made it larger, as they do their own error; so these verdicts are wrong less often than they might be.
PRINTED_PULSES = ChangeTrial(
    people=PEOPLE,
    false_single=(0.0308, 0.0168, 0.0296, 0.0323, 0.0155),
    false_worded=0.0254,
    power=(Power(2.0, (0.8983, 0.9222, 0.9017, 0.8983, 0.9222), (0.7541, 0.7782, 0.7611, 0.7603, 0.7827)),),
)
PRINTED_PULSES_HIGHER = ChangeTrial(
    people=PEOPLE,
    false_single=(0.0318, 0.0163, 0.0324, 0.0325, 0.0174),
    false_worded=0.0277,
    power=(Power(2.0, (0.8934, 0.9202, 0.9000, 0.8891, 0.9164), (0.7499, 0.7736, 0.7524, 0.7488, 0.7728)),),
)

# try_quality(PEOPLE, SEED), and the same.
PRINTED_QUALITY = QualityTrial(
    people=PEOPLE,
    random=0.9930,
    lines=1.0,
    honest=0.0173,
    honest_same=0.0,
    honest_random=0.0173,
    honest_index=0.3350,
)
PRINTED_QUALITY_HIGHER = QualityTrial(
    people=PEOPLE,
    random=0.9930,
    lines=1.0,
    honest=0.0288,
    honest_same=0.0,
    honest_random=0.0288,
    honest_index=0.3355,
)
