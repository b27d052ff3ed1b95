"""What two people say to each other: feedback in four fields and the words below it."""

import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from coaching.models.shares import Share
from people.models import Membership, Organisation

# How long a thread is kept after its last word.
KEEP_THREAD = dt.timedelta(days=365)


class Message(models.Model):
    """What one of the two said about a share: feedback in four fields, or a reply. Never changed."""

    class Kind(models.TextChoices):
        FEEDBACK = "feedback", _("Feedback")
        REPLY = "reply", _("Reply")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    said_at = models.DateTimeField()
    submission_key = models.UUIDField()
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["share", "author", "submission_key"], name="message_once_per_submission"
            ),
            models.UniqueConstraint(
                fields=["share"], condition=Q(kind="feedback"), name="message_one_feedback_on_a_share"
            ),
        ]
        indexes = [models.Index(fields=["share", "said_at"], name="message_thread")]

    def __str__(self) -> str:
        return str(self.pk)
