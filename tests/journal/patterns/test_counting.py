"""Counts that claim nothing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents import NOTHING_YET
from journal.patterns.counting import (
    PARTS,
    Use,
    UsesOfTechnique,
    WeekOfShowing,
    before_and_after,
    feelings_of_triggers,
    hours_of,
    part_of,
    showing_by_week,
    week_of,
)
from journal.patterns.moments import FeltMoment
from tests.journal.patterns.people import moment
from vocabulary.feelings import feelings
from vocabulary.triggers import triggers

LETTERS = [letter.code for letter in triggers()]


# --- trigger by feeling -------------------------------------------------------------------------------


def test_rows_and_columns_by_their_totals() -> None:
    told = [
        *(moment(triggers=("B",), feelings=("tired",)) for _ in range(3)),
        *(moment(triggers=("A",), feelings=("angry", "tired")) for _ in range(2)),
        moment(triggers=("A", "B"), feelings=("calm",)),
        moment(triggers=("B",), feelings=("angry",)),
    ]
    found = feelings_of_triggers(told)
    assert (found.triggers, found.words) == (("B", "A"), ("tired", "angry", "calm"))
    assert found.counts == ((3, 1, 1), (2, 2, 1))
    assert found.totals == (5, 3)
    assert found.missing == 8
    assert found.leading == ("B", "tired", 3, 5)


def test_the_seventh_trigger_and_the_eighth_word_are_folded() -> None:
    words = [word.code for word in feelings()][:9]
    told = [
        moment(triggers=(LETTERS[place],), feelings=(words[place],))
        for place in range(9)
        for _ in range(20 - place)
    ]
    found = feelings_of_triggers(told)
    assert found.triggers == (*LETTERS[:6], None)
    assert found.words == (*words[:7], None)
    assert found.counts[0] == (20, 0, 0, 0, 0, 0, 0, 0)
    assert found.counts[-1] == (0, 0, 0, 0, 0, 0, 14, 13 + 12)
    assert found.totals == (20, 19, 18, 17, 16, 15, 14 + 13 + 12)
    assert found.missing == 0


def test_words_that_share_the_first_place_are_not_named() -> None:
    told = [moment(feelings=("tired",)), moment(feelings=("angry",))]
    assert feelings_of_triggers(told).leading is None


def test_nobody_leads_where_nothing_is_written() -> None:
    found = feelings_of_triggers([])
    assert (found.triggers, found.words, found.counts, found.missing) == ((), (), (), 15)
    assert found.leading is None


@given(st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(feelings()[:12])), min_size=1))
def test_each_moment_with_one_trigger_and_one_word_stands_in_one_cell(told: list[tuple[str, object]]) -> None:
    found = feelings_of_triggers(moment(triggers=(one,), feelings=(word.code,)) for one, word in told)  # type: ignore[attr-defined]
    assert sum(map(sum, found.counts)) == sum(found.totals) == len(told)
    assert [sum(row) for row in found.counts] == list(found.totals)


# --- the week -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "part"),
    [(4, 0), (7.99, 0), (8, 1), (12, 2), (16, 3), (20, 4), (24, 5), (26.5, 5), (-3, 4), (3, 5)],
)
def test_parts_are_blocks_of_four_hours_from_four_o_clock(hour: float, part: int) -> None:
    assert part_of(int(hour * 60)) == part


def test_hours_of_the_parts() -> None:
    assert [hours_of(part) for part in range(PARTS)] == [(4, 8), (8, 12), (12, 16), (16, 20), (20, 0), (0, 4)]


def week(*told: tuple[int, int, int]) -> list[FeltMoment]:
    """(day from a Monday, hour, strength) each, all frustrated."""
    return [
        moment(number, day=day, minute=hour * 60, strength=strength)
        for number, (day, hour, strength) in enumerate(told)
    ]


def test_where_in_the_week_moments_lie() -> None:
    found = week_of(week((0, 9, 4), (7, 10, 5), (14, 11, 4), (2, 9, 2), (2, 26, 4)))
    assert found.counts[0] == (0, 3, 0, 0, 0, 0)
    assert found.counts[2] == (0, 1, 0, 0, 0, 1)
    assert found.strong[2] == (0, 0, 0, 0, 0, 1)
    assert (found.strong_moments, found.leading) == (4, (0, 1, 3))
    assert (found.missing, found.missing_days) == (15, 0)


def test_two_in_a_cell_or_two_cells_alike_lead_nowhere() -> None:
    assert week_of(week((0, 9, 4), (7, 9, 5))).leading is None
    three = [(0, 9, 4), (7, 9, 5), (14, 9, 5)]
    assert week_of(week(*three)).leading == (0, 1, 3)
    assert week_of(week(*three, *((day + 1, 9, 4) for day, _hour, _strength in three))).leading is None


def test_strong_and_pleasant_is_no_strain() -> None:
    assert week_of([moment(feelings=("proud",), strength=5)]).strong_moments == 0


def test_two_weeks_and_twenty_moments_are_needed() -> None:
    assert (week_of([]).missing, week_of([]).missing_days) == (20, 14)
    assert week_of([moment()]).missing_days == 13
    assert week_of([moment(1), moment(2, day=13)]).missing_days == 0


# --- before and after -----------------------------------------------------------------------------------


def used(before: int, after: int | None, *techniques: str) -> FeltMoment:
    return moment(strength=before, strength_after=after, techniques=techniques)


def test_use_by_use_and_the_middle_case() -> None:
    told = [used(5, 2, "pause"), used(4, 4, "pause"), used(3, 2, "pause", "notice"), used(4, None, "pause")]
    pause, notice = before_and_after([*told, used(4, 5, "notice")])
    assert pause == UsesOfTechnique(
        code="pause",
        times=3,
        last=(Use(5, 2), Use(4, 4), Use(3, 2)),
        middle=(4, 2),
        middle_change=-1,
        lower=2,
        missing=0,
    )
    assert (notice.code, notice.times, notice.missing, notice.is_comparison) == ("notice", 2, 1, False)


def test_nothing_yet_stands_last_however_often() -> None:
    told = [*(used(4, 4, NOTHING_YET) for _ in range(9)), used(4, 3, "pause")]
    assert [(one.code, one.is_comparison) for one in before_and_after(told)] == [
        ("pause", False),
        (NOTHING_YET, True),
    ]
    assert before_and_after([moment()]) == ()


def test_the_last_twelve_uses_are_drawn() -> None:
    told = [
        moment(day=day, strength=1 + day % 5, strength_after=1, techniques=("pause",)) for day in range(14)
    ]
    found = before_and_after(told)[0]
    assert (found.times, len(found.last), found.last[0]) == (14, 12, Use(3, 1))


# --- felt and shown ---------------------------------------------------------------------------------------


def test_how_often_another_feeling_was_shown_by_week() -> None:
    told = [
        moment(1, day=0, feelings=("angry",), shown=("calm",)),
        moment(2, day=6, feelings=("angry",), shown=("angry", "calm")),
        moment(3, day=7, feelings=("angry",)),
        moment(4, day=14, feelings=("tired",), shown=("neutral",)),
    ]
    assert showing_by_week(told) == (
        WeekOfShowing(dt.date(2026, 1, 5), 2, 1),
        WeekOfShowing(dt.date(2026, 1, 19), 1, 1),
    )
    assert showing_by_week([]) == ()
