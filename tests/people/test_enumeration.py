"""Nobody learns from the outside who has an account: same answer, same mails, same work."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from people.models import Membership
from tests.cast import PASSWORD
from tests.people.conftest import Post

KNOWN, UNKNOWN = "amal@demo.example", "nobody@demo.example"


def seen(response: object, email: str) -> tuple[int, str, str]:
    """Status, where it leads and the page, without what differs by chance and without the typed address."""
    body = response.content.decode()  # type: ignore[attr-defined]
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body).replace(email, "ADDRESS")
    return response.status_code, response.headers.get("Location", ""), body  # type: ignore[attr-defined]


STEPS = [
    ("/sign-in/", {"login": "{}", "password": "not her password"}),
    ("/sign-in/code/", {"email": "{}"}),
    ("/password/forgotten/", {"email": "{}"}),
    ("/sign-up/", {"name": "Zoe", "email": "{}", "password1": PASSWORD}),
]


@pytest.mark.parametrize(("url", "fields"), STEPS)
def test_known_and_unknown_address_look_the_same(
    url: str, fields: dict[str, str], amal: Membership, post: Post, settings: pytest.FixtureRequest
) -> None:
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    told = []
    for email in (KNOWN, UNKNOWN):
        client, before = Client(), len(mail.outbox)
        answer = post(client, url, {name: value.format(email) for name, value in fields.items()})
        pages = [seen(answer, email)]
        if answer.status_code == 302:
            pages.append(seen(client.get(answer["Location"]), email))
            pages.append(seen(post(client, answer["Location"], {"code": "XXXX-XXXX"}), email))
        to = [message.to[0].replace(email, "ADDRESS") for message in mail.outbox[before:]]
        told.append((pages, to, sorted(client.cookies)))
    assert told[0] == told[1]


def test_each_gets_exactly_one_mail_for_a_code(amal: Membership, post: Post) -> None:
    for email in (KNOWN, UNKNOWN):
        post(Client(), "/sign-in/code/", {"email": email})
    assert [message.to for message in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_an_unknown_address_costs_the_same_hashing(
    amal: Membership, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    original = MD5PasswordHasher.encode

    def count(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    for email in (KNOWN, UNKNOWN):
        Client().post("/sign-in/", {"login": email, "password": "typed"})
    assert hashed == ["typed", "typed"]
