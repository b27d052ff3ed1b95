"""Rows of the talk: scorecards and what they said before a change, sealed."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from hiring.models.candidates import Candidate
from people.models import Membership, Organisation


class Scorecard(models.Model):
    """One interviewer's ratings of one candidate, sealed. Locked once; a later change leaves a version."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="scorecards")
    interviewer = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    guide_key = models.CharField(max_length=40)
    guide_version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    # The open page that it was saved from last, so that another tab does not wipe what it has not shown.
    saved_from = models.UUIDField(null=True, blank=True)
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


class ScorecardVersion(models.Model):
    """What a locked card said before a change: its ratings, and why they were changed, sealed.

    The first one is what was written alone, before anything else about the candidate could be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scorecard", "number"], name="scorecard_version_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, replaced_at__gte=F("written_at")),
                name="scorecard_version_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
