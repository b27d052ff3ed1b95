"""The patterns in a person's moments."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.actions import report_unopened
from journal.queries import patterns_page, triggers_of_last
from journal.queries.patterns import PERIODS, table_header
from people.readers import readers_sentence
from people.requests import MemberRequest
from people.spreadsheet import as_csv


@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """Which triggers come up, over a period of her choice."""
    now = timezone.now()
    page = patterns_page(request.membership, _period(request), now)
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    return render(
        request,
        "journal/patterns.html",
        {
            "page": page,
            "periods": [(days, _("Last %(days)d days") % {"days": days}) for days in PERIODS],
            "readers": readers_sentence(request.membership, "patterns"),
        },
    )


@require_safe
def triggers_csv(request: MemberRequest) -> HttpResponse:
    """The numbers of the patterns page as a file."""
    found = triggers_of_last(request.membership, _period(request), timezone.now())
    return HttpResponse(
        as_csv(table_header(), found.table),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="triggers.csv"'},
    )


def _period(request: MemberRequest) -> int:
    """A code from the address; anything else is the shortest period."""
    told = request.GET.get("period", "")
    return next((days for days in PERIODS if str(days) == told), PERIODS[0])
