"""Rows of openings: the job, its stages, its guide, the versions of its rule, and who talks and decides."""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from assessments.instruments import COMPONENTS
from people.models import Membership, Organisation


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Chainable filters."""

    def reached_by(self, member: Membership) -> Self:
        """What this person may open: all of it for HR; for others those past a draft that she talks for."""
        if member.is_hr:
            return self
        hers = OpeningMember.objects.filter(member=member).values("opening")
        return self.filter(pk__in=hers).exclude(state=Opening.State.DRAFT)


class Opening(models.Model):
    """A job that is to be filled: what it needs, what is asked for it, and how long that is kept.

    A draft may lack anything but its title. What is open lacks nothing.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Retention(models.TextChoices):
        EU = "eu", _("European Union or United Kingdom")
        US = "us", _("United States")
        US_PUBLIC = "us-public", _("United States, public employer")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=120)
    needs = models.TextField(blank=True)
    notice = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    # The day as it was chosen, and the moment at which it ends where it was chosen.
    deadline = models.DateField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    retention = models.CharField(max_length=12, choices=Retention, blank=True)
    # The parts of the task list that somebody has looked at and saved.
    confirmed = models.JSONField(default=list, blank=True)
    # A released file, which a starter was copied from; openings without a guide of their own are read by it.
    guide_key = models.CharField(max_length=40, blank=True)
    guide_version = models.PositiveSmallIntegerField(default=0)
    # Somebody of whom it was decided had everything erased: figures without her would tell what she said.
    figures_shut = models.BooleanField(default=False)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(OpeningQuerySet)
    )

    class Meta:
        # A check that comes out as unknown lets a row pass, so what must be there is asked for by name.
        constraints = [
            models.CheckConstraint(
                condition=Q(retention__in=["", "eu", "us", "us-public"]), name="opening_retention_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("made_at")), name="opening_closes_after_made"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="opening_state_and_times_agree",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    Q(deadline__isnull=False, closes_at__isnull=False)
                    & ~Q(needs="")
                    & ~Q(notice="")
                    & ~Q(contact="")
                    & ~Q(retention="")
                ),
                name="opening_lacks_nothing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_over(self, now: dt.datetime) -> bool:
        """Whether the last day to answer is over. A draft without one has not begun."""
        return self.closes_at is not None and self.closes_at <= now

    def takes(self, now: dt.datetime) -> bool:
        """Whether candidates are invited and answer."""
        return self.state == Opening.State.OPEN and not self.is_over(now)

    @property
    def last_day(self) -> dt.date:
        """Of one that is open, or was."""
        assert self.deadline is not None
        return self.deadline


# What may follow what; a state without followers is an end.
OPENING_TRANSITIONS: dict[Opening.State, frozenset[Opening.State]] = {
    Opening.State.DRAFT: frozenset({Opening.State.OPEN}),
    Opening.State.OPEN: frozenset({Opening.State.CLOSED}),
    Opening.State.CLOSED: frozenset(),
}


class OpeningComponent(models.Model):
    """One component that this job asks about, and why. None is asked about without a reason."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="components")
    component = models.CharField(max_length=2)
    reason = models.TextField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "opening", "component"], name="opening_component_once"
            ),
            models.CheckConstraint(
                condition=Q(component__in=[one.code for one in COMPONENTS]), name="opening_component_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="opening_component_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OpeningStage(models.Model):
    """A step that candidates pass, in order. The last one is a talk: it carries the decision."""

    class Kind(models.TextChoices):
        QUESTIONNAIRE = "questionnaire", _("Statements")
        JUDGEMENT = "judgement", _("Situations")
        INTERVIEW = "interview", _("Talk")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=Kind)
    name = models.CharField(max_length=60)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "opening", "position"], name="opening_stage_once_per_place"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["questionnaire", "judgement", "interview"]),
                name="opening_stage_is_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="opening_stage_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OpeningGuide(models.Model):
    """The opening's own copy of an interview guide: `hiring/guide.py` reads the document.

    Edited while the opening is a draft, each time as another version. `confirmed` holds the competencies that
    somebody has read through since they were changed; the times stand once that is all of them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.OneToOneField(Opening, on_delete=models.CASCADE, related_name="own_guide")
    document = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    confirmed = models.JSONField(default=list, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="opening_guide_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RuleVersion(models.Model):
    """How ratings are put together, as it was fixed: never changed, another version follows it.

    `hash` is the SHA-256 of the document in its canonical form (hiring/openings/rule.py).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    hash = models.CharField(max_length=64)
    fixed_at = models.DateTimeField()
    fixed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "opening", "number"], name="rule_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="rule_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OpeningMember(models.Model):
    """Somebody who talks with the candidates of an opening, or decides about them. She need not be of HR."""

    class Role(models.TextChoices):
        INTERVIEWER = "interviewer", _("Talks with candidates")
        DECIDER = "decider", _("Decides")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=11, choices=Role)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "opening", "member", "role"], name="opening_member_once_per_role"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["interviewer", "decider"]), name="opening_member_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FormerOpeningMember(models.Model):
    """Somebody who was taken off an opening that was open: she may have met its candidates or judged them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="former_members")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "opening", "member"], name="former_opening_member_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
