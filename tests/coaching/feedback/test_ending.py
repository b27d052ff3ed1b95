"""Threads on nothing shared end a year after their last word, an ask after 30 days: with key and drafts."""

import datetime as dt

import pytest
import time_machine

from coaching.actions.sharing import answer_form, forget_ended, reply_form, stop_sharing
from coaching.feedback.actions.asking import put_aside, take_back_ask
from coaching.feedback.actions.ending import due_threads, forget_thread
from coaching.feedback.drafted import change_form, disagree_form, thank_form
from coaching.models import KEEP_ASK, KEEP_THREAD, Message, Thread
from coaching.tasks import sweep
from people.drafts import keep_draft, read_draft
from people.models import DataKey, Membership
from tests.cast import NOW
from tests.coaching.conftest import answered, later, shared
from tests.coaching.feedback.conftest import asked, given, seen

pytestmark = pytest.mark.usefixtures("scoped")
TICK = dt.timedelta(microseconds=1)


def test_a_year_after_the_last_word_it_is_gone_with_its_key(amal: Membership, bo: Membership) -> None:
    thread = seen(bo, amal)
    assert list(due_threads(NOW + KEEP_THREAD - TICK)) == []
    assert not forget_thread(row=thread.pk, now=NOW + KEEP_THREAD - TICK)
    assert list(due_threads(NOW + KEEP_THREAD)) == [thread.pk]
    assert forget_thread(row=thread.pk, now=NOW + KEEP_THREAD)
    assert not forget_thread(row=thread.pk, now=NOW + KEEP_THREAD)
    assert not Message.objects.exists()
    assert not DataKey.objects.filter(purpose="thread").exists()


def test_each_word_keeps_it_for_another_year(amal: Membership, bo: Membership) -> None:
    thread = asked(amal, bo)
    given(thread, now=later(days=3))
    assert not forget_thread(row=thread.pk, now=NOW + KEEP_THREAD)
    assert forget_thread(row=thread.pk, now=later(days=3) + KEEP_THREAD)


def test_a_thread_on_a_share_ends_with_the_share_alone(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    answered(share)
    assert list(due_threads(NOW + 2 * KEEP_THREAD)) == []
    assert not forget_thread(row=share.thread.pk, now=NOW + 2 * KEEP_THREAD)


def test_an_ask_that_nobody_answered_goes_the_same_way_whatever_the_other_thought(
    amal: Membership, mate: Membership, bo: Membership
) -> None:
    aside, waiting, taken_back = asked(amal, bo), asked(mate, bo), asked(amal, mate)
    put_aside(row=aside.pk, by=bo, now=NOW)
    assert list(due_threads(NOW + KEEP_ASK - TICK)) == []
    take_back_ask(row=taken_back.pk, by=amal, now=later(days=1))
    assert list(due_threads(later(days=1))) == [taken_back.pk]
    assert set(due_threads(NOW + KEEP_ASK)) == {aside.pk, waiting.pk, taken_back.pk}
    for thread in (aside, waiting, taken_back):
        assert forget_thread(row=thread.pk, now=NOW + KEEP_ASK)
    assert not DataKey.objects.filter(purpose="thread").exists()


def test_what_was_begun_about_it_goes_with_it(amal: Membership, bo: Membership) -> None:
    thread = seen(bo, amal)
    row, message = thread.pk, Message.objects.get().pk
    forms = (reply_form(row), answer_form(row), thank_form(row), disagree_form(row), change_form(message))
    for form in (*forms, "coaching:seen"):
        keep_draft(membership=amal, form=form, fields={"text": ["half"]}, now=NOW)
    forget_thread(row=row, now=NOW + KEEP_THREAD)
    assert [read_draft(amal, form) for form in forms] == [None] * 5
    assert read_draft(amal, "coaching:seen") is not None


def test_so_it_does_where_the_thread_was_on_a_share(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    form = change_form(answered(share).pk)
    for member in (amal, bo):
        keep_draft(membership=member, form=form, fields={"impact": ["half"]}, now=NOW)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert read_draft(bo, form) is None
    assert read_draft(amal, form) is not None
    assert forget_ended(row=share.pk, now=NOW + KEEP_THREAD)
    assert read_draft(amal, form) is None


def test_the_night_does_all_of_it(
    amal: Membership, bo: Membership, mate: Membership, clock: time_machine.Traveller
) -> None:
    seen(bo, amal)
    asked(amal, mate)
    clock.move_to(NOW + KEEP_ASK)
    sweep.call_local()
    assert Thread.objects.count() == 1
    clock.move_to(NOW + KEEP_THREAD)
    sweep.call_local()
    assert not Thread.objects.exists()
    assert not DataKey.objects.filter(purpose="thread").exists()
