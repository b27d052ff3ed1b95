"""Opening what was shared, and what the two say about it: the read is recorded before anything is shown."""

import datetime as dt
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coaching.actions.sharing import answer_form, reply_form
from coaching.documents import Feedback, Reply
from coaching.mails import tell_other
from coaching.models import Message, Reading, Share
from coaching.permissions import check_lead
from coaching.queries import Opened, find_open, find_own, opened_page
from coaching.sealing import seal_message
from coaching.submissions import submission_of
from coaching.visibility import ending_of
from people.audit import record
from people.days import local_day
from people.drafts import drop_draft
from people.keys import open_data_key
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def open_share(*, row: UUID, by: Membership, now: dt.datetime) -> Opened:
    """What was shared with her, recorded on its owner's receipt and in the audit each time she opens it.

    Made in the transaction of the record: no record, no view. Share.DoesNotExist where she cannot open it
    at this moment, whatever the reason.
    """
    check_lead(by)
    share = _held_open(row, by, now)
    user = share.owner.user
    day = local_day(now, user.time_zone, user.day_ends_at)
    if not Reading.objects.filter(share=share, day=day).update(times=F("times") + 1, last_at=now):
        Reading.objects.create(
            organisation_id=share.organisation_id, share=share, day=day, first_at=now, last_at=now
        )
    record(
        organisation=by.organisation,
        actor=by,
        act="share.read",
        kind="share",
        object_id=share.pk,
        subject=share.owner_id,
        now=now,
    )
    return opened_page(by, share)


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
    before = Message.objects.filter(share=share, kind=Message.Kind.FEEDBACK).first()
    if before is not None and before.submission_key == submission:
        return before
    if before is not None:
        raise Refused(_("You have answered this already. You can add a reply below your answer."))
    return _said(share, Message.Kind.FEEDBACK, feedback, submission, by, now)


@transaction.atomic
def reply(*, row: UUID, text: str, submission_key: UUID, by: Membership, now: dt.datetime) -> Message:
    """Add words to the thread, as either of the two. Share.DoesNotExist for everybody else.

    The same words by the same form again give the same message; other words, as after going back, another.
    Refused where nobody would read them: before there is an answer, and once the sharing has ended.
    """
    share = find_own(by, row, hold=True) or _held_open(row, by, now)
    submission = submission_of(submission_key, text)
    before = Message.objects.filter(share=share, author=by, submission_key=submission).first()
    if before is not None:
        return before
    if ending_of(share, now) is not None:
        raise Refused(_("This is not shared any more, so nobody would read a reply. Nothing was sent."))
    if not Message.objects.filter(share=share).exists():
        raise Refused(_("There is no answer yet that you could reply to. Nothing was sent."))
    return _said(share, Message.Kind.REPLY, Reply(text), submission, by, now)


def _held_open(row: UUID, by: Membership, now: dt.datetime) -> Share:
    """Held until the transaction ends, so that a withdrawal comes before it or after it, never between."""
    share = find_open(by, row, now, hold=True)
    if share is None:
        raise Share.DoesNotExist
    return share


def _said(
    share: Share,
    kind: Message.Kind,
    document: Feedback | Reply,
    submission: UUID,
    by: Membership,
    now: dt.datetime,
) -> Message:
    message = Message(
        id=uuid4(),
        organisation_id=share.organisation_id,
        share=share,
        author=by,
        kind=kind,
        said_at=now,
        submission_key=submission,
    )
    message.sealed = seal_message(open_data_key(share.thread_key_id), message, document)
    message.save(force_insert=True)
    form = answer_form if kind == Message.Kind.FEEDBACK else reply_form
    drop_draft(membership=by, form=form(share.pk))
    tell_other(share, by, now)
    return message
