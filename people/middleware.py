"""Each request's membership and scope; sign-in by default; the locked screen and the door; what was typed
outlives a dead session.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from people import hidden, idle, unsent
from people.actions.accounts import NOTICE_VERSION
from people.actions.seals import report_broken
from people.door import closed_until, is_behind
from people.drafts import read_form_token
from people.models import Membership
from people.scope import active_membership, member_scope
from people.sealing import SealBroken

Answer = Callable[[HttpRequest], HttpResponseBase]
# allauth's own pages (sign-in, reset, second factor) stand before any membership.
_ACCOUNT_PAGES = ("account_", "mfa_", "usersessions_")
# Of these, the ones that say again who one is, or end the session, are open while the screen is hidden.
_WHILE_HIDDEN = ("account_reauthenticate", "mfa_reauthenticate", "account_logout")


class MemberMiddleware:
    """Reads the membership in one query, opens its scope, and guards the three states before normal use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.membership = _membership(request)
        with member_scope(request.membership):
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        _note_presence(request, response)
        return response

    def process_view(
        self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Locked screen, closed door, no organisation left, notice not yet read: each has a page that comes
        first.
        """
        if getattr(view, "always_open", False) or not request.user.is_authenticated:
            return None
        locked = None if getattr(view, "while_locked", False) else _locked(request)
        if locked is not None:
            return locked
        if _named(request, _ACCOUNT_PAGES) or not getattr(view, "login_required", True):
            return None
        if request.membership is None:
            return render(request, "people/no_organisation.html", status=403)
        if request.membership.notice_read < NOTICE_VERSION and not getattr(view, "before_notice", False):
            return redirect("people:welcome", step=1)
        return _meant_elsewhere(request)

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """A sealed document that does not open is told in a page of its own, and recorded."""
        if not isinstance(exception, SealBroken) or request.membership is None:
            return None
        report_broken(member=request.membership, table=exception.table, row=exception.row, now=timezone.now())
        return render(request, "people/not_opened.html", status=409)


class SignInMiddleware(LoginRequiredMiddleware):
    """Sign-in is the default; what a form of ours carried is kept until its writer has signed in again."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            unsent.keep(request, now=timezone.now())
        return super().handle_no_permission(request, view_func)


def _locked(request: Any) -> HttpResponse | None:
    """The hidden screen, the one that was left alone, and the door of what is private, in this order."""
    now = timezone.now()
    if hidden.is_hidden(request):
        return None if _named(request, _WHILE_HIDDEN) else _put_off(request, "hide-screen", now)
    if idle.is_idle(request, request.membership, now):
        response = _put_off(request, "hide-screen", now)
        hidden.say_no_more(request)
        hidden.hide(response, back=hidden.page_of(request), asks=True)
        return response
    if is_behind(request.resolver_match.view_name) and closed_until(request, now):
        return _put_off(request, "people:door", now)
    return None


def _meant_elsewhere(request: Any) -> HttpResponse | None:
    """A form of one of her organisations, sent after a second window has switched to another."""
    if request.method != "POST" or not request.session.get("several_memberships"):
        return None
    told = read_form_token(request.POST.get("draft_token", ""))
    if told is None or told[0] == request.membership.pk or _named(request, ("draft-drop",)):
        return None
    said = _("This form belongs to another of your organisations. What you wrote is kept there.")
    messages.info(request, said)
    return _put_off(request, "people:membership-switch", timezone.now())


def _put_off(request: HttpRequest, to: str, now: dt.datetime) -> HttpResponse:
    """Another page comes first; what a form of ours carried is kept for its writer."""
    if request.method == "POST":
        unsent.keep(request, now=now)
    return redirect(to)


def _note_presence(request: Any, response: HttpResponseBase) -> None:
    """She was here; not where the screen is hidden or was left alone for too long."""
    member, now = request.membership, timezone.now()
    if member is None or not request.user.is_authenticated or hidden.is_hidden(request):
        return
    if not idle.is_noted(request, member, now) and not idle.is_idle(request, member, now):
        idle.be_seen(response, member, now)


def _membership(request: HttpRequest) -> Membership | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    wanted = request.session.get("membership")
    return active_membership(request.user, UUID(wanted) if wanted else None)


def _named(request: HttpRequest, names: tuple[str, ...]) -> bool:
    match = request.resolver_match
    return match is not None and (match.url_name or "").startswith(names)
