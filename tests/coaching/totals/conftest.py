"""A unit with people who agreed to be counted, and what they put down in a week."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from coaching.models import Roster
from coaching.totals.actions import draw_roster, set_counted
from coaching.totals.queries import monday_of
from journal.actions import put_down
from journal.documents import MomentDocument
from journal.models import Moment
from people.actions.organisations import Roles, join
from people.keys import new_data_key
from people.models import DataKey, Membership, Team, User
from people.scope import organisation_scope
from tests.cast import NOW

MONDAY = monday_of(NOW.date()) + dt.timedelta(days=7)
# In the first week that is counted, and when it is released.
MIDWEEK = NOW + dt.timedelta(days=4)
RELEASE = dt.datetime.combine(MONDAY + dt.timedelta(days=14), dt.time(4), dt.UTC)


def joined_people(team: Team, number: int, start: int = 0) -> list[Membership]:
    """People who agreed, without the price of a password each."""
    found = []
    with organisation_scope(team.organisation):
        for each in range(start, start + number):
            user = User.objects.create(email=f"one{each}@demo.example", name=f"One {each}", created_at=NOW)
            member = join(
                organisation=team.organisation, user=user, roles=Roles(), team=team, actor=None, now=NOW
            )
            set_counted(counted=True, by=member, now=NOW)
            found.append(member)
    return found


def wrote(
    member: Membership,
    triggers: Sequence[str] = ("A",),
    *,
    at: dt.datetime = MIDWEEK,
    strength: int = 3,
    techniques: Sequence[str] = (),
) -> Moment:
    document = MomentDocument(("annoyed",), tuple(triggers), strength, techniques=tuple(techniques))
    return put_down(by=member, document=document, felt_at=at, submission_key=uuid4(), now=at)


@pytest.fixture
def unit(pier: Team) -> Team:
    """Pier, counted as a unit."""
    with organisation_scope(pier.organisation):
        Team.objects.filter(pk=pier.pk).update(is_unit=True)
    pier.is_unit = True
    return pier


@pytest.fixture
def twenty(scoped: None, unit: Team) -> list[Membership]:
    return joined_people(unit, 20)


@pytest.fixture
def roster(twenty: list[Membership], unit: Team) -> Roster:
    """All twenty, from next week on."""
    made = draw_roster(unit=unit.pk, organisation=unit.organisation, now=NOW)
    assert made is not None
    return made


def key_of_nobody(team: Team) -> UUID:
    """A key for rows that a test makes by hand."""
    return new_data_key(purpose=DataKey.Purpose.WEEK, organisation=team.organisation).pk
