"""allauth's views where the house adds something: sign-out, the places of sign-in, taking a passkey away."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people import hidden
from people.browsers import browser_and_system
from people.second_step_forms import LongPasswordForm
from people.sessions import end_other_sessions, is_here, open_sessions


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser forget the pages it keeps; cookies stay, the known device among them."""
    response: HttpResponse = account.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
        hidden.show(response)
    return response


@dataclass(frozen=True)
class Place:
    """One browser where the person is signed in."""

    browser: str
    since: dt.datetime
    address: str
    is_here: bool


class ListSessions(sessions.ListUserSessionsView):
    """The person's sessions, with the browser in words."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = [_place(each, self.request) for each in open_sessions(self.request.user, timezone.now())]
        return {"places": places, "elsewhere": len(places) > 1}

    def form_valid(self, form: Any) -> HttpResponse:
        end_other_sessions(self.request)
        messages.success(self.request, _("You are signed out everywhere else."))
        return HttpResponseRedirect(self.get_success_url())


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """Where it is the last second step, the password must be long enough to stand alone."""

    form_class = LongPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "authenticator": self.object}


list_sessions = ListSessions.as_view()
remove_passkey = RemovePasskey.as_view()


def _place(session: UserSession, request: HttpRequest) -> Place:
    browser, system = browser_and_system(session.user_agent)
    named = {"browser": browser or _("A browser"), "system": system or _("a device")}
    words = _("%(browser)s on %(system)s") % named
    return Place(words, session.created_at, session.ip, is_here(session, request))
