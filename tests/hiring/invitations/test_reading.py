"""A list of people: pasted, or out of a spreadsheet."""

import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.invitations.reading import CHECKED, MOST, Fault, Listed, Reading, Wrong, as_list, read_list

NELL, TARIQ = Listed("Nell Okafor", "nell@home.example"), Listed("Tariq", "tariq@home.example")


def read(text: str, *invited: str, sign: str | None = None) -> Reading:
    return read_list(
        text, invited=invited, is_address=lambda one: bool(re.fullmatch(r"[^@\s]+@\w+\.\w+", one)), sign=sign
    )


def sent_on(people: Sequence[Listed]) -> Reading:
    """What is read of what the check page carries."""
    return read(as_list(people), sign=CHECKED)


@pytest.mark.parametrize(
    "text",
    [
        "Nell Okafor, nell@home.example\nTariq, tariq@home.example",
        "Nell Okafor;nell@home.example\r\n\r\nTariq;tariq@home.example\r\n",
        "Nell Okafor\tNELL@home.example\nTariq\ttariq@home.example",
        "name,e-mail\nNell Okafor,nell@home.example\nTariq,tariq@home.example",
        "No;E-mail address;City;Name\n1;nell@home.example;Ulm;Nell Okafor\n2;tariq@home.example;Ulm;Tariq",
        "nell@home.example, Nell Okafor\ntariq@home.example, Tariq",
        "Nell Okafor <nell@home.example>\nTariq <tariq@home.example>",
        '"Nell Okafor", nell@home.example\n  Tariq  , tariq@home.example',
        "Nell \u202eOkafor, nell@home.example\nTariq, tariq@home.example",
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert read(text) == Reading((NELL, TARIQ), (), (), ())


def test_a_comma_in_a_name_is_quoted() -> None:
    assert read('"Okafor, Nell", nell@home.example').people == (Listed("Okafor, Nell", "nell@home.example"),)


@pytest.mark.parametrize(
    "text",
    [
        '"Okafor, Nell, PhD",nell@home.example\nTariq,tariq@home.example',
        '"Okafor, Nell, PhD"\tnell@home.example\nTariq\ttariq@home.example',
        '"Okafor, Nell, PhD",nell@home.example\n"""Ace"" Tariq",tariq@home.example',
        '"Okafor; Nell"; nell@home.example\n"\'Tariq"; tariq@home.example',
        'Nell "Ace" Okafor, nell@home.example\nTariq", tariq@home.example',
    ],
)
def test_what_was_looked_at_is_what_is_sent(text: str) -> None:
    found = read(text)
    assert found.faults == ()
    assert len(found.people) == 2
    assert sent_on(found.people) == found
    assert read(as_list(found.people)) == found  # looked at once more


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"Okafor, Nell, PhD"\tnell@home.example', "Okafor, Nell, PhD"),
        ('"""Ace"" Nell", nell@home.example', '"Ace" Nell'),
    ],
)
def test_a_sign_within_quotation_marks_parts_nothing(text: str, name: str) -> None:
    assert read(text).people == (Listed(name, "nell@home.example"),)


def test_who_stands_there_twice_or_is_invited_already_is_left_out_and_told() -> None:
    text = as_list([NELL, TARIQ, Listed("Nell", "nell@home.example")])
    assert read(text, "tariq@home.example") == Reading(
        people=(NELL,), twice=(Listed("Nell", "nell@home.example"),), there=(TARIQ,), faults=()
    )


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("", 0, Wrong.EMPTY),
        ("  \n \n", 0, Wrong.EMPTY),
        ("name,e-mail", 0, Wrong.EMPTY),
        ("Street,Town\nHill 1,Ulm", 0, Wrong.HEADER),
        ("name,town\nNell,Ulm", 0, Wrong.HEADER),
        ("Nell", 1, Wrong.COLUMNS),
        ("Nell, nell@home.example, Ulm", 1, Wrong.COLUMNS),
        ("name,e-mail\nNell", 2, Wrong.COLUMNS),
        (", nell@home.example", 1, Wrong.NO_NAME),
        ("N" * 121 + ", nell@home.example", 1, Wrong.LONG_NAME),
        ("Nell, nell@home", 1, Wrong.ADDRESS),
        ("Nell, nell@home.example\nTariq, tariq", 2, Wrong.ADDRESS),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, wrong: Wrong) -> None:
    assert read(text).faults == (Fault(line, wrong),)


def people(many: int) -> str:
    return as_list([Listed(f"P{number}", f"p{number}@home.example") for number in range(many)])


def test_the_most_at_once() -> None:
    assert len(read(people(MOST)).people) == MOST
    assert len(read("name\te-mail\n" + people(MOST)).people) == MOST
    for text in (people(MOST + 1), people(50_000), "N" * 100_001):
        assert read(text).faults == (Fault(0, Wrong.TOO_MANY),)


@given(st.text())
def test_whatever_is_pasted_is_sorted_out(text: str) -> None:
    found = read(text)
    assert found.people or found.twice or found.there or found.faults
    assert all(one.name and "@" in one.email for one in found.people)


names = st.text(st.sampled_from("aé \"',;\t<>") | st.characters(), min_size=1, max_size=20)


@given(st.lists(names, min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_whatever_was_read_is_read_back_the_same(told: list[str], sign: str) -> None:
    rows = io.StringIO()
    csv.writer(rows, delimiter=sign).writerows((name, f"p{at}@home.example") for at, name in enumerate(told))
    for found in (read(rows.getvalue()), read(rows.getvalue(), sign=sign)):
        if found.people:
            assert sent_on(found.people) == Reading(found.people, (), (), ())
