"""The page for what was typed about somebody who went meanwhile: nothing is kept, and nothing is lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hiring.forms import DecisionForm, ScorecardForm
from hiring.models import Candidate, Opening
from hiring.openings.queries import guide_of
from hiring.permissions import can_interview
from hiring.talks.pages.cards import rated_rows
from people.models import Membership
from people.requests import MemberRequest


def who_left(
    request: MemberRequest,
    candidate_id: UUID,
    *,
    may: Callable[[Membership, Candidate], bool] = can_interview,
) -> Candidate | None:
    """Who stands on no page any more, for those who could write about her: a card, or what `may` asks for."""
    reached = Opening.objects.reached_by(request.membership)
    rows = Candidate.objects.left().filter(pk=candidate_id, opening__in=reached)
    found: Candidate | None = rows.select_related("opening__own_guide").first()
    return found if found is not None and may(request.membership, found) else None


def gone_page(request: MemberRequest, left: Candidate) -> HttpResponse:
    """What was typed on a card, with the reason where it was a change, to copy it from."""
    if "quiet" in request.GET:
        why = _("Not saved. This person has withdrawn, or the time of keeping is over.")
        return JsonResponse({"saved": None, "told": why}, status=409)
    asked = guide_of(left.opening)
    form = ScorecardForm(request.POST, guide=asked)
    form.is_valid()
    # The texts as they were sent: one that was too long to be kept is lost neither.
    told = {
        one.code: (form.cleaned_data.get(f"rating_{one.code}"), request.POST.get(f"evidence_{one.code}", ""))
        for one in asked.questions
    }
    context = {
        "rated": rated_rows(asked, told),
        "reason": request.POST.get("reason", ""),
        "opening": left.opening,
    }
    return render(request, "hiring/talks_gone.html", context)


def decision_gone(request: MemberRequest, left: Candidate) -> HttpResponse:
    """What was typed as a decision: what was selected in words, and the reason as it was written."""
    form = DecisionForm(guide=guide_of(left.opening))
    context = {
        "outcome": _chosen(form, "outcome", request.POST.getlist("outcome")),
        "grounds": _chosen(form, "grounds", request.POST.getlist("grounds")),
        "reason": request.POST.get("reason", ""),
        "opening": left.opening,
    }
    return render(request, "hiring/decision_gone.html", context)


def _chosen(form: DecisionForm, name: str, sent: list[str]) -> str:
    """What was selected of those offered, in words."""
    field: Any = form.fields[name]
    return ", ".join(str(told) for value, told in field.choices if value in sent)
