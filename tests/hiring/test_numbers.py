"""Numbers as pages write them: in the reader's language, with a minus, and on their own side of a line."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from hiring.numbers import mean_of, number, number_beside, signed


@pytest.mark.parametrize(
    ("value", "told"), [(None, "–"), (0.876, "0.88"), (-0.5, "−0.50"), (-0.001, "0.00"), (3, "3.00")]
)
def test_a_number(value: float | None, told: str) -> None:
    assert number(value) == told


@pytest.mark.parametrize(("value", "told"), [(0.52, "+0.5"), (-0.52, "−0.5"), (0.04, "0.0"), (-0.04, "0.0")])
def test_a_difference_has_its_sign_and_nothing_has_none(value: float, told: str) -> None:
    assert signed(value) == told


@pytest.mark.parametrize(
    ("value", "line", "told"),
    [
        (None, None, "–"),
        (Fraction(3), None, "3"),
        (Fraction(7, 2), None, "3.5"),
        (Fraction(8, 3), None, "2.67"),
        (Fraction(29983, 10000), Fraction(3), "2.998"),
        (Fraction(8, 3), Fraction(267, 100), "2.667"),
        (Fraction(3), Fraction(3), "3"),
        (Fraction(3001, 1000), Fraction(3), "3"),
    ],
)
def test_a_mean_is_never_printed_as_on_the_other_side(
    value: Fraction | None, line: Fraction | None, told: str
) -> None:
    assert mean_of(value, line) == told


@given(st.fractions(1, 5, max_denominator=60), st.integers(100, 500).map(lambda part: Fraction(part, 100)))
def test_whatever_is_below_reads_as_below(value: Fraction, line: Fraction) -> None:
    """A line is typed with two places at most."""
    assert (Fraction(mean_of(value, line)) < line) == (value < line)


def test_a_ratio_keeps_its_side_from_any_number_of_places_on() -> None:
    assert number_beside(0.7996, 0.8, is_below=True, places=3) == "0.7996"
    assert number_beside(0.8, 0.8, is_below=False, places=3) == "0.800"


def test_numbers_are_written_as_the_language_has_them() -> None:
    with override("de"):
        assert (number(-0.5), signed(0.5), mean_of(Fraction(5, 2))) == ("−0,50", "+0,5", "2,5")
