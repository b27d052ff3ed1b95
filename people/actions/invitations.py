"""Writes about invitations: sent by mail, used once, taken back."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from people.actions.organisations import Roles, join
from people.audit import lock, record
from people.models import Invitation, Membership, Organisation, Team, User
from people.outbox import post_mail
from people.permissions import can_administer, check_administer
from people.refusals import Refused
from people.tokens import new_token, token_hash

LIFETIME = dt.timedelta(days=14)


@transaction.atomic
def invite(*, email: str, roles: Roles, team: Team | None, by: Membership, now: dt.datetime) -> Invitation:
    """Mail a link to one person. An earlier open invitation to the same address stops working."""
    check_administer(by)
    email = email.strip().lower()
    if Membership.objects.filter(user__email=email, closed_at=None).exists():
        raise Refused(_("This person is already in your organisation."))
    return _send(organisation=by.organisation, email=email, roles=roles, team=team, by=by, now=now)


@transaction.atomic
def invite_first_admin(*, organisation: Organisation, email: str, now: dt.datetime) -> Invitation:
    """Mail the link with which a new organisation's first admin makes her account."""
    roles = Roles(agent=True, admin=True)
    return _send(
        organisation=organisation, email=email.strip().lower(), roles=roles, team=None, by=None, now=now
    )


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Membership, now: dt.datetime) -> None:
    """Take an open invitation back; its link answers like one that never was."""
    check_administer(by)
    still_open = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not still_open.update(revoked_at=now):
        raise Refused(_("This invitation is no longer open."))
    _record(invitation, by, "invitation.revoked", now)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User, now: dt.datetime) -> Membership:
    """Join the inviting organisation. Compare and swap: of two clicks one wins, the other is refused."""
    if invitation.invited_by is not None and not can_administer(invitation.invited_by):
        raise Refused(_("Whoever sent this invitation can no longer invite people."))
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None, expires_at__gt=now)
    if not used.update(used_at=now):
        raise Refused(_("This invitation was already used."))
    existing = Membership.objects.filter(user=user, closed_at=None).first()
    if existing is not None:
        return existing
    roles = Roles(invitation.is_agent, invitation.is_supervisor, invitation.is_hr, invitation.is_admin)
    member = join(
        organisation=invitation.organisation,
        user=user,
        roles=roles,
        team=invitation.team,
        actor=invitation.invited_by,
        now=now,
    )
    _record(invitation, member, "invitation.used", now)
    return member


def is_live(invitation: Invitation | None, now: dt.datetime) -> bool:
    """Whether its link still opens: not used, taken back or expired, and its sender may still invite."""
    return (
        invitation is not None
        and invitation.used_at is None
        and invitation.revoked_at is None
        and invitation.expires_at > now
        and (invitation.invited_by is None or can_administer(invitation.invited_by))
    )


def _send(
    *,
    organisation: Organisation,
    email: str,
    roles: Roles,
    team: Team | None,
    by: Membership | None,
    now: dt.datetime,
) -> Invitation:
    token = new_token()
    lock(organisation)  # of two invitations to one address at once, the later one stays open
    earlier = Invitation.objects.filter(organisation=organisation, email=email, used_at=None, revoked_at=None)
    earlier.update(revoked_at=now)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        team=team,
        token_hash=token_hash(token),
        invited_by=by,
        sent_at=now,
        expires_at=now + LIFETIME,
        **roles.fields(),
    )
    link = settings.PUBLIC_URL + reverse("people:invitation-accept", args=[token])
    post_mail(
        to=email,
        template="people/mail/invitation",
        context={"link": link, "organisation": organisation.name, "days": LIFETIME.days},
        now=now,
    )
    _record(invitation, by, "invitation.sent", now)
    return invitation


def _record(invitation: Invitation, actor: Membership | None, act: str, now: dt.datetime) -> None:
    record(
        organisation=invitation.organisation,
        actor=actor,
        act=act,
        kind="invitation",
        object_id=invitation.pk,
        now=now,
    )
