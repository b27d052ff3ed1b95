"""Moments as rows with every text made: the list by pages, and one moment."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal.documents import MomentDocument
from journal.exchange.papers import Told
from journal.models import Moment, MomentQuerySet
from journal.own import OwnWords, names_own
from journal.queries.own import OwnNames
from journal.queries.telling import told_of, when
from journal.queries.tokens import Place, read_token, token_of
from journal.sealing import MomentOpener, SealedMoment, open_moment
from journal.words import feeling_corner, words
from people.days import local_day
from people.keys import open_key
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import OpenKey, SealBroken

PAGE = 20
_CURSOR = "journal.moment-list"
_ANY = UUID(int=0)
# Where a row's address, time and note go. Private-use characters: no text of ours holds them.
_HREF, _TIME, _NOTE = "\ue000href\ue001", "\ue000time\ue001", "\ue000note\ue001"


class StoredMoment(NamedTuple):
    """The columns of a moment that a list shows it from."""

    pk: UUID
    membership_id: UUID
    felt_at: dt.datetime
    local_day: dt.date
    sealed: bytes | memoryview


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment in a list as HTML; where it does not open, `opened` is False and the row says so."""

    id: UUID
    time: str
    opened: bool
    html: SafeString


@dataclass(frozen=True, slots=True)
class DayOfMoments:
    """One of the writer's own days, newest moment first."""

    heading: str
    rows: tuple[MomentRow, ...]

    @property
    def html(self) -> SafeString:
        return SafeString("".join([row.html for row in self.rows]))


@dataclass(frozen=True, slots=True)
class MomentPage:
    """Twenty moments, and the addresses of the pages beside it."""

    days: tuple[DayOfMoments, ...]
    newer_href: str
    older_href: str
    unopened: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OneMoment:
    """A moment on its own page: what was chosen, then what was written."""

    title: str
    facts: tuple[Told, ...]
    texts: tuple[Told, ...]


def moment_page(owner: Membership, now: dt.datetime, cursor: str = "") -> MomentPage:
    """A page of her list, by keyset: its cost does not grow with what lies before it.

    Where fewer than a full page is newer, the first page is shown, so that no page is ever half empty but
    the last. Raises UnknownCursor.
    """
    place = Place.from_json(read_token(owner, _CURSOR, cursor)) if cursor else None
    if place and place.way == "newer":
        above = _newer_moments(owner=owner.pk, felt_at=place.felt_at, row=place.row)
        if len(above) > PAGE:
            return _page(owner, now, above[PAGE - 1 :: -1], newer=True, older=True)
        place = None
    if place:
        found = _older_moments(owner=owner.pk, felt_at=place.felt_at, row=place.row)
    else:
        found = _newest_moments(owner=owner.pk)
    return _page(owner, now, found[:PAGE], newer=place is not None, older=len(found) > PAGE)


def find_moment(row: UUID) -> Moment | None:
    """The moment of this id in the organisation, whosever it is: who may see it is asked of it."""
    return _moment.first(row=row)


def one_moment(owner: Membership, moment: Moment) -> OneMoment:
    """Her moment, opened. Raises people.sealing.SealBroken."""
    document = open_moment(open_key(owner), moment)
    told = told_of(document, own=OwnNames(owner).of(*document.word_codes))
    return OneMoment(
        title=when(moment.felt_at, document.zone, day=moment.local_day),
        facts=tuple(row for row in told if not row.is_text),
        texts=tuple(row for row in told if row.is_text),
    )


def rows_of(key: OpenKey, owner: Membership, moments: Iterable[StoredMoment]) -> list[MomentRow]:
    """Each moment as a row; one that does not open says so and leaves the others in place."""
    language, names, opener = get_language(), OwnNames(owner), MomentOpener(key, owner.pk)
    return [_opened_or_not(language, opener, names, moment) for moment in moments]


def by_days(owner: Membership, now: dt.datetime, shown: list[StoredMoment]) -> tuple[DayOfMoments, ...]:
    """Moments in the order given, under a heading for each of her days."""
    rows = rows_of(open_key(owner), owner, shown)
    today = local_day(now, owner.user.time_zone, owner.user.day_ends_at)
    days = groupby(zip(shown, rows, strict=True), key=lambda pair: pair[0].local_day)
    return tuple(DayOfMoments(_heading(day, today), tuple(row for _m, row in pairs)) for day, pairs in days)


def stored(choose: Callable[[MomentQuerySet], MomentQuerySet]) -> Prepared[StoredMoment]:
    """A query for a list of the moments of `owner`, with one more than a page to tell whether more follow."""
    return Prepared(
        lambda: choose(Moment.objects.of(Given("owner", Membership)))[: PAGE + 1].values_list(
            *StoredMoment._fields
        ),
        each=StoredMoment._make,
    )


def _page(
    owner: Membership, now: dt.datetime, shown: list[StoredMoment], *, newer: bool, older: bool
) -> MomentPage:
    days = by_days(owner, now, shown)
    return MomentPage(
        days=days,
        newer_href=_page_beside(owner, "newer", shown[0]) if newer and shown else "",
        older_href=_page_beside(owner, "older", shown[-1]) if older else "",
        unopened=tuple(row.id for day in days for row in day.rows if not row.opened),
    )


def _heading(day: dt.date, today: dt.date) -> str:
    return _heading_in(get_language(), day, (today - day).days)


@lru_cache(maxsize=2048)
def _heading_in(language: str | None, day: dt.date, ago: int) -> str:
    written = date_format(day, "l j F Y")
    if ago == 0:
        return _("Today, %(day)s") % {"day": written}
    if ago == 1:
        return _("Yesterday, %(day)s") % {"day": written}
    return written


def _opened_or_not(
    language: str | None, opener: MomentOpener, names: OwnNames, moment: StoredMoment
) -> MomentRow:
    try:
        document = opener.open(moment)
    except SealBroken:
        time = clock(moment.felt_at, names.owner.user.time_zone)
        return MomentRow(moment.pk, time, False, _filled(_unopened(language), moment, time))
    if names_own(*document.feelings, *document.triggers):
        said = _with_own(names.of(*document.word_codes), document)
    else:
        said = _said(language, document.feelings, document.triggers, document.strength, bool(document.note))
    time = clock(moment.felt_at, document.zone)
    return MomentRow(moment.pk, time, True, _filled(said, moment, time, document.note))


def _filled(row: str, moment: StoredMoment, time: str, note: str = "") -> SafeString:
    """The note comes last, so that nothing in it is taken for a mark."""
    return SafeString(row.replace(_HREF, _address(moment)).replace(_TIME, time).replace(_NOTE, escape(note)))


@lru_cache(maxsize=4096)
def _said(
    language: str | None, feelings: tuple[str, ...], triggers: tuple[str, ...], strength: int, has_note: bool
) -> str:
    """A row with marks for what differs: made once for the same codes, of codes, and of nobody's."""
    word, trigger = _listed(words().feelings, feelings), _listed(words().triggers, triggers)
    return _row(word, feeling_corner(feelings[0]), trigger, strength, has_note)


def _with_own(own: OwnWords, document: MomentDocument) -> str:
    """A row with words of her own, which are nobody's to remember between requests."""
    said, first = words(), own.named(document.feelings[0])
    return _row(
        _listed(own.among(said.feelings, document.feelings), document.feelings),
        first.place if first else feeling_corner(document.feelings[0]),
        _listed(own.among(said.triggers, document.triggers), document.triggers),
        document.strength,
        bool(document.note),
    )


def _row(word: str, corner: str, trigger: str, strength: int, has_note: bool) -> str:
    told = {
        "word": word,
        "corner": corner,
        "trigger": trigger,
        "strength": words().strengths[strength],
        "note": SafeString(_NOTE) if has_note else "",
    }
    return render_to_string("journal/moment_row.html", {"href": _HREF, "time": _TIME, "opened": True, **told})


@lru_cache(maxsize=8)
def _unopened(language: str | None) -> str:
    return render_to_string("journal/moment_row.html", {"href": _HREF, "time": _TIME, "opened": False})


def _listed(said: Mapping[str, str], codes: tuple[str, ...]) -> str:
    return get_text_list([said[code] for code in codes], _("and"))


def clock(moment: dt.datetime, zone: str) -> str:
    """Hours and minutes on the wall where she was."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def _address(moment: SealedMoment) -> str:
    before, after = _address_around()
    return f"{before}{moment.pk}{after}"


@cache
def _address_around() -> tuple[str, str]:
    """Asked for once: a list has twenty addresses that differ in the id alone."""
    before, _any, after = reverse("journal:moment-read", args=[_ANY]).partition(str(_ANY))
    return before, after


def _page_beside(owner: Membership, way: str, moment: StoredMoment) -> str:
    """Sealed: when somebody wrote stands in no address and no history."""
    place = Place(way, moment.felt_at, moment.pk)
    return f"{reverse('journal:moment-list')}?from={token_of(owner, _CURSOR, place.as_json())}"


_FELT_AT = Given("felt_at", Moment._meta.get_field("felt_at"))
_ROW = Given("row", Moment)
_moment: Prepared[Moment] = Prepared(lambda: Moment.objects.filter(pk=_ROW))
_newest_moments = stored(MomentQuerySet.newest_first)
_older_moments = stored(lambda moments: moments.older_than(_FELT_AT, _ROW).newest_first())
_newer_moments = stored(lambda moments: moments.newer_than(_FELT_AT, _ROW).oldest_first())
