"""What can be said of an if-then plan: how often it came up and was used, and how strong it felt. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from journal.patterns.factors import column, numbered_days
from journal.patterns.family import FLOOR, LEVEL, adjusted
from journal.patterns.moments import FeltMoment, in_order
from journal.patterns.resampling import Estimate, contrasts

# Half a point of five either way: what lies within is called no difference.
NO_MATTER = 0.5


class Verdict(Enum):
    """People choose when to use a plan, and moments pass on their own: none of these names a cause."""

    LOWER = "lower"
    NO_DIFFERENCE = "no difference"
    TOO_LITTLE = "too little to tell"


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """`estimate` is strength with the plan used less strength without, None while `missing` more are needed
    of the scarcer side."""

    plan: UUID
    met: int
    used: int
    with_it: float | None
    without: float | None
    missing: int
    estimate: Estimate | None
    verdict: Verdict


def plans_seen(plans: Sequence[UUID], moments: Iterable[FeltMoment]) -> tuple[PlanSeen, ...]:
    """All plans of a page together, because each verdict more is one more chance to be wrong."""
    told = [one for one in in_order(moments) if one.plan_used is not None]
    met = {plan: tuple(one for one in told if one.plan == plan) for plan in plans}
    estimates = {plan: _estimate(ones) for plan, ones in met.items() if not _missing(ones)}
    p_values = adjusted([estimate.p_lower for estimate in estimates.values()])
    corrected = dict(zip(estimates, p_values, strict=True))
    return tuple(_seen(plan, met[plan], estimates, corrected) for plan in plans)


def verdict_of(estimate: Estimate, p: float) -> Verdict:
    """`p` is adjusted, and counts only what is lower."""
    if p <= LEVEL and estimate.high < 0:
        return Verdict.LOWER
    within = estimate.low >= -NO_MATTER and estimate.high <= NO_MATTER
    return Verdict.NO_DIFFERENCE if within else Verdict.TOO_LITTLE


def _seen(
    plan: UUID,
    met: Sequence[FeltMoment],
    estimates: Mapping[UUID, Estimate],
    corrected: Mapping[UUID, float],
) -> PlanSeen:
    used = [one for one in met if one.plan_used]
    estimate = estimates.get(plan)
    return PlanSeen(
        plan=plan,
        met=len(met),
        used=len(used),
        with_it=_mean(used),
        without=_mean([one for one in met if not one.plan_used]),
        missing=_missing(met),
        estimate=estimate,
        verdict=verdict_of(estimate, corrected[plan]) if estimate else Verdict.TOO_LITTLE,
    )


def _missing(met: Sequence[FeltMoment]) -> int:
    used = sum(bool(one.plan_used) for one in met)
    return max(0, FLOOR - used, FLOOR - (len(met) - used))


def _estimate(met: Sequence[FeltMoment]) -> Estimate:
    strengths = column(met, lambda one: float(one.strength))[:, None]
    used = column(met, lambda one: float(bool(one.plan_used)))[:, None]
    return contrasts(strengths, used, numbered_days(met))[0]


def _mean(moments: Sequence[FeltMoment]) -> float | None:
    return sum(one.strength for one in moments) / len(moments) if moments else None
