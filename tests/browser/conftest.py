"""Fixtures of the browser tests: Debian's chromium, a live server, people's pages, and silence as a rule."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows import login as sign_in_flow
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from people.actions.organisations import create_organisation
from people.models import Membership, Organisation
from tests.browser.axe import Violations, find_violations
from tests.browser.browsers import NewContext, PageOf
from tests.browser.pages import FoundTown, found_town
from tests.cast import NOW

# playwright's synchronous API keeps an event loop running in this thread, which makes Django refuse the
# database calls of the test itself. Nothing here is concurrent: the test waits for the browser.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# A page that breaks the Content-Security-Policy says so in the console, also where scripts are off.
CSP_LISTENER = """
document.addEventListener("securitypolicyviolation", (each) =>
  console.error(`CSP: ${each.violatedDirective} ${each.blockedURI} ${each.sourceFile}:${each.lineNumber}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs a browser and writes to a database that a server thread reads."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    there = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    executable = os.environ.get("CHROMIUM") or next(filter(None, there), None)
    if not executable:
        pytest.fail(
            "No chromium found. Install Debian's (apt-get install chromium-headless-shell), or name one in "
            "CHROMIUM."
        )
    return {"executable_path": executable, "args": FLAGS}


@pytest.fixture(autouse=True)
def address(live_server: LiveServer, settings: Settings) -> str:
    """The installation answers at the live server's address, as passkeys and mailed links want it."""
    settings.PUBLIC_URL = live_server.url
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    return str(live_server.url)


@pytest.fixture
def browser_context_args(address: str) -> dict[str, Any]:
    """Addresses are written as paths: page.goto("/today/")."""
    return {
        "base_url": address,
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
        "timezone_id": "Europe/Berlin",
        "locale": "en-GB",
    }


@pytest.fixture(autouse=True)
def quiet(address: str) -> Iterator[list[str]]:
    """Fails the test when a page broke the CSP, threw, got an answer of 5xx, or asked another host.

    A test that provokes such a thing on purpose takes this fixture and empties the list.
    """
    noise: list[str] = []
    yield noise
    assert noise == []


@pytest.fixture
def new_context(new_context: NewContext, quiet: list[str], address: str) -> NewContext:
    """pytest-playwright's, with an ear on every page of it."""

    def make(**how: Any) -> BrowserContext:
        context = new_context(**how)
        _listen(context, quiet, urlsplit(address).netloc)
        return context

    return make


def _listen(context: BrowserContext, noise: list[str], home: str) -> None:
    def hear(message: ConsoleMessage) -> None:
        # An answer of 4xx is written to the console by chromium itself; tests assert statuses themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            noise.append(f"console: {message.text}")

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != home:
            noise.append(f"foreign request: {request.url}")

    def read(response: Response) -> None:
        if response.status >= 500:
            noise.append(f"status {response.status}: {response.url}")

    context.add_init_script(CSP_LISTENER)
    context.on("console", hear)
    context.on("weberror", lambda error: noise.append(f"script: {error.error}"))
    context.on("request", watch)
    context.on("response", read)


@pytest.fixture
def sign_in(address: str) -> Callable[[BrowserContext, Membership], None]:
    """Put a session into a browser, as a sign-in by password a moment ago does; the form has its own test."""

    def put(context: BrowserContext, member: Membership) -> None:
        client = Client()
        client.force_login(member.user, backend=django_settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        said_again = {"method": "password", "at": time.time(), "reauthenticated": True}
        session[sign_in_flow.AUTHENTICATION_METHODS_SESSION_KEY] = [said_again]
        session[sign_in_flow._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(member.user_id)
        session.save()
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": address, "httpOnly": True}]
        )

    return put


@pytest.fixture
def page_of(new_context: NewContext, sign_in: Callable[[BrowserContext, Membership], None]) -> PageOf:
    def open_page(
        member: Membership | None,
        *,
        width: int = 1280,
        height: int = 900,
        js: bool = True,
        scheme: str = "light",
    ) -> Page:
        context = new_context(java_script_enabled=js, color_scheme=scheme)
        if member is not None:
            sign_in(context, member)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        return page

    return open_page


@pytest.fixture
def town(harbour: Organisation, settings: Settings) -> FoundTown:
    """town(full=True): the people whom the pages are about; sign-up stands open, so that its page exists."""
    settings.SIGNUP_OPEN = True
    elsewhere = create_organisation(name="Elsewhere", now=NOW)
    return lambda *, full: found_town(harbour, elsewhere, full=full)


@pytest.fixture
def violations(page: Page) -> Violations:
    """violations(): what axe finds wrong with the page as it stands, as readable lines; [] when nothing."""

    def look() -> list[str]:
        return find_violations(page)

    return look
