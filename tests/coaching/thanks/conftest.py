"""What the tests of thanks need: a colleague of amal's, and thanks from one to another."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from coaching.models import Thanks
from coaching.thanks.actions import give_thanks
from coaching.thanks.documents import ThanksDocument
from coaching.thanks.queries import colleagues_of
from people.actions.organisations import Roles
from people.models import Membership, Organisation, Team
from tests.cast import NOW, new_member

THANKS = ThanksDocument(
    "You took over my call.", "I could breathe.", "She was so patient with me.", ("SR", "EM")
)


@pytest.fixture
def mate(harbour: Organisation, pier: Team) -> Membership:
    """Of amal's team."""
    return new_member(harbour, "Mate", Roles(), pier)


def thanked(
    giver: Membership,
    receiver: Membership,
    document: ThanksDocument = THANKS,
    *,
    key: UUID | None = None,
    now: dt.datetime = NOW,
) -> Thanks:
    """Thanks, by the product's own action. In the scope of both."""
    return give_thanks(to=receiver.pk, document=document, submission_key=key or uuid4(), by=giver, now=now)


def code(giver: Membership, receiver: Membership) -> str:
    """What stands for the receiver on the giver's form."""
    return next(each.code for each in colleagues_of(giver) if each.id == receiver.pk)


def filled(giver: Membership, receiver: Membership, **changed: Any) -> dict[str, Any]:
    """What her form sends."""
    usual = {"receiver": code(giver, receiver), "did": "You took over my call.", "effect": "I could breathe."}
    return usual | {"submission_key": str(uuid4())} | changed
