"""Fours of short forms: their means and errors, what two of them can say, and what stays unsaid."""

import datetime as dt
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS, instrument
from assessments.offer import pulse_opens
from assessments.psychometrics.published import published_sem, published_sem_of_change
from assessments.windows import (
    WINDOW,
    Pulse,
    PulseScore,
    Window,
    pulse_change_needed,
    still_needed,
    window_verdicts,
    windows,
)

EI15 = instrument("ei-15", 1)
MEASURES = {measure.component.code: measure for measure in EI15.components}
MONDAY = dt.date(2026, 9, 7)
ERROR = 9.375 * math.sqrt(10 / 3)  # of change, of one score that rests on three answers
POINTS = st.tuples(*[st.one_of(st.none(), st.integers(0, 100))] * 8)


def pulses(*each: float | None, other: float | None = 50.0, answered: int = 3) -> list[Pulse]:
    """One a week; self-awareness has these points, everything else `other`."""
    return [
        Pulse(
            MONDAY + dt.timedelta(weeks=number),
            tuple(_score(code, points if code == "SA" else other, answered) for code in MEASURES),
        )
        for number, points in enumerate(each)
    ]


def _score(code: str, points: float | None, answered: int) -> PulseScore:
    measure = MEASURES[code]
    blank = points is None
    return PulseScore(
        measure.component,
        points,
        None if blank else published_sem(measure, answered),
        None if blank else published_sem_of_change(measure, answered),
    )


def both(*each: float | None, other: float | None = 50.0) -> tuple[Window, Window]:
    first, last = windows(pulses(*each, other=other))
    return first, last


def test_a_change_takes_47_points_alone_and_24_between_fours() -> None:
    """The figures of the short form with the assumed retest: every published alpha is above it."""
    assert {round(pulse_change_needed(one, 3)) for one in MEASURES.values()} == {47}
    assert {round(pulse_change_needed(one, 3, WINDOW)) for one in MEASURES.values()} == {24}


def test_a_four_is_the_mean_of_its_scores_with_half_their_error() -> None:
    (found,) = windows(pulses(40, 50, 60, 80))
    reading = found.reading.components[0].reading
    assert reading is not None
    assert (reading.points, found.reading.components[0].answered) == (57.5, 4)
    assert reading.sem == pytest.approx(published_sem(MEASURES["SA"], 3) / 2)
    assert found.sems_of_change[0] == pytest.approx(ERROR / 2)
    assert (found.first_day, found.day) == (MONDAY, MONDAY + dt.timedelta(weeks=3))


@pytest.mark.parametrize(
    ("taken", "fours", "needed"),
    [(0, 0, 8), (3, 0, 5), (4, 1, 4), (7, 1, 1), (8, 2, 0), (11, 2, 0), (12, 3, 0)],
)
def test_only_whole_fours_count(taken: int, fours: int, needed: int) -> None:
    assert len(windows(pulses(*[50.0] * taken))) == fours
    assert still_needed(taken) == needed


def test_a_four_never_changes_and_shares_no_pulse_with_another() -> None:
    scores = [float(number) for number in range(12)]
    found = windows(pulses(*scores))
    assert windows(pulses(*scores[:9])) == found[:2]
    assert [one.reading.components[0].reading.points for one in found] == [1.5, 5.5, 9.5]  # type: ignore[union-attr]
    assert [one.first_day > other.day for other, one in zip(found, found[1:], strict=False)] == [True, True]


def test_a_part_needs_half_of_the_four_and_pays_for_what_is_missing() -> None:
    (two,) = windows(pulses(40, None, 60, None))
    reading = two.reading.components[0].reading
    assert reading is not None
    assert (reading.points, two.reading.components[0].answered) == (50.0, 2)
    assert two.sems_of_change[0] == pytest.approx(ERROR / math.sqrt(2))
    (one,) = windows(pulses(40, None, None, None))
    assert (one.reading.components[0].reading, one.sems_of_change[0]) == (None, None)
    assert one.reading.components[0].blank == "too-few-answers"


def test_statements_left_out_make_a_mean_less_exact() -> None:
    (whole,), (less,) = windows(pulses(*[50.0] * 4)), windows(pulses(*[50.0] * 4, answered=2))
    assert less.sems_of_change[0] == pytest.approx((whole.sems_of_change[0] or 0) * math.sqrt(3 / 2))


def test_a_single_test_takes_24_points_and_words_take_more_among_five() -> None:
    """1.96 and, at the first step of Holm over five, 2.576 standard errors: 23.7 and 31.2 points."""
    told = {
        points: window_verdicts(*both(*[50.0] * 4, *[50.0 + points] * 4))[0]
        for points in (23.6, 23.8, 31.1, 31.3)
    }
    assert [one.is_reliable for one in told.values()] == [False, True, True, True]
    assert [one.beyond_error for one in told.values()] == [False, False, False, True]
    assert told[23.6].band.high == pytest.approx(50 + 23.72, abs=0.01)
    assert told[23.6].sem == pytest.approx(ERROR / 2)


def test_the_difference_has_the_errors_of_both_fours() -> None:
    before, after = both(50, None, 50, None, 80, 80, 80, 80)
    (found, *_others) = window_verdicts(before, after)
    whole, half = ERROR / 2, ERROR / math.sqrt(2)
    assert found.statistic == pytest.approx(30 / math.sqrt(whole**2 + half**2))
    (back, *_others) = window_verdicts(*both(80, 80, 80, 80, 50, None, 50, None))
    assert back.statistic == pytest.approx(-found.statistic)


def test_a_part_without_a_mean_in_one_four_is_not_judged_nor_counted() -> None:
    found = window_verdicts(*both(50, None, None, None, *[90.0] * 4, other=None))
    assert found == ()
    (only,) = window_verdicts(*both(*[50.0] * 4, *[90.0] * 4, other=None))
    assert (only.component, only.adjusted_p) == (COMPONENTS[0], only.p)


def test_a_four_is_not_compared_with_itself_nor_backwards() -> None:
    first, last = both(*[50.0] * 8)
    for pair in ((first, first), (last, first)):
        with pytest.raises(ValueError, match="the first ends before the second begins"):
            window_verdicts(*pair)


@given(POINTS)
def test_a_mean_lies_among_its_scores_and_words_never_say_more_than_the_tests(
    each: Sequence[float | None],
) -> None:
    first, last = both(*each)
    for window, scores in ((first, each[:4]), (last, each[4:])):
        reading = window.reading.components[0].reading
        scored = [one for one in scores if one is not None]
        assert (reading is None) == (len(scored) < 2)
        assert reading is None or min(scored) - 1e-9 <= reading.points <= max(scored) + 1e-9
    for one in window_verdicts(first, last):
        assert one.is_reliable or not one.beyond_error
        assert one.adjusted_p >= one.p


def test_the_next_short_form_opens_a_week_later() -> None:
    assert pulse_opens(MONDAY) == MONDAY + dt.timedelta(days=7)
