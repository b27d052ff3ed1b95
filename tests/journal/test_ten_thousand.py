"""What pages cost somebody who has put 10,000 moments down in a year. `-s` prints the figures."""

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterator
from random import Random
from statistics import quantiles
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal.along.actions import take_in
from journal.documents import NOTHING_YET, MomentDocument
from journal.exchange.carried import Carried
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import SignIn

pytestmark = [pytest.mark.usefixtures("scoped"), pytest.mark.torture]
MANY = 10_000
RARE = "quince marmalade"
# Seconds of server time.
SAVE, SEARCH, COLD, WARM = 0.15, 0.4, 1.5, 0.1


def report(what: str, found: str) -> None:
    print(f"{what:32} {found}")  # noqa: T201


def moments_of_a_year() -> list[Carried]:
    """Evenly over the year, the rare words in the oldest; three in ten rated before and after."""
    dice, found = Random(1905), []
    for number in range(MANY):
        felt_at = NOW - dt.timedelta(days=364) * (MANY - number) / MANY
        tried = number % 10 < 3
        document = MomentDocument(
            (dice.choice(("angry", "tired", "calm", "proud", "frustrated")),),
            (dice.choice(("A", "B", "C", "F.policy", "P", "A.insults")),),
            dice.randint(1, 5),
            RARE if number == 0 else "Third call about the same parcel today. " * dice.randint(0, 3),
            techniques=(dice.choice(("pause", NOTHING_YET)),) if tried else (),
            strength_after=dice.randint(1, 5) if tried else None,
        )
        found.append(Carried(felt_at, felt_at.date(), UUID(int=number), document))
    return found


@pytest.fixture(autouse=True)
def settled() -> Iterator[None]:
    """The collector leaves alone what was there before, as it does in the server."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    take_in(moments=moments_of_a_year(), by=amal, now=NOW - dt.timedelta(hours=1))
    client = client_of(amal)
    for address in ("/today/", "/moments/", "/now/", "/patterns/"):
        client.get(address)  # what a process does once
    return client


def took(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    assert ask().status_code in (200, 303)
    return time.perf_counter() - began


def test_saving(tab: Client) -> None:
    told = {"feeling": "angry", "trigger": "A", "strength": "4", "note": "a note"}
    times = [took(lambda: tab.post("/now/", told | {"submission_key": str(uuid4())})) for _ in range(100)]
    slow = quantiles(times, n=20)[-1]
    report("save, p95", f"{1000 * slow:.0f} ms")
    assert slow < SAVE


@pytest.mark.parametrize("address", ["/today/", "/moments/"])
def test_queries(tab: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert tab.get(address).status_code == 200
    report(f"queries of {address}", str(len(queries)))
    assert len(queries) < 10


def test_searching_through_all(tab: Client) -> None:
    def search() -> Any:
        answer = tab.post("/moments/", {"text": RARE})
        assert answer.content.decode().count(RARE) > 1  # in the field, and in what was found
        return answer

    best = min(took(search) for _ in range(5))
    report("search to the oldest", f"{1000 * best:.0f} ms")
    assert best < SEARCH


def test_patterns(tab: Client) -> None:
    def afresh() -> float:
        cache.clear()
        return took(lambda: tab.get("/patterns/?period=365"))

    cold = min(afresh() for _ in range(5))
    warm = min(took(lambda: tab.get("/patterns/?period=365")) for _ in range(5))
    report("patterns, cold and warm", f"{1000 * cold:.0f} ms, {1000 * warm:.0f} ms")
    assert (cold < COLD, warm < WARM) == (True, True)
