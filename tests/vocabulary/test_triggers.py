"""What the list of triggers promises: its letters, its items, its chips, and what it refuses."""

from pathlib import Path

import pytest

from vocabulary.triggers import GOOD, SERIOUS, SOURCE, first_day_chips, read_triggers, trigger, triggers

ITEMS_PER_LETTER = {"A": 6, "B": 4, "C": 5, "D": 5, "E": 5, "F": 7, "G": 5, "H": 5, "P": 7, "X": 5}


def text_with(old: str, new: str) -> str:
    text = SOURCE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)


def test_ten_letters_hold_54_items() -> None:
    assert {one.code: len(one.items) for one in triggers()} == ITEMS_PER_LETTER
    assert [one.code for one in triggers()] == list(ITEMS_PER_LETTER)


def test_letters_and_items_are_found_by_their_codes() -> None:
    assert trigger("A").name == "Rude or aggressive customer"
    assert trigger("A.shouting").name == "shouting"
    assert [trigger(item.code) for letter in triggers() for item in letter.items] == [
        item for letter in triggers() for item in letter.items
    ]


def test_an_item_knows_its_letter() -> None:
    assert (trigger("F.policy").letter, trigger("F.policy").is_item) == ("F", True)
    assert (trigger("F").letter, trigger("F").is_item) == ("F", False)
    assert all(item.letter == letter.code and item.is_item for letter in triggers() for item in letter.items)


def test_the_good_and_the_serious_have_names_in_the_code() -> None:
    assert (trigger(GOOD).name, trigger(SERIOUS).name) == ("Something good", "Serious incident")


def test_six_chips_are_offered_on_the_first_day_and_one_is_good() -> None:
    assert [(chip.code, chip.name) for chip in first_day_chips()] == [
        ("A", "Rude or aggressive customer"),
        ("B", "Asked for too much"),
        ("C", "Unclear what they wanted"),
        ("F.back-to-back", "back-to-back queue"),
        ("F.policy", "a policy I cannot bend"),
        ("P", "Something good"),
    ]


@pytest.mark.parametrize("code", ["", "a", "Z", "A.", "A.shouted", "shouting", "not-sure"])
def test_an_unknown_code_is_told(code: str) -> None:
    with pytest.raises(LookupError, match="There is no trigger with the code"):
        trigger(code)


def test_a_released_code_keeps_its_meaning() -> None:
    """The list in the file only ever grows: moments are kept under these codes."""
    released = Path(__file__).with_name("data") / "released-triggers.txt"
    meant = [f"{one.code}|{one.name}" for letter in triggers() for one in (letter, *letter.items)]
    assert set(released.read_text(encoding="utf-8").splitlines()) == set(meant)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "P"\n', 'code = "O"\n', "The code 'P.thanked' must be 'O', a dot and a lower-case slug"),
        ('"A.shouting"', '"A.Shouting"', "'A.Shouting' must be 'A', a dot and a lower-case slug"),
        ('"A.shouting"', '"B.shouting"', "'B.shouting' must be 'A', a dot and a lower-case slug"),
        ('"A.shouting"', '"A.sarcasm"', "'A.sarcasm' stands 2 times in the list"),
        ('name = "shouting"', 'name = " "', "'A.shouting' has no text"),
        ('"B", "C", "F.back', '"B", "Q", "F.back', "The first-day chip 'Q' is not among the triggers"),
        ('"B", "C", "F.back', '"B", "F.back', "six different first-day chips"),
        ('"B", "C", "F.back', '"B", "B", "F.back', "six different first-day chips"),
        ('"F.policy", "P"]', '"F.policy", "D"]', "must be something good"),
    ],
)
def test_a_broken_list_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_triggers(text_with(old, new))


def test_a_letter_without_items_is_refused() -> None:
    with pytest.raises(ValueError, match="The trigger 'A' has no items"):
        read_triggers('first_day_chips = []\n[[triggers]]\ncode = "A"\nname = "Alone"\nitems = []\n')


def test_letters_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="The letters must be A, B, C, D, E, F, G, H, P, X, in this order"):
        read_triggers(
            'first_day_chips = []\n[[triggers]]\ncode = "B"\nname = "Alone"\n'
            'items = [{ code = "B.one", name = "one" }]\n'
        )
