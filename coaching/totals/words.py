"""What totals say in words: the cells, their numbers, and what could be changed about what came up."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from journal.words import trigger_name
from people.anonymity import FAMILIES, FAMILY, LETTERS, STRONG, TRIGGER, K

TRIGGER_CELLS = tuple(TRIGGER + letter for letter in LETTERS)
FAMILY_CELLS = tuple(FAMILY + family for family in FAMILIES)
# What lies in the hands of whoever plans the work comes first.
_PROCESS_FIRST = "FCBEGADP"


def cell_name(cell: str) -> str:
    """Standing alone, with a capital."""
    if cell == STRONG:
        return _("Half or more moments strong")
    if cell in FAMILY_CELLS:
        return _family_names()[cell.removeprefix(FAMILY)]
    return trigger_name(cell.removeprefix(TRIGGER))


def people_text(at_least: int) -> str:
    """A number as it is given out: in steps."""
    return _("%(least)d to %(most)d") % {"least": at_least, "most": most_of(at_least)}


def most_of(at_least: int) -> int:
    return at_least + K - 1


def changes_for(cells: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """For each trigger that is shown, its name and what could be changed: causes in the process first."""
    told = _change_texts()
    shown = [letter for letter in _PROCESS_FIRST if TRIGGER + letter in cells]
    return tuple((trigger_name(letter), told[letter]) for letter in shown)


def _family_names() -> dict[str, str]:
    return {
        "choosing": _("Took a break or changed the task"),
        "changing": _("Set a limit or asked back"),
        "attention": _("Turned to something neutral"),
        "thinking": _("Looked at it another way"),
        "responding": _("Paused, breathed or named it"),
        "planning": _("Used an if-then plan"),
        "before": _("Did something before the shift"),
        "after": _("Did something after the shift"),
        "sharing": _("Told a colleague"),
        "contact": _("Used voice, posture or words"),
    }


def _change_texts() -> dict[str, str]:
    return {
        "F": _(
            "Look at holds, queues and policy first. Which rule do people explain most often, and who could "
            "change it? Is there time to breathe between two contacts?"
        ),
        "C": _(
            "Look at what customers were told before they called: the letter, the web page, the menu. "
            "One clearer sentence there can save many contacts."
        ),
        "B": _(
            "Say in one place what can be given and what cannot. Let people give small things themselves."
        ),
        "E": _("Agree on whom to ask when a customer is in distress, and give time after such a contact."),
        "G": _("Talk about what is missed in the team: help, clear words, or fair scores. Change one thing."),
        "A": _("Shorten the wait before the call. Say that people may end an abusive call, and stand by it."),
        "D": _("Let people swap the queue for an hour, or hand over a contact that wears them down."),
        "P": _("Something went well for many. Find out what it was, and keep room for it."),
    }
