"""Acts on other people's data and on rights: append-only, one hash chain per organisation."""

from typing import Any, NoReturn

from django.db import models
from django_scopes import ScopedManager

from people.models.organisations import Organisation


class AppendOnly(models.QuerySet["AuditRecord"]):
    """A record is written once: neither changed nor deleted from code."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("Audit records are never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Audit records are never deleted.")


class AuditRecord(models.Model):
    """Ids and kinds only, never content; after an erasure the ids point nowhere and the chain still holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    # Plain ids without foreign keys: a record outlives what it names.
    actor = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    subject = models.UUIDField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(AppendOnly)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_number_once_in_chain"),
        ]
        # What was done about one thing, and by whom: asked for on pages, in chains of any length.
        indexes = [models.Index(fields=["organisation", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.number}"


class AuditHead(models.Model):
    """Where an organisation's chain ends, beside the chain: records cut off at its end are missed here."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return f"{self.number}"
