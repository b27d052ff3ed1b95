"""Undoing a save, deleting a moment, and bringing one back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import TooLateToUndo, delete_moment, restore_moment, undo_saving
from journal.models import UNDO_DELETING, DeletedMoment, Moment
from journal.permissions import check_change_moment
from journal.queries.deleted import deleted_moments
from journal.queries.rows import one_moment
from journal.views.told import tell_deleted
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, row: UUID) -> HttpResponse:
    """One question first; then the moment is out of sight, and for seven days it can come back."""
    if request.method == "POST":
        return _put_away(request, row, delete_moment, then="journal:moment-list")
    moment: Moment = get_object_or_404(Moment.objects.all(), pk=row)
    check_change_moment(request.membership, moment)
    context = {
        "row": row,
        "moment": one_moment(request.membership, moment),
        "readers": readers_sentence(request.membership, "moment", row),
    }
    return render(request, "journal/moment_delete.html", context)


@require_POST
def undo(request: MemberRequest, row: UUID) -> HttpResponse:
    """Take back what was saved in the last ten minutes, without a question."""
    try:
        return _put_away(request, row, undo_saving, then="today")
    except TooLateToUndo:
        messages.info(request, _("Saving can be undone for 10 minutes. You can still delete the moment."))
        return HttpResponseRedirect(reverse("journal:moment-delete", args=[row]), status=303)


@require_POST
def restore(request: MemberRequest, row: UUID) -> HttpResponse:
    """Bring a deleted moment back. One that is back already, as after a second press, is shown."""
    try:
        restore_moment(by=request.membership, row=row, now=timezone.now())
    except DeletedMoment.DoesNotExist:
        if not Moment.objects.of(request.membership).filter(pk=row).exists():
            raise Http404 from None
    messages.success(request, _("The moment is back."))
    return HttpResponseRedirect(reverse("journal:moment-read", args=[row]), status=303)


@require_safe
def deleted(request: MemberRequest) -> HttpResponse:
    """What she has deleted in the last seven days."""
    context = {
        "rows": deleted_moments(request.membership, timezone.now()),
        "readers": readers_sentence(request.membership, "moment"),
    }
    return render(request, "journal/moments_deleted.html", context)


def _put_away(
    request: MemberRequest, row: UUID, act: Callable[..., DeletedMoment], *, then: str
) -> HttpResponse:
    """Hers alone; one that is deleted already, as after a second press, is told of once more."""
    me, now = request.membership, timezone.now()
    try:
        deleted = act(by=me, row=row, now=now)
    except Moment.DoesNotExist:
        deleted = get_object_or_404(DeletedMoment.objects.of(me).since(now - UNDO_DELETING), pk=row)
    tell_deleted(request, deleted)
    return HttpResponseRedirect(reverse(then), status=303)
