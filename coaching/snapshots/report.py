"""What can be shared of a report: of chosen parts the score, with its ranges and what it says. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from assessments.instruments import COMPONENTS
from assessments.meaning import lean
from assessments.reading import ComponentReading, Spoken

# In the order of the model; none is ticked beforehand.
PARTS = tuple(component.code for component in COMPONENTS)


@dataclass(frozen=True, slots=True)
class Score:
    """One part: never a score without the range that fits it and the range of another time."""

    component: str
    points: int
    likely: Spoken
    retest: Spoken
    lean: str
    answered: int
    asked: int

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        ranges = {name: Spoken(**told[name]) for name in ("likely", "retest")}
        return cls(**{**told, **ranges})


@dataclass(frozen=True, slots=True)
class ReportSnapshot:
    """The chosen parts in the order of the model, and nothing else of the report, not even its day."""

    kind: ClassVar[str] = "report"

    scores: tuple[Score, ...]
    question: str = ""

    def __post_init__(self) -> None:
        if not self.scores:
            raise ValueError("What is shared holds at least one part of the report.")

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(score.component for score in self.scores)

    @property
    def written(self) -> tuple[str, ...]:
        return (self.question,)

    @property
    def triggers(self) -> tuple[str, ...]:
        return ()

    @property
    def is_serious(self) -> bool:
        return False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{**document, "scores": tuple(map(Score.from_json, document["scores"]))})


def scores_of(components: Iterable[ComponentReading]) -> tuple[Score, ...]:
    """What there is to share: of parts with too few answers there is nothing."""
    return tuple(
        Score(
            component=one.component.code,
            points=one.reading.spoken,
            likely=one.reading.likely_spoken,
            retest=one.reading.retest_spoken,
            lean=lean(one.reading).value,
            answered=one.answered,
            asked=one.asked,
        )
        for one in components
        if one.reading is not None
    )


def snapshot_of(scores: Iterable[Score], *, parts: Iterable[str], question: str) -> ReportSnapshot:
    """The chosen parts. ValueError where none is chosen that the report has a score for."""
    chosen = set(parts)
    return ReportSnapshot(
        scores=tuple(score for score in scores if score.component in chosen),
        question=question if question.strip() else "",
    )
