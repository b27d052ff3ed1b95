"""HR's pages of keeping: what was deleted each night, what a legal hold keeps, placing one and lifting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.keeping.actions import hold_candidate, hold_opening, lift_hold
from hiring.keeping.forms import HoldForm
from hiring.keeping.queries import holds_of, holds_over, kept
from hiring.models import Candidate, LegalHold, Opening
from hiring.views.openings import for_hr, see_other
from people.requests import MemberRequest


@require_safe
@for_hr
def show(request: MemberRequest) -> HttpResponse:
    """The holds that stand, and the record that the purge ran."""
    return render(request, "hiring/keeping.html", {"kept": kept()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def of_opening(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """The holds over a whole opening; POST places one."""
    opening: Opening = get_object_or_404(Opening, pk=opening_id)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        hold_opening(opening=opening, **form.cleaned_data, by=request.membership, now=timezone.now())
        messages.success(request, _("The hold is placed. Nothing is deleted until it is lifted."))
        return see_other("hiring:opening-hold", opening_id=opening.pk)
    context = {"form": form, "opening": opening, "holds": holds_of(opening)}
    return render(request, "hiring/keeping_hold.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def of_candidate(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """The holds that stand over a candidate; POST places one on her alone."""
    reached = Candidate.objects.reached_by(request.membership).select_related("opening")
    found: Candidate = get_object_or_404(reached, pk=candidate_id)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            hold_candidate(candidate=found, **form.cleaned_data, by=request.membership, now=timezone.now())
        except Candidate.DoesNotExist:
            form.add_error(None, _("This person’s data is gone already, so there is nothing left to hold."))
        else:
            messages.success(request, _("The hold is placed. Nothing is deleted until it is lifted."))
            return see_other("hiring:candidate-hold", candidate_id=found.pk)
    holds = holds_over(found, request.membership)
    context = {"form": form, "candidate": found, "opening": found.opening, "holds": holds}
    return render(request, "hiring/keeping_hold.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def lift(request: MemberRequest, hold_id: UUID) -> HttpResponse:
    """Ask once, then lift it."""
    hold: LegalHold = get_object_or_404(LegalHold.objects.select_related("opening"), pk=hold_id)
    if request.method != "POST":
        return render(request, "hiring/keeping_lift.html", {"hold": hold})
    lift_hold(hold=hold, by=request.membership, now=timezone.now())
    messages.success(request, _("The hold is lifted. What is due is deleted in the coming night."))
    return see_other("hiring:keeping")
