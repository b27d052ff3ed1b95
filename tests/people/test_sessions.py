"""After a change of password, address, second step or role, or when a place is closed, other sessions end."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.actions.accounts import end_sessions
from people.actions.organisations import Roles, change_member, close_membership
from people.models import Membership
from people.session_store import stored_key
from people.sessions import sweep_sessions
from tests.cast import NOW, PASSWORD
from tests.people.conftest import Post, again, code_in_mail, is_in, sign_in
from tests.people.test_second_step import code_of_app

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def two(amal: Membership) -> tuple[Client, Client]:
    """Amal at her desk and on her phone."""
    return sign_in(amal), sign_in(amal)


def key_of(client: Client) -> str:
    """Under which this browser's session is stored."""
    return stored_key(client.cookies["sessionid"].value)


def test_change_of_password(two: tuple[Client, Client], post: Post) -> None:
    here, elsewhere = two
    answer = post(
        here,
        "/you/security/password/",
        {"oldpassword": PASSWORD, "password1": "a quiet harbour at dawn"},
    )
    assert answer["Location"] == "/you/security/"
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_new_password_by_code(two: tuple[Client, Client], amal: Membership, post: Post) -> None:
    visitor = Client()
    post(visitor, "/password/forgotten/", {"email": amal.user.email})
    post(visitor, "/password/forgotten/code/", {"code": code_in_mail()})
    post(visitor, "/password/forgotten/new/", {"password1": "a quiet harbour at dawn"})
    assert [is_in(client) for client in two] == [False, False]


def test_change_of_address(two: tuple[Client, Client], amal: Membership, post: Post) -> None:
    here, elsewhere = two
    again(here)
    post(here, "/you/security/email/", {"action_add": "1", "email": "amal@new.example"})
    amal.user.refresh_from_db()
    assert amal.user.email == "amal@demo.example"  # until the code is entered
    post(here, "/sign-up/confirm/", {"code": code_in_mail()})
    amal.user.refresh_from_db()
    assert amal.user.email == "amal@new.example"
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert mail.outbox[-1].to == ["amal@demo.example"]  # the old address is told


def test_change_of_address_asks_first_who_it_is(amal: Membership, post: Post) -> None:
    client = sign_in(amal)
    answer = post(client, "/you/security/email/", {"action_add": "1", "email": "amal@new.example"})
    assert answer["Location"].startswith("/sign-in/again/")
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_app_added(two: tuple[Client, Client], post: Post) -> None:
    here, elsewhere = two
    again(here)
    here.get("/you/security/app/")
    post(here, "/you/security/app/", {"code": code_of_app(here.session["mfa.totp.secret"])})
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_app_taken_away(two: tuple[Client, Client], amal: Membership, post: Post) -> None:
    here, elsewhere = two
    again(here)
    TOTP.activate(amal.user, generate_totp_secret())
    post(here, "/you/security/app/remove/", {"password": PASSWORD})
    assert Authenticator.objects.count() == 0
    assert (is_in(here), is_in(elsewhere)) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes(two: tuple[Client, Client], amal: Membership, post: Post) -> None:
    here, elsewhere = two
    again(here)
    TOTP.activate(amal.user, generate_totp_secret())
    post(here, "/you/security/codes/new/")
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_change_of_role(two: tuple[Client, Client], amal: Membership, ada: Membership) -> None:
    change_member(member=amal, roles=Roles(supervisor=True), team=amal.team, by=ada, now=NOW)
    assert [is_in(client) for client in two] == [False, False]


def test_change_of_team_alone_ends_nothing(
    two: tuple[Client, Client], amal: Membership, ada: Membership
) -> None:
    change_member(member=amal, roles=Roles(), team=None, by=ada, now=NOW)
    assert [is_in(client) for client in two] == [True, True]


def test_an_admin_who_changes_herself_stays_here_alone(ada: Membership) -> None:
    here, elsewhere = sign_in(ada), sign_in(ada)
    here.post(f"/admin-area/people/{ada.pk}/", {"roles": ["agent", "admin"], "team": ""})
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_closed_place(two: tuple[Client, Client], amal: Membership, ada: Membership) -> None:
    close_membership(member=amal, by=ada, now=NOW)
    assert [is_in(client) for client in two] == [False, False]


def test_who_comes_back_to_a_closed_place_is_told_so(amal: Membership, ada: Membership) -> None:
    close_membership(member=amal, by=ada, now=NOW)
    answer = sign_in(amal).get("/today/")
    assert answer.status_code == 403
    assert "Your place in your organisation was closed." in answer.content.decode()


def test_ending_all_sessions_ends_this_one_too(two: tuple[Client, Client], amal: Membership) -> None:
    end_sessions(user=amal.user)
    assert [is_in(client) for client in two] == [False, False]


def test_the_list_names_each_browser_and_signs_the_others_out(amal: Membership, post: Post) -> None:
    phone = sign_in(amal, headers={"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit Version/17 Safari/604"})
    desk = sign_in(amal, headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0"})
    page = desk.get("/you/security/sessions/").content.decode()
    assert "Safari on iPhone" in page
    assert "Firefox on Windows" in page
    assert page.count("This browser") == 1
    post(desk, "/you/security/sessions/")
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert "You are signed in nowhere else." in desk.get("/you/security/sessions/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_session_that_stays_is_still_in_the_list(
    two: tuple[Client, Client], amal: Membership, post: Post
) -> None:
    here, _ = two
    again(here)
    TOTP.activate(amal.user, generate_totp_secret())
    post(here, "/you/security/codes/new/")
    assert UserSession.objects.filter(user=amal.user, session_key=key_of(here)).exists()


def test_signing_in_costs_the_same_however_often_she_did(amal: Membership) -> None:
    costs = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as asked:
            sign_in(amal)
        costs.append(len(asked))
    assert len(set(costs[1:])) == 1


def test_what_expired_is_swept_away_with_where_it_was(two: tuple[Client, Client], amal: Membership) -> None:
    Session.objects.filter(session_key=key_of(two[0])).update(expire_date=NOW)
    sweep_sessions(NOW + dt.timedelta(seconds=1))
    assert UserSession.objects.get().session_key == key_of(two[1])


def test_signing_out_forgets_where_it_was(amal: Membership) -> None:
    sign_in(amal).post("/sign-out/")
    assert UserSession.objects.count() == 0
