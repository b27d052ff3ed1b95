"""What a supervisor sees: her home, and one thing that was shared with her."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet, Subquery, Value
from django.utils.safestring import SafeString

from coaching.cards import card_html
from coaching.feedback.queries import is_asked
from coaching.kinds import kind_of
from coaching.models import Share, ShareQuerySet, Thread
from coaching.queries.sharing import has_answer, one_of
from coaching.queries.thread import Talk, talk_on
from coaching.queries.told import address, day_told, moment_told
from coaching.sealing import open_snapshot
from coaching.visibility import looked_after_by, open_to
from people.models import Membership
from people.prepared import Given, Prepared

# What waits comes in pages of so many, the oldest first; of what is answered the newest stand there.
PAGE = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """One share as the person sees it with whom it is shared."""

    id: UUID
    owner: str
    until: str
    card: SafeString
    talk: Talk


@dataclass(frozen=True, slots=True)
class InboxRow:
    """What somebody shared with her; of whom nothing is shared, nothing is told."""

    href: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A supervisor's home: what waits, what is answered, the names of her people, whether she is asked for
    feedback.
    """

    number: int
    oldest: str
    waiting: tuple[InboxRow, ...]
    answered: tuple[InboxRow, ...]
    names: tuple[str, ...]
    is_asked: bool
    older_href: str
    newer_href: str


def find_open(viewer: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Share | None:
    """A share that she can open at this moment; None for all others."""
    return (_held if hold else _open).first(viewer=viewer.pk, row=row, now=now)


def is_answered(share: Share) -> bool:
    return Thread.objects.filter(share=share).exists()


def opened_page(viewer: Membership, share: Share, now: dt.datetime) -> Opened:
    """The page of who was given it. Only in the transaction that records that she opens it."""
    return Opened(
        id=share.pk,
        owner=share.owner.user.name,
        until=moment_told(share.expires_at, viewer),
        card=card_html(open_snapshot(share)),
        talk=talk_on(viewer, share, now),
    )


def team_page(viewer: Membership, page: int, now: dt.datetime) -> TeamPage:
    """Four queries, however many people and shares there are."""
    start = (page - 1) * PAGE
    waiting = _waiting(viewer=viewer.pk, now=now) if page == 1 else _waiting_from(viewer, start, now)
    first = waiting[0] if waiting else None
    return TeamPage(
        number=first.number if first else 0,
        oldest=day_told(first.shared_at, viewer) if first and page == 1 else "",
        waiting=tuple(_inbox_row(viewer, each) for each in waiting),
        answered=tuple(_inbox_row(viewer, each) for each in _answered(viewer=viewer.pk, now=now)),
        names=tuple(_names(viewer=viewer.pk)),
        is_asked=is_asked(viewer, now),
        older_href=f"?page={page - 1}" if page > 1 else "",
        newer_href=f"?page={page + 1}" if first and first.number > start + PAGE else "",
    )


def _inbox(viewer: Membership | Given, now: dt.datetime | Given, *, answered: bool) -> ShareQuerySet:
    """What the viewer can open, of what she has answered or not."""
    mine: ShareQuerySet = open_to(viewer, now).annotate(answered=has_answer()).filter(answered=answered)
    return mine


def _all_waiting(viewer: Membership | Given, now: dt.datetime | Given) -> "QuerySet[Any, Any]":
    """The oldest first, with how many there are beside each."""
    mine = _inbox(viewer, now, answered=False)
    # Counted apart from the rows: a window would read the names of all for the sake of the few shown.
    number = mine.annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
    rows = mine.annotate(number=Subquery(number)).order_by("shared_at", "id")
    return rows.values_list(*_ROW_FIELDS, "number")


def _waiting_from(viewer: Membership, start: int, now: dt.datetime) -> "list[_Waiting]":
    return [_Waiting._make(each) for each in _all_waiting(viewer, now)[start : start + PAGE]]


def _newest_answered() -> "QuerySet[Any, Any]":
    mine = _inbox(_VIEWER, _NOW, answered=True).order_by("-shared_at", "-id")
    return mine.values_list(*_ROW_FIELDS)[:PAGE]


def _inbox_row(viewer: Membership, found: "_Answered | _Waiting") -> InboxRow:
    words = kind_of(found.kind).told(found.name)
    return InboxRow(address("coaching:inbox-read", found.pk), words, day_told(found.shared_at, viewer))


class _Answered(NamedTuple):
    pk: UUID
    kind: str
    name: str
    shared_at: dt.datetime


class _Waiting(NamedTuple):
    pk: UUID
    kind: str
    name: str
    shared_at: dt.datetime
    number: int


_ROW_FIELDS = ("pk", "kind", "owner__user__name", "shared_at")
_VIEWER, _NOW = Given("viewer", Membership), Given("now", Share._meta.get_field("expires_at"))
_waiting: Prepared[_Waiting] = Prepared(lambda: _all_waiting(_VIEWER, _NOW)[:PAGE], each=_Waiting._make)
_answered: Prepared[_Answered] = Prepared(_newest_answered, each=_Answered._make)
_names: Prepared[str] = Prepared(
    lambda: looked_after_by(Given("viewer", Membership)).values_list("user__name", flat=True)
)
_ROW = Given("row", Share)
_open: Prepared[Share] = Prepared(lambda: one_of(open_to(_VIEWER, _NOW), _ROW, hold=False))
_held: Prepared[Share] = Prepared(lambda: one_of(open_to(_VIEWER, _NOW), _ROW, hold=True))
