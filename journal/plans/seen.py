"""What the last year of moments says of a person's plans, remembered until a moment or a plan changes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from journal.patterns.plans import PlanSeen, Verdict
from journal.patterns.resampling import Estimate
from journal.plans.counting import Met, PlanCount, count_plans
from journal.queries.opened import Opened, today_of
from journal.queries.patterns import window_of
from people.models import Membership
from people.sealed_cache import remembered

DAYS = 365


def counts_of(
    owner: Membership, since: Mapping[UUID, dt.datetime], now: dt.datetime
) -> dict[UUID, PlanCount]:
    """For all of her plans at once: their verdicts are judged together. `since` is when their words began."""
    if not since:
        return {}
    window = window_of(owner, DAYS, today_of(owner, now))
    begun = tuple(sorted(since.items()))

    def make() -> dict[str, Any]:
        counts = count_plans(dict(begun), Opened(owner, window.first, window.last).felt())
        return {"plans": [_kept(one) for one in counts]}

    kept = remembered(owner, "journal.plans", (*window.parts, begun), make)
    counts = map(_read, kept["plans"])
    return {one.seen.plan: one for one in counts}


def _kept(count: PlanCount) -> dict[str, Any]:
    seen, estimate = count.seen, count.seen.estimate
    return {
        "plan": str(seen.plan),
        "met": seen.met,
        "used": seen.used,
        "with_it": seen.with_it,
        "without": seen.without,
        "missing": seen.missing,
        "verdict": seen.verdict.value,
        "estimate": estimate and [estimate.effect, estimate.low, estimate.high, estimate.p, estimate.p_lower],
        "last": [[met.day.isoformat(), met.used] for met in count.last],
    }


def _read(kept: Mapping[str, Any]) -> PlanCount:
    seen = PlanSeen(
        plan=UUID(kept["plan"]),
        met=kept["met"],
        used=kept["used"],
        with_it=kept["with_it"],
        without=kept["without"],
        missing=kept["missing"],
        estimate=Estimate(*kept["estimate"]) if kept["estimate"] else None,
        verdict=Verdict(kept["verdict"]),
    )
    return PlanCount(seen, tuple(Met(dt.date.fromisoformat(day), used) for day, used in kept["last"]))
