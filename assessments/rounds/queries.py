"""What the pages of rounds show, as frozen dataclasses. None of them reads a reply of an open round."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from assessments.instruments import Instrument
from assessments.models import Ask, NamedRating, Rating, Round
from assessments.permissions import can_answer, can_read_round
from assessments.queries import answers_of, finished
from assessments.rounds.comparing import Compared, compare
from assessments.rounds.observed import observed
from assessments.rounds.pool import open_named
from assessments.rounds.rules import REMIND_AGAIN_AFTER
from people.days import local_day
from people.keys import open_key
from people.models import Membership, TeamSupervisor
from people.prepared import Given, Prepared

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
class NamedRater:
    """Somebody who agreed to be named, and the scores she gave, by component code."""

    name: str
    points: Mapping[str, float | None]


@dataclass(frozen=True)
class Result:
    """A closed round with a result: `people` in the total, every component beside her own score.

    Who is named is in none of it: see `named_of`.
    """

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
    found = _rounds(owner=membership.pk)
    has_report = bool(finished(membership))
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
    found = _round_with_sitting.first(round=round_id)
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
    for code, points in _ratings(round=found.pk):
        values[code].append(points)
    form = observed(found.form_key, found.form_version)
    own = answers_of(found.sitting_id)
    assert found.sitting.submitted_at is not None  # a round starts from a finished sitting
    return Result(
        id=found.pk,
        day=_day(viewer, found.closed_at),
        people=found.people,
        own_day=_day(viewer, found.sitting.submitted_at),
        rows=compare(form, own, values),
    )


def named_of(viewer: Membership, found: Round) -> tuple[NamedRater, ...]:
    """Those who agreed to be named, by name: one query. Sealed under the key of whom the round is about."""
    rows = _named_ratings(round=found.pk)
    if not rows:
        return ()
    for row in rows:
        row.round = found
    key = open_key(viewer if found.membership_id == viewer.pk else found.membership)
    return tuple(NamedRater(row.rater.user.name, open_named(key, row)) for row in rows)


def asked_of(membership: Membership, now: dt.datetime) -> tuple[Asked, ...]:
    """What others ask of her and she has neither answered nor declined: one query."""
    return tuple(
        Asked(row, name, _day(membership, closes_at), observed(key, version))
        for row, name, closes_at, key, version in _waiting(rater=membership.pk, now=now)
    )


def find_asked(membership: Membership, ask_id: UUID, now: dt.datetime) -> tuple[Asked, bool] | None:
    """One of them, and whether it can still be answered; None for what nobody asked of her."""
    ask = _ask_of.first(ask=ask_id, rater=membership.pk)
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


_ROUND, _RATER = Given("round", Round), Given("rater", Membership)
_rounds: Prepared[Round] = Prepared(
    lambda: Round.objects.of(Given("owner", Membership)).order_by("-started_at", "-pk")
)
_round_with_sitting: Prepared[Round] = Prepared(
    lambda: Round.objects.select_related("sitting").filter(pk=_ROUND)
)
_ratings: Prepared[tuple[str, float]] = Prepared(
    lambda: Rating.objects.filter(round=_ROUND).values_list("component", "points")
)
_named_ratings: Prepared[NamedRating] = Prepared(
    lambda: (
        NamedRating.objects.filter(round=_ROUND)
        .select_related("rater__user")
        .order_by("rater__user__name", "pk")
    )
)
_waiting: Prepared[tuple[UUID, str, dt.datetime, str, int]] = Prepared(
    lambda: (
        Ask.objects.waiting_for(_RATER, Given("now", Round._meta.get_field("closes_at")))
        .order_by("round__closes_at", "pk")
        .values_list(
            "pk",
            "round__membership__user__name",
            "round__closes_at",
            "round__form_key",
            "round__form_version",
        )
    )
)
_ask_of: Prepared[Ask] = Prepared(
    lambda: Ask.objects.filter(pk=Given("ask", Ask), rater=_RATER).select_related("round__membership__user")
)
