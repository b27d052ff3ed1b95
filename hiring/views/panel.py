"""HR's pages about the panel of experts: begin one, ask people, see how many have rated, freeze the key."""

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.judgement.actions.panels import (
    freeze_key,
    invite_experts,
    remind_experts,
    remove_expert,
    start_panel,
)
from hiring.judgement.forms import ExpertsForm
from hiring.judgement.keys import LEAST_EXPERTS
from hiring.judgement.queries import key_page, open_panel, panels
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.models import Expert, ExpertPanel, FrozenKey
from hiring.views.openings import for_hr, see_other
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def index(request: MemberRequest) -> HttpResponse:
    """What a panel is for, and those so far; POST begins one."""
    if request.method == "POST":
        try:
            panel = start_panel(by=request.membership, now=timezone.now())
        except Refused as refusal:
            messages.info(request, str(refusal))
            return see_other("hiring:panel-list")
        return see_other("hiring:panel", panel_id=panel.pk)
    rows = panels()
    context = {
        "panels": rows,
        "is_open": any(not one.is_frozen for one in rows),
        "test": judgement_test(KEY, VERSION),
        "least": LEAST_EXPERTS,
    }
    return render(request, "hiring/panel_list.html", context)


@require_safe
@for_hr
def show(request: MemberRequest, panel_id: UUID) -> HttpResponse:
    """While experts rate, counts alone; with the key frozen, how far they agreed on each option."""
    panel = _panel(panel_id)
    if panel.state == ExpertPanel.State.OPEN:
        context = {"panel": open_panel(panel), "least": LEAST_EXPERTS}
        return render(request, "hiring/panel_open.html", context)
    kept = FrozenKey.objects.select_related("panel", "frozen_by__user").get(panel=panel)
    return render(request, "hiring/panel_key.html", {"key": key_page(kept), "panel": panel})


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
@rate_limit(action="invite")
def invite(request: MemberRequest, panel_id: UUID) -> HttpResponse:
    """Ask experts by a mailed link each."""
    panel = _panel(panel_id)
    form = ExpertsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        try:
            invite_experts(panel=panel, people=people, by=request.membership, now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("A link is on its way to each of them."))
            return see_other("hiring:panel", panel_id=panel.pk)
    return render(request, "hiring/panel_invite.html", {"form": form, "panel": panel})


@require_POST
@for_hr
@rate_limit(action="invite")
def remind(request: MemberRequest, panel_id: UUID) -> HttpResponse:
    """A new link for everybody who has not sent."""
    try:
        remind_experts(panel=_panel(panel_id), by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("A reminder is on its way to everybody who has not rated."))
    return see_other("hiring:panel", panel_id=panel_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def remove(request: MemberRequest, panel_id: UUID, expert_id: UUID) -> HttpResponse:
    """Ask once, then take an expert out, with what she rated."""
    expert: Expert = get_object_or_404(Expert.objects.select_related("panel"), pk=expert_id, panel=panel_id)
    if expert.panel.state != ExpertPanel.State.OPEN:
        raise Http404
    if request.method == "POST":
        try:
            remove_expert(expert=expert, by=request.membership, now=timezone.now())
            messages.success(request, _("%(name)s is no longer on the panel.") % {"name": expert.name})
        except Refused as refusal:
            messages.info(request, str(refusal))
        return see_other("hiring:panel", panel_id=panel_id)
    return render(request, "hiring/panel_remove.html", {"expert": expert})


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def freeze(request: MemberRequest, panel_id: UUID) -> HttpResponse:
    """Ask once, then freeze the key for good. What the experts rated is not shown before."""
    panel = _panel(panel_id)
    if request.method == "POST":
        try:
            freeze_key(panel=panel, by=request.membership, now=timezone.now())
            messages.success(request, _("The key is frozen."))
        except Refused as refusal:
            messages.info(request, str(refusal))
        return see_other("hiring:panel", panel_id=panel_id)
    if panel.state != ExpertPanel.State.OPEN:
        return see_other("hiring:panel", panel_id=panel_id)
    context = {"panel": open_panel(panel), "least": LEAST_EXPERTS}
    return render(request, "hiring/panel_freeze.html", context)


def _panel(panel_id: UUID) -> ExpertPanel:
    found: ExpertPanel = get_object_or_404(ExpertPanel, pk=panel_id)
    return found
