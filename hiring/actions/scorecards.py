"""Writes about the talk: a scorecard is saved and locked, then the answers are opened, then it is decided."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.guide import RATINGS, Guide, guide
from hiring.models import Candidate, Decision, Scorecard
from hiring.permissions import check_decide, check_hire, check_read_profile
from hiring.sealing import opened, seal_for
from people.audit import record
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused

TABLE = "hiring.Scorecard"


def card_form(candidate_id: UUID) -> str:
    """The name under which a card is kept that was sent when nobody was signed in any more."""
    return f"hiring:scorecard:{candidate_id}"


@dataclass(frozen=True, slots=True)
class Rated:
    """One question: 1 to 5, 0 for "I could not tell", None for nothing yet; and what was heard."""

    rating: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision: whether to go on with her, the competencies of the talk that carry it, and the reason."""

    goes_on: bool
    grounds: tuple[str, ...]
    reason: str


@transaction.atomic
def save_scorecard(
    *, candidate: Candidate, ratings: Mapping[str, Rated], by: Membership, now: dt.datetime
) -> Scorecard:
    """Keep what is written so far; it locks and opens nothing. Questions left out stay as they were."""
    return _write(candidate, ratings, by, now)


@transaction.atomic
def lock_scorecard(
    *, candidate: Candidate, ratings: Mapping[str, Rated], by: Membership, now: dt.datetime
) -> Scorecard:
    """Lock one's own card for good. Refused while a question has no rating, or a rating no evidence."""
    card = _write(candidate, ratings, by, now)
    for question in _guide_of(card).questions:
        rated = ratings.get(question.code, Rated(None, ""))
        if rated.rating is None or (rated.rating in RATINGS and not rated.evidence.strip()):
            raise Refused(_("Rate each question and write what you heard before you lock the card."))
    card.locked_at = now
    card.save(update_fields=["locked_at"])
    _record(candidate, by, "candidate.scorecard-locked", now)
    return card


@transaction.atomic
def open_profile(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Record that her answers are read, each time; refused before one's own scorecard is locked."""
    check_read_profile(by, candidate)
    _record(candidate, by, "candidate.profile-read", now)


@transaction.atomic
def decide(*, candidate: Candidate, verdict: Verdict, by: Membership, now: dt.datetime) -> Decision:
    """Write the decision, once, by name. It rests on the talk: at least one competency carries it.

    ValueError for a competency that the guide does not have: what a browser sent is sorted out by the form.
    """
    candidate = _locked(candidate)
    check_decide(by, candidate)
    _refuse_withdrawn(candidate)
    competencies = {
        one.code for one in guide(candidate.opening.guide_key, candidate.opening.guide_version).questions
    }
    if not set(verdict.grounds) <= competencies:
        raise ValueError(f"Not of this guide: {sorted(set(verdict.grounds) - competencies)!r}.")
    if not verdict.grounds or not verdict.reason.strip():
        raise Refused(_("Say which parts of the talk carry the decision, and why."))
    if candidate.decisions.exists():
        raise Refused(_("There is a decision already, and it stays as it is."))
    row = uuid4()
    decision = Decision.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        decided_by=by,
        decided_at=now,
        sealed=seal_for(candidate, asdict(verdict), table="hiring.Decision", row=row),
    )
    _record(candidate, by, "candidate.decided", now)
    return decision


def _write(candidate: Candidate, ratings: Mapping[str, Rated], by: Membership, now: dt.datetime) -> Scorecard:
    """One's own card with these ratings. ValueError for a question or rating that the guide does not have."""
    check_hire(by)
    candidate = _locked(candidate)
    _refuse_withdrawn(candidate)
    card = Scorecard.objects.filter(candidate=candidate, interviewer=by).first() or Scorecard(
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        interviewer=by,
        guide_key=candidate.opening.guide_key,
        guide_version=candidate.opening.guide_version,
    )
    if card.locked_at is not None:
        raise Refused(_("Your scorecard is locked and stays as it is."))
    outside = ratings.keys() - {one.code for one in _guide_of(card).questions}
    wrong = [one.rating for one in ratings.values() if one.rating not in {None, 0, *RATINGS}]
    if outside or wrong:
        raise ValueError(f"Not of this guide: {sorted(outside)!r} {wrong!r}.")
    document = _kept(candidate, card) | {code: asdict(one) for code, one in ratings.items()}
    card.sealed = seal_for(candidate, document, table=TABLE, row=card.pk)
    card.saved_at = now
    card.save()
    drop_draft(membership=by, form=card_form(candidate.pk))
    return card


def _kept(candidate: Candidate, card: Scorecard) -> dict[str, Any]:
    """What the card holds already; nothing for a new one."""
    return {} if card._state.adding else opened(candidate, card.sealed, table=TABLE, row=card.pk)


def _guide_of(card: Scorecard) -> Guide:
    return guide(card.guide_key, card.guide_version)


def _locked(candidate: Candidate) -> Candidate:
    """Held until the transaction ends. Candidate.DoesNotExist where it is gone, or stands on no page."""
    held = Candidate.objects.shown().select_for_update(of=("self",)).select_related("opening")
    found: Candidate = held.get(pk=candidate.pk)
    return found


def _refuse_withdrawn(candidate: Candidate) -> None:
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("This person has withdrawn, so nothing was saved."))


def _record(candidate: Candidate, by: Membership, act: str, now: dt.datetime) -> None:
    record(
        organisation=by.organisation,
        actor=by,
        act=act,
        kind="candidate",
        object_id=candidate.pk,
        now=now,
    )
