"""How a questionnaire is cut into pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import instrument
from assessments.pages import pages

EI50 = instrument("ei-50", 1)


def test_fifty_statements_make_ten_pages_of_five() -> None:
    assert [len(page) for page in pages(EI50)] == [5] * 10
    assert [item.position for item in pages(EI50)[1]] == [6, 7, 8, 9, 10]


def test_fifteen_statements_make_three_pages() -> None:
    assert [len(page) for page in pages(instrument("ei-15", 1))] == [5, 5, 5]


def test_one_statement_to_a_page_for_those_who_prefer_it() -> None:
    assert [len(page) for page in pages(EI50, size=1)] == [1] * 50


@given(st.integers(min_value=1, max_value=60))
def test_every_statement_is_on_one_page_and_in_order(size: int) -> None:
    cut = pages(EI50, size=size)
    assert [item for page in cut for item in page] == list(EI50.items)
    assert all(len(page) == size for page in cut[:-1])
    assert 1 <= len(cut[-1]) <= size


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one statement"):
        pages(EI50, size=0)
