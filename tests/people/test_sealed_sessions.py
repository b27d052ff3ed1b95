"""Sessions are sealed: their rows tell a thief nothing, and outlive a change of the secret key."""

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature
from pytest_django import Settings

from people.sealed_sessions import SealedSerializer
from people.session_store import SessionStore


def test_what_is_kept_comes_back(db: None) -> None:
    store = SessionStore()
    store["login_code"] = "ABC-DEF"
    store.save()
    assert SessionStore(store.session_key)["login_code"] == "ABC-DEF"


def test_the_same_content_is_sealed_anew_each_time() -> None:
    seal = SealedSerializer()
    assert seal.dumps({"a": 1}) != seal.dumps({"a": 1})
    assert b"login_code" not in seal.dumps({"login_code": "ABC-DEF"})


def test_an_older_secret_key_still_opens_them(db: None, settings: Settings) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one " * 6
    assert SessionStore(store.session_key)["a"] == 1


@pytest.mark.parametrize("spoilt", [b"", b"short", bytes(200)])
def test_what_was_spoilt_does_not_open(spoilt: bytes) -> None:
    with pytest.raises(BadSignature):
        SealedSerializer().loads(spoilt)


def test_another_installations_key_opens_nothing(settings: Settings) -> None:
    sealed = SealedSerializer().dumps({"a": 1})
    settings.SECRET_KEY = "another one " * 6
    with pytest.raises(BadSignature):
        SealedSerializer().loads(sealed)


def test_a_session_that_does_not_open_is_an_empty_one(db: None) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    Session.objects.update(session_data="")
    assert dict(SessionStore(store.session_key).items()) == {}
