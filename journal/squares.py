"""Days as squares: which feeling stands for a day, the weeks of a month, a good day to look back on. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol
from uuid import UUID

from vocabulary.triggers import SERIOUS

# Which moment of a day stands for it.
LAST, STRONGEST, OFTEN = "last", "strongest", "often"
WAYS = (LAST, STRONGEST, OFTEN)
# What is looked back on lies further back than what she still has in mind.
REST = dt.timedelta(days=7)
WEEK = 7


class Felt(Protocol):
    """What this takes of a moment."""

    @property
    def row(self) -> UUID: ...
    @property
    def at(self) -> dt.datetime: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def feelings(self) -> tuple[str, ...]: ...
    @property
    def triggers(self) -> tuple[str, ...]: ...
    @property
    def strength(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day with moments: how many, and the feeling and strength that stand for them."""

    day: dt.date
    feeling: str
    strength: int
    times: int


def mark_days(moments: Iterable[Felt], way: str) -> tuple[DayMark, ...]:
    """Each day that has moments, in order."""
    return tuple(_mark(day, found, way) for day, found in _by_days(moments))


def good_days(moments: Iterable[Felt], corner_of: Callable[[str], str]) -> tuple[dt.date, ...]:
    """Days on which every word was pleasant and nothing serious happened: no other is brought up unasked."""
    return tuple(day for day, found in _by_days(moments) if all(_is_good(one, corner_of) for one in found))


def look_back(good: Sequence[dt.date], today: dt.date) -> dt.date | None:
    """One of the good days: another each day, the same all day long. None while none is far enough back."""
    past = [day for day in good if day <= today - REST]
    return past[today.toordinal() % len(past)] if past else None


def weeks_of(first: dt.date) -> tuple[tuple[dt.date | None, ...], ...]:
    """The weeks of the month that begins on `first`, Monday to Sunday; None for days of other months."""
    before = [None] * first.weekday()
    days = [first + dt.timedelta(days=number) for number in range(days_in(first))]
    cells: list[dt.date | None] = [*before, *days]
    cells += [None] * (-len(cells) % WEEK)
    return tuple(tuple(cells[start : start + WEEK]) for start in range(0, len(cells), WEEK))


def days_in(first: dt.date) -> int:
    """How many days the month has that begins on `first`."""
    return (month_after(first) - first).days


def month_after(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1)


def month_before(first: dt.date) -> dt.date:
    return (first - dt.timedelta(days=1)).replace(day=1)


def _by_days(moments: Iterable[Felt]) -> Iterator[tuple[dt.date, list[Felt]]]:
    """Each day's moments as they were felt."""
    ordered = sorted(moments, key=lambda one: (one.day, one.at, one.row))
    return ((day, list(found)) for day, found in groupby(ordered, key=lambda one: one.day))


def _mark(day: dt.date, found: Sequence[Felt], way: str) -> DayMark:
    if way == STRONGEST:
        chosen = max(reversed(found), key=lambda one: one.strength)
        word = chosen.feelings[0]
    elif way == OFTEN:
        times = Counter(code for one in found for code in one.feelings)
        # Of words that came up equally often the one that was felt last.
        word, chosen = max(
            ((code, one) for one in reversed(found) for code in one.feelings), key=lambda pair: times[pair[0]]
        )
    else:
        chosen = found[-1]
        word = chosen.feelings[0]
    return DayMark(day, word, chosen.strength, len(found))


def _is_good(one: Felt, corner_of: Callable[[str], str]) -> bool:
    pleasant = all(corner_of(code).endswith("p") for code in one.feelings)
    return pleasant and not any(code[:1] == SERIOUS for code in one.triggers)
