"""The end of threads that hang on nothing shared: a year after their last word, or an ask nobody answered."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from coaching.actions.sharing import answer_form, reply_form
from coaching.feedback.drafted import forms_of
from coaching.models import KEEP_THREAD, Thread
from people.drafts import drop_drafts_of_all
from people.keys import shred


@transaction.atomic
def forget_thread(*, row: UUID, now: dt.datetime) -> bool:
    """Delete a thread whose time is over, with its key; whether there was one. In its scope."""
    thread = _over(now).select_for_update().filter(pk=row).first()
    if thread is None:
        return False
    end_thread(thread)
    return True


def due_threads(now: dt.datetime) -> Iterable[UUID]:
    """Threads of the organisation in scope for `forget_thread` to look at."""
    return list(_over(now).values_list("pk", flat=True))


def end_thread(thread: Thread) -> None:
    """Its words and its key go, and what was begun about it; in the caller's transaction."""
    row, key = thread.pk, thread.key_id
    forms = (answer_form(row), reply_form(row), *forms_of(row))
    thread.delete()
    shred(key)
    drop_drafts_of_all(forms=forms)


def _over(now: dt.datetime) -> "QuerySet[Thread]":
    over = Q(last_at__lte=now - KEEP_THREAD) | Q(asked_until__lte=now)
    found: QuerySet[Thread] = Thread.objects.filter(over, share=None)
    return found
