"""Own words and own triggers: added, offered, left, and kept for the moments that name them."""

import json
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.own import (
    FEELING,
    LONGEST,
    MOST,
    NONE,
    TRIGGER,
    CannotAdd,
    Own,
    OwnWords,
    for_counting,
    names_own,
    read_own,
)

ONE, TWO = UUID(int=1), UUID(int=2)


def both() -> OwnWords:
    return NONE.with_word(FEELING, "wrung out", "lu", row=ONE).with_word(TRIGGER, "new tool", "F", row=TWO)


def own(number: int, text: str, *, offered: bool = True) -> Own:
    return Own(f"own:{UUID(int=number)}", FEELING, text, "hu", offered)


def test_each_has_a_code_of_its_own_and_a_place() -> None:
    assert both().words == (
        Own(f"own:{ONE}", FEELING, "wrung out", "lu"),
        Own(f"own:{TWO}", TRIGGER, "new tool", "F"),
    )
    assert both().codes(FEELING) == (f"own:{ONE}",)


def test_spaces_around_and_between_are_one() -> None:
    assert NONE.with_word(FEELING, "  wrung \n out ", "lu", row=ONE).words[0].text == "wrung out"


def test_the_same_word_twice_is_refused_whatever_its_capitals() -> None:
    with pytest.raises(CannotAdd, match="there"):
        both().with_word(FEELING, "Wrung OUT", "hu", row=uuid4())
    assert len(both().with_word(TRIGGER, "wrung out", "H", row=uuid4()).words) == 3


def test_what_is_left_is_no_longer_offered_and_still_named() -> None:
    left = both().without(f"own:{ONE}")
    assert left.codes(FEELING) == ()
    found = left.named(f"own:{ONE}")
    assert found is not None
    assert found.text == "wrung out"


def test_what_is_added_again_at_its_place_is_the_same_word() -> None:
    again = both().without(f"own:{ONE}").with_word(FEELING, "wrung out", "lu", row=uuid4())
    assert again == both()


def test_at_another_place_it_is_another_word() -> None:
    moved = both().without(f"own:{ONE}").with_word(FEELING, "wrung out", "hu", row=UUID(int=3))
    assert moved.codes(FEELING) == (f"own:{UUID(int=3)}",)
    assert [own.text for own in moved.words] == ["wrung out", "new tool", "wrung out"]


def test_a_code_is_said_by_its_text_and_any_other_as_it_is() -> None:
    assert [both().text(code) for code in (f"own:{ONE}", "sad")] == ["wrung out", "sad"]
    assert [names_own(*codes) for codes in (("sad", f"own:{ONE}"), ("sad",), ())] == [True, False, False]


def test_there_is_an_end_to_them() -> None:
    full = NONE
    for number in range(MOST):
        full = full.with_word(FEELING, f"w{number}", "hu", row=uuid4())
    with pytest.raises(CannotAdd, match="many"):
        full.with_word(FEELING, "one more", "hu", row=uuid4())
    assert len(full.with_word(TRIGGER, "one more", "A", row=uuid4()).words) == MOST + 1


def test_of_words_from_a_file_those_are_added_that_are_not_there() -> None:
    other, changed = own(9, "x", offered=False), own(1, "y")
    assert both().joined([changed, other]).words == (*both().words, other)
    assert both().joined([]) == NONE.joined(both().words) == both()


def test_what_cannot_be_offered_beside_the_others_is_named_alone() -> None:
    same, trigger = own(8, "Wrung OUT"), Own(f"own:{UUID(int=9)}", TRIGGER, "wrung out", "F")
    joined = both().joined([same, trigger])
    assert joined.text(same.code) == "Wrung OUT"
    assert joined.codes(FEELING) == both().codes(FEELING)
    assert joined.codes(TRIGGER) == (f"own:{TWO}", trigger.code)
    many = NONE.joined(own(number, f"w{number}") for number in range(MOST + 5))
    assert (len(many.words), len(many.offered(FEELING))) == (MOST + 5, MOST)


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        (FEELING, "x", "A"),
        (TRIGGER, "x", "hu"),
        (TRIGGER, "x", "X"),
        ("colour", "x", "hu"),
        (FEELING, " ", "hu"),
        (FEELING, "x" * (LONGEST + 1), "hu"),
        (FEELING, "a\0b", "hu"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, text: str, place: str) -> None:
    with pytest.raises(ValueError, match="own word"):
        NONE.with_word(kind, text, place, row=ONE)


def test_where_moments_are_counted_the_place_stands_for_the_word() -> None:
    own = both().with_word(TRIGGER, "old tool", "F", row=UUID(int=3))
    assert for_counting((f"own:{ONE}", "sad"), own) == ("own:lu", "sad")
    assert for_counting((f"own:{TWO}", f"own:{UUID(int=3)}", "A"), own) == ("F", "A")
    assert for_counting((f"own:{UUID(int=9)}",), own) == (f"own:{UUID(int=9)}",)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([(FEELING, "hu"), (TRIGGER, "P")]),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=LONGEST).filter(
                lambda text: bool(text.strip())
            ),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_they_read_back_as_they_were_written(told: list[tuple[tuple[str, str], str, bool]]) -> None:
    own = NONE
    for (kind, place), text, leaves in told:
        try:
            own = own.with_word(kind, text, place, row=uuid4())
        except CannotAdd:
            continue
        if leaves:
            own = own.without(own.words[0].code)
    assert read_own(json.loads(json.dumps(own.as_json()))) == own
    assert NONE.joined(own.words) == own.joined(own.words) == own


def test_each_is_known_by_its_place() -> None:
    assert both().places(FEELING) == {f"own:{ONE}": "lu"}
    assert both().without(f"own:{TWO}").places(TRIGGER) == {f"own:{TWO}": "F"}
