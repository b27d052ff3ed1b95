"""Words that judge are found as whole words, whatever their case, in the language of the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.feedback.judging import GUESS, OFTEN, PERSON, WORDS, Judging, judging_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You are always late.", [("always", OFTEN)]),
        ("ALWAYS and never, always", [("ALWAYS", OFTEN), ("never", OFTEN)]),
        ("Your attitude was unprofessionally bad", [("attitude", PERSON), ("unprofessionally", PERSON)]),
        ("You don\u2019t  care, obviously.", [("don't care", GUESS), ("obviously", GUESS)]),
        ("every\nsingle time", [("every single time", OFTEN)]),
        ("You raised your voice twice.", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert judging_in(text, "en") == tuple(Judging(*each) for each in found)


@pytest.mark.parametrize(
    "text", ["hallways", "nevertheless", "clazy", "rudeness_", "platitudes", "sidealways"]
)
def test_a_part_of_a_word_is_none(text: str) -> None:
    assert judging_in(text, "en") == ()


def test_each_language_has_its_own() -> None:
    assert judging_in("Du bist immer so faul, always", "de-AT") == (
        Judging("immer", OFTEN),
        Judging("faul", PERSON),
    )
    assert judging_in("You are always late.", "fi") == ()


@pytest.mark.parametrize("language", WORDS)
def test_the_words_are_data_that_can_be_found(language: str) -> None:
    assert set(WORDS[language]) == {OFTEN, PERSON, GUESS}
    every = [word for words in WORDS[language].values() for word in words]
    assert len(set(every)) == len(every)
    assert all(word == word.casefold().strip() for word in every)
    for word in every:
        plain = word.rstrip("*")
        assert [each.word for each in judging_in(f"x {plain}, x", language)] == [plain]
    for words in WORDS[language].values():
        assert list(words) == sorted(words)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for found in judging_in(text, "en"):
        assert found.word.split() == [part for part in found.word.split(" ") if part]
        assert found.kind in WORDS["en"]
