"""HR's page of fairness, and its numbers as a file."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hiring.groups.kept import kept_fairness_page, with_state
from hiring.models import Opening
from hiring.views.openings import for_hr


@require_safe
@for_hr
def show(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """How groups came through, stage by stage and together, as far as it is shown of so few people."""
    opening, now = _opening(opening_id)
    return render(
        request, "hiring/fairness.html", {"opening": opening, "page": kept_fairness_page(opening, now)}
    )


@require_safe
@for_hr
def as_file(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """Every number of the page, one table under the other."""
    content = kept_fairness_page(*_opening(opening_id)).csv
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fairness.csv"'
    return response


def _opening(opening_id: UUID) -> tuple[Opening, dt.datetime]:
    """With its state at this moment. 404 for a draft: nobody was decided on."""
    now = timezone.now()
    shown = with_state(Opening.objects.exclude(state=Opening.State.DRAFT), now)
    return get_object_or_404(shown, pk=opening_id), now
