"""What the tests of this room need besides the cast: the clock, moments of amal's, shares and a thread."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from coaching.actions.sharing import Chosen, share_thing
from coaching.actions.thread import give_feedback, reply
from coaching.documents import Feedback
from coaching.models import Message, Share
from coaching.snapshots.moment import USUAL_PARTS
from journal.actions import put_down
from journal.documents import MomentDocument
from journal.models import Moment
from people.models import Membership
from tests.cast import NOW

SignIn = Callable[[Membership], Client]
FEEDBACK = Feedback("In the call at ten.", "You let him finish.", "He grew quiet.", "What did you hope for?")
# As it is told on a page.
ANSWER = {"situation": "In the call.", "behaviour": "You let him finish.", "impact": "He grew quiet."}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Requests happen at NOW; a test moves it."""
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def moment_of(owner: Membership, document: MomentDocument | None = None, *, note: str = "") -> Moment:
    """A moment. In the owner's scope."""
    document = document or MomentDocument(("annoyed",), ("A",), 3, note)
    return put_down(by=owner, document=document, felt_at=NOW, submission_key=uuid4(), now=NOW)


def shared(
    owner: Membership,
    reader: Membership,
    *,
    moment: Moment | None = None,
    parts: tuple[str, ...] = USUAL_PARTS,
    question: str = "",
    days: int = 30,
    key: UUID | None = None,
    now: dt.datetime = NOW,
) -> Share:
    """A share, by the product's own action. In the owner's scope."""
    moment = moment or moment_of(owner)
    return share_thing(
        kind=Share.Kind.MOMENT,
        row=moment.pk,
        version=str(moment.version),
        chosen=Chosen(reader.pk, parts, question, days),
        submission_key=key or uuid4(),
        by=owner,
        now=now,
    )


def answered(share: Share, *, key: UUID | None = None, now: dt.datetime = NOW) -> Message:
    """Its reader has answered. In the scope of both."""
    return give_feedback(
        row=share.pk, feedback=FEEDBACK, submission_key=key or uuid4(), by=share.reader, now=now
    )


def replied(
    share: Share, by: Membership, text: str = "Thanks.", *, key: UUID | None = None, now: dt.datetime = NOW
) -> Message:
    """One of the two has said more. In the scope of both."""
    return reply(row=share.thread.pk, text=text, submission_key=key or uuid4(), by=by, now=now)


def later(**span: float) -> dt.datetime:
    return NOW + dt.timedelta(**span)
