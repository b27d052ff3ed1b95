"""What moments are told apart by: a trigger, the later half of her days, a technique. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median

import numpy as np

from journal.documents import NOTHING_YET
from journal.patterns.moments import FeltMoment, letter_of
from journal.patterns.resampling import Days, Floats
from vocabulary.triggers import SERIOUS

HOUR = 60


@dataclass(frozen=True, slots=True)
class Split:
    """The whole hour that lies nearest to the middle of her moments, in minutes of her day."""

    minute: int

    @property
    def clock(self) -> str:
        """On the wall: 26 hours into a day of a night shift are 02:00."""
        return f"{self.minute // HOUR % 24:02d}:00"

    def is_later(self, moment: FeltMoment) -> bool:
        return moment.minute >= self.minute


def middle_of(moments: Sequence[FeltMoment]) -> Split:
    """Chosen by when she writes, never by what: so the choice cannot favour an answer."""
    middle = median(moment.minute for moment in moments)
    return Split(floor(middle / HOUR + 0.5) * HOUR)


def ranked_triggers(moments: Iterable[FeltMoment]) -> tuple[str, ...]:
    """By how many moments name them, of equals by code. Serious incidents are no pattern to be found."""
    named = (code for moment in moments for code in set(moment.triggers))
    return _ranked(code for code in named if letter_of(code) != SERIOUS)


def ranked_techniques(moments: Iterable[FeltMoment]) -> tuple[str, ...]:
    """By how many moments with a strength before and after name them; "Nothing yet" is none of them."""
    used = (code for moment in moments if moment.change is not None for code in set(moment.techniques))
    return _ranked(code for code in used if code != NOTHING_YET)


def uses_of(techniques: Collection[str], moments: Iterable[FeltMoment]) -> tuple[FeltMoment, ...]:
    """Moments with any of them, and with a strength before and after."""
    return tuple(
        moment
        for moment in moments
        if moment.change is not None and not set(moment.techniques).isdisjoint(techniques)
    )


def column(moments: Sequence[FeltMoment], value: Callable[[FeltMoment], float]) -> Floats:
    return np.array([value(moment) for moment in moments], dtype=float)


def numbered_days(moments: Sequence[FeltMoment]) -> Days:
    """Her days, numbered from 0 in order of time; days without a moment have no number."""
    places = {day: place for place, day in enumerate(sorted({moment.day for moment in moments}))}
    return np.array([places[moment.day] for moment in moments], dtype=np.int64)


def _ranked(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code, _times in sorted(Counter(codes).items(), key=lambda one: (-one[1], one[0])))
