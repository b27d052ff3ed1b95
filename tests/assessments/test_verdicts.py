"""The verdicts of one page: the single test, and what the page may say once all of them are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import default_rng

from assessments.instruments import COMPONENTS, instrument
from assessments.psychometrics.change import minimum_detectable_change
from assessments.psychometrics.scoring import Blank, ComponentScore, Profile
from assessments.reading import ProfileReading, read_profile
from assessments.verdicts import began_far_out, error_of_both, verdicts

SEM = 9.375  # .75 sqrt(1 - .75) scale points
POINTS = st.lists(st.none() | st.floats(0, 100), min_size=5, max_size=5)


def reading_of(*points: float | None, answered: int = 10) -> ProfileReading:
    scores = (
        ComponentScore(one, 4, 10, None, None, Blank.TOO_FEW_ANSWERS)
        if value is None
        else ComponentScore(one, answered, 10, mean=1 + value / 25, points=value, blank=None)
        for one, value in zip(COMPONENTS, points, strict=True)
    )
    return read_profile(instrument("ei-50", 1), Profile("ei-50", 1, tuple(scores)))


def test_one_component_needs_26_points_alone_and_more_among_five() -> None:
    """The single test asks 1.96, the first step of Holm over five 2.576: 25.99 and 34.15 points."""
    before = reading_of(50.0, 50.0, 50.0, 50.0, 50.0)
    found = verdicts(before, reading_of(76.5, 50.0, 85.0, 50.0, 50.0), [SEM] * 5)
    assert [one.component for one in found] == list(COMPONENTS)
    assert [one.is_reliable for one in found] == [True, False, True, False, False]
    assert [one.beyond_error for one in found] == [False, False, True, False, False]
    assert found[0].p == pytest.approx(0.0456, abs=5e-5)
    assert found[0].adjusted_p == pytest.approx(4 * found[0].p)
    assert found[2].statistic == pytest.approx(35 / (2**0.5 * SEM))
    assert minimum_detectable_change(SEM) == pytest.approx(25.99, abs=0.005)


def test_the_band_lies_around_the_first_score_and_ends_with_the_scale() -> None:
    found = verdicts(reading_of(90.0, *[50.0] * 4), reading_of(*[50.0] * 5), [SEM] * 5)
    assert found[0].band.low == pytest.approx(90 - 25.986, abs=5e-4)
    assert (found[0].band.high, found[0].band.clipped_high) == (100.0, True)
    assert (found[0].before, found[0].after, found[0].sem) == (90.0, 50.0, SEM)


def test_a_first_score_that_rests_on_fewer_answers_widens_the_error() -> None:
    found = verdicts(reading_of(*[50.0] * 5, answered=5), reading_of(*[80.0] * 5), [SEM] * 5)
    assert found[0].sem == pytest.approx(SEM * 1.5**0.5)
    assert found[0].statistic == pytest.approx(30 / (SEM * 3**0.5))
    assert found[0].band.high == pytest.approx(50 + 1.96 * SEM * 3**0.5)
    assert not found[0].is_reliable
    assert verdicts(reading_of(*[50.0] * 5), reading_of(*[80.0] * 5), [SEM] * 5)[0].is_reliable


def test_whoever_left_out_half_the_first_time_is_told_of_no_change_five_times_in_a_hundred() -> None:
    chance, people = default_rng(20260401), 100_000
    moved = chance.normal(0, SEM, people) - chance.normal(0, SEM * 2**0.5, people)
    told = [float((abs(moved) > 1.96 * 2**0.5 * sem).mean()) for sem in (SEM, error_of_both(SEM, 5, 10))]
    assert told == [pytest.approx(0.11, abs=0.005), pytest.approx(0.05, abs=0.005)]


def test_only_what_has_a_score_both_times_is_judged_and_counted() -> None:
    before, after = reading_of(20.0, None, 50.0, None, None), reading_of(50.5, 50.0, None, None, None)
    (only,) = verdicts(before, after, [SEM, SEM, None, None, None])
    assert only.component == COMPONENTS[0]
    assert only.adjusted_p == only.p
    assert only.beyond_error
    assert verdicts(before, reading_of(*[None] * 5), [None] * 5) == ()
    assert verdicts(before, after, [None] * 5) == ()


def test_the_outer_quarters_of_the_scale_are_far_out() -> None:
    found = verdicts(reading_of(25.0, 25.1, 74.9, 75.0, 50.0), reading_of(*[50.0] * 5), [SEM] * 5)
    assert [began_far_out(one) for one in found] == [True, False, False, True, False]


@given(POINTS, POINTS)
def test_a_page_never_says_more_than_the_single_tests(
    before: list[float | None], after: list[float | None]
) -> None:
    found = verdicts(reading_of(*before), reading_of(*after), [SEM] * 5)
    back = verdicts(reading_of(*after), reading_of(*before), [SEM] * 5)
    for one, other in zip(found, back, strict=True):
        assert one.is_reliable or not one.beyond_error
        assert one.statistic == -other.statistic
        assert one.adjusted_p == other.adjusted_p >= one.p
