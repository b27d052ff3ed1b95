"""The look follows the person: theme and text size come with the page, what was chosen can be seen."""

import pytest
from playwright.sync_api import Page, expect

from people.models import Membership
from tests.browser.browsers import PageOf
from tests.browser.hands import Keyboard, Mouse

PAPER = {"light": "rgb(250, 250, 247)", "dark": "rgb(18, 22, 21)"}
GROUND = "() => getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(
    ("chosen", "of_the_desk", "shown"),
    [
        ("system", "light", "light"),
        ("system", "dark", "dark"),
        ("dark", "light", "dark"),
        ("light", "dark", "light"),
    ],
)
@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_the_theme_comes_from_the_account_with_the_page_itself(
    page_of: PageOf, amal: Membership, chosen: str, of_the_desk: str, shown: str, js: bool
) -> None:
    amal.user.theme = chosen
    amal.user.save(update_fields=["theme"])
    page = page_of(amal, scheme=of_the_desk, js=js)
    answer = page.goto("/today/")
    assert answer is not None
    assert f'data-theme="{chosen}"' in answer.text().split(">", 2)[1]
    assert page.evaluate(GROUND) == PAPER[shown]


def test_preferences_change_the_next_page(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal, js=False)
    page.goto("/you/preferences/")
    before = _size_of_text(page)
    Mouse(page).choose(page.get_by_role("radio", name="Dark"))
    Mouse(page).choose(page.get_by_role("radio", name="Largest"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()
    assert page.evaluate(GROUND) == PAPER["dark"]
    assert _size_of_text(page) == pytest.approx(before * 1.25)


def test_the_skip_link_comes_first_and_leads_to_the_content(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto("/today/")
    hands = Keyboard(page)
    hands.key("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    hands.key("Enter")
    hands.key("Tab")
    expect(page.get_by_role("link", name="Write a moment")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menu_of_the_account_opens_and_closes_without_a_mouse(
    page_of: PageOf, amal: Membership, width: int
) -> None:
    page = page_of(amal, width=width, js=False)
    page.goto("/today/")
    hands = Keyboard(page)
    hands.press(page.locator("summary:visible", has_text="Account" if width > 400 else "More"))
    hands.press(page.locator("a:visible", has_text="Preferences"))
    page.wait_for_url("/you/preferences/")
    assert hands.unseen == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_a_chosen_word_differs_from_the_others(
    page_of: PageOf, amal: Membership, scheme: str
) -> None:
    page = page_of(amal, scheme=scheme)
    page.emulate_media(forced_colors="active")
    page.goto("/now/")
    for group in ("feeling", "trigger", "strength"):
        label = page.locator(f"input[name={group}]").nth(1).locator("xpath=ancestor::label")
        before = label.screenshot()
        page.locator(f"input[name={group}]").nth(1).check(force=True)
        page.locator("textarea").focus()
        assert label.screenshot() != before, group


def _size_of_text(page: Page) -> float:
    return float(page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)"))
