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
from hiring.drafts import card_form, decision_form
from hiring.guide import RATINGS, Guide
from hiring.models import Candidate, OpeningStage, Scorecard, StageDecision
from hiring.openings.queries import guide_of
from hiring.permissions import check_decide, check_interview, check_read_profile, is_interviewer
from hiring.sealing import CARDS, DECISIONS, opened, seal_for
from hiring.talks.queries.ruling import document_of_ruling, ruling
from people.drafts import drop_draft
from people.models import Membership
from people.refusals import Refused

# The field that a refusal names where a card was changed in another tab.
VERSION = "version"


@dataclass(frozen=True, slots=True)
class Rated:
    """One question: 1 to 5, 0 for "I could not tell", None for nothing yet; and what was heard."""

    rating: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What an open page of one's own card knows: its own name, and the page that the card was saved from last
    when it was shown, None for none.

    It may write over both. So a page goes on after its own savings, even where no answer to them came back,
    and never wipes what another tab has saved since.
    """

    page: UUID
    last: UUID | None

    def knows(self, saved_from: UUID | None) -> bool:
        return saved_from in (self.page, self.last)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision: whether to go on with her, the competencies of the talk that carry it, and the reason."""

    goes_on: bool
    grounds: tuple[str, ...]
    reason: str


@transaction.atomic
def save_scorecard(
    *,
    candidate: Candidate,
    ratings: Mapping[str, Rated],
    by: Membership,
    now: dt.datetime,
    seen: Seen | None = None,
) -> Scorecard:
    """Keep what is written so far; it locks and opens nothing. Questions left out stay as they were.

    `seen` by the page that sends it (None: no page does): refused where another tab has saved something else
    since.

    Who only decides owes no card, and one that she has begun keeps the others' closed to her. So hers goes
    where nothing stands on it any more.
    """
    card = _write(candidate, ratings, by, now, seen)
    is_empty = not _says_anything(in_document(ratings)) and not _says_anything(_kept(card.candidate, card))
    if is_empty and not is_interviewer(by, candidate):
        card.delete()
    return card


@transaction.atomic
def lock_scorecard(
    *,
    candidate: Candidate,
    ratings: Mapping[str, Rated],
    by: Membership,
    now: dt.datetime,
    seen: Seen | None = None,
) -> Scorecard:
    """Lock one's own card; a later change leaves a version. `seen` as in save_scorecard.

    Refused while a question has no rating, or a rating no evidence; and where all she can say is that she
    could not tell: a card that says nothing must not open what others said.
    """
    card = _write(candidate, ratings, by, now, seen)
    if not is_whole(guide_of(card.candidate.opening), ratings):
        raise Refused(_("Rate each question and write what you heard before you lock the card."))
    if not tells(ratings):
        raise tells_nothing()
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
    """Write the decision at a talk (None: the last one), once, by name. At least one competency carries it.
    What the rule said at this moment, and in which version, is sealed with it.

    ValueError for a competency that the guide does not have, and for a stage that is no talk: what a browser
    sent is sorted out by the form. OpeningStage.DoesNotExist for a stage of another opening.
    """
    candidate = hold_candidate(candidate)
    _refuse_withdrawn(candidate)
    check_decide(by, candidate)
    _refuse_unsent(candidate, now)
    _refuse_groundless(candidate, verdict)
    at = _talk(candidate, stage)
    _refuse_out_of_turn(candidate, at)
    decision = _decided(candidate, at, verdict, by, now)
    drop_draft(membership=by, form=decision_form(candidate.pk))
    record_act(candidate, by, "candidate.decided", now)
    return decision


@transaction.atomic
def settle_decision(*, decision_id: UUID) -> None:
    """Put into the clear whether somebody goes on, where it stands only in what was sealed before stages.

    A decision that was deleted meanwhile has nothing left to settle.
    """
    found = StageDecision.objects.select_for_update(of=("self",)).select_related("candidate")
    decision = found.filter(pk=decision_id).first()
    if decision is None:
        return
    told = opened(decision.candidate, decision.sealed, table=DECISIONS, row=decision.pk)
    decision.goes_on = told["goes_on"]
    decision.save(update_fields=["goes_on"])


def _refuse_unsent(candidate: Candidate, now: dt.datetime) -> None:
    """Nothing is decided while answers that were opened again may still change."""
    if candidate.sent_at is None and candidate.takes(now) and candidate.reopenings.exists():
        raise Refused(_("The answers were opened again and are not sent yet, so nothing was decided."))


def _refuse_groundless(candidate: Candidate, verdict: Verdict) -> None:
    competencies = {one.code for one in guide_of(candidate.opening).competencies}
    if not set(verdict.grounds) <= competencies:
        raise ValueError(f"Not of this guide: {sorted(set(verdict.grounds) - competencies)!r}.")
    if not verdict.grounds or not verdict.reason.strip():
        raise Refused(_("Say which parts of the talk carry the decision, and why."))


def _talk(candidate: Candidate, stage: OpeningStage | None) -> OpeningStage:
    """This talk of her opening, or its last. Statements and situations alone decide about nobody."""
    stages = OpeningStage.objects.filter(opening=candidate.opening_id)
    if stage is None:
        return _talks(candidate).latest("position")
    found: OpeningStage = stages.get(pk=stage.pk)
    if found.kind != OpeningStage.Kind.INTERVIEW:
        raise ValueError(f"No talk: stage {found.pk}.")
    return found


def _talks(candidate: Candidate) -> "QuerySet[OpeningStage]":
    return OpeningStage.objects.filter(opening=candidate.opening_id, kind=OpeningStage.Kind.INTERVIEW)


def _refuse_out_of_turn(candidate: Candidate, at: OpeningStage) -> None:
    """Talks are decided once each, in their order, and not behind one at which she does not go on."""
    made = list(candidate.decisions.select_related("stage"))
    if any(one.stage_id == at.pk for one in made):
        raise Refused(_("There is a decision already, and it stays as it is."))
    earlier = _talks(candidate).filter(position__lt=at.position)
    if earlier.exclude(pk__in=[one.stage_id for one in made]).exists():
        raise Refused(_("An earlier talk is not decided yet. Decide at that one first."))
    if any(one.goes_on is False and one.stage.position < at.position for one in made):
        raise Refused(_("It was decided at an earlier stage not to go on, and that stays as it is."))


def _decided(
    candidate: Candidate, at: OpeningStage, verdict: Verdict, by: Membership, now: dt.datetime
) -> StageDecision:
    row, document = uuid4(), asdict(verdict) | document_of_ruling(ruling(candidate))
    return StageDecision.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        stage=at,
        goes_on=verdict.goes_on,
        decided_by=by,
        decided_at=now,
        sealed=seal_for(candidate, document, table=DECISIONS, row=row),
    )


def _write(
    candidate: Candidate,
    ratings: Mapping[str, Rated],
    by: Membership,
    now: dt.datetime,
    seen: Seen | None,
) -> Scorecard:
    """One's own card with these ratings. ValueError for a question or rating that the guide does not have."""
    candidate, asked = hold_for_card(candidate, ratings, by)
    card = _own_card(candidate, asked, by)
    if card.locked_at is not None:
        raise Refused(_("Your scorecard is locked. What you change now becomes another version of it."))
    before = _kept(candidate, card)
    document = before | in_document(ratings)
    if seen and before and document != before and not seen.knows(card.saved_from):
        raise changed_elsewhere()
    card.saved_from = seen.page if seen else uuid4()
    put_card(candidate, card, document, now)
    drop_draft(membership=by, form=card_form(candidate.pk))
    return card


def _own_card(candidate: Candidate, asked: Guide, by: Membership) -> Scorecard:
    """Hers, or a new one that is not stored yet."""
    return Scorecard.objects.filter(candidate=candidate, interviewer=by).first() or Scorecard(
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        interviewer=by,
        guide_key=asked.key,
        guide_version=asked.version,
    )


def hold_for_card(
    candidate: Candidate, ratings: Mapping[str, Rated], by: Membership
) -> tuple[Candidate, Guide]:
    """The candidate, held, and her guide, for who may write these ratings on a card now."""
    candidate = hold_candidate(candidate)
    check_interview(by, candidate)
    refuse_ended(candidate)
    asked = guide_of(candidate.opening)
    check_ratings(asked, ratings)
    return candidate, asked


def in_document(ratings: Mapping[str, Rated]) -> dict[str, Any]:
    """Ratings as they are sealed."""
    return {code: asdict(one) for code, one in ratings.items()}


def put_card(candidate: Candidate, card: Scorecard, document: dict[str, Any], now: dt.datetime) -> None:
    """Seal this as what the card says from now on."""
    card.sealed = seal_for(candidate, document, table=CARDS, row=card.pk)
    card.saved_at = now
    card.save()


def changed_elsewhere() -> Refused:
    """What a tab is told that would wipe what it has not shown. The page lays the two beside each other."""
    told = _(
        "Your card was changed in the meantime, perhaps in another tab, so nothing was saved. What it says "
        "now stands at each question where the two differ. Put them together, then send again."
    )
    return Refused(told, field=VERSION)


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


def _says_anything(document: Mapping[str, Any]) -> bool:
    """Whether a card holds a rating or a word."""
    return any(each["rating"] or each["evidence"].strip() for each in document.values())


def tells(ratings: Mapping[str, Rated]) -> bool:
    """Whether any question is rated, with what was heard."""
    return any(one.rating in RATINGS and one.evidence.strip() for one in ratings.values())


def tells_nothing() -> Refused:
    """What somebody is told who could tell nothing at all."""
    return Refused(
        _(
            "You could not tell anything of any question, so the card was not locked. If you did not talk "
            "with this person, leave the card unlocked and ask HR to take you off the talks."
        )
    )


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
