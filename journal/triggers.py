"""What came up how often, and how strong it was: counts over moments. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

# Fewer moments make no picture: chance alone would rank them.
FEWEST = 5


class Triggered(Protocol):
    """What counting takes of a moment."""

    @property
    def triggers(self) -> tuple[str, ...]: ...
    @property
    def strength(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TriggerCount:
    """One trigger: how many moments named it, and the sum of their strengths."""

    code: str
    times: int
    strengths: int

    @property
    def mean(self) -> float:
        """Average strength, from 1 to 5."""
        return self.strengths / self.times


@dataclass(frozen=True, slots=True)
class TriggerCounts:
    """Triggers of a period, most frequent first; of equals the stronger, then by code."""

    moments: int
    ranked: tuple[TriggerCount, ...]

    @property
    def missing(self) -> int:
        """How many more moments it takes until something is said."""
        return max(0, FEWEST - self.moments)

    @property
    def leaders(self) -> tuple[TriggerCount, ...]:
        """Those that came up most: one, or several where they came up equally often."""
        return tuple(each for each in self.ranked if each.times == self.ranked[0].times)


def count_triggers(moments: Iterable[Triggered]) -> TriggerCounts:
    """Count each trigger once a moment, however often the moment names it."""
    seen, times, strengths = 0, dict[str, int](), dict[str, int]()
    for moment in moments:
        seen += 1
        for code in dict.fromkeys(moment.triggers):
            times[code] = times.get(code, 0) + 1
            strengths[code] = strengths.get(code, 0) + moment.strength
    counts = [TriggerCount(code, times[code], strengths[code]) for code in times]
    return TriggerCounts(seen, tuple(sorted(counts, key=lambda each: (-each.times, -each.mean, each.code))))
