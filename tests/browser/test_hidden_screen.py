"""Hide screen: the words are gone at once, and back for the same person only."""

import datetime as dt

import pytest
import time_machine
from playwright.sync_api import Page, expect

from people.models import Membership
from tests.browser.browsers import PageOf
from tests.browser.lives import now, write_moments
from tests.cast import PASSWORD

WORDS = "quince marmalade"


@pytest.fixture
def reading(page_of: PageOf, amal: Membership) -> Page:
    """amal reads a moment of hers."""
    row = write_moments(amal, 1, note=WORDS)[0]
    page = page_of(amal)
    page.goto(f"/moments/{row}/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    return page


def hide(page: Page) -> None:
    page.get_by_role("button", name="Hide screen").click()
    page.wait_for_url("/hidden/")


def test_hidden_shows_nothing_and_enter_brings_the_same_page_back(reading: Page) -> None:
    where = reading.url
    hide(reading)
    expect(reading).to_have_title("Blank page")
    assert WORDS not in reading.content()
    expect(reading.get_by_role("button", name="Return")).to_be_focused()
    reading.keyboard.press("Enter")
    reading.wait_for_url(where)
    expect(reading.get_by_text(WORDS)).to_be_visible()


def test_no_address_shows_anything_while_the_screen_is_hidden(reading: Page) -> None:
    where = reading.url
    hide(reading)
    reading.goto(where)
    reading.wait_for_url("/hidden/")
    reading.goto("/today/")
    reading.wait_for_url("/hidden/")


def test_back_does_not_show_what_was_hidden(reading: Page) -> None:
    hide(reading)
    reading.go_back()
    reading.wait_for_url("/hidden/")
    expect(reading.get_by_text(WORDS)).to_have_count(0)
    expect(reading.get_by_role("button", name="Return")).to_be_visible()


def test_after_five_minutes_it_asks_who_is_there(reading: Page) -> None:
    where = reading.url
    hide(reading)
    with time_machine.travel(now() + dt.timedelta(minutes=6), tick=True):
        reading.keyboard.press("Enter")
        reading.wait_for_url("/sign-in/again/**")
        assert WORDS not in reading.content()
        reading.goto(where)
        reading.wait_for_url("/hidden/")
        reading.keyboard.press("Enter")
        reading.get_by_label("Password", exact=True).fill(PASSWORD)
        reading.get_by_label("Password", exact=True).press("Enter")
        reading.wait_for_url(where)
        expect(reading.get_by_text(WORDS)).to_be_visible()


def test_without_scripts_it_hides_and_returns_as_well(page_of: PageOf, amal: Membership) -> None:
    row = write_moments(amal, 1, note=WORDS)[0]
    page = page_of(amal, js=False)
    page.goto(f"/moments/{row}/")
    hide(page)
    assert WORDS not in page.content()
    page.get_by_role("button", name="Return").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
