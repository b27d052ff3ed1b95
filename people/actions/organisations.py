"""Writes about organisations, teams and memberships."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.actions.accounts import end_sessions
from people.audit import begin_chain, lock, record
from people.keys import new_data_key
from people.models import DataKey, Membership, Organisation, Team, TeamSupervisor, User
from people.permissions import check_administer
from people.refusals import Refused
from people.scope import organisation_scope


@dataclass(frozen=True)
class Roles:
    """What a membership may do; several at once."""

    agent: bool = True
    supervisor: bool = False
    hr: bool = False
    admin: bool = False

    def __post_init__(self) -> None:
        if not (self.agent or self.supervisor or self.hr or self.admin):
            raise Refused(_("Select at least one role."))

    def fields(self) -> dict[str, bool]:
        """As the columns of Membership and Invitation."""
        return {
            "is_agent": self.agent,
            "is_supervisor": self.supervisor,
            "is_hr": self.hr,
            "is_admin": self.admin,
        }


@transaction.atomic
def create_organisation(*, name: str, now: dt.datetime, is_personal: bool = False) -> Organisation:
    """An organisation without people yet."""
    organisation = Organisation.objects.create(name=name, is_personal=is_personal, created_at=now)
    with organisation_scope(organisation):
        begin_chain(organisation)
        record(
            organisation=organisation,
            actor=None,
            act="organisation.created",
            kind="organisation",
            object_id=organisation.pk,
            now=now,
        )
    return organisation


@transaction.atomic
def create_personal_organisation(*, user: User, now: dt.datetime) -> Membership:
    """An organisation of one: the same journal and questionnaire without an employer."""
    organisation = create_organisation(name=user.name, now=now, is_personal=True)
    with organisation_scope(organisation):
        return join(organisation=organisation, user=user, roles=Roles(), team=None, actor=None, now=now)


@transaction.atomic
def join(
    *,
    organisation: Organisation,
    user: User,
    roles: Roles,
    team: Team | None,
    actor: Membership | None,
    now: dt.datetime,
) -> Membership:
    """Make a person a member, with her own data key."""
    member = Membership.objects.create(
        organisation=organisation,
        user=user,
        team=team,
        data_key=new_data_key(purpose=DataKey.Purpose.MEMBERSHIP, organisation=organisation),
        joined_at=now,
        **roles.fields(),
    )
    _record(member, actor, "member.joined", now)
    return member


@transaction.atomic
def change_member(
    *, member: Membership, roles: Roles, team: Team | None, by: Membership, now: dt.datetime
) -> None:
    """Change roles and team. A change of roles ends the person's sessions; the caller may keep its own."""
    check_administer(by)
    if member.is_admin and not roles.admin:
        _keep_one_admin(member)
    changed = any(getattr(member, field) != value for field, value in roles.fields().items())
    for field, value in roles.fields().items():
        setattr(member, field, value)
    member.team = team
    member.save(update_fields=[*roles.fields(), "team"])
    if not roles.supervisor:
        TeamSupervisor.objects.filter(membership=member).delete()
    if changed:
        end_sessions(user=member.user)
    _record(member, by, "member.changed", now)


@transaction.atomic
def close_membership(*, member: Membership, by: Membership, now: dt.datetime) -> None:
    """End a person's place in the organisation: every screen of it closes at her next click."""
    check_administer(by)
    if member.pk == by.pk:
        raise Refused(_("You cannot close your own place. Another admin can."))
    if member.is_admin:
        _keep_one_admin(member)
    TeamSupervisor.objects.filter(membership=member).delete()
    member.closed_at = now
    member.save(update_fields=["closed_at"])
    end_sessions(user=member.user)
    _record(member, by, "member.closed", now)


@transaction.atomic
def save_team(
    *,
    team: Team | None,
    name: str,
    parent: Team | None,
    supervisors: Iterable[Membership],
    is_unit: bool | None = None,
    by: Membership,
    now: dt.datetime,
) -> Team:
    """Make a team or change one: its name, the team it is part of, its supervisors, and whether its people
    and those of the teams below are counted together; None leaves that as it is.
    """
    check_administer(by)
    team = team or Team(organisation=by.organisation)
    lock(by.organisation)  # two admins cannot put two teams into each other at once
    _refuse_circle(team, parent)
    team.name, team.parent = name, parent
    team.is_unit = team.is_unit if is_unit is None else is_unit
    _refuse_nested_units(team)
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise Refused(
            _("There is already a team with this name. Choose another name."), field="name"
        ) from None
    _set_supervisors(team, list(supervisors))
    record(organisation=by.organisation, actor=by, act="team.saved", kind="team", object_id=team.pk, now=now)
    return team


@transaction.atomic
def name_report_contact(*, email: str, by: Membership, now: dt.datetime) -> Membership | None:
    """Name who takes reports about what people write to each other, by address; nobody where it is empty."""
    check_administer(by)
    contact = Membership.objects.filter(user__email__iexact=email, closed_at=None).first() if email else None
    if email and contact is None:
        raise Refused(_("Nobody in your organisation has this address. Check it."), field="email")
    Organisation.objects.filter(pk=by.organisation_id).update(report_contact=contact)
    record(
        organisation=by.organisation,
        actor=by,
        act="organisation.report_contact",
        kind="membership",
        object_id=contact.pk if contact else "",
        now=now,
    )
    return contact


def _set_supervisors(team: Team, supervisors: list[Membership]) -> None:
    if any(not member.is_supervisor for member in supervisors):
        raise Refused(_("Only people with the role supervisor can supervise a team."), field="supervisors")
    TeamSupervisor.objects.filter(team=team).exclude(membership__in=supervisors).delete()
    TeamSupervisor.objects.bulk_create(
        [
            TeamSupervisor(organisation_id=team.organisation_id, team=team, membership=member)
            for member in supervisors
        ],
        ignore_conflicts=True,
    )


def _refuse_circle(team: Team, parent: Team | None) -> None:
    parents = dict(Team.objects.values_list("pk", "parent_id"))
    above = parent.pk if parent else None
    while above is not None:
        if above == team.pk:
            raise Refused(_("A team cannot be part of itself. Choose another team above it."), field="parent")
        above = parents[above]


def _refuse_nested_units(team: Team) -> None:
    """Two units that share people would tell, one taken from the other, what a few of them did."""
    known = {each.pk: each for each in Team.objects.all()} | {team.pk: team}
    for each in known.values():
        units, above = 0, each
        while True:
            units += above.is_unit
            if above.parent_id is None:
                break
            above = known[above.parent_id]
        if units > 1:
            raise Refused(
                _("A team above or below this one is counted as a unit already. Units cannot share people."),
                field="is_unit",
            )


def _keep_one_admin(member: Membership) -> None:
    lock(member.organisation)  # two admins cannot take each other's role at once
    others = Membership.objects.filter(is_admin=True, closed_at=None).exclude(pk=member.pk)
    if not others.exists():
        raise Refused(_("An organisation keeps at least one admin. Make somebody else an admin first."))


def _record(member: Membership, actor: Membership | None, act: str, now: dt.datetime) -> None:
    record(
        organisation=member.organisation,
        actor=actor,
        act=act,
        kind="membership",
        object_id=member.pk,
        subject=member.pk,
        now=now,
    )
