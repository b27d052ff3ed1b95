"""How an expert without an account is known: by a mailed link, then by a cookie. Only hashes are kept.

What opens nothing any more is not read at all, as with candidates.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q, QuerySet

from hiring.bearers import hashes_in, newest_in
from hiring.judgement.actions.panels import leads_on, opens_pages
from hiring.models import Expert
from people.scope import bearer_scope
from people.tokens import token_hash

COOKIE = "expert"


@contextmanager
def expert_link_scope(token: str, cookie: str, now: dt.datetime) -> Iterator[Expert | None]:
    """See the rows of the organisation that mailed this link; None for one that opens nothing (any more).

    One that was exchanged is found by the browser that holds its session alone.
    """
    opens = leads_on(now) | (Q(link_used_at__isnull=False) & _sessions(cookie, now))
    with bearer_scope(lambda: _experts().filter(opens, link_hash=token_hash(token)).first()) as found:
        yield found


@contextmanager
def expert_session_scope(cookie: str, now: dt.datetime) -> Iterator[Expert | None]:
    """See the rows of the organisation whose expert's session is the newest in this cookie, else None."""
    newest = newest_in(cookie)
    with bearer_scope(lambda: _experts().filter(_sessions(newest, now)).first()) as found:
        yield found


def _sessions(cookie: str, now: dt.datetime) -> Q:
    return Q(session_hash__in=hashes_in(cookie)) & opens_pages(now)


def _experts() -> QuerySet[Expert]:
    return Expert.objects.select_related("organisation", "panel__organisation", "panel__made_by__user")
