"""A person's own pages: preferences, sign-in and security, which organisation she is in."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.accounts import save_days, save_preferences
from people.forms import PreferencesForm, SwitchForm
from people.queries import second_steps
from people.requests import MemberRequest
from people.scope import open_memberships


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    """How pages look for her, and where her days end."""
    form = PreferencesForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        alone=request.membership.organisation.is_personal,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with transaction.atomic():
            save_preferences(
                user=request.user,
                theme=told["theme"],
                text_size=told["text_size"],
                one_statement=told["one_statement"],
                idle_minutes=told["idle_minutes"],
            )
            save_days(user=request.user, time_zone=told["time_zone"], day_ends_at=told["day_ends_at"])
        messages.success(request, _("Your preferences are saved."))
        return HttpResponseRedirect(reverse("people:preferences"), status=303)
    return render(request, "people/preferences.html", {"form": form})


@require_safe
def security(request: MemberRequest) -> HttpResponse:
    """One row for each thing that keeps others out, with where to change it."""
    told = {"steps": second_steps(request.user), "has_password": request.user.has_usable_password()}
    return render(request, "people/security.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: MemberRequest) -> HttpResponse:
    """Which of her organisations this browser shows; hers only, whatever is sent."""
    form = SwitchForm(
        request.POST if request.method == "POST" else None,
        memberships=open_memberships(request.user),
        initial={"membership": str(request.membership.pk)},
    )
    if request.method == "POST" and form.is_valid():
        request.session["membership"] = str(form.cleaned_data["membership"])
        return HttpResponseRedirect(reverse("today"), status=303)
    return render(request, "people/switch.html", {"form": form})
