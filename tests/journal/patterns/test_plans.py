"""What is said of a plan: counts always, a verdict only with enough on both sides."""

from uuid import UUID

import pytest

from journal.patterns.moments import FeltMoment
from journal.patterns.plans import PlanSeen, Verdict, plans_seen, verdict_of
from journal.patterns.resampling import Estimate
from tests.journal.patterns.people import moment

ONE, OTHER = UUID(int=101), UUID(int=102)


def met(used: list[int], unused: list[int], plan: UUID = ONE, first: int = 0) -> list[FeltMoment]:
    """Strengths on days on which the plan was used and on days on which it was not, in turn."""
    told = [(strength, True) for strength in used] + [(strength, False) for strength in unused]
    order = sorted(range(len(told)), key=lambda place: (place * 7) % len(told))
    return [
        moment(first + day + 1, day=day, strength=told[place][0], plan=plan, plan_used=told[place][1])
        for day, place in enumerate(order)
    ]


def test_a_plan_that_never_came_up() -> None:
    expected = PlanSeen(ONE, 0, 0, None, None, 8, None, Verdict.TOO_LITTLE)
    assert plans_seen([ONE], [moment(), moment(2, plan=ONE)]) == (expected,)
    assert plans_seen([], [moment()]) == ()


@pytest.mark.parametrize(("used", "unused", "missing"), [(8, 7, 1), (3, 30, 5), (30, 0, 8)])
def test_counts_stand_and_the_verdict_waits(used: int, unused: int, missing: int) -> None:
    found = plans_seen([ONE], met([2] * used, [4] * unused))[0]
    assert (found.met, found.used, found.missing) == (used + unused, used, missing)
    assert (found.with_it, found.without) == (2, 4 if unused else None)
    assert (found.estimate, found.verdict) == (None, Verdict.TOO_LITTLE)


def test_strength_tended_to_be_lower() -> None:
    found = plans_seen([ONE], met([2, 3] * 8, [4, 5] * 8))[0]
    assert found.estimate
    assert found.estimate.effect == -2
    assert (found.missing, found.verdict) == (0, Verdict.LOWER)


def test_higher_has_no_verdict_of_its_own() -> None:
    assert plans_seen([ONE], met([4, 5] * 8, [2, 3] * 8))[0].verdict is Verdict.TOO_LITTLE


def test_much_of_the_same_is_no_difference() -> None:
    assert plans_seen([ONE], met([3, 4] * 40, [4, 3] * 40))[0].verdict is Verdict.NO_DIFFERENCE
    assert plans_seen([ONE], met([1, 5] * 4, [5, 1] * 4))[0].verdict is Verdict.TOO_LITTLE


def test_plans_are_judged_together_and_each_by_its_own_moments() -> None:
    told = [*met([2, 3] * 8, [4, 5] * 8), *met([4, 3] * 2, [3, 4] * 2, OTHER, first=50)]
    other, one = plans_seen([OTHER, ONE], told)
    assert (other.plan, other.met, other.estimate) == (OTHER, 8, None)
    assert (one.plan, one.met, one.verdict) == (ONE, 32, Verdict.LOWER)


@pytest.mark.parametrize(
    ("low", "high", "p", "verdict"),
    [
        (-2.0, -0.1, 0.05, Verdict.LOWER),
        (-2.0, -0.1, 0.06, Verdict.TOO_LITTLE),
        (-2.0, 0.1, 0.01, Verdict.TOO_LITTLE),
        (-0.4, -0.1, 0.01, Verdict.LOWER),
        (-0.5, 0.5, 0.5, Verdict.NO_DIFFERENCE),
        (-0.6, 0.4, 0.5, Verdict.TOO_LITTLE),
        (-0.4, 0.6, 0.5, Verdict.TOO_LITTLE),
    ],
)
def test_the_words_for_an_interval(low: float, high: float, p: float, verdict: Verdict) -> None:
    assert verdict_of(Estimate((low + high) / 2, low, high, p, p), p) is verdict
