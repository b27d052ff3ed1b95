"""One moment."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from journal.models import Moment
from journal.permissions import check_read_moment
from journal.queries import one_moment
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_safe
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """One moment. A seal that does not open is told by people.middleware."""
    moment: Moment = get_object_or_404(Moment.objects.all(), pk=row)
    check_read_moment(request.membership, moment)
    context = {
        "row": row,
        "moment": one_moment(request.membership, moment),
        "readers": readers_sentence(request.membership, "moment", moment.pk),
    }
    return render(request, "journal/moment_read.html", context)
