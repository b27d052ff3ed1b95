"""Every page: nothing beside the window, cut off, small, moving or heavy, and no cookie too many."""

import gzip

import pytest
from django.test import Client
from playwright.sync_api import Response

from tests.browser.browsers import PageOf
from tests.browser.measure import lost_text, moving, sideways, small_targets, space_out
from tests.browser.pages import ERROR_PAGES, NO_PAGE, PAGES, WITH_PASSKEY_SCRIPTS, FoundTown, Walk
from tests.walk import routes

KILOBYTE = 1024
# Where a finger or a hurried mouse must not miss.
LARGE = {"journal:moment-write", "assessments:start", "assessments:page", "assessments:check"}


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
            values = {"sitting_id": there.report, "invitation_id": there.invited.id}
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
    """Pages as they are sent, files as WhiteNoise sends them (gzip, level 9); fonts are only counted."""
    walk = Walk(page_of, town(full=True), width=1280, scheme="light")
    load: list[Response] = []

    def collect(answer: Response) -> None:
        if answer.request.is_navigation_request():
            load.clear()
        load.append(answer)

    for who in {visit.who for visit in PAGES.values()}:
        page = walk.page(who)
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("response", collect)
    for name, _page in walk:
        most = 10 if name.split("/")[0] in WITH_PASSKEY_SCRIPTS else 8
        walk.note(name, [f"{len(load)} requests"] if len(load) > most else [])
        weight = sum(_weight(answer) for answer in load) / KILOBYTE
        walk.note(name, [f"{weight:.0f} KB"] if not 3 < weight <= 100 else [])
    walk.end()


def test_before_sign_in_there_is_no_cookie_but_session_and_csrf(page_of: PageOf, town: FoundTown) -> None:
    before_sign_in = [name for name, visit in PAGES.items() if visit.who is None]
    walk = Walk(page_of, town(full=False), width=1280, scheme="light", names=before_sign_in)
    for name, page in walk:
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        walk.note(name, sorted(cookies - {"sessionid", "csrftoken"}))
    walk.end()


def _weight(answer: Response) -> int:
    """Bytes on the way; pages themselves are sent as they are, because secrets and compression do not mix."""
    kind = answer.request.resource_type
    if kind == "font" or 300 <= answer.status < 400:
        return 0
    body = answer.body()
    return len(body) if kind == "document" else len(gzip.compress(body))
