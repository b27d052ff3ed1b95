"""The short form: when it may be taken, and what fours of them can say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import start_sitting
from assessments.offer import PULSE
from assessments.permissions import KIND
from assessments.queries import open_sitting, pulse_offer, takes
from assessments.report import pulse_csv_rows, pulse_page
from assessments.views.report import as_file
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


def _start(request: MemberRequest) -> HttpResponse:
    try:
        start_sitting(by=request.membership, now=timezone.now(), form=PULSE)
    except Refused as refused:
        messages.info(request, str(refused))
        return see_other(PULSE.address("start"))
    sitting = open_sitting(request.membership, PULSE)
    return see_other(PULSE.address("start")) if sitting is None else to_open_page(request, sitting)
