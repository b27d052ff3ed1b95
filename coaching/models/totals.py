"""Totals of a unit: who is counted by marks that name nobody, what counts until the week is released, cells.

What names a person's mark lies under a key of the organisation's; what counts of a week under a key of that
week, which ends when its totals are made (docs/adr/0014).
"""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from people.anonymity import LASTS, K
from people.models import DataKey, Organisation, Team

# After the end of a week it can still change for so long.
WAITS = dt.timedelta(days=7)
WEEK = dt.timedelta(days=7)


class MarkKey(models.Model):
    """The key under which an organisation's marks are made: for as long as a group of before can be met."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    data_key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+")

    objects = ScopedManager(organisation="organisation")

    # Filled by people.keys.with_slot.
    slot_master_key_id: str | None
    slot_wrapped: bytes | None

    def __str__(self) -> str:
        return str(self.pk)


class RosterQuerySet(models.QuerySet["Roster"]):
    """Chainable filters."""

    def running(self, monday: dt.date) -> Self:
        """Those whose half year holds the week of this Monday."""
        return self.filter(first_week__lte=monday, first_week__gt=monday - LASTS * WEEK)


class Roster(models.Model):
    """The people of a unit who are counted together for half a year. They are marks: see `Mark`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_week = models.DateField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(RosterQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "unit", "first_week"], name="roster_once_a_week"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Mark(models.Model):
    """That somebody was counted in a roster, and from which week on she was not any more.

    `mark` is an HMAC of her membership under the organisation's key. It is kept for ever, because no later
    group may differ from this one by a few people.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="marks", db_index=False)
    mark = models.CharField(max_length=64)
    out_since = models.DateField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "mark"], name="mark_once_in_roster"),
        ]
        indexes = [models.Index(fields=["organisation", "mark"], name="mark_of_person")]

    def __str__(self) -> str:
        return str(self.pk)


class Week(models.Model):
    """One week of a roster. Its key ends, with all that counted, when its totals are made."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="weeks", db_index=False)
    monday = models.DateField()
    key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+", null=True)
    released_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "monday"], name="week_once_in_roster"),
            models.CheckConstraint(
                condition=Q(key=None, released_at__isnull=False) | Q(key__isnull=False, released_at=None),
                name="week_has_a_key_until_it_is_released",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Contribution(models.Model):
    """That somebody's week falls into a cell, until the week is released.

    `person` is an HMAC of her membership under the week's key: once that is gone, nobody can say whose it
    was.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    person = models.CharField(max_length=64)
    cell = models.CharField(max_length=24)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "person", "cell"], name="contribution_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReleasedCell(models.Model):
    """A number that was given out, for ever: `at_least` people, and fewer than K more. What is not here for
    a released week is not given out.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    week = models.ForeignKey(Week, on_delete=models.CASCADE, related_name="cells", db_index=False)
    cell = models.CharField(max_length=24)
    at_least = models.PositiveIntegerField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "cell"], name="cell_once_in_week"),
            models.CheckConstraint(condition=Q(at_least__gte=K), name="cell_of_five_or_more"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
