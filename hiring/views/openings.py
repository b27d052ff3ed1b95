"""HR's pages about openings: the list, a new one, one with its candidates, an invitation."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.actions.candidates import invite_candidate
from hiring.actions.openings import make_opening
from hiring.forms import CandidateForm, OpeningForm, first_notice, retention_words
from hiring.models import Opening
from hiring.permissions import check_hire
from hiring.queries import opening_page, openings
from people.days import local_day
from people.refusals import Refused
from people.requests import MemberRequest
from people.tokens import new_token

View = Callable[..., HttpResponse]


def for_hr(view: View) -> View:
    """Closed by role alone: 403 with the reason for everybody else; a person alone has no such pages."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership.organisation.is_personal:
            raise Http404
        check_hire(request.membership)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_hr
def list_openings(request: MemberRequest) -> HttpResponse:
    """All openings, fifty a page."""
    found = openings(page_number(request), timezone.now())
    return render(request, "hiring/opening_list.html", {"openings": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def new(request: MemberRequest) -> HttpResponse:
    """Make an opening. What is missing brings the form back with all that was typed."""
    now, user = timezone.now(), request.membership.user
    today = local_day(now, user.time_zone, user.day_ends_at)
    first = {"notice": first_notice(), "contact": f"{user.name}, {user.email}"}
    form = OpeningForm(request.POST if request.method == "POST" else None, today=today, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_opening(text=form.told(), by=request.membership, now=now)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The opening stands. Now invite somebody."))
            return see_other("hiring:opening", opening_id=made.pk)
    return render(request, "hiring/opening_new.html", {"form": form})


@require_safe
@for_hr
def show(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """One opening: who stands where, and what was agreed beforehand. No score of anybody."""
    opening: Opening = get_object_or_404(Opening.objects.select_related("made_by__user"), pk=opening_id)
    page = opening_page(opening, page_number(request), timezone.now())
    context = {"page": page, "kept": retention_words(opening.retention)}
    return render(request, "hiring/opening.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
@rate_limit(action="invite")
def invite(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Invite one person by a mailed link."""
    opening: Opening = get_object_or_404(Opening.objects.select_related("organisation"), pk=opening_id)
    form = CandidateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = {"name": form.cleaned_data["name"], "email": form.cleaned_data["email"]}
        try:
            invite_candidate(
                opening=opening, **said, token=new_token(), by=request.membership, now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("A link is on its way to %(email)s.") % said)
            return see_other("hiring:opening", opening_id=opening.pk)
    return render(request, "hiring/invite.html", {"form": form, "opening": opening})


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def see_other(name: str, **arguments: object) -> HttpResponseRedirect:
    """To another page, by GET whatever this was."""
    return HttpResponseRedirect(reverse(name, kwargs=arguments), status=303)
