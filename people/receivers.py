"""What the house does when allauth says that an account changed (docs/adr/0006)."""

from typing import Any

from allauth.account.signals import email_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.http import HttpRequest

from people.sessions import end_other_sessions


def end_others(sender: Any, request: HttpRequest, **told: Any) -> None:
    """After a change of address or second step the other sessions end, this one stays.

    Before the first sign-in there is no session to end. A change of password needs nothing here: the password
    is part of each session's hash.
    """
    if request.user.is_authenticated:
        end_other_sessions(request)


def connect() -> None:
    """Listen; called once, at start-up."""
    for signal in (email_changed, authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(end_others, dispatch_uid="people.receivers.end_others")
