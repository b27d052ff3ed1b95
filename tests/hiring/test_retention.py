"""How long candidates are kept: a floor where the law asks for records, a ceiling where it asks to delete."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.models import Opening
from hiring.retention import REGIMES, purge_day

DEADLINE = dt.date(2026, 12, 11)
days = st.dates(dt.date(2020, 1, 1), dt.date(2050, 1, 1))


@pytest.mark.parametrize(
    ("code", "decided", "day"),
    [
        ("eu", dt.date(2027, 1, 15), dt.date(2027, 7, 15)),
        ("us", dt.date(2027, 1, 15), dt.date(2028, 1, 15)),
        ("us-public", dt.date(2027, 1, 15), dt.date(2029, 1, 15)),
        ("eu", None, dt.date(2027, 6, 11)),
        ("eu", dt.date(2026, 12, 1), dt.date(2027, 6, 11)),  # before the last day to answer: from that on
        ("eu", dt.date(2027, 8, 31), dt.date(2028, 2, 29)),  # no 31st, a leap year
        ("us", dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
    ],
)
def test_purge_day(code: str, decided: dt.date | None, day: dt.date) -> None:
    assert purge_day(REGIMES[code], deadline=DEADLINE, decided=decided) == day


@given(deadline=days, decided=days)
def test_a_floor_of_a_year_is_never_cut_short(deadline: dt.date, decided: dt.date) -> None:
    kept = purge_day(REGIMES["us"], deadline=deadline, decided=decided) - decided
    assert kept.days >= 365


def test_every_regime_of_an_opening_is_known() -> None:
    assert set(Opening.Retention.values) == set(REGIMES)
    assert {code for code, one in REGIMES.items() if one.is_floor} == {"us", "us-public"}
