"""What the pages of the room show, as frozen dataclasses."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from assessments.evidence import Figures, RetestFigures, read_figures, read_retest, standing
from assessments.instruments import Component, Instrument, component, instrument, is_released
from assessments.models import Answer, ComponentScore, Release, Sitting
from assessments.offer import KEY, RETAKE_AFTER, VERSION
from assessments.permissions import can_read_sitting
from assessments.psychometrics.norms import NormStatement
from assessments.psychometrics.scoring import Blank
from assessments.reading import ComponentReading, ProfileReading, far_apart, read_score
from people.days import local_day
from people.models import Membership
from people.prepared import Given, Prepared


@dataclass(frozen=True)
class OpenSitting:
    """The half-done sitting and its answers so far, by item code; None is "I'd rather not say"."""

    id: UUID
    instrument: Instrument
    answers: Mapping[str, int | None]


class DueKind(StrEnum):
    """Why the questionnaire is worth a line on Today."""

    FIRST = "first"
    CARRY_ON = "carry-on"
    AGAIN = "again"


@dataclass(frozen=True)
class Due:
    """`answered` of `total` statements for one to carry on with, `last_day` for one that was taken before."""

    kind: DueKind
    answered: int
    total: int
    last_day: dt.date | None


@dataclass(frozen=True)
class Report:
    """A finished sitting in the list of reports."""

    id: UUID
    day: dt.date


@dataclass(frozen=True)
class Offer:
    """The start page. `answered` is None where nothing was begun; `early` before `useful_day` has come.

    `unknown_version` is that of a half-done sitting which this installation has no questionnaire for: it is
    kept as it is, and none beside it can be started.
    """

    instrument: Instrument
    answered: int | None
    unknown_version: int | None
    reports: tuple[Report, ...]
    useful_day: dt.date | None
    early: bool


@dataclass(frozen=True)
class Take:
    """One finished sitting with the figures it was made with."""

    id: UUID
    key: str
    version: int
    day: dt.date
    scores: tuple[ComponentScore, ...]
    reading: ProfileReading

    @property
    def instrument(self) -> Instrument:
        """The released questionnaire that was answered. LookupError where this installation has it not."""
        return instrument(self.key, self.version)


@dataclass(frozen=True)
class Told:
    """What the organisation was told of its people's answers last, and when that was closed."""

    figures: Figures | None
    closed: dt.date | None
    retest: RetestFigures | None
    retest_closed: dt.date | None


@dataclass(frozen=True)
class Place:
    """Where one score of hers stands among the others; None where the part has no score."""

    component: Component
    found: NormStatement | None


def open_sitting(membership: Membership) -> OpenSitting | None:
    """The one that can be carried on, with its answers: one query. Not one of a version that is not here."""
    rows = _started_with_answers(owner=membership.pk)
    if not rows or not is_released(KEY, rows[0][1]):
        return None
    number, version, _code, _value = rows[0]
    return OpenSitting(
        id=number,
        instrument=instrument(KEY, version),
        answers={code: value for _number, _version, code, value in rows if code is not None},
    )


def offer(membership: Membership, now: dt.datetime) -> Offer:
    """What the start page says, in one query: what is open, what was taken, when the next is useful."""
    rows = list(_with_answered(membership))
    done = [row for row in rows if row["state"] == Sitting.State.SUBMITTED]
    begun = [row for row in rows if row["state"] == Sitting.State.STARTED and _begun(row)]
    useful = done[0]["submitted_at"] + RETAKE_AFTER if done else None
    unknown = next((version for version in _open_versions(rows) if not is_released(KEY, version)), None)
    carries_on = bool(begun) and unknown is None
    return Offer(
        instrument=instrument(KEY, begun[0]["instrument_version"] if carries_on else VERSION),
        answered=begun[0]["answered"] if carries_on else None,
        unknown_version=unknown,
        reports=tuple(Report(row["id"], _day(membership, row["submitted_at"])) for row in done),
        useful_day=_day(membership, useful) if useful else None,
        early=useful is not None and now < useful,
    )


def due(membership: Membership, now: dt.datetime) -> Due | None:
    """Whether Today has a line for the questionnaire: the newest sitting tells all, in one query.

    One that was opened and has no answer yet counts as not begun: there is nothing to carry on with.
    """
    # There is at most one open sitting, so the one before the newest is the last that can matter.
    newest = next((row for row in _newest_two(owner=membership.pk) if _begun(row)), None)
    total = len(instrument(KEY, VERSION).items)
    if newest is None:
        return Due(DueKind.FIRST, 0, total, None)
    if newest["state"] == Sitting.State.STARTED:
        return _carry_on(newest)
    if now < newest["submitted_at"] + RETAKE_AFTER:
        return None
    return Due(DueKind.AGAIN, 0, total, _day(membership, newest["submitted_at"]))


def _carry_on(newest: Mapping[str, Any]) -> Due | None:
    """Nothing where this installation has no such version: the start page says so."""
    version = newest["instrument_version"]
    if not is_released(KEY, version):
        return None
    return Due(DueKind.CARRY_ON, newest["answered"], len(instrument(KEY, version).items), None)


def finished(membership: Membership, key: str = KEY) -> tuple[UUID, ...]:
    """Her finished sittings, oldest first: which reports there are."""
    return tuple(_finished_sittings(owner=membership.pk, key=key))


def report_owner(viewer: Membership, sitting_id: UUID) -> Membership | None:
    """Whose report this is, where the viewer may read it; else None, so that nobody learns which."""
    sitting = _submitted_sitting.first(sitting=sitting_id)
    if sitting is None or not can_read_sitting(viewer, sitting):
        return None
    return viewer if sitting.membership_id == viewer.pk else sitting.membership


def takes(membership: Membership, key: str = KEY) -> tuple[Take, ...]:
    """Every finished sitting of hers with this questionnaire, oldest first: one query."""
    return tuple(_takes(membership, _scores_with_sitting(owner=membership.pk, key=key)))


def answers_of(sitting_ids: Sequence[UUID]) -> dict[UUID, dict[str, int | None]]:
    """The answers of these sittings, by item code: one query."""
    found: dict[UUID, dict[str, int | None]] = {one: {} for one in sitting_ids}
    rows = Answer.objects.filter(sitting_id__in=sitting_ids)
    for sitting_id, code, value in rows.values_list("sitting_id", "item_code", "value"):
        found[sitting_id][code] = value
    return found


def comparable_takes(history: Sequence[Take], take: Take) -> tuple[Take, ...]:
    """Those up to this one that answered the same version of the questionnaire: other words, other scores."""
    until = history[: history.index(take) + 1]
    return tuple(one for one in until if (one.key, one.version) == (take.key, take.version))


def told() -> Told:
    """The last release of each kind of the organisation in scope: two queries, whatever its size."""
    scores, retest = (_newest(kind) for kind in (Release.Kind.SCORES, Release.Kind.RETEST))
    return Told(
        figures=read_figures(scores.figures) if scores else None,
        closed=scores.until.date() if scores else None,
        retest=read_retest(retest.figures) if retest else None,
        retest_closed=retest.until.date() if retest else None,
    )


def places(take: Take, history: tuple[Take, ...]) -> tuple[tuple[Place, ...], dt.date | None]:
    """Her scores among the others of the last release, and when it was closed; her own is taken out of it."""
    scores = _newest(Release.Kind.SCORES)
    if scores is None:
        return tuple(Place(component(row.component), None) for row in take.scores), None
    figures = read_figures(scores.figures)
    counted = _counted(history, scores.until)
    own = {row.component: row.points for row in counted.scores} if counted else {}
    return tuple(
        Place(
            component(row.component),
            None
            if row.points is None
            else standing(figures, row.component, row.points, own.get(row.component)),
        )
        for row in take.scores
    ), scores.until.date()


def _newest(kind: Release.Kind) -> Release | None:
    return (
        Release.objects.filter(kind=kind, instrument_key=KEY, instrument_version=VERSION)
        .order_by("-until")
        .first()
    )


def _counted(history: tuple[Take, ...], until: dt.datetime) -> Take | None:
    """The sitting by which she counts in a release: her first of its version without a gap, if in time."""
    same = (take for take in history if take.version == VERSION)
    first = next((take for take in same if all(row.answered == row.asked for row in take.scores)), None)
    if first is None or first.scores[0].sitting.submitted_at is None:
        return None
    return first if first.scores[0].sitting.submitted_at < until else None


def _takes(membership: Membership, rows: Iterable[ComponentScore]) -> Iterator[Take]:
    for sitting_id, group in groupby(rows, key=lambda row: row.sitting_id):
        scores = tuple(group)
        sitting = scores[0].sitting
        assert sitting.submitted_at is not None  # sitting_state_and_time_agree
        yield Take(
            id=sitting_id,
            key=sitting.instrument_key,
            version=sitting.instrument_version,
            day=_day(membership, sitting.submitted_at),
            scores=scores,
            reading=_reading(scores),
        )


def _reading(scores: tuple[ComponentScore, ...]) -> ProfileReading:
    """The profile as it was: from the stored figures, whatever is published or known today."""
    components = tuple(
        ComponentReading(
            component=component(row.component),
            answered=row.answered,
            asked=row.asked,
            blank=Blank.TOO_FEW_ANSWERS if row.points is None else None,
            reading=None if row.points is None or row.sem is None else read_score(row.points, row.sem),
        )
        for row in scores
    )
    return ProfileReading(components=components, far_apart=far_apart(components))


def _open_versions(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return [row["instrument_version"] for row in rows if row["state"] == Sitting.State.STARTED]


def _begun(row: Mapping[str, Any]) -> bool:
    """Whether a sitting that was opened has an answer in it, or is finished."""
    return bool(row["state"] == Sitting.State.SUBMITTED or row["answered"])


def _with_answered(membership: Membership | Given) -> QuerySet[Sitting, dict[str, Any]]:
    """Her sittings, newest first, an open one with the number of statements answered, else 0.

    Not joined: one row a sitting. A finished one is not counted: nobody asks, and it has every answer.
    """
    counted = (
        Answer.objects.filter(sitting=OuterRef("pk"))
        .order_by()
        .values("sitting")
        .annotate(many=Count("pk"))
        .values("many")
    )
    of_open = Case(
        When(state=Sitting.State.STARTED, then=Coalesce(Subquery(counted), 0)),
        default=0,
        output_field=IntegerField(),
    )
    newest: QuerySet[Sitting, dict[str, Any]] = (
        Sitting.objects.of(membership, KEY)
        .exclude(state=Sitting.State.WITHDRAWN)
        .annotate(answered=of_open)
        .order_by("-started_at", "-pk")
        .values("id", "state", "submitted_at", "instrument_version", "answered")
    )
    return newest


def _day(membership: Membership, moment: dt.datetime) -> dt.date:
    return local_day(moment, membership.user.time_zone, membership.user.day_ends_at)


_OWNER = Given("owner", Membership)
_KEY = Given("key", Sitting._meta.get_field("instrument_key"))
_finished_sittings: Prepared[UUID] = Prepared(
    lambda: (
        Sitting.objects.of(_OWNER, _KEY)
        .submitted()
        .order_by("submitted_at", "pk")
        .values_list("pk", flat=True)
    )
)
_submitted_sitting: Prepared[Sitting] = Prepared(
    lambda: Sitting.objects.submitted().filter(pk=Given("sitting", Sitting))
)
_newest_two: Prepared[dict[str, Any]] = Prepared(lambda: _with_answered(_OWNER)[:2])
_started_with_answers: Prepared[tuple[UUID, int, str | None, int | None]] = Prepared(
    lambda: (
        Sitting.objects.of(_OWNER, KEY)
        .started()
        .values_list("id", "instrument_version", "answers__item_code", "answers__value")
    )
)
_scores_with_sitting: Prepared[ComponentScore] = Prepared(
    lambda: (
        ComponentScore.objects.filter(
            sitting__membership=_OWNER,
            sitting__instrument_key=_KEY,
            sitting__state=Sitting.State.SUBMITTED,
        )
        .select_related("sitting")
        .order_by("sitting__submitted_at", "sitting_id", "pk")
    )
)
