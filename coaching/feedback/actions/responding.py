"""What the receiver does with feedback: thanks, what she sees otherwise, to whom she shows it besides."""

import datetime as dt
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions.sharing import reply_form
from coaching.actions.thread import check_somebody_reads, say
from coaching.documents import Reply
from coaching.feedback.documents import Shown
from coaching.feedback.drafted import disagree_form, thank_form
from coaching.models import Message, Thread
from coaching.queries.thread import find_thread
from coaching.submissions import submission_of
from coaching.visibility import around
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused

# What is told of somebody stands behind the words it goes with.
_NEXT = dt.timedelta(microseconds=1)


@transaction.atomic
def thank(*, row: UUID, text: str, submission_key: UUID, by: Membership, now: dt.datetime) -> Message:
    """Thank for feedback, with words or without, once: pressed again, it stands as it stood."""
    thread = _received(row, by, now)
    submission = submission_of(submission_key, text)
    before = Message.objects.filter(thread=thread, kind=Message.Kind.THANKS, replaces=None).first()
    if before is not None and text.strip() and before.submission_key != submission:
        raise Refused(_("You have given thanks for this already. You can change those words, or reply."))
    if before is not None:
        return before
    check_somebody_reads(thread, by, now)
    message = say(thread, Message.Kind.THANKS, Reply(text), submission=submission, by=by, now=now)
    drop_draft(membership=by, form=thank_form(row))
    return message


@transaction.atomic
def disagree(
    *,
    row: UUID,
    text: str,
    second: UUID | None,
    submission_key: UUID,
    by: Membership,
    now: dt.datetime,
) -> Message:
    """Say that she sees it otherwise; perhaps show the thread to a second person, which the thread tells.

    The same form again gives the same message.
    """
    thread = _received(row, by, now)
    submission = submission_of(submission_key, text, second)
    before = Message.objects.filter(thread=thread, author=by, submission_key=submission).first()
    if before is not None:
        return before
    names = {pk: name for pk, name in around(by).items() if pk != thread.giver_id}
    if second is not None:
        _check_second(thread, second, names)
    else:
        check_somebody_reads(thread, by, now)
    message = say(thread, Message.Kind.DISAGREE, Reply(text), submission=submission, by=by, now=now)
    if second is not None and thread.second_id is None:
        thread.second = Membership.objects.get(pk=second)
        thread.save(update_fields=["second"])
        shown = Shown(names[second])
        say(thread, Message.Kind.SHOWN, shown, submission=uuid4(), by=by, now=now + _NEXT)
    drop_draft(membership=by, form=disagree_form(row))
    return message


@transaction.atomic
def stop_showing(*, row: UUID, by: Membership, now: dt.datetime) -> None:
    """From the next request on the second person reads it no more. A second time nothing is left to do."""
    thread = _received(row, by, now)
    second = thread.second
    if second is None:
        return
    thread.second = None
    thread.save(update_fields=["second"])
    shown = Shown(second.user.name)
    say(thread, Message.Kind.UNSHOWN, shown, submission=uuid4(), by=by, now=now)
    drop_draft(membership=second, form=reply_form(row))


def _received(row: UUID, by: Membership, now: dt.datetime) -> Thread:
    """Feedback that she got, held until the transaction ends. Thread.DoesNotExist for everybody else."""
    thread = find_thread(by, row, now, hold=True)
    if thread is None or thread.receiver_id != by.pk:
        raise Thread.DoesNotExist
    if thread.asked_until is not None:
        raise Refused(_("There is no feedback here yet."))
    return thread


def _check_second(thread: Thread, second: UUID, names: dict[UUID, str]) -> None:
    if thread.second_id not in (None, second):
        raise Refused(_("Somebody else can read this already. Stop showing it there first."), field="second")
    if second not in names:
        raise Refused(_("Select somebody of your team, or who looks after it."), field="second")
