"""Opening what was shared, and what the two say about it: the read is recorded before anything is shown."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coaching.actions.sharing import answer_form, reply_form
from coaching.documents import Feedback, Reply
from coaching.mails import tell_others
from coaching.models import Message, Reading, SecondReading, Share, Thread
from coaching.permissions import check_lead
from coaching.queries.team import Opened, find_open, opened_page
from coaching.queries.thread import find_thread, is_open_to, others_of
from coaching.sealing import Words, seal_message
from coaching.submissions import submission_of
from people.audit import record
from people.days import local_day
from people.drafts import drop_draft
from people.keys import new_data_key, open_data_key
from people.models import DataKey, Membership
from people.refusals import Refused


@transaction.atomic
def open_share(*, row: UUID, by: Membership, now: dt.datetime) -> Opened:
    """What was shared with her, recorded on its owner's receipt and in the audit each time she opens it.

    Made in the transaction of the record: no record, no view. Share.DoesNotExist where she cannot open it
    at this moment, whatever the reason.
    """
    check_lead(by)
    share = _held_open(row, by, now)
    count_reading(Reading, {"share": share}, of=share.owner, now=now)
    record(
        organisation=by.organisation,
        actor=by,
        act="share.read",
        kind="share",
        object_id=share.pk,
        subject=share.owner_id,
        now=now,
    )
    return opened_page(by, share, now)


def count_reading(
    table: type[Reading | SecondReading], what: dict[str, Any], *, of: Membership, now: dt.datetime
) -> None:
    """Once more on this day of the person `of` whom it tells. The caller's transaction holds `what`."""
    told = what | {"day": local_day(now, of.user.time_zone, of.user.day_ends_at)}
    if not table.objects.filter(**told).update(times=F("times") + 1, last_at=now):
        table.objects.create(organisation_id=of.organisation_id, **told, first_at=now, last_at=now)


@transaction.atomic
def give_feedback(
    *, row: UUID, feedback: Feedback, submission_key: UUID, by: Membership, now: dt.datetime
) -> Message:
    """Answer what was shared, once. The same words by the same form again give the same message.

    Share.DoesNotExist where she cannot open it at this moment.
    """
    check_lead(by)
    share = _held_open(row, by, now)
    submission = submission_of(submission_key, *feedback.as_json().values())
    before = Message.objects.filter(thread__share=share, kind=Message.Kind.FEEDBACK).first()
    if before is not None and before.submission_key == submission:
        return before
    if before is not None:
        raise Refused(_("You have answered this already. You can add a reply below your answer."))
    thread = begin_thread(Thread.Origin.SHARE, receiver=share.owner, giver=by, share=share, now=now)
    message = say(thread, Message.Kind.FEEDBACK, feedback, submission=submission, by=by, now=now)
    drop_draft(membership=by, form=answer_form(row))
    return message


@transaction.atomic
def reply(*, row: UUID, text: str, submission_key: UUID, by: Membership, now: dt.datetime) -> Message:
    """Add words to a thread, as one of its people. Thread.DoesNotExist for everybody else.

    The same words by the same form again give the same message; other words, as after going back, another.
    Refused where nobody would read them, as once the sharing has ended.
    """
    # Held until the transaction ends, so that a withdrawal comes before it or after it, never between.
    thread = find_thread(by, row, now, hold=True)
    if thread is None:
        raise Thread.DoesNotExist
    submission = submission_of(submission_key, text)
    before = Message.objects.filter(thread=thread, author=by, submission_key=submission).first()
    if before is not None:
        return before
    if thread.asked_until is not None:
        raise Refused(_("There is no feedback here yet. Once there is, you can reply."))
    check_somebody_reads(thread, by, now)
    message = say(thread, Message.Kind.REPLY, Reply(text), submission=submission, by=by, now=now)
    drop_draft(membership=by, form=reply_form(row))
    return message


def check_somebody_reads(thread: Thread, by: Membership, now: dt.datetime) -> None:
    """Refused where nobody else of the thread would read what she says."""
    if any(is_open_to(other, thread, now) for other in others_of(thread, by)):
        return
    if thread.share_id is not None:
        raise Refused(_("This is not shared any more, so nobody would read a reply. Nothing was sent."))
    raise Refused(_("You do not work together any more, so nobody would read this. Nothing was sent."))


def begin_thread(
    origin: Thread.Origin,
    *,
    receiver: Membership,
    giver: Membership,
    share: Share | None = None,
    asked_until: dt.datetime | None = None,
    now: dt.datetime,
) -> Thread:
    """A thread with a key of its own, for the first words of it; in the caller's transaction."""
    thread: Thread = Thread.objects.create(
        organisation=giver.organisation,
        receiver=receiver,
        giver=giver,
        origin=origin,
        share=share,
        began_at=now,
        last_at=now,
        asked_until=asked_until,
        key=new_data_key(purpose=DataKey.Purpose.THREAD, organisation=giver.organisation),
    )
    return thread


def say(
    thread: Thread,
    kind: Message.Kind,
    document: Words,
    *,
    submission: UUID,
    replaces: Message | None = None,
    by: Membership,
    now: dt.datetime,
) -> Message:
    """Add a message to a thread; in the caller's transaction, who has seen to it that she may."""
    message = Message(
        id=uuid4(),
        organisation_id=thread.organisation_id,
        thread=thread,
        author=by,
        kind=kind,
        said_at=now,
        replaces=replaces,
        submission_key=submission,
    )
    message.sealed = seal_message(open_data_key(thread.key_id), message, document)
    message.save(force_insert=True)
    Thread.objects.filter(pk=thread.pk).update(last_at=now)
    tell_others(thread, by, now)
    return message


def _held_open(row: UUID, by: Membership, now: dt.datetime) -> Share:
    """Held until the transaction ends, so that a withdrawal comes before it or after it, never between."""
    share = find_open(by, row, now, hold=True)
    if share is None:
        raise Share.DoesNotExist
    return share
