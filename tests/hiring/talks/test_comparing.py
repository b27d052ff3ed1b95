"""Which scores are too close to tell apart."""

import math

import pytest

from assessments.psychometrics.assumptions import Z95
from assessments.psychometrics.intervals import Range
from hiring.profile import Measured
from hiring.talks.comparing import Pair, is_apart, pairs

NOWHERE = Range(0, 100, clipped_low=False, clipped_high=False)


def scored(points: float, sem: float = 5.0) -> Measured:
    return Measured(points, sem, NOWHERE, NOWHERE, NOWHERE)


@pytest.mark.parametrize(("points", "apart"), [(50.0, False), (63.8, False), (63.9, True), (36.1, True)])
def test_scores_within_the_error_of_a_difference_are_too_close(points: float, apart: bool) -> None:
    # 1.96 * sqrt 2 * 5 = 13.859
    assert is_apart(scored(50.0), scored(points)) is apart
    assert is_apart(scored(points), scored(50.0)) is apart


def test_exactly_at_the_line_is_too_close() -> None:
    line = Z95 * math.hypot(5.0, 5.0)
    assert not is_apart(scored(0.0), scored(line))
    assert is_apart(scored(0.0), scored(line + 1e-9))


def test_of_two_errors_both_count() -> None:
    assert is_apart(scored(50, 3.0), scored(60, 4.0))  # 1.96 * 5 = 9.8
    assert not is_apart(scored(50, 4.0), scored(60, 4.0))  # 11.1


def test_every_two_are_told_once_and_in_the_order_given() -> None:
    found = pairs([scored(80), None, scored(20), scored(78)])
    assert found == (Pair(0, 2, True), Pair(0, 3, False), Pair(2, 3, True))


def test_who_has_no_score_is_in_no_pair() -> None:
    assert pairs([None, scored(20)]) == ()
