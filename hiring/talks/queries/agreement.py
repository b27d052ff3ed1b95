"""How far the interviewers of an opening agree: figures over many cards, for HR."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from hiring.guide import RATINGS
from hiring.models import Candidate, Opening, OpeningMember, Scorecard, ScorecardVersion
from hiring.openings.queries import guide_of
from hiring.permissions import readable_by
from hiring.talks.agreeing import STEP, Agreement, Leniency, Talk, agreement, in_steps, leniency
from hiring.talks.queries.cards import cards_of, first_document, first_versions, key_of
from people.keys import with_slot
from people.models import Membership
from people.sealing import OpenKey

WINDOW = 200  # the newest candidates whose cards the figures of agreement rest on


@dataclass(frozen=True)
class AgreementPage:
    """For HR: how far interviewers agree, by competency, and how mildly each rates, by name.

    `candidates` have cards of two interviewers and more; of these so many are `counted`.
    """

    candidates: int
    counted: int
    agreement: tuple[tuple[str, Agreement], ...]
    leniency: tuple[tuple[str, Leniency], ...]


def agreement_page(opening: Opening, member: Membership) -> AgreementPage:
    """The figures of an opening, without anybody of whom this member is still to write a card of her own."""
    asked, rated = guide_of(opening), _rated_by_several(opening, member)
    until = _counted(rated)
    people = with_slot(Candidate.objects.filter(pk__in=list(until)), "data_key")
    keys = {one.pk: key_of(one) for one in people}
    cards = [
        card
        for card in cards_of(list(keys))
        if card.locked_at is not None and card.locked_at <= until[card.candidate_id]
    ]
    firsts = first_versions(cards)
    talks: dict[UUID, dict[str, dict[str, int]]] = {pk: {} for pk in until if pk in keys}
    for card in cards:
        told = _first_ratings(keys[card.candidate_id], card, firsts.get(card.pk))
        talks[card.candidate_id][str(card.interviewer_id)] = told
    names = {str(card.interviewer_id): card.interviewer.user.name for card in cards}
    rows: list[Talk] = list(talks.values())
    return AgreementPage(
        len(rated),
        len(talks),
        tuple(
            (one.name, agreement(one.code, [each.code for each in asked.about(one.code)], rows))
            for one in asked.competencies
        ),
        tuple((name, leniency(code, rows)) for code, name in sorted(names.items(), key=_by_name)),
    )


def _by_name(named: tuple[str, str]) -> tuple[str, str]:
    return named[1], named[0]


def _first_ratings(key: OpenKey, card: Scorecard, first: ScorecardVersion | None) -> dict[str, int]:
    """What was rated while nobody could have read anything else, without "I could not tell"."""
    document = first_document(key, card, first)
    return {code: each["rating"] for code, each in document.items() if each["rating"] in RATINGS}


def _rated_by_several(opening: Opening, member: Membership) -> list[tuple[UUID, dt.datetime]]:
    """Who has two locked cards and more, with the moment when the second was locked; in this order."""
    people = Candidate.objects.shown().filter(opening=opening)
    if OpeningMember.objects.filter(opening=opening, member=member).exists():
        people = readable_by(member, opening.pk)
    locked = Scorecard.objects.filter(candidate__in=people, locked_at__isnull=False)
    place = Window(RowNumber(), partition_by=F("candidate"), order_by=[F("locked_at").asc(), F("pk").asc()])
    seconds = locked.annotate(place=place).filter(place=2).order_by("locked_at", "pk")
    return [(pk, at) for pk, at in seconds.values_list("candidate_id", "locked_at") if at]


def _counted(rated: Sequence[tuple[UUID, dt.datetime]]) -> dict[UUID, dt.datetime]:
    """The newest in whole steps, each with the moment when her step was full: a card that is locked later
    would change a figure by one candidate.
    """
    whole = in_steps(rated)
    full = [whole[number - number % STEP + STEP - 1][1] for number in range(len(whole))]
    return {pk: at for (pk, _locked), at in list(zip(whole, full, strict=True))[-WINDOW:]}
