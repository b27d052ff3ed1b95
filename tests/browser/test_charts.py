"""Charts in a real browser: the drawing that fits, in the colours of the theme, on paper, without colours."""

import pytest
from playwright.sync_api import Locator, Page, expect

from people.models import Membership
from tests.browser.browsers import PageOf
from tests.browser.lives import take_questionnaire, write_moments

# From the tokens of static/css/app.css.
SELF_AWARENESS = {"light": "rgb(126, 65, 197)", "dark": "rgb(143, 112, 228)"}


@pytest.fixture
def patterns(amal: Membership) -> str:
    write_moments(amal, 30)
    return "/patterns/"


@pytest.fixture
def report(amal: Membership) -> str:
    for weeks in (25, 14):
        take_questionnaire(amal, weeks_ago=weeks)
    return f"/assessment/{take_questionnaire(amal, weeks_ago=3)}/report/"


def charts(page: Page) -> Locator:
    """Those that are drawn; of some the table is all there is."""
    return page.locator("figure.chart:has(> svg)")


def test_patterns_show_which_triggers_come_up(page_of: PageOf, amal: Membership, patterns: str) -> None:
    page = page_of(amal)
    page.goto(patterns)
    chart = charts(page)
    expect(chart).to_have_count(1)
    for name in ("Insults", "Asked for too much", "Something good"):
        expect(chart.locator("> svg:visible")).to_contain_text(name)
    chart.get_by_text("Show the numbers").click()
    for name in ("Rude or aggressive customer", "Insults or swearing", "Something good"):
        expect(chart.get_by_role("row", name=name)).to_be_visible()


def test_a_longer_period_is_chosen_without_a_mouse_and_without_scripts(
    page_of: PageOf, amal: Membership, patterns: str
) -> None:
    page = page_of(amal, js=False)
    page.goto(patterns)
    page.get_by_label("Period").select_option(index=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    page.wait_for_url("/patterns/?period=*")
    expect(charts(page)).to_have_count(1)


def test_below_five_moments_there_is_no_chart_but_what_is_missing(page_of: PageOf, amal: Membership) -> None:
    write_moments(amal, 3)
    page = page_of(amal)
    page.goto("/patterns/")
    expect(charts(page)).to_have_count(0)
    expect(page.locator("main")).to_contain_text("2 more moments")


@pytest.mark.parametrize(("width", "drawing"), [(320, "narrow"), (1280, "wide")])
def test_the_drawing_that_fits_is_the_one_that_is_shown(
    page_of: PageOf, amal: Membership, report: str, width: int, drawing: str
) -> None:
    page = page_of(amal, width=width)
    page.goto(report)
    expect(charts(page)).to_have_count(2)
    for chart in charts(page).all():
        shown = chart.locator("> svg:visible")
        expect(shown).to_have_count(1)
        expect(shown).to_have_class(f"chart-{drawing}")
        names = shown.evaluate(
            "(svg) => [svg.getAttribute('aria-labelledby'), svg.getAttribute('aria-describedby')]"
        )
        assert [chart.locator(f"[id='{name}']").count() for name in names] == [1, 1]


def test_text_of_a_chart_is_at_least_twelve_pixels_high(
    page_of: PageOf, amal: Membership, report: str
) -> None:
    smallest = """(svg) => Math.min(...[...svg.querySelectorAll("text")].map((each) =>
        parseFloat(getComputedStyle(each).fontSize) * svg.getScreenCTM().a))"""
    for width in (320, 1280):
        page = page_of(amal, width=width)
        page.goto(report)
        for chart in charts(page).all():
            assert chart.locator("> svg:visible").evaluate(smallest) >= 11.5, width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_wear_the_colour_of_the_theme(
    page_of: PageOf, amal: Membership, report: str, theme: str
) -> None:
    page = page_of(amal, scheme=theme)
    page.goto(report)
    mark = charts(page).first.locator("> svg:visible .f-sa").first
    assert mark.evaluate("(mark) => getComputedStyle(mark).fill") == SELF_AWARENESS[theme]


def test_paper_gets_the_wide_drawing_in_light_colours(page_of: PageOf, amal: Membership, report: str) -> None:
    page = page_of(amal, width=320, scheme="dark")
    page.goto(report)
    page.emulate_media(media="print")
    for chart in charts(page).all():
        expect(chart.locator("> svg:visible")).to_have_class("chart-wide")
    mark = charts(page).first.locator("> svg:visible .f-sa").first
    assert mark.evaluate("(mark) => getComputedStyle(mark).fill") == SELF_AWARENESS["light"]
    expect(page.get_by_role("banner")).to_be_hidden()


def test_no_page_with_a_chart_has_a_style_attribute(
    page_of: PageOf, amal: Membership, report: str, patterns: str
) -> None:
    page = page_of(amal)
    for address in (report, patterns):
        page.goto(address)
        expect(page.locator("[style], style")).to_have_count(0)
        ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((each) => each.id)")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_marks_stand_out_from_the_page(
    page_of: PageOf, amal: Membership, report: str, scheme: str
) -> None:
    page = page_of(amal, scheme=scheme)
    page.emulate_media(forced_colors="active")
    page.goto(report)
    mark = charts(page).first.locator("> svg:visible .f-sa").first
    painted, ground = mark.evaluate(
        "(mark) => [getComputedStyle(mark).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert painted != ground
    assert len(page.screenshot()) > 5_000
