"""The 56 feelings in four quadrants, the sixteen of the quick form, and "not sure"."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("feelings.toml")
WORDS_PER_QUADRANT = 14
QUICK_WORDS = 16
LONGEST_DEFINITION = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feeling's dot sits. Both from -1 to 1: right is pleasant, up is high energy."""

    pleasantness: float
    energy: float


@dataclass(frozen=True, slots=True)
class Quadrant:
    """A quarter of the plane: hu, lu, hp or lp (high or low energy, unpleasant or pleasant)."""

    code: str
    name: str

    @property
    def place(self) -> Place:
        """The middle of the quadrant, for a dot that stands for all its words."""
        return Place(
            pleasantness=0.5 if self.code[1] == "p" else -0.5, energy=0.5 if self.code[0] == "h" else -0.5
        )

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies inside, the two axes excluded."""
        return self.place.pleasantness * place.pleasantness > 0 and self.place.energy * place.energy > 0


@dataclass(frozen=True, slots=True)
class Feeling:
    """One word. `word` and `definition` are message ids; only "not sure" has no quadrant and no place."""

    code: str
    word: str
    definition: str
    quadrant: Quadrant | None
    place: Place | None
    quick: bool


@dataclass(frozen=True, slots=True)
class FeelingSet:
    """All that feelings.toml holds, checked."""

    quadrants: tuple[Quadrant, ...]
    feelings: tuple[Feeling, ...]
    not_sure: Feeling
    by_code: Mapping[str, Feeling]


def quadrants() -> tuple[Quadrant, ...]:
    """The four quadrants: hu, lu, hp, lp."""
    return _load().quadrants


def feelings() -> tuple[Feeling, ...]:
    """The 56 words, quadrant by quadrant, in the order of the file. "Not sure" is not among them."""
    return _load().feelings


def quick_feelings() -> tuple[Feeling, ...]:
    """The sixteen words of the quick form, in the order of the file."""
    return tuple(feeling for feeling in feelings() if feeling.quick)


def not_sure() -> Feeling:
    """The answer of who has no word for it."""
    return _load().not_sure


def feeling(code: str) -> Feeling:
    """The feeling with this code, "not-sure" included. LookupError where there is none."""
    try:
        return _load().by_code[code]
    except KeyError:
        raise LookupError(f"There is no feeling with the code {code!r}.") from None


@cache
def _load() -> FeelingSet:
    return read_feelings(SOURCE.read_text(encoding="utf-8"))


def read_feelings(text: str) -> FeelingSet:
    """Read and check the text of a feelings file. ValueError with a sentence where it breaks a rule."""
    document = tomllib.loads(text)
    corners = {row["code"]: Quadrant(code=row["code"], name=row["name"]) for row in document["quadrants"]}
    if list(corners) != ["hu", "lu", "hp", "lp"]:
        raise ValueError("The quadrants must be hu, lu, hp and lp, in this order.")
    words = tuple(_feeling(row, corners) for row in document["feelings"])
    unsure = Feeling(**document["not_sure"], quadrant=None, place=None, quick=False)
    _check_codes((*words, unsure))
    _check_definitions((*words, unsure))
    _check_counts(words, tuple(corners.values()))
    return FeelingSet(
        quadrants=tuple(corners.values()),
        feelings=words,
        not_sure=unsure,
        by_code={word.code: word for word in (*words, unsure)},
    )


def _feeling(row: dict[str, Any], corners: Mapping[str, Quadrant]) -> Feeling:
    code, place = row["code"], Place(pleasantness=row["x"], energy=row["y"])
    if row["quadrant"] not in corners:
        raise ValueError(
            f"The feeling {code!r} names the quadrant {row['quadrant']!r}, which is none of the four."
        )
    quadrant = corners[row["quadrant"]]
    if not quadrant.holds(place) or max(abs(place.pleasantness), abs(place.energy)) > 1:
        raise ValueError(f"The place of the feeling {code!r} lies outside its quadrant {quadrant.code}.")
    return Feeling(
        code=code,
        word=row["word"],
        definition=row["definition"],
        quadrant=quadrant,
        place=place,
        quick=row.get("quick", False),
    )


def _check_codes(words: tuple[Feeling, ...]) -> None:
    for word in words:
        if word.code != word.word.lower().replace(" ", "-") or not word.code.isascii():
            raise ValueError(f"The code {word.code!r} must be the word {word.word!r} as a lower-case slug.")
    for code, times in Counter(word.code for word in words).items():
        if times > 1:
            raise ValueError(f"The feeling {code!r} stands {times} times in the list.")


def _check_definitions(words: tuple[Feeling, ...]) -> None:
    for word in words:
        if not 1 <= len(word.definition.split()) <= LONGEST_DEFINITION:
            raise ValueError(f"The definition of {word.code!r} must have 1 to {LONGEST_DEFINITION} words.")


def _check_counts(words: tuple[Feeling, ...], corners: tuple[Quadrant, ...]) -> None:
    order = [word.quadrant for word in words]
    if order != [corner for corner in corners for _ in range(WORDS_PER_QUADRANT)]:
        raise ValueError(
            f"Each quadrant must have {WORDS_PER_QUADRANT} feelings, in the order of the quadrants."
        )
    quick = sum(word.quick for word in words)
    if quick != QUICK_WORDS:
        raise ValueError(f"The quick form must have {QUICK_WORDS} feelings, but {quick} are marked for it.")
