"""How the codes of a moment are said, in the reader's language."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from vocabulary.feelings import feeling
from vocabulary.triggers import trigger

Code = TypeVar("Code", bound=Hashable)


def once_a_language(say: Callable[[Code], str]) -> Callable[[Code], str]:
    """Keep what is said: a page of moments says the same few words two hundred times over."""

    @lru_cache(maxsize=1024)
    def kept(language: str | None, code: Code) -> str:
        return say(code)

    @wraps(say)
    def said(code: Code) -> str:
        return kept(get_language(), code)

    return said


@once_a_language
def feeling_word(code: str) -> str:
    return _(feeling(code).word)


def feeling_corner(code: str) -> str:
    """hu, hp, lu or lp, for the dot of the word; nothing where the person was not sure."""
    quadrant = feeling(code).quadrant
    return quadrant.code if quadrant else ""


@once_a_language
def trigger_name(code: str) -> str:
    """With a capital, because it stands alone; items are written small in the vocabulary."""
    name = _(trigger(code).name)
    return name[:1].upper() + name[1:]


def strength_word(strength: int) -> str:
    return (
        pgettext("strength 1", "barely"),
        pgettext("strength 2", "a little"),
        pgettext("strength 3", "clearly"),
        pgettext("strength 4", "strongly"),
        pgettext("strength 5", "very strongly"),
    )[strength - 1]


@once_a_language
def strength_text(strength: int) -> str:
    """As it stands in a list: "4 of 5, strongly"."""
    return _("Strength %(number)d of 5, %(word)s") % {"number": strength, "word": strength_word(strength)}
