"""Whose page a form stood on: what is sent from one invitation's page must not act on another's.

A browser holds one cookie however many invitations are opened in it, and no address says whose a page is. So
each form carries a mark (hiring/whose.html), and what is sent with another one, or with none, does nothing.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hiring.bearers import FIELD, mark_of


def refused_as_other(request: HttpRequest, row: UUID) -> HttpResponse | None:
    """None where this may go on: her page is asked for, or the form that was sent is from a page of hers."""
    request.whose = mark_of(row)  # type: ignore[attr-defined]
    if request.method != "POST" or request.POST.get(FIELD) == mark_of(row):
        return None
    if "quiet" in request.GET:
        return JsonResponse({"saved": None}, status=409)
    context = {"typed": request.POST.get("text", "").strip(), "is_marked": FIELD in request.POST}
    return render(request, "hiring/other_invitation.html", context, status=409)
