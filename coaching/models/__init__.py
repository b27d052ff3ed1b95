"""Rows of the room: what is shared with whom, when it was opened, and what was said about it.

In the clear only who, whose and when. What was shared is sealed under a key of its own, which ends with the
sharing; the thread under another, so that what somebody was told stays hers (docs/adr/0013).
"""

from coaching.models.protection import KEEP_REPORT, HiddenPerson, Report
from coaching.models.shares import DAYS, KEEP_REST, USUAL_DAYS, Reading, Share, ShareQuerySet
from coaching.models.threads import KEEP_ASK, KEEP_THREAD, Message, Thread, ThreadQuerySet

__all__ = [
    "DAYS",
    "KEEP_ASK",
    "KEEP_REPORT",
    "KEEP_REST",
    "KEEP_THREAD",
    "USUAL_DAYS",
    "HiddenPerson",
    "Message",
    "Reading",
    "Report",
    "Share",
    "ShareQuerySet",
    "Thread",
    "ThreadQuerySet",
]
