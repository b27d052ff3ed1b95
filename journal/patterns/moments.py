"""What the thinking about patterns takes of a moment. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from journal.documents import OWN
from vocabulary.feelings import feeling

STRONG = 4
UNPLEASANT_CORNERS = ("hu", "lu")


@dataclass(frozen=True, slots=True)
class FeltMoment:
    """One moment, read for counting.

    `at` is aware and orders moments, `day` is the writer's own day, and `minute` counts from the midnight
    that this day began with: 02:30 of a night shift is 1,590 of the evening's day. Whatever was not put down
    is None or empty; `plan` is the if-then plan that came up, `plan_used` whether it was followed.
    """

    row: UUID
    at: dt.datetime
    day: dt.date
    minute: int
    feelings: tuple[str, ...]
    triggers: tuple[str, ...]
    strength: int
    strength_after: int | None = None
    techniques: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    channel: str | None = None
    plan: UUID | None = None
    plan_used: bool | None = None

    @property
    def unpleasant_words(self) -> tuple[str, ...]:
        """Those of her words that stand on the unpleasant side."""
        return tuple(code for code in self.feelings if is_unpleasant(code))

    @property
    def change(self) -> int | None:
        """Strength after less strength before: below zero where it got weaker."""
        return None if self.strength_after is None else self.strength_after - self.strength


def is_unpleasant(code: str) -> bool:
    """Whether a feeling lies left of the middle. "Not sure" lies nowhere, nor what no vocabulary knows."""
    if code.startswith(OWN):
        return code.removeprefix(OWN) in UNPLEASANT_CORNERS
    try:
        place = feeling(code).place
    except LookupError:
        return False
    return place is not None and place.pleasantness < 0


def letter_of(code: str) -> str:
    """Level 1 of a trigger, whether the vocabulary still has it or not; a person's own have none here."""
    return "" if code.startswith(OWN) else code[0]


def in_order(moments: Iterable[FeltMoment]) -> tuple[FeltMoment, ...]:
    """As they were felt: what depends on what came before needs the order of time."""
    return tuple(sorted(moments, key=lambda moment: (moment.at, moment.row)))


def minute_of_day(local: dt.datetime, day: dt.date) -> int:
    """Minutes of the clock on the wall since the midnight that the writer's own `day` began with."""
    return (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute
