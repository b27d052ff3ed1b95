"""What the sealed documents of a plan, a goal and a ritual hold: dataclasses and their JSON. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any

from journal.text import first_unstorable

SCHEMA = 1


class UnknownSchema(ValueError):
    """A document was written by a newer version of the product than this one."""


class Kind(Enum):
    """What a goal is about."""

    PERSONAL = "personal"
    PROFESSIONAL = "professional"


class Rite(Enum):
    """What is written around a shift."""

    HELPED = "helped"
    VIEW = "view"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Wording:
    """If `trigger` comes up, then a technique, her own words, or both. Codes are those of the vocabulary."""

    trigger: str
    technique: str
    own_words: str

    def __post_init__(self) -> None:
        if not self.trigger or not (self.technique or self.own_words.strip()):
            raise ValueError("A plan names a trigger, and a technique or words for what follows.")
        _check(self.own_words)


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a plan, when it began, and whether it was said once to herself."""

    wording: Wording
    since: dt.datetime
    rehearsed: bool = False


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """All wordings of a plan, the first one first: a change adds one and takes none away."""

    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError("A plan has words.")

    @property
    def present(self) -> Version:
        """The one that holds."""
        return self.versions[-1]

    @property
    def earlier(self) -> tuple[Version, ...]:
        return self.versions[:-1]

    def as_json(self) -> dict[str, Any]:
        return {
            "versions": [
                asdict(each.wording) | {"since": each.since.isoformat(), "rehearsed": each.rehearsed}
                for each in self.versions
            ]
        }


@dataclass(frozen=True, slots=True)
class GoalDocument:
    """A goal: what, why it matters to her, what comes next, and whether the why comes back on hard days."""

    kind: Kind
    what: str
    why: str
    next_step: str
    why_on_hard_days: bool

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise ValueError("A goal says what it is.")
        _check(self.what, self.why, self.next_step)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"kind": self.kind.value}


@dataclass(frozen=True, slots=True)
class RitualDocument:
    """What she wrote before or after a shift: one text, or at its end two, of which one may lack."""

    rite: Rite
    text: str
    left_here: str = ""

    def __post_init__(self) -> None:
        if not (self.text.strip() or self.left_here.strip()):
            raise ValueError("Nothing was written.")
        _check(self.text, self.left_here)

    def as_json(self) -> dict[str, Any]:
        return {"rite": self.rite.value, "text": self.text, "left_here": self.left_here}


def read_plan(schema: int, document: Mapping[str, Any]) -> PlanDocument:
    """The plan that a sealed document of any known schema holds."""
    _known(schema)
    names = [each.name for each in fields(Wording)]
    return PlanDocument(
        tuple(
            Version(
                Wording(**{name: told[name] for name in names}),
                dt.datetime.fromisoformat(told["since"]),
                told["rehearsed"],
            )
            for told in document["versions"]
        )
    )


def read_goal(schema: int, document: Mapping[str, Any]) -> GoalDocument:
    _known(schema)
    return GoalDocument(**{**document, "kind": Kind(document["kind"])})


def read_ritual(schema: int, document: Mapping[str, Any]) -> RitualDocument:
    _known(schema)
    return RitualDocument(Rite(document["rite"]), document["text"], document["left_here"])


def _known(schema: int) -> None:
    if schema != SCHEMA:
        raise UnknownSchema(f"This document has schema {schema}; this version reads {SCHEMA}.")


def _check(*texts: str) -> None:
    if any(map(first_unstorable, texts)):
        raise ValueError("The text holds a character that cannot be stored.")
