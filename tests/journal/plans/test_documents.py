"""What the sealed documents of plans, goals and rituals hold, and what they refuse."""

import datetime as dt
import json

import pytest

from journal.plans.documents import (
    GoalDocument,
    Kind,
    PlanDocument,
    Rite,
    RitualDocument,
    UnknownSchema,
    Version,
    Wording,
    read_goal,
    read_plan,
    read_ritual,
)

AT = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
FIRST = Version(Wording("A", "pause", ""), AT, rehearsed=True)
SECOND = Version(Wording("A", "", "Breathe out first."), AT + dt.timedelta(days=3))


def test_plan_keeps_all_its_wordings_through_json() -> None:
    plan = PlanDocument((FIRST, SECOND))
    assert (plan.present, plan.earlier) == (SECOND, (FIRST,))
    assert read_plan(1, json.loads(json.dumps(plan.as_json()))) == plan


def test_goal_and_ritual_come_back_from_json() -> None:
    goal = GoalDocument(Kind.PROFESSIONAL, "Lead a shift", "I like it.", "", why_on_hard_days=True)
    ritual = RitualDocument(Rite.AFTER, "The backlog", "The last call")
    assert read_goal(1, json.loads(json.dumps(goal.as_json()))) == goal
    assert read_ritual(1, json.loads(json.dumps(ritual.as_json()))) == ritual


@pytest.mark.parametrize("told", [("", "pause", ""), ("A", "", ""), ("A", "", " \n"), ("A", "", "a\0b")])
def test_wording_names_a_trigger_and_something_to_do(told: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"plan names|cannot be stored"):
        Wording(*told)


def test_empty_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="has words"):
        PlanDocument(())
    with pytest.raises(ValueError, match="says what"):
        GoalDocument(Kind.PERSONAL, " ", "", "", why_on_hard_days=False)
    with pytest.raises(ValueError, match="Nothing was written"):
        RitualDocument(Rite.HELPED, "\n", "")


@pytest.mark.parametrize("read", [read_plan, read_goal, read_ritual])
def test_document_of_a_newer_version_is_not_guessed_at(read: object) -> None:
    with pytest.raises(UnknownSchema, match="schema 2"):
        read(2, {})  # type: ignore[operator]
