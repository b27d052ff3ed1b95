"""HR's page of fairness, and its numbers as a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hiring.groups.kept import kept_fairness_page, with_state
from hiring.groups.page import FairnessPage
from hiring.models import Opening
from hiring.views.openings import for_hr
from people.spreadsheet import as_csv


@require_safe
@for_hr
def show(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """How groups came through, stage by stage and together, as far as it is shown of so few people."""
    return render(request, "hiring/fairness.html", {"page": _page(opening_id)})


@require_safe
@for_hr
def as_file(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """Every number of the page, one table under the other."""
    tables = _page(opening_id).tables
    content = "".join(as_csv((one.title, *one.header), [("", *row) for row in one.rows]) for one in tables)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fairness.csv"'
    return response


def _page(opening_id: UUID) -> FairnessPage:
    """404 for a draft: nobody was decided on."""
    now = timezone.now()
    shown = with_state(Opening.objects.exclude(state=Opening.State.DRAFT), now)
    opening: Opening = get_object_or_404(shown, pk=opening_id)
    return kept_fairness_page(opening, now)
