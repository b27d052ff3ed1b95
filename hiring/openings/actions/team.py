"""Who talks with candidates and who decides: named by address, and mailed where the opening is."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hiring.models import FormerOpeningMember, Opening, OpeningMember
from hiring.openings.actions.shared import confirm, held_opening, record_act
from hiring.openings.readiness import Part
from people.models import Membership
from people.outbox import post_mail
from people.refusals import Refused

ASSIGNED_MAIL = "hiring/mail/assigned"


@transaction.atomic
def name_team(
    *,
    opening: Opening,
    interviewers: Sequence[str],
    deciders: Sequence[str],
    by: Membership,
    now: dt.datetime,
) -> None:
    """Name, by e-mail address, who talks with candidates and who decides. They need not be of HR.

    Who is new to an opening that is open is mailed where it is.
    """
    opening = held_opening(opening, by)
    if opening.state == Opening.State.CLOSED:
        raise Refused(_("This opening is closed, so nobody new comes in."))
    roles = {
        OpeningMember.Role.INTERVIEWER: _colleagues(interviewers, field="interviewers"),
        OpeningMember.Role.DECIDER: _colleagues(deciders, field="deciders"),
    }
    if opening.state == Opening.State.OPEN:
        _refuse_own_end(opening, roles, by)
    there = _members(opening)
    write_members(opening, roles)
    confirm(opening, Part.TEAM)
    record_act(opening, by, "opening.team-saved", now)
    if opening.state == Opening.State.OPEN:
        new = {one.pk: one for people in roles.values() for one in people if one.pk not in {*there, by.pk}}
        mail_team(new.values(), opening, now)


def _refuse_own_end(
    opening: Opening, roles: Mapping[OpeningMember.Role, Iterable[Membership]], by: Membership
) -> None:
    """Nobody takes a role from herself: for a minute without it she could read what it keeps from her."""
    held = opening.members.filter(member=by).values_list("role", flat=True)
    if any(by not in roles[OpeningMember.Role(role)] for role in held):
        raise Refused(_("You cannot take yourself off. Ask somebody else of HR to do it."))


def mail_team(people: Iterable[Membership], opening: Opening, now: dt.datetime) -> None:
    """Tell them where the opening is: its page stands in nobody's menu but HR's."""
    link = settings.PUBLIC_URL + reverse("hiring:opening", args=[opening.pk])
    for one in people:
        post_mail(to=one.user.email, template=ASSIGNED_MAIL, context={"link": link}, now=now)


def write_members(opening: Opening, roles: Mapping[OpeningMember.Role, Iterable[Membership]]) -> None:
    """Who was taken off one that is open stays known: she may have met its candidates."""
    before = set() if opening.state == Opening.State.DRAFT else _members(opening)
    opening.members.all().delete()
    OpeningMember.objects.bulk_create(
        OpeningMember(organisation_id=opening.organisation_id, opening=opening, member=one, role=role)
        for role, people in roles.items()
        for one in people
    )
    FormerOpeningMember.objects.bulk_create(
        (
            FormerOpeningMember(organisation_id=opening.organisation_id, opening=opening, member_id=one)
            for one in before - {each.pk for people in roles.values() for each in people}
        ),
        ignore_conflicts=True,
    )


def _members(opening: Opening) -> set[UUID]:
    return set(opening.members.values_list("member", flat=True))


def _colleagues(addresses: Sequence[str], *, field: str) -> list[Membership]:
    """The members with these addresses. Refused where one has none, or nobody is named."""
    if not addresses:
        raise Refused(_("Name at least one person."), field=field)
    wanted = [one.strip().lower() for one in addresses]
    found = Membership.objects.filter(closed_at=None, user__email__in=wanted).select_related("user")
    people = {one.user.email: one for one in found}
    for one in wanted:
        if one not in people:
            told = _("Nobody of your organisation has the address %(address)s.")
            raise Refused(told % {"address": one}, field=field)
    return [people[one] for one in dict.fromkeys(wanted)]
