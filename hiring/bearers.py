"""What one browser holds of people without an account: the sessions of several invitations, one cookie.

The newest session comes first, and its pages are the ones that are shown. The others stay, so that the
link of each leads back to it in this browser.
"""

from django.utils.crypto import salted_hmac

from people.tokens import token_hash

FIELD = "whose"  # of every form on their pages
MOST = 5  # sessions that a cookie keeps
BETWEEN = "."  # in no token


def newest_in(cookie: str) -> str:
    """The session whose pages this browser shows."""
    return cookie.split(BETWEEN, 1)[0]


def hashes_in(cookie: str) -> list[str]:
    """Of every session in this cookie, as the database has them."""
    return [token_hash(one) for one in cookie.split(BETWEEN)[:MOST]]


def with_newest(cookie: str, session: str) -> str:
    """The cookie with this session first; the oldest goes where there are too many."""
    others = [one for one in cookie.split(BETWEEN) if one not in {"", session}]
    return BETWEEN.join([session, *others][:MOST])


def led_back(cookie: str, session_hash: str) -> str:
    """The cookie with the session of this hash first: its link was opened again."""
    found = dict(zip(hashes_in(cookie), cookie.split(BETWEEN), strict=False))
    return with_newest(cookie, found[session_hash])


def mark_of(row: object) -> str:
    """What every form of hers says of whose page it stood on. It tells nothing, and opens nothing."""
    return salted_hmac("hiring.bearers", str(row)).hexdigest()[:16]
