"""Rounds about oneself: the list, a new one, its state, its result."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import Round
from assessments.permissions import ROUND_KIND, can_ask_others
from assessments.psychometrics.floors import RATERS_FLOOR, ROUNDS_FLOOR
from assessments.rounds.actions import close_round, remind, start_round
from assessments.rounds.forms import StartForm
from assessments.rounds.queries import find_round, near, open_round, result, rounds_of
from assessments.rounds.report import header, round_page, rows
from assessments.rounds.rules import FEWEST_ASKED, MOST_ASKED
from assessments.views.sitting import see_other
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest
from people.spreadsheet import as_csv

View = Callable[..., HttpResponseBase]


def among_others(view: View) -> View:
    """For who has colleagues: a person alone is told that there is no such page."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_ask_others(request.membership):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@among_others
def index(request: MemberRequest) -> HttpResponse:
    """What a round is, and hers so far."""
    context = {
        "rounds": rounds_of(request.membership),
        "readers": readers_sentence(request.membership, ROUND_KIND),
        "floor": RATERS_FLOOR,
        "counted_from": ROUNDS_FLOOR,
    }
    return render(request, "assessments/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@among_others
@rate_limit(action="start_round")
def new(request: MemberRequest) -> HttpResponse:
    """Choose who is asked; POST starts the round and mails them."""
    form = StartForm(request.POST or None, near=near(request.membership))
    if request.method == "POST" and form.is_valid():
        try:
            started = start_round(
                raters=form.chosen(),
                days=form.cleaned_data["days"],
                by=request.membership,
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("Your round has started. A message is on its way to everybody."))
            return see_other("assessments:round", round_id=started.pk)
    context = {"form": form, "fewest": FEWEST_ASKED, "most": MOST_ASKED}
    return render(request, "assessments/round_new.html", context)


@require_safe
@among_others
def show(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """While it is open how many have replied, afterwards the result."""
    found = _readable(request, round_id)
    readers = readers_sentence(request.membership, ROUND_KIND, round_id)
    if found.state == Round.State.OPEN:
        state = open_round(request.membership, found, timezone.now())
        context = {"round": state, "floor": RATERS_FLOOR, "readers": readers}
        return render(request, "assessments/round_open.html", context)
    page = round_page(request.membership, found)
    context = {"page": page, "floor": RATERS_FLOOR, "readers": readers}
    return render(request, "assessments/round_result.html", context)


@require_POST
@among_others
def send_reminder(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Remind everybody who has not answered."""
    try:
        remind(round_id=round_id, by=request.membership, now=timezone.now())
        messages.success(request, _("A reminder is on its way to everybody who has not answered."))
    except Round.DoesNotExist as unknown:
        raise Http404 from unknown
    except Refused as refused:
        messages.info(request, str(refused))
    return see_other("assessments:round", round_id=round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@among_others
def close(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Ask once, then close the round for good."""
    found = _readable(request, round_id)
    if request.method == "POST":
        try:
            close_round(round_id=round_id, by=request.membership, now=timezone.now())
        except Round.DoesNotExist as unknown:
            raise Http404 from unknown
    if request.method == "POST" or found.state != Round.State.OPEN:
        return see_other("assessments:round", round_id=round_id)
    state = open_round(request.membership, found, timezone.now())
    return render(request, "assessments/round_close.html", {"round": state, "floor": RATERS_FLOOR})


@require_safe
@among_others
def numbers(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """The numbers of the result as a file."""
    told = result(request.membership, _readable(request, round_id))
    if told is None:
        raise Http404
    return HttpResponse(
        as_csv(header(), rows(told)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="others-{told.day:%Y-%m-%d}.csv"',
            "Cache-Control": "no-store",
        },
    )


def _readable(request: MemberRequest, round_id: UUID) -> Round:
    found = find_round(request.membership, round_id)
    if found is None:
        raise Http404
    return found
