"""Days that somebody waited, whole and never too few."""

import datetime as dt

import pytest

from hiring.adjustments.display import Display
from hiring.adjustments.waiting import days_waited
from tests.cast import NOW


@pytest.mark.parametrize(
    ("hours", "days"), [(0, 0), (0.01, 1), (23.9, 1), (24, 1), (24.1, 2), (72, 3), (-5, 0)]
)
def test_every_day_that_began_is_counted(hours: float, days: int) -> None:
    assert days_waited(NOW, NOW + dt.timedelta(hours=hours)) == days


def test_one_statement_a_page_or_five() -> None:
    assert (Display().together, Display(one_statement=True).together) == (5, 1)
