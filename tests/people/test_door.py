"""The door: a sign-in that others may have opens the account, and nothing that is private."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.urls import resolve

from journal.models import Moment
from people.actions.accounts import MOST_OTHER_SIGN_INS, note_other_sign_in
from people.door import OUTSIDE, SIGNED_IN
from people.drafts import form_token, read_draft
from people.models import Membership, Organisation, User
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD
from tests.crowd import Crowd, gather, write_moment
from tests.matrix import THINGS
from tests.people.conftest import Post, code_in_mail, sign_in
from tests.people.test_second_step import code_of_app
from tests.test_url_matrix import address
from tests.walk import Browser, Route, routes, text_of

NEW = "a quiet harbour at dawn"
CANARY = "cormorant"
HOURS, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


def by_code(member: Membership, post: Post, **extra: Any) -> Client:
    """A browser in which somebody who reads her e-mail has signed in."""
    client = Client(**extra)
    post(client, "/sign-in/code/", {"email": member.user.email})
    post(client, "/sign-in/code/enter/", {"code": code_in_mail()})
    return client


def by_reset(member: Membership, post: Post) -> Client:
    """A browser in which somebody who reads her e-mail has chosen a new password and signed in with it."""
    client = Client()
    post(client, "/password/forgotten/", {"email": member.user.email})
    post(client, "/password/forgotten/code/", {"code": code_in_mail()})
    post(client, "/password/forgotten/new/", {"password1": NEW})
    post(client, "/sign-in/", {"login": member.user.email, "password": NEW})
    return client


def is_open(client: Client) -> bool:
    """Whether this browser, which is signed in, reads what is private."""
    answer = client.get("/moments/")
    assert client.get("/you/security/").status_code == 200
    assert answer.status_code == 200 or answer["Location"] == "/door/"
    return answer.status_code == 200


def alone_without_idle_lock(member: Membership) -> None:
    """So that three days can pass at once."""
    Organisation.objects.filter(pk=member.organisation_id).update(is_personal=True)
    User.objects.filter(pk=member.user_id).update(idle_minutes=0)


@pytest.fixture
def wrote(amal: Membership) -> Membership:
    """Amal, who has put a moment down."""
    with organisation_scope(amal.organisation):
        write_moment(amal, 1, note=CANARY)
    return amal


# --- who gets in ------------------------------------------------------------------------------------


def test_her_own_password_opens(wrote: Membership) -> None:
    client = sign_in(wrote)
    assert is_open(client)
    assert CANARY in client.get("/moments/").content.decode()


@pytest.mark.parametrize("come_in", [by_code, by_reset])
def test_who_only_reads_her_mail_reads_no_moment(
    come_in: Callable[[Membership, Post], Client], wrote: Membership, post: Post
) -> None:
    client = come_in(wrote, post)
    assert not is_open(client)
    for url in ("/moments/", "/today/", "/patterns/", "/patterns/triggers.csv", "/now/"):
        answer = client.get(url)
        assert answer["Location"] == "/door/"
        assert CANARY not in answer.content.decode()
    page = client.get("/today/", follow=True).content.decode()
    assert "Your journal is still closed here" in page


@pytest.mark.parametrize("come_in", [by_code, by_reset])
def test_it_opens_after_72_hours(
    come_in: Callable[[Membership, Post], Client], wrote: Membership, post: Post
) -> None:
    alone_without_idle_lock(wrote)
    with time_machine.travel(NOW, tick=False) as clock:
        client = come_in(wrote, post)
        assert "Tuesday 24 November, 10:30" in client.get("/door/").content.decode()
        clock.shift(72 * HOURS - SECOND)
        assert not is_open(client)
        clock.shift(SECOND)
        assert is_open(client)


def test_the_new_password_itself_waits_in_every_browser(wrote: Membership, post: Post) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        by_reset(wrote, post)
        assert not is_open(sign_in(wrote, NEW))
        clock.shift(72 * HOURS)
        assert is_open(sign_in(wrote, NEW))


def test_a_second_step_opens_what_a_mailed_code_does_not(wrote: Membership, post: Post) -> None:
    secret = generate_totp_secret()
    TOTP.activate(wrote.user, secret)
    client = by_code(wrote, post)
    answer = client.post("/sign-in/second-step/", {"code": code_of_app(secret)})
    assert answer.status_code == 302
    assert is_open(client)


def test_after_a_reset_a_recovery_code_opens(wrote: Membership, post: Post) -> None:
    TOTP.activate(wrote.user, generate_totp_secret())
    code = RecoveryCodes.activate(wrote.user).get_unused_codes()[0]
    client = by_reset(wrote, post)
    client.post("/sign-in/second-step/", {"code": code})
    assert is_open(client)


def test_her_own_password_opens_the_browser_that_a_code_signed_in(wrote: Membership, post: Post) -> None:
    client = by_code(wrote, post)
    assert "Use your password" in client.get("/door/").content.decode()
    answer = client.post("/sign-in/again/?next=/door/", {"password": PASSWORD})
    assert client.get(answer["Location"])["Location"] == "/today/"
    assert is_open(client)


def test_a_wrong_password_opens_nothing(wrote: Membership, post: Post) -> None:
    client = by_code(wrote, post)
    client.post("/sign-in/again/?next=/door/", {"password": "a guess of somebody"})
    assert not is_open(client)


def test_the_new_password_said_again_opens_nothing(wrote: Membership, post: Post) -> None:
    client = by_reset(wrote, post)
    assert "Use your password" not in client.get("/door/").content.decode()
    client.post("/sign-in/again/?next=/door/", {"password": NEW})
    assert not is_open(client)


def test_who_signs_up_is_in_at_once(db: None, post: Post, settings: Any) -> None:
    settings.SIGNUP_OPEN = True
    client = Client()
    told = {"email": "sola@home.example", "name": "Sola", "password1": NEW}
    post(client, "/sign-up/", told)
    post(client, "/sign-up/confirm/", {"code": code_in_mail()})
    assert client.get("/door/")["Location"] == "/today/"


# --- no way round -----------------------------------------------------------------------------------


@pytest.mark.parametrize("come_in", [by_code, by_reset])
@pytest.mark.parametrize(
    "url",
    [
        "/you/security/app/",
        "/you/security/passkeys/add/",
        "/you/security/codes/",
        "/you/security/codes/new/",
        "/you/security/codes/file/",
        "/you/security/email/",
    ],
)
def test_no_second_step_is_made_or_shown_before(
    url: str, come_in: Callable[[Membership, Post], Client], wrote: Membership, post: Post
) -> None:
    client = come_in(wrote, post)
    client.post("/sign-in/again/", {"password": NEW})
    assert client.get(url)["Location"] == "/door/"
    assert client.post(url)["Location"] == "/door/"


def test_a_password_chosen_again_still_waits(wrote: Membership, post: Post) -> None:
    client = by_reset(wrote, post)
    post(client, "/you/security/password/", {"oldpassword": NEW, "password1": "another quiet harbour"})
    assert not is_open(client)
    assert not is_open(sign_in(wrote, "another quiet harbour"))


def test_a_first_password_chosen_after_a_mailed_code_waits(wrote: Membership, post: Post) -> None:
    wrote.user.set_unusable_password()
    wrote.user.save()
    client = by_code(wrote, post)
    post(client, "/you/security/password/first/", {"password1": NEW})
    assert not is_open(sign_in(wrote, NEW))


def test_a_password_changed_behind_an_open_door_is_her_own(wrote: Membership, post: Post) -> None:
    client = sign_in(wrote)
    post(client, "/you/security/password/", {"oldpassword": PASSWORD, "password1": NEW})
    assert is_open(client)
    assert is_open(sign_in(wrote, NEW))


def test_records_of_somebody_else_open_nothing(wrote: Membership, bo: Membership, post: Post) -> None:
    client = by_code(wrote, post)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(bo.user_id)
    session.save()
    assert not is_open(client)


def test_what_was_being_written_is_kept(wrote: Membership, post: Post) -> None:
    client = by_code(wrote, post)
    sent = {"draft_token": form_token(wrote, "journal:now"), "note": "the last words"}
    assert client.post("/now/", sent)["Location"] == "/door/"
    with organisation_scope(wrote.organisation):
        kept = read_draft(wrote, "journal:now")
        assert Moment.objects.count() == 1
    assert kept is not None
    assert kept.fields == {"note": ["the last words"]}


def test_the_draft_of_her_own_pages_is_not_dropped_from_outside(wrote: Membership, post: Post) -> None:
    client, token = by_code(wrote, post), form_token(wrote, "journal:now")
    client.post("/drafts/save/", {"draft_token": token, "note": "kept"})
    assert client.post("/drafts/drop/", {"draft_token": token})["Location"] == "/door/"
    with organisation_scope(wrote.organisation):
        assert read_draft(wrote, "journal:now") is not None


# --- every address ----------------------------------------------------------------------------------


@pytest.fixture
def crowd(db: None) -> Iterator[Crowd]:
    with time_machine.travel(NOW, tick=False):
        yield gather()


def outside_the_door(user: User, way: str) -> Browser:
    """Signed in a moment ago, and no more shown than this."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[SIGNED_IN] = time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": way, "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.create()
    return Browser(((settings.SESSION_COOKIE_NAME, str(session.session_key)),))


def is_outside(route: Route, url: str) -> bool:
    view = resolve(url).func
    open_to_all = getattr(view, "always_open", False) or not getattr(view, "login_required", True)
    return route.name in OUTSIDE or open_to_all or getattr(view, "while_locked", False)


def test_every_address_of_the_resolver_is_closed_or_named_as_outside(crowd: Crowd) -> None:
    held = crowd.holdings["amal"]
    browser = outside_the_door(held.member.user, "code")
    private = {held.words[kind] for kind in ("moment", "draft", "passkey", "codes")}
    leaks, open_ones, inside = [], [], 0
    for route in routes():
        url = address(crowd, route, "amal" if route.name in THINGS else "herself")
        for method in ("GET", "POST"):
            answer = browser.knock(method, url, headers={"accept": "application/json"})
            leaks += [(method, url, word) for word in private if word in text_of(answer)]
            if not is_outside(route, url):
                inside += 1
                if answer.get("Location") != "/door/":
                    open_ones.append((method, url, answer.status_code))
    assert leaks == []
    assert open_ones == []
    assert inside >= 2 * 30


def test_the_walk_would_see_the_words(crowd: Crowd) -> None:
    held = crowd.holdings["amal"]
    shown = text_of(crowd.browsers["amal"].knock("GET", f"/moments/{held.ids['moment']}/"))
    assert held.words["moment"] in shown


def test_only_what_is_there_is_named_as_outside() -> None:
    assert OUTSIDE - {route.name for route in routes()} == set()


# --- who is told ------------------------------------------------------------------------------------

TOLD = "Somebody signed in to your account with a code from an e-mail."
RESET = "Somebody chose a new password for you with a code from an e-mail."


def test_every_other_browser_is_told(wrote: Membership, post: Post) -> None:
    desk, phone = sign_in(wrote), sign_in(wrote)
    assert TOLD not in desk.get("/today/").content.decode()
    there = by_code(wrote, post, headers={"user-agent": "Windows NT 10.0; Firefox/140.0"})
    for client in (desk, phone):
        for url in ("/today/", "/you/security/", "/now/"):
            page = client.get(url).content.decode()
            assert TOLD in page
            assert "Firefox on Windows" in page
    assert TOLD not in there.get("/door/").content.decode()


def test_the_next_sign_in_is_told_too(wrote: Membership, post: Post) -> None:
    by_code(wrote, post)
    assert TOLD in sign_in(wrote).get("/today/").content.decode()


def test_after_a_reset_her_next_sign_in_is_told(wrote: Membership, post: Post) -> None:
    by_reset(wrote, post)
    page = by_code(wrote, post).get("/door/").content.decode()
    assert RESET in page
    assert "It was me" not in page


def test_who_chose_the_password_herself_is_not_told_of_it_here(wrote: Membership, post: Post) -> None:
    assert "Somebody" not in by_reset(wrote, post).get("/door/").content.decode()


def noted_in(page: str) -> str:
    return page.split('name="noted" value="')[1].split('"')[0]


def test_it_was_me(wrote: Membership, post: Post) -> None:
    desk, phone = sign_in(wrote), sign_in(wrote)
    there = by_code(wrote, post)
    noted = noted_in(desk.get("/today/").content.decode())
    assert desk.post("/door/answer/", {"noted": noted, "whose": "mine"})["Location"] == "/today/"
    for client in (desk, phone):
        assert TOLD not in client.get("/today/").content.decode()
    assert there.get("/door/").status_code == 200


def test_it_was_not_me_signs_them_out(wrote: Membership, post: Post) -> None:
    desk, there = sign_in(wrote), by_code(wrote, post)
    noted = noted_in(desk.get("/today/").content.decode())
    answer = desk.post("/door/answer/", {"noted": noted, "whose": "not mine"})
    assert answer["Location"] == "/you/security/"
    assert there.get("/door/")["Location"].startswith("/sign-in/")
    assert "You are signed out everywhere else." in desk.get("/you/security/").content.decode()
    assert TOLD not in desk.get("/today/").content.decode()


def test_no_answer_changes_nothing(wrote: Membership, post: Post) -> None:
    desk, there = sign_in(wrote), by_code(wrote, post)
    noted = noted_in(desk.get("/today/").content.decode())
    desk.post("/door/answer/", {"noted": noted})
    assert there.get("/door/").status_code == 200
    assert TOLD in desk.get("/today/").content.decode()


def test_nobody_outside_the_door_says_whose_it_was(wrote: Membership, post: Post) -> None:
    desk = sign_in(wrote)
    first, second = by_code(wrote, post), by_code(wrote, post)
    wrote.user.refresh_from_db()
    for noted in wrote.user.other_sign_ins:
        sent = {"noted": noted["id"], "whose": "mine"}
        assert first.post("/door/answer/", sent)["Location"] == "/door/"
        assert second.post("/door/answer/", sent)["Location"] == "/door/"
    assert desk.get("/today/").content.decode().count(TOLD) == 2


def test_her_own_password_tells_nobody(wrote: Membership) -> None:
    sign_in(wrote)
    wrote.user.refresh_from_db()
    assert wrote.user.other_sign_ins == []


def test_the_newest_few_are_kept_for_a_month(amal: Membership) -> None:
    for number in range(MOST_OTHER_SIGN_INS + 2):
        note_other_sign_in(user=amal.user, how="code", place=f"{number}|x", now=NOW)
    kept = User.objects.get(pk=amal.user_id).other_sign_ins
    assert [each["place"] for each in kept] == ["2|x", "3|x", "4|x", "5|x", "6|x"]
    note_other_sign_in(user=amal.user, how="code", place="late|x", now=NOW + dt.timedelta(days=31))
    assert [each["place"] for each in User.objects.get(pk=amal.user_id).other_sign_ins] == ["late|x"]
