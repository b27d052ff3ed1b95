"""What is remembered of a person between requests is sealed, hers, and made anew when anything differs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django import Settings

from people.models import Membership
from people.sealed_cache import code_version, remembered

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def make() -> Callable[[], dict[str, int]]:
    """Counts how often it is asked."""
    calls = [0]

    def made() -> dict[str, int]:
        calls[0] += 1
        return {"made": calls[0]}

    return made


def test_it_is_made_once(amal: Membership, make: Callable[[], dict[str, int]]) -> None:
    assert [remembered(amal, "chart", (1, "a"), make) for _ in range(3)] == [{"made": 1}] * 3


def test_other_data_language_kind_or_person_is_another_thing(
    amal: Membership, cleo: Membership, make: Callable[[], dict[str, int]]
) -> None:
    remembered(amal, "chart", (1,), make)
    assert remembered(amal, "chart", (2,), make) == {"made": 2}
    assert remembered(amal, "other", (1,), make) == {"made": 3}
    assert remembered(cleo, "chart", (1,), make) == {"made": 4}
    with translation.override("de"):
        assert remembered(amal, "chart", (1,), make) == {"made": 5}
    assert remembered(amal, "chart", (1,), make) == {"made": 1}


def test_cache_holds_neither_content_nor_a_name_to_ask_for(amal: Membership) -> None:
    remembered(amal, "chart-of-triggers", ("canary-part",), lambda: {"text": "canary-word"})
    everything = repr(cache._cache).encode()  # type: ignore[attr-defined]
    for word in (b"canary", b"chart-of-triggers", str(amal.pk).encode()):
        assert word not in everything


def test_spoiled_entry_is_made_anew(amal: Membership, make: Callable[[], dict[str, int]]) -> None:
    remembered(amal, "chart", (1,), make)
    for name in list(cache._cache):  # type: ignore[attr-defined]
        cache.set(name.split(":", 2)[2], b"spoiled")
    assert remembered(amal, "chart", (1,), make) == {"made": 2}


def test_what_other_code_made_is_not_used(
    amal: Membership, make: Callable[[], dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered(amal, "chart", (1,), make)
    monkeypatch.setattr("people.sealed_cache.code_version", lambda: "of another release")
    assert remembered(amal, "chart", (1,), make) == {"made": 2}


@pytest.mark.parametrize(
    "changed", ["room/drawing.py", "room/words.toml", "room/locale/django.mo", "templates/part.html"]
)
def test_each_file_that_makes_a_page_tells_one_code_from_another(
    tmp_path: Path, settings: Settings, changed: str
) -> None:
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [{"DIRS": [tmp_path / "templates"]}]
    for name in ("room/__init__.py", "room/data.sqlite3", "room/locale/empty", changed):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    before = code_version.__wrapped__()
    (tmp_path / "room/data.sqlite3").write_text("other")
    assert code_version.__wrapped__() == before
    (tmp_path / changed).write_text("other")
    assert code_version.__wrapped__() != before
