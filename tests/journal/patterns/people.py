"""Simulated people: moments with moods that last, factors in clumps, and an effect where one is asked for."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from journal.documents import NOTHING_YET
from journal.patterns.moments import FeltMoment

FIRST = dt.date(2026, 1, 5)
TRIGGERS = ("A", "B", "C", "F.policy", "F.back-to-back", "P.thanked")
PAUSE = "pause"


@dataclass(frozen=True)
class World:
    """How life is: `memory` is the autoregression of strength and of change, `day` the share of its variance
    that all moments of a day have in common, `clumps` how triggers and techniques come."""

    memory: float = 0.0
    day: float = 0.0
    clumps: str = "none"  # none, runs, days, spells
    a_day: float = 3.0


INDEPENDENT = World()
WORLDS = {
    "independent": INDEPENDENT,
    "AR .3, clumps in runs": World(0.3, clumps="runs"),
    "AR .5, clumps in runs": World(0.5, clumps="runs"),
    "AR .5, clumps by days": World(0.5, clumps="days"),
    "AR .5, clumps in spells of days": World(0.5, clumps="spells"),
    "AR .3, shared days, clumps by days": World(0.3, day=0.3, clumps="days"),
}


@dataclass(frozen=True)
class Effects:
    """What goes with what, in standard deviations: `trigger` makes the first trigger of `share` stronger,
    `technique` makes strength fall after PAUSE, `passing` after whatever was done."""

    trigger: float = 0.0
    technique: float = 0.0
    passing: float = 0.0
    share: float | None = None


NOTHING = Effects()


def person(
    moments: int, world: World, dice: Generator, effects: Effects = NOTHING, uses: int | None = None
) -> tuple[FeltMoment, ...]:
    """So many moments; `uses` with PAUSE and as many with "Nothing yet", by default about a third each."""
    days = _days(moments, world, dice)
    triggers = _triggers(days, world, dice, effects)
    mood = _history(days, world, dice) + effects.trigger * (triggers == 0)
    strength = np.clip(np.rint(3 + mood - mood.mean()), 1, 5).astype(int)
    done = _techniques(days, world, dice, uses)
    change = np.rint(_history(days, world, dice) - effects.passing - effects.technique * (done == 1)).astype(
        int
    )
    minutes = _minutes(days, dice)
    return tuple(
        FeltMoment(
            row=UUID(int=place + 1),
            at=dt.datetime.combine(FIRST, dt.time(), dt.UTC)
            + dt.timedelta(days=int(days[place]), minutes=int(minutes[place])),
            day=FIRST + dt.timedelta(days=int(days[place])),
            minute=int(minutes[place]),
            feelings=("frustrated",),
            triggers=(TRIGGERS[triggers[place]],),
            strength=int(strength[place]),
            strength_after=int(strength[place] + change[place]) if done[place] else None,
            techniques=((), (PAUSE,), (NOTHING_YET,))[done[place]],
        )
        for place in range(moments)
    )


def people(
    many: int, moments: int, world: World, effects: Effects = NOTHING, uses: int | None = None, seed: int = 26
) -> Iterator[tuple[FeltMoment, ...]]:
    """So many of them, each from her own chance."""
    for number in range(many):
        yield person(moments, world, np.random.default_rng([seed, number]), effects, uses)


def autoregression(many: int, memory: float, dice: Generator) -> NDArray[np.float64]:
    """Mean 0, variance 1, each remembering the one before."""
    news = dice.standard_normal(many)
    made, fresh = np.empty(many), (1 - memory**2) ** 0.5
    made[0] = news[0]
    for place in range(1, many):
        made[place] = memory * made[place - 1] + fresh * news[place]
    return made


def _days(moments: int, world: World, dice: Generator) -> NDArray[np.int64]:
    """One moment a day at least, so that no day is empty."""
    counts = np.maximum(1, dice.poisson(world.a_day, moments))
    return np.repeat(np.arange(moments), counts)[:moments]


def _history(days: NDArray[np.int64], world: World, dice: Generator) -> NDArray[np.float64]:
    own = autoregression(len(days), world.memory, dice)
    shared = dice.standard_normal(days[-1] + 1)[days]
    return np.asarray((1 - world.day) ** 0.5 * own + world.day**0.5 * shared)


def _triggers(days: NDArray[np.int64], world: World, dice: Generator, effects: Effects) -> NDArray[np.int64]:
    """Numbers of TRIGGERS. Where a share is given, so many are the first, and the others are even."""
    many = len(days)
    if effects.share is None:
        odds = np.array([0.35, 0.25, 0.15, 0.1, 0.08, 0.07])
        return np.asarray(np.searchsorted(np.cumsum(odds)[:-1], _clumped(days, world, dice)))
    first = round(many * effects.share)
    place = np.argsort(np.argsort(_clumped(days, world, dice) + 1e-9 * dice.random(many)))
    return np.asarray(np.where(place < first, 0, 1 + (place - first) % (len(TRIGGERS) - 1)))


def _techniques(
    days: NDArray[np.int64], world: World, dice: Generator, uses: int | None
) -> NDArray[np.int64]:
    """0 nothing put down, 1 PAUSE, 2 "Nothing yet"."""
    drawn, many = _clumped(days, world, dice), len(days)
    if uses is None:
        return np.asarray(np.searchsorted([1 / 3, 2 / 3], drawn))
    place = np.argsort(np.argsort(drawn + 1e-9 * dice.random(many)))
    return np.asarray(np.where(place < uses, 1, np.where(place < 2 * uses, 2, 0)))


def _clumped(days: NDArray[np.int64], world: World, dice: Generator) -> NDArray[np.float64]:
    """A number from 0 to 1 for each moment, alike for moments that belong together."""
    many = len(days)
    if world.clumps == "days":
        return np.asarray(dice.random(days[-1] + 1)[days])
    if world.clumps == "spells":
        lasting = autoregression(days[-1] + 1, 0.9, dice)[days]
        return _ranks(2 * lasting + dice.standard_normal(many))
    if world.clumps == "runs":
        new = dice.random(many) < 0.3
        new[0] = True
        return np.asarray(dice.random(many)[np.maximum.accumulate(np.where(new, np.arange(many), 0))])
    return dice.random(many)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((np.argsort(np.argsort(values)) + 0.5) / len(values))


def _minutes(days: NDArray[np.int64], dice: Generator) -> NDArray[np.int64]:
    """Between eight and six, later moments of a day later."""
    drawn = dice.integers(8 * 60, 18 * 60, len(days))
    return drawn[np.lexsort((drawn, days))]


def share(happened: Iterable[bool]) -> float:
    told = list(happened)
    return sum(told) / len(told)


def moment(number: int = 1, *, day: int = 0, minute: int = 540, **told: Any) -> FeltMoment:
    """One, told by hand: moment(day=3, strength=5)."""
    date = FIRST + dt.timedelta(days=day)
    at = dt.datetime.combine(date, dt.time(), dt.UTC) + dt.timedelta(minutes=minute)
    fields: dict[str, Any] = {"feelings": ("frustrated",), "triggers": ("A",), "strength": 3} | told
    return FeltMoment(row=UUID(int=number), at=at, day=date, minute=minute, **fields)
