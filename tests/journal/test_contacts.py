"""What in a text looks like a way to reach somebody."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.contacts import CARD, EMAIL, PHONE, contacts_in, passes_luhn


@pytest.mark.parametrize(
    "text",
    ["a@b.example", "write to maria.lopez+home@mail.example.org, he said", "Ünal@firma.example"],
)
def test_an_address(text: str) -> None:
    assert contacts_in(text) == (EMAIL,)


@pytest.mark.parametrize(
    "text",
    ["+44 20 7946 0958", "call 030 1234567 back", "(0171) 234 56 78", "0049-30-1234567", "tel. 555-867-5309"],
)
def test_a_phone_number(text: str) -> None:
    assert contacts_in(text) == (PHONE,)


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "5500-0000-0000-0004.", "card 378282246310005 he read out"]
)
def test_a_card_number(text: str) -> None:
    assert contacts_in(text) == (CARD,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He hung up after 3 minutes, 2 seconds.",
        "On 2026-11-22 at 10:30",
        "since 22.11.2026",
        "order 1234567",
        "0000 0000 0000 0000",
        "4111 1111 1111 1112 9",
        "me @ work",
        "12:30-13:45",
    ],
)
def test_nothing(text: str) -> None:
    assert contacts_in(text) == ()


def test_each_kind_once_over_all_texts() -> None:
    texts = ("x@y.example and z@y.example", "4111111111111111", "+44 20 7946 0958")
    assert contacts_in(*texts) == (EMAIL, PHONE, CARD)


@given(st.from_regex(r"[0-9]{12,18}", fullmatch=True))
def test_of_ten_check_digits_one_passes(digits: str) -> None:
    assert sum(passes_luhn(f"{digits}{check}") for check in range(10)) == 1


@given(st.from_regex(r"[0-9]{13,19}", fullmatch=True), st.data())
def test_a_single_wrong_digit_is_noticed(digits: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([each for each in "0123456789" if each != digits[place]]))
    if passes_luhn(digits):
        assert not passes_luhn(digits[:place] + other + digits[place + 1 :])


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert set(contacts_in(text)) <= {EMAIL, PHONE, CARD}


@pytest.mark.parametrize("piece", ["a", "1-", "1.2", "1 ", "a@a-", "a@a."])
def test_a_long_text_without_a_gap_is_looked_at_at_once(piece: str) -> None:
    """The fields of the full form are five, of 10,000 characters each: seconds would hold up everybody."""
    texts = [(piece * 10_000)[:10_000]] * 5
    begun = time.process_time()
    contacts_in(*texts)
    assert time.process_time() - begun < 0.5
