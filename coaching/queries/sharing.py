"""What a person shares: whom she can share with, her list, the receipt of one share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coaching.cards import card_html, words_of
from coaching.kinds import kind_of
from coaching.models import Reading, Share, Thread
from coaching.queries.thread import Talk, talk_on
from coaching.queries.told import address, day_told, moment_told, time_told
from coaching.sealing import open_snapshot
from coaching.visibility import ending_of, supervisors_of, with_standing
from people.keys import with_slot
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken

PAGE = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to share with. `code` stands for her on this person's pages: nobody is told her id."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share in its owner's list: what, with whom, since when, and how it stands."""

    href: str
    words: str
    since: str
    state: str
    is_answered: bool


@dataclass(frozen=True, slots=True)
class SharePage:
    """A page of what she shares, newest first."""

    rows: tuple[ShareRow, ...]
    newer_href: str
    older_href: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One share as its owner sees it: what, with whom, how long, who opened it when, what was said.

    `gone` says so where the thing itself is not there any more.
    """

    id: UUID
    reader: str
    since: str
    until: str
    ended: str
    card: SafeString
    gone: str
    readings: tuple[str, ...]
    talk: Talk


def people_for(owner: Membership) -> tuple[Person, ...]:
    """Whom she can share with."""
    return tuple(Person(pk, code_of(owner, pk), name) for pk, name in supervisors_of(owner).items())


def find_sent(owner: Membership, submission: UUID) -> Share | None:
    """What she has shared by this very submission."""
    share: Share | None = with_standing(Share.objects.all(), owner).filter(submission_key=submission).first()
    return share


def shares_of(owner: Membership, page: int, now: dt.datetime) -> SharePage:
    """A page of her list in one query; one row more is read to see whether more follow."""
    found = _first_page(owner=owner.pk) if page == 1 else _later_page(owner, (page - 1) * PAGE)
    return SharePage(
        rows=tuple(_row(owner, each, now) for each in found[:PAGE]),
        newer_href=f"?page={page - 1}" if page > 1 else "",
        older_href=f"?page={page + 1}" if len(found) > PAGE else "",
    )


def find_own(owner: Membership, row: UUID, *, hold: bool = False) -> Share | None:
    """A share of hers; None for anybody else's, and for none. `hold` it until the transaction ends."""
    return (_held if hold else _own).first(owner=owner.pk, row=row)


def receipt(owner: Membership, share: Share, now: dt.datetime) -> Receipt:
    """Her own page of a share: of one that has ended the card is gone, the thread stays."""
    ended, kind = ending_of(share, now), kind_of(share.kind)
    return Receipt(
        id=share.pk,
        reader=share.reader.user.name,
        since=day_told(share.shared_at, owner),
        until=moment_told(share.expires_at, owner),
        ended=str(ended.label) if ended else "",
        card=SafeString() if ended else card_html(open_snapshot(share)),
        gone="" if kind.is_there(owner, share.source, now) else kind.texts().gone,
        readings=tuple(time_told(each, owner) for each in share.readings.order_by("day")),
        talk=talk_on(owner, share, now),
    )


def one_of(shares: "QuerySet[Share]", row: UUID | Given, *, hold: bool) -> "QuerySet[Share]":
    """One of these with what opens it and who its people are; to `hold` it until the transaction ends."""
    if hold:
        shares = shares.select_for_update(of=("self",))
    whole: QuerySet[Share] = with_slot(shares.filter(pk=row), "snapshot_key")
    return whole.select_related("reader__user", "owner__user")


def _listed(owner: Membership | Given) -> "QuerySet[Any, Any]":
    rows = with_slot(with_standing(Share.objects.newest_first(), owner), "snapshot_key")
    opened = Reading.objects.filter(share=OuterRef("pk")).order_by("-last_at").values("last_at")[:1]
    found: QuerySet[Any, Any] = rows.annotate(
        answered=has_answer(), opened_at=Subquery(opened), name=F("reader__user__name")
    )
    return found.values_list(*_Listed._fields)


def _later_page(owner: Membership, start: int) -> "list[_Listed]":
    return [_Listed._make(each) for each in _listed(owner)[start : start + PAGE + 1]]


class _Listed(NamedTuple):
    """A share as the list needs it: with what opens it, and how it stands."""

    pk: UUID
    owner_id: UUID
    kind: str
    shared_at: dt.datetime
    expires_at: dt.datetime
    ended_at: dt.datetime | None
    ending: str
    snapshot_key_id: UUID | None
    sealed: bytes | memoryview | None
    has_reader: bool
    slot_master_key_id: str | None
    slot_wrapped: bytes | None
    answered: bool
    opened_at: dt.datetime | None
    name: str


def has_answer() -> Exists:
    """Whether something was said about the row's share."""
    return Exists(Thread.objects.filter(share=OuterRef("pk")))


def _row(owner: Membership, share: _Listed, now: dt.datetime) -> ShareRow:
    ended = ending_of(share, now) is not None
    words = str(Share.Kind(share.kind).label) if ended else _words(share)
    return ShareRow(
        href=address("coaching:share", share.pk),
        words=_("%(words)s, with %(name)s") % {"words": words, "name": share.name},
        since=_("since %(day)s") % {"day": day_told(share.shared_at, owner)},
        state=_("ended") if ended else _opened(share, owner),
        is_answered=share.answered,
    )


def _opened(share: _Listed, owner: Membership) -> str:
    if share.opened_at is None:
        return _("not opened yet")
    return _("last opened %(at)s") % {"at": moment_told(share.opened_at, owner)}


def _words(share: _Listed) -> str:
    try:
        return words_of(open_snapshot(share))
    except SealBroken:
        return _("This could not be opened")


def code_of(viewer: Membership, thing: UUID) -> str:
    """What stands for a person, a team or a message on this viewer's pages: nobody is told ids of others."""
    return salted_hmac("coaching.queries.person", f"{viewer.pk} {thing}").hexdigest()[:16]


_first_page: Prepared[_Listed] = Prepared(
    lambda: _listed(Given("owner", Membership))[: PAGE + 1], each=_Listed._make
)
_OWNER, _ROW = Given("owner", Membership), Given("row", Share)
_own: Prepared[Share] = Prepared(lambda: one_of(with_standing(Share.objects.all(), _OWNER), _ROW, hold=False))
_held: Prepared[Share] = Prepared(lambda: one_of(with_standing(Share.objects.all(), _OWNER), _ROW, hold=True))
