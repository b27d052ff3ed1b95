"""The document of a moment: what it holds, how it is read back, what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents import SCHEMA, MomentDocument, UnknownSchema, lift, read_document
from vocabulary.feelings import feelings, not_sure
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
documents = st.builds(
    MomentDocument,
    feelings=st.lists(feeling_codes, min_size=1, max_size=3).map(tuple),
    triggers=st.lists(trigger_codes, min_size=1, max_size=3).map(tuple),
    strength=st.integers(1, 5),
    note=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    zone=st.just("Europe/Berlin"),
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
    ],
    ids=str,
)
def test_a_moment_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"moment|strength|note"):
        MomentDocument(**FIELDS | wrong)


@pytest.mark.parametrize("wrong", [{"feelings": ("gloomy",)}, {"triggers": ("Z.nothing",)}], ids=str)
def test_codes_come_from_the_vocabulary(wrong: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        MomentDocument(**FIELDS | wrong)
