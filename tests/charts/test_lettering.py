"""How wide words are, where they break, and where a name is cut."""

from hypothesis import given
from hypothesis import strategies as st

from charts.lettering import clean, cut, one_line, width, wrap


def test_a_line_is_measured_in_the_font_of_the_page_with_room_to_spare() -> None:
    assert width("mi", 10) == (835 + 240) / 1000 * 10 * 1.15


def test_bold_takes_more_room() -> None:
    assert width("mi", 10, bold=True) == width("mi", 10) * 1.15


def test_a_letter_with_an_accent_is_as_wide_as_without() -> None:
    assert width("é", 14) == width("e", 14)


def test_a_full_width_character_takes_a_square() -> None:
    assert width("客", 10) == 10 * 1.15


def test_a_letter_of_another_alphabet_is_guessed() -> None:
    assert width("ж", 10) == 0.62 * 10 * 1.15


def test_words_break_at_eighteen_characters() -> None:
    assert wrap("Rude or aggressive customer", 14, 200) == ("Rude or aggressive", "customer")


def test_words_break_earlier_where_there_is_no_room() -> None:
    assert wrap("Rude or aggressive customer", 14, 90) == ("Rude or", "aggressive…")


def test_what_takes_more_lines_than_there_are_is_cut() -> None:
    assert wrap("One two three four five six", 14, 60, characters=10) == ("One two", "three f…")


def test_a_long_word_is_cut_not_broken() -> None:
    assert wrap("Donaudampfschifffahrt", 14, 80) == ("Donauda…",)


def test_a_name_of_24_characters_is_whole_and_a_longer_one_cut_to_24() -> None:
    assert cut("x" * 24) == "x" * 24
    assert cut("x" * 25) == "x" * 23 + "…"
    assert cut("The printer on the third floor") == "The printer on the thir…"


def test_no_space_is_left_before_the_cut() -> None:
    assert cut("abc def", 5) == "abc…"


def test_text_becomes_one_line_without_control_characters() -> None:
    assert clean(" a\n b\tc\x00\x1b\ud800\uffff ") == "a b c"


@given(st.text(max_size=60), st.floats(min_value=30, max_value=300))
def test_no_line_is_ever_wider_than_its_room(words: str, room: float) -> None:
    for line in (*wrap(words, 14, room), one_line(words, 14, room)):
        assert width(line, 14) <= room
