"""Writes about talks: a locked card is changed as another version; reading the cards is recorded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.actions.scorecards import (
    Rated,
    changed_elsewhere,
    hold_for_card,
    in_document,
    is_whole,
    put_card,
)
from hiring.actions.shared import record_act
from hiring.drafts import change_form
from hiring.models import Candidate, Scorecard, ScorecardVersion
from hiring.permissions import check_read_profile
from hiring.sealing import CARDS, VERSIONS, opened, seal_for
from people.drafts import drop_draft
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
    candidate, asked = hold_for_card(candidate, ratings, by)
    card = Scorecard.objects.get(candidate=candidate, interviewer=by, locked_at__isnull=False)
    if version != card.versions.count() + 1:
        raise changed_elsewhere()
    if not reason.strip() or not is_whole(asked, ratings):
        raise Refused(_("Rate each question, write what you heard, and say why you change the card."))
    _keep_version(candidate, card, version, reason, now)
    put_card(candidate, card, in_document(ratings), now)
    drop_draft(membership=by, form=change_form(candidate.pk))
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


def _keep_version(candidate: Candidate, card: Scorecard, number: int, reason: str, now: dt.datetime) -> None:
    """What the card said until now, and why that is changed."""
    before, row = opened(candidate, card.sealed, table=CARDS, row=card.pk), uuid4()
    ScorecardVersion.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        scorecard=card,
        number=number,
        sealed=seal_for(candidate, {"ratings": before, "reason": reason}, table=VERSIONS, row=row),
        written_at=card.saved_at,
        replaced_at=now,
    )
