"""Signing in: by password or mailed code, with one answer for every wrong try, and out again."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client

from people.models import Membership, User
from tests.cast import PASSWORD
from tests.people.conftest import Post, code_in_mail, is_in, link_in_mail, member_behind, sign_in

WRONG = "The e-mail address or the password is not right."


def test_the_form_has_what_password_managers_look_for(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()
    assert 'name="login"' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder=" not in page
    assert " required" not in page


def test_address_and_password_open_the_door(amal: Membership) -> None:
    assert is_in(sign_in(amal))


def test_the_address_may_be_typed_in_capitals(amal: Membership) -> None:
    answer = Client().post("/sign-in/", {"login": "Amal@Demo.Example", "password": PASSWORD})
    assert answer["Location"] == "/today/"


def test_it_leads_back_to_where_somebody_wanted_to_go(amal: Membership) -> None:
    answer = Client().post(
        "/sign-in/?next=/you/preferences/", {"login": amal.user.email, "password": PASSWORD}
    )
    assert answer["Location"] == "/you/preferences/"


def test_it_leads_to_no_other_site(amal: Membership) -> None:
    answer = Client().post(
        "/sign-in/", {"login": amal.user.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/today/"


@pytest.mark.parametrize("typed", [("amal@demo.example", "wrong"), ("nobody@demo.example", PASSWORD)])
def test_wrong_address_and_wrong_password_get_the_same_words(
    typed: tuple[str, str], amal: Membership
) -> None:
    page = Client().post("/sign-in/", {"login": typed[0], "password": typed[1]}).content.decode()
    assert page.count(WRONG) == 1
    assert "<title>Error: Sign in" in page
    assert page.index("There is a problem") < page.index("<h1>")


def test_empty_fields_are_named_in_plain_words(client: Client, db: None) -> None:
    page = client.post("/sign-in/", {}).content.decode()
    assert page.count("Enter your e-mail address.") == 2  # in the summary, and at the field
    assert page.count("Enter your password.") == 2


def test_demo_accounts_are_shown_in_the_demo_alone(
    client: Client, db: None, settings: pytest.FixtureRequest
) -> None:
    assert PASSWORD not in client.get("/sign-in/").content.decode()
    settings.DEMO = True  # type: ignore[attr-defined]
    assert PASSWORD in client.get("/sign-in/").content.decode()


def test_a_mailed_code_opens_the_door(amal: Membership, client: Client, post: Post) -> None:
    answer = post(client, "/sign-in/code/", {"email": amal.user.email})
    assert answer["Location"] == "/sign-in/code/enter/"
    page = client.get("/sign-in/code/enter/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    post(client, "/sign-in/code/enter/", {"code": code_in_mail()})
    assert is_in(client)


def test_a_code_may_be_typed_small_and_without_its_dash(amal: Membership, client: Client, post: Post) -> None:
    post(client, "/sign-in/code/", {"email": amal.user.email})
    post(client, "/sign-in/code/enter/", {"code": code_in_mail().replace("-", "").lower()})
    assert is_in(client)


def test_a_wrong_code_says_so_and_the_third_is_the_last(amal: Membership, client: Client, post: Post) -> None:
    post(client, "/sign-in/code/", {"email": amal.user.email})
    code = code_in_mail()
    for _ in range(2):
        page = client.post("/sign-in/code/enter/", {"code": "XXXX-XXXX"}).content.decode()
        assert "This code does not match" in page
    assert client.post("/sign-in/code/enter/", {"code": "XXXX-XXXX"}).status_code == 302
    post(client, "/sign-in/code/enter/", {"code": code})
    assert not is_in(client)


def test_a_new_code_can_be_asked_for(amal: Membership, client: Client, post: Post) -> None:
    post(client, "/sign-in/code/", {"email": amal.user.email})
    first = code_in_mail()
    post(client, "/sign-in/code/enter/", {"action": "resend"})
    assert code_in_mail() != first
    post(client, "/sign-in/code/enter/", {"code": code_in_mail()})
    assert is_in(client)


def test_the_subject_of_a_mail_tells_nothing(amal: Membership, client: Client, post: Post) -> None:
    post(client, "/sign-in/code/", {"email": amal.user.email})
    assert mail.outbox[-1].subject == "A message in eiapp"


def test_a_forgotten_password_is_chosen_anew_with_a_code(
    amal: Membership, client: Client, post: Post
) -> None:
    post(client, "/password/forgotten/", {"email": amal.user.email})
    answer = post(client, "/password/forgotten/code/", {"code": code_in_mail()})
    assert answer["Location"] == "/password/forgotten/new/"
    page = client.get("/password/forgotten/new/").content.decode()
    assert page.count('type="password"') == 1  # typed once; it can be shown
    post(client, "/password/forgotten/new/", {"password1": "a quiet harbour at dawn"})
    assert is_in(sign_in(amal, "a quiet harbour at dawn"))


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("eleven-long", "Use at least 15 characters. This one is 4 short."),
        ("1q2w3e4r5t6y7u8i9o0p", "Many people use this password. Choose another one."),
        ("amal@demo.example", "This password is too close to your name or e-mail address."),
    ],
)
def test_a_weak_password_is_told_what_to_do(
    password: str, words: str, amal: Membership, client: Client, post: Post
) -> None:
    client.force_login(amal.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.post("/you/security/password/", {"oldpassword": PASSWORD, "password1": password})
    assert words in page.content.decode()


def test_signing_out_clears_what_the_browser_keeps_but_not_its_cookies(amal: Membership) -> None:
    client = sign_in(amal)
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)


def test_the_page_that_asks_whether_to_sign_out_clears_nothing(amal: Membership) -> None:
    client = sign_in(amal)
    assert "Clear-Site-Data" not in client.get("/sign-out/")
    assert is_in(client)


def test_sign_up_is_closed_unless_the_installation_opens_it(client: Client, db: None) -> None:
    page = client.get("/sign-up/").content.decode()
    assert "You need an invitation" in page
    client.post("/sign-up/", {"name": "Zoe", "email": "zoe@home.example", "password1": PASSWORD})
    assert User.objects.count() == 0


def test_who_comes_by_herself_gets_an_organisation_of_one(
    client: Client, post: Post, settings: pytest.FixtureRequest, db: None
) -> None:
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    post(client, "/sign-up/", {"name": "Zoe", "email": "zoe@home.example", "password1": PASSWORD})
    assert not is_in(client)
    answer = post(client, "/sign-up/confirm/", {"code": code_in_mail()})
    assert answer["Location"] == "/today/"
    assert client.get("/today/", follow=True).redirect_chain[0][0] == "/welcome/1/"
    zoe = User.objects.get()
    assert (zoe.name, zoe.email) == ("Zoe", "zoe@home.example")
    first = client.post("/welcome/1/")
    assert member_behind(first).organisation.is_personal
    assert first["Location"] == "/welcome/3/"  # no role or team to look at


def test_sign_up_is_all_or_nothing(
    client: Client, settings: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]

    def fail(**told: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("people.adapters.create_personal_organisation", fail)
    with pytest.raises(RuntimeError):
        client.post("/sign-up/", {"name": "Zoe", "email": "zoe@home.example", "password1": PASSWORD})
    assert (User.objects.count(), EmailAddress.objects.count()) == (0, 0)


def test_links_in_mails_never_come_from_the_host_of_a_request(
    client: Client, post: Post, settings: pytest.FixtureRequest, db: None
) -> None:
    settings.SIGNUP_OPEN = True  # type: ignore[attr-defined]
    post(client, "/sign-in/code/", {"email": "nobody@demo.example"}, headers={"host": "localhost"})
    assert "localhost" not in str(mail.outbox[-1].body)
    assert link_in_mail() == "/sign-up/"
