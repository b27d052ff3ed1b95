"""What the house does when allauth says that an account changed (docs/adr/0006)."""

from typing import Any

from allauth.account.signals import (
    email_changed,
    email_confirmed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.signals import on_password_changed, on_user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from people.actions.accounts import drop_password
from people.models import User
from people.other_sign_ins import tell_of_reset
from people.requests import MemberRequest
from people.sessions import end_other_sessions, note_sign_in


def end_others(sender: Any, request: MemberRequest, **told: Any) -> None:
    """After a change of address or second step the other sessions end, this one stays.

    Before the first sign-in there is no session to end. A change of password needs nothing here: the password
    is part of each session's hash.
    """
    if request.user.is_authenticated:
        end_other_sessions(request)


def note(sender: Any, request: HttpRequest, **told: Any) -> None:
    """Somebody signed in, or her session got a new key: her list of browsers gets a row."""
    note_sign_in(request)


def tell(sender: Any, request: HttpRequest, user: User, **told: Any) -> None:
    """Somebody chose a new password with a mailed code: its person is told wherever she signs in next."""
    tell_of_reset(request, user, timezone.now())  # noqa: TID251 - allauth asks without passing a clock


def forget_strangers_password(sender: Any, request: HttpRequest, email_address: Any, **told: Any) -> None:
    """A sign-in code proves an address that anybody may have signed up: the password chosen then goes.

    In the sign-up's own session the code is asked for on another page, and the password stays.
    """
    match = request.resolver_match
    if match is not None and match.url_name == "account_confirm_login_code":
        drop_password(user=email_address.user)


def connect() -> None:
    """Listen; called once, at start-up. What allauth notes gives way to ours: cheaper, without the cookie."""
    user_logged_in.disconnect(on_user_logged_in)
    password_changed.disconnect(on_password_changed)
    password_set.disconnect(on_password_changed)
    for signal in (user_logged_in, password_changed, password_set):
        signal.connect(note, dispatch_uid="people.receivers.note")
    password_reset.connect(tell, dispatch_uid="people.receivers.tell")
    for signal in (email_changed, authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(end_others, dispatch_uid="people.receivers.end_others")
    email_confirmed.connect(
        forget_strangers_password, dispatch_uid="people.receivers.forget_strangers_password"
    )
