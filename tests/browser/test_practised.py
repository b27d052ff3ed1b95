"""How long a practised person takes, with the delays of a hand and a head (Card, Moran & Newell 1980)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from journal.models import Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.scope import organisation_scope
from tests.browser.browsers import PageOf

pytestmark = pytest.mark.torture
# Seconds: a key or a press, a way of the pointer, a thought.
KEY, POINT, THOUGHT = 0.28, 1.1, 1.35
NOTE = "He shouted before I could say my name at"


@dataclass
class Person:
    """Thinks before what has to be decided, not before what always comes next."""

    page: Page

    def decide(self, control: Locator) -> None:
        self.page.wait_for_timeout(1000 * THOUGHT)
        self.click(control)

    def click(self, control: Locator) -> None:
        self.page.wait_for_timeout(1000 * (POINT + KEY))
        control.click()

    def choose(self, name: str) -> None:
        self.decide(self.page.get_by_role("radio", name=name).locator("xpath=ancestor::label"))

    def choose_three(self) -> None:
        for name in ("frustrated", "Asked for too much", "4 strongly"):
            self.choose(name)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text, delay=1000 * KEY)

    def save(self) -> None:
        self.click(self.page.get_by_role("button", name="Save", exact=True))
        expect(self.page.get_by_role("status").first).to_contain_text("Saved")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """From the first thought until the page says that it is saved."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert took <= seconds, f"{took:.1f} s"


def saved(owner: Membership) -> tuple[str, tuple[str, ...]]:
    """Note and techniques of the only moment."""
    with organisation_scope(owner.organisation):
        document = open_moment(open_key(owner), Moment.objects.of(owner).get())
    return document.note, document.techniques


@pytest.fixture
def form(page_of: PageOf, amal: Membership) -> Person:
    page = page_of(amal, width=360, height=640)
    page.goto("/now/")
    return Person(page)


def test_a_quick_moment_takes_at_most_twelve_seconds(form: Person, amal: Membership) -> None:
    with within(12):
        form.choose_three()
        form.save()
    assert saved(amal) == ("", ())


def test_with_a_technique_and_a_note_it_takes_at_most_thirty(form: Person, amal: Membership) -> None:
    assert len(NOTE) == 40
    with within(30):
        form.choose_three()
        form.click(form.page.locator("summary", has_text="What did you do?"))
        form.decide(form.page.locator("label:has([name=techniques])").first)
        form.decide(form.page.get_by_label("Note (optional)"))
        form.type(NOTE)
        form.save()
    note, techniques = saved(amal)
    assert (note, len(techniques)) == (NOTE, 1)


def test_from_a_locked_screen_it_takes_at_most_twenty(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal, width=360, height=640)
    page.goto("/today/")
    token = page.locator("header [name=csrfmiddlewaretoken]").first.get_attribute("value")
    page.request.post("/hidden/", form={"csrfmiddlewaretoken": token or "", "back": "/today/", "left": ""})
    page.goto("/today/")
    person = Person(page)
    with within(20):
        person.decide(page.get_by_role("link", name="Write a moment"))
        page.wait_for_url("/hidden/now/")
        person.choose_three()
        person.save()
    assert saved(amal) == ("", ())
