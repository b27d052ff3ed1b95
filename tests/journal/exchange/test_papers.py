"""Moments to read: Markdown that no text can tear, a table that no spreadsheet takes for formulas."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange.papers import Paper, Told, markdown, rows

ONE = Paper(
    "Monday", "10:30", (Told("How you felt", "calm"), Told("Note", "# not a title\n\n--- x", is_text=True))
)
TWO = Paper("Monday", "11:00", (Told("How you felt", "sad"),))
THREE = Paper("Tuesday", "09:00", (Told("Note", "x", is_text=True),))


def test_days_moments_facts_and_quoted_texts() -> None:
    assert "".join(markdown("Moments", [("format", "eiapp moments")], [ONE, TWO, THREE])) == (
        "---\nformat: eiapp moments\n---\n\n# Moments\n"
        "\n## Monday\n\n### 10:30\n\n- How you felt: calm\n\n**Note**\n\n> # not a title\n>\n> --- x\n"
        "\n### 11:00\n\n- How you felt: sad\n"
        "\n## Tuesday\n\n### 09:00\n\n\n**Note**\n\n> x\n"
    )


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")))
def test_a_quoted_text_can_be_told_from_the_rest(text: str) -> None:
    paper = Paper("Day", "1", (Told("Note", text, is_text=True),))
    written = "".join(markdown("M", [], [paper])).split("**Note**\n\n")[1]
    assert "\n".join(line[2:] for line in written.split("\n")[:-1]) == text


def test_formulas_are_disarmed() -> None:
    written = "".join(rows([("Note",), ("=1+1",), ("@x",), ("-2",), ("\tx",), ("fine",)]))
    assert [row[0] for row in csv.reader(io.StringIO(written))] == [
        "Note",
        "'=1+1",
        "'@x",
        "'-2",
        "'\tx",
        "fine",
    ]
