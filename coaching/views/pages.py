"""What the pages of the room have in common: who gets in, what was sent before a check, the way on."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from allauth.decorators import rate_limit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coaching.actions.sharing import reply_form as reply_draft
from coaching.forms import ReplyForm
from coaching.permissions import check_lead, check_share
from journal.views.kept import Kept, kept_of
from people import unsent
from people.drafts import form_token
from people.requests import MemberRequest

View = Callable[..., HttpResponse]
# What a button of a check page says; any other word asks for the check itself.
SEND, CHANGE = "send", "change"
# The fields of the room in which somebody writes, in their order on a page.
_TYPED = ("situation", "behaviour", "impact", "question", "text")
_NOT_CARRIED = {"csrfmiddlewaretoken", "draft_token", "then", "version", "submission_key"}


def for_sharers(view: View) -> View:
    """For everybody in an organisation with other people; for a person alone it is not there."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_share(request.membership)
        return view(request, *args, **kwargs)

    return guarded


def for_supervisors(view: View) -> View:
    """Closed by role alone: 403 with the reason for everybody else; a person alone has no such pages."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership.organisation.is_personal:
            raise Http404
        check_lead(request.membership)
        return view(request, *args, **kwargs)

    return guarded


def only_ahead(request: HttpRequest) -> bool:
    """Asked by a browser on its own, before anybody sees the page: for its head, or to have it ready."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")


def not_yet(request: HttpRequest, *, there: bool) -> HttpResponse:
    """Nothing to have ready: the browser asks again once somebody is there. HEAD learns whether it is."""
    if not there:
        raise Http404
    return HttpResponse(status=HTTPStatus.OK if request.method == "HEAD" else HTTPStatus.SERVICE_UNAVAILABLE)


def limited(action: str) -> Callable[[View], View]:
    """So many times an hour; what was sent once too often is kept for its writer."""

    def limit(view: View) -> View:
        counted: View = rate_limit(action=action)(view)

        @wraps(view)
        def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = counted(request, *args, **kwargs)
            if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                unsent.keep(request, now=timezone.now())
            return response

        return guarded

    return limit


def hands_back(view: View) -> View:
    """Where what she wrote to is not there, her words come back: the same for whoever may not read it."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            typed = [text for name in _TYPED if (text := request.POST.get(name, "")).strip()]
            if not typed:
                raise
        return render(request, "coaching/gone.html", {"typed": typed}, status=HTTPStatus.NOT_FOUND)

    return guarded


def said(request: HttpRequest) -> str:
    """Which button was pressed."""
    return request.POST.get("then", "")


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, for the hidden fields of a check page."""
    fields = request.POST.lists()
    return [(name, str(value)) for name, values in fields if name not in _NOT_CARRIED for value in values]


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def see_other(name: str, *arguments: UUID) -> HttpResponseRedirect:
    """To another page, by GET whatever this was."""
    return HttpResponseRedirect(reverse(name, args=arguments), status=303)


def reply_box(
    request: MemberRequest, row: UUID, now: dt.datetime, sent: ReplyForm | None = None
) -> dict[str, Any]:
    """The form for further words in a thread: as it was `sent`, or with what was begun before."""
    draft = reply_draft(row)
    kept = Kept() if sent else kept_of(request.membership, draft, ReplyForm, now)
    first = {"submission_key": uuid4()} | kept.initial
    return {
        "form": sent or ReplyForm(initial=first),
        "kept": kept,
        "draft_token": form_token(request.membership, draft),
    }
