"""What the house does when allauth says that an account changed (docs/adr/0006)."""

from typing import Any

from allauth.account.signals import email_changed, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.signals import on_user_logged_in
from django.http import HttpRequest

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
    """Somebody signed in: her list of browsers gets a row."""
    note_sign_in(request)


def connect() -> None:
    """Listen; called once, at start-up. What allauth does at sign-in gives way to ours, which costs less."""
    user_logged_in.disconnect(on_user_logged_in)
    user_logged_in.connect(note, dispatch_uid="people.receivers.note")
    for signal in (email_changed, authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(end_others, dispatch_uid="people.receivers.end_others")
