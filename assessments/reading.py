"""What a report reads out of a profile: whole numbers, ranges, and which components differ. No sentences."""

import math
from dataclasses import dataclass
from itertools import combinations

from assessments.instruments import Component, Instrument, Measure
from assessments.psychometrics.assumptions import Z95
from assessments.psychometrics.intervals import Range, likely_range, one_sem_range, retest_range
from assessments.psychometrics.published import published_sem
from assessments.psychometrics.scoring import Blank, ComponentScore, Profile


@dataclass(frozen=True, slots=True)
class Spoken:
    """A range as it is said: whole points out of 100, and which ends the scale cut off."""

    low: int
    high: int
    clipped_low: bool
    clipped_high: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of one scored component. Exact ones for the chart, whole ones for the sentence.

    "Your answers put {name} at {spoken} out of 100; a range that fits them is {likely_spoken.low} to
    {likely_spoken.high}, and taken again soon anything from {retest_spoken.low} to {retest_spoken.high} would
    be no surprise."
    """

    points: float
    sem: float
    inner: Range
    likely: Range
    retest: Range
    spoken: int
    likely_spoken: Spoken
    retest_spoken: Spoken


@dataclass(frozen=True, slots=True)
class ComponentReading:
    """One component of the report: its reading, or None with the reason in `blank`."""

    component: Component
    answered: int
    asked: int
    blank: Blank | None
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """All five in model order, and the pairs (higher, lower) far enough apart to tell, widest first."""

    components: tuple[ComponentReading, ...]
    far_apart: tuple[tuple[Component, Component], ...]


def read_profile(instrument: Instrument, profile: Profile) -> ProfileReading:
    """Read a profile with the published figures of the instrument it was measured with."""
    if (profile.key, profile.version) != (instrument.key, instrument.version):
        raise ValueError(
            f"The profile is of {profile.key} version {profile.version}, not of {instrument.key}."
        )
    measures = zip(instrument.components, profile.components, strict=True)
    components = tuple(_read_component(measure, scored) for measure, scored in measures)
    return ProfileReading(components=components, far_apart=far_apart(components))


def far_apart(components: tuple[ComponentReading, ...]) -> tuple[tuple[Component, Component], ...]:
    """The pairs whose scores differ by more than 1.96 sqrt(sem_a² + sem_b²): (higher, lower), widest first.

    That is the 95 % limit for the difference of two scores with independent errors, reckoned before rounding.
    Two ranges may overlap a little and still be far apart in this sense; those of any other pair do overlap.
    The limit holds for one pair: a person whose five true scores are equal sees at least one of the ten pairs
    told apart in 28 % of sittings.
    """
    pairs = []
    for one, other in combinations(components, 2):
        if one.reading is None or other.reading is None:
            continue
        gap = one.reading.points - other.reading.points
        if abs(gap) > Z95 * math.hypot(one.reading.sem, other.reading.sem):
            higher, lower = (one, other) if gap > 0 else (other, one)
            pairs.append((-abs(gap), (higher.component, lower.component)))
    return tuple(pair for _, pair in sorted(pairs, key=lambda found: found[0]))


def whole(points: float) -> int:
    """Points as they are said: to the nearest whole, a half upwards. Ends of ranges too, so 34.75 is 35.

    Rounding ranges outwards would make every range look wider than it was reckoned.
    """
    return math.floor(points + 0.5)


def _read_component(measure: Measure, scored: ComponentScore) -> ComponentReading:
    reading = (
        None if scored.points is None else _reading(scored.points, published_sem(measure, scored.answered))
    )
    return ComponentReading(
        component=scored.component,
        answered=scored.answered,
        asked=scored.asked,
        blank=scored.blank,
        reading=reading,
    )


def _reading(points: float, sem: float) -> Reading:
    likely, retest = likely_range(points, sem), retest_range(points, sem)
    return Reading(
        points=points,
        sem=sem,
        inner=one_sem_range(points, sem),
        likely=likely,
        retest=retest,
        spoken=whole(points),
        likely_spoken=_spoken(likely),
        retest_spoken=_spoken(retest),
    )


def _spoken(reckoned: Range) -> Spoken:
    return Spoken(
        low=whole(reckoned.low),
        high=whole(reckoned.high),
        clipped_low=reckoned.clipped_low,
        clipped_high=reckoned.clipped_high,
    )
