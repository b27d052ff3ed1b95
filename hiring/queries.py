"""What the pages of the room show, as frozen dataclasses."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.instruments import Component, component
from hiring.adjustments.queries import waiting_for
from hiring.asked import TOGETHER, Sitting, asked_of
from hiring.guide import Guide
from hiring.models import (
    Candidate,
    CandidateAnswer,
    CandidateReopening,
    Opening,
    OpeningComponent,
    OpeningStage,
    Scorecard,
    StageDecision,
)
from hiring.openings.queries import FixedRule, fixed_rules, guide_of
from hiring.openings.rule import Outcome
from hiring.permissions import told_that_it_is_decided
from hiring.sealing import CARDS, DECISIONS, REOPENINGS, opened
from people.models import Membership
from people.prepared import Given, Prepared

PAGE = 50
_ANY = UUID(int=0)


@dataclass(frozen=True)
class OpeningRow:
    """An opening in the list, with how many stand where; nothing about any one of them.

    `waiting` are those who asked for something and wait for an answer of hers who looks; for others it is 0.
    """

    id: UUID
    title: str
    state: str
    deadline: dt.date | None
    is_over: bool
    invited: int
    sent: int
    waiting: int

    @property
    def address(self) -> str:
        return _address("hiring:opening", self.id)


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

    @property
    def address(self) -> str:
        return _address("hiring:candidate", self.id)


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
    """Somebody's own scorecard: ratings and evidence by question. `locked_at` None: still being written.

    `saved_from` is the page that it was saved from last.
    """

    ratings: Mapping[str, tuple[int | None, str]]
    locked_at: dt.datetime | None
    saved_from: UUID | None


@dataclass(frozen=True)
class RuleThen:
    """What the rule said when it was decided, and in which version."""

    number: int
    hash: str
    outcome: Outcome


@dataclass(frozen=True)
class Decided:
    """The decision on a candidate at one stage, with who made it and when.

    `rule` is None where none was fixed, and for a decision of before it was kept with it.
    """

    stage: str
    goes_on: bool
    grounds: tuple[str, ...]
    reason: str
    by: str
    at: dt.datetime
    rule: RuleThen | None = None


def openings(member: Membership, page: int, now: dt.datetime) -> Openings:
    """The openings that she reaches, newest first; one row more is read to see if more follow."""
    first_of_all = page == 1 and member.is_hr
    found = _newest() if first_of_all else list(_listed(Opening.objects.reached_by(member), page))
    waiting = dict(waiting_for(member))
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
                waiting.get(each.pk, 0),
            )
            for each in found[:PAGE]
        ),
        page=page,
        has_more=len(found) > PAGE,
    )


def opening_of(member: Membership, opening_id: UUID) -> Opening | None:
    """An opening that she reaches, with its guide and who made it."""
    if member.is_hr:
        return _opening.first(opening=opening_id)
    return _whole(Opening.objects.reached_by(member)).filter(pk=opening_id).first()


def _whole(openings: "QuerySet[Opening]") -> "QuerySet[Opening]":
    return openings.select_related("made_by__user", "own_guide")


def _listed(reached: "QuerySet[Opening]", page: int) -> "QuerySet[Any]":
    people = Candidate.objects.filter(opening=OuterRef("pk"))
    rows: QuerySet[Any] = reached.annotate(
        invited=_many(people.exclude(state=Candidate.State.WITHDRAWN)),
        sent=_many(people.filter(state=Candidate.State.SENT)),
    ).order_by("-made_at", "pk")
    return rows[(page - 1) * PAGE : page * PAGE + 1]


def _address(name: str, row: UUID) -> str:
    """Of the page `name` of this row: looked up once, however many rows a list has."""
    return _address_of_any(name).replace(str(_ANY), str(row))


@cache
def _address_of_any(name: str) -> str:
    return reverse(name, args=[_ANY])


def _many(people: "QuerySet[Candidate]") -> Coalesce:
    """How many of an opening there are, counted in an index and only for the openings of the page."""
    counted = people.order_by().values("opening").annotate(many=Count("*"))
    return Coalesce(Subquery(counted.values("many")), 0)


def opening_page(opening: Opening, page: int, now: dt.datetime, *, reader: Membership) -> OpeningPage:
    """An opening with its candidates, its stages and its rule. For one that was loaded with `own_guide`.

    That somebody is decided on may colour what the reader has still to rate, since before the last talk it
    can only mean one thing: then she stands as interviewed.
    """
    found = _first_page(opening=opening.pk) if page == 1 else list(_page_of(opening, page))
    ended = [pk for pk, _name, _email, _state, _interviewed, decided in found if decided]
    told = _tellable(opening, ended, reader)
    return OpeningPage(
        opening=opening,
        stages=tuple(_stages(opening=opening.pk)),
        components=switched_on(opening),
        guide=guide_of(opening),
        rules=fixed_rules(opening),
        candidates=tuple(
            CandidateRow(pk, name, email, _words(state, interviewed, pk in told))
            for pk, name, email, state, interviewed, _decided in found[:PAGE]
        ),
        page=page,
        has_more=len(found) > PAGE,
        is_over=opening.is_over(now),
        takes=opening.takes(now),
    )


def _tellable(opening: Opening, ended: list[UUID], reader: Membership) -> frozenset[UUID]:
    """Of those who are decided on, whom the reader may know of; a query where there are any."""
    if not ended:
        return frozenset()
    told = told_that_it_is_decided(reader, opening.pk).filter(pk__in=ended)
    return frozenset(told.values_list("pk", flat=True))


def _page_of(opening: Opening | Given, page: int) -> "QuerySet[Any, tuple[Any, ...]]":
    """By name, with one more than the page holds."""
    rows: QuerySet[Any] = with_stages(Candidate.objects.shown().filter(opening=opening)).order_by(
        "name", "pk"
    )
    told = rows.values_list("pk", "name", "email", "state", "interviewed", "decided")
    return told[(page - 1) * PAGE : page * PAGE + 1]


def addresses_of(opening: Opening) -> frozenset[str]:
    """Every address that is invited to this opening, whoever stands on a page."""
    return frozenset(Candidate.objects.filter(opening=opening).values_list("email", flat=True))


@dataclass(frozen=True)
class Reopened:
    """That answers were opened again: who, when and why."""

    by: str
    at: dt.datetime
    reason: str


def reopenings(candidate: Candidate) -> tuple[Reopened, ...]:
    """Each time that this candidate's answers were opened again, newest first."""
    rows = CandidateReopening.objects.filter(candidate=candidate).select_related("opened_by__user")
    return tuple(
        Reopened(
            row.opened_by.user.name,
            row.opened_at,
            opened(candidate, row.sealed, table=REOPENINGS, row=row.pk)["reason"],
        )
        for row in rows.order_by("-opened_at")
    )


def switched_on(opening: Opening) -> tuple[Switched, ...]:
    """The components of an opening in the model's order, in one query."""
    reasons = dict(_reasons(opening=opening.pk))
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


def status(candidate: Candidate, *, tells_decided: bool) -> str:
    """Invited, started, sent, interviewed, decided or withdrawn, in words. For rows of `with_stages`."""
    interviewed, decided = getattr(candidate, "interviewed", False), getattr(candidate, "decided", False)
    return _words(candidate.state, interviewed, decided and tells_decided)


def _words(state: str, interviewed: bool, decided: bool) -> str:
    if state != Candidate.State.WITHDRAWN:
        if decided:
            return _("Decided")
        if interviewed:
            return _("Interviewed")
    return str(Candidate.State(state).label)


def own_card(candidate: Candidate, member: Membership) -> Card | None:
    """Her own card of this candidate, and nobody else's."""
    card = Scorecard.objects.filter(candidate=candidate, interviewer=member).first()
    if card is None:
        return None
    told = opened(candidate, card.sealed, table=CARDS, row=card.pk)
    ratings = {code: (each["rating"], each["evidence"]) for code, each in told.items()}
    return Card(ratings, card.locked_at, card.saved_from)


def decisions(candidate: Candidate) -> tuple[Decided, ...]:
    """The decisions on this candidate, stage by stage. Only for who may read them: they quote the talk."""
    rows = StageDecision.objects.filter(candidate=candidate).select_related("decided_by__user", "stage")
    return tuple(_decided(candidate, row) for row in rows.order_by("stage__position"))


def _decided(candidate: Candidate, row: StageDecision) -> Decided:
    told = opened(candidate, row.sealed, table=DECISIONS, row=row.pk)
    then = told.get("rule")
    return Decided(
        row.stage.name,
        told["goes_on"],
        tuple(told["grounds"]),
        told["reason"],
        row.decided_by.user.name,
        row.decided_at,
        RuleThen(then["number"], then["hash"], Outcome(then["outcome"])) if then else None,
    )


def sitting(candidate: Candidate, together: int = TOGETHER) -> Sitting:
    """What the candidate is asked and has answered, in two queries; `together` statements to a page."""
    components = {each.component.code for each in switched_on(candidate.opening)}
    return Sitting(
        asked_of(candidate.instrument_key, candidate.instrument_version, components),
        dict(_answers(candidate=candidate.pk)),
        together,
    )


_OPENING, _CANDIDATE = Given("opening", Opening), Given("candidate", Candidate)
_opening: Prepared[Opening] = Prepared(lambda: _whole(Opening.objects.all()).filter(pk=_OPENING))
_newest: Prepared[Any] = Prepared(lambda: _listed(Opening.objects.all(), 1))
_first_page: Prepared[tuple[Any, ...]] = Prepared(lambda: _page_of(_OPENING, 1))
_stages: Prepared[str] = Prepared(
    lambda: OpeningStage.objects.filter(opening=_OPENING).order_by("position").values_list("name", flat=True)
)
_reasons: Prepared[tuple[str, str]] = Prepared(
    lambda: OpeningComponent.objects.filter(opening=_OPENING).values_list("component", "reason")
)
_answers: Prepared[tuple[str, int | None]] = Prepared(
    lambda: CandidateAnswer.objects.filter(candidate=_CANDIDATE).values_list("item_code", "value")
)
