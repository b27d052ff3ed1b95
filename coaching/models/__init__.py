"""Rows of the room: what is shared with whom, when it was opened, what was said about it; thanks.

In the clear only who, whose and when. What was shared is sealed under a key of its own, which ends with the
sharing; the thread under another, so that what somebody was told stays hers (docs/adr/0013).
"""

from coaching.models.protection import KEEP_REPORT, HiddenPerson, Report
from coaching.models.shares import DAYS, KEEP_REST, USUAL_DAYS, Reading, Share, ShareQuerySet
from coaching.models.thanks import KEEP_THANKS, Thanks, ThanksQuerySet
from coaching.models.threads import KEEP_ASK, KEEP_THREAD, Message, SecondReading, Thread, ThreadQuerySet
from coaching.models.totals import WAITS, WEEK, Contribution, Mark, MarkKey, ReleasedCell, Roster, Week

__all__ = [
    "DAYS",
    "KEEP_ASK",
    "KEEP_REPORT",
    "KEEP_REST",
    "KEEP_THANKS",
    "KEEP_THREAD",
    "USUAL_DAYS",
    "WAITS",
    "WEEK",
    "Contribution",
    "Mark",
    "MarkKey",
    "Message",
    "Reading",
    "ReleasedCell",
    "Roster",
    "HiddenPerson",
    "Report",
    "SecondReading",
    "Share",
    "ShareQuerySet",
    "Thanks",
    "ThanksQuerySet",
    "Thread",
    "ThreadQuerySet",
    "Week",
]
