"""Words that judge instead of telling what was seen: for a hint, never to keep somebody from writing. Pure.

It looks once, names the words and keeps nothing. The words are data, by the language of the page, and are
looked for as whole words, whatever their case. A word with a star stands for all that begins so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

# Why a word is pointed to: it says more often than anybody saw, it judges the person, or it guesses at her.
OFTEN, PERSON, GUESS = "often", "person", "guess"

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        OFTEN: (
            "all the time",
            "always",
            "constantly",
            "every single time",
            "every time",
            "never",
            "nothing ever",
            "typical",
            "typically",
        ),
        PERSON: (
            "aggressive",
            "arrogant",
            "attitude",
            "bad at",
            "bossy",
            "careless*",
            "childish",
            "difficult person",
            "emotional",
            "hopeless",
            "immature",
            "incompetent*",
            "laziness",
            "lazy",
            "moody",
            "negative person",
            "not a team player",
            "oversensitive",
            "personality",
            "rude",
            "rudeness",
            "selfish",
            "sloppy",
            "stubborn",
            "stupid",
            "too sensitive",
            "unfriendly",
            "unmotivated",
            "unprofessional*",
            "useless",
        ),
        GUESS: (
            "clearly you",
            "deliberately",
            "do not care",
            "does not care",
            "doesn't care",
            "don't care",
            "obviously",
            "on purpose",
            "you just want*",
            "you think you",
            "you wanted to",
        ),
    },
    "de": {
        OFTEN: ("andauernd", "dauernd", "immer", "jedes mal", "nie", "niemals", "ständig", "typisch*"),
        PERSON: (
            "aggressiv*",
            "arrogant*",
            "einstellung",
            "faul",
            "faulheit",
            "frech*",
            "inkompetent*",
            "kindisch*",
            "schlampig*",
            "unfreundlich*",
            "unprofessionell*",
            "zu emotional",
            "zu empfindlich",
        ),
        GUESS: ("absichtlich", "du willst nur", "ist dir egal", "mit absicht", "offensichtlich"),
    },
}


@dataclass(frozen=True, slots=True)
class Judging:
    """A word as it was written, and why it is pointed to."""

    word: str
    kind: str


def judging_in(text: str, language: str) -> tuple[Judging, ...]:
    """The words of this language that judge, in the order of the text, each once; none for one not known."""
    pattern = _pattern(language.split("-")[0])
    if pattern is None:
        return ()
    found: dict[str, Judging] = {}
    for match in pattern.finditer(text.replace("\u2019", "'")):
        word = " ".join(match.group().split())
        found.setdefault(word.casefold(), Judging(word, str(match.lastgroup)))
    return tuple(found.values())


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """One pattern for all words of a language, a named group for each kind, the longest words first."""
    kinds = WORDS.get(language)
    if kinds is None:
        return None
    groups = (
        f"(?P<{kind}>{'|'.join(map(_as_pattern, _longest_first(words)))})" for kind, words in kinds.items()
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _longest_first(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _as_pattern(word: str) -> str:
    whole = r"\s+".join(re.escape(part) for part in word.rstrip("*").split())
    return rf"{whole}\w*" if word.endswith("*") else whole
