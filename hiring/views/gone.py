"""The page for what was typed about somebody who went meanwhile: nothing is kept, and nothing is lost."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from hiring.forms import ScorecardForm
from hiring.models import Candidate, Opening
from hiring.openings.queries import guide_of
from hiring.permissions import can_interview
from hiring.talks.pages.cards import rated_rows
from people.requests import MemberRequest


def who_left(request: MemberRequest, candidate_id: UUID) -> Candidate | None:
    """Who stands on no page any more, for those who could write a card about her."""
    reached = Opening.objects.reached_by(request.membership)
    rows = Candidate.objects.left().filter(pk=candidate_id, opening__in=reached)
    found: Candidate | None = rows.select_related("opening__own_guide").first()
    return found if found is not None and can_interview(request.membership, found) else None


def gone_page(request: MemberRequest, left: Candidate) -> HttpResponse:
    """What was typed on a card, with the reason where it was a change, to copy it from."""
    if "quiet" in request.GET:
        return JsonResponse({"saved": None}, status=409)
    asked = guide_of(left.opening)
    form = ScorecardForm(request.POST, guide=asked)
    form.is_valid()
    told = {code: (one.rating, one.evidence) for code, one in form.told().items()}
    context = {
        "rated": rated_rows(asked, told),
        "reason": request.POST.get("reason", ""),
        "opening": left.opening,
    }
    return render(request, "hiring/talks_gone.html", context)
