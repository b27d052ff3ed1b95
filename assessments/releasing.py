"""When an organisation's figures may be told anew, so that no two of them tell one person apart. Pure.

Figures are added up over whole months and never change once told. Who compares two releases learns what the
people between them answered, so those who came and those who left must be nobody or at least five: since
every release ever made of the same kind, since before the first, and beside the group that it is a part of.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.psychometrics.floors import CLOSED_GROUP


@dataclass(frozen=True, slots=True)
class Released:
    """How many people a release counted: all who had entered before `until`."""

    until: dt.datetime
    persons: int


def closed_month(now: dt.datetime) -> dt.datetime:
    """The end of the last whole month, in UTC: what entered before it is closed."""
    return now.astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def may_release(entered: Sequence[dt.datetime], until: dt.datetime, earlier: Sequence[Released]) -> bool:
    """Whether the people who entered before `until` may be told as one group, after these `earlier` releases.

    `entered` are the times at which the people who are there now came in, in any order. Not where nobody
    came or left since the last one: it stands as it is.
    """
    inside = [moment for moment in entered if moment < until]
    if not inside or any(before.until >= until for before in earlier):
        return False
    changes = [_changed(inside, before) for before in earlier]
    if changes and changes[-1] == (0, 0):
        return False
    return all(is_closed(people) for pair in [(len(inside), 0), *changes] for people in pair)


def is_closed(people: int) -> bool:
    """Whether a difference of so many people tells nobody apart."""
    return people == 0 or people >= CLOSED_GROUP


def _changed(inside: Sequence[dt.datetime], before: Released) -> tuple[int, int]:
    """How many came since that release, and how many of those whom it counted have left.

    Somebody may also have entered before it after all (joined by hand); that counts as a change likewise.
    """
    still = sum(moment < before.until for moment in inside)
    return len(inside) - still, abs(before.persons - still)
