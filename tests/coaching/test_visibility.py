"""Whom she can share with, and when what she shared is not there any more: at the very next request."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from coaching.actions.sharing import stop_sharing
from coaching.models import Share
from coaching.queries.sharing import find_own, people_for
from coaching.queries.team import find_open
from coaching.visibility import LEVELS, ending_of, looked_after_by, supervisors_of
from journal.actions import delete_moment, restore_moment
from people.actions.organisations import Roles, change_member, close_membership, save_team
from people.models import Membership, Organisation, Team
from tests.cast import NOW, new_member
from tests.coaching.conftest import ANSWER, SignIn, answered, later, moment_of, shared

pytestmark = pytest.mark.usefixtures("scoped")


# --- with whom ---------------------------------------------------------------------------------------


def supervisor(harbour: Organisation, name: str) -> Membership:
    return new_member(harbour, name, Roles(agent=False, supervisor=True))


def test_the_supervisors_of_her_team_and_of_those_above_it(
    harbour: Organisation, amal: Membership, bo: Membership, ada: Membership, pier: Team
) -> None:
    fay, gus, hal = (supervisor(harbour, name) for name in ("Fay", "Gus", "Hal"))
    told: dict[str, Any] = {"by": ada, "now": NOW}
    site = save_team(team=None, name="Site", parent=None, supervisors=[fay, bo], **told)
    save_team(team=None, name="Beside", parent=site, supervisors=[gus], **told)
    save_team(team=None, name="Below", parent=pier, supervisors=[hal], **told)
    save_team(team=pier, name="Pier", parent=site, supervisors=[bo], **told)
    assert list(supervisors_of(amal).values()) == ["Bo", "Fay"]


def test_as_many_teams_above_as_are_looked_through(
    harbour: Organisation, amal: Membership, ada: Membership, pier: Team
) -> None:
    told: dict[str, Any] = {"by": ada, "now": NOW}
    top = supervisor(harbour, "Top")
    below = pier
    for step in range(1, LEVELS + 1):
        lead = [top] if step == LEVELS else []
        above = save_team(team=None, name=f"Level {step}", parent=None, supervisors=lead, **told)
        save_team(team=below, name=below.name, parent=above, supervisors=[], **told)
        below = above
    assert list(supervisors_of(amal).values()) == ["Top"]
    assert find_open(top, shared(amal, top).pk, NOW) is not None
    assert list(looked_after_by(top)) == [amal]


def test_never_herself_and_nobody_without_a_team(
    bo: Membership, dee: Membership, ada: Membership, pier: Team
) -> None:
    change_member(member=bo, roles=Roles(supervisor=True), team=pier, by=ada, now=NOW)
    assert supervisors_of(bo) == {}
    assert supervisors_of(dee) == {}


def test_no_page_of_hers_holds_their_ids(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    page = client_of(amal).get(f"/sharing/new/{moment_of(amal).pk}/").content.decode()
    assert people_for(amal)[0].code in page
    assert str(bo.pk) not in page


# --- until when --------------------------------------------------------------------------------------


def withdrawn(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    stop_sharing(row=share.pk, by=share.owner, now=NOW)


def expired(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    clock.move_to(later(days=30))


def assigned_anew(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    team = share.owner.team
    save_team(team=team, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)


def in_another_team(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    change_member(member=share.owner, roles=Roles(), team=None, by=ada, now=NOW)


def without_the_role(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    change_member(member=share.reader, roles=Roles(hr=True), team=None, by=ada, now=NOW)


def left(share: Share, ada: Membership, clock: time_machine.Traveller) -> None:
    close_membership(member=share.owner, by=ada, now=NOW)


ENDINGS = {
    withdrawn: Share.Ending.WITHDRAWN,
    expired: Share.Ending.EXPIRED,
    assigned_anew: Share.Ending.READER,
    in_another_team: Share.Ending.READER,
    left: Share.Ending.READER,
}
End = Callable[[Share, Membership, time_machine.Traveller], None]


@pytest.mark.parametrize("end", ENDINGS)
def test_at_the_next_request_it_is_not_there_on_any_path(
    end: End,
    amal: Membership,
    bo: Membership,
    ada: Membership,
    client_of: SignIn,
    clock: time_machine.Traveller,
) -> None:
    share = shared(amal, bo, question="unheard question")
    answered(share)
    desk = client_of(bo)
    inbox = f"/team/inbox/{share.pk}/"
    paths = [inbox, f"{inbox}answer/", f"/feedback/{share.thread.pk}/reply/"]
    assert [desk.get(path).status_code for path in paths] == [200, 303, 200]
    end(share, ada, clock)
    if end is expired:
        desk = client_of(bo)  # a month later nobody is signed in from before
    assert [desk.get(path).status_code for path in paths] == [404, 404, 404]
    assert [desk.post(path, ANSWER | {"then": "send", "text": "x"}).status_code for path in paths[1:]] == [
        404,
        404,
    ]
    assert f"/team/inbox/{share.pk}/" not in desk.get("/team/").content.decode()


@pytest.mark.parametrize(("end", "ending"), ENDINGS.items())
def test_both_sides_agree_when_it_ends(
    end: End,
    ending: Share.Ending,
    amal: Membership,
    bo: Membership,
    ada: Membership,
    clock: time_machine.Traveller,
) -> None:
    share = shared(amal, bo)
    end(share, ada, clock)
    now = later(days=30) if end is expired else NOW
    own = find_own(amal, share.pk)
    assert own is not None
    assert ending_of(own, now) == ending
    assert find_open(bo, share.pk, now) is None


def test_while_it_lasts_it_is_there_for_both(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    just_before = later(days=30, microseconds=-1)
    own = find_own(amal, share.pk)
    assert own is not None
    assert ending_of(own, just_before) is None
    assert find_open(bo, share.pk, just_before) is not None


def test_who_is_no_supervisor_any_more_has_no_such_page(
    amal: Membership, bo: Membership, ada: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    answered(share)
    without_the_role(share, ada, None)  # type: ignore[arg-type]  # needs no clock
    bo.refresh_from_db()
    desk = client_of(bo)
    assert desk.get(f"/team/inbox/{share.pk}/").status_code == 403
    assert desk.get(f"/feedback/{share.thread.pk}/reply/").status_code == 404


def test_what_was_shared_stands_when_its_moment_is_deleted_and_she_is_told(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, tab = shared(amal, bo), client_of(amal)
    stands = "What you shared of it stands until you stop sharing it."
    assert stands in tab.get(f"/moments/{share.source}/delete/").content.decode()
    assert "This moment is deleted." not in tab.get(f"/sharing/{share.pk}/").content.decode()
    delete_moment(by=amal, row=share.source, now=NOW)
    assert find_open(bo, share.pk, NOW) is not None
    assert "This moment is deleted." in tab.get(f"/sharing/{share.pk}/").content.decode()
    restore_moment(by=amal, row=share.source, now=NOW)
    assert "This moment is deleted." not in tab.get(f"/sharing/{share.pk}/").content.decode()


def test_it_is_there_for_nobody_else(
    harbour: Organisation, amal: Membership, bo: Membership, cleo: Membership, ada: Membership, pier: Team
) -> None:
    """Not even for another supervisor of the same team."""
    fay = supervisor(harbour, "Fay")
    save_team(team=pier, name="Pier", parent=None, supervisors=[bo, fay], by=ada, now=NOW)
    share = shared(amal, bo)
    for member in (fay, cleo, ada, amal):
        assert find_open(member, share.pk, NOW) is None
    for member in (fay, cleo, ada, bo):
        assert find_own(member, share.pk) is None
    assert find_open(bo, uuid4(), NOW) is None
