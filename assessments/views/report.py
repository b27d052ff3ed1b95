"""The report on one sitting, and its numbers as files."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.instruments import is_released
from assessments.permissions import KIND, has_colleagues
from assessments.queries import Take, answers_of_both, comparable_takes, finished, report_owner, takes
from assessments.report import (
    as_lines,
    can_save,
    file_name,
    profile_csv_rows,
    progress_header,
    progress_rows,
    report,
    report_file,
    report_pdf,
)
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest
from people.spreadsheet import as_csv


@require_safe
def show(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """What the answers say: first in sentences, then charts, then numbers."""
    owner, done = _readable(request, sitting_id)
    found, hers = report(owner, sitting_id, done), owner == request.membership and has_colleagues(owner)
    context = {
        "report": found,
        "readers": readers_sentence(owner, KIND, sitting_id),
        "sitting_id": sitting_id,
        "can_save": can_save(),
        "has_colleagues": hers,
        "can_share": hers and found.has_scores,
    }
    return render(request, "assessments/report.html", context)


@require_safe
def pdf(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """The report to keep or to take to a talk. Where none can be made, the page says what to do instead."""
    owner, done = _readable(request, sitting_id)
    found = report(owner, sitting_id, done)
    made = report_pdf(found, timezone.now())
    if made is None:
        messages.info(request, _("No PDF can be made here. Print this page instead and save it as PDF."))
        return redirect("assessments:report", sitting_id)
    return attached(made, f"report-{found.date}.pdf", "application/pdf")


@require_safe
def profile_csv(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """The numbers of the profile, whole as on the page and exact."""
    take = _history(request, sitting_id)[-1]
    header, *rows = profile_csv_rows(take)
    return as_file(f"profile-{take.day:%Y-%m-%d}.csv", header, rows)


@require_safe
def progress_csv(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """The numbers of the progress chart."""
    history = _history(request, sitting_id)
    return as_file("progress.csv", progress_header(history), progress_rows(history))


@require_safe
def recompute(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """Everything that the report was worked out from, and every figure in it: docs/recompute.py checks it."""
    history = _history(request, sitting_id)
    if not is_released(history[-1].key, history[-1].version):
        return redirect("assessments:report", sitting_id)  # which says why
    answers = answers_of_both(history[0].id, sitting_id)
    content = as_lines(report_file(history, answers))
    return attached(content, file_name(history[-1]), "application/json")


def _history(request: MemberRequest, sitting_id: UUID) -> tuple[Take, ...]:
    """The sittings that the report compares; the last one is the report's own."""
    owner, _done = _readable(request, sitting_id)
    every = takes(owner)
    return comparable_takes(every, next(take for take in every if take.id == sitting_id))


def _readable(request: MemberRequest, sitting_id: UUID) -> tuple[Membership, tuple[UUID, ...]]:
    """Whose report it is, and all her finished sittings; one of her own costs one query to know that."""
    done = finished(request.membership)
    if sitting_id in done:
        return request.membership, done
    owner = report_owner(request.membership, sitting_id)
    if owner is None:
        raise Http404
    return owner, finished(owner)


def as_file(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table to take along."""
    return attached(as_csv(header, rows), name, "text/csv; charset=utf-8")


def attached(content: str | bytes, name: str, kind: str) -> HttpResponse:
    """A file that no cache keeps."""
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
