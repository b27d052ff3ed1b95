"""The words that people of a thread have said, and who may read them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coaching.documents import Feedback, Reply
from coaching.feedback.documents import Ask, Shown
from coaching.lines import Line
from coaching.models import Message, Share, Thread, ThreadQuerySet
from coaching.queries.told import address, moment_told
from coaching.sealing import Words, open_message
from coaching.visibility import threads_open_to, threads_told_open_to
from people.keys import open_joined, with_slot
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import OpenKey


@dataclass(frozen=True, slots=True)
class Version:
    """What stood in a message before it was changed, and since when."""

    at: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a thread: who, when, what she does with it, and its fields in words as they stand now.

    `changed` is when it was changed last, `earlier` what stood there before, the latest first. Of one's own
    words `change_href` leads to where they are changed; all else is the same for everybody.
    """

    name: str
    at: str
    lines: tuple[Line, ...]
    does: str = ""
    changed: str = ""
    earlier: tuple[Version, ...] = ()
    change_href: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread as one of its people sees it; without entries where nothing was said yet.

    `readers` is known where the thread stands beside a share: who reads what is said, herself first.
    """

    id: UUID | None = None
    entries: tuple[Entry, ...] = ()
    readers: str = ""

    @property
    def href(self) -> str:
        """Of the page of the thread, with all that can be done there."""
        return address("coaching:feedback", self.id) if self.id else ""


def find_thread(viewer: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thread | None:
    """A thread whose words she may read at this moment; None for all others. `hold` it until the end."""
    return (_held if hold else _found).first(viewer=viewer.pk, row=row, now=now)


def is_open_to(viewer: Membership, thread: Thread, now: dt.datetime) -> bool:
    """Whether the others are told that she would read what is said in it now."""
    return _told_open.first(viewer=viewer.pk, row=thread.pk, now=now) is not None


def others_of(thread: Thread, member: Membership) -> tuple[Membership, ...]:
    """The people of the thread but this one."""
    people = (thread.receiver, thread.giver, thread.second)
    return tuple(each for each in people if each is not None and each.pk != member.pk)


def who_reads(viewer: Membership, thread: Thread, now: dt.datetime) -> str:
    """Who reads what is said in it, herself first; empty where nobody else does."""
    others = [each for each in others_of(thread, viewer) if is_open_to(each, thread, now)]
    return _with_herself(others) if others else ""


def talk_on(viewer: Membership, share: Share, now: dt.datetime) -> Talk:
    """What was said about a share. Two queries, and one for a second person; one where nothing was said.

    Of a share that is open: its owner and its reader both read what is said.
    """
    found = with_slot(Thread.objects.filter(share=share), "key").select_related("second__user")
    thread: Thread | None = found.first()
    if thread is None:
        return Talk()
    others = [share.reader if share.owner_id == viewer.pk else share.owner]
    if thread.second is not None and is_open_to(thread.second, thread, now):
        others.append(thread.second)
    return replace(talk_of(viewer, thread), readers=_with_herself(others))


def talk_of(viewer: Membership, thread: Thread) -> Talk:
    """What was said, oldest first: the same for all of its people but for the clocks they live by.

    Words that were changed stand where they stood first. Of a thread that came with the slot of its key
    (people.keys.with_slot).
    """
    found: QuerySet[Message] = Message.objects.filter(thread=thread).select_related("author__user")
    messages = list(found.order_by("said_at", "id"))
    after = {each.replaces_id: each for each in messages if each.replaces_id}
    key = open_joined(thread, thread.key_id)
    firsts = [each for each in messages if each.replaces_id is None]
    return Talk(thread.pk, tuple(_entry(viewer, key, _versions(first, after)) for first in firsts))


def page_of(viewer: Membership, thread: Thread) -> str:
    """The address of the page on which she reads the thread: of one on a share beside that, for these two."""
    if thread.share_id is None or viewer.pk not in (thread.receiver_id, thread.giver_id):
        return address("coaching:feedback", thread.pk)
    if thread.receiver_id == viewer.pk:
        return address("coaching:share", thread.share_id)
    return address("coaching:inbox-read", thread.share_id)


def entry_lines(document: Words) -> tuple[Line, ...]:
    """The fields of a message that hold something."""
    every: tuple[tuple[str, str], ...]
    if isinstance(document, Shown):
        every = (("", document.name),)
    elif isinstance(document, Reply):
        every = (("", document.text),)
    elif isinstance(document, Ask):
        every = ((_("Behaviour"), document.behaviour), (_("What to look at"), document.look_at))
    else:
        every = _feedback_lines(document)
    return tuple(Line(name, value, is_text=True) for name, value in every if value.strip())


def _with_herself(others: list[Membership]) -> str:
    return str(get_text_list([_("You"), *(each.user.name for each in others)], _("and")))


def _feedback_lines(document: Feedback) -> tuple[tuple[str, str], ...]:
    return (
        (_("Situation"), document.situation),
        (_("Behaviour"), document.behaviour),
        (_("Effect"), document.impact),
        (_("Question"), document.question),
    )


def _versions(first: Message, after: Mapping[UUID, Message]) -> list[Message]:
    """A message and what replaced it, one after the other."""
    versions = [first]
    while versions[-1].pk in after:
        versions.append(after[versions[-1].pk])
    return versions


def _entry(viewer: Membership, key: OpenKey, versions: list[Message]) -> Entry:
    first, present, kind = versions[0], versions[-1], Message.Kind(versions[0].kind)
    at = [moment_told(each.said_at, viewer) for each in versions]
    lines = [entry_lines(open_message(key, each)) for each in versions]
    return Entry(
        name=first.author.user.name,
        at=at[0],
        lines=lines[-1],
        does=str(kind.label) if kind not in _SAID_BY_ITS_WORDS else "",
        changed=at[-1] if present is not first else "",
        earlier=tuple(map(Version, reversed(at[:-1]), reversed(lines[:-1]))),
        change_href=_change_of(viewer, present, kind),
    )


def _change_of(viewer: Membership, present: Message, kind: Message.Kind) -> str:
    """Where she changes words of hers; nowhere for those of others, and for what is no words of anybody."""
    if present.author_id != viewer.pk or kind in _NO_WORDS:
        return ""
    return address("coaching:feedback-change", present.pk)


_SAID_BY_ITS_WORDS = {Message.Kind.FEEDBACK, Message.Kind.REPLY}
_NO_WORDS = {Message.Kind.SHOWN, Message.Kind.UNSHOWN}


_VIEWER, _ROW = Given("viewer", Membership), Given("row", Thread)
_NOW = Given("now", Thread._meta.get_field("last_at"))


def _whole(threads: ThreadQuerySet) -> "QuerySet[Thread]":
    """The one of this id with its people."""
    found: QuerySet[Thread] = threads.filter(pk=_ROW)
    return found.select_related("receiver__user", "giver__user", "second__user")


_found: Prepared[Thread] = Prepared(lambda: _whole(threads_open_to(_VIEWER, _NOW)))
_held: Prepared[Thread] = Prepared(
    lambda: _whole(threads_open_to(_VIEWER, _NOW)).select_for_update(of=("self",))
)
_told_open: Prepared[UUID] = Prepared(
    lambda: threads_told_open_to(_VIEWER, _NOW).filter(pk=_ROW).values_list("pk", flat=True)
)
