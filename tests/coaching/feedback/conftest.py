"""What the tests of feedback need besides: a colleague, another supervisor, feedback, and who asks for it."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from coaching.feedback.actions.asking import ask_for_feedback
from coaching.feedback.actions.giving import answer_ask, give_on_seen
from coaching.feedback.actions.responding import disagree
from coaching.feedback.documents import Ask
from coaching.models import Message, Thread
from people.actions.organisations import Roles, change_member, close_membership, save_team
from people.models import Membership, Organisation, Team
from tests.cast import NOW, new_member
from tests.coaching.conftest import FEEDBACK

ASK = Ask("How I say no.", "Whether I give a reason.")


@pytest.fixture
def mate(harbour: Organisation, pier: Team) -> Membership:
    """Of amal's team."""
    return new_member(harbour, "Mate", Roles(), pier)


@pytest.fixture
def fay(harbour: Organisation, quay: Team, ada: Membership) -> Membership:
    """The supervisor of another team, cleo's."""
    member = new_member(harbour, "Fay", Roles(agent=False, supervisor=True))
    save_team(team=quay, name="Quay", parent=None, supervisors=[member], by=ada, now=NOW)
    return member


def seen(
    giver: Membership, receiver: Membership, *, key: UUID | None = None, now: dt.datetime = NOW
) -> Thread:
    """Feedback on something seen. In the scope of both."""
    told: dict[str, Any] = {"feedback": FEEDBACK, "submission_key": key or uuid4(), "by": giver, "now": now}
    return give_on_seen(receiver=receiver.pk, **told).thread


def asked(
    receiver: Membership,
    giver: Membership,
    ask: Ask = ASK,
    *,
    key: UUID | None = None,
    now: dt.datetime = NOW,
) -> Thread:
    """The receiver asks for feedback."""
    told: dict[str, Any] = {"submission_key": key or uuid4(), "by": receiver, "now": now}
    return ask_for_feedback(person=giver.pk, ask=ask, **told).thread


def given(thread: Thread, *, key: UUID | None = None, now: dt.datetime = NOW) -> Message:
    """What was asked for is given."""
    told: dict[str, Any] = {"feedback": FEEDBACK, "submission_key": key or uuid4(), "now": now}
    return answer_ask(row=thread.pk, by=thread.giver, **told)


def shown(thread: Thread, second: Membership, text: str = "I see it otherwise.") -> Message:
    """Its receiver disagrees and shows it to a second person."""
    told: dict[str, Any] = {"submission_key": uuid4(), "by": thread.receiver, "now": NOW}
    return disagree(row=thread.pk, text=text, second=second.pk, **told)


def moved(member: Membership, team: Team | None, by: Membership) -> None:
    """She works in another team from now on."""
    roles = Roles(agent=member.is_agent, supervisor=member.is_supervisor)
    change_member(member=member, roles=roles, team=team, by=by, now=NOW)


def left(member: Membership, by: Membership) -> None:
    close_membership(member=member, by=by, now=NOW)
