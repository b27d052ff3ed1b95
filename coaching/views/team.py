"""A supervisor's pages: her home, one thing that was shared with her, and her answer to it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.sharing import answer_form
from coaching.actions.thread import give_feedback, open_share
from coaching.forms import FeedbackForm
from coaching.models import Share
from coaching.queries.team import find_open, is_answered, team_page
from coaching.queries.told import address
from coaching.views.feedback import readers_once_sent
from coaching.views.pages import (
    for_supervisors,
    hands_back,
    limited,
    not_yet,
    only_ahead,
    page_number,
    reply_box,
    see_other,
)
from coaching.views.written import Sheet, write_checked
from people.requests import MemberRequest


@require_safe
@for_supervisors
def home(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, and the names of her people with no word about any of them."""
    page = team_page(request.membership, page_number(request), timezone.now())
    if page.older_href and not page.waiting:  # an old address: what stood there is answered, or has gone
        return see_other("coaching:team")
    return render(request, "coaching/team.html", {"page": page})


@require_safe
@for_supervisors
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """What was shared with her. That she opens it is recorded before she sees it, each time.

    What only her browser asks for shows nothing and is no reading.
    """
    me, now = request.membership, timezone.now()
    if only_ahead(request):
        return not_yet(request, there=find_open(me, row, now) is not None)
    try:
        page = open_share(row=row, by=me, now=now)
    except Share.DoesNotExist:
        raise Http404 from None
    box = reply_box(request, page.talk.id, now) if page.talk.id else {}
    return render(request, "coaching/inbox_read.html", {"share": page} | box)


@require_http_methods(["GET", "HEAD", "POST"])
@for_supervisors
@limited("feedback")
@hands_back
def answer(request: MemberRequest, row: UUID) -> HttpResponse:
    """Feedback in four fields, checked once before it is sent. What was shared is not shown here."""
    me, now = request.membership, timezone.now()
    share = find_open(me, row, now)
    if share is None:
        raise Http404
    if request.method != "POST" and is_answered(share):
        return see_other("coaching:inbox-read", row)
    name = share.owner.user.name
    sheet = Sheet(
        draft=answer_form(row),
        of=FeedbackForm,
        make=FeedbackForm,
        here=address("coaching:inbox-answer", row),
        back=address("coaching:inbox-read", row),
        back_text=_("What %(name)s shared") % {"name": name},
        title=_("Feedback for %(name)s") % {"name": name},
        readers=readers_once_sent(name),
    )
    return write_checked(request, sheet, partial(_sent, request, share))


def _sent(request: MemberRequest, share: Share, form: FeedbackForm) -> HttpResponse:
    """Raises Refused."""
    key = form.cleaned_data["submission_key"]
    try:
        give_feedback(
            row=share.pk,
            feedback=form.document(),
            submission_key=key,
            by=request.membership,
            now=timezone.now(),
        )
    except Share.DoesNotExist:  # taken back in this moment
        raise Http404 from None
    messages.success(request, _("Your answer is sent. Both of you see it from now on."))
    return see_other("coaching:inbox-read", share.pk)
