"""How a candidate without an account is known: by a mailed link, then by a cookie. Only hashes are kept.

What opens nothing any more is not read at all, so that whoever tries it waits as long for the answer as with
a link that was never mailed.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from hiring.actions.links import LIFETIME, leads_on, used_after
from hiring.bearers import MOST, hashes_in, newest_in
from hiring.models import CandidateLink
from people.prepared import Given, Prepared
from people.scope import bearer_scope
from people.tokens import token_hash

COOKIE = "candidate"


@contextmanager
def link_scope(token: str, cookie: str, now: dt.datetime) -> Iterator[CandidateLink | None]:
    """See the rows of the organisation that mailed this link; None for one that opens nothing (any more).

    One that was exchanged is found by the browser that holds its session alone.
    """
    values = {"token": token_hash(token), "now": now, "since": now - LIFETIME, **_each_of(cookie)}
    with bearer_scope(lambda: _waiting.first(**values)) as found:
        yield found


@contextmanager
def session_scope(cookie: str, now: dt.datetime) -> Iterator[CandidateLink | None]:
    """See the rows of the organisation whose candidate's session is the newest in this cookie; None for any
    other.
    """
    values = {"cookie": token_hash(newest_in(cookie)), "since": now - LIFETIME}
    with bearer_scope(lambda: _live.first(**values)) as found:
        yield found


def _each_of(cookie: str) -> dict[str, str]:
    """The sessions of a cookie, one by one and always as many, for a query that is written once."""
    found = hashes_in(cookie)
    return {f"cookie{place}": found[min(place, len(found) - 1)] for place in range(MOST)}


def _links() -> QuerySet[CandidateLink]:
    return CandidateLink.objects.select_related(
        "organisation", "candidate__opening__organisation", "candidate__display"
    )


_SESSION = CandidateLink._meta.get_field("session_hash")
_TOKEN = Given("token", CandidateLink._meta.get_field("token_hash"))
_NOW = Given("now", CandidateLink._meta.get_field("expires_at"))
_SINCE = Given("since", CandidateLink._meta.get_field("used_at"))
_ANY = reduce(or_, [Q(session_hash=Given(f"cookie{place}", _SESSION)) for place in range(MOST)])
_waiting: Prepared[CandidateLink] = Prepared(
    lambda: _links().filter(leads_on(_NOW) | (_ANY & used_after(_SINCE)), token_hash=_TOKEN)
)
# Each page of hers begins with this one.
_live: Prepared[CandidateLink] = Prepared(
    lambda: _links().filter(used_after(_SINCE), session_hash=Given("cookie", _SESSION))
)
