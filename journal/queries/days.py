"""A day's moments; a month and a year as squares.

Every day has a page, whether she wrote on it or not: its address tells of no moment.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.models import Moment
from journal.queries.opened import Opened, given_day, state_of_days, today_of
from journal.queries.rows import PAGE, MomentRow, rows_of, stored
from journal.queries.tokens import Place, read_token, token_of
from journal.squares import (
    LAST,
    DayMark,
    days_in,
    good_days,
    look_back,
    mark_days,
    month_after,
    month_before,
    weeks_of,
)
from journal.words import feeling_corner, feeling_word
from people.keys import open_key
from people.models import Membership
from people.prepared import Given
from people.sealed_cache import remembered
from vocabulary.feelings import quadrants

_CURSOR = "journal.day"
FIRST_YEAR = 1970
FIRST_DAY = dt.date(FIRST_YEAR, 1, 1)
# What a square shows of its name stands between these: private-use characters, in no text of ours.
_FROM, _TO = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Beside:
    """The page before or after this one."""

    href: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DayPage:
    """The moments of one of her own days, newest first, twenty a page."""

    title: str
    rows: tuple[MomentRow, ...]
    older_href: str
    newest_href: str
    before: Beside
    after: Beside
    month_href: str
    unopened: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A day. Its name is `before`, `shown` and `after`; only `shown` meets the eye."""

    href: str
    before: str
    shown: str
    after: str
    corner: str
    times: int
    words: str


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday; None where another month's days lie. `first` is its first day in this month."""

    first: int
    name: str
    squares: tuple[Square | None, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A table of weeks."""

    caption: str
    href: str
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day with moments, in words."""

    href: str
    name: str
    word: str
    corner: str
    times: str


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month as a table, and its days with moments as a list, both as HTML."""

    title: str
    told: str
    table: SafeString
    days: SafeString
    before: Beside
    after: Beside
    year_href: str
    not_opened: tuple[ListedDay, ...]
    unopened: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class YearPage:
    """Twelve tables as HTML, what they come to, and a good day to look back on."""

    year: int
    way: str
    told: str
    months: SafeString
    good: ListedDay | None
    before: Beside
    after: Beside
    not_opened: tuple[ListedDay, ...]
    unopened: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    """What is known of the days of a stretch: marks, and how many moments of a day do not open."""

    marks: Mapping[dt.date, DayMark]
    broken: Mapping[dt.date, int]
    today: dt.date

    def times(self, day: dt.date) -> int:
        return (self.marks[day].times if day in self.marks else 0) + self.broken.get(day, 0)


def day_page(owner: Membership, now: dt.datetime, day: dt.date, cursor: str = "") -> DayPage:
    """One query. Raises UnknownCursor."""
    place = Place.from_json(read_token(owner, _CURSOR, cursor)) if cursor else None
    if place:
        found = _older_of_day(owner=owner.pk, day=day, felt_at=place.felt_at, row=place.row)
    else:
        found = _newest_of_day(owner=owner.pk, day=day)
    shown, here = found[:PAGE], day_href(day)
    rows = tuple(rows_of(open_key(owner), owner, shown))
    token = ""
    if len(found) > PAGE:
        token = token_of(owner, _CURSOR, Place("older", shown[-1].felt_at, shown[-1].pk).as_json())
    return DayPage(
        title=date_format(day, "l j F Y"),
        rows=rows,
        older_href=f"{here}?from={token}" if token else "",
        newest_href=here if place else "",
        before=_day_beside(day - dt.timedelta(days=1)) if day > FIRST_DAY else Beside(),
        after=_day_beside(day + dt.timedelta(days=1)) if day < today_of(owner, now) else Beside(),
        month_href=month_href(day),
        unopened=tuple(row.id for row in rows if not row.opened),
    )


def month_page(owner: Membership, now: dt.datetime, first: dt.date) -> MonthPage:
    """The month that begins on `first`, remembered until something in it or the day changes."""
    today = today_of(owner, now)
    last = first + dt.timedelta(days=days_in(first) - 1)
    parts = (first, *state_of_days(owner, first, last), today)
    kept = remembered(owner, "journal.month", parts, lambda: _month_kept(Opened(owner, first, last), today))
    return MonthPage(
        title=date_format(first, "F Y"),
        told=kept["told"],
        # Ours as they were rendered: the cache is sealed, so nobody else has written them.
        table=SafeString(kept["table"]),
        days=SafeString(kept["days"]),
        before=_month_beside(month_before(first)) if first.year > FIRST_YEAR else Beside(),
        after=_month_beside(month_after(first)) if month_after(first) <= today else Beside(),
        year_href=year_href(first.year),
        not_opened=tuple(ListedDay(**each) for each in kept["not_opened"]),
        unopened=tuple(map(UUID, kept["unopened"])),
    )


def year_page(owner: Membership, now: dt.datetime, year: int, way: str) -> YearPage:
    """The year's squares, remembered until a moment of the year or the day changes: one query, or two."""
    today = today_of(owner, now)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    state = state_of_days(owner, first, last)
    parts = (year, way, *state, today)
    kept = remembered(owner, "journal.year", parts, lambda: _year(Opened(owner, first, last), way, today))
    return YearPage(
        year=year,
        way=way,
        told=kept["told"],
        # Ours as it was rendered: the cache is sealed, so nobody else has written it.
        months=SafeString(kept["html"]),
        good=ListedDay(**kept["good"]) if kept["good"] else None,
        before=_year_beside(year - 1) if year > FIRST_YEAR else Beside(),
        after=_year_beside(year + 1) if year < today.year else Beside(),
        not_opened=tuple(ListedDay(**each) for each in kept["not_opened"]),
        unopened=tuple(map(UUID, kept["unopened"])),
    )


def day_href(day: dt.date) -> str:
    return reverse("journal:day", args=[day])


def month_href(day: dt.date) -> str:
    return f"{reverse('journal:calendar')}?month={day:%Y-%m}"


def year_href(year: int) -> str:
    return f"{reverse('journal:year')}?year={year}"


def _month_kept(opened: Opened, today: dt.date) -> dict[str, Any]:
    days = _days_of(opened, mark_days(opened.felt(), LAST), today)
    listed = [_listed(days, day) for day in sorted({*days.marks, *days.broken})]
    month = {"month": _month(days, opened.first, _day_shown), "words": True}
    return {
        "told": _month_told(days),
        "table": render_to_string("journal/month_table.html", month),
        "days": render_to_string("journal/listed_days.html", {"days": listed}) if listed else "",
        **_unopened(days, opened),
    }


def _unopened(days: _Days, opened: Opened) -> dict[str, Any]:
    return {
        "not_opened": [_as_json(_listed(days, day)) for day in sorted(days.broken)],
        "unopened": list(map(str, opened.broken(opened.first))),
    }


def _year(opened: Opened, way: str, today: dt.date) -> dict[str, Any]:
    felt = opened.felt()
    days = _days_of(opened, mark_days(felt, way), today)
    months = [_month(days, dt.date(opened.first.year, number, 1), _times_shown) for number in range(1, 13)]
    good = look_back(good_days(felt, feeling_corner), today)
    return {
        "told": _year_told(days),
        "html": render_to_string("journal/year_months.html", {"months": months, "key": _key()})
        if days.marks or days.broken
        else "",
        "good": _as_json(_listed(days, good)) if good else None,
        **_unopened(days, opened),
    }


def _as_json(day: ListedDay) -> dict[str, str]:
    return {
        "href": day.href,
        "name": day.name,
        "word": day.word,
        "corner": day.corner,
        "times": day.times,
    }


def _days_of(opened: Opened, marks: Sequence[DayMark], today: dt.date) -> _Days:
    broken = Counter(opened.stored[row].local_day for row in opened.broken(opened.first))
    return _Days({mark.day: mark for mark in marks}, broken, today)


def _month(days: _Days, first: dt.date, shown: Callable[[_Days, dt.date], str]) -> Month:
    return Month(
        caption=date_format(first, "F Y"),
        href=month_href(first),
        weekdays=tuple(str(WEEKDAYS_ABBR[number]) for number in range(7)),
        weeks=tuple(_week(days, week, shown) for week in weeks_of(first)),
    )


def _week(days: _Days, week: Sequence[dt.date | None], shown: Callable[[_Days, dt.date], str]) -> Week:
    first = next(day for day in week if day)
    return Week(
        first=first.day,
        name=_("Week from %(day)s") % {"day": date_format(first, "j F")},
        squares=tuple(_square(days, day, shown(days, day)) if day else None for day in week),
    )


def _square(days: _Days, day: dt.date, name: str) -> Square:
    """`name` holds marks around what is shown of it, or none."""
    before, _mark, rest = name.partition(_FROM)
    shown, _mark, after = rest.partition(_TO)
    mark = days.marks.get(day)
    return Square(
        href=day_href(day) if day <= days.today else "",
        before=before,
        shown=shown,
        after=after,
        corner=feeling_corner(mark.feeling) if mark else "",
        times=days.times(day),
        words=_times(days.times(day)),
    )


def _day_shown(days: _Days, day: dt.date) -> str:
    """In a month the number of the day is shown."""
    written = date_format(day, f"l {_FROM}j{_TO} F")
    return _name(days, day, written, _times(days.times(day))) if day <= days.today else written


def _times_shown(days: _Days, day: dt.date) -> str:
    """In a year a day shows how many moments it has, from two on."""
    times = days.times(day)
    number = f"{_FROM}{times}{_TO}" if times > 1 else str(times)
    return _name(days, day, date_format(day, "l j F"), _times(times, number))


def _name(days: _Days, day: dt.date, written: str, times: str) -> str:
    """Such as "Tuesday 3 November: frustrated, strength 4, 2 moments"."""
    mark = days.marks.get(day)
    if mark is None:
        return _("%(day)s: %(moments)s") % {"day": written, "moments": times}
    return _("%(day)s: %(feeling)s, strength %(strength)d, %(moments)s") % {
        "day": written,
        "feeling": feeling_word(mark.feeling),
        "strength": mark.strength,
        "moments": times,
    }


def _times(times: int, number: str = "") -> str:
    if not times:
        return _("no moments")
    return ngettext("%(many)s moment", "%(many)s moments", times) % {"many": number or times}


def _listed(days: _Days, day: dt.date) -> ListedDay:
    mark = days.marks.get(day)
    return ListedDay(
        href=day_href(day),
        name=date_format(day, "l j F Y"),
        word=feeling_word(mark.feeling) if mark else "",
        corner=feeling_corner(mark.feeling) if mark else "",
        times=_times(days.times(day)),
    )


def _month_told(days: _Days) -> str:
    written = {*days.marks, *days.broken}
    if not written:
        return ""
    return ngettext(
        "You wrote on %(days)d day of this month, %(moments)s in all.",
        "You wrote on %(days)d days of this month, %(moments)s in all.",
        len(written),
    ) % {"days": len(written), "moments": _times(sum(map(days.times, written)))}


def _year_told(days: _Days) -> str:
    written = {*days.marks, *days.broken}
    if not written:
        return ""
    said = ngettext(
        "You wrote on %(days)d day of this year.", "You wrote on %(days)d days of this year.", len(written)
    ) % {"days": len(written)}
    corner = _commonest(days)
    if not corner:
        return said
    return _("%(said)s The most common corner: %(corner)s.") % {"said": said, "corner": corner}


def _commonest(days: _Days) -> str:
    """The name of the corner that stands for more days than each other one."""
    ranked = Counter(filter(None, (feeling_corner(mark.feeling) for mark in days.marks.values())))
    top = ranked.most_common(2)
    if not top or (len(top) > 1 and top[0][1] == top[1][1]):
        return ""
    return next(_(quadrant.name) for quadrant in quadrants() if quadrant.code == top[0][0])


def _key() -> list[tuple[str, str]]:
    """What the corners mean."""
    return [(quadrant.code, _(quadrant.name)) for quadrant in quadrants()]


def _day_beside(day: dt.date) -> Beside:
    return Beside(day_href(day), date_format(day, "l j F"))


def _month_beside(first: dt.date) -> Beside:
    return Beside(month_href(first), date_format(first, "F Y"))


def _year_beside(year: int) -> Beside:
    return Beside(year_href(year), str(year))


_newest_of_day = stored(lambda moments: moments.filter(local_day=given_day("day")).newest_first())
_older_of_day = stored(
    lambda moments: (
        moments.filter(local_day=given_day("day"))
        .older_than(Given("felt_at", Moment._meta.get_field("felt_at")), Given("row", Moment))
        .newest_first()
    )
)
