"""How the codes of a moment are said, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vocabulary.feelings import feeling
from vocabulary.triggers import trigger


def feeling_word(code: str) -> str:
    return _(feeling(code).word)


def feeling_corner(code: str) -> str:
    """hu, hp, lu or lp, for the dot of the word; nothing where the person was not sure."""
    quadrant = feeling(code).quadrant
    return quadrant.code if quadrant else ""


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


def strength_text(strength: int) -> str:
    """As it stands in a list: "4 of 5, strongly"."""
    return _("Strength %(number)d of 5, %(word)s") % {"number": strength, "word": strength_word(strength)}
