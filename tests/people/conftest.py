"""What the tests of this room need besides the cast: sending forms so that mails leave, and reading them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from people.models import Membership
from tests.cast import PASSWORD

Post = Callable[..., HttpResponse]


@pytest.fixture
def post(django_capture_on_commit_callbacks: Any) -> Post:
    """Send a form as a real request would: what waits for the commit (mails, signals) happens."""

    def send(client: Client, url: str, data: dict[str, Any] | None = None, **extra: Any) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data or {}, **extra)  # type: ignore[return-value]

    return send


def code_in_mail() -> str:
    """The code of the newest mail."""
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", str(mail.outbox[-1].body), re.M)
    assert found, mail.outbox[-1].body
    return found.group(1)


def link_in_mail() -> str:
    """The path of the first link of the newest mail."""
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def sign_in(member: Membership, password: str = PASSWORD, **extra: Any) -> Client:
    """A browser in which this member has typed address and password."""
    client = Client(**extra)
    answer = client.post("/sign-in/", {"login": member.user.email, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client


def again(client: Client) -> None:
    """Say again who one is, as changing an address or a second step asks for."""
    answer = client.post("/sign-in/again/", {"password": PASSWORD})
    assert answer.status_code == 302


def is_in(client: Client) -> bool:
    """Whether this browser is signed in."""
    return client.get("/you/security/").status_code == 200


def member_behind(answer: Any) -> Membership:
    """As whom the server took this request."""
    member: Membership = answer.wsgi_request.membership
    return member
