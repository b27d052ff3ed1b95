"""The second step: an app, recovery codes, and a password long enough to stand without them."""

import base64
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.db import connection
from django.test import Client

from people.adapters import MFAAdapter
from people.models import Membership
from people.qr import draw_code
from people.sealing import SealBroken
from tests.cast import PASSWORD
from tests.people.conftest import Post, again, is_in, sign_in


def code_of_app(secret: str) -> str:
    """What an app that holds this key shows now."""
    _before, present, _after = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, present)))


@pytest.fixture
def client(amal: Membership) -> Client:
    """Amal's browser; she has just said again who she is."""
    client = sign_in(amal)
    again(client)
    return client


def dump() -> bytes:
    """Every byte of the tables of the second step, as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return repr(cursor.fetchall()).encode()


def test_the_page_shows_a_picture_and_the_same_key_as_text(client: Client) -> None:
    page = client.get("/you/security/app/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0' in page
    assert "data:image" not in page
    assert "style=" not in page


def test_the_picture_is_black_on_white_whatever_the_page(client: Client) -> None:
    picture = draw_code("otpauth://totp/x?secret=A&issuer=<eiapp>", 'Read "me"')
    assert 'fill="#fff"/>' in picture
    assert 'aria-label="Read &quot;me&quot;"' in picture


@pytest.mark.django_db(transaction=True)
def test_adding_an_app_gives_recovery_codes(client: Client, amal: Membership, post: Post) -> None:
    client.get("/you/security/app/")
    answer = post(client, "/you/security/app/", {"code": code_of_app(client.session["mfa.totp.secret"])})
    assert answer["Location"] == "/you/security/codes/"
    page = client.get("/you/security/codes/").content.decode()
    assert page.count("<li><code>") == 10
    assert [message.to for message in mail.outbox] == [[amal.user.email]]
    assert "An app for sign-in codes was added" in str(mail.outbox[0].body)


def test_a_wrong_code_keeps_the_same_key(client: Client) -> None:
    client.get("/you/security/app/")
    before = client.session["mfa.totp.secret"]
    page = client.post("/you/security/app/", {"code": "000000"}).content.decode()
    assert "This code does not match" in page
    assert client.session["mfa.totp.secret"] == before


def test_the_database_holds_no_secret(amal: Membership) -> None:
    secret = generate_totp_secret()
    TOTP.activate(amal.user, secret)
    codes = RecoveryCodes.activate(amal.user)
    stored = dump()
    assert secret.encode() not in stored
    assert all(code.encode() not in stored for code in codes.generate_codes())
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of_app(secret))


def test_a_changed_secret_does_not_open(db: None) -> None:
    adapter = MFAAdapter()
    sealed = adapter.encrypt("a secret")
    assert adapter.decrypt(sealed) == "a secret"
    raw = bytearray(base64.b64decode(sealed))
    raw[-1] ^= 1
    with pytest.raises(SealBroken):
        adapter.decrypt(base64.b64encode(raw).decode())


def test_signing_in_then_asks_for_the_code(amal: Membership, post: Post) -> None:
    secret = generate_totp_secret()
    TOTP.activate(amal.user, secret)
    client = sign_in(amal)
    assert not is_in(client)
    page = client.get("/sign-in/second-step/").content.decode()
    assert "<h1>Second step</h1>" in page
    assert page.count('autocomplete="one-time-code"') == 1
    client.post("/sign-in/second-step/", {"code": code_of_app(secret)})
    assert is_in(client)


def test_a_recovery_code_works_once(amal: Membership) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    code = RecoveryCodes.activate(amal.user).generate_codes()[0]
    for works in (True, False):
        client = sign_in(amal)
        client.post("/sign-in/second-step/", {"code": code})
        assert is_in(client) is works


def test_codes_can_be_saved_as_a_file(client: Client, amal: Membership) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    codes = RecoveryCodes.activate(amal.user).generate_codes()
    answer = client.get("/you/security/codes/file/")
    assert answer.content.decode().split() == codes
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


def test_with_a_second_step_twelve_characters_are_enough(
    client: Client, amal: Membership, post: Post
) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    page = client.get("/you/security/password/").content.decode()
    assert "At least 12 characters." in page
    post(client, "/you/security/password/", {"oldpassword": PASSWORD, "password1": "quiet-dawn-7"})
    amal.user.refresh_from_db()
    assert amal.user.check_password("quiet-dawn-7")


def test_taking_the_last_step_away_asks_for_a_long_password_first(client: Client, amal: Membership) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    amal.user.set_password("quiet-dawn-7")
    amal.user.save()
    client = Client()
    client.force_login(amal.user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(amal.user.pk)
    session.save()
    page = client.get("/you/security/app/remove/").content.decode()
    assert "There is a problem" not in page
    page = client.post("/you/security/app/remove/", {"password": "quiet-dawn-7"}).content.decode()
    assert "Without a second step a password needs 15 characters. Change yours first." in page
    assert Authenticator.objects.filter(type="totp").exists()


def test_taking_the_app_away_asks_for_the_right_password(client: Client, amal: Membership) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    page = client.post("/you/security/app/remove/", {"password": "another password"}).content.decode()
    assert "This is not your password." in page
    assert Authenticator.objects.filter(type="totp").exists()


def test_with_another_step_left_no_password_is_asked_for(
    client: Client, amal: Membership, post: Post
) -> None:
    TOTP.activate(amal.user, generate_totp_secret())
    Authenticator.objects.create(user=amal.user, type="webauthn", data={"name": "Key", "credential": {}})
    page = client.get("/you/security/app/remove/").content.decode()
    assert 'name="password"' not in page
    post(client, "/you/security/app/remove/")
    assert [each.type for each in Authenticator.objects.all()] == ["webauthn"]


def test_the_last_passkey_asks_for_a_long_password_too(client: Client, amal: Membership, post: Post) -> None:
    key = Authenticator.objects.create(
        user=amal.user, type="webauthn", data={"name": "Key", "credential": {}}
    )
    url = f"/you/security/passkeys/{key.pk}/remove/"
    assert "Enter your password." in client.post(url, {}).content.decode()
    post(client, url, {"password": PASSWORD})
    assert Authenticator.objects.count() == 0


def test_somebody_elses_passkey_is_not_there(client: Client, cleo: Membership) -> None:
    key = Authenticator.objects.create(
        user=cleo.user, type="webauthn", data={"name": "Key", "credential": {}}
    )
    assert client.get(f"/you/security/passkeys/{key.pk}/remove/").status_code == 404
    assert client.get(f"/you/security/passkeys/{key.pk}/edit/").status_code == 404


def test_the_overview_counts_what_there_is(client: Client, amal: Membership) -> None:
    page = client.get("/you/security/").content.decode()
    assert "Recovery codes" not in page
    TOTP.activate(amal.user, generate_totp_secret())
    RecoveryCodes.activate(amal.user)
    page = client.get("/you/security/").content.decode()
    assert "10 left" in page
    assert "/you/security/app/remove/" in page


def test_changing_a_step_asks_first_who_it_is(amal: Membership) -> None:
    client = sign_in(amal)
    for url in ("/you/security/app/", "/you/security/passkeys/add/", "/you/security/codes/new/"):
        assert client.get(url)["Location"].startswith("/sign-in/again/")


def test_a_passkey_button_without_script_is_answered_in_words(client: Client, db: None) -> None:
    page = Client().post("/sign-in/passkey/", {}, follow=True).content.decode()
    assert "Your browser has not shown a passkey." in page
