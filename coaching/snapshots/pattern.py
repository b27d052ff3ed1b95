"""What can be shared of the patterns page: one sentence, with its numbers and its interval. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from coaching.snapshots.moment import is_serious
from journal.patterns.family import Subject
from journal.patterns.sentences import Finding

SENTENCE = "sentence"
# A sentence has no parts: without its interval it would say more than was found.
PARTS = (SENTENCE,)
_ON_TRIGGERS = (Subject.TIME_OF_TRIGGER, Subject.STRENGTH_OF_TRIGGER)


@dataclass(frozen=True, slots=True)
class PatternSnapshot:
    """What was found in so many days of moments, and no moment of them."""

    kind: ClassVar[str] = "pattern"
    parts: ClassVar[tuple[str, ...]] = PARTS

    finding: Finding
    days: int
    question: str = ""

    @property
    def written(self) -> tuple[str, ...]:
        return (self.question,)

    @property
    def triggers(self) -> tuple[str, ...]:
        return (self.finding.code,) if self.finding.subject in _ON_TRIGGERS else ()

    @property
    def is_serious(self) -> bool:
        return any(map(is_serious, self.triggers))

    def as_json(self) -> dict[str, Any]:
        return {"finding": self.finding.as_json(), "days": self.days, "question": self.question}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{**document, "finding": Finding.from_json(document["finding"])})
