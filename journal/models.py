"""Moments, what they held before, and those deleted: in the clear only whose, when and which version."""

import datetime as dt
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from journal.plans.models import Goal as Goal
from journal.plans.models import Plan as Plan
from journal.plans.models import Ritual as Ritual
from people.models import Membership, Organisation
from people.prepared import Given

# How long a deleted moment can come back.
UNDO_DELETING = dt.timedelta(days=7)


class MomentQuerySet(models.QuerySet["Moment"]):
    """Chainable filters; each list starts from a person. Values may come later, for people.prepared."""

    def of(self, owner: Membership | Given) -> Self:
        """Her own, and nobody else's."""
        return self.filter(membership=owner)

    def newest_first(self) -> Self:
        return self.order_by("-felt_at", "-id")

    def oldest_first(self) -> Self:
        return self.order_by("felt_at", "id")

    def older_than(self, felt_at: dt.datetime | Given, row: UUID | Given) -> Self:
        """What stands below a place in the list: the first condition is what the index seeks by."""
        return self.filter(felt_at__lte=felt_at).filter(Q(felt_at__lt=felt_at) | Q(id__lt=row))

    def newer_than(self, felt_at: dt.datetime | Given, row: UUID | Given) -> Self:
        """What stands above a place in the list."""
        return self.filter(felt_at__gte=felt_at).filter(Q(felt_at__gt=felt_at) | Q(id__gt=row))

    def on_days(self, first: dt.date | Given, last: dt.date | Given) -> Self:
        """Of the writer's own days `first` to `last`, both included."""
        return self.filter(local_day__gte=first, local_day__lte=last)


class Moment(models.Model):
    """One contact, minute or thought put down by its owner.

    `local_day` is the writer's own day (people.days), kept because a later change of her time zone must not
    move what she wrote. `submission_key` comes from the form: the same form sent twice makes one moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of their own: the constraint below begins with the one, each index with the other.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="moments", db_index=False
    )
    felt_at = models.DateTimeField()
    local_day = models.DateField()
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField()
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(MomentQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "membership", "submission_key"], name="moment_once_per_submission"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="moment_version_counts_from_one"),
        ]
        indexes = [
            models.Index(fields=["membership", "-felt_at", "-id"], name="moment_list"),
            # Holds all that Today and the patterns count by, so that they need not touch the rows: with the
            # organisation, which every query in a scope asks for.
            models.Index(
                fields=["organisation", "membership", "local_day", "changed_at"], name="moment_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class EarlierVersionQuerySet(models.QuerySet["EarlierVersion"]):
    """Chainable filters; each list starts from a person."""

    def of(self, owner: Membership | Given) -> Self:
        return self.filter(membership=owner)

    def of_moment(self, row: UUID | Given) -> Self:
        """Newest first."""
        return self.filter(moment=row).order_by("-version")


class EarlierVersion(models.Model):
    """What a moment held before it was changed: the sealed document as it lay in the moment's row.

    Its seal stays bound to that row, so `moment` is no foreign key: it outlives the row while the moment
    waits among the deleted. The actions that end a moment for good end its versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="earlier_versions", db_index=False
    )
    moment = models.UUIDField()
    version = models.PositiveIntegerField()
    felt_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(EarlierVersionQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "moment", "version"], name="earlier_version_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DeletedMomentQuerySet(models.QuerySet["DeletedMoment"]):
    """Chainable filters; each list starts from a person."""

    def of(self, owner: Membership | Given) -> Self:
        return self.filter(membership=owner)

    def before(self, moment: dt.datetime) -> Self:
        return self.filter(deleted_at__lt=moment)

    def since(self, moment: dt.datetime) -> Self:
        return self.filter(deleted_at__gte=moment)

    def newest_first(self) -> Self:
        return self.order_by("-deleted_at", "-id")


class DeletedMoment(models.Model):
    """A moment that its owner has deleted. It keeps its id, and with it its seal, and can come back.

    A table of its own, so that no list, count or search of moments can forget to leave it out.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="deleted_moments", db_index=False
    )
    felt_at = models.DateTimeField()
    local_day = models.DateField()
    version = models.PositiveIntegerField()
    submission_key = models.UUIDField()
    changed_at = models.DateTimeField()
    deleted_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(DeletedMomentQuerySet)
    )

    class Meta:
        indexes = [
            models.Index(fields=["membership", "-deleted_at"], name="deleted_moment_list"),
            models.Index(fields=["deleted_at"], name="deleted_moment_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class OwnVocabulary(models.Model):
    """A person's own words and triggers, in one sealed document (journal.own)."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="own_vocabulary")
    changed_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return str(self.pk)
