"""Where a person is signed in: noted at sign-in, listed for her alone, ended when her account changes."""

import datetime as dt

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from people.actions.accounts import end_sessions
from people.models import User
from people.requests import MemberRequest
from people.session_store import stored_key

_AGENT = UserSession._meta.get_field("user_agent").max_length


def note_sign_in(request: HttpRequest) -> None:
    """Keep which browser this session is, for the person's own list.

    allauth would look at each earlier session of hers here, three queries for every one; this is one, in
    the commit of the session. It would also keep the cookie itself; this row carries its hash, as the session
    does.
    """
    request.session.place = UserSession(  # type: ignore[attr-defined]  # people.session_store writes it
        user=request.user,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:_AGENT],
    )
    request.session.modified = True


def forget_session(request: HttpRequest) -> None:
    """This session ends: it leaves the list with it."""
    UserSession.objects.filter(session_key=_row_key(request)).delete()


def open_sessions(user: User, now: dt.datetime) -> list[UserSession]:
    """Her sessions that still open a page, newest first, in two queries; those that were ended are not."""
    noted = {each.session_key: each for each in UserSession.objects.filter(user=user).order_by("-created_at")}
    rows = Session.objects.filter(session_key__in=noted, expire_date__gt=now)
    right = user.get_session_auth_hash()
    alive = {
        row.session_key
        for row in rows
        if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), right)
    }
    return [each for key, each in noted.items() if key in alive]


def is_here(session: UserSession, request: HttpRequest) -> bool:
    """This is the session that asks. allauth's own `is_current` would look for the cookie in the row."""
    return bool(session.session_key == _row_key(request))


def sweep_sessions(now: dt.datetime) -> None:
    """Forget what has expired, and where it was: when somebody was here is hers alone, and not for long."""
    Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end_other_sessions(request: MemberRequest) -> None:
    """End every session of the signed-in person but this one."""
    end_sessions(user=request.user)
    keep_session(request)


def keep_session(request: MemberRequest) -> None:
    """Renew this session after its person's sessions were ended: new key, same content, still in her list."""
    request.user.refresh_from_db(fields=["session_epoch", "password"])
    forget_session(request)
    update_session_auth_hash(request, request.user)
    note_sign_in(request)


def _row_key(request: HttpRequest) -> str:
    """Under which this session is stored."""
    return stored_key(request.session.session_key or "")
