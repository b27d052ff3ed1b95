"""The hidden screen: a signed cookie that says since when, and where to come back to."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages import get_messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE = "hidden"
# After this, coming back asks who is there.
TRUSTED_FOR = dt.timedelta(minutes=5)
# A browser takes no cookie of more than 4,096 characters, and then the screen would not be hidden.
LONGEST_WAY = 1_000
_SALT = "people.hidden"


def is_hidden(request: HttpRequest) -> bool:
    return bool(request.COOKIES.get(COOKIE))


def hidden_since_before(request: HttpRequest) -> bool:
    """Whether a true cookie of ours stands already: its time counts, however often the screen is hidden."""
    try:
        signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def asks(request: HttpRequest) -> bool:
    """Whether nobody hid it but it was left alone: then its return asks at once who is there."""
    return _told(request)[1]


def hide(response: HttpResponse, *, back: str, asks: bool = False) -> None:
    """Set the cookie on this response; a cookie, because hiding must not write the session."""
    back = back if len(back) <= LONGEST_WAY else ""
    response.set_cookie(
        COOKIE,
        signing.dumps([back, asks], salt=_SALT),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def say_no_more(request: HttpRequest) -> None:
    """Forget what was to be said on her next page: others may sit there by then."""
    for _message in get_messages(request):
        pass


def show(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def way_back(request: HttpRequest) -> tuple[str, bool]:
    """(address to return to, whether somebody hid the screen less than five minutes ago)."""
    back, asks = _told(request)
    try:
        signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=TRUSTED_FOR)
    except signing.BadSignature:
        return own_address(back), False
    return own_address(back), not asks


def page_of(request: HttpRequest) -> str:
    """The page that this request was sent from: itself, or for a form the page where the form stands."""
    if request.method != "POST":
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("Referer", ""))
    return sent_from.path if sent_from.netloc == request.get_host() else ""


def _told(request: HttpRequest) -> tuple[str, bool]:
    """What a true cookie of ours says; one that is not asks."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return "", True
    return (told[0], told[1]) if isinstance(told, list) else (told, False)


def own_address(address: str) -> str:
    """Only addresses of ours: never a way out to another site."""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/today/"
