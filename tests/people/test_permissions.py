"""Who may do what: each check and its question give the same answer."""

import pytest
from django.core.exceptions import PermissionDenied

from people.actions.organisations import close_membership
from people.models import Membership, Team
from people.permissions import can_administer, can_supervise, check_administer, check_supervise
from people.readers import can_read, readers_sentence
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.mark.parametrize(("who", "may"), [("ada", True), ("amal", False), ("bo", False), ("dee", False)])
def test_admins_administer(who: str, may: bool, request: pytest.FixtureRequest) -> None:
    member = request.getfixturevalue(who)
    assert can_administer(member) is may
    if may:
        check_administer(member)
    else:
        with pytest.raises(PermissionDenied, match="Only an admin of your organisation"):
            check_administer(member)


def test_a_closed_place_administers_nothing(ada: Membership) -> None:
    ada.closed_at = NOW
    assert not can_administer(ada)
    with pytest.raises(PermissionDenied):
        check_administer(ada)


def test_a_supervisor_supervises_her_own_team_alone(bo: Membership, pier: Team, quay: Team) -> None:
    assert (can_supervise(bo, pier), can_supervise(bo, quay)) == (True, False)
    check_supervise(bo, pier)
    with pytest.raises(PermissionDenied, match="Only a supervisor of this team"):
        check_supervise(bo, quay)


@pytest.mark.parametrize("who", ["amal", "ada", "dee"])
def test_nobody_else_supervises(who: str, pier: Team, request: pytest.FixtureRequest) -> None:
    assert not can_supervise(request.getfixturevalue(who), pier)


def test_a_former_supervisor_supervises_nothing(bo: Membership, pier: Team, ada: Membership) -> None:
    close_membership(member=bo, by=ada, now=NOW)
    assert not can_supervise(bo, pier)


@pytest.mark.parametrize("who", ["bo", "ada", "dee", "cleo", "eve"])
def test_nobody_else_reads_what_is_not_shared(
    who: str, amal: Membership, request: pytest.FixtureRequest
) -> None:
    assert not can_read(request.getfixturevalue(who), amal, "moment")
    assert can_read(amal, amal, "moment")
    assert readers_sentence(amal, "moment") == "Only you can read this."
