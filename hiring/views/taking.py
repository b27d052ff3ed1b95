"""A candidate's pages: no account, a phone first. A mailed link opens them, and then a cookie does."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.access import COOKIE, link_scope
from hiring.actions.answers import answer_later, answer_statements, send_answers
from hiring.actions.leaving import purge_day_of, record_of, withdraw_candidate
from hiring.actions.links import exchange_link
from hiring.asked import Sitting
from hiring.bearers import led_back, with_newest
from hiring.forms import SKIP, SheetForm, first_control, retention_words, sort_sheet
from hiring.judgement.pages import check_rows
from hiring.judgement.queries import own_answers, result_of, situations_of
from hiring.keeping.queries import is_held
from hiring.models import Candidate, CandidateLink
from hiring.queries import sitting, switched_on
from hiring.report import kept_drawing, profile_page
from hiring.retention import REGIMES
from hiring.views.doors import keep_sessions, limited
from hiring.views.openings import see_other
from hiring.views.steps import (
    after_statements,
    for_candidates,
    later_page,
    onward,
    own_sitting,
    refused,
    to_open_page,
)
from people.guards import always_open
from people.refusals import Refused
from people.tokens import new_token
from people.views.invitations import gone


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the mailed link. GET uses nothing up, since mail scanners fetch links; POST begins."""
    with link_scope(token, request.COOKIES.get(COOKIE, ""), timezone.now()) as link:
        if link is None:
            return gone(request)
        if link.used_at is not None:  # in the browser that it was exchanged for
            return _led_back(request, link)
        if request.method == "POST":
            return _begin(request, link)
        return render(request, "hiring/start.html", _told_first(link.candidate))


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, candidate: Candidate, number: int) -> HttpResponse:
    """One page of statements; every way to leave it keeps what was answered."""
    if candidate.state != Candidate.State.STARTED:
        return onward(candidate)
    found = own_sitting(candidate)
    if request.method == "POST":
        return _answer(request, candidate, found, number)
    if not 1 <= number <= len(found.sheets):
        raise Http404
    return _show(request, found, number)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """All answers once more; POST sends them, once."""
    if candidate.state != Candidate.State.STARTED:
        return onward(candidate)
    refused = None
    if request.method == "POST":
        try:
            send_answers(candidate=candidate, now=timezone.now())
            return see_other("hiring:candidate-about")
        except Refused as refusal:
            refused = refusal
    found = own_sitting(candidate)
    rows = _rows(found)
    missing = {f"statement-{row[0]}": _missing(row[0]) for row in rows if row[2] is None}
    errors = missing if refused and refused.field == "answers" else {}
    judged = situations_of(candidate)
    context = {
        "rows": rows,
        "asked": found.asked,
        "errors": errors,
        "has_errors": bool(refused),
        "told": "" if errors else str(refused or ""),
        "last": len(found.sheets),
        "again": Candidate.objects.opened_again().filter(pk=candidate.pk).exists(),
    }
    if judged is not None:
        context |= check_rows(judged, timezone.now())
    return render(request, "hiring/check.html", context)


@for_candidates
@require_safe
def later(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """What was answered is kept, and how to come back."""
    return render(request, "hiring/later.html", {"opening": candidate.opening, "candidate": candidate})


@for_candidates
@require_safe
def done(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """After sending: a reference, her own feedback, a copy of her answers, what comes next."""
    if candidate.state != Candidate.State.SENT:
        return onward(candidate)
    found = own_sitting(candidate)
    context = {
        "candidate": candidate,
        "opening": candidate.opening,
        "kept": retention_words(candidate.opening.retention),
        "purged_on": purge_day_of(candidate),
        "page": profile_page(found, own=True, draw=kept_drawing(candidate)),
        "rows": _rows(found),
        "asked": found.asked,
        "held": is_held(candidate),
    }
    judged = situations_of(candidate)
    if judged is not None:
        context |= {"result": result_of(judged), "copy": own_answers(judged)}
        context["situations_language"] = judged.sheets.test.language
    return render(request, "hiring/done.html", context)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """Ask once, then withdraw; from then on this is her only page."""
    if request.method == "POST":
        withdraw_candidate(candidate=candidate, now=timezone.now())
        return see_other("hiring:candidate-withdraw")
    opening = candidate.opening
    context = {
        "candidate": candidate,
        "opening": opening,
        "withdrawn": candidate.state == Candidate.State.WITHDRAWN,
        "erased": not candidate.email,
        "record": record_of(candidate).name,
        "is_floor": REGIMES[opening.retention].is_floor,
        "purged_on": purge_day_of(candidate),
        "held": is_held(candidate),
    }
    return render(request, "hiring/withdraw.html", context)


def _begin(request: HttpRequest, link: CandidateLink) -> HttpResponse:
    session = new_token()
    try:
        exchange_link(link=link, session=session, now=timezone.now())
    except Refused:
        return gone(request)
    candidate = Candidate.objects.select_related("opening", "display").get(pk=link.candidate_id)
    # Who comes for the first time is asked what she needs; who comes back goes on where she was.
    is_first = link.candidate.started_at is None
    answer = see_other("hiring:candidate-adjustments") if is_first else onward(candidate)
    return keep_sessions(answer, COOKIE, with_newest(request.COOKIES.get(COOKIE, ""), session))


def _led_back(request: HttpRequest, link: CandidateLink) -> HttpResponse:
    """Her pages are shown from now on, where another invitation was opened in this browser since."""
    sessions = led_back(request.COOKIES[COOKIE], str(link.session_hash))
    return keep_sessions(onward(link.candidate), COOKIE, sessions)


def _told_first(candidate: Candidate) -> dict[str, object]:
    """What somebody has to know before she begins."""
    opening, situations = candidate.opening, situations_of(candidate)
    asked = len(sitting(candidate).asked.items)
    return {
        "opening": opening,
        "candidate": candidate,
        "asked": asked,
        "minutes": _minutes(asked),
        "components": switched_on(opening),
        "kept": retention_words(opening.retention),
        "is_floor": REGIMES[opening.retention].is_floor,
        "purged_on": purge_day_of(candidate),
        "again": candidate.started_at is not None,
        "situations": situations,
        "limit": situations.minutes if situations else None,
        "ended": candidate.has_ended(timezone.now()),
    }


def _answer(request: HttpRequest, candidate: Candidate, found: Sitting, number: int) -> HttpResponse:
    quiet, then = "quiet" in request.GET, request.POST.get("then", "")
    # With more statements to a page there are fewer pages; she may have chosen so after this one was shown.
    is_there = 1 <= number <= len(found.sheets)
    form = sort_sheet(request.POST.dict(), found, found.sheets[number - 1] if is_there else ())
    try:
        if then == "later" and not quiet:
            return _later(request, candidate, form)
        answer_statements(candidate=candidate, answers=form.answers, now=timezone.now())
    except Refused as refusal:
        return refused(request, str(refusal), candidate, quiet=quiet)
    if quiet:
        return JsonResponse({"saved": ""})
    if then == "needs":
        return see_other("hiring:candidate-adjustments")
    if not is_there:
        return to_open_page(candidate, own_sitting(candidate))
    if form.errors and then != "back":
        return _show(request, found, number, form)
    return _turn(request, candidate, number - 1 if then == "back" else number + 1, len(found.sheets))


def _turn(request: HttpRequest, candidate: Candidate, number: int, last: int) -> HttpResponse:
    """To the page with this number; back to the check where she came from there."""
    if "check" in request.GET and number > 0:
        return see_other("hiring:candidate-check")
    if number > last:
        return after_statements(candidate)
    return see_other("hiring:candidate-page", number=max(1, number))


def _later(request: HttpRequest, candidate: Candidate, form: SheetForm) -> HttpResponse:
    return later_page(request, answer_later(candidate=candidate, answers=form.answers, now=timezone.now()))


def _show(request: HttpRequest, found: Sitting, number: int, form: SheetForm | None = None) -> HttpResponse:
    context = sheet_context(found, number, form)
    context |= {"address": request.get_full_path(), "quiet": f"{request.path}?quiet=1"}
    return render(request, "hiring/page.html", context)


def sheet_context(found: Sitting, number: int, form: SheetForm | None = None) -> dict[str, object]:
    """A page of statements as its template wants it, with what was answered so far."""
    shown = found.sheets[number - 1]
    answers = {**found.answers, **form.answers} if form else found.answers
    errors = form.errors if form else {}
    points = [(str(point.value), point.label) for point in found.asked.scale]
    return {
        "asked": found.asked,
        "first": shown[0].position,
        "last": shown[-1].position,
        "number": number,
        "pages": len(found.sheets),
        "statements": [
            (item, _chosen(answers, item.code), errors.get(first_control(item), "")) for item in shown
        ],
        "points": points,
        "skip": SKIP,
        "errors": errors,
        "has_errors": bool(errors),
    }


def _chosen(answers: Any, code: str) -> str:
    if code not in answers:
        return ""
    return SKIP if answers[code] is None else str(answers[code])


def _missing(position: int) -> str:
    return _("Statement %(number)s has no answer yet") % {"number": position}


def _rows(found: Sitting) -> list[tuple[int, str, str | None, str]]:
    """Position, statement, the answer's words ("" for "I'd rather not say", None for none yet), its page's
    address: looked up once a page, not once a statement.
    """
    labels = {point.value: point.label for point in found.asked.scale}
    pages = enumerate(found.sheets, start=1)
    addressed = [(reverse("hiring:candidate-page", args=[number]), items) for number, items in pages]
    return [
        (
            item.position,
            item.text,
            None if item.code not in found.answers else labels.get(found.answers[item.code] or 0, ""),
            address,
        )
        for address, items in addressed
        for item in items
    ]


def _minutes(statements: int) -> tuple[int, int]:
    """How long it takes, as the whole questionnaire's 8 to 15 minutes for 50 statements."""
    return max(1, round(statements * 8 / 50)), max(2, round(statements * 15 / 50))
