"""Rows of the voluntary questions: what was answered, and apart from it whose it is.

An answer has a random key, no time and nothing that leads to a candidate. Only the mapping table says whose a
key is. `hiring/equality/actions.py` writes both and deletes both; only `hiring/groups/counts.py` reads what
was answered, and what it gives out are counts.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from hiring.equality.questions import BY_CODE
from hiring.models.candidates import Candidate
from hiring.models.openings import Opening
from people.models import Organisation


class EqualityAnswer(models.Model):
    """What one person said of the groups that she belongs to; an empty answer is "I'd rather not say"."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=10, blank=True)
    age = models.CharField(max_length=10, blank=True)
    disability = models.CharField(max_length=10, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{code}__in": ["", *asked.codes]}), name=f"equality_{code}_is_known"
            )
            for code, asked in BY_CODE.items()
        ]

    def __str__(self) -> str:
        return "an answer"


class EqualityKey(models.Model):
    """The mapping table: whose the answer with this key is. No foreign key leads from it to the answer."""

    key = models.UUIDField(primary_key=True, editable=False)
    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "candidate"], name="equality_once_per_candidate"),
        ]

    def __str__(self) -> str:
        return "a key"
