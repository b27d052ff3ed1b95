"""Writes about talks: a locked card is changed as another version; reading the cards is recorded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.actions.scorecards import Rated, check_ratings, hold_candidate, is_whole, refuse_ended
from hiring.actions.shared import record_act
from hiring.models import Candidate, Scorecard, ScorecardVersion
from hiring.openings.queries import guide_of
from hiring.permissions import check_interview, check_read_profile
from hiring.sealing import CARDS, VERSIONS, opened, seal_for
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def change_scorecard(
    *,
    candidate: Candidate,
    ratings: Mapping[str, Rated],
    reason: str,
    version: int,
    by: Membership,
    now: dt.datetime,
) -> Scorecard:
    """Change one's own locked card, with a reason; what it said before stays as a version.

    `version` is the one that was read: refused where another tab has changed it since. Refused too once it is
    decided about this person, and for a card that is not whole. ValueError for what the guide does not have.
    """
    candidate = hold_candidate(candidate)
    check_interview(by, candidate)
    refuse_ended(candidate)
    asked = guide_of(candidate.opening)
    check_ratings(asked, ratings)
    card = Scorecard.objects.get(candidate=candidate, interviewer=by, locked_at__isnull=False)
    if version != card.versions.count() + 1:
        raise Refused(_("Your card was changed in the meantime, perhaps in another tab. Compare the two."))
    if not reason.strip() or not is_whole(asked, ratings):
        raise Refused(_("Rate each question, write what you heard, and say why you change the card."))
    before = opened(candidate, card.sealed, table=CARDS, row=card.pk)
    row = uuid4()
    ScorecardVersion.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        scorecard=card,
        number=version,
        sealed=seal_for(candidate, {"ratings": before, "reason": reason}, table=VERSIONS, row=row),
        written_at=card.saved_at,
        replaced_at=now,
    )
    document = {code: asdict(one) for code, one in ratings.items()}
    card.sealed = seal_for(candidate, document, table=CARDS, row=card.pk)
    card.saved_at = now
    card.save(update_fields=["sealed", "saved_at"])
    record_act(candidate, by, "candidate.scorecard-changed", now)
    return card


@transaction.atomic
def open_cards(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Record that the others' cards are read, each time; refused while they could colour one's own."""
    check_read_profile(by, candidate)
    record_act(candidate, by, "candidate.cards-read", now)


@transaction.atomic
def open_comparison(*, candidates: Sequence[Candidate], by: Membership, now: dt.datetime) -> None:
    """Record for each of them that she was laid beside others; refused if only one of them may not be."""
    for candidate in candidates:
        check_read_profile(by, candidate)
        record_act(candidate, by, "candidate.compared", now)
