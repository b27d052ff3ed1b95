"""An expert's pages: no account. A mailed link opens them, then a cookie does; she sees her own ratings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.bearers import led_back, with_newest
from hiring.forms import SheetForm
from hiring.judgement.access import COOKIE, expert_link_scope, expert_session_scope
from hiring.judgement.actions.panels import (
    exchange_expert_link,
    rate_later,
    rate_options,
    send_ratings,
)
from hiring.judgement.forms import sort_sheet
from hiring.judgement.pages import situation_page
from hiring.judgement.queries import sheets_of_expert
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.sheets import Sheets
from hiring.models import Expert
from hiring.views.doors import keep_sessions, limited
from hiring.views.openings import see_other
from hiring.views.whose import refused_as_other
from people.guards import always_open
from people.refusals import Refused
from people.tokens import new_token
from people.views.invitations import gone

View = Callable[..., HttpResponse]


def for_experts(view: View) -> View:
    """Opens the scope of the cookie's expert; without a live one, the page of every dead link."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with expert_session_scope(request.COOKIES.get(COOKIE, ""), timezone.now()) as expert:
            if expert is None:
                return gone(request)
            if other := refused_as_other(request, expert.pk):
                return other
            try:
                return view(request, expert, *args, **kwargs)
            except Expert.DoesNotExist:  # removed, or the key was frozen, a moment ago
                return JsonResponse({"saved": None}, status=409) if "quiet" in request.GET else gone(request)

    return always_open(guarded)


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the mailed link. GET uses nothing up, since mail scanners fetch links; POST begins."""
    with expert_link_scope(token, request.COOKIES.get(COOKIE, ""), timezone.now()) as expert:
        if expert is None:
            return gone(request)
        if expert.link_used_at is not None:  # in the browser that it was exchanged for
            back = led_back(request.COOKIES[COOKIE], str(expert.session_hash))
            return keep_sessions(_onward(expert), COOKIE, back)
        if request.method == "POST":
            return _begin(request, expert)
        context = {"expert": expert, "test": judgement_test(KEY, VERSION)}
        return render(request, "hiring/rating_start.html", context)


@for_experts
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, expert: Expert, number: int) -> HttpResponse:
    """One situation; every way to leave it keeps what was rated."""
    if expert.sent_at is not None:
        return _onward(expert)
    found = sheets_of_expert(expert)
    if not 1 <= number <= len(found.scenarios):
        raise Http404
    if request.method == "POST":
        return _rate(request, expert, found, number)
    return _show(request, found, number)


@for_experts
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, expert: Expert) -> HttpResponse:
    """Which situations have all their ratings; POST sends them, once."""
    if expert.sent_at is not None:
        return _onward(expert)
    told = ""
    if request.method == "POST":
        try:
            send_ratings(expert=expert, now=timezone.now())
            return see_other("hiring:expert-done")
        except Refused as refusal:
            told = str(refusal)
    found = sheets_of_expert(expert)
    rows = [
        (number, scenario.title, found.is_whole(number))
        for number, scenario in enumerate(found.scenarios, start=1)
    ]
    context = {"rows": rows, "test": found.test, "told": told, "last": len(rows)}
    return render(request, "hiring/rating_check.html", context)


@for_experts
@require_safe
def later(request: HttpRequest, expert: Expert) -> HttpResponse:
    """What was rated is kept, and how to come back."""
    return render(request, "hiring/rating_later.html", {"expert": expert})


@for_experts
@require_safe
def done(request: HttpRequest, expert: Expert) -> HttpResponse:
    """After sending."""
    if expert.sent_at is None:
        return _onward(expert)
    return render(request, "hiring/rating_done.html", {"expert": expert})


def _begin(request: HttpRequest, expert: Expert) -> HttpResponse:
    session = new_token()
    try:
        exchange_expert_link(expert=expert, session=session, now=timezone.now())
    except Refused:
        return gone(request)
    return keep_sessions(_onward(expert), COOKIE, with_newest(request.COOKIES.get(COOKIE, ""), session))


def _onward(expert: Expert) -> HttpResponseRedirect:
    """To the page that is hers now."""
    if expert.sent_at is not None:
        return see_other("hiring:expert-done")
    number = sheets_of_expert(expert).first_open
    return see_other("hiring:expert-page", number=number) if number else see_other("hiring:expert-check")


def _rate(request: HttpRequest, expert: Expert, found: Sheets, number: int) -> HttpResponse:
    quiet, then, now = "quiet" in request.GET, request.POST.get("then", ""), timezone.now()
    form = sort_sheet(request.POST.dict(), found, number, may_skip=False)
    try:
        if then == "later" and not quiet:
            return _later(request, expert, form)
        rate_options(expert=expert, ratings=form.ratings, now=now)
    except Refused as refusal:
        if quiet:
            return JsonResponse({"saved": None}, status=409)
        messages.info(request, str(refusal))
        return see_other("hiring:expert-done")
    if quiet:
        return JsonResponse({"saved": ""})
    if then == "back":
        return see_other("hiring:expert-page", number=max(1, number - 1))
    if form.errors:
        return _show(request, found, number, form)
    if "check" in request.GET or number == len(found.scenarios):
        return see_other("hiring:expert-check")
    return see_other("hiring:expert-page", number=number + 1)


def _later(request: HttpRequest, expert: Expert, form: SheetForm) -> HttpResponse:
    if rate_later(expert=expert, ratings=form.ratings, now=timezone.now()):
        messages.success(request, _("Saved. A link to come back with is on its way to your mailbox."))
    else:
        messages.success(request, _("Saved. The link of a few minutes ago in your mailbox still works."))
    return see_other("hiring:expert-later")


def _show(request: HttpRequest, found: Sheets, number: int, form: SheetForm | None = None) -> HttpResponse:
    context = situation_page(found, number, form, may_skip=False) | {
        "address": request.get_full_path(),
        "quiet": f"{request.path}?quiet=1",
    }
    return render(request, "hiring/situation.html", context)
