"""The choices of the writing forms as HTML: rendered once for each language, then remembered.

The list of all triggers alone has more than a hundred controls; drawing it anew took half of the page's time.
What is chosen is marked in the remembered text, so that nothing of anybody's is remembered with it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.documents import NEUTRAL, NOTHING_YET, STRENGTHS
from journal.words import feeling_word, strength_word, technique_name, trigger_name
from vocabulary.feelings import Feeling, feeling, feelings, not_sure, quadrants, quick_feelings
from vocabulary.techniques import techniques
from vocabulary.triggers import SERIOUS, first_day_chips, triggers

# As the eye meets them: unpleasant left, pleasant right, more energy above.
_CORNERS = ("hu", "hp", "lu", "lp")
# Where what only one person's form offers goes. Private-use characters: no text of ours holds them.
_BESIDE = "\ue000beside\ue001"
# Of the techniques, those that fit between two contacts; the full form has all.
QUICK_TECHNIQUES = ("pause", "slow-breathing", "clarify", "step-back", "micro-break", NOTHING_YET)
_CLOSED, _OPEN = '<details class="more">', '<details class="more" open>'


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio or checkbox that a template draws itself."""

    value: str
    id: str
    label: str


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
    return (*_by_corner(quick_feelings()), not_sure().code)


@cache
def feeling_codes() -> tuple[str, ...]:
    """All words by corner, then "not sure"."""
    return (*_by_corner(feelings()), not_sure().code)


@cache
def shown_codes() -> tuple[str, ...]:
    """What can be let be seen: all words, or nothing of them."""
    return (*_by_corner(feelings()), NEUTRAL)


@cache
def trigger_codes() -> tuple[str, ...]:
    """All triggers by letter."""
    return tuple(one.code for letter in triggers() for one in (letter, *letter.items))


@cache
def technique_codes() -> tuple[str, ...]:
    return (*(one.code for one in techniques()), NOTHING_YET)


def strength_codes() -> tuple[str, ...]:
    return tuple(map(str, STRENGTHS))


def first_chips() -> tuple[str, ...]:
    """The six triggers that are offered until a person's own use is known."""
    return tuple(chip.code for chip in first_day_chips())


def feelings_html(chosen: str, *, fresh: bool) -> SafeString:
    """The mood grid and "not sure". The cursor waits in its first word when the page opens empty."""
    grid = _grid(get_language(), "feeling", quick_codes(), "radio")
    if fresh:
        grid = grid.replace('id="id_feeling_0"', 'id="id_feeling_0" autofocus', 1)
    return _filled(grid, "feeling", quick_codes(), [chosen], "radio", feeling_word)


def words_html(name: str, chosen: Sequence[str]) -> SafeString:
    """All words, to choose several of."""
    codes = shown_codes() if name == "shown" else feeling_codes()
    return _filled(
        _grid(get_language(), name, codes, "checkbox"), name, codes, chosen, "checkbox", feeling_word
    )


def triggers_html(
    name: str, chosen: Sequence[str], chips: tuple[str, ...], *, several: bool = False
) -> SafeString:
    """The chips, and all other triggers folded away; open where a choice is among them."""
    kind = "checkbox" if several else "radio"
    known = tuple(code for code in chips if code in trigger_codes())
    html = _triggers(get_language(), name, known, kind)
    if any(code in trigger_codes() and code not in known for code in chosen):
        html = html.replace(_CLOSED, _OPEN, 1)
    return _filled(html, name, trigger_codes(), chosen, kind, trigger_name)


def techniques_html(chosen: Sequence[str], *, whole: bool = False) -> SafeString:
    """What can be done about a feeling, as chips."""
    codes = technique_codes() if whole else QUICK_TECHNIQUES
    html = _techniques(get_language(), codes)
    return _filled(html, "techniques", codes, chosen, "checkbox", technique_name)


def scale_html(name: str, chosen: str) -> SafeString:
    """Strength from 1 to 5."""
    return _marked(_scale(get_language(), name), [chosen])


def meanings_html() -> SafeString:
    """What the words of the grid mean."""
    return _meanings_html(get_language())


# The language stands among the arguments because it is part of what is remembered.
@lru_cache(maxsize=64)
def _grid(language: str | None, name: str, codes: tuple[str, ...], kind: str) -> str:
    choices = _choices(name, codes, feeling_word)
    names = {quadrant.code: _(quadrant.name) for quadrant in quadrants()}
    size = (len(choices) - 1) // len(_CORNERS)
    blocks = [choices[start : start + size] for start in range(0, len(choices) - 1, size)]
    corners = [Corner(code, names[code], block) for code, block in zip(_CORNERS, blocks, strict=True)]
    told = {"name": name, "kind": kind, "blocks": corners, "not_sure": choices[-1], "beside": _BESIDE}
    return render_to_string("components/mood_grid.html", told)


@lru_cache(maxsize=512)
def _triggers(language: str | None, name: str, chips: tuple[str, ...], kind: str) -> str:
    codes = tuple(dict.fromkeys([*chips, *trigger_codes()]))
    every = _choices(name, codes, trigger_name)
    told = {
        "name": name,
        "kind": kind,
        "chips": every[: len(chips)],
        "letters": _letters({choice.value: choice for choice in every[len(chips) :]}),
        "beside": _BESIDE,
    }
    return render_to_string("journal/trigger_choices.html", told)


@lru_cache(maxsize=16)
def _techniques(language: str | None, codes: tuple[str, ...]) -> str:
    chips = _choices("techniques", codes, technique_name)
    told = {"name": "techniques", "kind": "checkbox", "chips": chips, "beside": _BESIDE}
    return render_to_string("journal/chips.html", told)


@lru_cache(maxsize=16)
def _scale(language: str | None, name: str) -> str:
    steps = _choices(name, strength_codes(), lambda step: strength_word(int(step)))
    return render_to_string("components/scale.html", {"name": name, "steps": steps})


@lru_cache(maxsize=16)
def _meanings_html(language: str | None) -> SafeString:
    words = [feeling(code) for code in quick_codes()]
    rows = [Meaning(_(word.word), _(word.definition)) for word in words]
    return render_to_string("components/summary_list.html", {"rows": rows})


def _filled(
    html: str,
    name: str,
    codes: tuple[str, ...],
    chosen: Sequence[str],
    kind: str,
    said: Callable[[str], str],
) -> SafeString:
    """With what is chosen marked. What the list does not offer, a word of before, stands beside it."""
    others = [code for code in chosen if code and code not in codes]
    beside = "".join(
        render_to_string(
            "components/pick.html",
            {"name": name, "kind": kind, "choice": Choice(code, f"id_{name}_other_{number}", said(code))},
        )
        for number, code in enumerate(others)
    )
    return _marked(html.replace(_BESIDE, beside, 1), chosen)


def _marked(html: str, chosen: Iterable[str]) -> SafeString:
    """The remembered HTML with a tick at these; ours as it was rendered, codes with it."""
    for code in filter(None, chosen):
        head, found, tail = html.partition(f' value="{code}" id="')
        if found:
            place, _quote, rest = tail.partition('"')
            html = f'{head}{found}{place}" checked{rest}'
    return SafeString(html)


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


def _by_corner(words: Iterable[Feeling]) -> tuple[str, ...]:
    every = tuple(words)
    return tuple(
        word.code
        for corner in _CORNERS
        for word in every
        if word.quadrant is not None and word.quadrant.code == corner
    )


def _choices(name: str, codes: Iterable[str], said: Callable[[str], str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, f"id_{name}_{number}", said(code)) for number, code in enumerate(codes))
