"""Fixtures of the browser tests: Debian's chromium, one live server, and a page that must stay quiet."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import Violations, find_violations

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder needs a browser and writes to a database that a server thread reads."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not executable:
        pytest.fail(
            "No chromium found. Install Debian's (apt-get install chromium), or set CHROMIUM to its path."
        )
    return {"executable_path": executable, "args": FLAGS}


@pytest.fixture
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    """Addresses are written as paths: page.goto("/today/")."""
    return {
        "base_url": live_server.url,
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
        "timezone_id": "Europe/Berlin",
        "locale": "en-GB",
    }


@pytest.fixture(autouse=True)
def quiet(context: BrowserContext, live_server: LiveServer) -> Iterator[list[str]]:
    """Fails the test when a page broke the Content-Security-Policy, threw, or asked another host.

    A test that provokes such a thing on purpose takes this fixture and empties the list.
    """
    noise: list[str] = []
    home = urlsplit(live_server.url).netloc

    def hear(message: ConsoleMessage) -> None:
        # An answer of 4xx is written to the console by chromium itself; tests assert statuses themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            noise.append(f"console: {message.text}")

    def watch(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != home:
            noise.append(f"foreign request: {request.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: noise.append(f"script: {error.error}"))
    context.on("request", watch)
    yield noise
    assert noise == []


@pytest.fixture
def violations(page: Page) -> Violations:
    """violations(): what axe finds wrong with the page as it stands, as readable lines; [] when nothing."""

    def look() -> list[str]:
        return find_violations(page)

    return look
