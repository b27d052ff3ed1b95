"""A day and a clock time, up to seven days back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.backdating import NotYet, TooFarBack, felt_at, on_the_wall

BERLIN = "Europe/Berlin"
NOW = dt.datetime(2026, 11, 21, 10, 30, 20, tzinfo=dt.UTC)


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc, arg-type]


def test_the_clock_is_the_one_on_her_wall() -> None:
    assert felt_at(dt.date(2026, 11, 20), dt.time(14, 5), BERLIN, now=NOW) == utc(2026, 11, 20, 13, 5)


def test_each_hour_of_the_day_seven_days_ago_by_her_clock() -> None:
    now = utc(2026, 11, 21, 23, 30)  # half an hour into the 22nd in Berlin
    assert felt_at(dt.date(2026, 11, 15), dt.time(0), BERLIN, now=now) == utc(2026, 11, 14, 23)
    assert felt_at(dt.date(2026, 11, 14), dt.time(0), "UTC", now=now) == utc(2026, 11, 14)
    for zone, day in ((BERLIN, dt.date(2026, 11, 14)), ("UTC", dt.date(2026, 11, 13))):
        with pytest.raises(TooFarBack):
            felt_at(day, dt.time(23, 59), zone, now=now)


def test_what_lies_ahead_has_not_been() -> None:
    assert felt_at(dt.date(2026, 11, 21), dt.time(10, 30), "UTC", now=NOW) == NOW.replace(second=0)
    with pytest.raises(NotYet):
        felt_at(dt.date(2026, 11, 21), dt.time(10, 31), "UTC", now=NOW)


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    told = felt_at(dt.date(2026, 10, 25), dt.time(2, 30), BERLIN, now=utc(2026, 10, 26))
    assert told == utc(2026, 10, 25, 0, 30)
    assert on_the_wall(told, BERLIN) == (dt.date(2026, 10, 25), dt.time(2, 30))


def test_an_hour_that_was_skipped_lies_after_the_gap() -> None:
    told = felt_at(dt.date(2026, 3, 29), dt.time(2, 30), BERLIN, now=utc(2026, 3, 30))
    assert on_the_wall(told, BERLIN) == (dt.date(2026, 3, 29), dt.time(3, 30))


def test_the_29th_of_february_is_a_day() -> None:
    told = felt_at(dt.date(2028, 2, 29), dt.time(23, 59), "UTC", now=utc(2028, 3, 1))
    assert on_the_wall(told, "UTC") == (dt.date(2028, 2, 29), dt.time(23, 59))


def test_the_same_minute_stays_as_it_is_to_the_second() -> None:
    before = utc(2026, 11, 20, 13, 5, 59)
    assert felt_at(dt.date(2026, 11, 20), dt.time(14, 5), BERLIN, now=NOW, before=before) == before


@pytest.mark.parametrize("now", [utc(2026, 10, 25, 2), NOW])
def test_the_second_of_two_hours_stays_the_second_however_long_ago(now: dt.datetime) -> None:
    before = utc(2026, 10, 25, 1, 30, 7)
    day, time = on_the_wall(before, BERLIN)
    assert (day, time) == (dt.date(2026, 10, 25), dt.time(2, 30))
    assert felt_at(day, time, BERLIN, now=now, before=before) == before


def test_an_old_moment_may_keep_its_time_and_move_towards_now_only() -> None:
    before = utc(2026, 10, 1, 9, 0, 30)
    assert felt_at(dt.date(2026, 10, 1), dt.time(9), "UTC", now=NOW, before=before) == before
    assert felt_at(dt.date(2026, 10, 2), dt.time(9), "UTC", now=NOW, before=before) == utc(2026, 10, 2, 9)
    with pytest.raises(TooFarBack):
        felt_at(dt.date(2026, 9, 30), dt.time(9), "UTC", now=NOW, before=before)


@given(
    st.integers(0, 10 * 366 * 24 * 60).map(lambda minutes: utc(2020, 1, 1) + dt.timedelta(minutes=minutes)),
    st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "UTC"]),
)
def test_what_is_shown_leads_back_to_the_same_moment(moment: dt.datetime, zone: str) -> None:
    day, time = on_the_wall(moment, zone)
    assert felt_at(day, time, zone, now=moment, before=moment) == moment
