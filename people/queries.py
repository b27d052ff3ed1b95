"""What the pages of the room show, as plain values."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch

from people.models import Invitation, Membership, Organisation, Team, TeamSupervisor, User

PAGE = 50


@dataclass(frozen=True)
class Person:
    """A colleague in the admin's list: nothing here tells whether she uses the product."""

    id: UUID
    name: str
    email: str
    team: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """One page of colleagues."""

    rows: tuple[Person, ...]
    page: int
    has_more: bool


def list_people(page: int) -> People:
    """The people of the organisation in scope, by name; one row more is read to see whether more follow."""
    start = (page - 1) * PAGE
    members = Membership.objects.filter(closed_at=None).select_related("user", "team")
    found = list(members.order_by("user__name", "pk")[start : start + PAGE + 1])
    rows = tuple(
        Person(each.pk, each.user.name, each.user.email, each.team.name if each.team else "", roles_of(each))
        for each in found[:PAGE]
    )
    return People(rows, page, len(found) > PAGE)


def roles_of(row: Membership | Invitation) -> tuple[str, ...]:
    """The roles of a membership or invitation, in words."""
    names = ("is_agent", "is_supervisor", "is_hr", "is_admin")
    fields = {field.name: field.verbose_name for field in Membership._meta.fields}
    return tuple(str(fields[name]) for name in names if getattr(row, name))


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has used yet."""

    id: UUID
    email: str
    team: str
    roles: tuple[str, ...]
    sent_at: dt.datetime
    expires_at: dt.datetime
    is_expired: bool


def list_open_invitations(now: dt.datetime) -> tuple[OpenInvitation, ...]:
    """What was sent and neither used nor taken back, newest first; the expired stay, to be sent anew."""
    found = (
        Invitation.objects.filter(used_at=None, revoked_at=None).select_related("team").order_by("-sent_at")
    )
    return tuple(
        OpenInvitation(
            each.pk,
            each.email,
            each.team.name if each.team else "",
            roles_of(each),
            each.sent_at,
            each.expires_at,
            each.expires_at <= now,
        )
        for each in found[:500]
    )


@dataclass(frozen=True)
class Branch:
    """A team in the tree, with what stands below it."""

    id: UUID
    name: str
    supervisors: tuple[str, ...]
    parts: tuple["Branch", ...]


def team_tree() -> tuple[Branch, ...]:
    """All teams of the organisation in scope, in two queries."""
    supervisions = TeamSupervisor.objects.select_related("membership__user").order_by(
        "membership__user__name"
    )
    teams = Team.objects.prefetch_related(Prefetch("supervisions", queryset=supervisions)).order_by("name")
    below: dict[UUID | None, list[Team]] = defaultdict(list)
    for team in teams:
        below[team.parent_id].append(team)
    return _branches(below, None)


def _branches(below: dict[UUID | None, list[Team]], parent: UUID | None) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            team.pk,
            team.name,
            tuple(each.membership.user.name for each in team.supervisions.all()),
            _branches(below, team.pk),
        )
        for team in below[parent]
    )


@dataclass(frozen=True)
class SecondSteps:
    """What a person signs in with besides her password."""

    has_app: bool
    passkeys: int
    codes_left: int | None


def second_steps(user: User) -> SecondSteps:
    """Her app, passkeys and recovery codes, in one query."""
    found = list(Authenticator.objects.filter(user=user))
    kinds = [each.type for each in found]
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return SecondSteps(
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def report_contact_of(organisation: Organisation) -> Membership | None:
    """Who takes reports there now: named, and not gone."""
    if organisation.report_contact_id is None:
        return None
    named = Membership.objects.filter(pk=organisation.report_contact_id, closed_at=None)
    contact: Membership | None = named.select_related("user").first()
    return contact
