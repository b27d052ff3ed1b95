"""Feedback on something seen, and feedback that was asked for."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions.sharing import answer_form
from coaching.actions.thread import begin_thread, say
from coaching.documents import Feedback
from coaching.feedback.drafted import SEEN_FORM
from coaching.models import Message, Thread
from coaching.permissions import check_share
from coaching.queries.thread import find_thread
from coaching.submissions import submission_of
from coaching.visibility import works_with
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def give_on_seen(
    *, receiver: UUID, feedback: Feedback, submission_key: UUID, by: Membership, now: dt.datetime
) -> Message:
    """Give somebody she works with feedback on what she saw. The same form again gives the same message."""
    check_share(by)
    # Held until the end: of two clicks at once the second finds the message of the first.
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    submission = submission_of(submission_key, receiver, *feedback.as_json().values())
    sent = Message.objects.filter(author=by, submission_key=submission, thread__origin=Thread.Origin.SEEN)
    before = sent.first()
    if before is not None:
        return before
    about = _colleague(by, receiver)
    thread = begin_thread(Thread.Origin.SEEN, receiver=about, giver=by, now=now)
    message = say(thread, Message.Kind.FEEDBACK, feedback, submission=submission, by=by, now=now)
    drop_draft(membership=by, form=SEEN_FORM)
    return message


@transaction.atomic
def answer_ask(
    *, row: UUID, feedback: Feedback, submission_key: UUID, by: Membership, now: dt.datetime
) -> Message:
    """Give the feedback that she was asked for, once. Thread.DoesNotExist where nobody asks her."""
    thread = find_thread(by, row, now, hold=True)
    if thread is None or thread.giver_id != by.pk or thread.origin != Thread.Origin.ASKED:
        raise Thread.DoesNotExist
    submission = submission_of(submission_key, *feedback.as_json().values())
    sent = Message.objects.filter(thread=thread, author=by, submission_key=submission).first()
    if sent is not None:
        return sent
    if thread.asked_until is None:
        raise Refused(_("You have answered this already. You can change your words, or add a reply."))
    message = say(thread, Message.Kind.FEEDBACK, feedback, submission=submission, by=by, now=now)
    Thread.objects.filter(pk=thread.pk).update(asked_until=None)
    drop_draft(membership=by, form=answer_form(row))
    return message


def _colleague(by: Membership, receiver: UUID) -> Membership:
    if receiver == by.pk:
        raise Refused(_("Feedback is for somebody else. For yourself, write a moment."), field="person")
    found = works_with(by).filter(pk=receiver).first()
    if found is None:
        raise Refused(_("Select somebody of your team, or of a team you look after."), field="person")
    return found
