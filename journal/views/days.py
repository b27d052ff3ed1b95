"""A day, a month and a year of a person's own moments."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.actions import report_unopened
from journal.queries import UnknownCursor, day_page, month_page, year_page
from journal.queries.days import FIRST_DAY, FIRST_YEAR
from journal.queries.opened import today_of
from journal.squares import LAST, OFTEN, STRONGEST, WAYS
from people.readers import readers_sentence
from people.requests import MemberRequest


class DayConverter:
    """A day in an address: 2026-11-21, from 1970 on, and one that the calendar has."""

    regex = "(?:19[7-9]|2[0-9]{2})[0-9]-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()


@require_safe
def show_day(request: MemberRequest, day: dt.date) -> HttpResponse:
    """One of her own days, whether anything was written on it or not."""
    now = timezone.now()
    try:
        page = day_page(request.membership, now, day, request.GET.get("from", ""))
    except UnknownCursor:
        raise Http404 from None
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "moment")
    return render(request, "journal/day.html", {"page": page, "readers": readers})


@require_safe
def show_month(request: MemberRequest) -> HttpResponse:
    """A month as a table."""
    now = timezone.now()
    page = month_page(request.membership, now, _month(request, now))
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "moment")
    return render(request, "journal/calendar.html", {"page": page, "readers": readers})


@require_safe
def show_year(request: MemberRequest) -> HttpResponse:
    """The year in squares."""
    now, way = timezone.now(), request.GET.get("by", "")
    way = way if way in WAYS else LAST
    page = year_page(request.membership, now, _year(request, now), way)
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    ways = [
        (LAST, _("The last moment")),
        (STRONGEST, _("The strongest moment")),
        (OFTEN, _("The word that came up most")),
    ]
    readers = readers_sentence(request.membership, "moment")
    return render(request, "journal/year.html", {"page": page, "ways": ways, "readers": readers})


def _month(request: MemberRequest, now: dt.datetime) -> dt.date:
    """From the address; anything that is no month so far is this one."""
    present = today_of(request.membership, now).replace(day=1)
    try:
        asked = dt.date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return present
    asked = asked.replace(day=1)
    return asked if FIRST_DAY <= asked <= present else present


def _year(request: MemberRequest, now: dt.datetime) -> int:
    """Likewise."""
    present = today_of(request.membership, now).year
    asked = request.GET.get("year", "")
    known = range(FIRST_YEAR, present + 1)
    return next((year for year in known if str(year) == asked), present)
