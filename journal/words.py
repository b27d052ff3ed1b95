"""How the codes of a moment are said, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from journal.documents import STRENGTHS
from vocabulary.feelings import feeling, feelings, not_sure
from vocabulary.techniques import technique
from vocabulary.triggers import first_day_chips, triggers


@dataclass(frozen=True, slots=True)
class Words:
    """Every feeling, trigger and strength as they are said in one language, by code."""

    feelings: Mapping[str, str]
    triggers: Mapping[str, str]
    strengths: Mapping[int, str]


def words() -> Words:
    """In the reader's language. A list of moments asks once and says the same few words many times over."""
    return _words_in(get_language())


def feeling_word(code: str) -> str:
    return words().feelings[code]


def feeling_corner(code: str) -> str:
    """hu, hp, lu or lp, for the dot of the word; nothing where the person was not sure."""
    quadrant = feeling(code).quadrant
    return quadrant.code if quadrant else ""


def trigger_name(code: str) -> str:
    """With a capital, because it stands alone; items are written small in the vocabulary."""
    return words().triggers[code]


def technique_name(code: str) -> str:
    """What can be done about a feeling, as its own page calls it."""
    return _(technique(code).name)


def strength_word(strength: int) -> str:
    return (
        pgettext("strength 1", "barely"),
        pgettext("strength 2", "a little"),
        pgettext("strength 3", "clearly"),
        pgettext("strength 4", "strongly"),
        pgettext("strength 5", "very strongly"),
    )[strength - 1]


@cache
def _words_in(language: str | None) -> Words:
    """Made while this language is the active one."""
    named = [one for letter in triggers() for one in (letter, *letter.items)]
    return Words(
        feelings={word.code: _(word.word) for word in (*feelings(), not_sure())},
        triggers={one.code: _capital(_(one.name)) for one in (*named, *first_day_chips())},
        strengths={strength: _strength_text(strength) for strength in STRENGTHS},
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _strength_text(strength: int) -> str:
    """As it stands in a list: "4 of 5, strongly"."""
    return _("Strength %(number)d of 5, %(word)s") % {"number": strength, "word": strength_word(strength)}
