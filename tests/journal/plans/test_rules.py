"""The numbers of plans."""

import datetime as dt

import pytest

from journal.plans.rules import next_look

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(("days", "offered"), [(1, 1), (-3, 28), (0, 28)])
def test_a_day_that_is_past_is_not_offered_again(days: int, offered: int) -> None:
    set_before = TODAY + dt.timedelta(days=days)
    assert next_look(set_before, TODAY) == TODAY + dt.timedelta(days=offered)
