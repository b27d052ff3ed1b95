"""Tail areas against printed tables and closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.psychometrics.distributions import (
    chi_square_tail,
    f_quantile,
    f_share,
    normal_quantile,
    two_sided_p,
)


@pytest.mark.parametrize(
    ("above", "below", "printed"),
    [(1, 1, 161.45), (3, 10, 3.708), (10, 10, 2.978), (5, 120, 2.290), (24, 60, 1.700), (120, 120, 1.352)],
)
def test_the_95_percent_points_of_f_as_tables_print_them(above: int, below: int, printed: float) -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.3."""
    assert f_quantile(0.95, above, below) == pytest.approx(printed, rel=3e-4)


@settings(max_examples=30)
@given(st.floats(0.001, 0.999), st.integers(1, 10_000), st.integers(1, 500_000))
def test_the_quantile_of_f_is_where_its_share_is_reached(share: float, above: int, below: int) -> None:
    assert f_share(f_quantile(share, above, below), above, below) == pytest.approx(share, abs=1e-9)


@settings(max_examples=30)
@given(st.floats(0.01, 0.99), st.integers(1, 200), st.integers(1, 200))
def test_f_turned_upside_down(share: float, above: int, below: int) -> None:
    assert f_quantile(share, above, below) == pytest.approx(1 / f_quantile(1 - share, below, above), rel=1e-9)


@given(st.floats(0.01, 50))
def test_f_with_two_above_has_a_closed_form(value: float) -> None:
    assert f_share(value, 2, 8) == pytest.approx(1 - (1 + value / 4) ** -4, abs=1e-12)


def test_the_ends_of_f() -> None:
    assert f_share(0.0, 3, 9) == 0.0
    assert f_share(1e300, 3, 9) == 1.0


@pytest.mark.parametrize(
    ("share", "above", "below"), [(0, 1, 1), (1, 1, 1), (math.nan, 1, 1), (0.5, 0, 1), (0.5, 1, -1)]
)
def test_a_quantile_of_f_that_does_not_exist_is_refused(share: float, above: float, below: float) -> None:
    with pytest.raises(ValueError, match="The share must lie between 0 and 1"):
        f_quantile(share, above, below)


@pytest.mark.parametrize(
    ("value", "freedom", "tail"),
    [
        (3.841459, 1, 0.05),
        (6.634897, 1, 0.01),
        (5.991465, 2, 0.05),
        (9.210340, 2, 0.01),
        (0, 1, 1),
        (0, 2, 1),
    ],
)
def test_the_tails_of_chi_square_as_tables_print_them(value: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(tail, abs=1e-7)


@pytest.mark.parametrize(("value", "freedom"), [(-1, 1), (math.nan, 1), (1, 3), (1, 0)])
def test_another_chi_square_is_refused(value: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="1 or 2 degrees of freedom"):
        chi_square_tail(value, freedom)


@given(st.floats(0.0001, 0.9999))
def test_a_quantile_and_its_p_belong_together(confidence: float) -> None:
    assert two_sided_p(normal_quantile(confidence)) == pytest.approx(1 - confidence, abs=1e-9)
    assert two_sided_p(-normal_quantile(confidence)) == pytest.approx(1 - confidence, abs=1e-9)


def test_no_statistic_has_no_p() -> None:
    with pytest.raises(ValueError, match="must be a number"):
        two_sided_p(math.nan)
