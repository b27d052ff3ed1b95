"""The screen that was left alone: a warning, a lock, writing on it unseen, and the same page back."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from journal.models import Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.scope import organisation_scope
from tests.browser.browsers import PageOf
from tests.browser.hands import WAYS, hands_of
from tests.browser.lives import write_moments
from tests.cast import PASSWORD

# A thought, a movement and a press of a practised person, in seconds; from a locked screen to a saved moment.
ONE_CHOICE, AT_MOST = 1.35 + 1.1 + 0.2, 20
WORDS = "quince marmalade"


def still_there(page: Page) -> bool:
    return page.get_by_text("Are you still there?").is_visible()


@pytest.fixture
def writing(page_of: PageOf, amal: Membership) -> Page:
    """amal writes; the page's clock is in the test's hands."""
    page = page_of(amal)
    page.clock.install(time=dt.datetime.now(dt.UTC))
    page.goto("/now/")
    return page


def test_a_minute_before_it_warns_and_a_key_stays(writing: Page) -> None:
    writing.clock.run_for("13:55")
    assert not still_there(writing)
    writing.clock.run_for("00:10")
    assert still_there(writing)
    writing.keyboard.press("Shift")
    assert not still_there(writing)
    writing.clock.run_for("13:55")
    assert not still_there(writing)
    assert writing.url.endswith("/now/")


def test_it_locks_and_gives_back_the_page_with_what_was_typed(writing: Page) -> None:
    writing.get_by_role("textbox").fill(WORDS)
    writing.clock.run_for("00:02")
    expect(writing.locator("[data-draft-status]")).to_contain_text("Draft kept")
    writing.clock.run_for("15:00")
    writing.wait_for_url("/hidden/")
    expect(writing.get_by_role("heading")).to_have_text("The screen is locked")
    assert WORDS not in writing.content()
    writing.goto("/moments/")
    writing.wait_for_url("/hidden/")
    writing.get_by_role("button", name="Return").click()
    # Her session says that she has just shown who she is.
    writing.wait_for_url("/now/")
    expect(writing.get_by_role("textbox")).to_have_value(WORDS)


def test_who_is_busy_in_another_tab_is_not_locked_out(writing: Page) -> None:
    other = writing.context.new_page()
    other.goto("/patterns/")
    writing.clock.run_for("13:00")
    other.wait_for_timeout(1100)
    other.keyboard.press("Shift")
    other.wait_for_timeout(200)
    writing.clock.run_for("13:00")
    assert not still_there(writing)


@pytest.mark.parametrize(("kind", "js", "width"), WAYS)
def test_from_a_locked_screen_to_a_saved_moment(
    page_of: PageOf, amal: Membership, kind: str, js: bool, width: int
) -> None:
    write_moments(amal, 1, note=WORDS)
    page = page_of(amal, width=width, height=640, js=js)
    page.goto("/today/")
    token = page.locator("header [name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.request.post("/hidden/", form={"csrfmiddlewaretoken": token or "", "back": "/today/", "left": ""})
    page.goto("/today/")
    hands = hands_of(kind, page)
    hands.press(page.get_by_role("link", name="Write a moment"))
    page.wait_for_url("/hidden/now/")
    hands.choose(page.get_by_role("radio", name="frustrated"))
    hands.choose(page.get_by_role("radio", name="Asked for too much"))
    hands.choose(page.get_by_role("radio", name="4 strongly"))
    hands.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert WORDS not in page.content()
    page.goto("/moments/")
    page.wait_for_url("/hidden/")
    if kind == "mouse":
        assert hands.acts * ONE_CHOICE <= AT_MOST
    with organisation_scope(amal.organisation):
        newest = open_moment(open_key(amal), Moment.objects.of(amal).newest_first()[0])
    assert (newest.feelings, newest.while_locked) == (("frustrated",), True)


def test_back_at_her_desk_she_shows_who_she_is(page_of: PageOf, amal: Membership) -> None:
    page = page_of(None)
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(amal.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/today/")
    page.clock.install(time=dt.datetime.now(dt.UTC))
    page.goto("/patterns/")
    page.clock.run_for("15:01")
    page.wait_for_url("/hidden/")
    page.get_by_role("button", name="Return").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Continue").click()
    page.wait_for_url("/patterns/")
