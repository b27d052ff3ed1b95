"""How long somebody has, where an opening sets a time at all: its seconds times her own factor. Pure.

The factor is agreed beforehand and told to nobody who judges. The clock is the server's: it runs from the
start of the test to its end, whatever browser or device is open in between.
"""

import datetime as dt
from enum import StrEnum
from fractions import Fraction

ON_ITS_WAY = 10  # seconds for which an answer is still taken: it was sent in time and travelled


class Pace(StrEnum):
    """What a person was granted."""

    USUAL = "1.0"
    A_FIFTH_MORE = "1.2"
    HALF_MORE = "1.5"
    DOUBLE = "2.0"
    UNTIMED = "untimed"


def allowed_seconds(seconds: int | None, pace: Pace) -> int | None:
    """The opening's `seconds` (None: it sets no time) at this pace, rounded up; None for no limit.

    ValueError for a time of less than a second.
    """
    if seconds is not None and seconds < 1:
        raise ValueError(f"A time limit is at least one second, not {seconds!r}.")
    if seconds is None or pace is Pace.UNTIMED:
        return None
    return -(-seconds * Fraction(pace.value) // 1)


def ends_at(started_at: dt.datetime, seconds: int | None, pace: Pace) -> dt.datetime | None:
    """The moment at which her time is over; None for never."""
    allowed = allowed_seconds(seconds, pace)
    return None if allowed is None else started_at + dt.timedelta(seconds=allowed)


def is_over(end: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an answer that arrives now comes too late."""
    return end is not None and now > end + dt.timedelta(seconds=ON_ITS_WAY)


def minutes_left(end: dt.datetime, now: dt.datetime) -> int:
    """Whole minutes that are left, rounded up, for a line on a page; 0 when it is over."""
    return max(0, -(-(end - now) // dt.timedelta(minutes=1)))
