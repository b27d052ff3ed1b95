"""Texts: newlines become LF, all else stays; U+0000 and lone surrogates are named by their place."""

from hypothesis import given
from hypothesis import strategies as st

from journal.text import first_unstorable, with_plain_newlines


def test_newlines_of_all_systems_become_one() -> None:
    assert with_plain_newlines("a\r\nb\rc\nd\n\r\n") == "a\nb\nc\nd\n\n"


@given(st.text(st.characters(exclude_characters="\r")))
def test_nothing_else_is_touched(text: str) -> None:
    assert with_plain_newlines(text) == text


def test_the_first_that_cannot_be_kept_is_named_with_its_place() -> None:
    assert first_unstorable("ab\0c\0") == (3, "U+0000")
    assert first_unstorable("\ud83d") == (1, "U+D83D")
    assert first_unstorable("🙂x\udfff") == (3, "U+DFFF")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_everything_else_can_be_kept(text: str) -> None:
    assert first_unstorable(text) is None
