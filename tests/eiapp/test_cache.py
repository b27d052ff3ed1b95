"""The cache: what was put in comes out as it was, and no text in its table runs code."""

import base64
import datetime as dt
import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from eiapp.cache import LOOK_EVERY, JsonDatabaseCache, as_text, from_text
from people.models import Membership

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.fixture
def kept(db: None) -> JsonDatabaseCache:
    call_command("createcachetable", "kept", verbosity=0)
    return JsonDatabaseCache("kept", {"TIMEOUT": 60, "OPTIONS": {"MAX_ENTRIES": 20}})


def written(text: str) -> None:
    """What somebody with the table writes into the only row."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kept SET value = %s", [text])


class Trap:
    """Runs code when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.path),)


@given(values)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    back = from_text(as_text(value))
    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize(
    "value",
    [
        (1, 2),
        {1: "a"},
        {"a": {"b"}},
        [dt.date(2026, 1, 1)],
        mark_safe("<b>"),  # would come back as text that is not safe
        object(),
    ],
)
def test_what_would_not_come_back_is_refused(value: Any, kept: JsonDatabaseCache) -> None:
    with pytest.raises(TypeError, match="The cache holds numbers, text, bytes, lists and dicts"):
        kept.set("name", value)


def test_a_pickle_in_the_table_is_not_opened(kept: JsonDatabaseCache, tmp_path: Path) -> None:
    kept.set("name", 1)
    written(base64.b64encode(pickle.dumps(Trap(tmp_path / "ran"))).decode())
    assert kept.get("name", "nothing") == "nothing"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("text", ["", "{", '{"other":1}', '{"bytes":"?"}', '{"bytes":"é"}', "[" * 100_000])
def test_text_that_is_not_ours_counts_as_lost(text: str, kept: JsonDatabaseCache) -> None:
    kept.set("name", 1)
    written(text)
    assert kept.get("name") is None
    assert kept.add("name", 2)


def test_get_set_add_touch_and_delete(kept: JsonDatabaseCache) -> None:
    assert kept.get("name", "nothing") == "nothing"
    kept.set("name", [1.5, 2.5])
    assert not kept.add("name", "other")
    assert kept.get_many(["name", "none"]) == {"name": [1.5, 2.5]}
    assert kept.get_many([]) == {}
    assert kept.has_key("name")
    assert (kept.touch("name", 5), kept.touch("none", 5)) == (True, False)
    assert kept.add("number", 1)
    assert kept.incr("number") == 2
    assert kept.delete("name")
    assert kept.get("name") is None


def test_a_value_ends_with_its_time(kept: JsonDatabaseCache) -> None:
    with time_machine.travel(dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), tick=False) as clock:
        kept.set("minute", 1)
        kept.set("never", 2, timeout=None)
        kept.set("none", 3, timeout=0)
        clock.shift(59)
        assert kept.get_many(["minute", "never", "none"]) == {"minute": 1, "never": 2}
        clock.shift(2)
        assert not kept.touch("minute", 60)
        assert kept.add("minute", 4)
        assert kept.get_many(["minute", "never"]) == {"minute": 4, "never": 2}


def test_tries_to_sign_in_are_counted_in_it(
    kept: JsonDatabaseCache, amal: Membership, client: Client, settings: Settings
) -> None:
    settings.CACHES = {"default": {"BACKEND": "eiapp.cache.JsonDatabaseCache", "LOCATION": "kept"}}
    for _try in range(6):
        page = client.post("/sign-in/", {"login": amal.user.email, "password": "wrong"}).content.decode()
    assert "Too many tries. Wait five minutes, then try again." in page


def test_it_does_not_grow_without_end(kept: JsonDatabaseCache) -> None:
    for number in range(10 * LOOK_EVERY):
        kept.set(str(number), number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM kept")
        assert cursor.fetchone()[0] <= 20 + 3 * LOOK_EVERY  # a look takes a third


@pytest.fixture
def shared(transactional_db: None) -> Iterator[JsonDatabaseCache]:
    call_command("createcachetable", "kept", verbosity=0)
    yield JsonDatabaseCache("kept", {})
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE kept")


def test_of_many_who_add_one_is_told_it_did(shared: JsonDatabaseCache) -> None:
    told: list[bool] = []

    def adder() -> None:
        try:
            told.append(shared.add("lock", True))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=adder) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [False] * 5 + [True]


def test_what_is_changed_in_one_turn_is_never_lost(shared: JsonDatabaseCache) -> None:
    def more(kept: dict[str, Any]) -> dict[str, tuple[Any, float]]:
        return {name: (kept.get(name, 0) + 1, 60) for name in ("a", "b")}

    def changer() -> None:
        try:
            for _ in range(5):
                shared.change(["b", "a"], more)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=changer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.get_many(["a", "b"]) == {"a": 30, "b": 30}


def test_a_change_that_stops_has_written_nothing(kept: JsonDatabaseCache) -> None:
    with pytest.raises(TypeError):
        kept.change(["a", "b"], lambda _kept: {"a": (1, 60), "b": (object(), 60)})
    assert kept.get_many(["a", "b"]) == {}


def test_a_change_may_leave_everything_as_it_is(kept: JsonDatabaseCache) -> None:
    kept.set("a", 1)
    kept.change(["a"], lambda _kept: {})
    assert kept.get("a") == 1
