"""CSV: what a spreadsheet program could take for a formula gets an apostrophe."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.spreadsheet import as_csv, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "4.5", "a=b", "Rude or aggressive customer"])
def test_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("number", [-1, -0.5, 7, None])
def test_a_number_stays_a_number(number: float | None) -> None:
    assert safe_cell(number) is number


def test_lines() -> None:
    assert as_csv(("Trigger", "Times"), [("A, b", "2"), ("=x", "1")]) == (
        'Trigger,Times\r\n"A, b",2\r\n\'=x,1\r\n'
    )
    assert as_csv(("Part", "Score"), [("Motivation", None), ("Empathy", -2.5)]) == (
        "Part,Score\r\nMotivation,\r\nEmpathy,-2.5\r\n"
    )


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_no_cell_begins_like_a_formula_and_none_is_lost(rows: list[tuple[str, str]]) -> None:
    back = list(csv.reader(io.StringIO(as_csv(("a", "b"), rows), newline="")))
    assert back == [["a", "b"], *([safe_cell(first), safe_cell(second)] for first, second in rows)]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in back for cell in row)
