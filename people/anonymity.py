"""The rule by which numbers of people are given out: never what one of them did. Pure.

The one place that holds it; why it holds is argued in docs/adr/0014-totals-by-fixed-rosters.md. People are
counted by rosters. A roster is drawn once from all who agreed, whatever they write, lasts half a year, takes
nobody in, and loses people only by fives: with each who leaves, others rest until five are gone. A number is
given out in steps of five, and only where the whole step leaves five people on either side.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

# Constants without a setting: an admin who could lower them could read a single person.
K = 5
FEWEST = 15
# Weeks that a roster lasts: in this time nobody joins it, and nobody of it is counted in another.
LASTS = 26
# So many people may put together what they know of themselves, and still learn of nobody else.
COLLUDING = K - 2

# What is counted: persons who had it in a week. Letters H (me today) and X (serious incident) are none.
LEFT_OUT = frozenset("HX")
LETTERS = tuple("ABCDEFGP")
FAMILIES = (
    "choosing",
    "changing",
    "attention",
    "thinking",
    "responding",
    "planning",
    "before",
    "after",
    "sharing",
    "contact",
)
TRIGGER, STRONG, FAMILY = "trigger:", "strong", "family:"
CELLS = (
    *(TRIGGER + letter for letter in LETTERS),
    STRONG,
    *(FAMILY + family for family in FAMILIES),
)
# From this strength on, of 1 to 5, a moment is a strong one.
STRONG_FROM = 4

# Someone of whom only an opaque mark is known.
People = frozenset[str]
NOBODY: People = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What of one moment could count: the letters of its triggers, its strength, families of techniques."""

    letters: frozenset[str]
    strength: int
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class Release:
    """What is left of the roster, and the cells given out: `{cell: 10}` says 10 to 14 people."""

    roster: People
    cells: Mapping[str, int]


def cells_of(moments: Iterable[Told]) -> frozenset[str]:
    """The cells that one person's week falls into; none where nothing of it counts.

    A moment with a letter that is left out counts for nothing at all, not by its other letters either.
    """
    counted = [moment for moment in moments if moment.letters.isdisjoint(LEFT_OUT)]
    had = {TRIGGER + letter for moment in counted for letter in moment.letters}
    had |= {FAMILY + family for moment in counted for family in moment.families}
    strong = sum(moment.strength >= STRONG_FROM for moment in counted)
    if counted and 2 * strong >= len(counted):
        had.add(STRONG)
    return frozenset(had & set(CELLS))


def is_apart(group: People, others: Iterable[People]) -> bool:
    """Whether it differs from each of the others by nobody or by K people at least, on either side."""
    return all(_is_enough(group - other) and _is_enough(other - group) for other in others)


def drawn(joined: People, history: Sequence[People]) -> People:
    """A new roster from all who agreed and are counted nowhere else; nobody where there are too few.

    Judged on who agreed alone, never on what anybody wrote. Where it would differ by a few from a group that
    was counted before, more people rest until it differs by K.
    """
    roster = joined
    while len(roster) >= FEWEST:
        near = next((group for group in history if not is_apart(roster, [group])), None)
        if near is None:
            return roster
        resting = _resting(roster, near)
        if not resting:  # nobody of that group is left here who could rest
            return NOBODY
        roster -= resting
    return NOBODY


def without_leavers(roster: People, present: People, history: Sequence[People]) -> People:
    """The roster after some have left, with as many resting that it loses people by fives; nobody where too
    few stay. Who is out of it never comes back.
    """
    left = roster - present
    staying = roster & present
    staying -= _first(staying, -len(left) % K)
    return staying if len(staying) >= FEWEST and is_apart(staying, history) else NOBODY


def release(
    *,
    roster: People,
    present: People,
    history: Sequence[People],
    contributions: Mapping[str, Collection[str]],
) -> Release:
    """Decide for ever what of one week is given out of a roster.

    `present` are those of the roster who still agree and belong to the unit, `history` every group that was
    ever counted, `contributions` the cells of each person who wrote something that counts.
    """
    counted = without_leavers(roster, present, history)
    weeks = [set(cells) for person, cells in contributions.items() if person in counted and cells]
    given = {cell: _step_of(sum(cell in week for week in weeks), len(weeks)) for cell in CELLS}
    return Release(counted, {cell: step for cell, step in given.items() if step})


def _step_of(had: int, wrote: int) -> int:
    """The step of K that a number lies in; 0 where it is not given out.

    All of the step must leave K who had it and K who wrote and had it not, counted down to a step as well: so
    the ends of what a reader can conclude never fall on one person.
    """
    step, all_steps = had - had % K, wrote - wrote % K
    return step if step >= K and step + 2 * K <= all_steps else 0


def _is_enough(difference: People) -> bool:
    return not difference or len(difference) >= K


def _resting(roster: People, near: People) -> People:
    """Who goes, so that the roster is further from a group that it is too near to."""
    joiners, leavers = roster - near, near - roster
    if not _is_enough(joiners):
        return joiners
    return _first(roster & near, K - len(leavers))


def _first(people: People, number: int) -> People:
    """By their marks, which are as good as drawn by lot."""
    return frozenset(sorted(people)[:number])
