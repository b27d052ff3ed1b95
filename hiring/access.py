"""How a candidate without an account is known: by a mailed link, then by a cookie. Only hashes are kept.

What opens nothing any more is not read at all, so that whoever tries it waits as long for the answer as with
a link that was never mailed.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q, QuerySet

from hiring.actions.links import LIFETIME, leads_on, opens_pages, used_after
from hiring.bearers import hashes_in, newest_in
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

    def find() -> CandidateLink | None:
        opens = leads_on(now) | _sessions(cookie, now)
        return _links().filter(opens, token_hash=token_hash(token)).first()

    with bearer_scope(find) as found:
        yield found


@contextmanager
def session_scope(cookie: str, now: dt.datetime) -> Iterator[CandidateLink | None]:
    """See the rows of the organisation whose candidate's session is the newest in this cookie; None for any
    other.
    """
    values = {"cookie": token_hash(newest_in(cookie)), "since": now - LIFETIME}
    with bearer_scope(lambda: _live.first(**values)) as found:
        yield found


def _sessions(cookie: str, now: dt.datetime) -> Q:
    return Q(session_hash__in=hashes_in(cookie)) & opens_pages(now)


def _links() -> QuerySet[CandidateLink]:
    return CandidateLink.objects.select_related(
        "organisation", "candidate__opening__organisation", "candidate__display"
    )


# Each page of hers begins with this one.
_COOKIE = Given("cookie", CandidateLink._meta.get_field("session_hash"))
_SINCE = Given("since", CandidateLink._meta.get_field("used_at"))
_live: Prepared[CandidateLink] = Prepared(lambda: _links().filter(used_after(_SINCE), session_hash=_COOKIE))
