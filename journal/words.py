"""How the codes of a moment are said, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from journal.documents import NEUTRAL, NOTHING_YET, OWN, STRENGTHS
from journal.own import CORNERS
from vocabulary.feelings import feeling, feelings, not_sure, quadrants
from vocabulary.techniques import techniques
from vocabulary.triggers import first_day_chips, triggers


class Said(dict[str, str]):
    """Names by code. A code that no vocabulary knows any more is shown as it is, never dropped."""

    def __missing__(self, code: str) -> str:
        return code


@dataclass(frozen=True, slots=True)
class Words:
    """Every feeling, trigger, technique and strength as they are said in one language, by code."""

    feelings: Mapping[str, str]
    triggers: Mapping[str, str]
    techniques: Mapping[str, str]
    strengths: Mapping[int, str]


def words() -> Words:
    """In the reader's language. A list of moments asks once and says the same few words many times over."""
    return _words_in(get_language())


def feeling_word(code: str) -> str:
    return words().feelings[code]


def feeling_corner(code: str) -> str:
    """hu, hp, lu or lp, for the dot of the word; nothing where the person was not sure, and nothing known."""
    if code.startswith(OWN):
        corner = code.removeprefix(OWN)
        return corner if corner in CORNERS else ""
    try:
        quadrant = feeling(code).quadrant
    except LookupError:
        return ""
    return quadrant.code if quadrant else ""


def corner_name(code: str) -> str:
    """A quadrant of the grid."""
    return next(_(quadrant.name) for quadrant in quadrants() if quadrant.code == code)


def trigger_name(code: str) -> str:
    """With a capital, because it stands alone; items are written small in the vocabulary."""
    return words().triggers[code]


def technique_name(code: str) -> str:
    """What can be done about a feeling, as its own page calls it."""
    return words().techniques[code]


def nothing_yet() -> str:
    """What stands beside the techniques."""
    return pgettext("a technique", "Nothing yet")


def neutral() -> str:
    """What stands beside the words for what she let be seen."""
    return pgettext("a feeling shown", "neutral, professional")


def short_lists() -> dict[str, dict[str, str]]:
    """Codes with their words, for channel, phase, outcome and how long it stayed, in the order offered."""
    return {
        "channel": {
            "phone": _("phone"),
            "chat": _("chat"),
            "email": _("e-mail"),
            "in-person": _("in person"),
            "video": _("video"),
            "social": _("social media"),
            "bot": _("handed over by a bot"),
            "back-office": _("back office"),
        },
        "phase": {
            "opening": pgettext("phase of a contact", "opening"),
            "problem": pgettext("phase of a contact", "the problem"),
            "refusal": pgettext("phase of a contact", "saying no"),
            "closing": pgettext("phase of a contact", "closing"),
        },
        "outcome": {
            "solved": pgettext("outcome of a contact", "solved"),
            "partly": pgettext("outcome of a contact", "partly solved"),
            "not": pgettext("outcome of a contact", "not solved"),
            "handed-over": pgettext("outcome of a contact", "handed over"),
        },
        "stayed": {
            "minutes": pgettext("how long it stayed", "some minutes"),
            "shift": pgettext("how long it stayed", "the whole shift"),
            "still": pgettext("how long it stayed", "it is still here"),
        },
    }


def short_word(of: str, code: str) -> str:
    """A code of one of the short lists, in the reader's language."""
    return short_lists()[of].get(code, code)


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
        feelings=Said(
            {word.code: _(word.word) for word in (*feelings(), not_sure())}
            | {NEUTRAL: neutral()}
            # Where own words are counted, by the corner that they were given.
            | {f"{OWN}{corner.code}": _own_in(_(corner.name)) for corner in quadrants()}
        ),
        triggers=Said({one.code: _capital(_(one.name)) for one in (*named, *first_day_chips())}),
        techniques=Said({one.code: _(one.name) for one in techniques()} | {NOTHING_YET: nothing_yet()}),
        strengths={strength: _strength_text(strength) for strength in STRENGTHS},
    )


def _own_in(corner: str) -> str:
    return _("own words, %(corner)s") % {"corner": corner[:1].lower() + corner[1:]}


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _strength_text(strength: int) -> str:
    """As it stands in a list: "4 of 5, strongly"."""
    return _("Strength %(number)d of 5, %(word)s") % {"number": strength, "word": strength_word(strength)}
