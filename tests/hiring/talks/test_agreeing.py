"""Agreement and leniency: figures that can be worked out by hand, their floors, and what has no figure."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics.agreement import icc
from hiring.talks.agreeing import (
    CANDIDATES_FLOOR,
    LENIENCY_FLOOR,
    STEP,
    Agreement,
    Correlation,
    Leniency,
    agreement,
    correlation,
    leniency,
)

Talks = list[dict[str, dict[str, int]]]
ratings = st.integers(1, 5)


def talks(pairs: list[tuple[int, int]]) -> Talks:
    """Candidates whom cleo and mate rated on one question."""
    return [{"cleo": {"q": one}, "mate": {"q": other}} for one, other in pairs]


def test_rwg_is_the_mean_over_candidates_of_the_mean_over_questions() -> None:
    # Apart by one: variance 1/2 against 2, so 0.75. Apart by two: variance 2, so 0. The same: 1.
    same, one, two = (3, 3), (3, 4), (2, 4)
    found = agreement("calm", ["q"], talks([same, same, one, one, two]))
    assert (found.code, found.candidates, found.correlation) == ("calm", 5, None)
    assert found.rwg == pytest.approx((1 + 1 + 0.75 + 0.75 + 0) / 5)


def test_below_five_candidates_no_agreement_is_told() -> None:
    assert CANDIDATES_FLOOR == 5
    assert agreement("calm", ["q"], talks([(3, 3)] * 4)) == Agreement("calm", 4, None, None)


def test_who_could_not_tell_is_in_no_figure() -> None:
    alone: Talks = [{"cleo": {"q": 3}, "mate": {}}, {"cleo": {"other": 3}, "mate": {"other": 1}}]
    assert agreement("calm", ["q"], alone) == Agreement("calm", 0, None, None)


def test_correlations_are_those_of_shrout_and_fleiss_from_thirty_candidates_on() -> None:
    pairs = [(1 + number % 5, 1 + (number + number // 7) % 5) for number in range(30)]
    means = [{"cleo": float(one), "mate": float(other)} for one, other in pairs]
    expected = icc(pairs)
    assert correlation(means) == Correlation(30, 2, expected.icc2, expected.icc2k)
    assert correlation(means[:29]) is None
    assert agreement("calm", ["q"], talks(pairs)).correlation == correlation(means)


def test_the_interviewers_whom_most_candidates_share_make_the_table() -> None:
    both = [{"cleo": 1.0 + number % 4, "mate": 2.0 + number % 4} for number in range(20)]
    three = [{"cleo": 1.0 + number % 5, "mate": 1.0 + number % 5, "flo": 3.0} for number in range(12)]
    other = [{"flo": 1.0, "gil": 2.0}] * 25
    alone = [{"cleo": 1.0}] * 40
    found = correlation([*both, *three, *other, *alone])
    assert found is not None
    assert (found.candidates, found.raters) == (30, 2)  # of 32, in whole steps


def test_candidates_who_do_not_differ_have_no_correlation() -> None:
    assert correlation([{"cleo": 3.0, "mate": 3.0}] * 30) == Correlation(30, 2, None, None)
    assert correlation([]) is None


def test_leniency_is_the_mean_difference_with_the_range_of_student() -> None:
    # Differences of 1 and 0, five each: mean 0.5, sd sqrt(5/18); t with 9 degrees is 2.262.
    found = leniency("cleo", talks([(4, 3), (3, 3)] * 5))
    reach = 2.262157 * math.sqrt(5 / 18 / 10)
    assert (found.interviewer, found.candidates) == ("cleo", 10)
    assert found.difference == pytest.approx(0.5)
    assert found.low == pytest.approx(0.5 - reach, abs=1e-6)
    assert found.high == pytest.approx(0.5 + reach, abs=1e-6)


def test_leniency_is_told_from_ten_candidates_on() -> None:
    assert LENIENCY_FLOOR == 10
    assert leniency("cleo", talks([(4, 3)] * 9)) == Leniency("cleo", 9)
    assert leniency("flo", talks([(4, 3)] * 30)) == Leniency("flo", 0)


def test_whom_nobody_else_rated_says_nothing_of_mildness() -> None:
    alone = [{"cleo": {"q1": 5}}] * 3
    assert leniency("cleo", [*talks([(4, 3), (3, 3)] * 5), *alone]) == leniency(
        "cleo", talks([(4, 3), (3, 3)] * 5)
    )


def test_who_gives_everybody_the_same_more_has_no_range() -> None:
    # It would reach from 1 to 1, as if nothing could be otherwise.
    assert leniency("cleo", talks([(4, 3), (3, 2)] * 5)) == Leniency("cleo", 10, 1.0)


def test_at_the_floor_the_range_reaches_under_a_quarter_of_the_scale() -> None:
    """What the module says of its floor: differences that spread by one point."""
    apart = [(5, 3), (3, 3)] * 5  # 2 and 0: sd near 1
    found = leniency("cleo", talks(apart))
    assert found.high is not None
    assert found.difference is not None
    assert (found.high - found.difference) / math.sqrt(10 / 9) == pytest.approx(0.715, abs=0.001)


@given(st.lists(st.tuples(ratings, ratings), min_size=10, max_size=40))
def test_of_two_interviewers_one_is_as_mild_as_the_other_is_strict(pairs: list[tuple[int, int]]) -> None:
    one, other = leniency("cleo", talks(pairs)), leniency("mate", talks(pairs))
    pairs = pairs[: one.candidates]
    assert one.difference == pytest.approx(-(other.difference or 0.0))
    if len({mine - hers for mine, hers in pairs}) == 1:
        assert (one.low, one.high, other.low, other.high) == (None,) * 4
    else:
        assert one.low == pytest.approx(-(other.high or 0.0))


@given(st.lists(st.tuples(ratings, ratings), min_size=5, max_size=40))
def test_agreement_lies_between_none_and_all(pairs: list[tuple[int, int]]) -> None:
    found = agreement("calm", ["q"], talks(pairs)).rwg
    assert found is not None
    assert 0 <= found <= 1
    counted = pairs[: len(pairs) // STEP * STEP]
    assert (found == 1) == all(one == other for one, other in counted)


@given(st.lists(st.tuples(ratings, ratings), min_size=5, max_size=45))
def test_all_figures_move_on_by_five_candidates(pairs: list[tuple[int, int]]) -> None:
    """What one candidate adds is told by no two looks: everything is as it was with four more or fewer."""
    whole = pairs[: len(pairs) // STEP * STEP]
    assert agreement("calm", ["q"], talks(pairs)) == agreement("calm", ["q"], talks(whole))
    if len(pairs) >= LENIENCY_FLOOR:
        assert leniency("cleo", talks(pairs)) == leniency("cleo", talks(whole))


def test_whoever_could_not_tell_leaves_no_part_of_a_step() -> None:
    """Ten candidates, of whom one was not rated about it: nine, and of these five."""
    silent: Talks = [{"cleo": {}, "mate": {"q": 5}}]
    rows = talks([(3, 3)] * 5 + [(1, 5)] * 4)
    assert agreement("calm", ["q"], silent + rows) == Agreement("calm", 5, 1.0, None)
