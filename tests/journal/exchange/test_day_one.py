"""Day One's journals: what of them is text comes in, what is none is counted."""

import datetime as dt
import time
from typing import Any

import pytest

from journal.exchange.carried import MOST, Trouble, Unreadable
from tests.journal.exchange.files import day_one, note, read, zipped


def test_a_note_has_its_time_zone_text_and_tags() -> None:
    (found,) = read(zipped({"Journal.json": day_one(note())})).notes
    assert found.felt_at == dt.datetime(2026, 6, 28, 15, 38, 37, tzinfo=dt.UTC)
    assert (found.zone, found.mood, found.tags) == ("Asia/Taipei", "", ("work", "queue"))
    assert found.note == "Long day\n\nDay One: work | queue"


def test_the_json_comes_in_without_its_zip_too() -> None:
    assert read(day_one(note())).notes == read(zipped({"a/b.JSON": day_one(note())})).notes


def test_all_journals_of_a_zip_come_in_and_nothing_else_of_it() -> None:
    files: dict[str, str | bytes] = {
        "Work.json": day_one(note(text="one")),
        "Home.json": day_one(note(text="two")),
        "photos/a.jpeg": b"\xff\xd8",
        "__MACOSX/._Work.json": b"\0\1",
        "settings.json": "{}",
    }
    assert [each.note.split("\n")[0] for each in read(zipped(files)).notes] == ["one", "two"]


def test_pictures_leave_the_text_and_are_counted() -> None:
    told = note(
        text="![](dayone-moment:\\/\\/AD6F)\n\n9\\.50 \\- too much\n![](dayone-moment://771B)",
        photos=[{}, {}],
        location={"placeName": "Erlenbach"},
        weather={},
    )
    found = read(day_one(told))
    assert found.notes[0].note.startswith("9.50 - too much\n\nDay One:")
    assert found.left_out == {"photos": 2, "places": 1}


@pytest.mark.parametrize("text", ["![" * 400_000, "![](dayone-moment:" * 50_000, "\\" * 800_000])
def test_a_text_made_to_be_slow_is_read_at_once(text: str) -> None:
    """In one walk: what looks back at every step would take hours of the processor for these."""
    began = time.process_time()
    assert [each.why for each in read(day_one(note(text=text))).troubles] == ["long"]
    assert time.process_time() - began < 20


@pytest.mark.parametrize("zone", [None, "GMT+02", 5, "", "../x"])
def test_a_zone_that_is_unknown_here_is_hers(zone: object) -> None:
    assert read(day_one(note(timeZone=zone))).notes[0].zone == "Europe/Berlin"


def test_a_note_may_have_no_words() -> None:
    found = read(day_one(note(text="", tags=None), note(tags=[" ", "a", "a"])))
    assert [each.note for each in found.notes] == ["", "Long day\n\nDay One: a"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (5, "shape"),
        (note(creationDate=None), "shape"),
        (note(text=5), "shape"),
        (note(tags="work"), "shape"),
        (note(tags=[5]), "shape"),
        (note(creationDate="soon"), "clock"),
        (note(creationDate="2036-06-28T15:38:37Z"), "future"),
        (note(text="a\0"), "character"),
        (note(uuid="\ud800"), "character"),
    ],
)
def test_a_wrong_note_is_named_and_the_others_stay(told: Any, why: str) -> None:
    found = read(day_one(note(), told))
    assert [(each.place, each.why) for each in found.troubles] == [(2, why)]
    assert len(found.notes) == 1


def test_a_time_without_a_zone_is_utc() -> None:
    (found,) = read(day_one(note(creationDate="2026-06-28T15:38:37"))).notes
    assert found.felt_at.isoformat() == "2026-06-28T15:38:37+00:00"


def test_more_notes_than_come_in_at_once_are_refused() -> None:
    with pytest.raises(Unreadable, match="many"):
        read(day_one(*[0] * (MOST + 1)))


def test_nothing_is_wrong_with_an_empty_journal() -> None:
    assert read(day_one()).troubles == ()
    assert Trouble(1, "shape") in read(day_one(None)).troubles
