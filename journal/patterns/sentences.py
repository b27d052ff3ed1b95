"""What may be said of a person's moments, without the moments: enough to word it anew. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from journal.patterns.factors import Split
from journal.patterns.family import Question, Subject
from journal.patterns.findings import Answer, Side
from journal.patterns.resampling import Estimate


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer that may be said, with its numbers and its interval.

    `code` names the trigger or technique, empty where the question has none; `minute` is the hour that
    divides the days, where one does. `told_apart` says whether a technique and doing nothing were.
    """

    subject: Subject
    code: str
    minute: int | None
    having: Side
    lacking: Side
    effect: float
    low: float
    high: float
    told_apart: bool

    @property
    def answer(self) -> Answer:
        """As it is worded. Chance was asked before: only what may be said is a finding."""
        return Answer(
            question=Question(self.subject),
            code=self.code,
            split=None if self.minute is None else Split(self.minute),
            having=self.having,
            lacking=self.lacking,
            rows=(),
            missing=0,
            estimate=Estimate(self.effect, self.low, self.high, p=0.0, p_lower=0.0),
            p=0.0,
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"subject": self.subject.value}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        sides = {name: Side(**told[name]) for name in ("having", "lacking")}
        return cls(**{**told, **sides, "subject": Subject(told["subject"])})


def tells_apart(answers: Iterable[Answer]) -> bool:
    """Whether one of them tells a technique and doing nothing apart."""
    return any(one.question.subject is Subject.BESIDE_NOTHING and one.is_claimed for one in answers)


def finding_of(answer: Answer, answers: Sequence[Answer]) -> Finding:
    """Of an answer that is claimed; `answers` are all of the family. ValueError for any other."""
    if answer.estimate is None or not answer.is_claimed:
        raise ValueError("Only what may be said is a finding.")
    return Finding(
        subject=answer.question.subject,
        code=answer.code,
        minute=answer.split.minute if answer.split else None,
        having=answer.having,
        lacking=answer.lacking,
        effect=answer.estimate.effect,
        low=answer.estimate.low,
        high=answer.estimate.high,
        told_apart=tells_apart(answers),
    )
