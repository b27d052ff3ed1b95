"""Writes about the talk: a scorecard is saved and locked, then the answers are opened, then it is decided."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hiring.actions.shared import record_act
from hiring.guide import RATINGS, Guide
from hiring.judgement.queries import is_for_practice
from hiring.models import Candidate, OpeningStage, Scorecard, StageDecision
from hiring.openings.queries import guide_of
from hiring.permissions import check_decide, check_interview, check_read_profile
from hiring.sealing import CARDS, DECISIONS, opened, seal_for
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused


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
    """Lock one's own card; a later change leaves a version.

    Refused while a question has no rating, or a rating no evidence.
    """
    card = _write(candidate, ratings, by, now)
    if not is_whole(guide_of(card.candidate.opening), ratings):
        raise Refused(_("Rate each question and write what you heard before you lock the card."))
    card.locked_at = now
    card.save(update_fields=["locked_at"])
    record_act(candidate, by, "candidate.scorecard-locked", now)
    return card


@transaction.atomic
def open_profile(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Record that her answers are read, each time; refused before one's own scorecard is locked."""
    check_read_profile(by, candidate)
    record_act(candidate, by, "candidate.profile-read", now)


@transaction.atomic
def decide(
    *,
    candidate: Candidate,
    verdict: Verdict,
    by: Membership,
    now: dt.datetime,
    stage: OpeningStage | None = None,
) -> StageDecision:
    """Write the decision at a stage (None: the last one), once, by name. It rests on the talk: at least one
    competency carries it.

    ValueError for a competency that the guide does not have: what a browser sent is sorted out by the form.
    OpeningStage.DoesNotExist for a stage of another opening.
    """
    candidate = hold_candidate(candidate)
    _refuse_withdrawn(candidate)
    check_decide(by, candidate)
    if candidate.sent_at is None and candidate.takes(now) and candidate.reopenings.exists():
        raise Refused(_("The answers were opened again and are not sent yet, so nothing was decided."))
    competencies = {one.code for one in guide_of(candidate.opening).competencies}
    if not set(verdict.grounds) <= competencies:
        raise ValueError(f"Not of this guide: {sorted(set(verdict.grounds) - competencies)!r}.")
    if not verdict.grounds or not verdict.reason.strip():
        raise Refused(_("Say which parts of the talk carry the decision, and why."))
    at = _stage(candidate, stage)
    if is_for_practice(at):
        raise Refused(_("These situations are for practice, so no decision rests on them."))
    made = list(candidate.decisions.select_related("stage"))
    if any(one.stage_id == at.pk for one in made):
        raise Refused(_("There is a decision already, and it stays as it is."))
    if _earlier_talks(candidate, at).exclude(pk__in=[one.stage_id for one in made]).exists():
        raise Refused(_("An earlier talk is not decided yet. Decide at that one first."))
    if any(one.goes_on is False and one.stage.position < at.position for one in made):
        raise Refused(_("It was decided at an earlier stage not to go on, and that stays as it is."))
    row = uuid4()
    decision = StageDecision.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        stage=at,
        goes_on=verdict.goes_on,
        decided_by=by,
        decided_at=now,
        sealed=seal_for(candidate, asdict(verdict), table=DECISIONS, row=row),
    )
    record_act(candidate, by, "candidate.decided", now)
    return decision


@transaction.atomic
def settle_decision(*, decision_id: UUID) -> None:
    """Put into the clear whether somebody goes on, where it stands only in what was sealed before stages."""
    found = StageDecision.objects.select_for_update(of=("self",)).select_related("candidate")
    decision = found.get(pk=decision_id)
    told = opened(decision.candidate, decision.sealed, table=DECISIONS, row=decision.pk)
    decision.goes_on = told["goes_on"]
    decision.save(update_fields=["goes_on"])


def _earlier_talks(candidate: Candidate, at: OpeningStage) -> "QuerySet[OpeningStage]":
    talks = OpeningStage.objects.filter(opening=candidate.opening_id, kind=OpeningStage.Kind.INTERVIEW)
    return talks.filter(position__lt=at.position)


def _stage(candidate: Candidate, stage: OpeningStage | None) -> OpeningStage:
    """This stage of her opening, or its last."""
    stages = OpeningStage.objects.filter(opening=candidate.opening_id).order_by("position")
    last: OpeningStage = stages.get(pk=stage.pk) if stage else stages.reverse()[0]
    return last


def _write(candidate: Candidate, ratings: Mapping[str, Rated], by: Membership, now: dt.datetime) -> Scorecard:
    """One's own card with these ratings. ValueError for a question or rating that the guide does not have."""
    candidate = hold_candidate(candidate)
    check_interview(by, candidate)
    refuse_ended(candidate)
    asked = guide_of(candidate.opening)
    check_ratings(asked, ratings)
    card = Scorecard.objects.filter(candidate=candidate, interviewer=by).first() or Scorecard(
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        interviewer=by,
        guide_key=asked.key,
        guide_version=asked.version,
    )
    if card.locked_at is not None:
        raise Refused(_("Your scorecard is locked. What you change now becomes another version of it."))
    document = _kept(candidate, card) | {code: asdict(one) for code, one in ratings.items()}
    card.sealed = seal_for(candidate, document, table=CARDS, row=card.pk)
    card.saved_at = now
    card.save()
    drop_draft(membership=by, form=card_form(candidate.pk))
    return card


def check_ratings(asked: Guide, ratings: Mapping[str, Rated]) -> None:
    """ValueError for a question or rating that the guide does not have."""
    outside = ratings.keys() - {one.code for one in asked.questions}
    wrong = [one.rating for one in ratings.values() if one.rating not in {None, 0, *RATINGS}]
    if outside or wrong:
        raise ValueError(f"Not of this guide: {sorted(outside)!r} {wrong!r}.")


def is_whole(asked: Guide, ratings: Mapping[str, Rated]) -> bool:
    """Whether every question has a rating, or "I could not tell", and every rating its evidence."""
    told = [ratings.get(one.code, Rated(None, "")) for one in asked.questions]
    return all(one.rating is not None and (one.rating == 0 or one.evidence.strip()) for one in told)


def _kept(candidate: Candidate, card: Scorecard) -> dict[str, Any]:
    """What the card holds already; nothing for a new one."""
    return {} if card._state.adding else opened(candidate, card.sealed, table=CARDS, row=card.pk)


def hold_candidate(candidate: Candidate) -> Candidate:
    """Held until the transaction ends. Candidate.DoesNotExist where it is gone, or stands on no page."""
    held = Candidate.objects.shown().select_for_update(of=("self",)).select_related("opening__own_guide")
    found: Candidate = held.get(pk=candidate.pk)
    return found


def refuse_ended(candidate: Candidate) -> None:
    """No card is written any more about who withdrew, or of whom it is decided."""
    _refuse_withdrawn(candidate)
    last = candidate.opening.stages.order_by("-position")[:1]
    if candidate.decisions.filter(Q(goes_on=False) | Q(stage__in=last.values("pk"))).exists():
        raise Refused(_("It is decided about this person, so nothing was saved."))


def _refuse_withdrawn(candidate: Candidate) -> None:
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("This person has withdrawn, so nothing was saved."))
