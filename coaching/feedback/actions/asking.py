"""Asking somebody for feedback. That the other does not want to answer is known to nobody else."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.actions.sharing import answer_form
from coaching.actions.thread import begin_thread, say
from coaching.feedback.actions.ending import end_thread
from coaching.feedback.documents import Ask
from coaching.feedback.drafted import ASK_FORM
from coaching.models import KEEP_ASK, Message, Thread
from coaching.permissions import check_share
from coaching.submissions import submission_of
from coaching.visibility import around, threads_told_open_to
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def ask_for_feedback(
    *, person: UUID, ask: Ask, submission_key: UUID, by: Membership, now: dt.datetime
) -> Message:
    """Ask somebody who works with her. The same form again asks once; one open ask for each of them.

    Whether the other has put it aside changes nothing here.
    """
    check_share(by)
    # Held until the end: of two clicks at once the second finds the ask of the first.
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    submission = submission_of(submission_key, person, *ask.as_json().values())
    sent = Message.objects.filter(author=by, submission_key=submission, kind=Message.Kind.ASK).first()
    if sent is not None:
        return sent
    names = around(by)
    if person not in names:
        raise Refused(_("Select somebody of your team, or who looks after it."), field="person")
    _make_room(by, person, names[person], now)
    other = Membership.objects.get(pk=person)
    thread = begin_thread(Thread.Origin.ASKED, receiver=by, giver=other, asked_until=now + KEEP_ASK, now=now)
    message = say(thread, Message.Kind.ASK, ask, submission=submission, by=by, now=now)
    drop_draft(membership=by, form=ASK_FORM)
    return message


@transaction.atomic
def put_aside(*, row: UUID, by: Membership, now: dt.datetime) -> None:
    """She does not want to answer: it goes away for her, and for who asked nothing changes.

    A second time nothing is left to do. Thread.DoesNotExist where nobody asks her.
    """
    asked = threads_told_open_to(by, now).filter(giver=by, origin=Thread.Origin.ASKED)
    thread: Thread | None = asked.select_for_update(of=("self",)).filter(pk=row).first()
    if thread is None:
        raise Thread.DoesNotExist
    if thread.asked_until is None:
        raise Refused(_("You have answered this already."))
    if thread.declined_at is None:
        Thread.objects.filter(pk=row).update(declined_at=now)
        drop_draft(membership=by, form=answer_form(row))


@transaction.atomic
def take_back_ask(*, row: UUID, by: Membership, now: dt.datetime) -> None:
    """End an ask that was not answered: from the next request on it is there for nobody.

    A second time nothing is left to do. Thread.DoesNotExist for one that is not hers.
    """
    hers = Thread.objects.received_by(by).filter(origin=Thread.Origin.ASKED)
    thread: Thread | None = hers.select_for_update().filter(pk=row).first()
    if thread is None:
        raise Thread.DoesNotExist
    if thread.asked_until is None:
        raise Refused(_("This was answered meanwhile. The answer is below."))
    Thread.objects.filter(pk=row, asked_until__gt=now).update(asked_until=now)


def _make_room(by: Membership, person: UUID, name: str, now: dt.datetime) -> None:
    """Refused beside an open ask of the same two; one that has ended goes."""
    before: Thread | None = (
        Thread.objects.received_by(by).filter(giver=person, asked_until__isnull=False).first()
    )
    if before is None:
        return
    assert before.asked_until is not None
    if before.asked_until > now:
        told = _(
            "You have asked %(name)s already. Once it is answered or you take it back, you can ask again."
        )
        raise Refused(told % {"name": name}, field="person")
    end_thread(before)
