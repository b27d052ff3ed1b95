"""The door that candidates and experts share: a mailed link is exchanged for a cookie."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.http import HttpResponse

from hiring.actions.links import LIFETIME

# Opening a link is counted too: whoever guesses needs no more than that.
limited = rate_limit(action="candidate_link", limit_get=True)


def hand_cookie(answer: HttpResponse, name: str, session: str, path: str) -> HttpResponse:
    """The cookie opens her pages and is sent to no other."""
    answer.set_cookie(
        name,
        session,
        max_age=LIFETIME,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
