"""Whatever its people do in whatever order, all of them read one and the same thread."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.actions.sharing import stop_sharing
from coaching.actions.thread import reply
from coaching.documents import Feedback, Reply
from coaching.feedback.actions.changing import ReplacedMeanwhile, change_words
from coaching.feedback.actions.responding import disagree, stop_showing, thank
from coaching.feedback.documents import Ask
from coaching.feedback.queries import thread_page
from coaching.models import Message, Share, Thread
from coaching.queries.thread import Entry, find_thread
from people.models import Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.coaching.conftest import answered, shared
from tests.coaching.feedback.conftest import asked, seen
from tests.coaching.feedback.conftest import given as give

pytestmark = [pytest.mark.usefixtures("scoped"), pytest.mark.any_database]

ACTS = ("reply", "thank", "disagree", "show", "unshow", "change", "stop")
# What is done, by which of the three, on which of her messages, with which words.
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 5), st.text("ab \n<>", max_size=4)),
    max_size=12,
)


def act(
    what: str, by: Membership, which: int, words: str, thread: Thread, second: Membership, at: Any
) -> None:
    """One act, perhaps one that is not hers to do."""
    told: dict[str, Any] = {"by": by, "now": at}
    sent = told | {"row": thread.pk, "text": f"{words}.", "submission_key": uuid4()}
    if what == "reply":
        reply(**sent)
    elif what == "thank":
        thank(**sent)
    elif what in {"disagree", "show"}:
        disagree(second=second.pk if what == "show" else None, **sent)
    elif what == "unshow":
        stop_showing(row=thread.pk, **told)
    elif what == "stop" and thread.share_id:
        stop_sharing(row=thread.share_id, **told)
    elif what == "change":
        own = list(Message.objects.filter(thread=thread, author=by).order_by("said_at"))
        message = own[which % len(own)] if own else None
        if message is not None:
            change_words(row=message.pk, words=_other(message, words), submission_key=uuid4(), **told)


def _other(message: Message, words: str) -> Any:
    if message.kind == Message.Kind.FEEDBACK:
        return Feedback(f"{words}.", "b", "c")
    return Ask(f"{words}.") if message.kind == Message.Kind.ASK else Reply(f"{words}.")


def read_by(member: Membership, thread: Thread, now: dt.datetime) -> tuple[Entry, ...] | None:
    """What she reads on the thread's page; None where it is not there for her."""
    found = find_thread(member, thread.pk, now)
    if found is None:
        return None
    return tuple(replace(entry, change_href="") for entry in thread_page(member, found, now).talk.entries)


def worlds(amal: Membership, bo: Membership, mate: Membership) -> Iterator[Thread]:
    share = shared(amal, bo)
    answered(share)
    yield share.thread
    yield seen(bo, amal)
    thread = asked(amal, bo)
    give(thread)
    yield thread


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_all_who_read_it_read_the_same(
    amal: Membership, bo: Membership, mate: Membership, steps: list[tuple[str, int, int, str]]
) -> None:
    with transaction.atomic():
        for thread in worlds(amal, bo, mate):
            at, people = NOW, (amal, bo, mate)
            for what, who, which, words in steps:
                at += dt.timedelta(minutes=1)
                with suppress(
                    Refused, ReplacedMeanwhile, Thread.DoesNotExist, Message.DoesNotExist, Share.DoesNotExist
                ):
                    act(what, people[who], which, words, thread, mate, at)
                _assert_same(people, thread, at)
        transaction.set_rollback(True)


def _assert_same(people: tuple[Membership, ...], thread: Thread, at: dt.datetime) -> None:
    amal, bo, mate = (read_by(member, thread, at) for member in people)
    present = Thread.objects.select_related("share").get(pk=thread.pk)
    assert amal is not None
    assert len(amal) == Message.objects.filter(thread=thread, replaces=None).count()
    assert (
        sum(len(entry.earlier) for entry in amal)
        == Message.objects.exclude(replaces=None).filter(thread=thread).count()
    )
    assert bo == (None if present.share and present.share.ended_at else amal)
    assert mate == (amal if present.second_id else None)


def test_the_steps_reach_every_act(amal: Membership, bo: Membership, mate: Membership) -> None:
    """Each act does something where it may be done, so that the property is not held by refusals."""
    thread, seen_kinds = seen(bo, amal), set[str]()
    for number, what in enumerate(["reply", "thank", "show", "unshow", "disagree", "change"]):
        act(what, amal, 0, what, thread, mate, NOW + dt.timedelta(minutes=number + 1))
        _assert_same((amal, bo, mate), thread, NOW + dt.timedelta(minutes=number + 1))
    seen_kinds |= set(Message.objects.filter(thread=thread).values_list("kind", flat=True))
    assert seen_kinds == {"feedback", "reply", "thanks", "shown", "unshown", "disagree"}
    assert Message.objects.exclude(replaces=None).count() == 1
