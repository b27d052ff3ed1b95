"""What can be shared of an if-then plan: trigger, technique, her own words, and what was counted. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from coaching.snapshots.moment import is_serious
from journal.own import OwnWords, names_own
from journal.patterns.plans import PlanSeen
from journal.plans.documents import Wording

TRIGGER, TECHNIQUE, WORDS, COUNTS = "trigger", "technique", "words", "counts"
PARTS = (TRIGGER, TECHNIQUE, WORDS, COUNTS)
# What is ticked beforehand, where the plan has it: never her own words, nor what her moments say of it.
USUAL_PARTS = (TRIGGER, TECHNIQUE)


@dataclass(frozen=True, slots=True)
class Difference:
    """Strength with the plan used less strength without, its interval, and what may be said of it."""

    effect: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How often the plan came up and was used; `difference` is None while there are too few to compare."""

    met: int
    used: int
    difference: Difference | None = None

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        difference = told["difference"]
        return cls(told["met"], told["used"], Difference(**difference) if difference else None)


@dataclass(frozen=True, slots=True)
class PlanSnapshot:
    """`own` names the trigger where that is a word of hers, as it read when it was shared."""

    kind: ClassVar[str] = "plan"

    trigger: str = ""
    technique: str = ""
    words: str = ""
    counts: Counts | None = None
    own: Mapping[str, str] = field(default_factory=dict)
    question: str = ""

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("What is shared holds at least one part of the plan.")

    @property
    def parts(self) -> tuple[str, ...]:
        held = {
            TRIGGER: self.trigger,
            TECHNIQUE: self.technique,
            WORDS: self.words.strip(),
            COUNTS: self.counts,
        }
        return tuple(part for part in PARTS if held[part])

    @property
    def written(self) -> tuple[str, ...]:
        return self.words, self.question

    @property
    def triggers(self) -> tuple[str, ...]:
        return (self.trigger,) if self.trigger else ()

    @property
    def is_serious(self) -> bool:
        return any(map(is_serious, self.triggers))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        counts = document["counts"]
        return cls(**{**document, "counts": Counts.from_json(counts) if counts else None})


def snapshot_of(
    wording: Wording, seen: PlanSeen, own: OwnWords, *, parts: Iterable[str], question: str
) -> PlanSnapshot:
    """The chosen parts as they stand now. ValueError where none is chosen that the plan has."""
    chosen = set(parts)
    trigger = wording.trigger if TRIGGER in chosen else ""
    return PlanSnapshot(
        trigger=trigger,
        technique=wording.technique if TECHNIQUE in chosen else "",
        words=wording.own_words if WORDS in chosen else "",
        counts=counts_of(seen) if COUNTS in chosen else None,
        own={trigger: own.text(trigger)} if names_own(trigger) else {},
        question=question if question.strip() else "",
    )


def counts_of(seen: PlanSeen) -> Counts | None:
    """None while it has not come up."""
    if not seen.met:
        return None
    estimate = seen.estimate
    difference = (
        Difference(estimate.effect, estimate.low, estimate.high, seen.verdict.value) if estimate else None
    )
    return Counts(seen.met, seen.used, difference)
