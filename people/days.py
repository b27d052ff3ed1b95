"""The writer's own day: which local day a moment belongs to. Pure."""

import datetime as dt
from zoneinfo import ZoneInfo


def local_day(moment: dt.datetime, zone: str, day_ends_at: dt.time) -> dt.date:
    """The local date of an aware `moment` in `zone`, where a day ends at `day_ends_at` of the next date.

    With the default of 04:00 a night shift's moment at 02:30 falls on the evening's day. An end at noon or
    later belongs to the date itself: with 20:00, a moment at 21:00 is already tomorrow's.
    """
    local = moment.astimezone(ZoneInfo(zone))
    if day_ends_at >= dt.time(12):
        return local.date() + dt.timedelta(days=int(local.time() >= day_ends_at))
    return local.date() - dt.timedelta(days=int(local.time() < day_ends_at))
