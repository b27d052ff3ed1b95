"""Counts that claim nothing: trigger by feeling, the week by parts of the day, uses of techniques. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from journal.documents import NOTHING_YET
from journal.patterns.factors import ranked_techniques, uses_of
from journal.patterns.moments import STRONG, FeltMoment, in_order

FEWEST_FOR_FEELINGS = 15
FEWEST_FOR_WEEK = 20
DAYS_FOR_WEEK = 14
FEWEST_IN_CELL = 3
FEWEST_USES = 3
TRIGGERS = 6
WORDS = 7
WEEKDAYS = 7
# From 04:00, when a day ends for most, in blocks of four hours.
FIRST_HOUR, HOURS = 4, 4
PARTS = 24 // HOURS
LINES = 12  # uses that are drawn one by one


@dataclass(frozen=True, slots=True)
class FeelingsOfTriggers:
    """Moments by trigger (rows) and word (columns), both by their totals; None stands for all others.

    A moment with two words counts in two cells; `totals` are moments, by row.
    """

    triggers: tuple[str | None, ...]
    words: tuple[str | None, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    missing: int

    @property
    def leading(self) -> tuple[str, str, int, int] | None:
        """Of the trigger that came up most: the word that went with it most, how often, of how many times.

        None where two words share that place, and where nothing is written.
        """
        if not self.counts or self.triggers[0] is None:
            return None
        named = [(times, word) for times, word in zip(self.counts[0], self.words, strict=True) if word]
        most = max(times for times, _word in named)
        words = [word for times, word in named if times == most]
        return (self.triggers[0], words[0], most, self.totals[0]) if len(words) == 1 else None


@dataclass(frozen=True, slots=True)
class Week:
    """Moments by weekday (0 is Monday) and part of the day; `strong` are those strong and unpleasant.

    `missing` moments and `missing_days` between the first and the last are still needed.
    """

    counts: tuple[tuple[int, ...], ...]
    strong: tuple[tuple[int, ...], ...]
    missing: int
    missing_days: int

    @property
    def strong_moments(self) -> int:
        return sum(map(sum, self.strong))

    @property
    def leading(self) -> tuple[int, int, int] | None:
        """Weekday, part and count of the cell with most strong, unpleasant moments, if it stands alone."""
        cells = [(times, day, part) for day, row in enumerate(self.strong) for part, times in enumerate(row)]
        most = max(times for times, _day, _part in cells)
        found = [(day, part, times) for times, day, part in cells if times == most]
        return found[0] if most >= FEWEST_IN_CELL and len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Use:
    """Strength before and after."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class UsesOfTechnique:
    """What a slope chart draws: the last uses one by one, the middle case as a line, how many got lower."""

    code: str
    times: int
    last: tuple[Use, ...]
    middle: tuple[float, float]
    middle_change: float
    lower: int
    missing: int

    @property
    def is_comparison(self) -> bool:
        return self.code == NOTHING_YET


@dataclass(frozen=True, slots=True)
class WeekOfShowing:
    """A week, by its Monday: of `moments` with a shown feeling, in how many it was none of those felt."""

    monday: dt.date
    moments: int
    apart: int


def feelings_of_triggers(moments: Iterable[FeltMoment]) -> FeelingsOfTriggers:
    """The six triggers that came up most, by the words that were used most; the others are folded."""
    told = tuple(moments)
    by_trigger = _leading((set(one.triggers) for one in told), TRIGGERS)
    by_word = _leading((set(one.feelings) for one in told), WORDS)
    folded_triggers = _folded(by_trigger, (code for one in told for code in one.triggers))
    folded_words = _folded(by_word, (code for one in told for code in one.feelings))
    rows = [_having(told, _triggers_of, code, by_trigger) for code in folded_triggers]
    return FeelingsOfTriggers(
        triggers=folded_triggers,
        words=folded_words,
        counts=tuple(
            tuple(len(_having(row, _feelings_of, code, by_word)) for code in folded_words) for row in rows
        ),
        totals=tuple(map(len, rows)),
        missing=max(0, FEWEST_FOR_FEELINGS - len(told)),
    )


def week_of(moments: Iterable[FeltMoment]) -> Week:
    """Where in her week moments lie, on her own days and clock."""
    told = in_order(moments)
    days = (told[-1].day - told[0].day).days + 1 if told else 0
    return Week(
        counts=_grid(told),
        strong=_grid([one for one in told if one.strength >= STRONG and one.unpleasant_words]),
        missing=max(0, FEWEST_FOR_WEEK - len(told)),
        missing_days=max(0, DAYS_FOR_WEEK - days),
    )


def part_of(minute: int) -> int:
    """0 for 04:00 to 08:00 and so on, 5 for the hours after midnight."""
    return (minute // 60 - FIRST_HOUR) % 24 // HOURS


def hours_of(part: int) -> tuple[int, int]:
    """The hours at which a part begins and ends: (20, 0) for the fifth."""
    first = (FIRST_HOUR + part * HOURS) % 24
    return first, (first + HOURS) % 24


def before_and_after(moments: Iterable[FeltMoment]) -> tuple[UsesOfTechnique, ...]:
    """Each technique by how often it was used, then "Nothing yet", which all of them are compared with."""
    told = in_order(moments)
    found = [_uses(code, uses_of((code,), told)) for code in (*ranked_techniques(told), NOTHING_YET)]
    return tuple(one for one in found if one.times)


def showing_by_week(moments: Iterable[FeltMoment]) -> tuple[WeekOfShowing, ...]:
    """How often what was shown was another feeling than what was felt, by week; empty weeks are left out."""
    weeks: dict[dt.date, list[bool]] = {}
    for one in in_order(moments):
        if one.shown:
            monday = one.day - dt.timedelta(days=one.day.weekday())
            weeks.setdefault(monday, []).append(set(one.shown).isdisjoint(one.feelings))
    return tuple(WeekOfShowing(monday, len(apart), sum(apart)) for monday, apart in sorted(weeks.items()))


def _uses(code: str, told: Sequence[FeltMoment]) -> UsesOfTechnique:
    uses = [Use(one.strength, one.strength_after) for one in told if one.strength_after is not None]
    changes = [use.after - use.before for use in uses]
    return UsesOfTechnique(
        code=code,
        times=len(uses),
        last=tuple(uses[-LINES:]),
        middle=(_middle(use.before for use in uses), _middle(use.after for use in uses)),
        middle_change=_middle(changes),
        lower=sum(change < 0 for change in changes),
        missing=max(0, FEWEST_USES - len(uses)),
    )


def _middle(values: Iterable[int]) -> float:
    listed = list(values)
    return float(median(listed)) if listed else 0.0


def _grid(moments: Iterable[FeltMoment]) -> tuple[tuple[int, ...], ...]:
    times = Counter((one.day.weekday(), part_of(one.minute)) for one in moments)
    return tuple(tuple(times[day, part] for part in range(PARTS)) for day in range(WEEKDAYS))


def _leading(named: Iterable[set[str]], many: int) -> tuple[str, ...]:
    times = Counter(code for codes in named for code in codes)
    ranked = sorted(times.items(), key=lambda one: (-one[1], one[0]))
    return tuple(code for code, _times in ranked[:many])


def _folded(leading: tuple[str, ...], used: Iterable[str]) -> tuple[str | None, ...]:
    """With a last place for all others, where there are any."""
    return (*leading, None) if set(used) - set(leading) else leading


def _having(
    moments: Sequence[FeltMoment], of: Callable[[FeltMoment], Any], code: str | None, leading: tuple[str, ...]
) -> list[FeltMoment]:
    if code is None:
        return [one for one in moments if not set(of(one)) <= set(leading)]
    return [one for one in moments if code in of(one)]


def _triggers_of(moment: FeltMoment) -> tuple[str, ...]:
    return moment.triggers


def _feelings_of(moment: FeltMoment) -> tuple[str, ...]:
    return moment.feelings
