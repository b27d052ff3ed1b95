"""What is offered now: which questionnaires, where they are taken, and when again. Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """A questionnaire as it is offered; `route` begins the names of the addresses where it is taken."""

    key: str
    version: int
    route: str

    def address(self, page: str) -> str:
        """The name of the address of one of its pages: start, page, check, stop."""
        return f"assessments:{self.route}{page}"


FULL = Offered("ei-50", 1, "")
PULSE = Offered("ei-15", 1, "pulse-")
KEY, VERSION = FULL.key, FULL.version
# Components move slowly; sooner than this, memory of the last answers weighs more than any change.
RETAKE_AFTER = dt.timedelta(weeks=8)
# Four pulses are worth twice one only where each has a mood of its own: two of one day, or of two days that
# belong together, do not. Whole days of the person's own count, so that every Monday is never too soon.
PULSE_AFTER = dt.timedelta(days=7)


def offered(key: str) -> Offered:
    """The one of this key. KeyError for what is not offered."""
    return {one.key: one for one in (FULL, PULSE)}[key]


def pulse_opens(last: dt.date) -> dt.date:
    """The first day on which the next pulse may be taken."""
    return last + PULSE_AFTER
