"""One moment."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.permissions import check_read_moment
from journal.queries import find_moment, one_moment
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_safe
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """One moment. A seal that does not open is told by people.middleware."""
    moment = find_moment(row)
    if moment is None:
        raise Http404
    check_read_moment(request.membership, moment)
    context = {
        "row": row,
        "is_changed": moment.version > 1,
        "moment": one_moment(request.membership, moment),
        "readers": readers_sentence(request.membership, "moment", moment.pk),
    }
    return render(request, "journal/moment_read.html", context)
