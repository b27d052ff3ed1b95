"""Rows of what a candidate needs in order to take part: how her pages look, and what she asked HR for.

Both stand apart from her row, so that no page about her shows them by the way: a larger text or a request may
tell of a disability, and who talks with her or decides about her is told of neither.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from hiring.models.candidates import Candidate
from people.models import Membership, Organisation


class CandidateDisplay(models.Model):
    """How her pages look. No row: as they look to everybody."""

    class TextSize(models.TextChoices):
        NORMAL = "normal", _("Normal")
        LARGE = "large", _("Large")
        LARGEST = "largest", _("Largest")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="display")
    one_statement = models.BooleanField(default=False)
    text_size = models.CharField(max_length=10, choices=TextSize, default=TextSize.NORMAL)
    spaced = models.BooleanField(default=False)
    tinted = models.BooleanField(default=False)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(text_size__in=["normal", "large", "largest"]), name="candidate_text_size_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AdjustmentRequest(models.Model):
    """What she asked for and what HR answered, each sealed under her key.

    `waits`: she asked first, so her last day stands still until the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="adjustments")
    asked_at = models.DateTimeField()
    waits = models.BooleanField(default=False)
    sealed = models.BinaryField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sealed_answer = models.BinaryField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "candidate"],
                condition=Q(answered_at=None),
                name="adjustment_one_without_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, sealed_answer=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, sealed_answer__isnull=False),
                name="adjustment_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
