"""The list of a person's own moments, and what she looks for in it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import report_unopened
from journal.queries import UnknownCursor, behind_page, found_beside, found_page, moment_page
from journal.search_forms import SearchForm, empty_search, form_of
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def list_moments(request: MemberRequest) -> HttpResponse:
    """All of her moments, or those behind a sentence of the patterns page, twenty a page.

    A search is a POST that writes nothing, its further pages too: what she looks for stands in no address.
    """
    now = timezone.now()
    try:
        shown = _found(request, now) if request.method == "POST" else _listed(request, now)
    except UnknownCursor:
        raise Http404 from None
    page = shown.get("found") or shown["page"]
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "moment")
    return render(request, "journal/moment_list.html", {**shown, "readers": readers})


def _listed(request: MemberRequest, now: dt.datetime) -> dict[str, Any]:
    if behind := request.GET.get("of", ""):
        return {"page": behind_page(request.membership, now, behind)}
    page = moment_page(request.membership, now, request.GET.get("from", ""))
    return {"page": page, "search": empty_search()}


def _found(request: MemberRequest, now: dt.datetime) -> dict[str, Any]:
    """What matches; with nothing to look for, the list and what is missing."""
    if token := request.POST.get("page", ""):
        found = found_beside(request.membership, now, token)
        return {"found": found, "search": form_of(found.sought)}
    form = SearchForm(request.POST)
    if form.is_valid():
        return {"found": found_page(request.membership, now, form.sought()), "search": form}
    return {"page": moment_page(request.membership, now), "search": form, "form": form}
