"""Signing in by password, with and without a mouse or scripts; passkeys stand in test_passkeys.py."""

import pytest
from playwright.sync_api import expect

from people.models import Membership
from tests.browser.browsers import PageOf
from tests.browser.hands import WAYS, Keyboard, hands_of
from tests.cast import PASSWORD


@pytest.mark.parametrize(("kind", "js", "width"), WAYS)
def test_by_password_to_today(page_of: PageOf, amal: Membership, kind: str, js: bool, width: int) -> None:
    page = page_of(None, width=width, js=js)
    page.goto("/")
    hands = hands_of(kind, page)
    hands.press(page.get_by_role("banner").get_by_role("link", name="Sign in"))
    page.wait_for_url("/sign-in/")
    hands.write(page.get_by_label("E-mail"), amal.user.email)
    hands.write(page.get_by_label("Password", exact=True), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign in", exact=True))
    page.wait_for_url("/today/")
    expect(page.get_by_role("link", name="Write a moment")).to_be_visible()
    if isinstance(hands, Keyboard):
        assert hands.unseen == []


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_a_wrong_password_is_told_without_saying_which_was_wrong(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    page = page_of(None, js=js)
    told = []
    for email in (amal.user.email, "nobody@demo.example"):
        page.goto("/sign-in/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill("not-the-password")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_label("E-mail")).to_have_value(email)
        told.append(page.locator(".error-summary").inner_text())
    assert told[0] == told[1]
    assert "is not right" in told[0]


def test_a_page_that_needs_sign_in_comes_after_it(page_of: PageOf, amal: Membership) -> None:
    page = page_of(None)
    page.goto("/patterns/")
    page.get_by_label("E-mail").fill(amal.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/patterns/")
