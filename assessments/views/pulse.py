"""The short form: when it may be taken, and what fours of them can say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import start_sitting
from assessments.instruments import is_released
from assessments.offer import PULSE
from assessments.permissions import KIND
from assessments.queries import answers_of_all, open_sitting, pulse_offer, takes
from assessments.report import as_lines, comparable_pulses, pulse_csv_rows, pulse_file, pulse_page
from assessments.views.report import as_file, attached
from assessments.views.sitting import see_other, to_open_page
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest) -> HttpResponse:
    """What it can show and what it cannot; POST starts one, or goes on where one was left."""
    if request.method == "POST":
        return _start(request)
    context = {
        "offer": pulse_offer(request.membership, timezone.now()),
        "page": pulse_page(request.membership, takes(request.membership, PULSE.key)),
        "readers": readers_sentence(request.membership, KIND),
    }
    return render(request, "assessments/pulse.html", context)


@require_safe
def scores_csv(request: MemberRequest) -> HttpResponse:
    """Every short form of hers with its scores."""
    header, *rows = pulse_csv_rows(takes(request.membership, PULSE.key))
    return as_file("short-forms.csv", header, rows)


@require_safe
def recompute(request: MemberRequest) -> HttpResponse:
    """Everything that the fours were worked out from, and every figure: docs/recompute.py checks it.

    Back to the page where there is none yet, or where this installation has not the version.
    """
    history = comparable_pulses(takes(request.membership, PULSE.key))
    if not history or not is_released(PULSE.key, history[-1].version):
        return redirect(PULSE.address("start"))
    found = pulse_file(history, answers_of_all([take.id for take in history]))
    return attached(as_lines(found), "short-forms.json", "application/json")


def _start(request: MemberRequest) -> HttpResponse:
    try:
        start_sitting(by=request.membership, now=timezone.now(), form=PULSE)
    except Refused as refused:
        messages.info(request, str(refused))
        return see_other(PULSE.address("start"))
    sitting = open_sitting(request.membership, PULSE)
    return see_other(PULSE.address("start")) if sitting is None else to_open_page(request, sitting)
