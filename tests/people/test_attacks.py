"""What a stranger, a thief or a sent-away admin tries, and what it gets."""

from collections.abc import Callable, Iterator
from typing import Any, cast
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory, override_settings
from pytest_django import Settings

from eiapp.requests import PlainHandler
from people import keys
from people.actions.invitations import accept_invitation, invite, is_live
from people.actions.organisations import Roles, change_member, close_membership
from people.drafts import LARGEST, form_token, read_draft
from people.keys import key_ring, open_key, rewrap_slots
from people.models import Invitation, KeySlot, Membership, User
from people.scope import active_membership, installation_scope, organisation_scope
from people.sealing import SealBroken
from tests.cast import NOW, PASSWORD, new_member

SignIn = Callable[[Membership], Client]
STRANGERS = "mallory-knows-this-word"


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The tokens of the invitations that are sent."""
    sent: list[str] = []

    def new_token() -> str:
        sent.append(f"token-{len(sent)}")
        return sent[-1]

    monkeypatch.setattr("people.actions.invitations.new_token", new_token)
    yield sent


def test_account_that_a_stranger_signed_up_becomes_the_invited_persons(
    ada: Membership, link: list[str]
) -> None:
    mallory = Client()
    with override_settings(SIGNUP_OPEN=True):
        mallory.post("/sign-up/", {"name": "M", "email": "new@demo.example", "password1": STRANGERS})
    assert User.objects.get(email="new@demo.example").check_password(STRANGERS)
    with organisation_scope(ada.organisation):
        invite(email="new@demo.example", roles=Roles(), team=None, by=ada, now=NOW.replace(year=2090))
    answer = Client().post(f"/account/create/{link[0]}/", {"name": "New", "password": PASSWORD})
    assert answer.status_code == 302
    person = User.objects.get(email="new@demo.example")
    assert (person.name, person.check_password(PASSWORD), person.check_password(STRANGERS)) == (
        "New",
        True,
        False,
    )
    assert EmailAddress.objects.get(user=person).verified


@override_settings(SIGNUP_OPEN=True)
def test_mailed_code_takes_a_strangers_password_away(db: None) -> None:
    Client().post("/sign-up/", {"name": "M", "email": "new@demo.example", "password1": STRANGERS})
    victim = Client()
    with patch("people.adapters.AccountAdapter.generate_login_code", return_value="ABC-DEF"):
        victim.post("/sign-in/code/", {"email": "new@demo.example"})
        victim.post("/sign-in/code/enter/", {"code": "ABC-DEF"})
    assert victim.get("/welcome/1/").status_code == 200
    assert not User.objects.get(email="new@demo.example").has_usable_password()


@override_settings(SIGNUP_OPEN=True)
def test_known_address_costs_a_hash_at_sign_up_like_a_new_one(amal: Membership) -> None:
    def hashes(email: str) -> int:
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as encode:
            Client().post("/sign-up/", {"name": "M", "email": email, "password1": STRANGERS})
        return encode.call_count

    assert hashes(amal.user.email) == hashes("new@demo.example") == 1


def test_invitation_dies_with_its_senders_right_to_invite(ada: Membership, scoped: None) -> None:
    other = new_member(ada.organisation, "Gus", Roles(admin=True))
    ends: tuple[Callable[[], None], ...] = (
        lambda: change_member(member=other, roles=Roles(), team=None, by=ada, now=NOW),
        lambda: close_membership(member=other, by=ada, now=NOW),
    )
    for end in ends:
        Membership.objects.filter(pk=other.pk).update(is_admin=True)
        other.refresh_from_db()
        invitation = invite(email="own@else.example", roles=Roles(admin=True), team=None, by=other, now=NOW)
        assert is_live(Invitation.objects.get(pk=invitation.pk), NOW)
        end()
        assert not is_live(Invitation.objects.get(pk=invitation.pk), NOW)
    with pytest.raises(Exception, match="can no longer invite"):
        accept_invitation(invitation=Invitation.objects.get(pk=invitation.pk), user=ada.user, now=NOW)


def test_keys_are_changed_under_a_running_service(
    amal: Membership, settings: Settings, tmp_path: Any
) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "master-keys"
    (tmp_path / "master-keys").write_text(str(settings.MASTER_KEYS))
    settings.MASTER_KEYS = ""
    key_ring.cache_clear()
    running = key_ring()
    call_command("keys", "new", verbosity=0)
    with installation_scope():  # as the command's own process does
        key_ring.cache_clear()
        assert rewrap_slots() > 0
    with patch.object(keys, "key_ring") as stale:  # the service still knows the older ring
        stale.return_value = running
        stale.cache_clear.side_effect = lambda: setattr(stale, "return_value", key_ring())
        member = active_membership(amal.user, None)
        assert member is not None
        assert len(open_key(member).secret) == 32
    key_ring.cache_clear()


@pytest.mark.parametrize("harm", ["another name", "other bytes", "gone"])
def test_spoiled_slot_is_told_by_the_check_and_by_a_page(
    harm: str, amal: Membership, client_of: SignIn, scoped: None
) -> None:
    slot = KeySlot.objects.filter(data_key=amal.data_key)
    if harm == "another name":
        slot.update(master_key_id="0123456789abcdef")
    elif harm == "other bytes":
        slot.update(wrapped=b"spoiled")
    else:
        slot.delete()
    amal.slot_wrapped = amal.opened_key = None
    with pytest.raises(SealBroken):
        open_key(amal)
    assert client_of(amal).get("/today/").status_code == 409
    with pytest.raises(CommandError, match="do not open|written under master key"):
        call_command("keys", "check", verbosity=0)


def test_draft_is_no_store(amal: Membership, scoped: None) -> None:
    told = {"draft_token": form_token(amal, "journal:now")}
    for many, status in ((LARGEST // 2, 401), (LARGEST + 1, 400)):
        assert Client().post("/drafts/save/", {**told, "note": "x" * many}).status_code == status
    kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert len(kept.fields["note"][0]) == LARGEST // 2


@pytest.mark.parametrize("codec", ["zlib", "base64", "rot13", "idna", "undefined", "utf-7", "nonsense"])
def test_every_request_is_read_as_utf_8_whatever_codec_it_names(codec: str, db: None) -> None:
    def sent() -> dict[str, Any]:
        environ = RequestFactory().generic("POST", "/sign-in/?next=%C3%A9", b"login=a").environ
        return {**environ, "CONTENT_TYPE": f"application/x-www-form-urlencoded; charset={codec}"}

    request = PlainHandler.request_class(sent())
    assert (request.GET["next"], request.POST["login"]) == ("é", "a")
    answers: list[str] = []
    PlainHandler()(sent(), cast(Any, lambda status, headers: answers.append(status)))
    assert answers == ["403 Forbidden"]  # without a CSRF token


def test_large_body_is_refused_before_it_is_read(db: None) -> None:
    answer = Client().generic("POST", "/now/", b"", content_type="text/plain", CONTENT_LENGTH="150000000")
    assert answer.status_code == 400


def test_hiding_again_does_not_reset_the_clock(amal: Membership, client_of: SignIn) -> None:
    browser = client_of(amal)
    browser.post("/hidden/", {"back": "/moments/"})
    first = browser.cookies["hidden"].value
    browser.post("/hidden/", {"back": "/help/"})
    assert browser.cookies["hidden"].value == first


@pytest.mark.parametrize("page", ["/you/security/email/", "/you/security/sessions/", "/today/"])
def test_hidden_screen_hides_account_pages_too(page: str, amal: Membership, client_of: SignIn) -> None:
    browser = client_of(amal)
    browser.post("/hidden/", {"back": "/today/"})
    answer = browser.get(page)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/hidden/")


def test_signing_out_ends_the_hiding(amal: Membership, client_of: SignIn) -> None:
    browser = client_of(amal)
    browser.post("/hidden/", {"back": "/today/"})
    browser.post("/sign-out/")
    assert browser.cookies["hidden"].value == ""
