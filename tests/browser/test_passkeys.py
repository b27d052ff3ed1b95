"""Passkeys in a browser with a virtual authenticator: made, used alone, asked for again, refused."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from people.models import Membership
from tests.browser.axe import Violations
from tests.cast import PASSWORD


@pytest.fixture
def key(page: Page, live_server: LiveServer, settings: pytest.FixtureRequest) -> Callable[[bool], None]:
    """An authenticator in the browser; key(False) makes it refuse from then on."""
    settings.PUBLIC_URL = f"http://localhost:{urlsplit(live_server.url).port}"  # type: ignore[attr-defined]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # type: ignore[attr-defined]
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    def set_willing(willing: bool) -> None:
        told = {"authenticatorId": made["authenticatorId"], "isUserVerified": willing}
        cdp.send("WebAuthn.setUserVerified", told)

    return set_willing


def sign_in(page: Page, member: Membership) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Hide screen")).to_be_visible()


def add_passkey(page: Page) -> None:
    page.goto("/you/security/passkeys/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name").fill("Work laptop")
    expect(page.get_by_label("Sign in with it alone, without a password")).to_be_checked()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_passkey_is_made_and_opens_the_door_alone(
    page: Page, amal: Membership, key: object, violations: Violations
) -> None:
    sign_in(page, amal)
    add_passkey(page)
    assert violations() == []
    page.goto("/you/security/passkeys/")
    expect(page.get_by_text("Work laptop", exact=True).first).to_be_visible()
    assert violations() == []
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/today/")
    assert Authenticator.objects.filter(user=amal.user, type="webauthn").count() == 1


def test_it_is_the_second_step_after_the_password(page: Page, amal: Membership, key: object) -> None:
    sign_in(page, amal)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(amal.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/today/")


def test_it_shows_again_who_is_there(
    page: Page, amal: Membership, key: object, violations: Violations
) -> None:
    sign_in(page, amal)
    add_passkey(page)
    page.goto("/sign-in/again/passkey/?next=/you/security/codes/")
    assert violations() == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_a_refusal_is_told_on_the_page(
    page: Page, amal: Membership, key: Callable[[bool], None], violations: Violations
) -> None:
    sign_in(page, amal)
    add_passkey(page)
    key(False)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    problem = page.get_by_role("alert")
    expect(problem).to_have_text(
        "The passkey did not work, or you stopped it. Try again, or choose another way."
    )
    expect(problem).to_be_focused()
    assert violations() == []


def test_passkey_pages_ask_for_at_most_ten_things(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/sign-in/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 10, asked
