"""How far the interviewers of an opening agree: figures over many cards, for HR."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from hiring.guide import RATINGS
from hiring.models import Candidate, Opening, OpeningMember, Scorecard, ScorecardVersion
from hiring.openings.queries import guide_of
from hiring.permissions import readable_by
from hiring.sealing import VERSIONS, opened_by
from hiring.talks.agreeing import Agreement, Leniency, Talk, agreement, leniency
from hiring.talks.queries.cards import cards_of, document_of, key_of
from people.keys import with_slot
from people.models import Membership
from people.sealing import OpenKey

WINDOW = 200  # the newest candidates whose cards the figures of agreement rest on


@dataclass(frozen=True)
class AgreementPage:
    """For HR: how far interviewers agree, by competency, and how mildly each rates, by name."""

    candidates: int
    agreement: tuple[tuple[str, Agreement], ...]
    leniency: tuple[tuple[str, Leniency], ...]


def agreement_page(opening: Opening, member: Membership) -> AgreementPage:
    """The figures of an opening, without anybody of whom this member is still to write a card of her own."""
    asked = guide_of(opening)
    people = _rated_by_several(opening, member)
    keys = {one.pk: key_of(one) for one in people}
    cards = cards_of(list(keys))
    firsts = {row.scorecard_id: row for row in _first_versions(cards)}
    talks: dict[UUID, dict[str, dict[str, int]]] = {pk: {} for pk in keys}
    for card in cards:
        told = _first_ratings(keys[card.candidate_id], card, firsts.get(card.pk))
        talks[card.candidate_id][str(card.interviewer_id)] = told
    names = {str(card.interviewer_id): card.interviewer.user.name for card in cards}
    rows: list[Talk] = list(talks.values())
    return AgreementPage(
        len(people),
        tuple(
            (one.name, agreement(one.code, [each.code for each in asked.about(one.code)], rows))
            for one in asked.competencies
        ),
        tuple((name, leniency(code, rows)) for code, name in sorted(names.items(), key=_by_name)),
    )


def _by_name(named: tuple[str, str]) -> tuple[str, str]:
    return named[1], named[0]


def _first_versions(cards: Sequence[Scorecard]) -> list[ScorecardVersion]:
    return list(ScorecardVersion.objects.filter(scorecard__in=cards, number=1))


def _first_ratings(key: OpenKey, card: Scorecard, first: ScorecardVersion | None) -> dict[str, int]:
    """What was rated while nobody could have read anything else, without "I could not tell"."""
    if first is None:
        document = document_of(key, card)
    else:
        told = opened_by(key, card.candidate_id, first.sealed, table=VERSIONS, row=first.pk)
        document = told["ratings"]
    return {code: each["rating"] for code, each in document.items() if each["rating"] in RATINGS}


def _rated_by_several(opening: Opening, member: Membership) -> list[Candidate]:
    """The newest with two locked cards and more, each with the slot of her key."""
    rows = Candidate.objects.shown().filter(opening=opening)
    if OpeningMember.objects.filter(opening=opening, member=member).exists():
        rows = readable_by(member, opening.pk)
    several = rows.annotate(locked=Count("scorecards", filter=Q(scorecards__locked_at__isnull=False)))
    ids = several.filter(locked__gte=2).order_by("-invited_at", "pk").values_list("pk", flat=True)[:WINDOW]
    return list(with_slot(Candidate.objects.filter(pk__in=list(ids)), "data_key"))
