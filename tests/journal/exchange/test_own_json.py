"""Our own file: nothing gets lost in it, the same moments are the same bytes, a changed one is told."""

import datetime as dt
import json
import random
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.documents import SCHEMA, MomentDocument
from journal.exchange.carried import LONGEST, Carried, Reading, Trouble, Unreadable
from journal.exchange.own_json import write
from journal.exchange.reading import read_file
from journal.own import FEELING, PLACES, TRIGGER, Own, OwnWords, own_code, plain
from tests.journal.exchange.files import FULL, NOW, moment, read

STORABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


WORD = Own(own_code(UUID(int=1)), TRIGGER, "new tool", "F")


def file(*moments: Carried | None) -> str:
    return "".join(write(moments))


def changed(**told: Any) -> Trouble:
    """What is said of a file of two moments, the second of them changed."""
    document = json.loads(file(moment(1), replace(moment(2), document=FULL)))
    line = document["moments"][1]
    fields = told.pop("document", {})
    line |= told
    line["document"] = line["document"] | fields if isinstance(fields, dict) else fields
    found = read(json.dumps(document))
    assert found.moments == (moment(1),)
    (trouble,) = found.troubles
    assert trouble.place == 2
    return trouble


def test_every_field_comes_back() -> None:
    full = replace(moment(5), document=FULL)
    assert read(file(moment(1), full)).moments == (moment(1), full)
    assert all(getattr(FULL, name) != getattr(moment().document, name) for name in FULL.__slots__)


def test_the_file_is_one_moment_a_line_and_always_the_same() -> None:
    assert file(moment(1, note="é")) == (
        '{"format":"eiapp moments","version":2,"words":[],"moments":[\n'
        '{"day":"2026-11-01","document":{"feelings":["calm"],"note":"é","strength":2,"triggers":["P"],'
        '"zone":"UTC"},"felt_at":"2026-11-01T01:00:00+00:00","key":"00000000-0000-0000-0000-000000000001",'
        f'"schema":{SCHEMA}}}\n'
        '],"unopened":0}\n'
    )
    assert file() == '{"format":"eiapp moments","version":2,"words":[],"moments":[\n],"unopened":0}\n'


def test_a_file_of_version_1_is_read_still() -> None:
    found = read((Path(__file__).parent.parent / "data" / "moments-1.json").read_bytes())
    assert found.moments == (moment(1, note="é"), replace(moment(2), document=FULL))
    assert (found.words, found.troubles, found.left_out) == ((), (), {"unopened": 1})


def own_file(*words: Any) -> str:
    """A file of one moment with these for own words."""
    return json.dumps(json.loads(file(moment(1))) | {"words": list(words)})


def test_own_words_stand_one_a_line_in_her_order() -> None:
    own = OwnWords((Own(own_code(UUID(int=2)), FEELING, "é", "lu", offered=False), WORD))
    assert "".join(write([], own)) == (
        '{"format":"eiapp moments","version":2,"words":[\n'
        '{"code":"own:00000000-0000-0000-0000-000000000002","kind":"feeling","offered":false,"place":"lu",'
        '"text":"é"},\n'
        '{"code":"own:00000000-0000-0000-0000-000000000001","kind":"trigger","offered":true,"place":"F",'
        '"text":"new tool"}],"moments":[\n],"unopened":0}\n'
    )


WORDS = st.builds(
    lambda row, told, text, offered: (own_code(row), told[0], plain(text), told[1], offered),
    st.uuids(),
    st.sampled_from([(kind, place) for kind, places in PLACES.items() for place in places]),
    STORABLE.filter(lambda text: 1 <= len(plain(text)) <= 40),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, unique_by=lambda told: told[0], min_size=1, max_size=9),
    st.lists(st.integers(1, 99), unique=True),
)
def test_whatever_own_words_there_are_come_back(told: list[Any], numbers: list[int]) -> None:
    own = OwnWords(tuple(Own(*each) for each in told))
    moments = tuple(moment(each, feelings=tuple(word.code for word in own.words[:3])) for each in numbers)
    found = read("".join(write(moments, own)))
    assert (found.words, found.moments, found.troubles, found.left_out) == (own.words, moments, (), {})
    again = "".join(write(found.moments, OwnWords(found.words)))
    assert again == "".join(write(moments, own))


def test_own_words_that_did_not_open_are_told_and_the_moments_come_in() -> None:
    found = read("".join(write([moment(1)], None)))
    assert (found.words, found.moments, found.left_out) == ((), (moment(1),), {"words": 1})


@pytest.mark.parametrize(
    "told",
    [
        {"code": "own:1"},
        {"code": "sad"},
        {"code": str(UUID(int=1))},
        {"code": "own:00000000000000000000000000000001"},
        {"code": 5},
        {"kind": "colour"},
        {"kind": []},
        {"kind": "feeling"},
        {"place": "X"},
        {"text": ""},
        {"text": " two  spaces"},
        {"text": "x" * 41},
        {"text": "a\0"},
        {"text": None},
        {"offered": 1},
        {"more": 1},
    ],
)
def test_a_word_that_was_changed_stays_out_alone(told: dict[str, Any]) -> None:
    found = read(own_file(asdict(WORD) | told, asdict(WORD)))
    assert (found.troubles, found.words, found.moments) == ((Trouble(1, "word"),), (WORD,), (moment(1),))


@pytest.mark.parametrize("line", [5, None, [], {}, "own:1"])
def test_what_is_no_word_stays_out(line: object) -> None:
    assert read(own_file(line)).troubles == (Trouble(1, "word"),)


def test_of_a_word_that_stands_there_twice_the_first_counts() -> None:
    found = read(own_file(asdict(WORD), asdict(replace(WORD, text="other"))))
    assert (found.words, found.troubles) == ((WORD,), (Trouble(2, "word"),))


def test_what_did_not_open_is_counted_and_told() -> None:
    found = read(file(None, moment(1), None))
    assert (found.moments, found.left_out) == ((moment(1),), {"unopened": 2})


@settings(max_examples=40, deadline=None)
@given(note=STORABLE, thought=STORABLE)
def test_any_text_comes_back_by_code_point(note: str, thought: str) -> None:
    told = moment(1, note=note, thought=thought)
    assert read("".join(write([told])).encode()).moments == (told,)


def test_ten_thousand_texts_of_any_characters_come_back() -> None:
    """Joined, turned round, combined: whatever Unicode has but U+0000 and lone surrogates."""
    chance = random.Random(26)
    special = [0x0D, 0x0A, 0x2028, 0x85, 0xFEFF, 0x202E, 0x2066, 0x0301, 0x200D, 0x1F469, 0xFFFF, 0x10FFFF]
    some = [*range(1, 0xD800), *range(0xE000, 0x110000)]
    texts = [
        "".join(map(chr, chance.choices(some, k=6) + chance.choices(special, k=6))) for _ in range(10_000)
    ]
    told = tuple(moment(number, note=text) for number, text in enumerate(texts))
    later = Reading("UTC", NOW + dt.timedelta(days=900))
    assert read_file("".join(write(told)).encode(), later).moments == told


@pytest.mark.parametrize("character", ["\0", "\ud800", "\udfff"])
def test_what_cannot_be_stored_is_refused_with_its_place(character: str) -> None:
    assert changed(document={"note": f"ab{character}"}).why in {"shape", "character"}
    assert changed(document={"zone": f"ab{character}"}) == Trouble(
        2, "character", f"U+{ord(character):04X}, 3"
    )


def test_moments_of_the_first_schema_come_in() -> None:
    document = {"feelings": ["sad"], "triggers": ["A"], "strength": 1, "note": "", "zone": "UTC"}
    line = {"felt_at": "2026-11-01T01:00:00+00:00", "day": "2026-11-01", "key": str(UUID(int=9))}
    told = {"format": "eiapp moments", "version": 1, "moments": [line | {"schema": 1, "document": document}]}
    (found,) = read(json.dumps(told)).moments
    assert found.document == MomentDocument(("sad",), ("A",), 1, "", "UTC")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"schema": SCHEMA + 1}, "newer"),
        ({"schema": 0}, "newer"),
        ({"schema": "2"}, "shape"),
        ({"schema": True}, "shape"),
        ({"document": []}, "shape"),
        ({"document": {"feelings": []}}, "shape"),
        ({"document": {"feelings": [["calm"]]}}, "shape"),
        ({"document": {"feelings": ["calm\n"]}}, "shape"),
        ({"document": {"feelings": "calm"}}, "shape"),
        ({"document": {"triggers": "AB"}}, "field"),
        ({"document": {"strength": 9}}, "shape"),
        ({"document": {"strength": True}}, "field"),
        ({"document": {"strength": 2.0}}, "field"),
        ({"document": {"strength_after": True}}, "field"),
        ({"document": {"plan_used": {}}}, "field"),
        ({"document": {"plan_used": 1}}, "field"),
        ({"document": {"while_locked": "yes"}}, "field"),
        ({"document": {"plan": "no"}}, "shape"),
        ({"document": {"zone": ["UTC"]}}, "field"),
        ({"document": {"zone": ""}}, "zone"),
        ({"document": {"zone": "Nowhere/Land"}}, "zone"),
        ({"document": {"zone": "../../../etc/passwd"}}, "zone"),
        ({"document": {"mood": "rad"}}, "field"),
        ({"document": {"\ud800": "rad"}}, "field"),
        ({"document": {"note": "x" * (LONGEST + 1)}}, "long"),
        ({"felt_at": "yesterday"}, "shape"),
        ({"felt_at": 5}, "shape"),
        ({"felt_at": None}, "shape"),
        ({"felt_at": "2026-11-22T10:30:00+00:00"}, "future"),
        ({"felt_at": "1969-01-01T10:30:00+00:00"}, "early"),
        ({"felt_at": "0001-01-01T00:00:00+14:00"}, "time"),
        ({"day": "2026-11-09"}, "day"),
        ({"day": "2026-13-01"}, "shape"),
        ({"key": "no key"}, "shape"),
        ({"key": str(UUID(int=1))}, "twice"),
    ],
)
def test_a_moment_that_was_changed_stays_out_and_says_why(told: dict[str, Any], why: str) -> None:
    assert changed(**told).why == why


@pytest.mark.parametrize("line", [5, None, [], {}, {"document": 5}])
def test_what_is_no_moment_stays_out(line: object) -> None:
    told = {"format": "eiapp moments", "version": 1, "moments": [line]}
    assert read(json.dumps(told)).troubles == (Trouble(1, "shape"),)


def test_fields_that_say_nothing_may_be_written_out() -> None:
    document = json.loads(file(moment(1)))
    document["moments"][0]["document"] |= {"thought": "", "channel": None, "shown": [], "while_locked": False}
    assert read(json.dumps(document)).moments == (moment(1),)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"moments": {}}, "json-shape"),
        ({"version": "1"}, "json-shape"),
        ({"version": 3}, "newer"),
        ({"words": {}}, "json-shape"),
        ({"words": [0] * 1_001}, "many"),
        ({"moments": [0] * 20_001}, "many"),
    ],
)
def test_a_file_of_another_make_is_refused_whole(told: dict[str, Any], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(json.dumps({"format": "eiapp moments", "version": 1, "moments": []} | told))


def test_a_file_that_breaks_off_says_in_which_line() -> None:
    whole = file(*map(moment, range(1, 9)))
    with pytest.raises(Unreadable, match=r"json-broken \(4\)"):
        read("\n".join(whole.split("\n")[:4]))


@pytest.mark.parametrize("unopened", [-1, "2", True, None, 0])
def test_a_strange_number_of_unopened_moments_is_not_told(unopened: object) -> None:
    told = {"format": "eiapp moments", "version": 1, "moments": [], "unopened": unopened}
    assert read(json.dumps(told)).left_out == {}
