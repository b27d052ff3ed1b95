"""What can be shared of a moment: feeling, trigger, strength, and her note where she wrote one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from journal.documents import STRENGTHS, MomentDocument
from journal.own import OwnWords, names_own
from vocabulary.triggers import SERIOUS

FEELING, TRIGGER, STRENGTH, NOTE = "feeling", "trigger", "strength", "note"
# What can be shared of a moment, in this order, and what is ticked beforehand: never her own words.
PARTS = (FEELING, TRIGGER, STRENGTH, NOTE)
USUAL_PARTS = (FEELING, TRIGGER, STRENGTH)


@dataclass(frozen=True, slots=True)
class MomentSnapshot:
    """Nothing else of the moment is in it, not even its time.

    `own` names the words of hers that are among the codes, as they read when it was shared.
    """

    kind: ClassVar[str] = "moment"

    feelings: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    strength: int | None = None
    note: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    question: str = ""

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("What is shared holds at least one part of the moment.")
        if self.strength not in (None, *STRENGTHS):
            raise ValueError("A strength is one of 1 to 5.")

    @property
    def parts(self) -> tuple[str, ...]:
        held = {FEELING: self.feelings, TRIGGER: self.triggers, STRENGTH: self.strength, NOTE: self.note}
        return tuple(part for part in PARTS if held[part])

    @property
    def written(self) -> tuple[str, ...]:
        return self.note, self.question

    @property
    def is_serious(self) -> bool:
        return any(map(is_serious, self.triggers))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        codes = {name: tuple(document[name]) for name in ("feelings", "triggers")}
        return cls(**{**document, **codes})


def is_serious(code: str) -> bool:
    """Whether a trigger is a serious incident, or one of its kind."""
    return code.split(".")[0] == SERIOUS


def parts_of(document: MomentDocument) -> tuple[str, ...]:
    """What there is to share of this moment: a note only where she wrote one."""
    return PARTS if document.note.strip() else USUAL_PARTS


def snapshot_of(
    document: MomentDocument, own: OwnWords, *, parts: Iterable[str], question: str
) -> MomentSnapshot:
    """The chosen parts as they stand now. ValueError where none is chosen that the moment has."""
    chosen = set(parts)
    feelings = document.feelings if FEELING in chosen else ()
    triggers = document.triggers if TRIGGER in chosen else ()
    return MomentSnapshot(
        feelings=feelings,
        triggers=triggers,
        strength=document.strength if STRENGTH in chosen else None,
        note=document.note if NOTE in chosen else "",
        own={code: own.text(code) for code in (*feelings, *triggers) if names_own(code)},
        question=question if question.strip() else "",
    )
