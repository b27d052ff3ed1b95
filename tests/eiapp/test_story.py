"""The demo's half year: the same from the same seed, and a plausible diary."""

import datetime as dt
from collections import Counter

from eiapp.story import half_a_year, this_morning
from vocabulary.feelings import feeling
from vocabulary.triggers import trigger

TODAY = dt.date(2026, 11, 21)
STORY = tuple(half_a_year(today=TODAY, zone="Europe/London", seed=42))


def test_the_same_seed_tells_the_same_story() -> None:
    assert tuple(half_a_year(today=TODAY, zone="Europe/London", seed=42)) == STORY
    assert tuple(half_a_year(today=TODAY, zone="Europe/London", seed=43)) != STORY


def test_every_moment_could_have_been_written_on_the_quick_form() -> None:
    for told in STORY:
        assert feeling(told.feeling).quick
        assert trigger(told.trigger).code == told.trigger
        assert 1 <= told.strength <= 5
        assert len(told.note) <= 500


def test_it_is_half_a_year_up_to_yesterday_without_sundays_and_with_a_holiday() -> None:
    days = {told.felt_at.date() for told in STORY}
    assert (min(days) - TODAY).days < -175
    assert max(days) < TODAY
    assert not [day for day in days if day.weekday() == 6]
    assert not [day for day in days if 118 <= (TODAY - day).days <= 131]
    assert len(STORY) > 150


def test_unclear_requests_come_in_the_afternoon_and_good_things_all_along() -> None:
    assert {told.felt_at.hour >= 13 for told in STORY if told.trigger == "C"} == {True}
    assert Counter(told.trigger[0] for told in STORY)["P"] > 30


def test_two_moments_of_this_morning_lie_in_the_past() -> None:
    now = dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.UTC)
    assert all(told.felt_at < now for told in this_morning(now=now, zone="Europe/London"))
