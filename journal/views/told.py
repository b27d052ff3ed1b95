"""What is said after a moment was saved or deleted, with the way back."""

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from journal.documents import MomentDocument
from journal.models import DeletedMoment, Moment
from journal.queries.own import OwnNames
from journal.queries.rows import clock
from journal.queries.writing import first_hard_today, is_hard
from people.requests import MemberRequest

# Marks of a message that templates/journal/way_back.html knows, each followed by the moment's id. After a
# weak moment (strength 1 or 2) nothing more is asked for: words can make it stronger.
SAVED, WEAK, ENDED = "saved:", "weak_:", "ended:"
_WEAK_UP_TO = 2


def tell_saved(request: MemberRequest, moment: Moment, document: MomentDocument) -> None:
    """ "Saved 14:32", undo, and after a very hard one a line about Support, at most once a day."""
    mark = WEAK if document.strength <= _WEAK_UP_TO else SAVED
    time = clock(moment.changed_at, request.user.time_zone)
    messages.success(request, _("Saved %(time)s") % {"time": time}, extra_tags=f"{mark}{moment.pk}")
    if is_hard(document, OwnNames(request.membership)) and first_hard_today(request.membership, moment):
        messages.info(request, render_to_string("journal/hard_one.html"))


def tell_saved_before(request: MemberRequest, moment: Moment) -> None:
    """The form was sent a second time with other words."""
    time = clock(moment.changed_at, request.user.time_zone)
    said = _("You saved this at %(time)s. What you changed since then is not saved yet: it is below.")
    messages.info(request, said % {"time": time})


def tell_changed(request: MemberRequest, moment: Moment) -> None:
    messages.success(
        request, _("Saved %(time)s") % {"time": clock(moment.changed_at, request.user.time_zone)}
    )


def tell_deleted(request: HttpRequest, deleted: DeletedMoment) -> None:
    said = _("Deleted. For 7 days you can bring it back.")
    messages.success(request, said, extra_tags=f"{ENDED}{deleted.pk}")
