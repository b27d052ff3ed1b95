"""Organisations, their teams (a site is a team of teams) and who belongs to them in which roles."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from people.models.keys import DataKey
from people.models.users import User
from people.sealing import OpenKey


class Organisation(models.Model):
    """The wall: nothing of one organisation is seen from another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    # A person alone: no supervisor, team, HR or colleague is shown on any page.
    is_personal = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # Who takes reports about what people write to each other.
    report_contact = models.ForeignKey(
        "Membership", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A group with supervisors; with a parent it is part of a larger one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("Name"), max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True)
    # Its people, with those of every team below, are counted together in totals (coaching).
    is_unit = models.BooleanField(default=False)
    supervisors: "models.ManyToManyField[Membership, TeamSupervisor]" = models.ManyToManyField(
        "Membership", through="TeamSupervisor", related_name="supervised"
    )

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once_in_organisation"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="team_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one organisation: the owner of moments, sittings, plans and drafts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members", null=True, blank=True)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="membership")
    is_agent = models.BooleanField(_("Agent"), default=True)
    is_supervisor = models.BooleanField(_("Supervisor"), default=False)
    is_hr = models.BooleanField(_("HR"), default=False)
    is_admin = models.BooleanField(_("Admin"), default=False)
    joined_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # Whether she agreed to be counted in totals. Beside what every request loads, so that saving a moment of
    # somebody who did not costs nothing; told to nobody else.
    in_totals = models.BooleanField(default=False)
    # The version of the first-use notice that was read; 0: none yet.
    notice_read = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(organisation="organisation")

    # Filled by people.scope's one query, so that opening a sealed document needs no further one.
    slot_master_key_id: str | None = None
    slot_wrapped: bytes | None = None
    # Filled by people.keys.open_key, so that a request unwraps the key once.
    opened_key: OpenKey | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(closed_at=None),
                name="membership_open_once_in_organisation",
            ),
            models.CheckConstraint(
                condition=Q(is_agent=True) | Q(is_supervisor=True) | Q(is_hr=True) | Q(is_admin=True),
                name="membership_has_a_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TeamSupervisor(models.Model):
    """Who supervises a team."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="supervisions")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="supervisions")

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "membership"], name="supervisor_once_in_team"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
