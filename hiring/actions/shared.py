"""What every write about a candidate shares: she is held, goes on by the table, and the act is recorded."""

import datetime as dt
from uuid import UUID

from hiring.models import TRANSITIONS, Candidate
from people.audit import record
from people.models import Membership


def held_candidate(candidate_id: UUID) -> Candidate:
    """Held until the transaction ends, with her opening. Candidate.DoesNotExist outside the scope."""
    return (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("opening__organisation")
        .get(pk=candidate_id)
    )


def go_on(candidate: Candidate, state: Candidate.State) -> None:
    """ValueError for a step that the table of transitions does not have."""
    if state not in TRANSITIONS[Candidate.State(candidate.state)]:
        raise ValueError(f"A candidate does not go from {candidate.state} to {state}.")
    candidate.state = state


def record_act(candidate: Candidate, actor: Membership | None, act: str, now: dt.datetime) -> None:
    """In the audit of her organisation, which whoever acts has at hand."""
    record(
        organisation=actor.organisation if actor else candidate.opening.organisation,
        actor=actor,
        act=act,
        kind="candidate",
        object_id=candidate.pk,
        now=now,
    )
