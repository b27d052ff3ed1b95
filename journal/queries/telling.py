"""A moment in words: every field that holds something, and where two versions of it differ."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from journal.backdating import on_the_wall
from journal.documents import MomentDocument
from journal.words import short_word, words


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a moment in words; `is_text` where its owner wrote them."""

    name: str
    value: str
    is_text: bool = False


def told_of(document: MomentDocument, felt_at: dt.datetime | None = None) -> tuple[Told, ...]:
    """Everything that a moment holds, in the order of its form; what was not put down is left out.

    With its time where `felt_at` is given.
    """
    said = words()
    rows = [
        Told(_("How you felt"), _listed([said.feelings[code] for code in document.feelings])),
        Told(_("What set it off"), _listed([said.triggers[code] for code in document.triggers])),
        Told(_("How strong it felt"), said.strengths[document.strength]),
        Told(_("What you did"), _listed([said.techniques[code] for code in document.techniques])),
        Told(_("How strong it was after that"), said.strengths.get(document.strength_after or 0, "")),
        Told(_("How long it stayed"), _short("stayed", document.stayed)),
        Told(_("What you let be seen"), _listed([said.feelings[code] for code in document.shown])),
        Told(
            _("How the other person seemed to feel"),
            _listed([said.feelings[code] for code in document.customer]),
        ),
        Told(_("Where the contact was"), _short("channel", document.channel)),
        Told(_("When in the contact"), _short("phase", document.phase)),
        Told(_("How it ended"), _short("outcome", document.outcome)),
        Told(_("When"), when(felt_at, document.zone) if felt_at else ""),
        Told(_("What went through your head"), document.thought, is_text=True),
        Told(_("Another way to see it"), document.another_view, is_text=True),
        Told(_("What you needed"), document.need, is_text=True),
        Told(_("Next time"), document.next_time, is_text=True),
        Told(_("Note"), document.note, is_text=True),
    ]
    return tuple(row for row in rows if row.value)


def differing(saved: tuple[Told, ...], yours: tuple[Told, ...]) -> tuple[tuple[str, str, str], ...]:
    """Name, what is saved and what was just written, of every field in which they differ."""
    here, there = ({row.name: row.value for row in rows} for rows in (saved, yours))
    names = dict.fromkeys([*here, *there])
    nothing = _("Not provided")
    return tuple(
        (name, here.get(name, nothing), there.get(name, nothing))
        for name in names
        if here.get(name) != there.get(name)
    )


def when(felt_at: dt.datetime, zone: str, *, day: dt.date | None = None) -> str:
    """Day and clock where she was. `day` is the writer's own, where a night shift counts for the evening."""
    wall, time = on_the_wall(felt_at, zone)
    day = day or wall
    return _("%(day)s, %(time)s") % {"day": date_format(day, "l j F Y"), "time": f"{time:%H:%M}"}


def _listed(said: list[str]) -> str:
    return get_text_list(said, _("and"))


def _short(of: str, code: str | None) -> str:
    return short_word(of, code) if code else ""
