"""The scope: without one a query raises, within one nothing of another organisation is seen."""

import subprocess
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import ScopeError

from people.actions.organisations import Roles, close_membership, create_personal_organisation
from people.models import Membership, Organisation, Team
from people.scope import (
    active_membership,
    draft_scope,
    invitation_scope,
    member_scope,
    open_memberships,
    organisation_scope,
)
from tests.cast import NOW, new_member

TENANT_MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in {"people", "assessments", "journal"}
    and any(field.name == "organisation" for field in model._meta.get_fields())
]


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda model: model.__name__)
def test_every_table_with_an_organisation_raises_without_a_scope(model: type, db: None) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()  # type: ignore[attr-defined]


def test_the_list_of_tables_is_not_empty() -> None:
    assert {model.__name__ for model in TENANT_MODELS} >= {
        "Membership",
        "Team",
        "Draft",
        "AuditHead",
        "AuditRecord",
        "KeySlot",
    }


def test_member_sees_her_own_organisation_alone(amal: Membership, eve: Membership) -> None:
    with member_scope(amal):
        assert set(Membership.objects.values_list("user__name", flat=True)) >= {"Amal", "Bo"}
        assert not Membership.objects.filter(pk=eve.pk).exists()
    with member_scope(eve):
        assert list(Membership.objects.all()) == [eve]


def test_scope_ends_with_its_block(amal: Membership) -> None:
    with organisation_scope(amal.organisation):
        assert Team.objects.count() > 0
    with pytest.raises(ScopeError):
        Team.objects.count()


def test_nobody_has_no_scope(db: None) -> None:
    with member_scope(None), pytest.raises(ScopeError):
        Team.objects.count()


def test_active_membership_is_one_query_with_organisation_and_key(amal: Membership) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = active_membership(amal.user, amal.pk)
        assert found is not None
        assert (found.organisation.name, found.user.name, found.slot_wrapped is None) == (
            "Harbour Support",
            "Amal",
            False,
        )
    assert len(queries) == 1


def test_wanted_membership_goes_first_and_the_oldest_stands_in(amal: Membership) -> None:
    own = create_personal_organisation(user=amal.user, now=NOW.replace(year=2027))
    for wanted, expected in [(None, amal), (amal.pk, amal), (own.pk, own), (uuid4(), amal)]:
        assert active_membership(amal.user, wanted) == expected
    assert open_memberships(amal.user) == [amal, own]


def test_somebody_elses_membership_cannot_be_wanted(amal: Membership, eve: Membership) -> None:
    assert active_membership(amal.user, eve.pk) == amal


def test_closed_membership_opens_nothing(amal: Membership, ada: Membership, scoped: None) -> None:
    close_membership(member=amal, by=ada, now=NOW)
    assert active_membership(amal.user, amal.pk) is None
    with draft_scope(amal.pk) as found:
        assert found is None


def test_unknown_invitation_opens_no_scope(harbour: Organisation) -> None:
    with invitation_scope("0" * 64) as invitation:
        assert invitation is None
        with pytest.raises(ScopeError):
            Team.objects.count()


def test_only_one_module_leaves_the_scope() -> None:
    found = subprocess.run(
        [
            "git",
            "grep",
            "-lE",
            r"scopes_disabled|with_scopes_disabled|_base_manager",
            "--",
            "*.py",
            ":!tests",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["people/scope.py"]


def test_roles_can_be_several_at_once(harbour: Organisation) -> None:
    both = new_member(harbour, "Fay", Roles(agent=True, supervisor=True, hr=True))
    assert (both.is_agent, both.is_supervisor, both.is_hr, both.is_admin) == (True, True, True, False)
