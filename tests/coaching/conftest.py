"""What the tests of this room need besides the cast: the clock, moments of amal's, and shares of them."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from coaching.actions.sharing import Chosen, share_moment
from coaching.documents import USUAL_PARTS, Feedback
from coaching.models import Share
from journal.actions import save_moment
from journal.models import Moment
from people.models import Membership
from tests.cast import NOW

SignIn = Callable[[Membership], Client]
FEEDBACK = Feedback("In the call at ten.", "You let him finish.", "He grew quiet.", "What did you hope for?")


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Requests happen at NOW; a test moves it."""
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def moment_of(owner: Membership, *, note: str = "", trigger: str = "A") -> Moment:
    """A moment. In the owner's scope."""
    return save_moment(
        by=owner,
        feelings=["annoyed"],
        triggers=[trigger],
        strength=3,
        note=note,
        submission_key=uuid4(),
        now=NOW,
    )


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
    return share_moment(
        row=moment.pk,
        version=moment.version,
        chosen=Chosen(reader.pk, parts, question, days),
        submission_key=key or uuid4(),
        by=owner,
        now=now,
    )


def later(**span: float) -> dt.datetime:
    return NOW + dt.timedelta(**span)
