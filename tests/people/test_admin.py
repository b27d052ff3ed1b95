"""The admin's screens: people, roles, teams, invitations; and nothing of what anybody writes."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.actions.accounts import create_user
from people.actions.invitations import invite
from people.actions.organisations import Roles, join, save_team
from people.models import Invitation, Membership, Organisation, Team
from people.queries import PAGE
from people.scope import organisation_scope
from tests.cast import NOW
from tests.people.conftest import Post, is_in

pytestmark = pytest.mark.usefixtures("scoped")
Browser = Callable[[Membership], Client]
Fill = Callable[[int, int], None]


@pytest.fixture
def admin(ada: Membership, client_of: Browser) -> Client:
    return client_of(ada)


@pytest.fixture
def fill(harbour: Organisation, ada: Membership) -> Fill:
    """Make agents, teams with a supervisor and open invitations with these numbers."""

    def make(first: int, last: int) -> None:
        with transaction.atomic():
            for n in range(first, last):
                user = create_user(email=f"p{n}@demo.example", name=f"Person {n:03}", password=None, now=NOW)
                roles = Roles(supervisor=True)
                member = join(organisation=harbour, user=user, roles=roles, team=None, actor=ada, now=NOW)
                save_team(team=None, name=f"Team {n:03}", parent=None, supervisors=[member], by=ada, now=NOW)
                invite(email=f"i{n}@demo.example", roles=roles, team=None, by=ada, now=NOW)

    return make


PAGES = ["/admin-area/", "/admin-area/invitations/", "/admin-area/teams/", "/admin-area/teams/new/"]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["amal", "bo", "dee"])
def test_others_of_the_organisation_are_told_why_not(
    url: str, who: str, client_of: Browser, request: pytest.FixtureRequest
) -> None:
    answer = client_of(request.getfixturevalue(who)).get(url)
    assert answer.status_code == 403
    assert "Only an admin of your organisation can open this page." in answer.content.decode()


@pytest.mark.parametrize("url", PAGES[:3])
def test_the_pages_say_that_admins_read_nothing(url: str, admin: Client) -> None:
    assert "cannot read anybody's moments" in admin.get(url).content.decode()


@pytest.mark.parametrize(("url", "queries"), [(PAGES[0], 3), (PAGES[1], 4), (PAGES[2], 4)])
def test_queries_stay_the_same_at_1_and_at_30_rows(url: str, queries: int, admin: Client, fill: Fill) -> None:
    fill(0, 1)
    with CaptureQueriesContext(connection) as one:
        assert admin.get(url).status_code == 200
    fill(1, 30)
    with CaptureQueriesContext(connection) as thirty:
        assert admin.get(url).status_code == 200
    assert (len(one), len(thirty)) == (queries, queries)


def test_the_list_shows_name_address_team_and_roles_and_no_sign_of_use(
    admin: Client, amal: Membership
) -> None:
    page = admin.get("/admin-area/").content.decode()
    assert (
        f'<a href="/admin-area/people/{amal.pk}/">Amal</a> <span class="meta">amal@demo.example</span></th>'
        "<td>Pier</td><td>Agent</td>"
    ) in page
    for word in ("last", "active", "moment(s)", "2026"):
        assert word not in page.split("<table>")[1].lower()


def test_more_than_a_page_has_a_next_page(admin: Client, fill: Fill) -> None:
    fill(0, PAGE)
    first, second = (
        admin.get("/admin-area/").content.decode(),
        admin.get("/admin-area/?page=2").content.decode(),
    )
    assert (first.count("/admin-area/people/"), second.count("/admin-area/people/")) == (PAGE, 1)
    assert "?page=2" in first
    assert "?page=1" in second


@pytest.mark.parametrize("asked", ["0", "-1", "x", "9" * 40, "99", "²"])
def test_a_page_that_is_not_there_is_no_error(asked: str, admin: Client) -> None:
    assert admin.get("/admin-area/", {"page": asked}).status_code == 200


def test_a_person_gets_other_roles_and_another_team(admin: Client, amal: Membership, quay: Team) -> None:
    url = f"/admin-area/people/{amal.pk}/"
    page = admin.get(url).content.decode()
    assert 'value="agent" id="id_roles_0" checked' in page or 'checked id="id_roles_0"' in page
    answer = admin.post(url, {"roles": ["agent", "supervisor"], "team": str(quay.pk)})
    assert answer["Location"] == "/admin-area/"
    amal.refresh_from_db()
    assert (amal.is_agent, amal.is_supervisor, amal.team) == (True, True, quay)


def test_no_role_at_all_is_told_in_words(admin: Client, amal: Membership) -> None:
    page = admin.post(f"/admin-area/people/{amal.pk}/", {"team": ""}).content.decode()
    assert page.count("Select at least one role.") == 2


def test_the_last_admin_is_told_why_she_stays_one(admin: Client, ada: Membership) -> None:
    page = admin.post(f"/admin-area/people/{ada.pk}/", {"roles": ["agent"], "team": ""}).content.decode()
    assert "An organisation keeps at least one admin." in page


def test_a_team_of_another_organisation_cannot_be_chosen(
    admin: Client, amal: Membership, eve: Membership
) -> None:
    with organisation_scope(eve.organisation):
        theirs = save_team(team=None, name="Theirs", parent=None, supervisors=[], by=eve, now=NOW)
    sent = {"roles": ["agent"], "team": str(theirs.pk)}
    page = admin.post(f"/admin-area/people/{amal.pk}/", sent).content.decode()
    assert "Select a team from the list." in page
    assert "Theirs" not in admin.get(f"/admin-area/people/{amal.pk}/").content.decode()


def test_what_belongs_to_another_organisation_is_not_there(admin: Client, eve: Membership) -> None:
    with organisation_scope(eve.organisation):
        team = save_team(team=None, name="Theirs", parent=None, supervisors=[], by=eve, now=NOW)
        letter = invite(email="x@other.example", roles=Roles(), team=None, by=eve, now=NOW)
    for url in (
        f"/admin-area/people/{eve.pk}/",
        f"/admin-area/people/{eve.pk}/close/",
        f"/admin-area/teams/{team.pk}/",
    ):
        assert (admin.get(url).status_code, admin.post(url).status_code) == (404, 404)
    assert admin.post(f"/admin-area/invitations/{letter.pk}/take-back/").status_code == 404
    letter.refresh_from_db()
    assert letter.revoked_at is None


def test_closing_a_place_asks_once(admin: Client, amal: Membership, client_of: Browser) -> None:
    hers, url = client_of(amal), f"/admin-area/people/{amal.pk}/close/"
    assert "Amal is signed out at once" in admin.get(url).content.decode()
    assert is_in(hers)
    assert admin.post(url)["Location"] == "/admin-area/"
    assert not is_in(hers)
    assert admin.get(url).status_code == 404
    assert "Amal" not in admin.get("/admin-area/").content.decode().split("<table>")[1]


def test_her_own_place_cannot_be_closed(admin: Client, ada: Membership) -> None:
    page = admin.get(f"/admin-area/people/{ada.pk}/").content.decode()
    assert "/close/" not in page
    page = admin.post(f"/admin-area/people/{ada.pk}/close/").content.decode()
    assert "You cannot close your own place." in page


def test_invitations_are_listed_and_taken_back(admin: Client, post: Post) -> None:
    post(admin, "/admin-area/invitations/", {"email": "zoe@demo.example", "roles": ["hr"], "team": ""})
    page = admin.get("/admin-area/invitations/").content.decode()
    assert "A link is on its way to zoe@demo.example." in page
    letter = Invitation.objects.get()
    url = f"/admin-area/invitations/{letter.pk}/take-back/"
    assert url in page
    assert "taken back" in admin.post(url, follow=True).content.decode()
    assert "no longer open" in admin.post(url, follow=True).content.decode()
    assert "No invitation is open." in admin.get("/admin-area/invitations/").content.decode()


def test_an_old_invitation_says_so(admin: Client, ada: Membership) -> None:
    letter = invite(email="zoe@demo.example", roles=Roles(), team=None, by=ada, now=NOW)
    Invitation.objects.filter(pk=letter.pk).update(expires_at=NOW.replace(year=2025))
    assert "Too old, send a new one" in admin.get("/admin-area/invitations/").content.decode()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Enter the e-mail address of the person."),
        ("zoe", "Enter an e-mail address like name@example.org."),
        ("bo@demo.example", "This person is already in your organisation."),
    ],
)
def test_a_wrong_address_is_told_in_words(email: str, words: str, admin: Client, bo: Membership) -> None:
    page = admin.post(
        "/admin-area/invitations/", {"email": email, "roles": ["agent"], "team": ""}
    ).content.decode()
    assert page.count(words) == 2
    assert Invitation.objects.count() == 0


def test_a_hundred_invitations_an_hour_are_enough(admin: Client, settings: pytest.FixtureRequest) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["invite"] == "100/h/user"  # type: ignore[attr-defined]
    limits = settings.ACCOUNT_RATE_LIMITS | {"invite": "1/h/user"}  # type: ignore[attr-defined]
    settings.ACCOUNT_RATE_LIMITS = limits  # type: ignore[attr-defined]
    sent = {"email": "zoe@demo.example", "roles": ["agent"], "team": ""}
    assert [admin.post("/admin-area/invitations/", sent).status_code for _ in range(2)] == [303, 429]
    assert admin.get("/admin-area/invitations/").status_code == 200


def test_teams_stand_in_a_tree(admin: Client, ada: Membership, pier: Team, bo: Membership) -> None:
    site = save_team(team=None, name="Harbour site", parent=None, supervisors=[], by=ada, now=NOW)
    save_team(team=pier, name="Pier", parent=site, supervisors=[bo], by=ada, now=NOW)
    page = admin.get("/admin-area/teams/").content.decode()
    assert page.index("Harbour site") < page.index("Pier")
    assert "supervised by Bo" in page
    assert "no supervisor" in page


def test_without_a_team_there_is_one_thing_to_do(admin: Client) -> None:
    assert "There is no team yet." in admin.get("/admin-area/teams/").content.decode()


def test_a_team_is_made_and_changed(admin: Client, bo: Membership, pier: Team) -> None:
    sent = {"name": "Dock", "parent": str(pier.pk), "supervisors": [str(bo.pk)]}
    assert admin.post("/admin-area/teams/new/", sent)["Location"] == "/admin-area/teams/"
    dock = Team.objects.get(name="Dock")
    assert (dock.parent, list(dock.supervisors.all())) == (pier, [bo])
    page = admin.get(f"/admin-area/teams/{dock.pk}/").content.decode()
    assert f'value="{bo.pk}"' in page
    assert f'value="{dock.pk}"' not in page  # no part of itself
    admin.post(f"/admin-area/teams/{dock.pk}/", {"name": "Dock 2", "parent": ""})
    dock.refresh_from_db()
    assert (dock.name, dock.parent, dock.supervisors.count()) == ("Dock 2", None, 0)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": ""}, "Enter a name for the team."),
        ({"name": "x" * 81}, "Use at most 80 characters for the name."),
        ({"name": "Quay"}, "There is already a team with this name."),
        ({"name": "Dock", "supervisors": ["x"]}, "Select people from the list."),
        ({"name": "Dock", "parent": "x"}, "Select a team from the list."),
    ],
)
def test_a_wrong_team_is_told_in_words(
    sent: dict[str, object], words: str, admin: Client, quay: Team, bo: Membership
) -> None:
    assert words in admin.post("/admin-area/teams/new/", sent).content.decode()
    assert Team.objects.count() == 1


def test_a_circle_is_told_at_its_field(admin: Client, pier: Team, quay: Team, ada: Membership) -> None:
    save_team(team=quay, name="Quay", parent=pier, supervisors=[], by=ada, now=NOW)
    page = admin.post(
        f"/admin-area/teams/{pier.pk}/", {"name": "Pier", "parent": str(quay.pk)}
    ).content.decode()
    assert "A team cannot be part of itself." in page


def test_where_nobody_can_supervise_no_question_is_asked(ada: Membership, admin: Client) -> None:
    assert "Supervisors" not in admin.get("/admin-area/teams/new/").content.decode().split("<main")[1]
