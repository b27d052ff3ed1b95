"""Rows of the talk: scorecards, sealed."""

from uuid import uuid4

from django.db import models
from django_scopes import ScopedManager

from hiring.models.candidates import Candidate
from people.models import Membership, Organisation


class Scorecard(models.Model):
    """One interviewer's ratings of one candidate, sealed. Locked once, and from then on as it is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="scorecards")
    interviewer = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    guide_key = models.CharField(max_length=40)
    guide_version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "candidate", "interviewer"], name="scorecard_once_per_interviewer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
