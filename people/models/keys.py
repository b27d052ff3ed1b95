"""Data keys and the slots that wrap them: no data key ever stands in the clear in the database."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager


class DataKey(models.Model):
    """Names one random 256-bit key. Without its slots all that is sealed under it is unreadable for ever."""

    class Purpose(models.TextChoices):
        MEMBERSHIP = "membership", _("A person's own moments, drafts and charts")
        CANDIDATE = "candidate", _("What is written about a candidate")
        INSTALLATION = "installation", _("Mails waiting to be sent, second-factor secrets")
        ROUND = "round", _("Replies of an open round; the key ends with it")
        SHARE = "share", _("What is shared with one person; the key ends with the sharing")
        TOTALS = "totals", _("Who is counted in totals, by marks that name nobody")
        WEEK = "week", _("What counts of a week until its totals are made; the key ends with that")
        THREAD = "thread", _("What two people say about something that was shared")
        THANKS = "thanks", _("What somebody thanked a colleague for")
        REPORT = "report", _("What somebody reported to the contact of her organisation")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    purpose = models.CharField(max_length=20, choices=Purpose)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"], condition=Q(purpose="installation"), name="data_key_one_for_installation"
            ),
            models.CheckConstraint(
                condition=Q(purpose="installation", organisation=None)
                | (~Q(purpose="installation") & Q(organisation__isnull=False)),
                name="data_key_belongs_to_organisation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class KeySlot(models.Model):
    """One way to open a data key, like a disk's key slot.

    `server`: wrapped by the service's master key `master_key_id`. A slot that a passphrase or a printed
    recovery code opens needs no change here: `parameters` holds its salt and costs.
    """

    class Kind(models.TextChoices):
        SERVER = "server", _("The service's master key")
        PASSPHRASE = "passphrase", _("The person's own passphrase")
        RECOVERY = "recovery", _("A printed recovery code")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    data_key = models.ForeignKey(DataKey, on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=12, choices=Kind)
    master_key_id = models.CharField(max_length=16, blank=True)
    parameters = models.JSONField(default=dict)
    wrapped = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["data_key", "kind"], name="key_slot_one_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind="server") ^ Q(master_key_id=""), name="key_slot_server_names_master_key"
            ),
        ]
        indexes = [models.Index(fields=["master_key_id"], name="key_slot_by_master_key")]

    def __str__(self) -> str:
        return str(self.pk)
