"""What a report reads out of a profile: whole numbers, ranges, and which components differ. No sentences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from assessments.basis import Basis, published_basis, pull
from assessments.instruments import Component, Instrument
from assessments.psychometrics.intervals import (
    Pull,
    Range,
    likely_margin,
    likely_range,
    one_sem_range,
    retest_range,
)
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
    be no surprise." The ranges lie around `centre`; `margin` is half the width of the one that fits, before
    the scale cuts it off.
    """

    points: float
    sem: float
    centre: float
    margin: float
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


def read_profile(
    instrument: Instrument, profile: Profile, bases: Sequence[Basis] | None = None
) -> ProfileReading:
    """Read a profile of this instrument with these figures, in model order; without any with the published.

    ValueError where the profile is of another instrument.
    """
    if (profile.key, profile.version) != (instrument.key, instrument.version):
        raise ValueError(
            f"The profile is of {profile.key} version {profile.version}, not of {instrument.key}."
        )
    bases = bases or [published_basis(measure) for measure in instrument.components]
    components = tuple(
        _read_component(scored, basis) for scored, basis in zip(profile.components, bases, strict=True)
    )
    return ProfileReading(components=components, far_apart=far_apart(components))


def far_apart(components: tuple[ComponentReading, ...]) -> tuple[tuple[Component, Component], ...]:
    """The pairs whose 95 % ranges do not overlap: (higher, lower), widest first.

    Reckoned before rounding: a difference beyond 1.96 (sem_a + sem_b). For one pair that is a strict limit;
    it has to be, because ten pairs are looked at. With five equal true scores it tells any pair apart in
    less than 5 % of sittings (for equal errors the limit is 3.92 SEM, the 5 % point of the studentized range
    of five is 3.86), where 1.96 sqrt(sem_a² + sem_b²), right for one pair alone, would do so in 28 %. Where
    ranges are drawn in to a mean they are narrower, but so are the gaps between their centres; of a pair
    that they put the other way round than the scores nothing is said.
    """
    pairs = []
    for one, other in combinations(components, 2):
        if one.reading is None or other.reading is None:
            continue
        gap = one.reading.centre - other.reading.centre
        in_order = gap * (one.reading.points - other.reading.points) > 0
        if in_order and abs(gap) > one.reading.margin + other.reading.margin:
            higher, lower = (one, other) if gap > 0 else (other, one)
            # Gaps that are equal but for rounding keep the order of the model.
            pairs.append((-round(abs(gap), 9), (higher.component, lower.component)))
    return tuple(pair for _, pair in sorted(pairs, key=lambda found: found[0]))


def whole(points: float) -> int:
    """Points as they are said: to the nearest whole, a half upwards. Ends of ranges too, so 34.75 is 35.

    Rounding ranges outwards would make every range look wider than it was reckoned.
    """
    return math.floor(points + 0.5)


def _read_component(scored: ComponentScore, basis: Basis) -> ComponentReading:
    reading = None
    if scored.points is not None:
        sem = basis.sem(scored.answered)
        reading = read_score(scored.points, sem, pull(basis.alpha, basis.sd, sem, basis.mean))
    return ComponentReading(
        component=scored.component,
        answered=scored.answered,
        asked=scored.asked,
        blank=scored.blank,
        reading=reading,
    )


def read_score(points: float, sem: float, pull: Pull | None = None) -> Reading:
    """The numbers of one score, with whatever standard error it was reckoned with; both out of 100.

    `pull` is there where it was reckoned with the figures of an organisation.
    """
    likely, retest = likely_range(points, sem, pull), retest_range(points, sem, pull)
    return Reading(
        points=points,
        sem=sem,
        centre=points if pull is None else pull.centre(points),
        margin=likely_margin(sem, pull),
        inner=one_sem_range(points, sem, pull),
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
