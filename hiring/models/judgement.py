"""Rows of the situational-judgement test: experts and the keys they make, and what candidates answer.

An expert is known by a mailed link, as a candidate is: she is no user, and her row leads to none.
"""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from assessments.instruments import HIGHEST, LOWEST
from hiring.judgement.timing import Pace
from hiring.models.candidates import Candidate
from hiring.models.openings import Opening
from people.models import Membership, Organisation


class ExpertPanelQuerySet(models.QuerySet["ExpertPanel"]):
    """Chainable filters."""

    def counted(self) -> Self:
        """With how many were asked and how many have sent their ratings; nothing of what they rated."""
        return self.annotate(
            asked=Count("experts"), done=Count("experts", filter=Q(experts__sent_at__isnull=False))
        )


class ExpertPanel(models.Model):
    """People who rate every option without seeing each other's ratings, until a key is frozen."""

    class State(models.TextChoices):
        OPEN = "open", _("Experts are rating")
        FROZEN = "frozen", _("Key frozen")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Key and version together name a released file, so that an old panel can always be read.
    test_key = models.CharField(max_length=40)
    test_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(ExpertPanelQuerySet)
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "test_key", "test_version"],
                condition=Q(state="open"),
                name="expert_panel_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "frozen"]), name="expert_panel_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


# What may follow what; a state without followers is an end.
PANEL_TRANSITIONS: dict[ExpertPanel.State, frozenset[ExpertPanel.State]] = {
    ExpertPanel.State.OPEN: frozenset({ExpertPanel.State.FROZEN}),
    ExpertPanel.State.FROZEN: frozenset(),
}


class Expert(models.Model):
    """Somebody who was asked to rate. Of her link and of her session only the hashes are kept.

    With the key frozen her address and both hashes go; a year later her name, which is empty then.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(ExpertPanel, on_delete=models.CASCADE, related_name="experts")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  none is none
    link_sent_at = models.DateTimeField()
    link_expires_at = models.DateTimeField()
    link_used_at = models.DateTimeField(null=True)
    session_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  none is none
    session_expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "panel", "email"],
                condition=~Q(email=""),
                name="expert_once_per_panel",
            ),
            models.CheckConstraint(
                condition=Q(session_hash=None, session_expires_at=None)
                | Q(session_hash__isnull=False, session_expires_at__isnull=False),
                name="expert_session_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ExpertRating(models.Model):
    """What one expert thinks of one option, 1 to 5. She alone sees it; together they make the key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="ratings")
    option = models.CharField(max_length=20)
    rating = models.PositiveSmallIntegerField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "expert", "option"], name="expert_rating_once_per_option"
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=LOWEST, rating__lte=HIGHEST), name="expert_rating_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FrozenKey(models.Model):
    """The key that a panel has made: never changed. `hash` is the SHA-256 of the canonical document."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    panel = models.OneToOneField(ExpertPanel, on_delete=models.PROTECT, related_name="frozen_key")
    document = models.JSONField()
    hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return str(self.pk)


class JudgementSetting(models.Model):
    """That an opening asks about situations: for practice, or by a frozen key as a part of the decision.

    No row: it does not ask. `seconds` is the time for all of them, None for no limit.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opening = models.OneToOneField(Opening, on_delete=models.CASCADE, related_name="judgement")
    test_key = models.CharField(max_length=40)
    test_version = models.PositiveSmallIntegerField()
    for_practice = models.BooleanField()
    frozen_key = models.ForeignKey(
        FrozenKey, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    seconds = models.PositiveIntegerField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            # The key of the authors carries no decision, whoever writes.
            models.CheckConstraint(
                condition=Q(for_practice=True, frozen_key=None)
                | Q(for_practice=False, frozen_key__isnull=False),
                name="judgement_decides_by_a_frozen_key",
            ),
            models.CheckConstraint(
                condition=Q(seconds=None) | Q(seconds__gte=1), name="judgement_time_is_some"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class JudgementSitting(models.Model):
    """When a candidate began with the situations, and how much time she was granted. No reviewer sees it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="judgement")
    pace = models.CharField(max_length=7, default=Pace.USUAL)
    started_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pace__in=[one.value for one in Pace]), name="judgement_pace_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class JudgementAnswer(models.Model):
    """What a candidate thinks of one option: 1 to 5, or None for "I'd rather not say". No row: not yet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="judgements")
    scenario = models.CharField(max_length=20)
    option = models.CharField(max_length=20)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "candidate", "option"], name="judgement_answer_once_per_option"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=LOWEST, rating__lte=HIGHEST),
                name="judgement_answer_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
