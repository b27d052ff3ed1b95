"""What is refused of feedback, said to the actions themselves."""

from uuid import uuid4

import pytest

from coaching.actions.thread import give_feedback, reply
from coaching.feedback.actions.asking import put_aside, take_back_ask
from coaching.feedback.actions.responding import thank
from coaching.models import Share, Thread
from people.models import Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.coaching.conftest import FEEDBACK, later, shared
from tests.coaching.feedback.conftest import asked, given, seen

pytestmark = pytest.mark.usefixtures("scoped")


def test_nobody_replies_to_what_is_only_asked_for(amal: Membership, bo: Membership) -> None:
    row = asked(amal, bo).pk
    for member in (amal, bo):
        with pytest.raises(Refused, match="There is no feedback here yet"):
            reply(row=row, text="Well?", submission_key=uuid4(), by=member, now=NOW)


def test_what_is_not_open_to_him_is_not_answered(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo, days=7)
    with pytest.raises(Share.DoesNotExist):
        give_feedback(row=share.pk, feedback=FEEDBACK, submission_key=uuid4(), by=bo, now=later(days=7))


def test_what_was_answered_is_neither_put_aside_nor_taken_back(amal: Membership, bo: Membership) -> None:
    thread = asked(amal, bo)
    given(thread)
    with pytest.raises(Refused, match="You have answered this already"):
        put_aside(row=thread.pk, by=bo, now=NOW)
    with pytest.raises(Refused, match="This was answered meanwhile"):
        take_back_ask(row=thread.pk, by=amal, now=NOW)


def test_put_aside_twice_is_put_aside(amal: Membership, bo: Membership) -> None:
    row = asked(amal, bo).pk
    put_aside(row=row, by=bo, now=NOW)
    put_aside(row=row, by=bo, now=later(days=1))
    assert Thread.objects.get(pk=row).declined_at == NOW


def test_one_open_ask_of_two_people_also_where_it_was_put_aside(amal: Membership, bo: Membership) -> None:
    put_aside(row=asked(amal, bo).pk, by=bo, now=NOW)
    with pytest.raises(Refused, match="You have asked Bo already"):
        asked(amal, bo)
    assert asked(amal, bo, now=later(days=31)).asked_until == later(days=61)


def test_other_words_of_thanks_are_a_change_and_no_second_thanks(amal: Membership, bo: Membership) -> None:
    row = seen(bo, amal).pk
    first = thank(row=row, text="", submission_key=uuid4(), by=amal, now=NOW)
    assert thank(row=row, text="", submission_key=uuid4(), by=amal, now=NOW) == first
    with pytest.raises(Refused, match="You have given thanks for this already"):
        thank(row=row, text="Once more.", submission_key=uuid4(), by=amal, now=NOW)
