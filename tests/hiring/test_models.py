"""What the database itself refuses, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hiring.actions.scorecards import Verdict, decide
from hiring.models import (
    OPENING_TRANSITIONS,
    TRANSITIONS,
    Candidate,
    CandidateAnswer,
    CandidateLink,
    Opening,
    OpeningComponent,
    OpeningGuide,
    OpeningMember,
    OpeningStage,
    RuleVersion,
    Scorecard,
    ScorecardVersion,
    StageDecision,
)
from people.models import Membership
from tests.cast import NOW
from tests.hires import answered, begun, changed, invited, locked, sent
from tests.hiring.conftest import later

Write = Callable[[Candidate], Any]


def answer(candidate: Candidate, code: str, value: int) -> CandidateAnswer:
    given = CandidateAnswer(candidate=candidate, item_code=code, value=value)
    given.organisation_id = candidate.organisation_id
    given.save()
    return given


def component(candidate: Candidate, code: str, reason: str) -> OpeningComponent:
    return OpeningComponent.objects.create(
        organisation_id=candidate.organisation_id,
        opening_id=candidate.opening_id,
        component=code,
        reason=reason,
    )


def change(candidate: Candidate, **values: Any) -> None:
    Candidate.objects.filter(pk=candidate.pk).update(**values)


def again(row: Any) -> None:
    """The same row once more, under an id of its own."""
    row.pk = None
    row._state.adding = True
    row.save(force_insert=True)


BROKEN: list[tuple[str, Write]] = [
    ("opening_retention_is_known", lambda one: Opening.objects.update(retention="for-ever")),
    ("opening_closes_after_made", lambda one: Opening.objects.update(closes_at=later(days=-1))),
    ("opening_state_and_times_agree", lambda one: Opening.objects.update(opened_at=None)),
    ("opening_state_and_times_agree", lambda one: Opening.objects.update(state="unseen")),
    ("opening_lacks_nothing", lambda one: Opening.objects.update(notice="")),
    ("opening_lacks_nothing", lambda one: Opening.objects.update(deadline=None)),
    ("opening_stage_once_per_place", lambda one: OpeningStage.objects.update(position=1)),
    ("opening_stage_is_known", lambda one: OpeningStage.objects.update(kind="handwriting")),
    ("opening_stage_has_a_name", lambda one: OpeningStage.objects.update(name="")),
    ("opening_guide_confirmed_by_somebody", lambda one: OpeningGuide.objects.update(confirmed_by=None)),
    ("rule_version_once", lambda one: again(RuleVersion.objects.first())),
    ("rule_change_has_a_reason", lambda one: RuleVersion.objects.update(number=2)),
    ("opening_member_once_per_role", lambda one: OpeningMember.objects.update(role="decider")),
    (
        "opening_member_role_is_known",
        lambda one: OpeningMember.objects.filter(role="decider").update(role="x"),
    ),
    ("decision_once_per_stage", lambda one: again(StageDecision.objects.first())),
    ("opening_component_once", lambda one: component(one, "SR", "Twice.")),
    ("opening_component_is_known", lambda one: component(one, "XX", "Unknown.")),
    ("opening_component_has_a_reason", lambda one: component(one, "MO", "")),
    ("candidate_state_and_times_agree", lambda one: change(one, state="sent", sent_at=None)),
    ("candidate_state_and_times_agree", lambda one: change(one, state="withdrawn", withdrawn_at=None)),
    ("candidate_state_and_times_agree", lambda one: change(one, state="unheard-of")),
    ("candidate_link_used_for_a_session", lambda one: CandidateLink.objects.update(session_hash=None)),
    ("candidate_answer_once_per_item", lambda one: again(CandidateAnswer.objects.first())),
    ("candidate_answer_on_the_scale", lambda one: answer(one, "X1", 6)),
    ("scorecard_once_per_interviewer", lambda one: again(Scorecard.objects.first())),
    ("scorecard_version_once", lambda one: again(ScorecardVersion.objects.first())),
    (
        "scorecard_version_ends_after_it_began",
        lambda one: ScorecardVersion.objects.update(replaced_at=later(days=-1)),
    ),
]


@pytest.mark.parametrize(("name", "write"), BROKEN, ids=[f"{n}-{i}" for i, (n, _w) in enumerate(BROKEN)])
def test_each_constraint_refuses(opening: Opening, dee: Membership, name: str, write: Write) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    changed(candidate, dee)
    decide(candidate=candidate, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(candidate)


def test_one_address_stands_once_in_an_opening_and_empty_ones_as_often_as_need_be(
    opening: Opening, dee: Membership
) -> None:
    first, second = invited(opening, dee), invited(opening, dee, token="second")
    with pytest.raises(IntegrityError), transaction.atomic():
        change(second, email=first.email)
    change(first, email="")
    change(second, email="")


def test_nothing_goes_back_by_itself() -> None:
    order = list(Candidate.State)
    back = [
        (one, after) for one in order for after in TRANSITIONS[one] if order.index(after) <= order.index(one)
    ]
    assert back == [(Candidate.State.SENT, Candidate.State.STARTED)]  # opened again by HR, with a reason
    assert TRANSITIONS[Candidate.State.WITHDRAWN] == frozenset()
    states = list(Opening.State)
    assert all(
        states.index(after) > states.index(one) for one in states for after in OPENING_TRANSITIONS[one]
    )
    assert OPENING_TRANSITIONS[Opening.State.CLOSED] == frozenset()


def test_a_reference_tells_nothing(opening: Opening, dee: Membership) -> None:
    candidate = answered(begun(invited(opening, dee)))
    assert len(candidate.reference) == 8
    assert candidate.pk.hex.startswith(candidate.reference.lower())
    assert candidate.invited_at == NOW
