"""Further words in the thread of a share, from either of the two."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.actions.sharing import reply_form as reply_draft
from coaching.actions.thread import reply as add_reply
from coaching.forms import ReplyForm
from coaching.models import Share
from coaching.permissions import can_lead
from coaching.queries import find_open, find_own
from coaching.views.pages import for_sharers, limited, reply_box
from journal.views.kept import keep_sent
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
def reply(request: MemberRequest, row: UUID) -> HttpResponse:
    """The form of the thread's page. With something missing it comes back here, with all that was typed."""
    me, now = request.membership, timezone.now()
    share, back = _found(request, row)
    if request.method != "POST":
        return _page(request, share, back, reply_box(request, row, now))
    form = ReplyForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        try:
            add_reply(row=row, text=form.cleaned_data["text"], submission_key=key, by=me, now=now)
        except Share.DoesNotExist:  # taken back in this moment
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is sent."))
            return HttpResponse(status=303, headers={"Location": back})
    keep_sent(request, reply_draft(row), now)
    return _page(request, share, back, reply_box(request, row, now, form))


def _found(request: MemberRequest, row: UUID) -> tuple[Share, str]:
    """The share, and the page of it that is this person's."""
    me = request.membership
    if own := find_own(me, row):
        return own, reverse("coaching:share", args=[row])
    given = find_open(me, row, timezone.now()) if can_lead(me) else None
    if given is None:
        raise Http404
    return given, reverse("coaching:inbox-read", args=[row])


def _page(request: MemberRequest, share: Share, back: str, box: dict[str, Any]) -> HttpResponse:
    other = share.reader if share.owner_id == request.membership.pk else share.owner
    context = {"row": share.pk, "back": back, "name": other.user.name}
    return render(request, "coaching/reply.html", context | box)
