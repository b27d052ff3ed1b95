"""The list of a person's own moments."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import report_unopened
from journal.queries import UnknownCursor, behind_page, moment_page
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_safe
def list_moments(request: MemberRequest) -> HttpResponse:
    """All of her moments, or those behind a sentence of the patterns page, twenty a page."""
    now, behind = timezone.now(), request.GET.get("of", "")
    try:
        page = (
            behind_page(request.membership, now, behind)
            if behind
            else moment_page(request.membership, now, request.GET.get("from", ""))
        )
    except UnknownCursor:
        raise Http404 from None
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "moment")
    return render(request, "journal/moment_list.html", {"page": page, "readers": readers})
