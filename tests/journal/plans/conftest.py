"""What the tests of plans share: plans and goals by their actions, and moments in which a plan came up."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.documents import MomentDocument
from journal.models import Moment
from journal.plans.actions import make_goal, make_plan
from journal.plans.documents import GoalDocument, Kind, Wording
from journal.plans.models import Goal, Plan
from journal.sealing import seal_moment
from people.keys import open_key
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW

TODAY = NOW.date()
SHOUTING = Wording("A.shouting", "pause", "")
CALM = GoalDocument(Kind.PERSONAL, "Stay calm", "I sleep better.", "Pause once today", why_on_hard_days=True)

Planned = Callable[..., Plan]
Aimed = Callable[..., Goal]
Meet = Callable[..., Moment]


@pytest.fixture
def planned() -> Planned:
    """planned(amal, Wording(...), days_ago=3): a plan under way."""

    def make(by: Membership, wording: Wording = SHOUTING, *, days_ago: float = 0, **told: Any) -> Plan:
        fields: dict[str, Any] = {
            "review_on": TODAY + dt.timedelta(weeks=4),
            "submission_key": uuid4(),
            "now": NOW - dt.timedelta(days=days_ago),
        } | told
        with organisation_scope(by.organisation):
            return make_plan(by=by, wording=wording, **fields)

    return make


@pytest.fixture
def aimed() -> Aimed:
    """aimed(amal, document): a goal under way."""

    def make(by: Membership, document: GoalDocument = CALM, **told: Any) -> Goal:
        fields: dict[str, Any] = {
            "review_on": TODAY + dt.timedelta(weeks=4),
            "submission_key": uuid4(),
            "now": NOW,
        } | told
        with organisation_scope(by.organisation):
            return make_goal(by=by, document=document, **fields)

    return make


@pytest.fixture
def meet() -> Meet:
    """meet(amal, plan, used=True, days_ago=2): a moment in which the plan came up."""

    def put(
        by: Membership, plan: UUID, *, used: bool | None, days_ago: float = 0, strength: int = 3
    ) -> Moment:
        at = NOW - dt.timedelta(days=days_ago)
        document = MomentDocument(
            ("annoyed",), ("A.shouting",), strength, "", "UTC", plan=plan, plan_used=used
        )
        with organisation_scope(by.organisation):
            moment = Moment(
                organisation_id=by.organisation_id,
                membership=by,
                felt_at=at,
                local_day=at.date(),
                submission_key=uuid4(),
                changed_at=at,
            )
            moment.sealed = seal_moment(open_key(by), moment, document)
            moment.save(force_insert=True)
        return moment

    return put
