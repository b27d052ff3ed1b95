"""Moments that match words and filters: opened in her own request, one by one, until a page is full."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from uuid import UUID

from django.utils.translation import get_language

from journal.documents import lift
from journal.models import Moment
from journal.own import FEELING, TRIGGER, OwnWords
from journal.queries.opened import first_day, today_of
from journal.queries.own import own_of
from journal.queries.rows import PAGE, DayOfMoments, MomentRow, StoredMoment, by_days, rows_of
from journal.queries.tokens import Place, read_token, token_of
from journal.sealing import TABLE
from journal.searching import Said, Sought, sieve
from journal.words import feeling_corner, words
from people.keys import open_key
from people.models import Membership
from people.sealing import SealBroken, Unsealer
from vocabulary.feelings import not_sure
from vocabulary.triggers import trigger

_TOKEN = "journal.search"  # noqa: S105  a name that binds the seal
# Rows that the database hands over at a time: a search ends when its page is full.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Twenty moments that match, newest first, and sealed tokens for the pages beside it.

    `not_searched` are rows that do not open, met on the way: nobody can tell whether they match. Of many the
    first twenty stand there, `not_searched_many` counts all.
    """

    sought: Sought
    days: tuple[DayOfMoments, ...]
    many: int
    newer: str
    older: str
    not_searched: tuple[MomentRow, ...]
    not_searched_many: int

    @property
    def unopened(self) -> tuple[UUID, ...]:
        return tuple(row.id for row in self.not_searched)


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows that match, up to one more than a page and in the order of the search; rows that do not open."""

    rows: list[UUID]
    broken: list[UUID]


def found_page(owner: Membership, now: dt.datetime, sought: Sought) -> FoundPage:
    """The newest that match."""
    found = _search(owner, now, sought, None)
    return _page(owner, now, sought, found, newer=False, older=len(found.rows) > PAGE)


def found_beside(owner: Membership, now: dt.datetime, token: str) -> FoundPage:
    """The page that a token leads to. Where fewer than a full page is newer, the first page is shown.

    Raises UnknownCursor for a token that was not given to this person.
    """
    told = read_token(owner, _TOKEN, token)
    sought, place = Sought(**told["sought"]), Place.from_json(told["place"])
    found = _search(owner, now, sought, place)
    more = len(found.rows) > PAGE
    if place.way == "older":
        return _page(owner, now, sought, found, newer=True, older=more)
    if not more:
        return found_page(owner, now, sought)
    upwards = _Found(found.rows[PAGE - 1 :: -1], found.broken)
    return _page(owner, now, sought, upwards, newer=True, older=True)


def _search(owner: Membership, now: dt.datetime, sought: Sought, place: Place | None) -> _Found:
    unsealer = Unsealer(open_key(owner), table=TABLE, owner=owner.pk)
    lets_through, found = sieve(sought, _said(own_of(owner))), _Found([], [])
    for row, sealed in _candidates(owner, now, sought, place):
        try:
            schema, told = unsealer.unseal(sealed, row)
        except SealBroken:
            found.broken.append(row)
            continue
        # Whole documents are made only of what is shown.
        if lets_through(lift(schema, told)):
            found.rows.append(row)
            if len(found.rows) > PAGE:
                break
    return found


def _candidates(
    owner: Membership, now: dt.datetime, sought: Sought, place: Place | None
) -> Iterator[tuple[UUID, bytes]]:
    """Her moments of the time asked for, from a place on: one query, read as far as it is needed."""
    moments = Moment.objects.of(owner)
    if sought.days:
        today = today_of(owner, now)
        moments = moments.on_days(first_day(today, sought.days), today)
    if place and place.way == "newer":
        moments = moments.newer_than(place.felt_at, place.row).oldest_first()
    elif place:
        moments = moments.older_than(place.felt_at, place.row).newest_first()
    else:
        moments = moments.newest_first()
    rows: Iterator[tuple[UUID, bytes]] = moments.values_list("pk", "sealed").iterator(chunk_size=_CHUNK)
    return rows


def _page(
    owner: Membership, now: dt.datetime, sought: Sought, found: _Found, *, newer: bool, older: bool
) -> FoundPage:
    rows, broken = found.rows[:PAGE], found.broken[:PAGE]
    columns = Moment.objects.of(owner).filter(pk__in=[*rows, *broken]).values_list(*StoredMoment._fields)
    stored = {one.pk: one for one in map(StoredMoment._make, columns)}
    # One that was deleted in this very moment is left out.
    shown = [stored[row] for row in rows if row in stored]
    return FoundPage(
        sought=sought,
        days=by_days(owner, now, shown),
        many=len(shown),
        newer=_token(owner, sought, "newer", shown[0]) if newer and shown else "",
        older=_token(owner, sought, "older", shown[-1]) if older and shown else "",
        not_searched=tuple(rows_of(open_key(owner), owner, (stored[row] for row in broken if row in stored))),
        not_searched_many=len(found.broken),
    )


def _token(owner: Membership, sought: Sought, way: str, moment: StoredMoment) -> str:
    place = Place(way, moment.felt_at, moment.pk)
    return token_of(owner, _TOKEN, {"sought": asdict(sought), "place": place.as_json()})


def _said(own: OwnWords) -> Said:
    """Her own words count for the places that she gave them; with the vocabulary nothing of them is kept."""
    said = _said_in(get_language())
    return Said(
        names={**said.names, **{each.code: each.text for each in own.words}},
        corners={**said.corners, **own.places(FEELING)},
        letters={**said.letters, **own.places(TRIGGER)},
    )


@cache
def _said_in(language: str | None) -> Said:
    """Made while this language is the active one."""
    said, unsure = words(), not_sure().code
    return Said(
        names={**said.feelings, **said.triggers, **said.techniques},
        corners={code: feeling_corner(code) for code in said.feelings} | {unsure: unsure},
        letters={code: trigger(code).letter for code in said.triggers},
    )
