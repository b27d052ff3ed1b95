"""How long a browser has been still: a signed cookie, renewed once a minute, never a session write."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from people.door import ways_of
from people.models import Membership, User

COOKIE = "seen"
RENEWED = dt.timedelta(minutes=1)
# The page warns and locks by itself. What the server knows of her last key is up to two minutes old: the
# cookie is renewed once a minute, and the page tells it of keys once a minute.
LAG = dt.timedelta(minutes=2)
_SALT = "people.idle"


def limit_of(member: Membership) -> dt.timedelta | None:
    """How long she may be still; None where she alone uses the account and has switched the lock off."""
    chosen = User.Idle(member.user.idle_minutes)
    if chosen is User.Idle.NEVER:
        return None if member.organisation.is_personal else dt.timedelta(minutes=User.Idle.THIRTY)
    return dt.timedelta(minutes=chosen)


def is_idle(request: HttpRequest, member: Membership | None, now: dt.datetime) -> bool:
    """Whether nothing was heard of her for longer than her limit; not where no time is known at all.

    By the cookie, or when she last showed who she is: taking the cookie away does not start time anew.
    """
    limit = limit_of(member) if member is not None else None
    if member is None or limit is None:
        return False
    since = now - limit - LAG
    told = _read(request, member)
    if told is not None and told >= since:
        return False
    known = [way.at for way in ways_of(request)[-1:]]
    last = max([*known, *([told] if told else [])], default=None)
    return last is not None and last < since


def is_noted(request: HttpRequest, member: Membership, now: dt.datetime) -> bool:
    """Whether the cookie says so already that there is nothing to renew: most requests of a busy hour."""
    told = _read(request, member)
    return told is not None and now - told < RENEWED


def be_seen(response: HttpResponseBase, member: Membership, now: dt.datetime) -> None:
    """She is here now. The cookie names her, so that another's of the same browser does not count."""
    response.set_cookie(
        COOKIE,
        _signer().sign(f"{member.user_id.hex}.{int(now.timestamp())}"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest, member: Membership) -> dt.datetime | None:
    try:
        owner, seconds = _signer().unsign(request.COOKIES.get(COOKIE, "")).split(".")
    except signing.BadSignature:
        return None
    if owner != member.user_id.hex:
        return None
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
