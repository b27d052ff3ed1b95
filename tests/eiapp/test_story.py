"""The demo's half year: the same from the same seed, and a plausible diary."""

import datetime as dt
from collections import Counter

from assessments.rounds.observed import observed
from assessments.rounds.replies import encoded
from eiapp.story import half_a_year, opinion, this_morning
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


def test_an_opinion_answers_every_statement_and_leans_towards_the_level() -> None:
    levels = {"SR": 2.0, "MO": 4.0, "EM": 4.0, "SS": 3.0}
    said = [opinion(form=observed(), levels=levels, seed=str(number)) for number in range(40)]
    assert {len(encoded(observed(), each)) for each in said} == {20 + 32}
    assert opinion(form=observed(), levels=levels, seed="0") == said[0] != said[1]
    agreed = {
        code: [
            value if item.key > 0 else 6 - value
            for each in said
            for item in observed().items
            if item.component.code == code and (value := each[item.code]) is not None
        ]
        for code in levels
    }
    means = {code: sum(values) / len(values) for code, values in agreed.items()}
    assert all(abs(means[code] - level) < 0.35 for code, level in levels.items())
    assert None in {value for each in said for value in each.values()}
