"""Rows of keeping and deleting: legal holds, and what the nightly purge did."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from hiring.models.candidates import Candidate
from hiring.models.openings import Opening
from people.models import Membership, Organisation


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Chainable filters."""

    def standing(self) -> Self:
        return self.filter(lifted_at=None)

    def over(self, candidate: Candidate) -> Self:
        """Those that stand over this candidate: her own, and those over her whole opening."""
        whole = Q(candidate=None, opening=candidate.opening_id)
        return self.standing().filter(Q(candidate=candidate.pk) | whole)


class LegalHold(models.Model):
    """Why nothing of an opening, or of one candidate, is deleted until the hold is lifted.

    The name is of a file or a case. Why it was placed stands in `reason` for a whole opening; for one
    candidate it is written about her, so it is sealed under her key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="holds")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="holds", null=True, blank=True
    )
    name = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    placed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(LegalHoldQuerySet)
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="legal_hold_has_a_name"),
            models.CheckConstraint(
                condition=(Q(candidate=None, sealed=None) & ~Q(reason=""))
                | Q(candidate__isnull=False, sealed__isnull=False, reason=""),
                name="legal_hold_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="legal_hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PurgeRun(models.Model):
    """That the purge ran for an organisation, and what it did: counts, and nobody's name.

    `looked_at` are the candidates whose opening is over; of these so many were deleted, so many were due and
    kept by a legal hold, and with so many something went wrong. `experts` are those of panels of whom the
    name, or all, was deleted in the same night. Without an end the run was broken off.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.PositiveIntegerField(default=0)
    purged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    experts = models.PositiveIntegerField(default=0)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="purge_run_ends_after_its_begin",
            ),
            models.CheckConstraint(
                condition=Q(looked_at__gte=F("purged") + F("held") + F("broken")),
                name="purge_run_counts_nobody_twice",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
