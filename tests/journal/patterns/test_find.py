"""From moments to answers: floors, sides, what may be claimed, and what never changes an answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from journal.documents import NOTHING_YET
from journal.patterns.factors import Split
from journal.patterns.family import FAMILY, FLOOR, Question, Subject
from journal.patterns.findings import Answer, NextStep, Side, find, next_step, rests_on
from journal.patterns.moments import FeltMoment
from journal.patterns.resampling import Estimate
from tests.journal.patterns.people import INDEPENDENT, Effects, moment, person
from vocabulary.triggers import triggers

EFFECT = person(120, INDEPENDENT, default_rng(1), Effects(trigger=1.5, technique=1.2, share=0.4), uses=40)


def answer(told: Sequence[FeltMoment], subject: Subject, place: int = 0) -> Answer:
    return next(one for one in find(told) if one.question == Question(subject, place))


def told_of(*groups: tuple[int, dict[str, Any]]) -> list[FeltMoment]:
    """(times, what was told) each, one moment a day."""
    fields = [what for times, what in groups for _ in range(times)]
    return [moment(place + 1, day=place, **what) for place, what in enumerate(fields)]


def test_nothing_written_has_nothing_to_say_and_lacks_everything() -> None:
    answers = find([])
    assert [one.question for one in answers] == list(FAMILY)
    assert {(one.code, one.missing, one.estimate, one.p, one.is_claimed) for one in answers} == {
        ("", FLOOR, None, None, False)
    }


@pytest.mark.parametrize(("having", "lacking", "missing"), [(7, 20, 1), (20, 5, 3), (8, 8, 0), (20, 0, 8)])
def test_eight_with_and_eight_without(having: int, lacking: int, missing: int) -> None:
    told = told_of((having, {"triggers": ("A",)}), (lacking, {"triggers": ("P",)}))
    place = 0 if having >= lacking else 1
    found = answer(told, Subject.STRENGTH_OF_TRIGGER, place)
    assert (found.code, found.having.times, found.lacking.times) == ("A", having, lacking)
    assert found.missing == missing
    assert (found.estimate is None) == (found.p is None) == (missing > 0)


def test_the_time_of_a_trigger_needs_earlier_and_later_moments_too() -> None:
    told = told_of((20, {"triggers": ("A",)}), (20, {"triggers": ("B",)}))
    told = [replace(one, minute=480 if place < 4 else 900) for place, one in enumerate(told)]
    found = answer(told, Subject.TIME_OF_TRIGGER)
    assert (found.split, found.missing) == (Split(900), 4)
    late = [replace(one, minute=900 if place < 3 else 480) for place, one in enumerate(told)]
    late[3] = replace(late[3], minute=480)
    assert answer(late, Subject.TIME_OF_TRIGGER).missing == 8  # from the middle hour on stands everything


def test_what_the_sides_hold() -> None:
    told = told_of(
        (12, {"triggers": ("C",), "strength": 4, "minute": 900}),
        (4, {"triggers": ("C",), "strength": 4, "minute": 540}),
        (4, {"triggers": ("A",), "strength": 2, "minute": 960}),
        (16, {"triggers": ("A", "B"), "strength": 1, "minute": 540}),
    )
    # A stands in 20, C and B in 16 each: of equals the first by code is the next.
    time = answer(told, Subject.TIME_OF_TRIGGER)
    assert (time.code, time.split) == ("A", Split(540))
    strength = answer(told, Subject.STRENGTH_OF_TRIGGER)
    assert (strength.having, strength.lacking) == (Side(20, 1.2), Side(16, 4.0))
    assert strength.estimate
    assert strength.estimate.effect == pytest.approx(-2.8)
    assert strength.rows == tuple(UUID(int=number) for number in range(17, 37))
    assert answer(told, Subject.STRENGTH_OF_TRIGGER, 1).code == "B"


def test_a_share_of_later_moments_is_the_mean_of_a_pattern() -> None:
    told = told_of(
        (9, {"triggers": ("C",), "minute": 900}),
        (3, {"triggers": ("C",), "minute": 480}),
        (4, {"triggers": ("P",), "minute": 901}),
        (7, {"triggers": ("A",), "minute": 480}),
    )
    found = answer(told, Subject.TIME_OF_TRIGGER)
    assert found.split == Split(900)
    assert (found.having, found.lacking) == (Side(12, 0.75), Side(11, 4 / 11))


def test_strength_by_time_has_the_later_half_on_the_one_side() -> None:
    told = told_of((10, {"minute": 600, "strength": 2}), (10, {"minute": 1000, "strength": 5}))
    found = answer(told, Subject.STRENGTH_BY_TIME)
    assert (found.code, found.split) == ("", Split(780))
    assert (found.having.mean, found.lacking.mean) == (5, 2)


PAUSED = {"techniques": ("pause",), "strength": 4, "strength_after": 2}
NOTHING = {"techniques": (NOTHING_YET,), "strength": 4, "strength_after": 4}


def test_a_technique_is_compared_with_nothing_yet_or_not_at_all() -> None:
    alone = told_of((30, PAUSED), (7, NOTHING))
    for subject in (Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING):
        found = answer(alone, subject)
        assert (found.code, found.missing, found.estimate) == ("pause", 1, None)
    both = told_of((10, PAUSED), (10, NOTHING), (5, {"techniques": ("pause",)}), (5, {}))
    for subject in (Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING):
        found = answer(both, subject)
        assert (found.having, found.lacking) == (Side(10, -2), Side(10, 0))
        assert found.estimate
        assert found.estimate.effect == -2
        assert found.is_claimed


def test_of_a_technique_it_is_never_said_that_strength_was_higher() -> None:
    worse = told_of((20, PAUSED | {"strength": 2, "strength_after": 4}), (20, NOTHING))
    for subject in (Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING):
        found = answer(worse, subject)
        assert found.estimate
        assert found.estimate.is_apart
        assert not found.is_claimed


def test_a_real_effect_is_claimed_and_its_interval_holds_no_zero() -> None:
    claimed = [one for one in find(EFFECT) if one.is_claimed]
    assert {one.question.subject for one in claimed} >= {
        Subject.STRENGTH_OF_TRIGGER,
        Subject.AFTER_TECHNIQUE,
        Subject.BESIDE_NOTHING,
    }
    assert all(one.estimate and one.estimate.is_apart for one in claimed)


@pytest.mark.parametrize(
    ("estimate", "p", "subject", "claimed"),
    [
        (Estimate(1, 0.1, 2, 0.01, 1), 0.05, Subject.STRENGTH_BY_TIME, True),
        (Estimate(1, 0.1, 2, 0.01, 1), 0.051, Subject.STRENGTH_BY_TIME, False),
        (Estimate(1, -0.1, 2, 0.01, 1), 0.01, Subject.STRENGTH_BY_TIME, False),
        (Estimate(-1, -2, -0.1, 0.01, 0.01), 0.01, Subject.AFTER_TECHNIQUE, True),
        (Estimate(1, 0.1, 2, 0.01, 0.01), 0.01, Subject.AFTER_TECHNIQUE, False),
        (None, None, Subject.STRENGTH_BY_TIME, False),
        (Estimate(1, 0.1, 2, 0.01, 1), None, Subject.STRENGTH_BY_TIME, False),
    ],
)
def test_what_may_be_claimed(
    estimate: Estimate | None, p: float | None, subject: Subject, claimed: bool
) -> None:
    found = Answer(Question(subject), "A", None, Side(9, 1), Side(9, 2), (), 0, estimate, p)
    assert found.is_claimed is claimed


# --- next step --------------------------------------------------------------------------------------


def test_a_plan_begins_with_the_hard_trigger_that_came_up_most() -> None:
    told = told_of(
        (12, {"triggers": ("P.thanked",)}),
        (11, {"triggers": ("X",)}),
        (9, {"triggers": ("B",)}),
        (8, {"triggers": ("C",)}),
    )
    rows = tuple(UUID(int=number) for number in range(24, 33))
    assert next_step(told, find(told)) == NextStep("B", 9, None, rows)
    second = next_step(told, find(told), planned=("B",))
    assert second
    assert (second.trigger, second.times) == ("C", 8)
    assert next_step(told, find(told), planned=("B", "C")) is None


def test_seven_times_make_no_plan() -> None:
    assert next_step(told_of((7, {"triggers": ("B",)}), (90, {"triggers": ("P",)})), ()) is None
    assert next_step([], find([])) is None


def test_a_technique_is_named_only_where_it_went_with_less_than_nothing_did() -> None:
    step = next_step(EFFECT, find(EFFECT))
    assert step
    assert step.technique == "pause"
    after_alone = [one for one in find(EFFECT) if one.question.subject is not Subject.BESIDE_NOTHING]
    without = next_step(EFFECT, after_alone)
    assert without
    assert without.technique is None


# --- what always holds --------------------------------------------------------------------------------

CODES = [letter.code for letter in triggers() if letter.code != "X"]
WORDS = ["angry", "tired", "calm", "proud", "not-sure"]


@st.composite
def lives(draw: st.DrawFn) -> tuple[FeltMoment, ...]:
    many = draw(st.integers(0, 40))
    numbers = st.lists(st.integers(0, 20), min_size=many, max_size=many)
    days = draw(numbers)
    done = st.sampled_from([(), ("pause",), (NOTHING_YET,), ("pause", "notice")])
    return tuple(
        moment(
            place + 1,
            day=days[place],
            minute=draw(st.integers(-200, 1700)),
            feelings=(draw(st.sampled_from(WORDS)),),
            triggers=(draw(st.sampled_from(CODES[:4])),),
            strength=draw(st.integers(1, 5)),
            strength_after=draw(st.none() | st.integers(1, 5)),
            techniques=draw(done),
        )
        for place in range(many)
    )


RELAXED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_moments_come_is_no_matter(told: tuple[FeltMoment, ...], dice: object) -> None:
    mixed = list(told)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert find(mixed) == find(told)


@RELAXED
@given(lives())
def test_nothing_is_claimed_below_the_floors_and_what_is_asked_has_all_it_takes(
    told: tuple[FeltMoment, ...],
) -> None:
    for one in find(told):
        if min(one.having.times, one.lacking.times) < FLOOR:
            assert one.missing > 0
        assert (one.estimate is None) == (one.p is None) == (one.missing > 0)
        if one.is_claimed:
            assert one.estimate
            assert one.estimate.is_apart
        if one.estimate:
            assert one.estimate.low <= one.estimate.effect <= one.estimate.high
            assert min(one.estimate.p, one.estimate.p_lower) > 0
        assert len(one.rows) == one.having.times


@RELAXED
@given(st.permutations(CODES))
def test_names_are_no_matter(names: list[str]) -> None:
    """Other codes for the same triggers change nothing but the codes, as long as counts differ."""
    new = dict(zip(CODES, names, strict=True))
    told = person(80, INDEPENDENT, default_rng(3))
    letters = [replace(one, triggers=(one.triggers[0][0],)) for one in told]
    named = [replace(one, triggers=(new[one.triggers[0]],)) for one in letters]
    for one, other in zip(find(letters), find(named), strict=True):
        by_trigger = one.question.subject in (Subject.TIME_OF_TRIGGER, Subject.STRENGTH_OF_TRIGGER)
        assert other == replace(one, code=new[one.code] if by_trigger else one.code)


@RELAXED
@given(st.integers(-400, 400))
def test_another_year_changes_nothing(days: int) -> None:
    told = person(60, INDEPENDENT, default_rng(4))
    moved = [
        replace(one, at=one.at + dt.timedelta(days=days), day=one.day + dt.timedelta(days=days))
        for one in told
    ]
    assert find(moved) == find(told)


# --- the moments behind an answer ---------------------------------------------------------------------


def test_an_answer_rests_on_the_moments_of_its_one_side() -> None:
    for one in find(EFFECT):
        later = None if one.code or one.split is None else one.split.minute
        behind = [each.row for each in EFFECT if rests_on(each, one.code, later)]
        assert tuple(behind) == one.rows
    assert not rests_on(EFFECT[0], "", None)
