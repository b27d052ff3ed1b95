"""A second person opens a thread that was shown to her: it is recorded before anything is shown."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from coaching.actions.thread import count_reading
from coaching.feedback.queries import ThreadPage, thread_page
from coaching.models import SecondReading, Thread
from coaching.queries.thread import find_thread
from people.audit import record
from people.models import Membership


@transaction.atomic
def open_as_second(*, row: UUID, by: Membership, now: dt.datetime) -> ThreadPage:
    """The page of a thread that its receiver showed her, recorded for that one and in the audit each time.

    Made in the transaction of the record: no record, no view. Thread.DoesNotExist where it is not shown to
    her at this moment, whatever the reason.
    """
    thread = find_thread(by, row, now, hold=True)
    if thread is None or thread.second_id != by.pk:
        raise Thread.DoesNotExist
    count_reading(SecondReading, {"thread": thread, "reader": by}, of=thread.receiver, now=now)
    record(
        organisation=by.organisation,
        actor=by,
        act="thread.read",
        kind="thread",
        object_id=thread.pk,
        subject=thread.receiver_id,
        now=now,
    )
    return thread_page(by, thread, now)
