"""Tries to sign in are counted in one turn: no two of them slip through one place, and none is lost."""

import threading
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from people.tries import Counted, TooMany, count_try
from tests.cast import NOW

OURS = {"default": {"BACKEND": "eiapp.cache.JsonDatabaseCache", "LOCATION": "kept"}}


@pytest.fixture(params=["ours", "another"])
def limits(request: pytest.FixtureRequest, transactional_db: None, settings: Settings) -> Iterator[Settings]:
    """Five wrong tries and eight in all, in our cache and in another that an installation may name."""
    settings.ACCOUNT_RATE_LIMITS = {"sign_in": "8/m/ip", "login_failed": "20/m/ip,5/5m/key"}
    if request.param == "ours":
        call_command("createcachetable", "kept", verbosity=0)
        settings.CACHES = OURS
    yield settings
    if request.param == "ours":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kept")


def request_from(address: str = "192.0.2.7") -> HttpRequest:
    return RequestFactory().post("/sign-in/", REMOTE_ADDR=address)


def count(key: str = "amal", address: str = "192.0.2.7") -> Counted:
    return count_try(request_from(address), every="sign_in", wrong="login_failed", key=key)


def test_the_limit_that_is_reached_is_told(limits: Settings) -> None:
    for _ in range(5):
        count()
    with pytest.raises(TooMany, match="login_failed"):
        count()
    for _ in range(2):  # another person, from the same address: the one that was refused is one of the eight
        count("cleo")
    with pytest.raises(TooMany, match="sign_in"):
        count("cleo")


def test_a_try_that_is_taken_back_was_still_one_of_all(limits: Settings) -> None:
    for _ in range(8):
        count().rollback()
    with pytest.raises(TooMany, match="sign_in"):
        count()


def test_only_the_own_try_is_taken_back(limits: Settings) -> None:
    counted = [count() for _ in range(5)]
    counted[2].rollback()
    count()
    with pytest.raises(TooMany, match="login_failed"):
        count()


def test_they_are_forgotten_in_their_time(limits: Settings) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            count()
        clock.shift(299)
        with pytest.raises(TooMany, match="login_failed"):
            count()
        clock.shift(2)
        count()


def test_of_many_at_once_only_so_many_pass(limits: Settings) -> None:
    limits.ACCOUNT_RATE_LIMITS = {"sign_in": "100/m/ip", "login_failed": "5/5m/key"}
    told: list[str] = []

    def guess() -> None:
        try:
            count()
            told.append("passed")
        except TooMany as reached:
            told.append(reached.action)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["login_failed"] * 7 + ["passed"] * 5


def test_nobody_guesses_while_the_cache_is_out_of_reach(db: None, settings: Settings) -> None:
    settings.CACHES = OURS  # whose table was never made
    with pytest.raises(TooMany, match="sign_in"):
        count()
