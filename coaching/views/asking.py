"""Asking somebody for feedback; putting such a question aside; taking one back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.feedback.actions.asking import ask_for_feedback, put_aside, take_back_ask
from coaching.feedback.drafted import ASK_FORM
from coaching.feedback.forms import AskForm
from coaching.feedback.queries import people_around
from coaching.models import Thread
from coaching.views.pages import for_sharers, limited, see_other
from coaching.views.written import Sheet, write
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("ask")
def ask(request: MemberRequest) -> HttpResponse:
    """Whom, and for what. The other may answer or not; either way nobody is told why."""
    people = people_around(request.membership)
    sheet = Sheet(
        draft=ASK_FORM,
        of=AskForm,
        make=partial(AskForm, people=people),
        here=reverse("coaching:feedback-ask"),
        back=reverse("coaching:feedback-list"),
        back_text=_("Feedback"),
        title=_("Ask for feedback"),
        lead=_("Ask about one thing you do. Whom you ask can answer or leave it; after 30 days it ends."),
        readers=_("You and the person you ask can read this once it is sent."),
        send=_("Send the question"),
    )
    return write(request, sheet, partial(_asked, request))


@require_POST
@for_sharers
def leave(request: MemberRequest, row: UUID) -> HttpResponse:
    """She does not want to answer. It goes away here, and nobody is told."""
    try:
        put_aside(row=row, by=request.membership, now=timezone.now())
    except Thread.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        messages.info(request, str(refusal))
        return see_other("coaching:feedback", row)
    messages.success(request, _("You have put this aside. Nobody is told."))
    return see_other("coaching:feedback-list")


@require_POST
@for_sharers
def take_back(request: MemberRequest, row: UUID) -> HttpResponse:
    """She does not ask any more."""
    try:
        take_back_ask(row=row, by=request.membership, now=timezone.now())
    except Thread.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        messages.info(request, str(refusal))
        return see_other("coaching:feedback", row)
    messages.success(request, _("You have taken your question back."))
    return see_other("coaching:feedback-list")


def _asked(request: MemberRequest, form: AskForm) -> HttpResponse:
    """Raises Refused."""
    person = form.chosen
    message = ask_for_feedback(
        person=person.id,
        ask=form.document(),
        submission_key=form.cleaned_data["submission_key"],
        by=request.membership,
        now=timezone.now(),
    )
    messages.success(request, _("%(name)s can read your question now.") % {"name": person.name})
    return see_other("coaching:feedback", message.thread_id)
