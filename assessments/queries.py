"""What the pages of the room show, as frozen dataclasses."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from assessments.basis import Basis, Local, Source, pull
from assessments.evidence import read_figures, read_retest, standing
from assessments.instruments import Component, Instrument, component, instrument, is_released
from assessments.models import Answer, Ask, ComponentScore, Release, Round, Sitting
from assessments.offer import FULL, KEY, PULSE, RETAKE_AFTER, VERSION, Offered, pulse_opens
from assessments.permissions import can_read_sitting
from assessments.psychometrics.norms import NormStatement
from assessments.psychometrics.scoring import Blank
from assessments.reading import ComponentReading, ProfileReading, Reading, far_apart, read_score
from assessments.rounds.agreeing import read_raters
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
class Waiting:
    """What waits for her: the questionnaire, and how many people ask her to rate them."""

    due: Due | None
    asked: int


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
class PulseOffer:
    """The page of the short form. `answered` is None where nothing was begun.

    `finished` are hers, oldest first. `opens` is the day of the next one, None where it can be taken now.
    """

    instrument: Instrument
    answered: int | None
    unknown_version: int | None
    finished: tuple[UUID, ...]
    opens: dt.date | None


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
class Place:
    """Where one score of hers stands among the others; None where the part has no score."""

    component: Component
    found: NormStatement | None


def open_sitting(membership: Membership, form: Offered = FULL) -> OpenSitting | None:
    """The one that can be carried on, with its answers: one query. Not one of a version that is not here."""
    rows = _started_with_answers(owner=membership.pk, key=form.key)
    if not rows or not is_released(form.key, rows[0][1]):
        return None
    number, version, _code, _value = rows[0]
    return OpenSitting(
        id=number,
        instrument=instrument(form.key, version),
        answers={code: value for _number, _version, code, value in rows if code is not None},
    )


def offer(membership: Membership, now: dt.datetime) -> Offer:
    """What the start page says, in one query: what is open, what was taken, when the next is useful."""
    rows = list(_with_answered(membership, KEY))
    done = [row for row in rows if row["state"] == Sitting.State.SUBMITTED]
    useful = done[0]["submitted_at"] + RETAKE_AFTER if done else None
    found = _half_done(rows, FULL)
    return Offer(
        instrument=found.instrument,
        answered=found.answered,
        unknown_version=found.unknown_version,
        reports=tuple(Report(row["id"], _day(membership, row["submitted_at"])) for row in done),
        useful_day=_day(membership, useful) if useful else None,
        early=useful is not None and now < useful,
    )


def pulse_offer(membership: Membership, now: dt.datetime) -> PulseOffer:
    """What the page of the short form says, in one query: what is open, what was taken, when the next is."""
    rows = list(_with_answered(membership, PULSE.key))
    done = [row for row in rows if row["state"] == Sitting.State.SUBMITTED]
    found = _half_done(rows, PULSE)
    opens = pulse_opens(max(_day(membership, row["submitted_at"]) for row in done)) if done else None
    return PulseOffer(
        instrument=found.instrument,
        answered=found.answered,
        unknown_version=found.unknown_version,
        finished=tuple(row["id"] for row in sorted(done, key=lambda row: (row["submitted_at"], row["id"]))),
        opens=opens if opens is not None and _day(membership, now) < opens else None,
    )


@dataclass(frozen=True)
class _HalfDone:
    """The form to take now: the half-done one's, or else the one that is offered."""

    instrument: Instrument
    answered: int | None
    unknown_version: int | None


def _half_done(rows: Sequence[Mapping[str, Any]], form: Offered) -> _HalfDone:
    begun = [row for row in rows if row["state"] == Sitting.State.STARTED and _begun(row)]
    unknown = next((version for version in _open_versions(rows) if not is_released(form.key, version)), None)
    carries_on = bool(begun) and unknown is None
    return _HalfDone(
        instrument=instrument(form.key, begun[0]["instrument_version"] if carries_on else form.version),
        answered=begun[0]["answered"] if carries_on else None,
        unknown_version=unknown,
    )


def waiting(membership: Membership, now: dt.datetime) -> Waiting:
    """What Today has a line for, in one query."""
    rows = _newest_two_and_asked(owner=membership.pk, now=now)
    return Waiting(_due(membership, rows, now), rows[0]["asked"] if rows else 0)


def _due(membership: Membership, rows: Sequence[Mapping[str, Any]], now: dt.datetime) -> Due | None:
    """Whether the questionnaire is worth a line: the newest sitting tells all.

    One that was opened and has no answer yet counts as not begun: there is nothing to carry on with.
    """
    # There is at most one open sitting, so the one before the newest is the last that can matter.
    newest = next((row for row in rows if _begun(row)), None)
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
    """Whose report this is, where the viewer may read it; else None, so that nobody learns which.

    A pulse has none: alone it says too little.
    """
    sitting = _submitted_sitting.first(sitting=sitting_id)
    if sitting is None or not can_read_sitting(viewer, sitting):
        return None
    return viewer if sitting.membership_id == viewer.pk else sitting.membership


def takes(membership: Membership, key: str = KEY) -> tuple[Take, ...]:
    """Every finished sitting of hers with this questionnaire, oldest first: one query."""
    return tuple(_takes(membership, _scores_with_sitting(owner=membership.pk, key=key)))


def answers_of(sitting_id: UUID) -> dict[str, int | None]:
    """The answers of this sitting, by item code: one query."""
    return dict(_answers(sitting=sitting_id))


def answers_of_both(first: UUID, last: UUID) -> dict[UUID, dict[str, int | None]]:
    """The answers of the two sittings that a report compares, by item code: one query."""
    return _by_sitting([first, last], _answers_of_both(first=first, last=last))


def answers_of_all(sitting_ids: Sequence[UUID]) -> dict[UUID, dict[str, int | None]]:
    """The answers of each of these sittings, by item code: one query."""
    rows = Answer.objects.filter(sitting_id__in=sitting_ids)
    return _by_sitting(sitting_ids, rows.values_list("sitting_id", "item_code", "value"))


def _by_sitting(
    sitting_ids: Sequence[UUID], rows: Iterable[tuple[UUID, str, int | None]]
) -> dict[UUID, dict[str, int | None]]:
    found: dict[UUID, dict[str, int | None]] = {one: {} for one in sitting_ids}
    for sitting_id, code, value in rows:
        found[sitting_id][code] = value
    return found


def comparable_takes(history: Sequence[Take], take: Take) -> tuple[Take, ...]:
    """Those up to this one that answered the same version of the questionnaire: other words, other scores."""
    until = history[: history.index(take) + 1]
    return tuple(one for one in until if (one.key, one.version) == (take.key, take.version))


def told() -> Local:
    """What the organisation in scope was told last: two queries, whatever its size."""
    raters = _newest(Release.Kind.ROUNDS)
    return replace(
        local_figures(instrument(KEY, VERSION)),
        raters=read_raters(raters.figures) if raters else None,
        raters_closed=raters.until.date() if raters else None,
    )


def local_figures(asked: Instrument) -> Local:
    """The last release of each kind about this questionnaire, in one query."""
    newest = {row.kind: row for row in _newest_of_each(key=asked.key, version=asked.version)}
    scores, retest = newest.get(Release.Kind.SCORES), newest.get(Release.Kind.RETEST)
    return Local(
        figures=read_figures(scores.figures) if scores else None,
        closed=scores.until.date() if scores else None,
        retest=read_retest(retest.figures) if retest else None,
        retest_closed=retest.until.date() if retest else None,
    )


def basis_kept(row: ComponentScore, items: int) -> Basis:
    """What a score was reckoned with, as it was stored; `items` of the scale that alpha belongs to."""
    return Basis(
        alpha=row.alpha,
        sd=row.sd,
        items=items,
        retest=row.retest,
        mean=row.mean,
        local=_source(row.local_persons, row.local_until),
        local_retest=_source(row.retest_persons, row.retest_until),
    )


def _source(persons: int | None, until: dt.date | None) -> Source | None:
    return None if persons is None or until is None else Source(persons, until)


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


def newest_scores() -> UUID | None:
    """The id of the last release of scores, where there is one."""
    key, version = Release.form_of(Release.Kind.SCORES)
    return _newest_release_id.first(kind=Release.Kind.SCORES, key=key, version=version)


def _newest(kind: Release.Kind) -> Release | None:
    key, version = Release.form_of(kind)
    return _newest_release.first(kind=kind, key=key, version=version)


def _of_instrument() -> QuerySet[Release]:
    return Release.objects.filter(
        instrument_key=Given("key", Release._meta.get_field("instrument_key")),
        instrument_version=Given("version", Release._meta.get_field("instrument_version")),
    )


def _of_kind() -> QuerySet[Release]:
    return _of_instrument().filter(kind=Given("kind", Release._meta.get_field("kind")))


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
            reading=_score_reading(row),
        )
        for row in scores
    )
    return ProfileReading(components=components, far_apart=far_apart(components))


def _score_reading(row: ComponentScore) -> Reading | None:
    if row.points is None or row.sem is None:
        return None
    return read_score(row.points, row.sem, pull(row.alpha, row.sd, row.sem, row.mean))


def _open_versions(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return [row["instrument_version"] for row in rows if row["state"] == Sitting.State.STARTED]


def _begun(row: Mapping[str, Any]) -> bool:
    """Whether a sitting that was opened has an answer in it, or is finished."""
    return bool(row["state"] == Sitting.State.SUBMITTED or row["answered"])


def _with_answered(membership: Membership | Given, key: str) -> QuerySet[Sitting, dict[str, Any]]:
    """Her sittings, newest first, an open one with the number of statements answered, else 0.

    Not joined: one row a sitting. A finished one is not counted: nobody asks, and it has every answer.
    """
    of_open = Case(
        When(
            state=Sitting.State.STARTED, then=_many(Answer.objects.filter(sitting=OuterRef("pk")), "sitting")
        ),
        default=0,
        output_field=IntegerField(),
    )
    newest: QuerySet[Sitting, dict[str, Any]] = (
        Sitting.objects.of(membership, key)
        .exclude(state=Sitting.State.WITHDRAWN)
        .annotate(answered=of_open)
        .order_by("-started_at", "-pk")
        .values("id", "state", "submitted_at", "instrument_version", "answered")
    )
    return newest


def _two_and_asked() -> QuerySet[Any, dict[str, Any]]:
    """Her two newest sittings with what others ask of her beside; a row even where there is no sitting."""
    kept = [Sitting.State.STARTED, Sitting.State.SUBMITTED]
    hers = FilteredRelation("sittings", condition=Q(sittings__instrument_key=KEY, sittings__state__in=kept))
    asked = Ask.objects.waiting_for(_OWNER, Given("now", Round._meta.get_field("closes_at")))
    found: QuerySet[Any, Any] = (
        Membership.objects.filter(pk=_OWNER)
        .annotate(hers=hers, asked=_many(asked, "rater"))
        .annotate(answered=_many(Answer.objects.filter(sitting=OuterRef("hers__pk")), "sitting"))
        .order_by("-hers__started_at", "-hers__pk")
        .values(
            "asked",
            "answered",
            state=F("hers__state"),
            submitted_at=F("hers__submitted_at"),
            instrument_version=F("hers__instrument_version"),
        )
    )
    return found[:2]


def _many(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows there are of this one, 0 for none: a count beside a row that stays one."""
    counted = rows.order_by().values(of).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


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
_answers: Prepared[tuple[str, int | None]] = Prepared(
    lambda: Answer.objects.filter(sitting=Given("sitting", Sitting)).values_list("item_code", "value")
)
_answers_of_both: Prepared[tuple[UUID, str, int | None]] = Prepared(
    lambda: Answer.objects.filter(
        Q(sitting=Given("first", Sitting)) | Q(sitting=Given("last", Sitting))
    ).values_list("sitting_id", "item_code", "value")
)
_submitted_sitting: Prepared[Sitting] = Prepared(
    lambda: Sitting.objects.submitted().filter(pk=Given("sitting", Sitting), instrument_key=KEY)
)
_newest_of_each: Prepared[Release] = Prepared(
    lambda: _of_instrument().filter(
        ~Exists(_of_instrument().filter(kind=OuterRef("kind"), until__gt=OuterRef("until")))
    )
)
_newest_two_and_asked: Prepared[dict[str, Any]] = Prepared(_two_and_asked)
_started_with_answers: Prepared[tuple[UUID, int, str | None, int | None]] = Prepared(
    lambda: (
        Sitting.objects.of(_OWNER, _KEY)
        .started()
        .values_list("id", "instrument_version", "answers__item_code", "answers__value")
    )
)
# Chosen by the sittings and not by a join, which would walk through everybody's scores.
_scores_with_sitting: Prepared[ComponentScore] = Prepared(
    lambda: (
        ComponentScore.objects.filter(sitting__in=Sitting.objects.of(_OWNER, _KEY).submitted())
        .select_related("sitting")
        .order_by("sitting__submitted_at", "sitting_id", "pk")
    )
)
_newest_release: Prepared[Release] = Prepared(lambda: _of_kind().order_by("-until")[:1])
_newest_release_id: Prepared[UUID] = Prepared(
    lambda: _of_kind().order_by("-until").values_list("pk", flat=True)[:1]
)
