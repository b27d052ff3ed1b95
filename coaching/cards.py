"""The card of what is shared. One function makes it for her who checks it and for him who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.documents import FEELING, NOTE, STRENGTH, TRIGGER, Snapshot
from journal.words import words


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what stands beside it; `is_text` for words that somebody wrote."""

    name: str
    value: str
    is_text: bool = False


def card_html(snapshot: Snapshot) -> SafeString:
    """All that the other person gets to see of the moment: nothing else of it reaches her page."""
    told = {"lines": lines_of(snapshot), "is_serious": snapshot.is_serious}
    return render_to_string("coaching/card.html", told)


def lines_of(snapshot: Snapshot) -> tuple[Line, ...]:
    """What the snapshot holds, in words of the reader's language."""
    said = words()
    strength = said.strengths[snapshot.strength] if snapshot.strength else ""
    every = (
        Line(part_name(FEELING), _listed(said.feelings, snapshot.feelings, snapshot)),
        Line(part_name(TRIGGER), _listed(said.triggers, snapshot.triggers, snapshot)),
        Line(part_name(STRENGTH), strength),
        Line(part_name(NOTE), snapshot.note, is_text=True),
        Line(_("Question"), snapshot.question, is_text=True),
    )
    return tuple(line for line in every if line.value)


def words_of(snapshot: Snapshot) -> str:
    """In one line, for a list of what she shares herself."""
    lines = [line.value for line in lines_of(snapshot) if not line.is_text]
    return " · ".join(lines) or part_name(NOTE)


def part_name(part: str) -> str:
    """Standing alone, with a capital."""
    return _part_names(get_language())[part]


@lru_cache(maxsize=8)
def _part_names(language: str | None) -> Mapping[str, str]:
    return {FEELING: _("Feeling"), TRIGGER: _("Trigger"), STRENGTH: _("Strength"), NOTE: _("Note")}


def _listed(said: Mapping[str, str], codes: tuple[str, ...], snapshot: Snapshot) -> str:
    named = [snapshot.own.get(code) or said[code] for code in codes]
    return get_text_list(named, _("and"))
