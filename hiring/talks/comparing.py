"""How many stand side by side, and which scores are too close to tell apart. Pure.

Nothing here adds up over parts, and nobody is put into an order: pairs are told in the order they come in.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from assessments.psychometrics.assumptions import Z95
from hiring.profile import Measured

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by their places, and whether their scores lie further apart than error usually puts them."""

    first: int
    second: int
    is_apart: bool


def pairs(scores: Sequence[Measured | None]) -> tuple[Pair, ...]:
    """Every two of these scores of one component; whoever has none is in no pair."""
    scored = [(place, one) for place, one in enumerate(scores) if one is not None]
    return tuple(
        Pair(first, second, is_apart(one, other)) for (first, one), (second, other) in combinations(scored, 2)
    )


def is_apart(one: Measured, other: Measured) -> bool:
    """Whether two scores differ by more than 1.96 sqrt 2 SEM; of two SEMs the root of their mean square."""
    return abs(one.points - other.points) > Z95 * math.hypot(one.sem, other.sem)
