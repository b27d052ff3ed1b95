"""What a report reads out of a profile."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS, component, instrument
from assessments.psychometrics.assumptions import Z95
from assessments.psychometrics.scoring import Blank, ComponentScore, Profile, score
from assessments.reading import ProfileReading, far_apart, read_profile, whole

EI50, EI15 = instrument("ei-50", 1), instrument("ei-15", 1)
SA, SR, MO, EM, SS = COMPONENTS
POINTS = st.lists(st.none() | st.floats(0, 100), min_size=5, max_size=5)


def reading_of(*points: float | None) -> ProfileReading:
    scores = (
        ComponentScore(one, 4, 10, None, None, Blank.TOO_FEW_ANSWERS)
        if value is None
        else ComponentScore(one, 10, 10, mean=1 + value / 25, points=value, blank=None)
        for one, value in zip(COMPONENTS, points, strict=True)
    )
    return read_profile(EI50, Profile("ei-50", 1, tuple(scores)))


def test_the_model_text_of_the_report() -> None:
    """ "Self-regulation at 48 out of 100 ... 35 to 61 ... 29 to 67", from an alpha of .87."""
    found = reading_of(None, 48.0, None, None, None).components[1].reading
    assert found is not None
    assert found.spoken == 48
    assert (found.likely_spoken.low, found.likely_spoken.high) == (35, 61)
    assert (found.retest_spoken.low, found.retest_spoken.high) == (29, 67)
    assert found.sem == pytest.approx(6.76, abs=0.005)
    assert found.inner.low == pytest.approx(41.24, abs=0.005)
    assert found.inner.high == pytest.approx(54.76, abs=0.005)


def test_a_range_cut_off_by_the_end_of_the_scale_says_so() -> None:
    found = reading_of(None, None, None, None, 95.0).components[4].reading
    assert found is not None
    assert (found.likely_spoken.high, found.likely_spoken.clipped_high) == (100, True)
    assert not found.likely_spoken.clipped_low


@pytest.mark.parametrize(
    ("points", "said"),
    [(0, 0), (0.49, 0), (0.5, 1), (12.5, 13), (34.75, 35), (61.25, 61), (99.5, 100), (100, 100)],
)
def test_points_are_said_to_the_nearest_whole_a_half_upwards(points: float, said: int) -> None:
    assert whole(points) == said


def test_a_blank_component_keeps_its_place_and_says_why() -> None:
    found = reading_of(50.0, 50.0, 50.0, None, 50.0)
    assert [one.component for one in found.components] == list(COMPONENTS)
    blank = found.components[3]
    assert (blank.reading, blank.blank, blank.answered, blank.asked) == (None, Blank.TOO_FEW_ANSWERS, 4, 10)


def test_two_components_are_far_apart_where_their_ranges_end_to_overlap() -> None:
    """Self-regulation and social skills, both alpha .87: 1.96 * 2 * 6.76 = 26.50 points."""
    assert reading_of(None, 50.0, None, None, 76.4).far_apart == ()
    assert reading_of(None, 50.0, None, None, 76.6).far_apart == ((SS, SR),)
    assert reading_of(None, 76.6, None, None, 50.0).far_apart == ((SR, SS),)


def test_a_less_exact_pair_has_to_be_further_apart() -> None:
    """Self-awareness and motivation, both .81: 32.04 points."""
    assert reading_of(50.0, None, 82.0, None, None).far_apart == ()
    assert reading_of(50.0, None, 82.1, None, None).far_apart == ((MO, SA),)


def test_the_widest_pair_comes_first() -> None:
    assert reading_of(32.0, 95.0, 62.0, 62.0, 62.0).far_apart == (
        (SR, SA),
        (SR, MO),
        (SR, EM),
        (SR, SS),
        (SS, SA),
    )


def test_noise_alone_tells_a_pair_apart_in_at_most_one_sitting_of_twenty() -> None:
    """20,000 sittings of somebody whose five true scores are all 50, errors as published."""
    sems = np.array([one.reading.sem for one in reading_of(*[50.0] * 5).components if one.reading])
    points = 50 + np.random.default_rng(7).normal(size=(20_000, 5)) * sems
    gaps = np.abs(points[:, :, None] - points[:, None, :]) - Z95 * (sems[:, None] + sems[None, :])
    share = (gaps > 0).any(axis=(1, 2)).mean()
    assert 0.03 < share < 0.05


@given(POINTS)
def test_a_pair_that_is_not_far_apart_has_ranges_that_overlap(points: list[float | None]) -> None:
    found = reading_of(*points)
    told = {frozenset(pair) for pair in found.far_apart}
    for one, other in combinations(found.components, 2):
        if one.reading is None or other.reading is None:
            assert {one.component, other.component} not in told
        elif {one.component, other.component} not in told:
            assert one.reading.likely.low <= other.reading.likely.high
            assert other.reading.likely.low <= one.reading.likely.high


@given(POINTS)
def test_the_higher_stands_first_and_pairs_do_not_depend_on_order(points: list[float | None]) -> None:
    found = reading_of(*points)
    by_component = {one.component: one.reading.points for one in found.components if one.reading}
    gaps = [by_component[higher] - by_component[lower] for higher, lower in found.far_apart]
    assert all(gap > 26 for gap in gaps)
    assert gaps == sorted(gaps, reverse=True)
    assert set(far_apart(found.components[::-1])) == set(found.far_apart)


def test_answers_left_out_widen_the_range() -> None:
    answers: dict[str, float | None] = {item.code: 3 for item in EI50.items}
    fewer = {**answers, **dict.fromkeys([item.code for item in EI50.items_of(EM)[:5]])}
    full, half = (read_profile(EI50, score(EI50, given)).components[3].reading for given in (answers, fewer))
    assert full is not None
    assert half is not None
    assert half.sem == pytest.approx(full.sem * 2**0.5)


def test_the_pulse_is_read_with_its_own_error() -> None:
    found = read_profile(EI15, score(EI15, {item.code: 3 for item in EI15.items})).components[1].reading
    assert found is not None
    assert found.sem == pytest.approx(6.7604 * (10 / 3) ** 0.5, abs=1e-3)


def test_a_profile_of_another_instrument_is_refused() -> None:
    profile = score(EI15, {})
    with pytest.raises(ValueError, match="The profile is of ei-15 version 1, not of ei-50"):
        read_profile(EI50, profile)
    with pytest.raises(ValueError, match="The profile is of ei-50 version 2, not of ei-50"):
        read_profile(EI50, replace(profile, key="ei-50", version=2))


def test_a_profile_reads_by_component_code() -> None:
    assert {one.component.code for one in reading_of(1.0, 2.0, 3.0, 4.0, 5.0).components} == {
        one.code for one in (SA, SR, MO, component("EM"), SS)
    }
