"""Rows of the room: sittings, their answers, and the scores as they were reckoned."""

import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from assessments.instruments import COMPONENTS, HIGHEST, LOWEST, Instrument, instrument
from assessments.offer import KEY, VERSION
from assessments.psychometrics.assumptions import ASSUMED_RETEST
from assessments.psychometrics.floors import (
    CLOSED_GROUP,
    LOCAL_FIGURES_FLOOR,
    LOCAL_RETEST_FLOOR,
    RATERS_FLOOR,
)
from assessments.rounds.observed import OTHERS_KEY, OTHERS_VERSION
from people.models import DataKey, Membership, Organisation
from people.prepared import Given


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Filters that chain; each starts from one person's sittings with one questionnaire."""

    def of(self, membership: Membership | Given, instrument_key: str | Given) -> "SittingQuerySet":
        return self.filter(membership=membership, instrument_key=instrument_key)

    def started(self) -> "SittingQuerySet":
        return self.filter(state=Sitting.State.STARTED)

    def submitted(self) -> "SittingQuerySet":
        return self.filter(state=Sitting.State.SUBMITTED)


class Sitting(models.Model):
    """One time that somebody takes a questionnaire. A later one never overwrites it."""

    class State(models.TextChoices):
        STARTED = "started", _("Started")
        SUBMITTED = "submitted", _("Finished")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # No index of its own: the one below begins with it.
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="sittings", db_index=False
    )
    # Key and version together name a released file, so that an old result can always be reckoned again.
    instrument_key = models.CharField(max_length=20)
    instrument_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.STARTED)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(SittingQuerySet)
    )

    class Meta:
        # A check that comes out as unknown lets a row pass, so what must be there is asked for by name.
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership", "instrument_key"],
                condition=Q(state="started"),
                name="sitting_one_started",
            ),
            models.CheckConstraint(
                condition=Q(state="started", submitted_at=None)
                | Q(state="submitted", submitted_at__isnull=False, submitted_at__gte=F("started_at"))
                | Q(state="withdrawn"),
                name="sitting_state_and_time_agree",
            ),
        ]
        # With the key beside the person it is chosen over the organisation's index, which holds everybody's.
        indexes = [models.Index(fields=["membership", "instrument_key"], name="sitting_own")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def instrument(self) -> Instrument:
        """The released questionnaire that is answered here."""
        return instrument(self.instrument_key, self.instrument_version)


# What may follow what; a state without followers is an end.
TRANSITIONS: dict[Sitting.State, frozenset[Sitting.State]] = {
    Sitting.State.STARTED: frozenset({Sitting.State.SUBMITTED, Sitting.State.WITHDRAWN}),
    Sitting.State.SUBMITTED: frozenset({Sitting.State.WITHDRAWN}),
    Sitting.State.WITHDRAWN: frozenset(),
}


class Answer(models.Model):
    """One statement's answer: 1 to 5, or None for "I'd rather not say". No row: not answered yet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    item_code = models.CharField(max_length=10)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sitting", "item_code"], name="answer_once_per_item"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=LOWEST, value__lte=HIGHEST), name="answer_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ComponentScore(models.Model):
    """One component of a submitted sitting, with the figures it was made with: a report keeps them.

    `points` is 0 to 100, None where too few statements were answered; the standard errors are in points
    too. `sem` is that of one score, `sem_of_change` the one to judge a change by: with `retest`, or alpha if
    that is lower. `sd` is in scale points (1 to 5).

    Where alpha and sd are the organisation's own, `mean` (in points) is too, and `local_persons` and
    `local_until` tell of which release; likewise for the retest. No release is pointed to: a report stays
    explainable wherever its owner takes it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="scores")
    component = models.CharField(max_length=2)
    answered = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    points = models.FloatField(null=True, blank=True)
    sem = models.FloatField(null=True, blank=True)
    sem_of_change = models.FloatField(null=True, blank=True)
    alpha = models.FloatField()
    sd = models.FloatField()
    mean = models.FloatField(null=True, blank=True)
    local_persons = models.PositiveIntegerField(null=True, blank=True)
    local_until = models.DateField(null=True, blank=True)
    retest = models.FloatField(default=ASSUMED_RETEST)
    retest_persons = models.PositiveIntegerField(null=True, blank=True)
    retest_until = models.DateField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sitting", "component"], name="score_once_per_component"
            ),
            models.CheckConstraint(
                condition=Q(component__in=[component.code for component in COMPONENTS]),
                name="score_of_a_known_component",
            ),
            models.CheckConstraint(
                condition=Q(points=None, sem=None, sem_of_change=None)
                | Q(points__isnull=False, sem__isnull=False, sem_of_change__isnull=False),
                name="score_whole_or_blank",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=100, sem__gt=0, sem_of_change__gt=0),
                name="score_points_in_range",
            ),
            models.CheckConstraint(condition=Q(answered__lte=F("asked")), name="score_answered_of_asked"),
            models.CheckConstraint(
                condition=Q(alpha__gt=0, alpha__lt=1, sd__gt=0, retest__gte=0, retest__lte=1),
                name="score_figures_in_range",
            ),
            models.CheckConstraint(
                condition=Q(mean=None, local_persons=None, local_until=None)
                | Q(
                    mean__isnull=False,
                    local_until__isnull=False,
                    local_persons__gte=LOCAL_FIGURES_FLOOR,
                    local_persons__isnull=False,
                ),
                name="score_local_figures_whole",
            ),
            models.CheckConstraint(
                condition=Q(retest_persons=None, retest_until=None)
                | Q(
                    retest_until__isnull=False,
                    retest_persons__gte=LOCAL_RETEST_FLOOR,
                    retest_persons__isnull=False,
                ),
                name="score_local_retest_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Filters that chain."""

    def of(self, kind: "Release.Kind") -> "ReleaseQuerySet":
        """Of the form that is asked today: another version's figures are other figures."""
        key, version = Release.form_of(kind)
        return self.filter(kind=kind, instrument_key=key, instrument_version=version)


class Release(models.Model):
    """What an organisation was told of its people's answers, added up: never changed, and no person in it.

    `until` closes it: it counts who had entered before. `figures` hold what assessments/evidence.py made of
    them. A deletion later on does not reach back into it. `persons` are those with a
    round of their own where the kind is that of rounds.
    """

    class Kind(models.TextChoices):
        SCORES = "scores", _("First answers")
        RETEST = "retest", _("First and second answers")
        ROUNDS = "rounds", _("Ratings by others")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    instrument_key = models.CharField(max_length=20)
    instrument_version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    until = models.DateTimeField()
    persons = models.PositiveIntegerField()
    figures = models.JSONField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(ReleaseQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "instrument_key", "instrument_version", "kind", "until"],
                name="release_once_per_month",
            ),
            models.CheckConstraint(condition=Q(persons__gte=CLOSED_GROUP), name="release_of_enough_people"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def form_of(kind: "Release.Kind") -> tuple[str, int]:
        """Key and version of what is answered today where this kind of figure comes from."""
        return (OTHERS_KEY, OTHERS_VERSION) if kind == Release.Kind.ROUNDS else (KEY, VERSION)


class RoundQuerySet(models.QuerySet["Round"]):
    """Filters that chain; each starts from the person whom a round is about."""

    def of(self, membership: Membership) -> "RoundQuerySet":
        return self.filter(membership=membership)

    def open(self) -> "RoundQuerySet":
        return self.filter(state=Round.State.OPEN)


class Round(models.Model):
    """Others rate one person. While it is open, `pool` holds all replies as one document, sealed under the
    round's own key; when it closes, the key is destroyed and the pool with it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # No index of its own: one below begins with it.
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="rounds", db_index=False
    )
    # Her own answers that the others' are compared with; they were sent before anybody was asked.
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="+")
    form_key = models.CharField(max_length=20)
    form_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    started_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # How many are in the total; None while it is open, and where nothing may be shown.
    people = models.PositiveSmallIntegerField(null=True, blank=True)
    data_key = models.OneToOneField(
        DataKey, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    pool = models.BinaryField(null=True, blank=True)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(RoundQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership"], condition=Q(state="open"), name="round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="open",
                    closed_at=None,
                    people=None,
                    data_key__isnull=False,
                    pool__isnull=False,
                )
                | Q(state="closed", closed_at__isnull=False, data_key=None, pool=None),
                name="round_keeps_replies_only_while_open",
            ),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__gte=RATERS_FLOOR), name="round_people_from_the_floor"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("started_at")), name="round_closes_later"),
        ]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="round_what_is_due"),
            models.Index(fields=["membership", "-started_at", "-id"], name="round_own"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AskQuerySet(models.QuerySet["Ask"]):
    """Filters that chain; each starts from the person who is asked."""

    def waiting_for(self, rater: Membership | Given, now: dt.datetime | Given) -> "AskQuerySet":
        """What she has neither answered nor declined, and still could."""
        return self.filter(
            rater=rater,
            state=Ask.State.ASKED,
            round__state=Round.State.OPEN,
            round__closes_at__gt=now,
            round__membership__closed_at=None,
        )


class Ask(models.Model):
    """That somebody was asked to rate, and whether she has replied. No time, and nothing of what she said."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        REPLIED = "replied", _("Replied")
        DECLINED = "declined", _("Would rather not")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asks")
    rater = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="asks")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(AskQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "round", "rater"], name="ask_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "replied", "declined"]), name="ask_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Rating(models.Model):
    """One rater's score of one component, out of 100, written when its round closed.

    Random id, no rater, no time, no order: the rows of a round are shuffled before they are written, and no
    two of them tell that they come from the same person.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ratings")
    component = models.CharField(max_length=2)
    points = models.FloatField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(component__in=[component.code for component in COMPONENTS]),
                name="rating_of_a_known_component",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100), name="rating_points_in_range"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NamedRating(models.Model):
    """What one rater gave who agreed to be named before she sent it; in no total. Written at the close.

    Her scores are sealed under the key of the person whom the round is about. No time.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="named")
    rater = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "round", "rater"], name="named_once_in_a_round")
        ]

    def __str__(self) -> str:
        return str(self.pk)
