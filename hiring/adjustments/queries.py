"""What a candidate chose and asked for: for her own pages, and for those of HR who answer it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from hiring.adjustments.display import PLAIN, Display
from hiring.adjustments.versions import version_of
from hiring.models import AdjustmentRequest, Candidate, CandidateDisplay, Opening
from hiring.permissions import can_hire, whose_requests_reach
from hiring.sealing import ADJUSTMENT_ANSWERS, ADJUSTMENTS, opened
from people.models import Membership
from people.prepared import Given, Prepared

LISTED = 50


@dataclass(frozen=True)
class Asked:
    """One request. `answer` is empty until HR has written one; `by` is who did.

    `version` tells this text from any other: an answer names the one that it is meant for.
    """

    id: UUID
    text: str
    waits: bool
    at: dt.datetime
    answer: str
    answered_at: dt.datetime | None
    by: str
    version: str


@dataclass(frozen=True)
class Waiting:
    """Who asked for something and has no answer yet. `is_first`: her last day stands still until it comes."""

    candidate: UUID
    name: str
    since: dt.datetime
    is_first: bool


@dataclass(frozen=True)
class Queue:
    """The requests of an opening without an answer, the oldest first, and whether there are more of them."""

    rows: tuple[Waiting, ...] = ()
    has_more: bool = False


def waiting_for(member: Membership) -> list[tuple[UUID, int]]:
    """How many requests wait for her answer, by opening; none for whom they are no business of. One query,
    apart from the one for the openings: within that it would be asked again for each candidate.
    """
    return _waiting(member=member.pk) if can_hire(member) else []


def _unanswered_in(openings: "QuerySet[Opening]") -> "QuerySet[AdjustmentRequest]":
    asked = AdjustmentRequest.objects.filter(answered_at=None, candidate__opening__in=openings)
    waiting: QuerySet[AdjustmentRequest] = asked.exclude(candidate__state=Candidate.State.WITHDRAWN)
    return waiting


def queue_of(opening: Opening, member: Membership) -> Queue:
    """The requests of this opening that wait for her answer, in one query; no word of what they say."""
    found = _queue(opening=opening.pk, member=member.pk) if can_hire(member) else []
    waiting = tuple(Waiting(one, name, at, since is not None) for one, name, at, since in found[:LISTED])
    return Queue(waiting, len(found) > LISTED)


def display_of(candidate: Candidate) -> Display:
    """How her pages look; no query where her row was loaded with `display`."""
    chosen: CandidateDisplay | None = getattr(candidate, "display", None)
    if chosen is None:
        return PLAIN
    return Display(chosen.one_statement, chosen.text_size, chosen.spaced, chosen.tinted)


def asked_by(candidate: Candidate) -> tuple[Asked, ...]:
    """What she asked for, the newest first, in one query. For herself, and for who passed check_adjust."""
    rows = AdjustmentRequest.objects.filter(candidate=candidate).select_related("answered_by__user")
    return tuple(_asked(candidate, row) for row in rows.order_by("-asked_at", "pk"))


def _asked(candidate: Candidate, row: AdjustmentRequest) -> Asked:
    text = opened(candidate, row.sealed, table=ADJUSTMENTS, row=row.pk)["text"]
    answer = ""
    if row.sealed_answer is not None:
        answer = opened(candidate, row.sealed_answer, table=ADJUSTMENT_ANSWERS, row=row.pk)["text"]
    by = row.answered_by.user.name if row.answered_by else ""
    version = version_of(row.pk, text)
    return Asked(row.pk, text, row.waits, row.asked_at, answer, row.answered_at, by, version)


def _oldest() -> "QuerySet[AdjustmentRequest, tuple[Any, ...]]":
    rows = _unanswered_in(whose_requests_reach(_MEMBER)).filter(candidate__opening=_OPENING)
    told = ("candidate", "candidate__name", "asked_at", "candidate__waits_since")
    return rows.order_by("asked_at", "pk").values_list(*told)[: LISTED + 1]


_MEMBER, _OPENING = Given("member", Membership), Given("opening", Opening)
_queue: Prepared[tuple[Any, ...]] = Prepared(_oldest)
_waiting: Prepared[tuple[UUID, int]] = Prepared(
    lambda: (
        _unanswered_in(whose_requests_reach(_MEMBER))
        .values_list("candidate__opening")
        .annotate(Count("pk"))
        .order_by()
    )
)
