"""The door that candidates and experts share: a mailed link is exchanged for a cookie."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from hiring.actions.links import LIFETIME

# Opening a link is counted too: whoever guesses needs no more than that.
limited = rate_limit(action="candidate_link", limit_get=True)


def keep_sessions(answer: HttpResponse, name: str, sessions: str) -> HttpResponse:
    """In the cookie of this name, which is sent to the pages of candidates or of experts alone."""
    answer.set_cookie(
        name,
        sessions,
        max_age=LIFETIME,
        path=reverse(f"hiring:{name}-done").removesuffix("done/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
