"""A moment in words: every field that holds something, and where two versions of it differ."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.backdating import on_the_wall
from journal.documents import MomentDocument
from journal.exchange.papers import Told
from journal.own import NONE, OwnWords
from journal.words import short_lists, words

Say = Callable[[MomentDocument, OwnWords], str]
Field = tuple[str, Say, bool]


def told_of(
    document: MomentDocument, felt_at: dt.datetime | None = None, own: OwnWords = NONE
) -> tuple[Told, ...]:
    """Everything that a moment holds, in the order of its form; what was not put down is left out.

    First its time, where `felt_at` is given; `own` are its owner's own words.
    """
    at = [Told(_("When"), when(felt_at, document.zone))] if felt_at else []
    every = (Told(name, say(document, own), is_text) for name, say, is_text in _fields())
    return (*at, *(row for row in every if row.value))


def columns() -> tuple[str, ...]:
    """The names of all fields but the time, filled in or not."""
    return tuple(name for name, _say, _is_text in _fields())


def cells(document: MomentDocument, own: OwnWords) -> tuple[str, ...]:
    """The values that belong under `columns`."""
    return tuple(say(document, own) for _name, say, _is_text in _fields())


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


def _fields() -> tuple[Field, ...]:
    return _fields_in(get_language())


@cache
def _fields_in(language: str | None) -> tuple[Field, ...]:
    """Made while this language is the active one."""
    texts: tuple[tuple[str, Say], ...] = (
        (_("What went through your head"), lambda told, own: told.thought),
        (_("Another way to see it"), lambda told, own: told.another_view),
        (_("What you needed"), lambda told, own: told.need),
        (_("Next time"), lambda told, own: told.next_time),
        (_("Note"), lambda told, own: told.note),
    )
    return (*((name, say, False) for name, say in _choices()), *((name, say, True) for name, say in texts))


def _choices() -> tuple[tuple[str, Say], ...]:
    said, short = words(), short_lists()
    return (
        (_("How you felt"), lambda told, own: _listed(said.feelings, told.feelings, own)),
        (_("What set it off"), lambda told, own: _listed(said.triggers, told.triggers, own)),
        (_("How strong it felt"), lambda told, own: said.strengths[told.strength]),
        (_("What you did"), lambda told, own: _listed(said.techniques, told.techniques, own)),
        (
            _("How strong it was after that"),
            lambda told, own: said.strengths.get(told.strength_after or 0, ""),
        ),
        (_("How long it stayed"), lambda told, own: _one(short["stayed"], told.stayed)),
        (_("What you let be seen"), lambda told, own: _listed(said.feelings, told.shown, own)),
        (
            _("How the other person seemed to feel"),
            lambda told, own: _listed(said.feelings, told.customer, own),
        ),
        (_("Where the contact was"), lambda told, own: _one(short["channel"], told.channel)),
        (_("When in the contact"), lambda told, own: _one(short["phase"], told.phase)),
        (_("How it ended"), lambda told, own: _one(short["outcome"], told.outcome)),
        (_("Your plan"), lambda told, own: _plan(told)),
        (_("Written while locked"), lambda told, own: _("Yes") if told.while_locked else ""),
    )


def _listed(names: Mapping[str, str], codes: tuple[str, ...], own: OwnWords) -> str:
    return get_text_list([*own.among(names, codes).values()], _("and"))


def _one(said: Mapping[str, str], code: str | None) -> str:
    return said.get(code, code) if code else ""


def _plan(told: MomentDocument) -> str:
    if told.plan is None:
        return ""
    if told.plan_used is None:
        return _("Came up")
    return _("Used") if told.plan_used else _("Came up, not used")
