"""The statements of the questionnaires: where each comes from, under what licence, and as files to keep."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.instruments import instrument
from assessments.instruments.exchange import WRITERS
from assessments.items import scales_header, shipped, statements_header
from people.requests import MemberRequest

_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "toml": "application/toml"}


@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """Every statement of every questionnaire. For members: a candidate is not shown how one counts."""
    context = {
        "questionnaires": shipped,  # called only until the page is kept
        "scales_header": scales_header,
        "statements_header": statements_header,
    }
    return render(request, "assessments/items.html", context)


@require_safe
def file(request: MemberRequest, key: str, version: int, kind: str) -> HttpResponse:
    """One questionnaire as a file that can be read in again."""
    if kind not in WRITERS:
        raise Http404
    try:
        text = WRITERS[kind](instrument(key, version))
    except LookupError:
        raise Http404 from None
    name = f"{key}-v{version}.{kind}"
    return HttpResponse(
        text,
        content_type=_TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
