"""All locked cards of one person, with what they said before, and how any of them is opened."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from hiring.models import Candidate, Scorecard, ScorecardVersion
from hiring.sealing import CARDS, VERSIONS, opened_by
from people.keys import Joined, open_data_key, open_joined
from people.models import Membership
from people.sealing import OpenKey

Ratings = Mapping[str, tuple[int | None, str]]  # rating and evidence by question


@dataclass(frozen=True)
class Earlier:
    """What a card said before it was changed, and why it was."""

    number: int
    ratings: Ratings
    reason: str
    written_at: dt.datetime
    replaced_at: dt.datetime


@dataclass(frozen=True)
class LockedCard:
    """One interviewer's locked card as it is now, with what it said before, oldest first."""

    by: str
    is_own: bool
    ratings: Ratings
    locked_at: dt.datetime
    earlier: tuple[Earlier, ...]

    @property
    def version(self) -> int:
        return len(self.earlier) + 1


def locked_cards(candidate: Candidate, member: Membership) -> tuple[LockedCard, ...]:
    """All locked cards of a candidate, by interviewer. Only for who may read them."""
    key = open_data_key(candidate.data_key_id)
    cards = cards_of([candidate.pk])
    versions = _versions(cards)
    return tuple(
        LockedCard(
            card.interviewer.user.name,
            card.interviewer_id == member.pk,
            ratings_in(document_of(key, card)),
            card.locked_at,
            tuple(_earlier(key, candidate.pk, row) for row in versions.get(card.pk, ())),
        )
        for card in cards
        if card.locked_at is not None
    )


def version_of(candidate: Candidate, member: Membership) -> int:
    """Which version one's own card is now in."""
    versions = ScorecardVersion.objects.filter(scorecard__candidate=candidate, scorecard__interviewer=member)
    return versions.count() + 1


def first_versions(cards: Sequence[Scorecard]) -> dict[UUID, ScorecardVersion]:
    """What cards that were changed said when they were locked, by card."""
    rows = ScorecardVersion.objects.filter(scorecard__in=cards, number=1)
    return {row.scorecard_id: row for row in rows}


def first_document(key: OpenKey, card: Scorecard, first: ScorecardVersion | None) -> dict[str, Any]:
    """What a card said when it was locked: before its writer could have read anything else."""
    if first is None:
        return document_of(key, card)
    told = opened_by(key, card.candidate_id, first.sealed, table=VERSIONS, row=first.pk)
    ratings: dict[str, Any] = told["ratings"]
    return ratings


def cards_of(candidates: Sequence[UUID]) -> list[Scorecard]:
    """The locked cards of these, each person's by the names of the interviewers."""
    rows = Scorecard.objects.filter(candidate__in=candidates, locked_at__isnull=False)
    return list(rows.select_related("interviewer__user").order_by("interviewer__user__name", "pk"))


def document_of(key: OpenKey, card: Scorecard) -> dict[str, Any]:
    return opened_by(key, card.candidate_id, card.sealed, table=CARDS, row=card.pk)


def ratings_in(document: Mapping[str, Any]) -> Ratings:
    return {code: (each["rating"], each["evidence"]) for code, each in document.items()}


def key_of(candidate: Candidate) -> OpenKey:
    """Of a row of `with_slot`."""
    return open_joined(cast(Joined, candidate), candidate.data_key_id)


def _versions(cards: Sequence[Scorecard]) -> dict[UUID, list[ScorecardVersion]]:
    found: dict[UUID, list[ScorecardVersion]] = {}
    for row in ScorecardVersion.objects.filter(scorecard__in=cards).order_by("number"):
        found.setdefault(row.scorecard_id, []).append(row)
    return found


def _earlier(key: OpenKey, candidate_id: UUID, row: ScorecardVersion) -> Earlier:
    told = opened_by(key, candidate_id, row.sealed, table=VERSIONS, row=row.pk)
    ratings = ratings_in(told["ratings"])
    return Earlier(row.number, ratings, told["reason"], row.written_at, row.replaced_at)
