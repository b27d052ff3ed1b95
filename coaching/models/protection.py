"""Whom somebody does not want to hear from, and what she reported to the contact of her organisation."""

import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from people.models import DataKey, Membership, Organisation

# How long a report is kept.
KEEP_REPORT = dt.timedelta(days=365)


class HiddenPerson(models.Model):
    """That one person hides what another says to her. The other is never told, nor is anybody else."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    hidden_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], name="hidden_person_once"),
            models.CheckConstraint(condition=~Q(owner=F("person")), name="hidden_person_is_somebody_else"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Report(models.Model):
    """Words that somebody sent to the contact of her organisation about a thread, under a key of their own.

    It holds a copy of what she chose to show of the thread, and stands when the thread has gone. `thread` is
    no foreign key for that.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    reporter = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    thread = models.UUIDField()
    sent_at = models.DateTimeField()
    # When the contact opened it first and last; the audit holds each time.
    first_read_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField()
    key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+")
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    # Filled by people.keys.with_slot.
    slot_master_key_id: str | None
    slot_wrapped: bytes | None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reporter", "submission_key"], name="report_once_per_submission"
            ),
            models.CheckConstraint(condition=~Q(reporter=F("contact")), name="report_is_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(first_read_at=None, last_read_at=None)
                | Q(first_read_at__isnull=False, last_read_at__isnull=False),
                name="report_read_first_and_last",
            ),
        ]
        indexes = [
            models.Index(fields=["contact", "-sent_at", "-id"], name="report_list"),
            models.Index(fields=["reporter", "thread"], name="report_of_thread"),
            models.Index(fields=["sent_at"], name="report_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
