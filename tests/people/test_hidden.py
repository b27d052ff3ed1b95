"""Hide screen: a blank page until its person comes back, who says who she is after five minutes."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from people.drafts import form_token, read_draft
from people.hidden import COOKIE
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD
from tests.people.conftest import is_in, sign_in

Browser = Callable[[Membership], Client]


def test_every_page_is_blank_until_she_returns(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    assert client.post("/hidden/", {"back": "/you/preferences/"})["Location"] == "/hidden/"
    for url in ("/today/", "/moments/", "/you/security/"):
        assert client.get(url)["Location"] == "/hidden/"
    assert client.get("/support/").status_code == 200
    assert client.post("/hidden/back/")["Location"] == "/you/preferences/"
    assert is_in(client)


def test_the_last_words_are_kept_while_the_screen_goes_blank(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    client.post("/hidden/", {"back": "/now/"})
    sent = {"draft_token": form_token(amal, "journal:now"), "note": "the last words"}
    assert client.post("/drafts/save/", sent).status_code == 200
    with organisation_scope(amal.organisation):
        kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert kept.fields == {"note": ["the last words"]}


def test_what_was_to_be_said_next_is_said_to_nobody_else(amal: Membership, client_of: Browser) -> None:
    """Support is open while the screen is hidden, and would say what her own next page had said."""
    client = client_of(amal)
    client.post("/now/", {"feeling": "angry", "trigger": "A", "strength": "5"})
    client.post("/hidden/", {"back": "/today/"})
    page = client.get("/support/").content.decode()
    for word in ("Saved", "That was a hard one", "/undo/"):
        assert word not in page


def test_the_blank_page_tells_nothing(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    client.post("/hidden/", {"back": "/moments/"})
    page = client.get("/hidden/").content.decode()
    for word in ("Amal", "moment", "eiapp</title>", "Harbour"):
        assert word not in page


def test_after_five_minutes_it_asks_who_is_there(amal: Membership) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = sign_in(amal)
        client.post("/hidden/", {"back": "/you/preferences/"})
        clock.shift(301)
        answer = client.post("/hidden/back/")
        assert answer["Location"] == "/sign-in/again/?next=%2Fhidden%2Fback%2F"
        assert client.get("/today/")["Location"] == "/hidden/"
        answer = client.post(answer["Location"], {"password": PASSWORD})
        assert client.get(answer["Location"])["Location"] == "/you/preferences/"
        assert is_in(client)


def test_a_wrong_password_shows_nothing(amal: Membership) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = sign_in(amal)
        client.post("/hidden/", {"back": "/you/preferences/"})
        clock.shift(301)
        page = client.post("/sign-in/again/?next=/hidden/back/", {"password": "a guess"}).content.decode()
        assert "This is not your password." in page
        assert client.get("/today/")["Location"] == "/hidden/"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_leads_to_no_other_site(back: str, amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    client.post("/hidden/", {"back": back})
    assert client.post("/hidden/back/")["Location"] == "/today/"


def test_a_changed_cookie_leads_home_and_asks(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    client.cookies[COOKIE] = "changed"
    assert client.get("/today/")["Location"] == "/hidden/"
    assert client.post("/hidden/back/")["Location"].startswith("/sign-in/again/")


def test_a_long_address_does_not_keep_the_screen_from_being_hidden(
    amal: Membership, client_of: Browser
) -> None:
    client = client_of(amal)
    client.post("/hidden/", {"back": "/moments/?from=" + "x" * 5000})
    assert len(client.cookies[COOKIE].OutputString()) < 4096
    assert client.get("/today/")["Location"] == "/hidden/"
    assert client.post("/hidden/back/")["Location"] == "/today/"
