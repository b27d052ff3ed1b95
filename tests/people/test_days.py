"""The writer's own day."""

import datetime as dt

import pytest

from people.days import local_day

FOUR = dt.time(4)


@pytest.mark.parametrize(
    ("utc", "zone", "ends", "day"),
    [
        ("2026-11-21T12:00", "UTC", FOUR, "2026-11-21"),
        ("2026-11-22T02:30", "UTC", FOUR, "2026-11-21"),
        ("2026-11-22T04:00", "UTC", FOUR, "2026-11-22"),
        ("2026-11-21T23:30", "Europe/Berlin", dt.time(0), "2026-11-22"),
        ("2026-11-21T01:00", "America/New_York", FOUR, "2026-11-20"),
        ("2026-11-21T21:00", "UTC", dt.time(20), "2026-11-22"),
        ("2026-11-21T19:59", "UTC", dt.time(20), "2026-11-21"),
        ("2024-03-01T03:59", "UTC", FOUR, "2024-02-29"),
        # Clocks go back in Berlin at 03:00 on 25 October 2026: both half past twos belong to the 24th.
        ("2026-10-25T00:30", "Europe/Berlin", FOUR, "2026-10-24"),
        ("2026-10-25T01:30", "Europe/Berlin", FOUR, "2026-10-24"),
        # They go forward on 29 March 2026: 02:30 does not exist, 03:30 follows 01:59.
        ("2026-03-29T01:30", "Europe/Berlin", FOUR, "2026-03-28"),
        ("2026-03-29T02:00", "Europe/Berlin", FOUR, "2026-03-29"),
    ],
)
def test_local_day(utc: str, zone: str, ends: dt.time, day: str) -> None:
    moment = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert local_day(moment, zone, ends) == dt.date.fromisoformat(day)
