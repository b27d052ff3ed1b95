"""Who of a thread is told by mail that something was said there: who can read it now, and nobody else."""

import pytest
import time_machine

from coaching.feedback.actions.responding import stop_showing
from people.models import Membership, Team
from tests.coaching.conftest import later
from tests.coaching.feedback.conftest import moved, seen, shown
from tests.coaching.test_mails import left, told

pytestmark = pytest.mark.usefixtures("scoped")


def test_who_cannot_read_a_thread_any_more_hears_nothing_of_it(
    amal: Membership,
    bo: Membership,
    mate: Membership,
    quay: Team,
    ada: Membership,
    clock: time_machine.Traveller,
) -> None:
    thread = seen(mate, amal)
    moved(mate, quay, ada)
    left(clock)
    shown(thread, bo)
    assert told(clock) == [("bo@demo.example", "http://testserver/feedback/")]


def test_a_second_person_hears_that_she_can_read_it_and_nothing_of_its_end(
    amal: Membership, bo: Membership, mate: Membership, clock: time_machine.Traveller
) -> None:
    thread = seen(mate, amal)
    left(clock)
    shown(thread, bo)
    to_mate = ("mate@demo.example", "http://testserver/feedback/")
    assert sorted(told(clock)) == [("bo@demo.example", "http://testserver/feedback/"), to_mate]
    stop_showing(row=thread.pk, by=amal, now=later(hours=3))
    assert told(clock) == [to_mate]
