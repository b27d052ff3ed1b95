"""A moment as lines to read, each field by its name: for the files, the check and the printed pages."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.documents import MomentDocument
from journal.exchange.papers import Line
from journal.words import short_lists, words

Say = Callable[[MomentDocument], str]
Field = tuple[str, Say, bool]


def lines(document: MomentDocument) -> tuple[Line, ...]:
    """Every field that she filled in, in the order of the form."""
    said = ((name, say(document), long) for name, say, long in _fields())
    return tuple(Line(name, value, long) for name, value, long in said if value)


def columns() -> tuple[str, ...]:
    """The names of all fields, filled in or not."""
    return tuple(name for name, _say, _long in _fields())


def cells(document: MomentDocument) -> tuple[str, ...]:
    """The values that belong under `columns`."""
    return tuple(say(document) for _name, say, _long in _fields())


def _fields() -> tuple[Field, ...]:
    return _fields_in(get_language())


@cache
def _fields_in(language: str | None) -> tuple[Field, ...]:
    """Made while this language is the active one."""
    texts: tuple[tuple[str, Say], ...] = (
        (_("Note"), lambda told: told.note),
        (_("What went through your mind"), lambda told: told.thought),
        (_("Another way to see it"), lambda told: told.another_view),
        (_("What you needed"), lambda told: told.need),
        (_("Next time"), lambda told: told.next_time),
    )
    return (*((name, say, False) for name, say in _choices()), *((name, say, True) for name, say in texts))


def _choices() -> tuple[tuple[str, Say], ...]:
    said, short = words(), short_lists()
    return (
        (_("How you felt"), lambda told: _listed(said.feelings, told.feelings)),
        (_("What set it off"), lambda told: _listed(said.triggers, told.triggers)),
        (_("How strong it felt"), lambda told: said.strengths[told.strength]),
        (_("What you let be seen"), lambda told: _listed(said.feelings, told.shown)),
        (_("How the customer seemed to feel"), lambda told: _listed(said.feelings, told.customer)),
        (_("Where it happened"), lambda told: _one(short["channel"], told.channel)),
        (_("Part of the contact"), lambda told: _one(short["phase"], told.phase)),
        (_("How it ended"), lambda told: _one(short["outcome"], told.outcome)),
        (_("What you tried"), lambda told: _listed(said.techniques, told.techniques)),
        (_("How strong it was afterwards"), lambda told: said.strengths.get(told.strength_after or 0, "")),
        (_("How long it stayed"), lambda told: _one(short["stayed"], told.stayed)),
        (_("Your plan"), _plan),
        (_("Written while locked"), lambda told: _("Yes") if told.while_locked else ""),
    )


def _listed(said: Mapping[str, str], codes: Iterable[str]) -> str:
    return get_text_list([said[code] for code in codes], _("and"))


def _one(said: Mapping[str, str], code: str | None) -> str:
    return said.get(code, code) if code else ""


def _plan(told: MomentDocument) -> str:
    if told.plan is None:
        return ""
    if told.plan_used is None:
        return _("Came up")
    return _("Used") if told.plan_used else _("Came up, not used")
