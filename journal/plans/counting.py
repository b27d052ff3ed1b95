"""How often each plan came up and was used since its words began, and when last. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from journal.patterns.moments import FeltMoment, in_order
from journal.patterns.plans import PlanSeen, plans_seen

# More squares make no row that can be read on a phone.
SQUARES = 10


@dataclass(frozen=True, slots=True)
class Met:
    """One time that a plan came up: on her own day, used or not."""

    day: dt.date
    used: bool


@dataclass(frozen=True, slots=True)
class PlanCount:
    """What is seen of a plan, and its last times, oldest first."""

    seen: PlanSeen
    last: tuple[Met, ...]


def count_plans(since: Mapping[UUID, dt.datetime], moments: Iterable[FeltMoment]) -> tuple[PlanCount, ...]:
    """For each plan, in the order given. What came before its present words counts for the earlier ones."""
    told = [
        one
        for one in in_order(moments)
        if one.plan is not None
        and one.plan_used is not None
        and one.plan in since
        and one.at >= since[one.plan]
    ]
    return tuple(
        PlanCount(
            seen,
            tuple(Met(one.day, bool(one.plan_used)) for one in told if one.plan == seen.plan)[-SQUARES:],
        )
        for seen in plans_seen(tuple(since), told)
    )
