"""The hour of the story, the password of all, and how somebody joins."""

import datetime as dt

from django.db import transaction

from people.actions.accounts import NOTICE_VERSION, create_user
from people.actions.organisations import Roles, join
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope

NOW = dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.UTC)
PASSWORD = "harbour-lantern-42"


def new_member(organisation: Organisation, name: str, roles: Roles, team: Team | None = None) -> Membership:
    """A member who has read the notice, made through the actions that the product uses."""
    domain = "demo.example" if organisation.name == "Harbour Support" else "other.example"
    with transaction.atomic(), organisation_scope(organisation):
        user = create_user(email=f"{name.lower()}@{domain}", name=name, password=PASSWORD, now=NOW)
        member = join(organisation=organisation, user=user, roles=roles, team=team, actor=None, now=NOW)
        member.notice_read = NOTICE_VERSION
        member.save(update_fields=["notice_read"])
    return member
