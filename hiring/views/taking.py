"""A candidate's pages: no account, a phone first. A mailed link opens them, and then a cookie does."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.access import COOKIE, link_scope, session_scope
from hiring.actions.candidates import (
    LIFETIME,
    answer_later,
    answer_statements,
    exchange_link,
    is_live,
    is_session_live,
    purge_day_of,
    send_answers,
    withdraw_candidate,
)
from hiring.asked import Sitting
from hiring.forms import SKIP, SheetForm, first_control, retention_words, sort_sheet
from hiring.models import Candidate, CandidateLink
from hiring.queries import sitting, switched_on
from hiring.report import profile_page
from hiring.retention import REGIMES
from hiring.views.openings import see_other
from people.guards import always_open
from people.refusals import Refused
from people.tokens import new_token, token_hash
from people.views.invitations import gone

View = Callable[..., HttpResponse]


def for_candidates(view: View) -> View:
    """Opens the scope of the cookie's candidate; without a live one, the page of every dead link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with session_scope(request.COOKIES.get(COOKIE, "")) as link:
            if link is None or not is_session_live(link, timezone.now()):
                return gone(request)
            return view(request, link.candidate, *args, **kwargs)

    return always_open(guarded)


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="candidate_link")
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the mailed link. GET uses nothing up, since mail scanners fetch links; POST begins."""
    now = timezone.now()
    with link_scope(token) as link:
        if link is not None and _is_her_own(request, link):
            return _onward(link.candidate)
        if link is None or not is_live(link, now):
            return gone(request)
        if request.method == "POST":
            return _begin(request, link)
        opening = link.candidate.opening
        asked = len(sitting(link.candidate).asked.items)
        context = {
            "opening": opening,
            "asked": asked,
            "minutes": _minutes(asked),
            "components": switched_on(opening),
            "kept": retention_words(opening.retention),
            "again": link.candidate.started_at is not None,
        }
        return render(request, "hiring/start.html", context)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, candidate: Candidate, number: int) -> HttpResponse:
    """One page of statements; every way to leave it keeps what was answered."""
    if candidate.state != Candidate.State.STARTED:
        return _onward(candidate)
    found = sitting(candidate)
    if not 1 <= number <= len(found.sheets):
        raise Http404
    if request.method == "POST":
        return _answer(request, candidate, found, number)
    return _show(request, found, number)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """All answers once more; POST sends them, once."""
    if candidate.state != Candidate.State.STARTED:
        return _onward(candidate)
    refused = None
    if request.method == "POST":
        try:
            send_answers(candidate=candidate, now=timezone.now())
            return see_other("hiring:candidate-done")
        except Refused as refusal:
            refused = refusal
    found = sitting(candidate)
    rows = _rows(found)
    missing = {f"statement-{row[0]}": _missing(row[0]) for row in rows if row[2] is None}
    errors = missing if refused and refused.field == "answers" else {}
    context = {
        "rows": rows,
        "asked": found.asked,
        "errors": errors,
        "has_errors": bool(refused),
        "told": "" if errors else str(refused or ""),
        "last": len(found.sheets),
    }
    return render(request, "hiring/check.html", context)


@for_candidates
@require_safe
def later(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """What was answered is kept, and how to come back."""
    return render(request, "hiring/later.html", {"opening": candidate.opening})


@for_candidates
@require_safe
def done(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """After sending: a reference, her own feedback, a copy of her answers, what comes next."""
    if candidate.state != Candidate.State.SENT:
        return _onward(candidate)
    found = sitting(candidate)
    context = {
        "candidate": candidate,
        "opening": candidate.opening,
        "kept": retention_words(candidate.opening.retention),
        "page": profile_page(found, own=True),
        "rows": _rows(found),
        "asked": found.asked,
    }
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
        "sent": candidate.sent_at is not None,
        "is_floor": REGIMES[opening.retention].is_floor,
        "purged_on": purge_day_of(candidate),
    }
    return render(request, "hiring/withdraw.html", context)


def _is_her_own(request: HttpRequest, link: CandidateLink) -> bool:
    """The link that this very browser's session was exchanged for: it leads back to where she was."""
    cookie = request.COOKIES.get(COOKIE, "")
    return link.session_hash == token_hash(cookie) and is_session_live(link, timezone.now())


def _begin(request: HttpRequest, link: CandidateLink) -> HttpResponse:
    session = new_token()
    try:
        exchange_link(link=link, session=session, now=timezone.now())
    except Refused:
        return gone(request)
    candidate = Candidate.objects.select_related("opening").get(pk=link.candidate_id)
    answer = _onward(candidate)
    answer.set_cookie(
        COOKIE,
        session,
        max_age=LIFETIME,
        path=reverse("hiring:candidate-done").removesuffix("done/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _onward(candidate: Candidate) -> HttpResponseRedirect:
    """To the page that is hers now."""
    if candidate.state == Candidate.State.WITHDRAWN:
        return see_other("hiring:candidate-withdraw")
    if candidate.state == Candidate.State.SENT:
        return see_other("hiring:candidate-done")
    number = sitting(candidate).first_open
    if number is None:
        return see_other("hiring:candidate-check")
    return see_other("hiring:candidate-page", number=number)


def _answer(request: HttpRequest, candidate: Candidate, found: Sitting, number: int) -> HttpResponse:
    quiet, then = "quiet" in request.GET, request.POST.get("then", "")
    form = sort_sheet(request.POST.dict(), found, found.sheets[number - 1])
    try:
        if then == "later" and not quiet:
            return _later(request, candidate, form)
        answer_statements(candidate=candidate, answers=form.answers, now=timezone.now())
    except Refused as refusal:
        return _refused(request, str(refusal), candidate, quiet=quiet)
    if quiet:
        return JsonResponse({"saved": ""})
    if then == "back" and number > 1:
        return see_other("hiring:candidate-page", number=number - 1)
    if form.errors and then != "back":
        return _show(request, found, number, form)
    if "check" in request.GET or number == len(found.sheets):
        return see_other("hiring:candidate-check")
    return see_other("hiring:candidate-page", number=number if then == "back" else number + 1)


def _refused(request: HttpRequest, told: str, candidate: Candidate, *, quiet: bool) -> HttpResponse:
    """The last day is over, or she withdrew in another window."""
    if quiet:
        return JsonResponse({"saved": None}, status=409)
    return render(request, "hiring/closed.html", {"told": told, "opening": candidate.opening})


def _later(request: HttpRequest, candidate: Candidate, form: SheetForm) -> HttpResponse:
    if answer_later(candidate=candidate, answers=form.answers, now=timezone.now()):
        messages.success(request, _("Saved. A link to come back with is on its way to your mailbox."))
    else:
        messages.success(request, _("Saved. The link of a few minutes ago in your mailbox still works."))
    return see_other("hiring:candidate-later")


def _show(request: HttpRequest, found: Sitting, number: int, form: SheetForm | None = None) -> HttpResponse:
    shown = found.sheets[number - 1]
    answers = {**found.answers, **form.answers} if form else found.answers
    errors = form.errors if form else {}
    points = [(str(point.value), point.label) for point in found.asked.scale]
    context = {
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
        "address": request.get_full_path(),
        "quiet": f"{request.path}?quiet=1",
    }
    return render(request, "hiring/page.html", context)


def _chosen(answers: Any, code: str) -> str:
    if code not in answers:
        return ""
    return SKIP if answers[code] is None else str(answers[code])


def _missing(position: int) -> str:
    return _("Statement %(number)s has no answer yet") % {"number": position}


def _rows(found: Sitting) -> list[tuple[int, str, str | None, int]]:
    """Position, statement, the answer's words ("" for "I'd rather not say", None for none yet), its page."""
    labels = {point.value: point.label for point in found.asked.scale}
    return [
        (
            item.position,
            item.text,
            None if item.code not in found.answers else labels.get(found.answers[item.code] or 0, ""),
            number,
        )
        for number, items in enumerate(found.sheets, start=1)
        for item in items
    ]


def _minutes(statements: int) -> tuple[int, int]:
    """How long it takes, as the whole questionnaire's 8 to 15 minutes for 50 statements."""
    return max(1, round(statements * 8 / 50)), max(2, round(statements * 15 / 50))
