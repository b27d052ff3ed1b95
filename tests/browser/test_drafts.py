"""Whatever ends while somebody writes, her words are there again: for her, and for nobody after her."""

import re
import time
from itertools import pairwise

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Locator, Page, expect

from people.models import Membership
from tests.browser.browsers import PageOf
from tests.browser.hands import Mouse
from tests.browser.lives import begin_questionnaire
from tests.cast import PASSWORD

WORDS = "He shouted before I had said my name. Quince."
KEPT = re.compile(r"^Draft kept \d\d:\d\d\. Not in your journal yet$")


def note(page: Page) -> Locator:
    return page.get_by_label("Note (optional)")


def begin(page: Page) -> None:
    """A feeling and some words, and nothing sent yet."""
    page.goto("/now/")
    Mouse(page).choose(page.get_by_role("radio", name="anxious"))
    note(page).press_sequentially(WORDS)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def sign_in_by_form(page: Page, member: Membership) -> None:
    page.get_by_label("E-mail").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def end_sessions() -> None:
    """As if the session had run out on the server."""
    Session.objects.all().delete()


def expect_the_words(page: Page) -> None:
    expect(note(page)).to_have_value(WORDS)
    expect(page.get_by_role("radio", name="anxious")).to_be_checked()
    expect(page.get_by_text("We kept what you wrote")).to_be_visible()


def test_a_closed_page_loses_nothing(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    begin(page)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)
    page.close()
    elsewhere = page_of(amal)
    elsewhere.goto("/now/")
    expect_the_words(elsewhere)


def test_starting_afresh_forgets_what_was_kept(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    begin(page)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)
    page.reload()
    page.get_by_role("button", name="Start afresh").click()
    expect(note(page)).to_have_value("")
    page.reload()
    expect(note(page)).to_have_value("")
    expect(page.get_by_text("We kept what you wrote")).to_have_count(0)


def test_a_saved_moment_leaves_no_draft_behind(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    begin(page)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)
    for name in ("Asked for too much", "2 a little"):
        Mouse(page).choose(page.get_by_role("radio", name=name))
    save(page)
    page.wait_for_url("/today/")
    page.goto("/now/")
    expect(note(page)).to_have_value("")


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_a_session_that_ended_gives_the_words_back_after_signing_in(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    page = page_of(amal, js=js)
    page.goto("/now/")
    end_sessions()
    Mouse(page).choose(page.get_by_role("radio", name="anxious"))
    note(page).press_sequentially(WORDS)
    if js:
        expect(page.locator("[data-draft-status]")).to_contain_text("You are signed out")
    save(page)
    page.wait_for_url("/sign-in/**")
    sign_in_by_form(page, amal)
    page.wait_for_url("/now/")
    expect_the_words(page)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_the_next_person_at_this_browser_sees_nothing_of_it(
    page_of: PageOf, amal: Membership, bo: Membership, js: bool
) -> None:
    page = page_of(amal, js=js)
    page.goto("/now/")
    end_sessions()
    note(page).press_sequentially(WORDS)
    save(page)
    page.wait_for_url("/sign-in/**")
    sign_in_by_form(page, bo)
    page.wait_for_url("/now/")
    expect(note(page)).to_have_value("")
    assert "Quince" not in page.content()
    assert _kept_in_browser(page.context) == []
    page.go_back()
    page.go_back()
    assert "Quince" not in page.content()


def test_sign_out_leaves_nothing_for_the_back_button(
    page_of: PageOf, amal: Membership, bo: Membership
) -> None:
    page = page_of(amal)
    begin(page)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)
    page.get_by_text("Account").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/")
    page.go_back()
    page.wait_for_url("/sign-in/**")
    sign_in_by_form(page, bo)
    page.wait_for_url("/now/")
    expect(note(page)).to_have_value("")
    assert "Quince" not in page.content()


def test_a_form_without_its_cookie_is_not_taken_and_loses_nothing(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    begin(page)
    page.context.clear_cookies(name="csrftoken")
    for name in ("Asked for too much", "2 a little"):
        Mouse(page).choose(page.get_by_role("radio", name=name))
    save(page)
    expect(page.get_by_text("What you wrote is still here.")).to_be_visible()
    expect_the_words(page)
    save(page)
    page.wait_for_url("/today/")


def test_without_a_network_it_says_so_and_saves_once_it_is_back(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto("/now/")
    page.context.set_offline(True)
    note(page).fill(WORDS)
    expect(page.locator("[data-draft-status]")).to_have_text("Not saved, trying again")
    page.context.set_offline(False)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)


def test_who_types_without_a_pause_loses_two_seconds_at_most(page_of: PageOf, amal: Membership) -> None:
    page, sent = page_of(amal), list[float]()
    page.goto("/now/")
    page.on("request", lambda request: sent.append(time.monotonic()) if "/drafts/" in request.url else None)
    began = time.monotonic()
    note(page).press_sequentially(WORDS, delay=120)
    ended = time.monotonic()
    during = [moment for moment in sent if moment < ended]
    steps = [began, *during, ended]
    assert max(later - before for before, later in pairwise(steps)) < 3.5


def test_without_scripts_a_form_that_came_back_keeps_its_text(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal, js=False)
    begin(page)
    save(page)
    expect(page.get_by_role("link", name="Select what set it off.")).to_be_visible()
    expect(note(page)).to_have_value(WORDS)
    page.goto("/today/")
    page.goto("/now/")
    expect_the_words(page)


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_answers_outlive_the_session_and_she_comes_back_to_the_same_page(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    begin_questionnaire(amal, answered=5)
    page = page_of(amal, js=js)
    page.goto("/assessment/p/2/")
    end_sessions()
    Mouse(page).choose(page.locator("main form fieldset").first.get_by_role("radio").nth(2))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("/sign-in/**")
    sign_in_by_form(page, amal)
    page.wait_for_url("/assessment/p/2/**")
    expect(page.locator("main form fieldset").first.get_by_role("radio").nth(2)).to_be_checked()
    page.goto("/assessment/p/1/")
    for group in page.locator("main form fieldset").all():
        expect(group.get_by_role("radio").nth(3)).to_be_checked()


def _kept_in_browser(context: BrowserContext) -> list[str]:
    """Where a browser would keep text: local and session storage, caches, databases."""
    stored: list[str] = context.pages[0].evaluate(
        """async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
        ...(await indexedDB.databases()).map((each) => each.name)]"""
    )
    return stored
