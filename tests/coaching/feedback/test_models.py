"""What must hold of threads and messages whoever writes."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from coaching.feedback.actions.responding import thank
from coaching.models import Message, SecondReading, Thread
from people.keys import new_data_key
from people.models import Membership
from tests.cast import NOW
from tests.coaching.conftest import answered, later, shared
from tests.coaching.feedback.conftest import asked, seen

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"asked_until": NOW}, "thread_waits_where_asked_for"),
        ({"declined_at": NOW}, "thread_declined_before_an_answer"),
        ({"origin": "share"}, "thread_on_a_share_names_it"),
    ],
)
def test_a_thread_keeps_its_shape(
    amal: Membership, bo: Membership, changed: dict[str, Any], constraint: str
) -> None:
    thread = seen(bo, amal)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(**changed)


def test_two_have_one_open_ask(amal: Membership, bo: Membership) -> None:
    again = asked(amal, bo)
    again.pk, again._state.adding = uuid4(), True
    again.key = new_data_key(purpose="thread", organisation=amal.organisation)
    with pytest.raises(IntegrityError, match=r"thread_one_open_ask_of_two|receiver_id"), transaction.atomic():
        again.save(force_insert=True)
    again.asked_until = None
    again.save(force_insert=True)


def copied(message: Message, **changed: Any) -> Message:
    """Another message like this one."""
    again = Message.objects.get(pk=message.pk)
    again.pk, again.submission_key, again._state.adding = uuid4(), uuid4(), True
    for name, value in changed.items():
        setattr(again, name, value)
    again.save(force_insert=True)
    return again


def test_one_feedback_in_a_thread_but_for_its_versions(amal: Membership, bo: Membership) -> None:
    message = answered(shared(amal, bo))
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(message)
    second = copied(message, replaces=message, said_at=later(minutes=1))
    copied(message, replaces=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(message, replaces=message)


def test_one_thanks_in_a_thread_but_for_its_versions(amal: Membership, bo: Membership) -> None:
    thread = seen(bo, amal)
    message = thank(row=thread.pk, text="", submission_key=uuid4(), by=amal, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(message)
    copied(message, replaces=message)


def test_nothing_replaces_itself(amal: Membership, bo: Membership) -> None:
    message = answered(shared(amal, bo))
    with pytest.raises(IntegrityError, match="message_replaces_another"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(replaces=message)


def test_a_day_of_a_second_reader_stands_once_and_counts_from_one(
    amal: Membership, bo: Membership, mate: Membership
) -> None:
    thread = seen(bo, amal)
    told: dict[str, Any] = {"organisation_id": thread.organisation_id, "thread": thread, "reader": mate}
    told |= {"day": NOW.date(), "first_at": NOW, "last_at": NOW}
    reading = SecondReading.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondReading.objects.create(**told)
    with pytest.raises(IntegrityError, match="second_reading_counts_from_one"), transaction.atomic():
        SecondReading.objects.filter(pk=reading.pk).update(times=0)
