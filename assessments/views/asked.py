"""What others ask of a person: the list, and the form of one of them."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.instruments import Instrument
from assessments.models import Ask
from assessments.psychometrics.floors import RATERS_FLOOR, ROUNDS_FLOOR
from assessments.rounds.actions import decline, reply
from assessments.rounds.forms import NAMED, ReplyForm, sort_reply
from assessments.rounds.queries import Asked, asked_of, find_asked
from assessments.rounds.statements import UNSEEN, answers_html
from assessments.statements import first_control
from assessments.views.rounds import among_others
from assessments.views.sitting import see_other
from people.refusals import Refused
from people.requests import MemberRequest


@require_safe
@among_others
def index(request: MemberRequest) -> HttpResponse:
    """Who asks her, and until when."""
    asked = asked_of(request.membership, timezone.now())
    return render(request, "assessments/asked.html", {"asked": asked, "floor": RATERS_FLOOR})


@require_http_methods(["GET", "HEAD", "POST"])
@among_others
def answer(request: MemberRequest, ask_id: UUID) -> HttpResponse:
    """Twenty statements on one page; nothing is kept before it is sent, and nothing changed afterwards."""
    found = find_asked(request.membership, ask_id, timezone.now())
    if found is None:
        raise Http404
    asked, waits = found
    if not waits:
        messages.info(request, _("You have already answered, or the round is closed."))
        return see_other("assessments:asked")
    form = asked.form
    sent = sort_reply(request.POST, form)
    declines = request.POST.get("then") == "decline"
    if request.method == "POST" and (declines or not sent.errors):
        return _send(request, asked, sent, declines=declines)
    errors = sent.errors if request.method == "POST" else {}
    context = {
        "asked": asked,
        "form": None,
        "instruction": form.instruction,
        "language": form.language,
        "words": form.words,
        "statements": _statements(form, sent, errors),
        "errors": errors,
        "has_errors": bool(errors),
        "floor": RATERS_FLOOR,
        "rounds": ROUNDS_FLOOR,
        "box": NAMED,
        "named": sent.named,
    }
    return render(request, "assessments/asked_answer.html", context)


def _send(request: MemberRequest, asked: Asked, sent: ReplyForm, *, declines: bool) -> HttpResponse:
    try:
        if declines:
            decline(ask_id=asked.id, by=request.membership, now=timezone.now())
            messages.success(request, _("Noted. %(name)s is not told.") % {"name": asked.name})
        else:
            now, by = timezone.now(), request.membership
            reply(ask_id=asked.id, answers=sent.answers, named=sent.named, by=by, now=now)
            messages.success(request, _sent(sent))
    except Ask.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.info(request, str(refused))
    return see_other("assessments:asked")


def _sent(sent: ReplyForm) -> str:
    if sent.named:
        return _("Sent with your name. Your answers cannot be changed any more.")
    return _("Sent. Your answers cannot be changed any more.")


def _statements(form: Instrument, sent: ReplyForm, errors: Mapping[str, str]) -> list[dict[str, object]]:
    """What the template shows of each statement: its text, its answers with the one that is ticked."""
    return [
        {
            "item": item,
            "answers": answers_html(form, item, _chosen(sent, item.code)),
            "error": errors.get(first_control(item), ""),
        }
        for item in form.items
    ]


def _chosen(sent: ReplyForm, code: str) -> str:
    if code not in sent.answers:
        return ""
    value = sent.answers[code]
    return UNSEEN if value is None else str(value)
