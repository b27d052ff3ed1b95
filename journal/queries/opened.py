"""A stretch of a person's moments, opened for counting when it is first asked for, and once."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from journal.documents import MomentDocument
from journal.models import Moment
from journal.patterns.moments import FeltMoment
from journal.patterns.reading import felt_moment
from journal.queries.own import OwnNames
from journal.queries.rows import StoredMoment
from journal.sealing import MomentOpener
from people.days import local_day
from people.keys import open_key
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken


@dataclass(frozen=True, slots=True)
class Window:
    """The last `days` of her own days up to `last`, and what tells one state of its moments from another."""

    days: int
    last: dt.date
    number: int
    changed_at: dt.datetime | None

    @property
    def first(self) -> dt.date:
        return first_day(self.last, self.days)

    @property
    def parts(self) -> tuple[Any, ...]:
        """For people.sealed_cache: as long as these are the same, so is what was made of the moments."""
        return (self.days, self.last, self.number, self.changed_at)


class Opened:
    """The moments from `first` to `last`. Whatever a page remembers of them leaves this untouched."""

    def __init__(self, owner: Membership, first: dt.date, last: dt.date) -> None:
        self.owner, self.first, self.last = owner, first, last

    def felt(self, first: dt.date | None = None) -> tuple[FeltMoment, ...]:
        """Those that open, from `first` on."""
        felt, _broken = self._both
        return tuple(one for one in felt if first is None or one.day >= first)

    def broken(self, first: dt.date) -> tuple[UUID, ...]:
        """Rows that do not open, from `first` on."""
        _felt, broken = self._both
        return tuple(stored.pk for stored in broken if stored.local_day >= first)

    def documents(self) -> list[MomentDocument]:
        """Those that open, as their owner put them down, her own words and all."""
        opener, found = MomentOpener(open_key(self.owner), self.owner.pk), list[MomentDocument]()
        for stored in self.stored.values():
            with suppress(SealBroken):  # told where it is shown
                found.append(opener.open(stored))
        return found

    @cached_property
    def stored(self) -> dict[UUID, StoredMoment]:
        """As they lie in the database, by row."""
        rows = Moment.objects.of(self.owner).on_days(self.first, self.last).order_by()
        found = map(StoredMoment._make, rows.values_list(*StoredMoment._fields).iterator())
        return {stored.pk: stored for stored in found}

    @cached_property
    def _both(self) -> tuple[list[FeltMoment], list[StoredMoment]]:
        felt, broken = list[FeltMoment](), list[StoredMoment]()
        opener, names = MomentOpener(open_key(self.owner), self.owner.pk), OwnNames(self.owner)
        for stored in self.stored.values():
            try:
                document = opener.open(stored)
            except SealBroken:
                broken.append(stored)
            else:
                own = names.of(*document.word_codes)
                felt.append(felt_moment(stored.pk, stored.felt_at, stored.local_day, document, own))
        return felt, broken


def first_day(last: dt.date, days: int) -> dt.date:
    return last - dt.timedelta(days=days - 1)


def today_of(owner: Membership, now: dt.datetime) -> dt.date:
    return local_day(now, owner.user.time_zone, owner.user.day_ends_at)


def given_day(name: str) -> Given:
    """A day of the writer's that comes later, for a prepared query."""
    return Given(name, Moment._meta.get_field("local_day"))


def state_of_days(owner: Membership, first: dt.date, last: dt.date) -> tuple[int, dt.datetime | None]:
    """How many moments these days have and when one last changed: while both are the same, so are they."""
    return _state_of_days.first(owner=owner.pk, first=first, last=last) or (0, None)


_state_of_days: Prepared[tuple[int, dt.datetime]] = Prepared(
    lambda: (
        Moment.objects.of(Given("owner", Membership))
        .on_days(given_day("first"), given_day("last"))
        .values("membership")
        .annotate(number=Count("local_day"), latest=Max("changed_at"))
        .values_list("number", "latest")
    )
)
