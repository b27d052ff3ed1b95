"""What allauth's mails say: our words, links from the public address, nothing of the request's host."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings as installed
from django.core import mail
from django.test import Client, RequestFactory

from people.models import Membership
from tests.people.conftest import Post, again, sign_in

FOLDERS = ("templates/account/email", "templates/mfa/email")
TEMPLATES = sorted(
    f"{path.parent.relative_to(installed.BASE_DIR / 'templates')}/{path.name.removesuffix('_message.txt')}"
    for folder in FOLDERS
    for path in (Path(installed.BASE_DIR) / folder).glob("*_message.txt")
    if path.name != "base_message.txt"
)


def test_every_mail_that_allauth_can_send_here_is_ours() -> None:
    theirs = Path(allauth.__file__).parent / "templates"
    subjects = [
        path for folder in ("account/email", "mfa/email") for path in (theirs / folder).glob("*_message.txt")
    ]
    by_link = {"account/email/password_reset_key", "account/email/base"}  # we send codes, never these links
    names = {
        f"{path.parent.relative_to(theirs)}/{path.name.removesuffix('_message.txt')}" for path in subjects
    }
    assert names - by_link == set(TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_renders_in_our_words(name: str, db: None, django_capture_on_commit_callbacks: object) -> None:
    request = RequestFactory().get("/", headers={"host": "evil.example"})
    told = {
        "code": "ABCD-EFGH",
        "from_email": "a@x.example",
        "to_email": "b@x.example",
        "deleted_email": "a@x.example",
    }
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        get_adapter(request).send_mail(
            name, "amal@demo.example", {**told, "ip": "10.0.0.1", "timestamp": None}
        )
    (message,) = mail.outbox
    body = str(message.body)
    assert message.subject == "A message in eiapp"
    assert body.startswith("Hello,\n\n")
    assert body.endswith("eiapp\nhttp://testserver\n")
    assert "evil.example" not in body
    assert "&#" not in body  # plain text is not escaped
    links = re.findall(r"https?://\S+", body)
    assert all(Client().get(link.removeprefix("http://testserver")).status_code == 200 for link in links[:-1])


def test_a_change_is_told_with_when_and_where_from(amal: Membership, post: Post) -> None:
    client = sign_in(amal)
    again(client)
    sent = {"oldpassword": "harbour-lantern-42", "password1": "a quiet harbour at dawn"}
    post(client, "/you/security/password/", sent)
    body = str(mail.outbox[-1].body)
    assert "The password of your account was changed." in body
    assert "from 127.0.0.1." in body
    assert "http://testserver/password/forgotten/" in body


def test_who_has_no_account_is_told_of_sign_up_only_where_it_is_open(
    post: Post, db: None, settings: pytest.FixtureRequest
) -> None:
    post(Client(), "/sign-in/code/", {"email": "nobody@demo.example"})
    assert "by invitation" in str(mail.outbox[-1].body)
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    post(Client(), "/password/forgotten/", {"email": "nobody@demo.example"})
    assert "http://testserver/sign-up/" in str(mail.outbox[-1].body)
