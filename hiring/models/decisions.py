"""Rows of decisions: one for each candidate and stage."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from hiring.models.candidates import Candidate
from hiring.models.openings import OpeningStage
from people.models import Membership, Organisation


class StageDecision(models.Model):
    """What a named person decided about a candidate at one stage; on which grounds and why is sealed.

    Who goes on at the last stage is hired. Whether somebody goes on stands in the clear, since the figures of
    fairness count it. It is None only for a row of the time before stages, until the nightly task has read
    it out of what is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="decisions")
    stage = models.ForeignKey(OpeningStage, on_delete=models.PROTECT, related_name="decisions")
    goes_on = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "candidate", "stage"], name="decision_once_per_stage"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(goes_on=None), name="decision_unread"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
