"""A stored moment as the thinking takes it."""

import datetime as dt
from uuid import UUID

from journal.documents import MomentDocument
from journal.patterns.reading import felt_moment


def test_the_clock_is_that_of_the_place_where_she_was() -> None:
    """22:30 in Vienna, 06:30 of the next morning in Tokyo: a moment keeps the wall it was written by."""
    at = dt.datetime(2026, 7, 1, 20, 30, tzinfo=dt.UTC)
    document = MomentDocument(("angry", "tired"), ("A", "F.policy"), 4, "a note", "Europe/Vienna")
    one = felt_moment(UUID(int=7), at, dt.date(2026, 7, 1), document)
    assert (one.row, one.at, one.day) == (UUID(int=7), at, dt.date(2026, 7, 1))
    assert one.minute == 22 * 60 + 30
    assert (one.feelings, one.triggers, one.strength) == (("angry", "tired"), ("A", "F.policy"), 4)
    assert (one.strength_after, one.techniques, one.shown, one.plan) == (None, (), (), None)
    tokyo = MomentDocument(("angry",), ("A",), 4, "", "Asia/Tokyo")
    night = felt_moment(UUID(int=7), at - dt.timedelta(hours=4), dt.date(2026, 7, 1), tokyo)
    assert night.minute == 25 * 60 + 30  # 01:30 after midnight, still on the evening's day


def test_what_was_done_about_it_comes_along() -> None:
    at, plan = dt.datetime(2026, 7, 1, 20, 30, tzinfo=dt.UTC), UUID(int=9)
    document = MomentDocument(
        ("angry",),
        ("A",),
        4,
        techniques=("pause",),
        strength_after=2,
        shown=("neutral",),
        channel="phone",
        plan=plan,
        plan_used=True,
    )
    one = felt_moment(UUID(int=7), at, dt.date(2026, 7, 1), document)
    assert (one.techniques, one.strength_after, one.change) == (("pause",), 2, -2)
    assert (one.shown, one.channel, one.plan, one.plan_used) == (("neutral",), "phone", plan, True)
