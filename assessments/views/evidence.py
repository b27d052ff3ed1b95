"""What is known about the questionnaire in this organisation, and where one's own scores stand in it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.evidence_page import (
    evidence_page,
    parts_header,
    raters_header,
    retest_header,
    standing_page,
)
from assessments.permissions import check_read_evidence, has_colleagues
from assessments.queries import finished, told
from people.requests import MemberRequest


@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """For HR and admins: which evidence there is, and what may be said by it."""
    check_read_evidence(request.membership)
    context = {
        "page": evidence_page(told()),
        "parts_header": parts_header(),
        "retest_header": retest_header(),
        "raters_header": raters_header(),
    }
    return render(request, "assessments/evidence.html", context)


@require_safe
def others(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """For nobody but her: her scores among her colleagues', as far as the floors allow."""
    if not has_colleagues(request.membership):
        raise Http404
    done = finished(request.membership)
    if sitting_id not in done:
        raise Http404
    page = standing_page(request.membership, sitting_id, done)
    return render(request, "assessments/others.html", {"page": page, "sitting_id": sitting_id})
