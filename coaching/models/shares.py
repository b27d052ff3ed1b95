"""A snapshot of chosen parts of one thing, for one person, and when it was opened."""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from people.models import DataKey, Membership, Organisation
from people.prepared import Given

# How many days something can be shared for, and how many where nothing else is chosen.
DAYS = (7, 30, 90)
USUAL_DAYS = 30
# How long the unreadable rest of what was shared is kept.
KEEP_REST = dt.timedelta(days=30)


class ShareQuerySet(models.QuerySet["Share"]):
    """Chainable filters. Who may read a share at this moment is said in coaching.visibility."""

    def of(self, owner: Membership | Given) -> Self:
        """What this person shares or has shared."""
        return self.filter(owner=owner)

    def newest_first(self) -> Self:
        return self.order_by("-shared_at", "-id")


class Share(models.Model):
    """A snapshot of chosen parts of one thing, for one person. Later changes of the thing do not reach it.

    `source` is no foreign key: what was shared stands until she stops it, also where the thing is deleted.
    Of a pattern, which has no row, it is an id that only her key can make.
    `submission_key` comes from the form: the same form sent twice makes one share.
    """

    class Kind(models.TextChoices):
        MOMENT = "moment", _("A moment")
        PATTERN = "pattern", _("A pattern")
        PLAN = "plan", _("A plan")
        REPORT = "report", _("Parts of a report")

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", _("You stopped sharing it.")
        EXPIRED = "expired", _("The time you had set is over.")
        READER = "reader", _("The other person does not look after your team any more.")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="shares", db_index=False)
    reader = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    source = models.UUIDField()
    shared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    submission_key = models.UUIDField()
    # Of what was shared; nothing opens it once this is gone. The database refuses to delete a key in use, so
    # that Django need not ask these columns about every key of other rooms that ends.
    snapshot_key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+", null=True)
    sealed = models.BinaryField(null=True)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(ShareQuerySet)
    )

    # Filled by coaching.visibility and people.keys: whether the reader is still in charge, and the slot of
    # the snapshot's key.
    has_reader: bool
    slot_master_key_id: str | None
    slot_wrapped: bytes | None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "owner", "submission_key"], name="share_once_per_submission"
            ),
            models.CheckConstraint(condition=~Q(owner=F("reader")), name="share_is_with_somebody_else"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("shared_at")), name="share_expires_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="", snapshot_key__isnull=False, sealed__isnull=False)
                | (Q(ended_at__isnull=False, snapshot_key=None) & ~Q(ending="")),
                name="share_has_a_key_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-shared_at", "-id"], name="share_list"),
            models.Index(fields=["owner", "source"], name="share_of_source"),
            models.Index(fields=["reader", "shared_at"], name="share_inbox"),
            models.Index(fields=["ended_at"], name="share_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Reading(models.Model):
    """That its reader opened a share: one row for each of the owner's days, with the times of that day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="readings", db_index=False)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "day"], name="reading_once_a_day"),
            models.CheckConstraint(condition=Q(times__gte=1), name="reading_counts_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
