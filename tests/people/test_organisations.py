"""Organisations, teams and memberships: what an admin may change, and what always holds."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.actions.organisations import (
    Roles,
    change_member,
    close_membership,
    create_personal_organisation,
    join,
    save_team,
)
from people.audit import first_broken
from people.models import AuditRecord, Membership, Organisation, Team, TeamSupervisor
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW, new_member

pytestmark = pytest.mark.usefixtures("scoped")


def last_act() -> tuple[str, object]:
    record = AuditRecord.objects.order_by("-number").first()
    assert record is not None
    return record.act, record.actor


def test_roles_and_team_change_together(amal: Membership, ada: Membership, quay: Team) -> None:
    change_member(member=amal, roles=Roles(agent=False, hr=True), team=quay, by=ada, now=NOW)
    amal.refresh_from_db()
    assert (amal.is_agent, amal.is_hr, amal.team) == (False, True, quay)
    assert last_act() == ("member.changed", ada.pk)


def test_somebody_has_at_least_one_role() -> None:
    with pytest.raises(Refused, match="at least one role"):
        Roles(agent=False)


def test_who_is_no_supervisor_any_more_supervises_no_team(
    bo: Membership, pier: Team, ada: Membership
) -> None:
    change_member(member=bo, roles=Roles(supervisor=True), team=None, by=ada, now=NOW)
    assert TeamSupervisor.objects.filter(membership=bo).exists()
    change_member(member=bo, roles=Roles(), team=None, by=ada, now=NOW)
    assert not TeamSupervisor.objects.filter(membership=bo).exists()


def test_the_last_admin_stays_one(ada: Membership) -> None:
    with pytest.raises(Refused, match="keeps at least one admin") as refusal:
        change_member(member=ada, roles=Roles(), team=None, by=ada, now=NOW)
    assert refusal.value.field == ""
    ada.refresh_from_db()
    assert ada.is_admin


def test_with_another_admin_there_one_may_step_down(ada: Membership, amal: Membership) -> None:
    change_member(member=amal, roles=Roles(admin=True), team=None, by=ada, now=NOW)
    change_member(member=ada, roles=Roles(), team=None, by=ada, now=NOW)
    ada.refresh_from_db()
    assert not ada.is_admin


def test_closing_a_place_ends_it_and_its_supervision(bo: Membership, pier: Team, ada: Membership) -> None:
    close_membership(member=bo, by=ada, now=NOW)
    bo.refresh_from_db()
    assert bo.closed_at == NOW
    assert not TeamSupervisor.objects.filter(membership=bo).exists()
    assert last_act() == ("member.closed", ada.pk)


def test_nobody_closes_her_own_place(ada: Membership) -> None:
    with pytest.raises(Refused, match="cannot close your own place"):
        close_membership(member=ada, by=ada, now=NOW)


def test_two_admins_cannot_close_each_other_at_once(ada: Membership, harbour: Organisation) -> None:
    other = new_member(harbour, "Olu", Roles(admin=True))
    seen_before = Membership.objects.get(
        pk=other.pk
    )  # what the second request read before the first was done
    close_membership(member=other, by=ada, now=NOW)
    with pytest.raises(Refused, match="keeps at least one admin"):
        close_membership(member=ada, by=seen_before, now=NOW)


def test_a_closed_place_can_be_taken_again(amal: Membership, ada: Membership, harbour: Organisation) -> None:
    close_membership(member=amal, by=ada, now=NOW)
    new = join(organisation=harbour, user=amal.user, roles=Roles(), team=None, actor=ada, now=NOW)
    assert new.pk != amal.pk
    assert new.data_key_id != amal.data_key_id  # what she wrote before stays under the old key


def test_a_person_is_in_an_organisation_once(amal: Membership, harbour: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        join(organisation=harbour, user=amal.user, roles=Roles(), team=None, actor=None, now=NOW)


def test_a_membership_without_a_role_is_refused_by_the_database(amal: Membership) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=amal.pk).update(is_agent=False)


def test_a_team_gets_its_name_place_and_supervisors(ada: Membership, bo: Membership, pier: Team) -> None:
    site = save_team(team=None, name="Site", parent=None, supervisors=[], by=ada, now=NOW)
    save_team(team=pier, name="East pier", parent=site, supervisors=[], by=ada, now=NOW)
    pier.refresh_from_db()
    assert (pier.name, pier.parent, list(pier.supervisors.all())) == ("East pier", site, [])
    save_team(team=pier, name="East pier", parent=site, supervisors=[bo], by=ada, now=NOW)
    save_team(team=pier, name="East pier", parent=site, supervisors=[bo], by=ada, now=NOW)
    assert TeamSupervisor.objects.count() == 1
    assert last_act() == ("team.saved", ada.pk)


def test_two_teams_have_two_names(ada: Membership, pier: Team) -> None:
    with pytest.raises(Refused, match="already a team with this name") as refusal:
        save_team(team=None, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert refusal.value.field == "name"


def test_no_team_is_part_of_itself(ada: Membership, pier: Team, quay: Team) -> None:
    save_team(team=quay, name="Quay", parent=pier, supervisors=[], by=ada, now=NOW)
    with pytest.raises(Refused, match="part of itself") as refusal:
        save_team(team=pier, name="Pier", parent=quay, supervisors=[], by=ada, now=NOW)
    assert refusal.value.field == "parent"


def test_whoever_moves_a_team_holds_the_organisation_before_she_looks(
    ada: Membership, pier: Team, quay: Team
) -> None:
    with CaptureQueriesContext(connection) as queries:
        save_team(team=quay, name="Quay", parent=pier, supervisors=[], by=ada, now=NOW)
    asked = [each["sql"] for each in queries if each["sql"].startswith("SELECT")]
    assert "people_organisation" in asked[0]
    assert "parent_id" in asked[1]


def test_only_supervisors_supervise(ada: Membership, amal: Membership, pier: Team) -> None:
    with pytest.raises(Refused, match="role supervisor") as refusal:
        save_team(team=pier, name="Pier", parent=None, supervisors=[amal], by=ada, now=NOW)
    assert refusal.value.field == "supervisors"


Act = Callable[[Membership, Membership, Team], object]


@pytest.mark.parametrize(
    "act",
    [
        lambda by, other, team: change_member(member=other, roles=Roles(), team=None, by=by, now=NOW),
        lambda by, other, team: close_membership(member=other, by=by, now=NOW),
        lambda by, other, team: save_team(team=team, name="x", parent=None, supervisors=[], by=by, now=NOW),
    ],
)
def test_only_an_admin_changes_any_of_this(act: Act, bo: Membership, cleo: Membership, pier: Team) -> None:
    before = AuditRecord.objects.count()
    with pytest.raises(PermissionDenied):
        act(bo, cleo, pier)
    assert AuditRecord.objects.count() == before


def test_every_act_is_in_an_unbroken_chain(ada: Membership, amal: Membership, harbour: Organisation) -> None:
    change_member(member=amal, roles=Roles(), team=None, by=ada, now=NOW)
    close_membership(member=amal, by=ada, now=NOW)
    assert AuditRecord.objects.filter(subject=amal.pk).count() == 3
    assert first_broken(harbour) is None


def test_a_person_alone_has_an_organisation_of_one(eve: Membership) -> None:
    alone = create_personal_organisation(user=eve.user, now=NOW)
    with organisation_scope(alone.organisation):
        assert alone.organisation.is_personal
        assert (alone.is_agent, alone.is_admin, Membership.objects.count()) == (True, False, 1)
