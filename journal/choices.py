"""The choices of the quick form as HTML: rendered once for each way they can look, then remembered.

The list of all triggers alone has more than a hundred radios; drawing it anew took half of the page's time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.documents import STRENGTHS
from journal.words import feeling_word, strength_word, trigger_name
from vocabulary.feelings import Feeling, feeling, not_sure, quadrants, quick_feelings
from vocabulary.triggers import SERIOUS, first_day_chips, triggers

# As the eye meets them: unpleasant left, pleasant right, more energy above.
_CORNERS = ("hu", "hp", "lu", "lp")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a group that the template draws itself."""

    value: str
    id: str
    label: str
    checked: bool
    autofocus: bool = False


@dataclass(frozen=True, slots=True)
class Corner:
    """One block of the mood grid."""

    code: str
    label: str
    words: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the grid and what it means."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A group in the list of all triggers."""

    name: str
    choices: tuple[Choice, ...]
    serious: bool


@cache
def quick_codes() -> tuple[str, ...]:
    """The sixteen words by corner, then "not sure"."""
    words = [word.code for corner in _CORNERS for word in quick_feelings() if _corner(word) == corner]
    return (*words, not_sure().code)


@cache
def trigger_codes() -> tuple[str, ...]:
    """The six chips, then all others by letter."""
    chips = [chip.code for chip in first_day_chips()]
    everything = [one.code for letter in triggers() for one in (letter, *letter.items)]
    return tuple(dict.fromkeys([*chips, *everything]))


def strength_codes() -> tuple[str, ...]:
    return tuple(map(str, STRENGTHS))


def feelings_html(chosen: str, *, fresh: bool) -> SafeString:
    """The mood grid and "not sure". The cursor waits in its first word when the page opens empty."""
    return _feelings_html(get_language(), chosen if chosen in quick_codes() else "", fresh)


def triggers_html(chosen: str) -> SafeString:
    """The chips, and all other triggers folded away; open where the choice is among them."""
    return _triggers_html(get_language(), chosen if chosen in trigger_codes() else "")


def strengths_html(chosen: str) -> SafeString:
    return _strengths_html(get_language(), chosen if chosen in strength_codes() else "")


def meanings_html() -> SafeString:
    """What the words of the grid mean."""
    return _meanings_html(get_language())


# The language stands among the arguments because it is part of what is remembered.
@lru_cache(maxsize=256)
def _feelings_html(language: str | None, chosen: str, fresh: bool) -> SafeString:
    words = _choices("feeling", quick_codes(), feeling_word, chosen)
    names = {quadrant.code: _(quadrant.name) for quadrant in quadrants()}
    size = (len(words) - 1) // len(_CORNERS)
    blocks = [words[start : start + size] for start in range(0, len(words) - 1, size)]
    if fresh:
        first = blocks[0][0]
        blocks[0] = (Choice(first.value, first.id, first.label, False, autofocus=True), *blocks[0][1:])
    corners = [Corner(code, names[code], block) for code, block in zip(_CORNERS, blocks, strict=True)]
    told = {"name": "feeling", "blocks": corners, "not_sure": words[-1]}
    return render_to_string("components/mood_grid.html", told)


@lru_cache(maxsize=1024)
def _triggers_html(language: str | None, chosen: str) -> SafeString:
    every, chips = _choices("trigger", trigger_codes(), trigger_name, chosen), len(first_day_chips())
    told = {
        "chips": every[:chips],
        "letters": _letters({choice.value: choice for choice in every[chips:]}),
        "is_open": any(choice.checked for choice in every[chips:]),
    }
    return render_to_string("journal/trigger_choices.html", told)


@lru_cache(maxsize=64)
def _strengths_html(language: str | None, chosen: str) -> SafeString:
    steps = _choices("strength", strength_codes(), lambda step: strength_word(int(step)), chosen)
    return render_to_string("components/scale.html", {"name": "strength", "steps": steps})


@lru_cache(maxsize=16)
def _meanings_html(language: str | None) -> SafeString:
    words = [feeling(code) for code in quick_codes()]
    rows = [Meaning(_(word.word), _(word.definition)) for word in words]
    return render_to_string("components/summary_list.html", {"rows": rows})


def _letters(left: dict[str, Choice]) -> list[Letter]:
    """All triggers that are no chips, under their letters."""
    letters = [
        Letter(
            name=trigger_name(letter.code),
            choices=tuple(left[one.code] for one in (letter, *letter.items) if one.code in left),
            serious=letter.code == SERIOUS,
        )
        for letter in triggers()
    ]
    return [letter for letter in letters if letter.choices]


def _corner(word: Feeling) -> str:
    return word.quadrant.code if word.quadrant else ""


def _choices(name: str, codes: Iterable[str], said: Callable[[str], str], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, f"id_{name}_{number}", said(code), code == chosen) for number, code in enumerate(codes)
    )
