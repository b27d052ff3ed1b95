"""The first pages of a new member: who reads what, her role and team, her days."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people.actions.accounts import read_notice, save_days
from people.forms import DaysForm
from people.guards import before_notice
from people.queries import roles_of
from people.requests import MemberRequest


@before_notice
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: MemberRequest, step: int) -> HttpResponse:
    """One thing a page; only the first has to be read."""
    pages = {1: _notice, 2: _place, 3: _days}
    if step not in pages:
        raise Http404
    return pages[step](request)


def _notice(request: MemberRequest) -> HttpResponse:
    """Continue says that it was shown; it is no consent."""
    if request.method == "POST":
        read_notice(member=request.membership)
        alone = request.membership.organisation.is_personal
        return _go(3 if alone else 2)
    return render(request, "people/welcome_notice.html")


def _place(request: MemberRequest) -> HttpResponse:
    """Who she is here, as the admin has set it."""
    if request.method == "POST" or request.membership.organisation.is_personal:
        return _go(3)
    told = {"roles": roles_of(request.membership), "team": request.membership.team}
    return render(request, "people/welcome_place.html", told)


def _days(request: MemberRequest) -> HttpResponse:
    form = DaysForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        save_days(user=request.user, **form.cleaned_data)
        return HttpResponseRedirect(reverse("today"), status=303)
    return render(request, "people/welcome_days.html", {"form": form})


def _go(step: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:welcome", args=[step]), status=303)
