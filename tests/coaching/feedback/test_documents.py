"""What is sealed reads back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from coaching.feedback.documents import Ask, Shown, read_ask, read_shown


@given(st.text(), st.text())
def test_an_ask_and_a_name_come_back(one: str, other: str) -> None:
    assert read_ask(Ask(one, other).as_json()) == Ask(one, other)
    assert read_shown(Shown(one).as_json()) == Shown(one)
