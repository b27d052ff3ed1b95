"""The document of a moment: what it holds, how it is read back, what is refused."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents import (
    CHANNELS,
    NEUTRAL,
    NOTHING_YET,
    OUTCOMES,
    OWN,
    PHASES,
    SCHEMA,
    STAYED,
    MomentDocument,
    UnknownSchema,
    lift,
    read_document,
)
from vocabulary.feelings import feelings, not_sure
from vocabulary.techniques import techniques
from vocabulary.triggers import triggers

DATA = Path(__file__).parent / "data"
FIELDS: dict[str, Any] = {
    "feelings": ("calm",),
    "triggers": ("P",),
    "strength": 3,
    "note": "",
    "zone": "UTC",
}
feeling_codes = st.sampled_from([word.code for word in (*feelings(), not_sure())])
trigger_codes = st.sampled_from([one.code for letter in triggers() for one in (letter, *letter.items)])
technique_codes = st.sampled_from([one.code for one in techniques()] + [NOTHING_YET])
own_codes = st.uuids().map(lambda one: f"{OWN}{one}")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
documents = st.builds(
    MomentDocument,
    feelings=st.lists(feeling_codes | own_codes, min_size=1, max_size=3).map(tuple),
    triggers=st.lists(trigger_codes | own_codes, min_size=1, max_size=3).map(tuple),
    strength=st.integers(1, 5),
    note=texts,
    zone=st.just("Europe/Berlin"),
    shown=st.lists(feeling_codes, max_size=3).map(tuple) | st.just((NEUTRAL,)),
    customer=st.lists(feeling_codes | own_codes, max_size=3).map(tuple),
    channel=st.none() | st.sampled_from(CHANNELS),
    phase=st.none() | st.sampled_from(PHASES),
    outcome=st.none() | st.sampled_from(OUTCOMES),
    techniques=st.lists(technique_codes, max_size=4).map(tuple),
    strength_after=st.none() | st.integers(1, 5),
    stayed=st.none() | st.sampled_from(STAYED),
    thought=texts,
    another_view=texts,
    need=texts,
    next_time=texts,
    plan=st.none() | st.uuids(),
    plan_used=st.none() | st.booleans(),
    while_locked=st.booleans(),
)


def test_schema_1_reads_as_it_was_written() -> None:
    kept = json.loads((DATA / "schema-1.json").read_text())
    assert read_document(1, kept) == MomentDocument(
        feelings=("frustrated",),
        triggers=("A", "F.back-to-back"),
        strength=4,
        note="Third call about the same outage.\nHe hung up.",
        zone="Europe/Berlin",
    )


def test_schema_2_reads_as_it_was_written() -> None:
    kept = json.loads((DATA / "schema-2.json").read_text())
    assert read_document(2, kept) == MomentDocument(
        feelings=("frustrated", "own:6f2f1e0a-5a3b-4c57-9d1c-0b8b1f6f2a11"),
        triggers=("A.shouting", "F.outage"),
        strength=5,
        note="Third call about the same outage.",
        zone="Europe/Berlin",
        shown=("neutral",),
        customer=("angry",),
        channel="phone",
        phase="refusal",
        outcome="handed-over",
        techniques=("pause", "slow-breathing"),
        strength_after=3,
        stayed="shift",
        thought="He thinks I am useless.",
        another_view="He has been waiting since Monday.",
        need="A minute before the next call.",
        next_time="Say first what I can do.",
        plan=UUID("0b1c2d3e-4f50-4161-8273-8495a6b7c8d9"),
        plan_used=False,
        while_locked=True,
    )


def test_every_field_stands_in_the_newest_fixture() -> None:
    kept = json.loads((DATA / f"schema-{SCHEMA}.json").read_text())
    assert read_document(SCHEMA, kept).as_json() == kept
    assert list(kept) == list(MomentDocument.__dataclass_fields__)


def test_what_was_not_put_down_takes_no_room() -> None:
    assert MomentDocument(**FIELDS).as_json() == {
        "feelings": ["calm"],
        "triggers": ["P"],
        "strength": 3,
        "note": "",
        "zone": "UTC",
    }


@given(documents)
def test_what_schema_1_held_is_lifted_without_a_loss(document: MomentDocument) -> None:
    old = {name: document.as_json()[name] for name in FIELDS}
    read = read_document(1, json.loads(json.dumps(old)))
    assert {name: getattr(read, name) for name in FIELDS} == {
        name: getattr(document, name) for name in FIELDS
    }
    assert read == MomentDocument(**{name: getattr(document, name) for name in FIELDS})


def test_a_fixture_of_each_schema_is_kept() -> None:
    assert sorted(path.stem for path in DATA.glob("schema-*.json")) == [
        f"schema-{number}" for number in range(1, SCHEMA + 1)
    ]


@given(documents)
def test_what_was_written_reads_back_the_same(document: MomentDocument) -> None:
    assert read_document(SCHEMA, json.loads(json.dumps(document.as_json()))) == document


@pytest.mark.parametrize("schema", [0, SCHEMA + 1, 65_535])
def test_a_schema_that_this_version_does_not_know_is_refused(schema: int) -> None:
    with pytest.raises(UnknownSchema, match=f"schema {schema}"):
        read_document(schema, MomentDocument(**FIELDS).as_json())


def test_an_older_document_is_lifted_step_by_step() -> None:
    lifts = {1: lambda told: told | {"two": 2}, 2: lambda told: told | {"three": told["two"] + 1}}
    assert lift(1, {"one": 1}, lifts=lifts, newest=3) == {"one": 1, "two": 2, "three": 3}
    assert lift(2, {"two": 5}, lifts=lifts, newest=3) == {"two": 5, "three": 6}
    assert lift(3, {}, lifts=lifts, newest=3) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"feelings": ()},
        {"triggers": ()},
        {"strength": 0},
        {"strength": 6},
        {"note": "a\0b"},
        {"note": "a\ud800b"},
        {"thought": "a\0b"},
        {"next_time": "a\ud800b"},
        {"strength_after": 0},
        {"feelings": ("calm", "happy", "proud", "joyful")},
    ],
    ids=str,
)
def test_a_moment_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"moment|strength|note"):
        MomentDocument(**FIELDS | wrong)


@pytest.mark.parametrize("wrong", ["", "a b", "<b>", "a\n", "-a", "a..b", "x" * 65], ids=repr)
@pytest.mark.parametrize("field", ["feelings", "triggers", "shown", "customer", "techniques"])
def test_a_code_has_the_shape_of_one(field: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="A code of a moment"):
        MomentDocument(**FIELDS | {field: (wrong,)})


@pytest.mark.parametrize("field", ["channel", "phase", "outcome", "stayed"])
def test_so_has_a_code_that_stands_alone(field: str) -> None:
    with pytest.raises(ValueError, match="A code of a moment"):
        MomentDocument(**FIELDS | {field: "by carrier pigeon"})


def test_a_code_that_the_vocabulary_has_dropped_is_read_all_the_same() -> None:
    kept = {**FIELDS, "feelings": ["gloomy"], "triggers": ["Z.nothing"], "channel": "fax"}
    read = read_document(SCHEMA, kept)
    assert (read.feelings, read.triggers, read.channel) == (("gloomy",), ("Z.nothing",), "fax")
