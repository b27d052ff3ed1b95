"""What a moment held before."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from journal.models import Moment
from journal.permissions import check_read_moment
from journal.queries import history_of
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_safe
def show(request: MemberRequest, row: UUID) -> HttpResponse:
    """Every change of one moment, for its owner alone."""
    moment: Moment = get_object_or_404(Moment.objects.all(), pk=row)
    check_read_moment(request.membership, moment)
    context = {
        "row": row,
        "history": history_of(request.membership, moment),
        "readers": readers_sentence(request.membership, "moment", moment.pk),
    }
    return render(request, "journal/moment_history.html", context)
