"""Whatever amal keeps to herself, every byte that anybody else gets is the same as if it were not there.

Two worlds that differ only in her moments, draft and questionnaires; clock and randomness are the same
in both, so that not even a CSRF token has to be left out of the comparison.
"""

import datetime as dt
import os
import random
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from assessments.actions import answer_page, start_sitting
from journal.models import Moment
from journal.queries.rows import stored
from people.drafts import keep_draft
from people.models import Membership, OutboxMail
from people.scope import organisation_scope
from tests.cast import NOW
from tests.crowd import Crowd, answer_all, take_pulse, write_moment
from tests.matrix import ACTORS, THINGS
from tests.test_url_matrix import address
from tests.walk import routes, text_of

pytestmark = pytest.mark.any_database

Seen = dict[str, tuple[str, int]]
WRITTEN = 12


@pytest.fixture
def seed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make all randomness of what follows a function of one text."""

    def start(text: str) -> None:
        source = random.Random(text)
        monkeypatch.setattr(os, "urandom", source.randbytes)
        monkeypatch.setattr(random, "_urandom", source.randbytes)  # what `secrets` draws from

    return start


def write_in_private(amal: Membership) -> list[UUID]:
    """A dozen moments, a draft, a finished questionnaire, one that is half done, and a short form."""
    with organisation_scope(amal.organisation):
        rows = [write_moment(amal, number + 10, note="amal alone") for number in range(WRITTEN)]
        keep_draft(membership=amal, form="journal:now", fields={"note": ["hers"]}, now=NOW)
        answer_all(amal, ago=dt.timedelta())
        take_pulse(amal, NOW)
        sitting = start_sitting(by=amal, now=NOW)
        answer_page(sitting_id=sitting.pk, answers={}, by=amal)
    return rows


def look(crowd: Crowd, actors: list[str], rows: list[UUID], seed: Callable[[str], None]) -> Seen:
    """What each of these actors gets from every address, in bytes and in number of queries."""
    seen: Seen = {}
    for actor in actors:
        for route in routes():
            urls = [address(crowd, route, "amal" if route.name in THINGS else "herself")]
            if route.name == "journal:moment-read":
                urls += [route.url({"row": row}) for row in rows[:2]]
            for url in urls:
                seed(f"{actor} {url}")
                with CaptureQueriesContext(connection) as queries:
                    answer = crowd.browsers[actor].knock("GET", url)
                seen[f"{actor} {url}"] = (text_of(answer), len(queries))
                reset_queries()  # the log of a connection has an end
    mails = sorted(OutboxMail.objects.values_list("to", "kind", "state"))
    return seen | {"mail": (repr(mails), len(mails))}


def both_worlds(crowd: Crowd, actors: list[str], seed: Callable[[str], None]) -> tuple[Seen, Seen]:
    """With what amal wrote, then without: all else is the same database."""
    amal = crowd.members["amal"]
    assert amal is not None
    with transaction.atomic():
        rows = write_in_private(amal)
        with_it = look(crowd, actors, rows, seed)
        transaction.set_rollback(True)
    cache.clear()
    return with_it, look(crowd, actors, rows, seed)


def different(crowd: Crowd, actors: list[str], seed: Callable[[str], None]) -> list[str]:
    with_it, without = both_worlds(crowd, actors, seed)
    assert with_it.keys() == without.keys()
    return [where for where in with_it if with_it[where] != without[where]]


OTHERS = [actor for actor in ACTORS if actor != "amal"]


@pytest.mark.parametrize("actors", [OTHERS[0::3], OTHERS[1::3], OTHERS[2::3]], ids=" ".join)
def test_nobody_else_can_tell_whether_amal_wrote(
    crowd: Crowd, actors: list[str], seed: Callable[[str], None]
) -> None:
    assert different(crowd, actors, seed) == []


def test_amal_herself_can_tell(crowd: Crowd, seed: Callable[[str], None]) -> None:
    """The comparison is not blind: her own pages differ."""
    pages = {where.split()[1] for where in different(crowd, ["amal"], seed)}
    assert pages >= {"/today/", "/now/", "/moments/", "/patterns/", "/assessment/"}


def test_comparison_notices_a_list_that_forgets_whose_it_is(
    crowd: Crowd, seed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    anybodys = stored(lambda moments: Moment.objects.newest_first())
    monkeypatch.setattr("journal.queries.rows._newest_moments", anybodys)
    assert "cleo /moments/" in different(crowd, ["cleo"], seed)
