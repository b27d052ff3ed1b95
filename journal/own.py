"""A person's own words and own triggers: each with the place she gave it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import reduce
from typing import Any
from uuid import UUID

from journal.documents import OWN
from journal.text import first_unstorable
from vocabulary.feelings import quadrants
from vocabulary.triggers import LETTERS, SERIOUS

SCHEMA = 1
LONGEST = 40
MOST = 40
FEELING, TRIGGER = "feeling", "trigger"
# What stands for an own word where moments are counted: its corner, not the word itself.
CORNERS = tuple(quadrant.code for quadrant in quadrants())
# Nobody's own trigger is a serious incident: those show where to find support, under their own names.
PLACES: Mapping[str, tuple[str, ...]] = {
    FEELING: CORNERS,
    TRIGGER: tuple(letter for letter in LETTERS if letter != SERIOUS),
}


class CannotAdd(ValueError):
    """A word that is there already, or one too many."""


@dataclass(frozen=True, slots=True)
class Own:
    """One word: `place` is a corner for a feeling, a letter for a trigger.

    One that is not offered any more is still named by moments of before.
    """

    code: str
    kind: str
    text: str
    place: str
    offered: bool = True

    def __post_init__(self) -> None:
        if self.kind not in PLACES or self.place not in PLACES[self.kind]:
            raise ValueError("An own word is a feeling with a corner, or a trigger with a letter.")
        if not 1 <= len(self.text.strip()) <= LONGEST or first_unstorable(self.text):
            raise ValueError(f"An own word has 1 to {LONGEST} characters that can be stored.")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All of one person, in the order in which she added them."""

    words: tuple[Own, ...] = ()

    def offered(self, kind: str) -> tuple[Own, ...]:
        return tuple(own for own in self.words if own.kind == kind and own.offered)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Of those that are offered."""
        return tuple(own.code for own in self.offered(kind))

    def named(self, code: str) -> Own | None:
        return next((own for own in self.words if own.code == code), None)

    def places(self, kind: str) -> dict[str, str]:
        """By code, whether offered or not."""
        return {own.code: own.place for own in self.words if own.kind == kind}

    def among(self, names: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
        """These codes with their names, her own among them."""
        return {code: self.text(code) if names_own(code) else names[code] for code in codes}

    def text(self, code: str) -> str:
        """Of one of these; any other code as it is."""
        found = self.named(code)
        return found.text if found else code

    def with_word(self, kind: str, text: str, place: str, *, row: UUID) -> "OwnWords":
        """With one more. The same text as before at the same place is offered again. Raises CannotAdd."""
        text = plain(text)
        same = [own for own in self.words if own.kind == kind and _is_same(own.text, text)]
        if any(own.offered for own in same):
            raise CannotAdd("there")
        if same and same[0].place == place:
            return OwnWords(tuple(replace(own, offered=own.offered or own == same[0]) for own in self.words))
        if len(self.offered(kind)) >= MOST:
            raise CannotAdd("many")
        return OwnWords((*self.words, Own(own_code(row), kind, text, place)))

    def joined(self, others: Iterable[Own]) -> "OwnWords":
        """With those whose codes are not here. What cannot be offered beside the others is named alone."""
        return reduce(OwnWords._beside, others, self)

    def without(self, code: str) -> "OwnWords":
        """No longer offered; moments that name it keep it."""
        return OwnWords(tuple(replace(own, offered=own.offered and own.code != code) for own in self.words))

    def _beside(self, other: Own) -> "OwnWords":
        if self.named(other.code):
            return self
        offered = self.offered(other.kind)
        fits = len(offered) < MOST and not any(_is_same(other.text, own.text) for own in offered)
        return OwnWords((*self.words, replace(other, offered=other.offered and fits)))

    def as_json(self) -> dict[str, Any]:
        return {"words": [asdict(own) for own in self.words]}


NONE = OwnWords()


def read_own(document: Mapping[str, Any]) -> OwnWords:
    """What a sealed document of own words holds."""
    return OwnWords(tuple(Own(**told) for told in document["words"]))


def own_code(row: UUID) -> str:
    return f"{OWN}{row}"


def plain(text: str) -> str:
    """As a word is kept: one space at most, and none around it."""
    return " ".join(text.split())


def names_own(*codes: str) -> bool:
    """Whether one of these codes is somebody's own word."""
    return any(code.startswith(OWN) for code in codes)


def for_counting(codes: tuple[str, ...], own: OwnWords) -> tuple[str, ...]:
    """Codes with own words replaced by their places, each once: a feeling's corner, a trigger's letter."""
    return tuple(dict.fromkeys(_places(codes, own) if own.words else codes))


def _is_same(text: str, other: str) -> bool:
    return text.casefold() == other.casefold()


def _places(codes: tuple[str, ...], own: OwnWords) -> Iterator[str]:
    for code in codes:
        found = own.named(code)
        if found is None:
            yield code
        else:
            yield found.place if found.kind == TRIGGER else f"{OWN}{found.place}"
