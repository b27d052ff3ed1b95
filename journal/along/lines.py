"""A moment as lines to read, each field by its name: for the files, the check and the printed pages."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.utils.text import get_text_list
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from journal.documents import MomentDocument
from journal.exchange.papers import Line
from journal.words import words
from vocabulary.techniques import techniques

Say = Callable[[MomentDocument], str]


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


def _fields() -> tuple[tuple[str, Say, bool], ...]:
    return _fields_in(get_language())


@cache
def _fields_in(language: str | None) -> tuple[tuple[str, Say, bool], ...]:
    """Made while this language is the active one."""
    feelings, triggers, strengths = words().feelings, words().triggers, words().strengths
    shown = {**feelings, "neutral": _("neutral, professional")}
    lists: tuple[tuple[str, Say, bool], ...] = (
        (_("How you felt"), lambda told: _listed(feelings, told.feelings), False),
        (_("What set it off"), lambda told: _listed(triggers, told.triggers), False),
        (_("How strong it felt"), lambda told: strengths[told.strength], False),
        (_("What you let be seen"), lambda told: _listed(shown, told.shown), False),
        (_("How the customer seemed to feel"), lambda told: _listed(feelings, told.customer), False),
        (_("Where it happened"), lambda told: _one(_channels(), told.channel), False),
        (_("Part of the contact"), lambda told: _one(_phases(), told.phase), False),
        (_("How it ended"), lambda told: _one(_outcomes(), told.outcome), False),
        (_("What you tried"), lambda told: _listed(_techniques(), told.techniques), False),
        (_("How strong it was afterwards"), lambda told: strengths.get(told.strength_after or 0, ""), False),
        (_("How long it stayed"), lambda told: _one(_stays(), told.stayed), False),
        (_("Your plan"), lambda told: _plan(told), False),
    )
    texts: tuple[tuple[str, Say, bool], ...] = (
        (_("Note"), lambda told: told.note, True),
        (_("What went through your mind"), lambda told: told.thought, True),
        (_("Another way to see it"), lambda told: told.another_view, True),
        (_("What you needed"), lambda told: told.need, True),
        (_("Next time"), lambda told: told.next_time, True),
    )
    return (*lists, *texts)


def _listed(said: Mapping[str, str], codes: Iterable[str]) -> str:
    """A code that this version has no word for is shown as it is."""
    return get_text_list([said.get(code, code) for code in codes], _("and"))


def _one(said: Mapping[str, str], code: str | None) -> str:
    return said.get(code, code) if code else ""


def _plan(told: MomentDocument) -> str:
    if told.plan is None:
        return ""
    if told.plan_used is None:
        return _("Came up")
    return _("Used") if told.plan_used else _("Came up, not used")


def _channels() -> dict[str, str]:
    return {
        "phone": pgettext("channel", "phone"),
        "chat": pgettext("channel", "chat"),
        "email": pgettext("channel", "e-mail"),
        "in-person": pgettext("channel", "in person"),
        "video": pgettext("channel", "video"),
        "social": pgettext("channel", "social media"),
        "bot": pgettext("channel", "handed over by a bot"),
        "back-office": pgettext("channel", "back office"),
    }


def _phases() -> dict[str, str]:
    return {
        "opening": pgettext("phase", "opening"),
        "problem": pgettext("phase", "the problem"),
        "refusal": pgettext("phase", "a refusal"),
        "closing": pgettext("phase", "closing"),
    }


def _outcomes() -> dict[str, str]:
    return {
        "solved": pgettext("outcome", "solved"),
        "partly": pgettext("outcome", "partly solved"),
        "not": pgettext("outcome", "not solved"),
        "handed-over": pgettext("outcome", "handed over"),
    }


def _stays() -> dict[str, str]:
    return {
        "minutes": pgettext("stayed", "minutes"),
        "shift": pgettext("stayed", "the shift"),
        "still": pgettext("stayed", "still here"),
    }


def _techniques() -> dict[str, str]:
    return {one.code: _(one.name) for one in techniques()} | {"nothing-yet": _("Nothing yet")}
