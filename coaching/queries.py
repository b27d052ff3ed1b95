"""What the pages of the room show, as frozen dataclasses with every text made."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Sum, Window
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.cards import Line, card_html, words_of
from coaching.documents import Feedback, Reply, Snapshot, snapshot_of
from coaching.models import Message, Reading, Share
from coaching.sealing import open_message, open_snapshot
from coaching.visibility import ending_of, looked_after_by, open_to, supervisors_of, with_standing
from journal.documents import MomentDocument
from journal.models import Moment
from journal.queries.own import OwnNames
from journal.sealing import open_moment
from people.keys import open_data_key, open_key, with_slot
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken

PAGE = 20
_ANY = UUID(int=0)
# A supervisor's page holds no more of each; what is oldest is answered first.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to share with. `code` stands for her on this person's pages: nobody is told her id."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share in its owner's list."""

    href: str
    words: str
    since: str
    ended: bool
    opened: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class SharePage:
    """A page of what she shares, newest first."""

    rows: tuple[ShareRow, ...]
    newer_href: str
    older_href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a thread: who, when, and its fields in words."""

    name: str
    at: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One share as its owner sees it: what, with whom, how long, who opened it when, what was said."""

    id: UUID
    reader: str
    since: str
    until: str
    ended: str
    card: SafeString
    readings: tuple[str, ...]
    thread: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One share as the person sees it with whom it is shared."""

    id: UUID
    owner: str
    until: str
    card: SafeString
    thread: tuple[Entry, ...]
    is_answered: bool


@dataclass(frozen=True, slots=True)
class InboxRow:
    """What somebody shared with her; of whom nothing is shared, nothing is told."""

    href: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A supervisor's home: what waits, what is answered, and the names of her people."""

    number: int
    oldest: str
    waiting: tuple[InboxRow, ...]
    answered: tuple[InboxRow, ...]
    names: tuple[str, ...]


def people_for(owner: Membership) -> tuple[Person, ...]:
    """Whom she can share with."""
    return tuple(Person(pk, _code(owner, pk), name) for pk, name in supervisors_of(owner).items())


def document_of(owner: Membership, moment: Moment) -> MomentDocument:
    """Her moment, opened. Raises people.sealing.SealBroken."""
    return open_moment(open_key(owner), moment)


def snapshot_for(
    owner: Membership, document: MomentDocument, *, parts: Iterable[str], question: str
) -> Snapshot:
    """What would be shared of it now: what the check page shows is what the action seals."""
    own = OwnNames(owner).of(*document.feelings, *document.triggers)
    return snapshot_of(document, own, parts=parts, question=question)


def find_sent(owner: Membership, submission: UUID) -> Share | None:
    """What she has shared by this very submission."""
    share: Share | None = with_standing(Share.objects.of(owner)).filter(submission_key=submission).first()
    return share


def shares_of(owner: Membership, page: int, now: dt.datetime) -> SharePage:
    """A page of her list in one query; one row more is read to see whether more follow."""
    start = (page - 1) * PAGE
    found = _first_page(owner=owner.pk) if page == 1 else list(_listed(owner)[start : start + PAGE + 1])
    return SharePage(
        rows=tuple(_row(owner, each, now) for each in found[:PAGE]),
        newer_href=f"?page={page - 1}" if page > 1 else "",
        older_href=f"?page={page + 1}" if len(found) > PAGE else "",
    )


def find_own(owner: Membership, row: UUID, *, hold: bool = False) -> Share | None:
    """A share of hers; None for anybody else's, and for none. `hold` it until the transaction ends."""
    return _found(with_standing(Share.objects.of(owner)), row, hold=hold)


def find_open(viewer: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Share | None:
    """A share that she can open at this moment; None for all others."""
    return _found(open_to(viewer, now), row, hold=hold)


def is_answered(share: Share) -> bool:
    return Message.objects.filter(share=share, kind=Message.Kind.FEEDBACK).exists()


def receipt(owner: Membership, share: Share, now: dt.datetime) -> Receipt:
    """Her own page of a share: of one that has ended the card is gone, the thread stays."""
    ended = ending_of(share, now)
    return Receipt(
        id=share.pk,
        reader=share.reader.user.name,
        since=_day(share.shared_at, owner),
        until=_moment(share.expires_at, owner),
        ended=str(ended.label) if ended else "",
        card=SafeString() if ended else card_html(open_snapshot(share)),
        readings=_readings(owner, share),
        thread=thread_of(owner, share),
    )


def opened_page(viewer: Membership, share: Share) -> Opened:
    """The page of who was given it. Only in the transaction that records that she opens it."""
    thread = thread_of(viewer, share)
    return Opened(
        id=share.pk,
        owner=share.owner.user.name,
        until=_moment(share.expires_at, viewer),
        card=card_html(open_snapshot(share)),
        thread=thread,
        is_answered=bool(thread),
    )


def thread_of(viewer: Membership, share: Share) -> tuple[Entry, ...]:
    """What the two have said, oldest first: the same for both but for the clocks they live by."""
    messages = list(
        Message.objects.filter(share=share).select_related("author__user").order_by("said_at", "id")
    )
    if not messages:
        return ()
    key = open_data_key(share.thread_key_id)
    return tuple(
        Entry(each.author.user.name, _moment(each.said_at, viewer), entry_lines(open_message(key, each)))
        for each in messages
    )


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


def team_page(viewer: Membership, now: dt.datetime) -> TeamPage:
    """Three queries, however many people and shares there are."""
    waiting, answered = _waiting(viewer=viewer.pk, now=now), _answered(viewer=viewer.pk, now=now)
    return TeamPage(
        number=waiting[0].number if waiting else 0,
        oldest=_day(waiting[0].shared_at, viewer) if waiting else "",
        waiting=tuple(_inbox_row(viewer, each) for each in waiting),
        answered=tuple(_inbox_row(viewer, each) for each in answered),
        names=tuple(_names(viewer=viewer.pk)),
    )


def _found(shares: "QuerySet[Share]", row: UUID, *, hold: bool) -> Share | None:
    if hold:
        shares = shares.select_for_update(of=("self",))
    whole = with_slot(shares.filter(pk=row), "snapshot_key")
    share: Share | None = whole.select_related("reader__user", "owner__user").first()
    return share


def _listed(owner: Membership | Given) -> "QuerySet[Share]":
    rows: QuerySet[Share] = with_slot(
        with_standing(Share.objects.of(owner).newest_first()), "snapshot_key"
    ).annotate(answered=_has_answer(), opened=Sum("readings__times"), opened_at=Max("readings__last_at"))
    return rows.select_related("reader__user")


def _inbox(order: str, *, answered: bool) -> "QuerySet[Any, Any]":
    """What the viewer can open, with how many there are of these beside each."""
    mine = open_to(_VIEWER, _NOW).annotate(answered=_has_answer()).filter(answered=answered)
    counted = mine.annotate(number=Window(Count("pk"))).order_by(f"{order}shared_at", f"{order}id")
    return counted.values_list("pk", "owner__user__name", "shared_at", "number")[:MOST_SHOWN]


def _has_answer() -> Exists:
    return Exists(Message.objects.filter(share=OuterRef("pk"), kind=Message.Kind.FEEDBACK))


def _inbox_row(viewer: Membership, found: "_Inbox") -> InboxRow:
    words = _("%(name)s shared a moment") % {"name": found.name}
    return InboxRow(_address("coaching:inbox-read", found.pk), words, _day(found.shared_at, viewer))


def _address(name: str, row: UUID) -> str:
    return _address_of_any(name).replace(str(_ANY), str(row))


@cache
def _address_of_any(name: str) -> str:
    """Asked for once: a list has fifty addresses that differ in the id alone."""
    return reverse(name, args=[_ANY])


def _row(owner: Membership, share: Share, now: dt.datetime) -> ShareRow:
    ended, times = ending_of(share, now), getattr(share, "opened", None)
    words = _("A moment") if ended else _words(share)
    return ShareRow(
        href=_address("coaching:share", share.pk),
        words=_("%(words)s, with %(name)s") % {"words": words, "name": share.reader.user.name},
        since=_day(share.shared_at, owner),
        ended=ended is not None,
        opened=_moment(share.opened_at, owner) if times else "",  # type: ignore[attr-defined]
        is_answered=bool(getattr(share, "answered", False)),
    )


def _words(share: Share) -> str:
    try:
        return words_of(open_snapshot(share))
    except SealBroken:
        return _("This could not be opened")


def _readings(owner: Membership, share: Share) -> tuple[str, ...]:
    """Oldest first, in words."""
    found = Reading.objects.filter(share=share).order_by("day").values_list("first_at", "times")
    once, often = _("%(at)s"), _("%(at)s, %(times)d times that day")
    return tuple(
        (once if times == 1 else often) % {"at": _moment(first_at, owner), "times": times}
        for first_at, times in found
    )


def _code(owner: Membership, person: UUID) -> str:
    return salted_hmac("coaching.queries.person", f"{owner.pk} {person}").hexdigest()[:16]


def _day(moment: dt.datetime, viewer: Membership) -> str:
    return _day_in(get_language(), moment.astimezone(ZoneInfo(viewer.user.time_zone)).date())


@lru_cache(maxsize=512)
def _day_in(language: str | None, day: dt.date) -> str:
    return date_format(day, "j F Y")


def _moment(moment: dt.datetime, viewer: Membership) -> str:
    local = moment.astimezone(ZoneInfo(viewer.user.time_zone))
    return _("%(day)s, %(time)s") % {"day": date_format(local, "j F Y"), "time": f"{local:%H:%M}"}


class _Inbox(NamedTuple):
    pk: UUID
    name: str
    shared_at: dt.datetime
    number: int


_VIEWER, _NOW = Given("viewer", Membership), Given("now", Share._meta.get_field("expires_at"))
_first_page: Prepared[Share] = Prepared(lambda: _listed(Given("owner", Membership))[: PAGE + 1])
_waiting: Prepared[_Inbox] = Prepared(lambda: _inbox("", answered=False), each=_Inbox._make)
_answered: Prepared[_Inbox] = Prepared(lambda: _inbox("-", answered=True), each=_Inbox._make)
_names: Prepared[str] = Prepared(
    lambda: looked_after_by(Given("viewer", Membership)).values_list("user__name", flat=True)
)
