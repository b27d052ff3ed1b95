"""What waiting for an answer adds to a candidate's last day. Pure."""

import datetime as dt
import math

DAY = dt.timedelta(days=1)


def days_waited(since: dt.datetime, until: dt.datetime) -> int:
    """Whole days, every begun one counted: nobody loses an hour for having asked."""
    return max(0, math.ceil((until - since) / DAY))
