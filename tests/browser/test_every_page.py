"""Every page: nothing beside the window, cut off, small, moving or heavy, axe silent, no cookie too many."""

import gzip
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve
from playwright.sync_api import Page

from hiring.access import COOKIE
from hiring.judgement.access import COOKIE as EXPERT
from tests.browser.axe import find_violations
from tests.browser.browsers import PageOf
from tests.browser.measure import lost_text, moving, sideways, small_targets, spaced_out
from tests.browser.pages import ERROR_PAGES, NO_PAGE, PAGES, WITH_PASSKEY_SCRIPTS, FoundTown, Walk
from tests.matrix import CONSTANTS
from tests.walk import routes

KILOBYTE = 1024
WINDOWS = [(320, 256), (1280, 900)]  # 1280 px at 400 %, and as it is
MADE_OF = """() => [
  performance.getEntriesByType("navigation")[0].encodedBodySize,
  [...new Set(performance.getEntriesByType("resource").map((each) => each.name))],
]"""
# Where a finger or a hurried mouse must not miss.
LARGE = {"journal:moment-write", "assessments:start", "assessments:page", "assessments:check"}
LARGE |= {"assessments:pulse-start", "assessments:pulse-page", "assessments:pulse-check"}
LARGE |= {"hiring:candidate-start", "hiring:candidate-page", "hiring:candidate-check"}
# Without an account, most of them on a phone that pays by the megabyte.
OF_CANDIDATES = {name for name, visit in PAGES.items() if visit.who is None and name.startswith("hiring:")}


def test_every_address_has_a_line_in_the_list_of_pages() -> None:
    listed = {name.split("/")[0] for name in PAGES} | set(NO_PAGE)
    names = {route.name for route in routes()}
    assert names - listed == set()
    assert listed - names == ERROR_PAGES
    assert set(PAGES) & set(NO_PAGE) == set()


def test_what_is_no_page_shows_none(town: FoundTown, client: Client) -> None:
    there = town(full=True)
    client.force_login(there.keys.user)
    shown = []
    for route in routes():
        if route.name in NO_PAGE:
            values: dict[str, object] = {
                "row": there.moment,
                "sitting_id": there.report,
                "round_id": there.rated,
                "invitation_id": there.invited.id,
                "candidate_id": there.hired.candidates["Sent"],
                "opening_id": there.hired.opening,
                "panel_id": there.hired.panel,
            }
            values |= CONSTANTS.get(route.name, {})
            answer = client.get(route.url(values))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                shown.append(route.name)
    assert shown == []


def test_each_page_is_light_roomy_and_open_to_all(page_of: PageOf, town: FoundTown) -> None:
    """After half a year: its weight, its room in two windows, and axe. One visit, for a walk takes minutes.

    Nothing has a transition or an animation, so that reduced motion needs no rule.
    """
    walk = Walk(page_of, town(full=True), width=1280, scheme="light")
    sizes: dict[str, int] = {}
    for name, page in walk:
        walk.note(name, too_heavy(name, page, sizes))
        walk.note(name, find_violations(page))
        walk.note(name, moving(page))
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            walk.note(f"{name} at {width} px", cramped(name, page))
        page.set_viewport_size({"width": 1280, "height": 900})
    walk.end()


def test_each_page_of_a_first_day_in_the_dark_on_a_phone(page_of: PageOf, town: FoundTown) -> None:
    """With as little as a page can show."""
    walk = Walk(page_of, town(full=False), width=320, scheme="dark")
    for name, page in walk:
        if name.split("/")[0] not in ERROR_PAGES:
            assert resolve(urlsplit(page.url).path).view_name == name.split("/")[0]
        walk.note(name, find_violations(page))
    walk.end()


def cramped(name: str, page: Page) -> list[str]:
    """Beside the window, too small to hit, or cut off when a reader spaces the text out."""
    large = "body" if name.split("/")[0] in LARGE else "header, nav"
    found = sideways(page) + small_targets(page, least=24, in_text=True)
    found += small_targets(page, least=44, in_text=False, within=large)
    with spaced_out(page):
        return found + [f"spaced out: {line}" for line in sideways(page) + lost_text(page)]


def too_heavy(name: str, page: Page, sizes: dict[str, int]) -> list[str]:
    """A first load: the page as sent, files as WhiteNoise sends them (gzip, level 9), fonts only counted.

    The browser's own list of what a page is made of holds what came from its cache as well. `sizes` keeps
    what was weighed before.
    """
    sent, files = page.evaluate(MADE_OF)
    for file in set(files) - set(sizes):
        body = page.request.get(file).body()
        sizes[file] = 0 if file.endswith(".woff2") else len(gzip.compress(body))
    most = 10 if name.split("/")[0] in WITH_PASSKEY_SCRIPTS else 8
    requests, weight = 1 + len(files), (sent + sum(sizes[file] for file in files)) / KILOBYTE
    heaviest = 60 if name in OF_CANDIDATES else 100
    return [f"{requests} requests"] * (not 2 < requests <= most) + [f"{weight:.0f} KB"] * (
        not 5 < weight <= heaviest
    )


def test_before_sign_in_there_is_no_cookie_but_session_and_csrf(page_of: PageOf, town: FoundTown) -> None:
    before_sign_in = [name for name, visit in PAGES.items() if visit.who is None and name != "people:door"]
    walk = Walk(page_of, town(full=False), width=1280, scheme="light", names=before_sign_in)
    for name, page in walk:
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        candidates = {COOKIE} if name.startswith(("hiring:candidate", "hiring:situation")) else set()
        candidates |= {EXPERT} if name.startswith("hiring:expert") else set()
        walk.note(name, sorted(cookies - {"sessionid", "csrftoken"} - candidates))
    walk.end()
