"""Plans, goals and rituals: in the clear only whose, when, where they stand; all else is sealed."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from journal.plans.rules import MOST_ACTIVE
from people.models import Membership, Organisation
from people.prepared import Given


class State(models.TextChoices):
    """Where a plan or a goal stands; each can follow each, an ended one can be taken up again."""

    ACTIVE = "active"
    DONE = "done"
    STOPPED = "stopped"


class PlanQuerySet(models.QuerySet["Plan"]):
    """Chainable filters; each list starts from a person."""

    def of(self, owner: Membership | Given) -> Self:
        """Her own, and nobody else's."""
        return self.filter(membership=owner)

    def active(self) -> Self:
        return self.filter(state=State.ACTIVE)


class GoalQuerySet(models.QuerySet["Goal"]):
    """Chainable filters; each list starts from a person."""

    def of(self, owner: Membership | Given) -> Self:
        """Her own, and nobody else's."""
        return self.filter(membership=owner)

    def active(self) -> Self:
        return self.filter(state=State.ACTIVE)


class RitualQuerySet(models.QuerySet["Ritual"]):
    """Chainable filters; each list starts from a person."""

    def of(self, owner: Membership | Given) -> Self:
        """Her own, and nobody else's."""
        return self.filter(membership=owner)


class Plan(models.Model):
    """If a trigger comes up, then a thing to do. `place` is what holds the active ones down to three."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="plans", db_index=False)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    place = models.PositiveSmallIntegerField(null=True)
    started_at = models.DateTimeField()
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField()
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(PlanQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership", "submission_key"], name="plan_once_per_submission"
            ),
            models.UniqueConstraint(fields=["membership", "place"], name="plan_one_in_a_place"),
            models.CheckConstraint(
                condition=Q(state=State.ACTIVE, place__isnull=False, place__gte=1, place__lte=MOST_ACTIVE)
                | (~Q(state=State.ACTIVE) & Q(place=None)),
                name="plan_active_has_a_place_of_three",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="plan_version_counts_from_one"),
        ]
        indexes = [models.Index(fields=["membership", "-started_at"], name="plan_list")]

    def __str__(self) -> str:
        return str(self.pk)


class Goal(models.Model):
    """What somebody wants to get to, and the next step towards it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="goals", db_index=False)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    started_at = models.DateTimeField()
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField()
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(GoalQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership", "submission_key"], name="goal_once_per_submission"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="goal_version_counts_from_one"),
        ]
        indexes = [models.Index(fields=["membership", "-started_at"], name="goal_list")]

    def __str__(self) -> str:
        return str(self.pk)


class Ritual(models.Model):
    """What somebody wrote before or after a shift."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="rituals", db_index=False
    )
    written_at = models.DateTimeField()
    local_day = models.DateField()
    submission_key = models.UUIDField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(RitualQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership", "submission_key"], name="ritual_once_per_submission"
            ),
        ]
        indexes = [models.Index(fields=["membership", "-written_at", "-id"], name="ritual_list")]

    def __str__(self) -> str:
        return str(self.pk)
