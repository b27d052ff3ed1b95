"""What the pages of rounds show, as frozen dataclasses. None of them reads a reply of an open round."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from assessments.instruments import Instrument
from assessments.models import Answer, Ask, Rating, Round, Sitting
from assessments.offer import KEY
from assessments.permissions import can_answer, can_read_round
from assessments.rounds.comparing import Compared, compare
from assessments.rounds.observed import observed
from assessments.rounds.rules import REMIND_AGAIN_AFTER
from people.days import local_day
from people.models import Membership, TeamSupervisor

MOST_NEAR = 60  # people of her own team that are shown to choose from; everybody can be named by address


@dataclass(frozen=True)
class RoundRow:
    """A round in the list of hers."""

    id: UUID
    day: dt.date
    is_open: bool
    is_shown: bool


@dataclass(frozen=True)
class Rounds:
    """Her rounds, newest first; `may_start` once she has answered the questionnaire and none is open."""

    rows: tuple[RoundRow, ...]
    has_report: bool
    may_start: bool


@dataclass(frozen=True)
class OpenRound:
    """A round that is open: how many were asked and have replied, never who. `names` are those she asked."""

    id: UUID
    started: dt.date
    closes: dt.date
    replied: int
    names: tuple[str, ...]
    may_remind: bool


@dataclass(frozen=True)
class Result:
    """A closed round with a result: `people` in the total, every component beside her own score."""

    id: UUID
    day: dt.date
    people: int
    own_day: dt.date
    rows: tuple[Compared, ...]


@dataclass(frozen=True)
class Asked:
    """One person who asks somebody to rate her."""

    id: UUID
    name: str
    until: dt.date
    form: Instrument


@dataclass(frozen=True)
class Near:
    """A colleague to choose from. `code` stands for her on this person's pages: nobody is told her id."""

    id: UUID
    code: str
    name: str


def rounds_of(membership: Membership) -> Rounds:
    """Her rounds: one query, and one for whether she has answered the questionnaire."""
    found = list(Round.objects.of(membership).order_by("-started_at", "-pk"))
    has_report = Sitting.objects.of(membership, KEY).submitted().exists()
    rows = tuple(
        RoundRow(
            each.pk,
            _day(membership, each.started_at),
            is_open=each.state == Round.State.OPEN,
            is_shown=each.people is not None,
        )
        for each in found
    )
    return Rounds(rows, has_report, may_start=has_report and not any(row.is_open for row in rows))


def find_round(viewer: Membership, round_id: UUID) -> Round | None:
    """A round that the viewer may read; else None, so that nobody learns whether there is one."""
    found = Round.objects.select_related("sitting").filter(pk=round_id).first()
    if found is None or not can_read_round(viewer, found):
        return None
    return found


def open_round(viewer: Membership, found: Round, now: dt.datetime) -> OpenRound:
    """The state of an open round in one query: counts and names, which do not tell who has replied."""
    asks = list(found.asks.values_list("state", "rater__user__name"))
    again = found.reminded_at + REMIND_AGAIN_AFTER if found.reminded_at else now
    return OpenRound(
        id=found.pk,
        started=_day(viewer, found.started_at),
        closes=_day(viewer, found.closes_at),
        replied=sum(state == Ask.State.REPLIED for state, _name in asks),
        names=tuple(sorted(name for _state, name in asks)),
        may_remind=again <= now < found.closes_at,
    )


def result(viewer: Membership, found: Round) -> Result | None:
    """What a closed round shows, in two queries; None for an open one, and where nothing may be shown."""
    if found.people is None or found.closed_at is None:
        return None
    values = defaultdict(list)
    for code, points in Rating.objects.filter(round=found).values_list("component", "points"):
        values[code].append(points)
    form = observed(found.form_key, found.form_version)
    own = Answer.objects.filter(sitting=found.sitting_id, item_code__in=[item.code for item in form.items])
    assert found.sitting.submitted_at is not None  # a round starts from a finished sitting
    return Result(
        id=found.pk,
        day=_day(viewer, found.closed_at),
        people=found.people,
        own_day=_day(viewer, found.sitting.submitted_at),
        rows=compare(form, dict(own.values_list("item_code", "value")), values),
    )


def asked_of(membership: Membership, now: dt.datetime) -> tuple[Asked, ...]:
    """What others ask of her and she has neither answered nor declined: one query."""
    waiting = Ask.objects.waiting_for(membership, now).select_related("round__membership__user")
    return tuple(_asked(membership, ask) for ask in waiting.order_by("round__closes_at", "pk"))


def find_asked(membership: Membership, ask_id: UUID, now: dt.datetime) -> tuple[Asked, bool] | None:
    """One of them, and whether it can still be answered; None for what nobody asked of her."""
    ask = Ask.objects.filter(pk=ask_id, rater=membership).select_related("round__membership__user").first()
    if ask is None:
        return None
    waits = ask.state != Ask.State.REPLIED and can_answer(ask.round, now)
    return _asked(membership, ask), waits


def near(membership: Membership) -> tuple[Near, ...]:
    """Her team, its supervisors and the teams she supervises, by name: one query."""
    supervises_hers = TeamSupervisor.objects.filter(team=membership.team_id, membership=OuterRef("pk"))
    supervised = TeamSupervisor.objects.filter(team=OuterRef("team"), membership=membership)
    close = (
        Q(team__isnull=False, team=membership.team_id) | Q(Exists(supervises_hers)) | Q(Exists(supervised))
    )
    found = Membership.objects.filter(close, closed_at=None).exclude(pk=membership.pk)
    names = found.order_by("user__name", "pk").values_list("pk", "user__name")
    return tuple(Near(pk, _code(membership, pk), name) for pk, name in names[:MOST_NEAR])


def by_address(addresses: set[str]) -> dict[str, UUID]:
    """The members of the organisation in scope behind these addresses, in lower case: one query."""
    found = Membership.objects.filter(user__email__in=addresses, closed_at=None)
    return dict(found.values_list("user__email", "pk"))


def _code(membership: Membership, colleague: UUID) -> str:
    return salted_hmac("assessments.rounds.near", f"{membership.pk} {colleague}").hexdigest()[:16]


def _asked(membership: Membership, ask: Ask) -> Asked:
    found = ask.round
    return Asked(
        id=ask.pk,
        name=found.membership.user.name,
        until=_day(membership, found.closes_at),
        form=observed(found.form_key, found.form_version),
    )


def _day(membership: Membership, moment: dt.datetime) -> dt.date:
    return local_day(moment, membership.user.time_zone, membership.user.day_ends_at)
