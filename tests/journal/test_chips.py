"""The six triggers of a person's week."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from journal.chips import chips_of, week_of
from vocabulary.triggers import first_day_chips, triggers

FIRST = tuple(chip.code for chip in first_day_chips())
EVERY = [one.code for letter in triggers() for one in (letter, *letter.items)]


@dataclass(frozen=True)
class Felt:
    triggers: tuple[str, ...]
    strength: int = 3


def test_without_any_use_they_are_those_of_the_first_day() -> None:
    assert chips_of([], FIRST) == FIRST


def test_what_came_up_most_stands_in_front() -> None:
    felt = [Felt(("G.criticism",))] * 3 + [Felt(("D",))] * 2 + [Felt(("P.thanked",))]
    assert chips_of(felt, FIRST) == ("G.criticism", "D", "P.thanked", "A", "B", "C")


def test_something_good_is_always_among_them() -> None:
    felt = [Felt((code,)) for code in ("A", "B", "C", "D", "E", "F", "G")]
    assert chips_of(felt, FIRST) == ("A", "B", "C", "D", "E", "P")


def test_a_good_one_of_her_own_comes_before_the_first_days() -> None:
    felt = [Felt((code,)) for code in ("A", "B", "C", "D", "E", "F")] * 2 + [Felt(("P.praise",))]
    assert chips_of(felt, FIRST)[-1] == "P.praise"


def test_nobody_meets_a_serious_incident_by_habit() -> None:
    assert not [code for code in chips_of([Felt(("X.danger",))] * 9, FIRST) if code[0] == "X"]


def test_the_week_begins_on_monday() -> None:
    days = [dt.date(2026, 11, 16) + dt.timedelta(days=number) for number in range(8)]
    assert [week_of(day) for day in days] == [days[0]] * 7 + [days[7]]


@given(st.lists(st.lists(st.sampled_from(EVERY), min_size=1, max_size=3).map(tuple).map(Felt), max_size=60))
def test_they_are_six_and_different_whatever_came_up(felt: list[Felt]) -> None:
    chips = chips_of(felt, FIRST)
    assert len(set(chips)) == len(chips) == 6
    assert any(code[0] == "P" for code in chips)
