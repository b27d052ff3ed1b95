"""When a moment was felt: a day and a clock time on the wall where she was, up to seven days back. Pure."""

import datetime as dt
from zoneinfo import ZoneInfo

DAYS_BACK = 7


class NotYet(ValueError):
    """The time lies ahead."""


class TooFarBack(ValueError):
    """The day lies more than DAYS_BACK days back."""


def felt_at(
    day: dt.date, time: dt.time, zone: str, *, now: dt.datetime, before: dt.datetime | None = None
) -> dt.datetime:
    """The aware moment that a wall clock in `zone` showed.

    An hour that the clock went through twice is the first of the two; one that it skipped is as long after
    the gap as the clock would have been in it. `before` is what a moment that is being changed said so far:
    the same minute stays as it is to the second, in whichever of two hours, and it may lie as far back as it
    did. Raises NotYet and TooFarBack.
    """
    if before is not None and on_the_wall(before, zone) == (day, time):
        return before
    told = dt.datetime.combine(day, time, ZoneInfo(zone)).astimezone(dt.UTC)
    if told > now:
        raise NotYet
    earliest = on_the_wall(now, zone)[0] - dt.timedelta(days=DAYS_BACK)
    if day < earliest and (before is None or told < before):
        raise TooFarBack
    return told


def on_the_wall(moment: dt.datetime, zone: str) -> tuple[dt.date, dt.time]:
    """Day and minute that the clock in `zone` showed."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(second=0, microsecond=0)
