"""What this room needs from higher ones: typed questions with a harmless default."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from people.models import Membership


@dataclass(frozen=True)
class Reader:
    """Somebody other than the owner who may read a thing, and her name for the visibility line.

    `parts` names, in words, what she was given where that is not the thing itself: then she never opens the
    thing, only what was given to her.
    """

    membership_id: UUID
    name: str
    parts: tuple[str, ...] = ()


class ReadersOf(Protocol):
    """Who else may read this thing of the owner's: `kind` like "moment", `row` None before it is saved.

    Asked without a row on the pages of every day, and then answered without a query; with one, in one query.
    Of "patterns" there are no rows: its page asks for all that was shared of it, in one query.
    """

    def __call__(self, owner: Membership, kind: str, row: UUID | None) -> tuple[Reader, ...]: ...


def nobody_else(owner: Membership, kind: str, row: UUID | None) -> tuple[Reader, ...]:
    """The default: what a person writes is hers alone."""
    return ()


class MomentSaved(Protocol):
    """Told, inside the transaction, that moments of these days of hers were put down, changed or removed.

    Saving a moment is the hottest path: for somebody whom the answer does not concern it asks no query.
    """

    def __call__(self, owner: Membership, days: Collection[dt.date]) -> None: ...


def nothing_further(owner: Membership, days: Collection[dt.date]) -> None:
    """The default: what a person puts down concerns nobody else."""


class Ports:
    """Who answers; another answer than the default is set in eiapp/apps.py, once, at start-up."""

    readers_of: ReadersOf = staticmethod(nobody_else)
    moment_saved: MomentSaved = staticmethod(nothing_further)
