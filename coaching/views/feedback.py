"""Feedback she got and gave: her list, one thread, feedback on something seen, or that was asked for."""

import datetime as dt
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.sharing import answer_form
from coaching.feedback.actions.giving import answer_ask, give_on_seen
from coaching.feedback.actions.reading import open_as_second
from coaching.feedback.drafted import SEEN_FORM
from coaching.feedback.forms import SeenForm
from coaching.feedback.queries import ThreadPage, colleagues_for, feedback_of, thread_page
from coaching.forms import FeedbackForm
from coaching.models import Thread
from coaching.queries.thread import find_thread
from coaching.queries.told import address
from coaching.views.pages import (
    for_sharers,
    hands_back,
    limited,
    not_yet,
    only_ahead,
    page_number,
    reply_box,
    see_other,
)
from coaching.views.written import Sheet, write_checked
from people.models import Membership
from people.requests import MemberRequest


@require_safe
@for_sharers
def list_feedback(request: MemberRequest) -> HttpResponse:
    """What she is asked for and asks for, and all the feedback she got and gave, the latest first."""
    page = feedback_of(request.membership, page_number(request), timezone.now())
    if page.newer_href and not page.rows:  # an old address: what stood there has gone
        return see_other("coaching:feedback-list")
    return render(request, "coaching/feedback_list.html", {"page": page})


@require_safe
@for_sharers
def show(request: MemberRequest, row: UUID) -> HttpResponse:
    """One thread, the same for all of its people, and what she can do next.

    That somebody opens it to whom it was shown besides is recorded before she sees it, each time.
    """
    me, now = request.membership, timezone.now()
    thread = thread_of(request, row)
    if thread.second_id != me.pk:
        page = thread_page(me, thread, now)
    elif only_ahead(request):
        return not_yet(request, there=True)
    else:
        page = _shown_to_her(me, row, now)
    box = reply_box(request, row, now) if page.can_speak else {}
    return render(request, "coaching/feedback.html", {"page": page} | box)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
def new(request: MemberRequest) -> HttpResponse:
    """Feedback on something she saw, for somebody she works with."""
    people = colleagues_for(request.membership)
    sheet = Sheet(
        draft=SEEN_FORM,
        of=SeenForm,
        make=partial(SeenForm, people=people),
        here=reverse("coaching:feedback-new"),
        back=reverse("coaching:feedback-list"),
        back_text=_("Feedback"),
        title=_("Feedback on something you saw"),
        readers=_(
            "You and the person it is for can read this once it is sent. That person keeps it, and "
            "can show it to one more."
        ),
    )
    return write_checked(request, sheet, partial(_given, request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def answer(request: MemberRequest, row: UUID) -> HttpResponse:
    """The feedback that somebody asked her for."""
    me = request.membership
    thread = thread_of(request, row)
    if thread.giver_id != me.pk or thread.origin != Thread.Origin.ASKED:
        raise Http404
    if thread.asked_until is None and request.method != "POST":
        return see_other("coaching:feedback", row)
    name = {"name": thread.receiver.user.name}
    sheet = Sheet(
        draft=answer_form(row),
        of=FeedbackForm,
        make=FeedbackForm,
        here=address("coaching:feedback-answer", row),
        back=address("coaching:feedback", row),
        back_text=_("What %(name)s asks") % name,
        title=_("Feedback for %(name)s") % name,
        readers=readers_once_sent(name["name"]),
    )
    return write_checked(request, sheet, partial(_answered, request, row))


def _shown_to_her(me: Membership, row: UUID, now: dt.datetime) -> ThreadPage:
    try:
        return open_as_second(row=row, by=me, now=now)
    except Thread.DoesNotExist:  # taken back in this moment
        raise Http404 from None


def thread_of(request: MemberRequest, row: UUID) -> Thread:
    """A thread that she can read at this moment; any other answers like one that never was."""
    thread = find_thread(request.membership, row, timezone.now())
    if thread is None:
        raise Http404
    return thread


def readers_once_sent(name: str) -> str:
    """Who reads feedback for this person."""
    told = _(
        "You and %(name)s can read this once it is sent. %(name)s keeps it, and can show it to one more."
    )
    return told % {"name": name}


def _given(request: MemberRequest, form: SeenForm) -> HttpResponse:
    """Raises Refused."""
    message = give_on_seen(
        receiver=form.chosen.id,
        feedback=form.document(),
        submission_key=form.cleaned_data["submission_key"],
        by=request.membership,
        now=timezone.now(),
    )
    messages.success(request, _("Your feedback is sent. Both of you see it from now on."))
    return see_other("coaching:feedback", message.thread_id)


def _answered(request: MemberRequest, row: UUID, form: FeedbackForm) -> HttpResponse:
    """Raises Refused."""
    key = form.cleaned_data["submission_key"]
    try:
        answer_ask(
            row=row, feedback=form.document(), submission_key=key, by=request.membership, now=timezone.now()
        )
    except Thread.DoesNotExist:  # taken back in this moment
        raise Http404 from None
    messages.success(request, _("Your feedback is sent. Both of you see it from now on."))
    return see_other("coaching:feedback", row)
