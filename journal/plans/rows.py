"""Plans, goals and rituals as they lie in the database, and how a page asks for them."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Value

from journal.plans.models import Goal, Plan, Ritual
from people.models import Membership
from people.prepared import Given, Prepared


class Stored(NamedTuple):
    """The columns of a plan or a goal that pages show it from."""

    pk: UUID
    membership_id: UUID
    state: str
    review_on: dt.date
    version: int
    started_at: dt.datetime
    sealed: bytes | memoryview


class StoredRitual(NamedTuple):
    """The columns of what was written around a shift."""

    pk: UUID
    membership_id: UUID
    local_day: dt.date
    sealed: bytes | memoryview


LAST_RITUALS = 10
_OWNER = Given("owner", Membership)

plans_of: Prepared[Stored] = Prepared(
    lambda: Plan.objects.of(_OWNER).order_by("-started_at").values_list(*Stored._fields), each=Stored._make
)
active_plans_of: Prepared[Stored] = Prepared(
    lambda: Plan.objects.of(_OWNER).active().order_by("-started_at").values_list(*Stored._fields),
    each=Stored._make,
)
goals_of: Prepared[Stored] = Prepared(
    lambda: Goal.objects.of(_OWNER).order_by("-started_at").values_list(*Stored._fields), each=Stored._make
)
last_rituals_of: Prepared[StoredRitual] = Prepared(
    lambda: (
        Ritual.objects.of(_OWNER)
        .order_by("-written_at", "-id")
        .values_list(*StoredRitual._fields)[:LAST_RITUALS]
    ),
    each=StoredRitual._make,
)


class UnderWay(NamedTuple):
    """An active plan or goal, as Today asks for both at once."""

    kind: str
    pk: UUID
    membership_id: UUID
    review_on: dt.date
    sealed: bytes | memoryview


def _under_way() -> Any:
    columns = UnderWay._fields
    plans = Plan.objects.of(_OWNER).active().annotate(kind=Value("plan")).order_by()
    goals = Goal.objects.of(_OWNER).active().annotate(kind=Value("goal")).order_by()
    return plans.values_list(*columns).union(goals.values_list(*columns), all=True)


under_way_of: Prepared[UnderWay] = Prepared(_under_way, each=UnderWay._make)
