"""How a candidate without an account is known: by a mailed link, then by a cookie. Only hashes are kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import QuerySet

from hiring.models import CandidateLink
from people.scope import bearer_scope
from people.tokens import token_hash

COOKIE = "candidate"


@contextmanager
def link_scope(token: str) -> Iterator[CandidateLink | None]:
    """See the rows of the organisation that mailed this link; None for a link that was never mailed."""
    with bearer_scope(lambda: _links().filter(token_hash=token_hash(token)).first()) as found:
        yield found


@contextmanager
def session_scope(cookie: str) -> Iterator[CandidateLink | None]:
    """See the rows of the organisation whose candidate holds this cookie; None for any other."""
    with bearer_scope(lambda: _links().filter(session_hash=token_hash(cookie)).first()) as found:
        yield found


def _links() -> QuerySet[CandidateLink]:
    return CandidateLink.objects.select_related("organisation", "candidate__opening__organisation")
