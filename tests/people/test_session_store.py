"""Sessions are stored under a hash of their cookie: a stolen database opens no page of anybody."""

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from asgiref.sync import async_to_sync
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Membership
from people.session_store import SessionStore, stored_key
from people.sessions import sweep_sessions
from tests.cast import PASSWORD
from tests.people.conftest import Post, again, is_in, sign_in

pytestmark = pytest.mark.usefixtures("scoped")

TABLES = (Session, UserSession)


def cookie_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def with_cookie(value: str) -> Client:
    """A browser that sends this, whoever gave it to her."""
    client = Client()
    client.cookies["sessionid"] = value
    return client


def stored() -> str:
    """Every column of both tables, as a thief reads them."""
    found = []
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found += cursor.fetchall()
    return repr(found)


def change_password(client: Client, post: Post) -> None:
    sent = {"oldpassword": PASSWORD, "password1": "a quiet harbour at dawn"}
    assert post(client, "/you/security/password/", sent)["Location"] == "/you/security/"


def sign_out_elsewhere(client: Client, post: Post) -> None:
    assert post(client, "/you/security/sessions/").status_code == 302


def say_again_who_she_is(client: Client, post: Post) -> None:
    again(client)


@pytest.mark.parametrize("then", [None, change_password, sign_out_elsewhere, say_again_who_she_is])
def test_the_cookie_stands_in_no_column(
    amal: Membership, post: Post, then: Callable[[Client, Post], None] | None
) -> None:
    client = sign_in(amal)
    first = cookie_of(client)
    if then is not None:
        then(client, post)
    assert is_in(client)
    kept = stored()
    assert first not in kept
    assert cookie_of(client) not in kept
    for model in TABLES:
        assert model.objects.filter(session_key=stored_key(cookie_of(client))).count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_stored_key_sent_as_cookie_is_nobody(
    amal: Membership, table: type[Session] | type[UserSession]
) -> None:
    client = sign_in(amal)
    stolen = table.objects.values_list("session_key", flat=True).get()
    assert not is_in(with_cookie(stolen))
    assert is_in(with_cookie(cookie_of(client)))  # where the cookie itself is somebody


def test_a_stored_key_sent_as_cookie_ends_nothing(amal: Membership) -> None:
    client = sign_in(amal)
    with_cookie(Session.objects.get().session_key).post("/sign-out/")
    assert is_in(client)


def test_signing_in_gives_another_cookie_and_ends_the_one_before(amal: Membership) -> None:
    store = SessionStore()
    store["visited"] = True
    store.save()
    before = str(store.session_key)
    client = with_cookie(before)
    client.post("/sign-in/", {"login": amal.user.email, "password": PASSWORD})
    assert is_in(client)
    assert cookie_of(client) != before
    assert client.session["visited"]
    assert not SessionStore().exists(before)
    assert Session.objects.count() == 1


def test_a_sign_in_asks_three_times_and_writes_once(amal: Membership) -> None:
    with CaptureQueriesContext(connection) as asked:
        sign_in(amal)
    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert [word for word in words if word not in {"SAVEPOINT", "RELEASE"}] == [
        *["SELECT"] * 3,  # the address with its person, her second steps, her memberships
        *["INSERT"] * 2,  # the session and where it is
    ]


def test_session_and_place_are_kept_together_or_not_at_all(
    amal: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_told: object, **_more: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(UserSession, "save", broken)
    with pytest.raises(RuntimeError):
        sign_in(amal)
    assert [model.objects.count() for model in TABLES] == [0, 0]


def test_signing_out_ends_the_session(amal: Membership) -> None:
    client = sign_in(amal)
    kept = with_cookie(cookie_of(client))
    client.post("/sign-out/")
    assert not is_in(kept)
    assert [model.objects.count() for model in TABLES] == [0, 0]


def test_signing_out_elsewhere_ends_the_others_alone(amal: Membership, cleo: Membership, post: Post) -> None:
    here, phone, colleague = sign_in(amal), sign_in(amal), sign_in(cleo)
    assert here.get("/you/security/sessions/").content.decode().count("This browser") == 1
    sign_out_elsewhere(here, post)
    assert [is_in(client) for client in (here, phone, colleague)] == [True, False, True]


def test_expired_sessions_open_nothing_and_are_swept(amal: Membership) -> None:
    old, new = sign_in(amal), sign_in(amal)
    past = timezone.now() - dt.timedelta(seconds=1)
    Session.objects.filter(session_key=stored_key(cookie_of(old))).update(expire_date=past)
    assert (is_in(old), is_in(new)) == (False, True)
    sweep_sessions(timezone.now())
    for model in TABLES:
        assert model.objects.get().session_key == stored_key(cookie_of(new))


def test_django_clears_what_expired(db: None) -> None:
    store = SessionStore()
    store.create()
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    SessionStore.clear_expired()
    assert not SessionStore().exists(str(store.session_key))


def test_a_session_made_without_a_form_is_one_too(
    amal: Membership, client_of: Callable[[Membership], Client]
) -> None:
    client = client_of(amal)
    assert is_in(client)
    assert client.session[SESSION_KEY] == str(amal.user_id)
    assert cookie_of(client) not in stored()


def test_nobody_chooses_her_own_key(db: None) -> None:
    store = SessionStore("chosen-by-a-stranger")
    store["a"] = 1
    store.save()
    assert store.session_key != "chosen-by-a-stranger"
    assert not SessionStore().exists("chosen-by-a-stranger")


def test_a_session_is_made_once_and_not_after_its_end(db: None) -> None:
    store = SessionStore()
    store.create()
    with pytest.raises(CreateError):
        store.save(must_create=True)
    store.delete()
    with pytest.raises(UpdateError):
        store.save()


def test_a_flushed_session_is_gone_and_a_second_end_is_no_error(db: None) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    before = str(store.session_key)
    store.flush()
    store.delete()
    store.delete(before)
    assert store.session_key is None
    assert stored().count(stored_key(before)) == 0


def test_asynchronous_code_finds_and_leaves_the_same_rows(db: None) -> None:
    async def live() -> list[str]:
        store = SessionStore()
        await store.aset("a", 1)
        await store.asave()
        first = str(store.session_key)
        await store.acycle_key()
        await store.asave()
        second = str(store.session_key)
        assert (await SessionStore().aexists(first), await SessionStore().aexists(second)) == (False, True)
        assert await SessionStore(second).aget("a") == 1
        return [first, second]

    first, second = async_to_sync(live)()
    assert Session.objects.get().session_key == stored_key(second)
    async_to_sync(SessionStore(second).aflush)()
    assert Session.objects.count() == 0
    assert first != second
