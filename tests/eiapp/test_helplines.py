"""The list of helplines: every row complete, and dialled as it is written."""

import datetime as dt

import pytest

from eiapp.helplines import Line, load_helplines


def test_every_row_has_countries_a_number_and_the_day_it_was_checked() -> None:
    helplines = load_helplines()
    for row in (*helplines.lines, *helplines.emergency):
        assert row.countries
        assert row.dial.isdigit()
        assert type(row.checked) is dt.date


def test_helplines_are_named() -> None:
    assert all(row.name for row in load_helplines().lines)


def test_a_number_is_dialled_without_its_spaces() -> None:
    assert (
        Line(countries=("Germany",), number="0800 111 0 111", checked=dt.date(2026, 11, 21)).dial
        == "08001110111"
    )


def test_a_row_without_its_day_is_refused() -> None:
    with pytest.raises(TypeError, match="checked"):
        Line(countries=("Germany",), number="112")  # type: ignore[call-arg]
