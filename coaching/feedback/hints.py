"""Beside each field of a check page: advice where a word judges. Nothing is kept of it, nothing is barred."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.feedback.judging import GUESS, OFTEN, PERSON, Judging, judging_in
from coaching.lines import Line


@dataclass(frozen=True, slots=True)
class Checked:
    """A field as it will be read, and what might be said otherwise."""

    name: str
    value: str
    hints: tuple[str, ...]


def checked(lines: tuple[Line, ...]) -> tuple[Checked, ...]:
    """The fields with their hints."""
    return tuple(Checked(line.name, line.value, hints_on(line.value)) for line in lines)


def hints_on(text: str) -> tuple[str, ...]:
    """A sentence for each way in which words of this text judge, in the language of the page."""
    found = judging_in(text, get_language() or "")
    kinds = dict.fromkeys(each.kind for each in found)
    return tuple(_hint(kind, [each for each in found if each.kind == kind]) for kind in kinds)


def _hint(kind: str, found: list[Judging]) -> str:
    told = {
        OFTEN: _("%(words)s: how often did you see it? One time that you saw is easier to hear."),
        PERSON: _("%(words)s: this is about the person. What would a camera have shown?"),
        GUESS: _("%(words)s: this guesses at what somebody meant. What did you see or hear?"),
    }[kind]
    named = [_("“%(word)s”") % {"word": each.word} for each in found]
    return told % {"words": get_text_list(named, _("and"))}
