"""The questions that are asked of a person's moments, fixed beforehand, and what many looks cost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

LEVEL = 0.05
# With and without a factor; fewer say nothing about it.
FLOOR = 8


class Kind(Enum):
    """What sort of sentence an answer makes."""

    PATTERN = "pattern"
    CONTRAST = "contrast"


class Subject(Enum):
    """What a question is about."""

    TIME_OF_TRIGGER = "time-of-trigger"
    STRENGTH_OF_TRIGGER = "strength-of-trigger"
    STRENGTH_BY_TIME = "strength-by-time"
    AFTER_TECHNIQUE = "after-technique"
    BESIDE_NOTHING = "beside-nothing"


@dataclass(frozen=True, slots=True)
class Question:
    """`place` says whose turn it is: 0 for the trigger or technique that came up most, 1 for the next."""

    subject: Subject
    place: int = 0

    @property
    def kind(self) -> Kind:
        return Kind.PATTERN if self.subject is Subject.TIME_OF_TRIGGER else Kind.CONTRAST

    @property
    def is_one_sided(self) -> bool:
        """Of a technique it is only ever said that strength was lower: no other claim, no other test."""
        return self.subject in (Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING)


# Few on purpose, never more than ten: each question more makes every other harder to answer. Triggers and
# techniques take their places by how often they came up, which says nothing about the answer.
FAMILY = (
    Question(Subject.TIME_OF_TRIGGER),
    Question(Subject.STRENGTH_OF_TRIGGER, 0),
    Question(Subject.STRENGTH_OF_TRIGGER, 1),
    Question(Subject.STRENGTH_BY_TIME),
    Question(Subject.AFTER_TECHNIQUE),
    Question(Subject.BESIDE_NOTHING),
)


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Benjamini & Hochberg (1995), in the order given: of claims at .05 at most 5 % are wrong, on average.

    Where nothing goes with anything, that is the chance of any claim at all.
    """
    many = len(p_values)
    if not many:
        return []
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    raised = p[order] * many / np.arange(1, many + 1)
    result = np.empty(many)
    result[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1)
    return [float(one) for one in result]
