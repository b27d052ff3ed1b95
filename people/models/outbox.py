"""Mails that wait to be sent, written in the transaction of the act they tell of."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxMail(models.Model):
    """Its text is sealed under the installation's key and gone once it was sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    to = models.EmailField()
    kind = models.CharField(max_length=60)
    sealed = models.BinaryField()
    message_id = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Not before this: a mail that could not be handed over waits longer each time.
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_what_is_due")]

    def __str__(self) -> str:
        return str(self.pk)
