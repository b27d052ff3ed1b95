"""What a moment's sealed document holds: a dataclass, its JSON, older schemas lifted on reading. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from journal.text import first_unstorable
from vocabulary.feelings import feeling
from vocabulary.triggers import trigger

SCHEMA = 1
STRENGTHS = (1, 2, 3, 4, 5)
Lift = Callable[[dict[str, Any]], dict[str, Any]]
# From schema n to n + 1. A document is lifted step by step when it is read, never by a data migration.
LIFTS: Mapping[int, Lift] = {}


class UnknownSchema(ValueError):
    """A document was written by a newer version of the product than this one."""


@dataclass(frozen=True, slots=True)
class MomentDocument:
    """One moment as its owner put it down.

    `feelings` and `triggers` are codes of the vocabulary, `strength` goes from 1 (barely) to 5 (very
    strongly), `zone` names the time zone she was in, so that its clock time stays what she saw.
    """

    feelings: tuple[str, ...]
    triggers: tuple[str, ...]
    strength: int
    note: str
    zone: str

    def __post_init__(self) -> None:
        if not self.feelings or not self.triggers:
            raise ValueError("A moment has at least one feeling and one trigger.")
        for code in self.feelings:
            feeling(code)
        for code in self.triggers:
            trigger(code)
        if self.strength not in STRENGTHS:
            raise ValueError(f"A strength is one of 1 to 5, not {self.strength!r}.")
        if first_unstorable(self.note):
            raise ValueError("The note holds a character that cannot be stored.")

    def as_json(self) -> dict[str, Any]:
        """As it is sealed, in the newest schema."""
        return {
            "feelings": list(self.feelings),
            "triggers": list(self.triggers),
            "strength": self.strength,
            "note": self.note,
            "zone": self.zone,
        }


def read_document(schema: int, document: Mapping[str, Any]) -> MomentDocument:
    """The moment that a sealed document of any known schema holds."""
    lifted = lift(schema, dict(document))
    return MomentDocument(
        feelings=tuple(lifted["feelings"]),
        triggers=tuple(lifted["triggers"]),
        strength=lifted["strength"],
        note=lifted["note"],
        zone=lifted["zone"],
    )


def lift(
    schema: int, document: dict[str, Any], *, lifts: Mapping[int, Lift] = LIFTS, newest: int = SCHEMA
) -> dict[str, Any]:
    """Bring a document to the newest schema. UnknownSchema for one that this code has never heard of."""
    if not 1 <= schema <= newest:
        raise UnknownSchema(f"This moment has schema {schema}; this version reads 1 to {newest}.")
    for step in range(schema, newest):
        document = lifts[step](document)
    return document
