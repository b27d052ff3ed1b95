"""What lets a moment through: words in any case and form, wherever they stand, and each filter by itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.searching import Said, Sought, sieve

SAID = Said(
    names={
        "angry": "angry",
        "calm": "calm",
        "A.shouting": "Shouting",
        "P": "Something good",
        "pause": "Pause",
    },
    corners={"angry": "hu", "calm": "lp", "not-sure": "not-sure"},
    letters={"A.shouting": "A", "P": "P"},
)
MOMENT: dict[str, Any] = {
    "feelings": ["angry"],
    "triggers": ["A.shouting"],
    "strength": 4,
    "note": "He wanted a refund.",
    "zone": "UTC",
}


def found(sought: Sought, **told: Any) -> bool:
    return sieve(sought, SAID)(MOMENT | told)


def words(text: str, **told: Any) -> bool:
    return found(Sought(text=text), **told)


@pytest.mark.parametrize("text", ["refund", "REFUND", "  Refund ", "fun", "wanted he", "refund. a"])
def test_every_word_stands_somewhere_in_any_case_and_order(text: str) -> None:
    assert words(text)


@pytest.mark.parametrize("text", ["refunds", "refund billing", "he's"])
def test_one_word_that_stands_nowhere_is_enough_to_leave_it_out(text: str) -> None:
    assert not words(text)


@pytest.mark.parametrize("name", ["note", "thought", "another_view", "need", "next_time"])
def test_each_text_is_looked_through(name: str) -> None:
    assert words("lantern", **{name: "A lantern."})


@pytest.mark.parametrize("name", ["note", "thought"])
def test_a_text_that_is_missing_holds_nothing(name: str) -> None:
    assert not words("lantern", **{name: None})


def test_the_words_she_chose_are_looked_through_too() -> None:
    assert words("angry")
    assert words("shout refund")
    assert words("pause", techniques=["pause"])
    assert not words("pause")
    assert not words("calm")


def test_codes_are_no_words() -> None:
    assert not words("A.shouting", note="")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Straße", "STRASSE"),
        ("ΌΔΟΣ", "όδος"),
        ("cafe\u0301", "CAFÉ"),
        ("CAFÉ", "cafe\u0301"),
        ("Ａ", "ａ"),
        ("ﬁne", "FINE"),
        ("العميل 🙂", "🙂"),
    ],
)
def test_case_and_the_way_an_accent_is_typed_do_not_matter(written: str, asked: str) -> None:
    assert words(asked, note=f"x {written} y")


def test_an_accent_is_a_letter_of_its_own() -> None:
    assert not words("cafe", note="café")


@given(st.text(max_size=60))
def test_a_note_is_found_by_its_own_words(note: str) -> None:
    assert words(note, note=note)


@pytest.mark.parametrize(
    ("sought", "fits", "fits_not"),
    [
        (Sought(strength=4), {}, {"strength": 5}),
        (Sought(corner="hu"), {"feelings": ["calm", "angry"]}, {"feelings": ["calm"]}),
        (Sought(corner="not-sure"), {"feelings": ["not-sure"]}, {}),
        (Sought(letter="A"), {"triggers": ["P", "A.shouting"]}, {"triggers": ["P"]}),
        (Sought(technique="pause"), {"techniques": ["pause"]}, {"techniques": ["breathe"]}),
        (Sought(technique="pause"), {"techniques": ["pause"]}, {}),
        (Sought(technique="pause"), {"techniques": ["pause"]}, {"techniques": None}),
        (Sought(text="refund", strength=4), {}, {"strength": 3}),
        (Sought(text="refund", strength=4), {}, {"note": ""}),
    ],
)
def test_each_filter_by_itself_and_with_words(
    sought: Sought, fits: dict[str, Any], fits_not: dict[str, Any]
) -> None:
    assert found(sought, **fits)
    assert not found(sought, **fits_not)


def test_codes_that_no_vocabulary_knows_fit_no_filter_and_break_nothing() -> None:
    gone = {"feelings": ["gone"], "triggers": ["Z.gone"]}
    assert not found(Sought(corner="hu"), **gone)
    assert not found(Sought(letter="A"), **gone)
    assert words("refund", **gone)


def test_nothing_sought_is_anything() -> None:
    assert Sought().is_anything
    assert not Sought(days=7).is_anything
    assert found(Sought())
