"""The moments behind a sentence of the patterns page, by a sealed token: no word stands in an address."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from journal.patterns.findings import rests_on
from journal.queries.opened import Opened, first_day
from journal.queries.rows import PAGE, DayOfMoments, by_days
from journal.queries.tokens import read_token, token_of
from people.models import Membership

_TOKEN = "journal.behind"  # noqa: S105  a name that binds the seal
DAYS = 365


@dataclass(frozen=True, slots=True)
class Behind:
    """What a sentence rests on: a trigger or technique by its code, or the hours from `later_than` on."""

    code: str
    later_than: int | None
    last: dt.date
    start: int = 0


@dataclass(frozen=True, slots=True)
class BehindPage:
    """Twenty of them, newest first, of `many`."""

    days: tuple[DayOfMoments, ...]
    many: int
    newer_href: str
    older_href: str
    unopened: tuple[UUID, ...]


def behind_page(owner: Membership, now: dt.datetime, token: str) -> BehindPage:
    """The moments that a token names. Raises UnknownCursor for one that was not given to this person."""
    behind = _read(owner, token)
    opened = Opened(owner, first_day(behind.last, DAYS), behind.last)
    felt = [one for one in opened.felt() if rests_on(one, behind.code, behind.later_than)]
    felt.sort(key=lambda one: (one.at, one.row), reverse=True)
    shown = [opened.stored[one.row] for one in felt[behind.start : behind.start + PAGE]]
    return BehindPage(
        days=by_days(owner, now, shown),
        many=len(felt),
        newer_href=_beside(owner, behind, -PAGE) if behind.start else "",
        older_href=_beside(owner, behind, PAGE) if behind.start + PAGE < len(felt) else "",
        unopened=opened.broken(opened.first),
    )


def address_of(owner: Membership, behind: Behind) -> str:
    """Of the list of her moments, shortened to these."""
    told = {
        "code": behind.code,
        "later": behind.later_than,
        "last": behind.last.isoformat(),
        "start": behind.start,
    }
    return f"{reverse('journal:moment-list')}?{urlencode({'of': token_of(owner, _TOKEN, told)})}"


def _beside(owner: Membership, behind: Behind, by: int) -> str:
    return address_of(owner, Behind(behind.code, behind.later_than, behind.last, behind.start + by))


def _read(owner: Membership, token: str) -> Behind:
    told = read_token(owner, _TOKEN, token)
    return Behind(told["code"], told["later"], dt.date.fromisoformat(told["last"]), told["start"])
