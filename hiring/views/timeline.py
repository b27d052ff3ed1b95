"""HR's page of who looked at a candidate."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hiring.models import Candidate
from hiring.permissions import check_follow
from hiring.timeline import timeline
from hiring.views.openings import for_hr, page_number
from people.requests import MemberRequest


@require_safe
@for_hr
def show(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Who, when and what, fifty a page; closed to who still has a card of her own to lock."""
    found: Candidate = get_object_or_404(Candidate.objects.reached_by(request.membership), pk=candidate_id)
    check_follow(request.membership, found)
    context = {"candidate": found, "timeline": timeline(found, page_number(request))}
    return render(request, "hiring/candidate_looked.html", context)
