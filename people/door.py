"""The door to what is private: which session opens it, and what stays open outside (docs/adr/0012)."""

import datetime as dt
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from people.opening import Way, opens_at

# When the session's person came in through one of our pages: by itself a way that others may have.
SIGNED_IN = "signed_in_at"
# Addresses outside the door: her account, her work for others, what is nobody's. Whatever is not named here,
# or marked as always open, is behind it, so that a new private page cannot be forgotten.
OUTSIDE = frozenset(
    {
        "account_inactive",
        "account_reauthenticate",
        "account_logout",
        "account_change_password",
        "account_set_password",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "usersessions_list",
        "people:door",
        "people:welcome",
        "people:preferences",
        "people:security",
        "people:membership-switch",
        "people:admin-people",
        "people:admin-person",
        "people:admin-close",
        "people:admin-invitations",
        "people:admin-take-back",
        "people:admin-teams",
        "people:admin-team-new",
        "people:admin-team",
        "assessments:evidence",
        "assessments:items",
        "assessments:items-file",
        "hiring:keeping",
        "hiring:hold-lift",
        "hiring:opening-hold",
        "hiring:candidate-hold",
        "hiring:opening-list",
        "hiring:opening-new",
        "hiring:opening",
        "hiring:opening-open",
        "hiring:opening-close",
        "hiring:opening-discard",
        "hiring:opening-job",
        "hiring:opening-stages",
        "hiring:opening-guide",
        "hiring:opening-question-new",
        "hiring:opening-question",
        "hiring:opening-rule",
        "hiring:opening-told",
        "hiring:opening-team",
        "hiring:opening-fairness",
        "hiring:opening-fairness-csv",
        "hiring:opening-situations",
        "hiring:candidate-time",
        "hiring:panel-list",
        "hiring:panel",
        "hiring:panel-invite",
        "hiring:panel-remind",
        "hiring:panel-freeze",
        "hiring:panel-remove",
        "hiring:invite",
        "hiring:candidate",
        "hiring:candidate-looked",
        "hiring:send-link",
        "hiring:revoke",
        "hiring:reopen",
        "hiring:adjustments",
        "hiring:scorecard",
        "hiring:profile",
        "hiring:decision",
        "hiring:scorecard-change",
        "hiring:cards",
        "hiring:compare",
        "hiring:agreement",
    }
)


def closed_until(request: HttpRequest, now: dt.datetime) -> dt.datetime | None:
    """When this session opens what is private; None where it does already.

    Asks only the session and the person, who are there anyway. A session with neither a sign-in nor a record
    of one was made beside our pages, which nobody can who has no key of the installation.
    """
    opens = opens_at(ways_of(request), getattr(request.user, "password_reset_at", None))
    return opens if opens is not None and opens > now else None


def ways_of(request: HttpRequest) -> list[Way]:
    """How the person of this session showed who she is, oldest first."""
    at = request.session.get(SIGNED_IN)
    ways = [Way("sign-in", _time(at))] if at is not None else []
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return ways + [Way(each["method"], _time(each["at"])) for each in records]


def is_behind(view_name: str) -> bool:
    return view_name not in OUTSIDE


def _time(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
