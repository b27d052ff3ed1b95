"""Counts of plans: since their present words began, the last ten times, together."""

import datetime as dt
from uuid import UUID

from journal.patterns.plans import Verdict
from journal.plans.counting import SQUARES, Met, count_plans
from tests.journal.patterns.people import moment

ONE, OTHER = UUID(int=1), UUID(int=2)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def test_a_plan_that_never_came_up_is_counted_as_nothing() -> None:
    (found,) = count_plans({ONE: LONG_AGO}, [moment(1), moment(2, plan=OTHER, plan_used=True)])
    assert (found.seen.plan, found.seen.met, found.seen.used, found.last) == (ONE, 0, 0, ())
    assert found.seen.verdict is Verdict.TOO_LITTLE


def test_what_was_left_open_is_no_answer() -> None:
    (found,) = count_plans({ONE: LONG_AGO}, [moment(1, plan=ONE, plan_used=None)])
    assert found.seen.met == 0


def test_what_came_before_the_present_words_counts_for_earlier_ones() -> None:
    told = [moment(number, day=number, plan=ONE, plan_used=number % 2 == 0) for number in range(1, 7)]
    (found,) = count_plans({ONE: told[3].at}, told)
    assert (found.seen.met, found.seen.used) == (3, 2)


def test_the_last_times_stand_oldest_first_and_the_oldest_go() -> None:
    many = SQUARES + 3
    told = [moment(number, day=number, plan=ONE, plan_used=number == many - 1) for number in range(many)]
    (found,) = count_plans({ONE: LONG_AGO}, reversed(told))
    assert found.seen.met == many
    assert found.last[-1] == Met(told[-1].day, used=True)
    assert [met.day for met in found.last] == [one.day for one in told[-SQUARES:]]


def test_each_plan_has_its_own_times() -> None:
    told = [moment(1, plan=ONE, plan_used=True), moment(2, plan=OTHER, plan_used=False)]
    one, other = count_plans({ONE: LONG_AGO, OTHER: LONG_AGO}, told)
    assert (one.seen.used, other.seen.used) == (1, 0)
    assert (one.last[0].used, other.last[0].used) == (True, False)
