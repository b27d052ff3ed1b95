"""What somebody thanked a colleague for, and whether the one who got it shows it to her team."""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from people.models import DataKey, Membership, Organisation, Team, TeamSupervisor
from people.prepared import Given

# How long thanks are kept where the one who got them does not keep them longer.
KEEP_THANKS = dt.timedelta(days=365)


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Chainable filters. Each starts from the person who looks."""

    def got_by(self, member: Membership | Given) -> Self:
        """What this person got and has not removed."""
        return self.filter(receiver=member, removed_at=None)

    def given_by(self, member: Membership | Given) -> Self:
        return self.filter(giver=member)

    def between(self, member: Membership) -> Self:
        """What this person got and has not removed, or gave."""
        return self.filter(Q(receiver=member, removed_at=None) | Q(giver=member))

    def with_showing(self) -> Self:
        """Each with whether its receiver's team can read it at this moment: she shows it, she is still a
        member, and her team is still the one that she showed it to.
        """
        shown = Q(shown_in=F("receiver__team"), receiver__closed_at=None, removed_at=None)
        return self.annotate(is_shown=shown)

    def shown_to(self, member: Membership | Given) -> Self:
        """What people show at this moment to the team that she is in, and to those that she supervises."""
        who = member if isinstance(member, Given) else member.pk
        own = Membership.objects.filter(pk=who).values("team")
        led = TeamSupervisor.objects.filter(membership=member, membership__is_supervisor=True).values("team")
        teams = Q(shown_in__in=own) | Q(shown_in__in=led)
        return self.with_showing().filter(teams, is_shown=True)

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-id")


class Thanks(models.Model):
    """One person's thanks to another. The words never change: both see the same.

    `shown_in` is the team that the receiver shows it to: where she moves to another, nobody of the new one
    was meant. `kept` is her word that it stays when its year is over. `removed_at`: out of her own lists.
    `submission_key` comes from the form: the same form sent twice is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No index of its own: the constraint below begins with it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="thanks", db_index=False)
    given_at = models.DateTimeField()
    shown_in = models.ForeignKey(Team, on_delete=models.SET_NULL, related_name="+", null=True, db_index=False)
    kept = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField()
    # The database refuses to delete a key in use, so that Django need not ask here about keys of other rooms.
    data_key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+")
    sealed = models.BinaryField()

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(ThanksQuerySet)
    )

    # Filled by `with_showing` and people.keys.with_slot.
    is_shown: bool | None
    slot_master_key_id: str | None
    slot_wrapped: bytes | None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "giver", "submission_key"], name="thanks_once_per_submission"
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="thanks_are_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(shown_in=None, kept=False),
                name="thanks_removed_are_neither_shown_nor_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-given_at", "-id"], name="thanks_got"),
            models.Index(fields=["giver", "-given_at", "-id"], name="thanks_given"),
            models.Index(fields=["shown_in", "-given_at", "-id"], name="thanks_shown"),
            models.Index(fields=["given_at"], name="thanks_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
