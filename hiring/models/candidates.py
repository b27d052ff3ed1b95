"""Rows of candidates: who was invited, her links, her answers."""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from assessments.instruments import HIGHEST, LOWEST
from hiring.models.openings import Opening
from hiring.retention import FLOORS
from people.models import DataKey, Membership, Organisation


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Chainable filters."""

    def shown(self) -> Self:
        """All but those who have left: nobody can open these, and they stand on no page."""
        return self.exclude(self._left())

    def opened_again(self) -> Self:
        """Whose answers HR opened again, and who has not sent them a second time."""
        again = CandidateReopening.objects.filter(candidate=OuterRef("pk"))
        return self.filter(Exists(again), state=Candidate.State.STARTED)

    def left(self) -> Self:
        """Who withdrew after sending, or once there was a record of her: locked away, or erased already."""
        return self.filter(self._left())

    @staticmethod
    def _left() -> Q:
        """Whose answers were opened again had sent them once. An erased one has neither name nor address."""
        told = Q(reopenings__isnull=False) | Q(scorecards__isnull=False) | Q(decisions__isnull=False)
        told |= Q(adjustments__isnull=False, opening__retention__in=FLOORS)
        recorded = Exists(Candidate.objects.filter(told, pk=OuterRef("pk")))
        return Q(state=Candidate.State.WITHDRAWN) & (Q(sent_at__isnull=False) | Q(email="") | Q(recorded))

    def reached_by(self, member: Membership) -> Self:
        """Of those shown, the candidates of the openings that this person reaches."""
        if member.is_hr:
            return self.shown()
        return self.shown().filter(opening__in=Opening.objects.reached_by(member))


class Candidate(models.Model):
    """Somebody who was invited to an opening. No user, and never turned into one.

    `data_key` seals what others write about her; deleting it makes that unreadable in every backup too.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        STARTED = "started", _("Started")
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of its own: those below begin with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="candidates")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    # Both empty once she has withdrawn and nothing has to be kept.
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    instrument_key = models.CharField(max_length=20)
    instrument_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Since when her last day stands still, because she asked HR for something first; and the days that she
    # got for waiting before.
    waits_since = models.DateTimeField(null=True, blank=True)
    extra_days = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(CandidateQuerySet)
    )

    class Meta:
        # A check that comes out as unknown lets a row pass, so what must be there is asked for by name.
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "opening", "email"],
                condition=~Q(email=""),
                name="candidate_once_per_opening",
            ),
            models.CheckConstraint(
                condition=Q(state="invited", started_at=None, sent_at=None, withdrawn_at=None)
                | Q(state="started", started_at__isnull=False, sent_at=None, withdrawn_at=None)
                | Q(state="sent", started_at__isnull=False, sent_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="candidate_state_and_times_agree",
            ),
        ]
        # The organisation in front, since every query in a scope asks for it.
        indexes = [
            models.Index(fields=["organisation", "opening", "name", "id"], name="candidate_by_name"),
            models.Index(fields=["organisation", "opening", "state"], name="candidate_by_state"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def reference(self) -> str:
        """What she can name when she asks about her data; it tells nothing."""
        return self.pk.hex[:8].upper()

    @property
    def last_day(self) -> dt.date:
        """On which she may answer: her opening's, and the days that she waited for HR."""
        return self.opening.last_day + dt.timedelta(days=self.extra_days)

    def takes(self, now: dt.datetime) -> bool:
        """Whether she may answer: until her own last day is over, or while it stands still."""
        opening = self.opening
        if opening.state != Opening.State.OPEN:
            return False
        return self.waits_since is not None or not opening.is_over(now - dt.timedelta(days=self.extra_days))

    def has_ended(self, now: dt.datetime) -> bool:
        """Whether her days are over and she has not sent, so that she can only read what HR answered."""
        return self.sent_at is None and not self.takes(now)


# What may follow what; a state without followers is an end.
TRANSITIONS: dict[Candidate.State, frozenset[Candidate.State]] = {
    Candidate.State.INVITED: frozenset({Candidate.State.STARTED, Candidate.State.WITHDRAWN}),
    Candidate.State.STARTED: frozenset({Candidate.State.SENT, Candidate.State.WITHDRAWN}),
    # Opened again by HR, with a reason that is kept: CandidateReopening.
    Candidate.State.SENT: frozenset({Candidate.State.STARTED, Candidate.State.WITHDRAWN}),
    Candidate.State.WITHDRAWN: frozenset(),
}


class CandidateLink(models.Model):
    """A mailed link: opened any number of times, exchanged once for a session. Only hashes are kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    # Of the cookie that the link was exchanged for.
    session_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  none is none

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None, session_hash=None)
                | Q(used_at__isnull=False, session_hash__isnull=False),
                name="candidate_link_used_for_a_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CandidateAnswer(models.Model):
    """One statement's answer: 1 to 5, or None for "I'd rather not say". No row: not answered yet."""

    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="answers")
    item_code = models.CharField(max_length=10)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "candidate", "item_code"], name="candidate_answer_once_per_item"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=LOWEST, value__lte=HIGHEST),
                name="candidate_answer_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CandidateReopening(models.Model):
    """That HR let a candidate change what she had sent, when and who; the reason is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="reopenings")
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    def __str__(self) -> str:
        return str(self.pk)
