"""What somebody has typed and not yet saved, sealed under her own key."""

from uuid import uuid4

from django.db import models
from django_scopes import ScopedManager

from people.models.organisations import Membership, Organisation


class Draft(models.Model):
    """One per person and form; it comes back on the same page, on any device."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=80)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "membership", "form"], name="draft_one_per_form"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
