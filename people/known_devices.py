"""The browsers where a person has signed in before: strangers' tries do not lock her out of these.

Anybody who knows an address can type wrong passwords for it, until the limit per address refuses the
person too. A browser with this signed cookie for her address is counted apart (`login_failed_known`), after
the pattern "device cookies" of OWASP. It opens nothing: it only says which limit counts.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "device"
AGE = 180 * 24 * 3600
# A desk that several people share is a known one for each of them.
PEOPLE_A_DEVICE = 12
_SALT = "people.known_devices"


def known_device(request: HttpRequest, email: str) -> str | None:
    """The id of this browser, if this address has signed in here before."""
    told = _read(request)
    return str(told["device"]) if _mark(email) in told["people"] else None


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Note on this browser that the address has signed in here; addresses stand in it as HMACs."""
    told = _read(request)
    others = [mark for mark in told["people"] if mark != _mark(email)]
    people = [*others, _mark(email)][-PEOPLE_A_DEVICE:]
    response.set_cookie(
        COOKIE,
        signing.dumps({"device": told["device"], "people": people}, salt=_SALT, compress=True),
        max_age=AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=AGE))
    except signing.BadSignature:
        return {"device": secrets.token_urlsafe(12), "people": []}


def _mark(email: str) -> str:
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
