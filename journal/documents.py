"""What a moment's sealed document holds: a dataclass, its JSON, older schemas lifted on reading. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any
from uuid import UUID

from journal.text import first_unstorable

SCHEMA = 2
STRENGTHS = (1, 2, 3, 4, 5)
MOST_FEELINGS = 3
# Codes of the short lists, in the order that they are offered in.
CHANNELS = ("phone", "chat", "email", "in-person", "video", "social", "bot", "back-office")
PHASES = ("opening", "problem", "refusal", "closing")
OUTCOMES = ("solved", "partly", "not", "handed-over")
STAYED = ("minutes", "shift", "still")
NEUTRAL = "neutral"
NOTHING_YET = "nothing-yet"
OWN = "own:"  # a person's own word or trigger: this and its uuid
TEXTS = ("note", "thought", "another_view", "need", "next_time")
# A code is checked for its shape alone: one that a later vocabulary has dropped must still be read and shown.
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([.:-][A-Za-z0-9]+)*")
_LONGEST_CODE = 64
_CODES = ("feelings", "triggers", "shown", "customer", "techniques")
Lift = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownSchema(ValueError):
    """A document was written by a newer version of the product than this one."""


def _as_it_is(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 adds fields that a moment may go without; what schema 1 held kept its name and meaning."""
    return document


# From schema n to n + 1. A document is lifted step by step when it is read, never by a data migration.
LIFTS: Mapping[int, Lift] = {1: _as_it_is}


@dataclass(frozen=True, slots=True)
class MomentDocument:
    """One moment as its owner put it down.

    Only feelings, triggers and strength are always there. `zone` names the time zone she was in, so that its
    clock time stays what she saw. `strength` and `strength_after` go from 1 (barely) to 5 (very strongly).
    `shown` is what she let be seen: feelings, or NEUTRAL. `customer` is what she took the other's feeling to
    be. `techniques` are codes of the vocabulary, or NOTHING_YET. `plan` is the if-then plan that came up and
    `plan_used` whether it was followed, None where she did not say. `while_locked`: written at a locked
    screen, to be kept or deleted by its owner.
    """

    feelings: tuple[str, ...]
    triggers: tuple[str, ...]
    strength: int
    note: str = ""
    zone: str = "UTC"
    shown: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    channel: str | None = None
    phase: str | None = None
    outcome: str | None = None
    techniques: tuple[str, ...] = ()
    strength_after: int | None = None
    stayed: str | None = None
    thought: str = ""
    another_view: str = ""
    need: str = ""
    next_time: str = ""
    plan: UUID | None = None
    plan_used: bool | None = None
    while_locked: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.feelings) <= MOST_FEELINGS or not self.triggers:
            raise ValueError(f"A moment has one to {MOST_FEELINGS} feelings and at least one trigger.")
        if self.strength not in STRENGTHS or self.strength_after not in (None, *STRENGTHS):
            raise ValueError("A strength is one of 1 to 5.")
        codes = (*self.word_codes, *self.techniques, self.channel, self.phase, self.outcome, self.stayed)
        if not all(_is_code(code) for code in codes if code is not None):
            raise ValueError("A code of a moment is made of letters, digits, dots, dashes and colons.")
        if first_unstorable("".join([getattr(self, name) for name in TEXTS])):
            raise ValueError("A note or another text holds a character that cannot be stored.")

    @property
    def word_codes(self) -> tuple[str, ...]:
        """All codes that may be the owner's own words."""
        return (*self.feelings, *self.triggers, *self.shown, *self.customer)

    def as_json(self) -> dict[str, Any]:
        """As it is sealed, in the newest schema: the first five always, of the rest what was put down."""
        told = {name: getattr(self, name) for name in _NAMES}
        kept = {name: value for name, value in told.items() if name in _ALWAYS or value != _LEFT_OUT[name]}
        return {name: _plain(value) for name, value in kept.items()}


_NAMES = tuple(field.name for field in fields(MomentDocument))
_LEFT_OUT = {field.name: field.default for field in fields(MomentDocument)}
_ALWAYS = _NAMES[:5]


@lru_cache(maxsize=4096)
def _is_code(code: str) -> bool:
    """A list of moments has the same few codes many times over."""
    return len(code) <= _LONGEST_CODE and _CODE.fullmatch(code) is not None


def read_document(schema: int, document: Mapping[str, Any]) -> MomentDocument:
    """The moment that a sealed document of any known schema holds."""
    told: dict[str, Any] = {
        name: tuple(value) if name in _CODES else value
        for name, value in lift(schema, dict(document)).items()
        if name in _LEFT_OUT
    }
    if "plan" in told:
        told["plan"] = UUID(told["plan"])
    return MomentDocument(**told)


def lift(
    schema: int, document: dict[str, Any], *, lifts: Mapping[int, Lift] = LIFTS, newest: int = SCHEMA
) -> dict[str, Any]:
    """Bring a document to the newest schema. UnknownSchema for one that this code has never heard of."""
    if not 1 <= schema <= newest:
        raise UnknownSchema(f"This moment has schema {schema}; this version reads 1 to {newest}.")
    for step in range(schema, newest):
        document = lifts[step](document)
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, UUID) else value
