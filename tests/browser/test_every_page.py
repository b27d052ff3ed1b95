"""Every page: nothing beside the window, cut off, small, moving or heavy, and no cookie too many."""

import gzip

import pytest
from django.test import Client

from hiring.access import COOKIE
from tests.browser.browsers import PageOf
from tests.browser.measure import lost_text, moving, sideways, small_targets, space_out
from tests.browser.pages import ERROR_PAGES, NO_PAGE, PAGES, WITH_PASSKEY_SCRIPTS, FoundTown, Walk
from tests.matrix import CONSTANTS
from tests.walk import routes

KILOBYTE = 1024
MADE_OF = """() => [
  performance.getEntriesByType("navigation")[0].encodedBodySize,
  [...new Set(performance.getEntriesByType("resource").map((each) => each.name))],
]"""
# Where a finger or a hurried mouse must not miss.
LARGE = {"journal:moment-write", "assessments:start", "assessments:page", "assessments:check"}
LARGE |= {"hiring:candidate-start", "hiring:candidate-page", "hiring:candidate-check"}


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
                "sitting_id": there.report,
                "round_id": there.rated,
                "invitation_id": there.invited.id,
                "candidate_id": there.hired.candidates["Sent"],
            }
            values |= CONSTANTS.get(route.name, {})
            answer = client.get(route.url(values))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                shown.append(route.name)
    assert shown == []


@pytest.mark.parametrize(
    ("width", "height"),
    [pytest.param(320, 256, id="320x256, as 1280 at 400 %"), pytest.param(1280, 900, id="1280x900")],
)
def test_nothing_is_beside_the_window_cut_off_too_small_or_moving(
    page_of: PageOf, town: FoundTown, width: int, height: int
) -> None:
    """Nothing has a transition or an animation, so that reduced motion needs no rule."""
    walk = Walk(page_of, town(full=True), width=width, height=height, scheme="light")
    for name, page in walk:
        walk.note(name, sideways(page) + moving(page))
        walk.note(name, small_targets(page, least=24, in_text=True))
        large = "body" if name.split("/")[0] in LARGE else "header, nav"
        walk.note(name, small_targets(page, least=44, in_text=False, within=large))
        space_out(page)
        walk.note(f"{name}, spaced out", sideways(page) + lost_text(page))
    walk.end()


def test_a_first_load_is_light(page_of: PageOf, town: FoundTown) -> None:
    """Pages as they are sent, files as WhiteNoise sends them (gzip, level 9); fonts are only counted.

    The browser's own list of what a page is made of holds what came from its cache as well.
    """
    walk = Walk(page_of, town(full=True), width=1280, scheme="light")
    sizes: dict[str, int] = {}
    for name, page in walk:
        sent, files = page.evaluate(MADE_OF)
        for file in set(files) - set(sizes):
            body = page.request.get(file).body()
            sizes[file] = 0 if file.endswith(".woff2") else len(gzip.compress(body))
        most = 10 if name.split("/")[0] in WITH_PASSKEY_SCRIPTS else 8
        requests, weight = 1 + len(files), (sent + sum(sizes[file] for file in files)) / KILOBYTE
        walk.note(name, [f"{requests} requests"] if not 3 < requests <= most else [])
        walk.note(name, [f"{weight:.0f} KB"] if not 5 < weight <= 100 else [])
    walk.end()


def test_before_sign_in_there_is_no_cookie_but_session_and_csrf(page_of: PageOf, town: FoundTown) -> None:
    before_sign_in = [name for name, visit in PAGES.items() if visit.who is None]
    walk = Walk(page_of, town(full=False), width=1280, scheme="light", names=before_sign_in)
    for name, page in walk:
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        candidates = {COOKIE} if name.startswith("hiring:candidate") else set()
        walk.note(name, sorted(cookies - {"sessionid", "csrftoken"} - candidates))
    walk.end()
