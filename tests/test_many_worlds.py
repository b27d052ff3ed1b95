"""Worlds that differ in what amal keeps to herself alone are one world for everybody who works with her.

tests/test_non_interference.py compares one pair at every address; here many pairs, each with other acts of
hers in another order, are compared at the addresses where something of hers may be seen at all.
"""

import datetime as dt
import os
import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from coaching.actions.sharing import share_form
from coaching.models import Share
from journal.actions import delete_moment, restore_moment
from journal.models import DeletedMoment, Moment, Plan
from people.drafts import keep_draft
from people.models import Membership, OutboxMail
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW
from tests.crowd import Crowd, answer_all, goal_of, plan_of, ritual_of, take_pulse, write_moment
from tests.matrix import THINGS
from tests.test_url_matrix import address
from tests.walk import Browser, routes, text_of

pytestmark = pytest.mark.any_database

# Her supervisor, one who was it, a colleague of her team, HR and the admin.
CLOSE = ("bo", "gil", "mate", "dee", "ada")
Seen = dict[str, tuple[str, int]]
Act = Callable[[Membership, random.Random], object]


def _moment(amal: Membership, chance: random.Random) -> object:
    return write_moment(amal, chance.randrange(2000, 9000), note=f"amal alone {chance.random()}")


def _deletion(amal: Membership, chance: random.Random) -> object:
    rows = list(Moment.objects.of(amal).order_by("id").values_list("pk", flat=True))
    return delete_moment(by=amal, row=chance.choice(rows), now=NOW) if rows else None


def _return(amal: Membership, chance: random.Random) -> object:
    rows = list(DeletedMoment.objects.of(amal).order_by("id").values_list("pk", flat=True))
    return restore_moment(by=amal, row=chance.choice(rows), now=NOW) if rows else None


def _half_a_share(amal: Membership, chance: random.Random) -> None:
    row = chance.choice(list(Moment.objects.of(amal).order_by("id").values_list("pk", flat=True)))
    keep_draft(
        membership=amal, form=share_form(Share.Kind.MOMENT, row), fields={"question": ["half"]}, now=NOW
    )


def _half_a_moment(amal: Membership, chance: random.Random) -> None:
    keep_draft(membership=amal, form="journal:now", fields={"note": [str(chance.random())]}, now=NOW)


def _plan(amal: Membership, chance: random.Random) -> object:
    if Plan.objects.of(amal).count() >= 3:
        return None
    return plan_of(amal, chance.randrange(2000, 9000), words=f"breathe {chance.random()}")


def _goal(amal: Membership, chance: random.Random) -> object:
    return goal_of(amal, chance.randrange(2000, 9000), what=f"calm {chance.random()}")


def _ritual(amal: Membership, chance: random.Random) -> object:
    return ritual_of(amal, chance.randrange(2000, 9000), text=f"one thing {chance.random()}")


def _questionnaire(amal: Membership, chance: random.Random) -> object:
    return answer_all(amal, ago=dt.timedelta())


def _short_form(amal: Membership, chance: random.Random) -> object:
    return take_pulse(amal, NOW)


# What is done often stands here often.
ACTS: tuple[Act, ...] = (
    *(_moment,) * 6,
    *(_deletion, _half_a_share, _half_a_moment, _plan, _goal, _ritual) * 2,
    *(_return, _questionnaire, _short_form),
)


def live_alone(amal: Membership, number: int) -> None:
    """Three to nine acts of hers, other ones in each world."""
    chance = random.Random(number)
    with organisation_scope(amal.organisation):
        _moment(amal, chance)
        for _act in range(chance.randrange(2, 9)):
            with suppress(Refused):  # as a second short form in a week
                chance.choice(ACTS)(amal, chance)


def look(crowd: Crowd, browsers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Bytes and queries of every page of sharing, feedback and totals, for each who is close to her."""
    seen: Seen = {}
    for actor in CLOSE:
        for route in routes():
            if not route.name.startswith("coaching:"):
                continue
            url = address(crowd, route, "amal" if route.name in THINGS else "herself")
            source = random.Random(f"{actor} {url}")
            monkeypatch.setattr(os, "urandom", source.randbytes)
            monkeypatch.setattr(random, "_urandom", source.randbytes)  # what `secrets` draws from
            with CaptureQueriesContext(connection) as queries:
                answer = browsers[actor].knock("GET", url)
            seen[f"{actor} {url}"] = (text_of(answer), len(queries))
            reset_queries()  # the log of a connection has an end
    mails = sorted(OutboxMail.objects.values_list("to", "kind", "state"))
    return seen | {"mail": (repr(mails), len(mails))}


def differing(crowd: Crowd, worlds: range, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where somebody could tell one of these worlds from the one in which amal did nothing."""
    amal, browsers = crowd.members["amal"], dict(crowd.browsers)
    assert amal is not None
    still = look(crowd, browsers, monkeypatch)
    found = []
    for number in worlds:
        with transaction.atomic():
            live_alone(amal, number)
            lived = look(crowd, browsers, monkeypatch)
            transaction.set_rollback(True)
        cache.clear()
        found += [f"world {number}: {where}" for where in still if still[where] != lived[where]]
    print(f"\n{len(worlds)} pairs of worlds, {len(still)} answers each, {len(found)} differ")  # noqa: T201
    return found


def test_in_some_worlds_nobody_close_to_her_can_tell(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(crowd, range(6), monkeypatch) == []


@pytest.mark.torture
def test_in_two_hundred_worlds_nobody_close_to_her_can_tell(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert differing(crowd, range(100, 300), monkeypatch) == []


def test_the_comparison_notices_a_page_that_counts(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """A supervisor's home that told how many moments there are would be noticed at once."""
    monkeypatch.setattr("coaching.queries.team.day_told", lambda moment, viewer: str(Moment.objects.count()))
    found = differing(crowd, range(1), monkeypatch)
    assert any(where.endswith("bo /team/") for where in found)
