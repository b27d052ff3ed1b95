"""Further words in a thread, from one of its people."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.actions.sharing import reply_form as reply_draft
from coaching.actions.thread import reply as add_reply
from coaching.forms import ReplyForm
from coaching.models import Thread
from coaching.queries.thread import find_thread, others_of, page_of, who_reads
from coaching.queries.told import address
from coaching.views.pages import for_sharers, hands_back, limited, reply_box, said
from journal.views.kept import keep_sent
from people.refusals import Refused
from people.requests import MemberRequest

# What the form on the thread's own page says in `then`.
THREAD = "thread"


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def reply(request: MemberRequest, row: UUID) -> HttpResponse:
    """The form of the thread's page. With something missing it comes back here, with all that was typed."""
    me, now = request.membership, timezone.now()
    thread = find_thread(me, row, now)
    if thread is None:
        raise Http404
    if request.method != "POST":
        return _page(request, thread, reply_box(request, row, now))
    form = ReplyForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        try:
            add_reply(row=row, text=form.cleaned_data["text"], submission_key=key, by=me, now=now)
        except Thread.DoesNotExist:  # taken back in this moment
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is sent."))
            return HttpResponse(status=303, headers={"Location": _way_back(request, thread)})
    keep_sent(request, reply_draft(row), now)
    return _page(request, thread, reply_box(request, row, now, form))


def _way_back(request: MemberRequest, thread: Thread) -> str:
    """To the page that she wrote on: a thread on a share stands on two."""
    on_thread = said(request) == THREAD
    return address("coaching:feedback", thread.pk) if on_thread else page_of(request.membership, thread)


def _page(request: MemberRequest, thread: Thread, box: dict[str, Any]) -> HttpResponse:
    me = request.membership
    names = [other.user.name for other in others_of(thread, me)]
    context = {
        "row": thread.pk,
        "back": _way_back(request, thread),
        "on_thread": said(request) == THREAD,
        "name": get_text_list(names, _("and")),
        "readers": who_reads(me, thread, timezone.now()),
    }
    return render(request, "coaching/reply.html", context | box)
