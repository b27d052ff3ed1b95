"""Whether a moment is what a person looks for: words in whatever letters, and filters. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from journal.documents import TEXTS

# Beside what she wrote herself, the codes whose names she chose are looked through.
CODES = ("feelings", "triggers", "techniques", "shown", "customer")

Told = Mapping[str, Any]
Test = Callable[[Told], bool]


@dataclass(frozen=True, slots=True)
class Sought:
    """What she looks for. Empty, or 0, is whatever there is.

    `corner` is hu, hp, lu or lp, `letter` one of the triggers, `strength` 1 to 5, `technique` a code, `days`
    how far back her own days go, today included.
    """

    text: str = ""
    days: int = 0
    corner: str = ""
    letter: str = ""
    strength: int = 0
    technique: str = ""

    @property
    def is_anything(self) -> bool:
        """Whether nothing is asked for."""
        return self == Sought()


@dataclass(frozen=True, slots=True)
class Said:
    """What codes mean to a reader: names in her language, corners of feelings, letters of triggers."""

    names: Mapping[str, str]
    corners: Mapping[str, str]
    letters: Mapping[str, str]


def sieve(sought: Sought, said: Said) -> Test:
    """What lets a moment's document through. What is cheap is asked first, what she wrote last."""
    tests = [*_filters(sought, said)]
    if words := folded(sought.text).split():
        named = [_named(word, said) for word in words]
        tests.append(lambda told: _holds_all(told, words, named))
    return lambda told: all(test(told) for test in tests)


def folded(text: str) -> str:
    """Casefolded NFC, as texts are compared: neither case nor how an accent is typed matters."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", normalize("NFC", text).casefold())


def _filters(sought: Sought, said: Said) -> list[Test]:
    tests: list[Test] = []
    if sought.strength:
        tests.append(lambda told: told["strength"] == sought.strength)
    if sought.corner:
        fitting = {code for code, corner in said.corners.items() if corner == sought.corner}
        tests.append(lambda told: not fitting.isdisjoint(told["feelings"]))
    if sought.letter:
        under = {code for code, letter in said.letters.items() if letter == sought.letter}
        tests.append(lambda told: not under.isdisjoint(told["triggers"]))
    if sought.technique:
        tests.append(lambda told: sought.technique in (told.get("techniques") or ()))
    return tests


def _named(word: str, said: Said) -> frozenset[str]:
    """The codes whose names hold a word."""
    return frozenset(code for code, name in said.names.items() if word in folded(name))


def _holds_all(told: Told, words: list[str], named: list[frozenset[str]]) -> bool:
    """Each word stands somewhere: in what she wrote, or in the name of something she chose."""
    written = folded("\n".join([text for name in TEXTS if (text := told.get(name))]))
    for word, codes in zip(words, named, strict=True):
        if word in written:
            continue
        if not codes or all(codes.isdisjoint(told.get(kind) or ()) for kind in CODES):
            return False
    return True
