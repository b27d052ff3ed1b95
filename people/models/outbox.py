"""Mails that wait to be sent, written in the transaction of the act they tell of."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.organisations import Membership


class OutboxMail(models.Model):
    """Its text is sealed under the installation's key and gone once it was sent.

    A notice names a `member` and the `path` of a page in place of an address and a text: both are made when
    it is sent. `to` is empty too where the address is private: then it is sealed with the text.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    to = models.EmailField(blank=True)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=60)
    path = models.CharField(max_length=60, blank=True)
    sealed = models.BinaryField(default=b"")
    message_id = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Not before this: a mail that could not be handed over waits longer each time.
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, path="")
                | (Q(member__isnull=False, to="", sealed=b"") & ~Q(path="")),
                name="outbox_notice_holds_no_address_and_no_text",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_what_is_due")]

    def __str__(self) -> str:
        return str(self.pk)
