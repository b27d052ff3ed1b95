"""Who may share, and who opens the pages of supervisors."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from coaching.permissions import can_lead, can_share, check_lead, check_share
from people.actions.organisations import close_membership, create_personal_organisation
from people.models import Membership
from tests.cast import NOW


def test_everybody_with_others_around_her_may_share(
    amal: Membership, bo: Membership, dee: Membership
) -> None:
    for member in (amal, bo, dee):
        assert can_share(member)
        check_share(member)


def test_who_is_alone_has_nobody_to_share_with(amal: Membership) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    assert not can_share(alone)
    with pytest.raises(Http404):
        check_share(alone)


@pytest.mark.usefixtures("scoped")
def test_a_leaver_neither_shares_nor_leads(amal: Membership, bo: Membership, ada: Membership) -> None:
    for member in (amal, bo):
        close_membership(member=member, by=ada, now=NOW)
    assert not can_share(amal)
    assert not can_lead(bo)


def test_only_supervisors_lead(amal: Membership, bo: Membership, ada: Membership, dee: Membership) -> None:
    assert can_lead(bo)
    check_lead(bo)
    for member in (amal, ada, dee):
        assert not can_lead(member)
        with pytest.raises(PermissionDenied, match="Only supervisors"):
            check_lead(member)
