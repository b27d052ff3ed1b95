"""What the pages of the room show, as frozen dataclasses."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.instruments import Component, component
from hiring.asked import Sitting, asked_of
from hiring.guide import Guide
from hiring.models import Candidate, Opening, OpeningComponent, OpeningStage, Scorecard, StageDecision
from hiring.openings.queries import FixedRule, fixed_rules, guide_of
from hiring.sealing import CARDS, DECISIONS, opened
from people.models import Membership

PAGE = 50


@dataclass(frozen=True)
class OpeningRow:
    """An opening in the list, with how many stand where; nothing about any one of them."""

    id: UUID
    title: str
    state: str
    deadline: dt.date | None
    is_over: bool
    invited: int
    sent: int


@dataclass(frozen=True)
class Openings:
    """One page of openings."""

    rows: tuple[OpeningRow, ...]
    page: int
    has_more: bool


@dataclass(frozen=True)
class CandidateRow:
    """A candidate in the list: her name and where she stands. No score, and the order says nothing."""

    id: UUID
    name: str
    email: str
    status: str


@dataclass(frozen=True)
class Switched:
    """A component that is switched on, and why."""

    component: Component
    reason: str


@dataclass(frozen=True)
class OpeningPage:
    """One opening with its candidates, by name, fifty a page.

    `rules` are the versions of its rule, the one that holds first; `takes` whether people are invited to it.
    """

    opening: Opening
    stages: tuple[str, ...]
    components: tuple[Switched, ...]
    guide: Guide
    rules: tuple[FixedRule, ...]
    candidates: tuple[CandidateRow, ...]
    page: int
    has_more: bool
    is_over: bool
    takes: bool


@dataclass(frozen=True)
class Card:
    """Somebody's own scorecard: ratings and evidence by question. `locked_at` None: still being written."""

    ratings: Mapping[str, tuple[int | None, str]]
    locked_at: dt.datetime | None


@dataclass(frozen=True)
class Decided:
    """The decision on a candidate, with who made it and when."""

    goes_on: bool
    grounds: tuple[str, ...]
    reason: str
    by: str
    at: dt.datetime


def openings(member: Membership, page: int, now: dt.datetime) -> Openings:
    """The openings that she reaches, newest first; one row more is read to see if more follow."""
    shown = ~Q(candidates__state=Candidate.State.WITHDRAWN)
    rows = (
        Opening.objects.reached_by(member)
        .annotate(
            invited=Count("candidates", filter=shown),
            sent=Count("candidates", filter=Q(candidates__state=Candidate.State.SENT)),
        )
        .order_by("-made_at", "pk")
    )
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return Openings(
        rows=tuple(
            OpeningRow(
                each.pk,
                each.title,
                each.state,
                each.deadline,
                each.is_over(now),
                each.invited,
                each.sent,
            )
            for each in found[:PAGE]
        ),
        page=page,
        has_more=len(found) > PAGE,
    )


def opening_page(opening: Opening, page: int, now: dt.datetime) -> OpeningPage:
    """An opening with its candidates, its stages and its rule. For one that was loaded with `own_guide`."""
    rows = with_stages(Candidate.objects.shown().filter(opening=opening)).order_by("name", "pk")
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return OpeningPage(
        opening=opening,
        stages=tuple(
            OpeningStage.objects.filter(opening=opening).order_by("position").values_list("name", flat=True)
        ),
        components=switched_on(opening),
        guide=guide_of(opening),
        rules=fixed_rules(opening),
        candidates=tuple(CandidateRow(each.pk, each.name, each.email, status(each)) for each in found[:PAGE]),
        page=page,
        has_more=len(found) > PAGE,
        is_over=opening.is_over(now),
        takes=opening.takes(now),
    )


def switched_on(opening: Opening) -> tuple[Switched, ...]:
    """The components of an opening in the model's order, in one query."""
    reasons = dict(OpeningComponent.objects.filter(opening=opening).values_list("component", "reason"))
    ordered = [code for code in ("SA", "SR", "MO", "EM", "SS") if code in reasons]
    return tuple(Switched(component(code), reasons[code]) for code in ordered)


def with_stages(candidates: "QuerySet[Candidate]") -> "QuerySet[Candidate]":
    """With whether any card is locked and whether it is decided, in the same query.

    Decided is who goes on at the last stage, and who does not go on at any.
    """
    mine = {"candidate": OuterRef("pk")}
    later = OpeningStage.objects.filter(
        opening=OuterRef("stage__opening"), position__gt=OuterRef("stage__position")
    )
    ends = StageDecision.objects.filter(Q(goes_on=False) | ~Exists(later), **mine)
    return candidates.annotate(
        interviewed=Exists(Scorecard.objects.filter(**mine, locked_at__isnull=False)),
        decided=Exists(ends),
    )


def status(candidate: Candidate) -> str:
    """Invited, started, sent, interviewed, decided or withdrawn, in words. For rows of `with_stages`."""
    if candidate.state != Candidate.State.WITHDRAWN:
        if getattr(candidate, "decided", False):
            return _("Decided")
        if getattr(candidate, "interviewed", False):
            return _("Interviewed")
    return candidate.get_state_display()


def own_card(candidate: Candidate, member: Membership) -> Card | None:
    """Her own card of this candidate, and nobody else's."""
    card = Scorecard.objects.filter(candidate=candidate, interviewer=member).first()
    if card is None:
        return None
    told = opened(candidate, card.sealed, table=CARDS, row=card.pk)
    ratings = {code: (each["rating"], each["evidence"]) for code, each in told.items()}
    return Card(ratings, card.locked_at)


def decision(candidate: Candidate) -> Decided | None:
    """The newest decision on this candidate. Only for who has locked her own card: it may quote the talk."""
    rows = StageDecision.objects.filter(candidate=candidate).select_related("decided_by__user")
    row = rows.order_by("-stage__position").first()
    if row is None:
        return None
    told = opened(candidate, row.sealed, table=DECISIONS, row=row.pk)
    return Decided(
        told["goes_on"], tuple(told["grounds"]), told["reason"], row.decided_by.user.name, row.decided_at
    )


def sitting(candidate: Candidate) -> Sitting:
    """What the candidate is asked and has answered, in two queries."""
    components = {each.component.code for each in switched_on(candidate.opening)}
    return Sitting(
        asked_of(candidate.instrument_key, candidate.instrument_version, components),
        dict(candidate.answers.values_list("item_code", "value")),
    )
