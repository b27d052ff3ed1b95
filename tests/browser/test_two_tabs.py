"""One scorecard in two tabs: the older one says that it is not saved, and then shows both texts."""

from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from hiring.models import Candidate
from hiring.queries import own_card
from people.models import Membership
from people.scope import organisation_scope
from tests import hires
from tests.browser.browsers import PageOf
from tests.browser.lives import now

NEW, OLD = "Rang back the same day.", "Kept calm at first."


@pytest.fixture
def nell(dee: Membership) -> UUID:
    with organisation_scope(dee.organisation):
        return hires.invited(hires.job(dee, now=now()), dee, now=now()).pk


def heard(page: Page) -> Locator:
    return page.get_by_label("What you heard").first


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and come back").click()


def stored(nell: UUID, dee: Membership) -> str:
    with organisation_scope(dee.organisation):
        card = own_card(Candidate.objects.get(pk=nell), dee)
    assert card is not None
    return card.ratings["calm-1"][1]


@pytest.mark.parametrize("js", [True, False])
def test_the_older_tab_wipes_nothing_and_shows_both(
    page_of: PageOf, dee: Membership, nell: UUID, js: bool
) -> None:
    newer = page_of(dee, js=js)
    older = newer.context.new_page()
    for page in (older, newer):
        page.goto(f"/hiring/c/{nell}/scorecard/")
    if js:
        for text in (NEW[:4], NEW):  # kept twice by itself: a tab goes on after its own savings
            heard(newer).fill(text)
            expect(newer.locator("[data-draft-status]")).to_have_text("Saved")
        heard(older).fill(OLD)
        expect(older.locator("[data-draft-status]")).to_contain_text("Your card was changed in another tab.")
    else:
        heard(newer).fill(NEW)
        save(newer)
        heard(older).fill(OLD)
    assert stored(nell, dee) == NEW
    save(older)
    expect(heard(older)).to_have_value(OLD)
    expect(older.get_by_text(NEW)).to_be_visible()
    heard(older).fill(f"{OLD} {NEW}")
    save(older)
    expect(older.get_by_text("Saved. You can go on at any time.")).to_be_visible()
    assert stored(nell, dee) == f"{OLD} {NEW}"
