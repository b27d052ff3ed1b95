"""The words that people of a thread have said, and who may read them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coaching.documents import Feedback, Reply
from coaching.lines import Line
from coaching.models import Message, Share, Thread
from coaching.queries.told import address, moment_told
from coaching.sealing import open_message
from coaching.visibility import threads_open_to
from people.keys import open_joined, with_slot
from people.models import Membership


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a thread: who, when, and its fields in words."""

    name: str
    at: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread as one of its people sees it; without entries where nothing was said yet."""

    id: UUID | None = None
    entries: tuple[Entry, ...] = ()


def find_thread(viewer: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thread | None:
    """A thread whose words she may read at this moment; None for all others. `hold` it until the end."""
    found = threads_open_to(viewer, now).filter(pk=row)
    whole = found.select_for_update(of=("self",)) if hold else found
    thread: Thread | None = whole.select_related("receiver__user", "giver__user", "second__user").first()
    return thread


def is_open_to(viewer: Membership, thread: Thread, now: dt.datetime) -> bool:
    """Whether she would read what is said in it now."""
    return threads_open_to(viewer, now).filter(pk=thread.pk).exists()


def others_of(thread: Thread, member: Membership) -> tuple[Membership, ...]:
    """The people of the thread but this one."""
    people = (thread.receiver, thread.giver, thread.second)
    return tuple(each for each in people if each is not None and each.pk != member.pk)


def talk_on(viewer: Membership, share: Share) -> Talk:
    """What was said about a share. Two queries; one where nothing was."""
    thread: Thread | None = with_slot(Thread.objects.filter(share=share), "key").first()
    return talk_of(viewer, thread) if thread else Talk()


def talk_of(viewer: Membership, thread: Thread) -> Talk:
    """What was said, oldest first: the same for all of its people but for the clocks they live by.

    Of a thread that came with the slot of its key (people.keys.with_slot).
    """
    messages: QuerySet[Message] = Message.objects.filter(thread=thread).select_related("author__user")
    key = open_joined(thread, thread.key_id)
    entries = (
        Entry(each.author.user.name, moment_told(each.said_at, viewer), entry_lines(open_message(key, each)))
        for each in messages.order_by("said_at", "id")
    )
    return Talk(thread.pk, tuple(entries))


def page_of(viewer: Membership, thread: Thread) -> str:
    """The address of the page on which she reads the thread."""
    assert thread.share_id is not None  # thread_on_a_share_names_it
    if thread.receiver_id == viewer.pk:
        return address("coaching:share", thread.share_id)
    return address("coaching:inbox-read", thread.share_id)


def entry_lines(document: Feedback | Reply) -> tuple[Line, ...]:
    """The fields of a message that hold something."""
    if isinstance(document, Reply):
        return (Line("", document.text, is_text=True),)
    every = (
        (_("Situation"), document.situation),
        (_("Behaviour"), document.behaviour),
        (_("Effect"), document.impact),
        (_("Question"), document.question),
    )
    return tuple(Line(name, value, is_text=True) for name, value in every if value.strip())
