"""What the pages of feedback show: her list, one thread and what she may do with it, whom she may choose."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import Message, SecondReading, Share, Thread
from coaching.queries.sharing import PAGE, Person, code_of
from coaching.queries.thread import Talk, page_of, talk_of, who_reads
from coaching.queries.told import address, day_told, time_told
from coaching.sealing import open_snapshot
from coaching.visibility import around, hidden_by, threads_open_to, works_with
from journal.plans.drafted import drafted_address
from people.keys import with_slot
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken

# Of what is asked a page holds no more.
MOST_ASKS = 50


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One thread in a list: from whom, for whom, and when it was begun or spoken in last."""

    href: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class FeedbackList:
    """What she is asked for, what she asks for, and a page of what she got, gave and was shown."""

    asked: tuple[FeedbackRow, ...]
    asking: tuple[FeedbackRow, ...]
    rows: tuple[FeedbackRow, ...]
    newer_href: str
    older_href: str


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread as one of its people sees it. The words are the same for all; what can be done is hers.

    `readers` says who reads it now, herself first, and is empty where nobody else does; `until` is when an
    ask ends by itself.
    """

    id: UUID
    title: str
    origin: str
    talk: Talk
    readers: str
    other: str
    until: str
    share_href: str
    is_asked: bool = False
    is_asking: bool = False
    is_receiver: bool = False
    shown_by: str = ""
    is_thanked: bool = False
    second: str = ""
    opened: tuple["OpenedBy", ...] = ()
    plan_href: str = ""

    @property
    def can_speak(self) -> bool:
        """Whether there is feedback, and somebody who would read what she says to it."""
        return bool(self.readers) and not (self.is_asked or self.is_asking)


@dataclass(frozen=True, slots=True)
class OpenedBy:
    """When one of those to whom the thread was shown besides opened it; without times: not yet."""

    name: str
    times: tuple[str, ...]


def colleagues_for(viewer: Membership) -> tuple[Person, ...]:
    """Whom she may give feedback to."""
    found = works_with(viewer).order_by("user__name", "pk").values_list("pk", "user__name")
    return tuple(Person(pk, code_of(viewer, pk), name) for pk, name in found)


def people_around(owner: Membership, *, but: UUID | None = None) -> tuple[Person, ...]:
    """Whom she may ask for feedback, or show some to."""
    named = around(owner).items()
    return tuple(Person(pk, code_of(owner, pk), name) for pk, name in named if pk != but)


def find_own_words(author: Membership, row: UUID) -> Message | None:
    """A message of hers that holds words; None for all others, and for what only tells of an act."""
    no_words = (Message.Kind.SHOWN, Message.Kind.UNSHOWN)
    own = Message.objects.filter(pk=row, author=author).exclude(kind__in=no_words)
    found: Message | None = own.select_related("thread__key").first()
    return found


def feedback_of(viewer: Membership, page: int, now: dt.datetime) -> FeedbackList:
    """Her list in two queries; one row more is read to see whether more follow."""
    start = (page - 1) * PAGE
    if page == 1:
        found = _first_page(viewer=viewer.pk, now=now)
    else:
        found = [_Row._make(each) for each in _listed(viewer, now)[start : start + PAGE + 1]]
    asks = _asks(viewer=viewer.pk, now=now)
    return FeedbackList(
        asked=tuple(_row(viewer, each) for each in asks if each.giver == viewer.pk),
        asking=tuple(_row(viewer, each) for each in asks if each.receiver == viewer.pk),
        rows=tuple(_row(viewer, each) for each in found[:PAGE]),
        newer_href=f"?page={page - 1}" if page > 1 else "",
        older_href=f"?page={page + 1}" if len(found) > PAGE else "",
    )


def is_asked(viewer: Membership, now: dt.datetime) -> bool:
    """Whether somebody waits for feedback that she asked this person for."""
    return any(each.giver == viewer.pk for each in _asks(viewer=viewer.pk, now=now))


def thread_page(viewer: Membership, thread: Thread, now: dt.datetime) -> ThreadPage:
    """The page of a thread that came with its people (coaching.queries.thread.find_thread)."""
    slotted: Thread = with_slot(Thread.objects.filter(pk=thread.pk), "key").get()
    is_receiver, waits = thread.receiver_id == viewer.pk, thread.asked_until is not None
    on_share = thread.share_id is not None and viewer.pk in (thread.receiver_id, thread.giver_id)
    return ThreadPage(
        id=thread.pk,
        title=_title(viewer, thread),
        origin=_origin(thread),
        talk=talk_of(viewer, slotted),
        readers=who_reads(viewer, thread, now),
        other=thread.giver.user.name if is_receiver else thread.receiver.user.name,
        until=day_told(thread.asked_until, viewer) if thread.asked_until else "",
        share_href=page_of(viewer, thread) if on_share else "",
        is_asked=waits and not is_receiver,
        is_asking=waits and is_receiver,
        is_receiver=is_receiver,
        shown_by=thread.receiver.user.name if thread.second_id == viewer.pk else "",
        is_thanked=_is_thanked(thread),
        second=thread.second.user.name if thread.second else "",
        opened=_opened(viewer, thread) if is_receiver else (),
        plan_href=_plan_href(viewer, thread) if is_receiver and not waits else "",
    )


def _opened(receiver: Membership, thread: Thread) -> tuple[OpenedBy, ...]:
    """Who opened it of those to whom she shows or has shown it, by name; what was read stays told."""
    found = SecondReading.objects.filter(thread=thread).select_related("reader__user")
    people = [thread.second] if thread.second else []
    times: dict[Membership, list[str]] = {each: [] for each in people}  # two of them may have one name
    for each in found.order_by("reader__user__name", "reader", "day"):
        times.setdefault(each.reader, []).append(time_told(each, receiver))
    return tuple(OpenedBy(reader.user.name, tuple(told)) for reader, told in times.items())


def _title(viewer: Membership, thread: Thread) -> str:
    named = {"giver": thread.giver.user.name, "receiver": thread.receiver.user.name}
    return _words_on(viewer, named, thread.receiver_id, thread.giver_id, waits=thread.asked_until is not None)


def _words_on(viewer: Membership, named: dict[str, str], receiver: UUID, giver: UUID, *, waits: bool) -> str:
    """Who gives whom feedback, or asks her for it, as this one of them reads it."""
    if receiver == viewer.pk:
        told = _("You asked %(giver)s for feedback") if waits else _("Feedback from %(giver)s")
    elif giver == viewer.pk:
        told = _("%(receiver)s asks you for feedback") if waits else _("Feedback for %(receiver)s")
    else:
        told = _("Feedback from %(giver)s for %(receiver)s")
    return told % named


def _origin(thread: Thread) -> str:
    """Where it began, in a sentence."""
    told = {
        Thread.Origin.SHARE: _("On something that %(receiver)s shared with %(giver)s."),
        Thread.Origin.SEEN: _("On something that %(giver)s saw."),
        Thread.Origin.ASKED: _("%(receiver)s asked %(giver)s for it."),
    }[Thread.Origin(thread.origin)]
    return told % {"giver": thread.giver.user.name, "receiver": thread.receiver.user.name}


def _is_thanked(thread: Thread) -> bool:
    return Message.objects.filter(thread=thread, kind=Message.Kind.THANKS).exists()


def _plan_href(owner: Membership, thread: Thread) -> str:
    """Of the form for a new plan: with the trigger that she showed, while that is shown, sealed for her."""
    if thread.share_id is None:
        return reverse("journal:plan-new")
    share = with_slot(Share.objects.of(owner).filter(pk=thread.share_id), "snapshot_key").first()
    try:
        shown = open_snapshot(share).triggers if share else ()
    except SealBroken:  # it has ended, or somebody changed the row, which its own page tells
        shown = ()
    return drafted_address(owner, shown[0], None) if shown else reverse("journal:plan-new")


class _Row(NamedTuple):
    pk: UUID
    at: dt.datetime
    waits: dt.datetime | None
    receiver: UUID
    receiver_name: str
    giver: UUID
    giver_name: str


def _row(viewer: Membership, found: _Row) -> FeedbackRow:
    named = {"giver": found.giver_name, "receiver": found.receiver_name}
    words = _words_on(viewer, named, found.receiver, found.giver, waits=found.waits is not None)
    return FeedbackRow(address("coaching:feedback", found.pk), words, day_told(found.at, viewer))


def _rows(threads: "QuerySet[Thread]") -> "QuerySet[Any, Any]":
    names = ("receiver", "receiver__user__name", "giver", "giver__user__name")
    return threads.values_list("pk", "last_at", "asked_until", *names)


def _listed(viewer: Membership | Given, now: dt.datetime | Given) -> "QuerySet[Any, Any]":
    said = threads_open_to(viewer, now).filter(asked_until=None)
    return _rows(said.exclude(receiver=viewer, giver__in=hidden_by(viewer)).latest_first())


def _waiting(viewer: Membership | Given, now: dt.datetime | Given) -> "QuerySet[Any, Any]":
    waiting = threads_open_to(viewer, now).filter(asked_until__isnull=False)
    waiting = waiting.exclude(receiver__in=hidden_by(viewer))
    return _rows(waiting.latest_first())[:MOST_ASKS]


_VIEWER, _NOW = Given("viewer", Membership), Given("now", Thread._meta.get_field("last_at"))
_first_page: Prepared[_Row] = Prepared(lambda: _listed(_VIEWER, _NOW)[: PAGE + 1], each=_Row._make)
_asks: Prepared[_Row] = Prepared(lambda: _waiting(_VIEWER, _NOW), each=_Row._make)
