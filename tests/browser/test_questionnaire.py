"""The questionnaire from start to report: ten pages of five, a check, a profile with ranges."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import Sitting
from people.models import Membership
from people.scope import organisation_scope
from tests.browser.browsers import PageOf
from tests.browser.hands import WAYS, Hands, Keyboard, hands_of
from tests.browser.lives import begin_questionnaire, take_questionnaire

PAGES, ON_A_PAGE = 10, 5
PARTS = ("Self-awareness", "Self-regulation", "Motivation", "Empathy", "Social skills")


def statements(page: Page) -> Locator:
    return page.locator("main form fieldset")


def answer(hands: Hands, statement: Locator, number: int) -> None:
    """The given step of the scale, counted from 1; 6 is "I'd rather not say"."""
    hands.choose(statement.get_by_role("radio").nth(number - 1))


def answer_page(hands: Hands, page: Page, *, leave_out: int | None = None) -> None:
    """All statements of the page but one; numbers differ, so that what is kept can be told apart."""
    expect(statements(page)).to_have_count(ON_A_PAGE)
    for number in range(ON_A_PAGE):
        if number != leave_out:
            answer(hands, statements(page).nth(number), 1 + number)


def go_on(hands: Hands, page: Page) -> None:
    hands.press(page.get_by_role("button", name="Continue"))


@pytest.mark.parametrize(("kind", "js", "width"), WAYS)
def test_the_whole_questionnaire_leads_to_a_profile_of_five(
    page_of: PageOf, amal: Membership, kind: str, js: bool, width: int
) -> None:
    page = page_of(amal, width=width, js=js)
    page.goto("/today/")
    hands = hands_of(kind, page)
    hands.press(page.get_by_role("link", name="Look at the questionnaire"))
    page.wait_for_url("/assessment/")
    hands.press(page.get_by_role("button", name="Start"))
    for number in range(1, PAGES + 1):
        page.wait_for_url(f"/assessment/p/{number}/")
        expect(page.get_by_text(f"Page {number} of {PAGES}")).to_be_visible()
        answer_page(hands, page)
        go_on(hands, page)
    page.wait_for_url("/assessment/check/")
    hands.press(page.get_by_role("button", name="See my result"))
    page.wait_for_url("/assessment/*/report/")
    chart = page.locator("figure.chart").first
    expect(chart.locator("> svg:visible")).to_have_count(1)
    for part in PARTS:
        expect(chart.locator("> svg:visible text", has_text=part).first).to_be_visible()
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(page.get_by_text("a range that fits").first).to_be_visible()
    if isinstance(hands, Keyboard):
        assert hands.unseen == []


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_a_statement_that_was_left_out_is_pointed_at_and_the_rest_is_kept(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    begin_questionnaire(amal, answered=5)
    page = page_of(amal, width=320, js=js)
    page.goto("/assessment/p/2/")
    hands = hands_of("mouse", page)
    answer_page(hands, page, leave_out=2)
    go_on(hands, page)
    summary = page.locator(".error-summary")
    expect(summary.get_by_role("link")).to_have_text(["Select an answer to statement 8."])
    expect(page).to_have_title("Error: Statements 6 to 10 – Questionnaire – eiapp")
    if js:
        expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    left_out = statements(page).nth(2)
    expect(left_out.get_by_role("radio").first).to_be_focused()
    expect(left_out.locator(".error")).to_have_text("Select an answer to statement 8.")
    for number in (0, 1, 3, 4):
        expect(statements(page).nth(number).get_by_role("radio").nth(number)).to_be_checked()
    answer(hands, left_out, 6)
    go_on(hands, page)
    page.wait_for_url("/assessment/p/3/")


def test_what_was_changed_from_the_check_page_leads_back_to_it(page_of: PageOf, amal: Membership) -> None:
    begin_questionnaire(amal, answered=50)
    page = page_of(amal)
    page.goto("/assessment/check/")
    row = page.locator(".summary-list > div").nth(11)
    expect(row).to_contain_text("12.")
    before = row.locator("dd").first.inner_text()
    row.get_by_role("link", name="Change").click()
    page.wait_for_url("/assessment/p/3/**")
    expect(statements(page).nth(1).get_by_role("radio").nth(3)).to_be_checked()
    answer(hands_of("mouse", page), statements(page).nth(1), 1)
    go_on(hands_of("mouse", page), page)
    page.wait_for_url("/assessment/check/")
    assert page.locator(".summary-list > div").nth(11).locator("dd").first.inner_text() != before


def test_seen_twice_it_is_one_result(page_of: PageOf, amal: Membership) -> None:
    begin_questionnaire(amal, answered=50)
    page = page_of(amal)
    page.goto("/assessment/check/")
    page.get_by_role("button", name="See my result").dblclick()
    expect(page).to_have_url(re.compile(r"/assessment/[^/]+/report/$"))
    with organisation_scope(amal.organisation):
        assert [sitting.state for sitting in Sitting.objects.all()] == [Sitting.State.SUBMITTED]


def test_answers_are_kept_while_the_page_is_still_open(page_of: PageOf, amal: Membership) -> None:
    begin_questionnaire(amal, answered=0)
    page = page_of(amal)
    page.goto("/assessment/p/1/")
    answer(hands_of("mouse", page), statements(page).nth(3), 2)
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    page.close()
    again = page_of(amal)
    again.goto("/assessment/p/1/")
    expect(statements(again).nth(3).get_by_role("radio").nth(1)).to_be_checked()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_whoever_stops_comes_back_to_the_page_where_she_was(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    begin_questionnaire(amal, answered=10)
    page = page_of(amal, js=js)
    page.goto("/assessment/p/3/")
    answer(hands_of("mouse", page), statements(page).first, 2)
    page.get_by_role("button", name="Save and come back").click()
    expect(page.get_by_text("You have answered 11 of 50 statements.")).to_be_visible()
    page.get_by_role("button", name="Carry on").click()
    page.wait_for_url("/assessment/p/3/")
    expect(statements(page).first.get_by_role("radio").nth(1)).to_be_checked()


def test_one_statement_a_page_for_whoever_asked_for_it(page_of: PageOf, amal: Membership) -> None:
    amal.user.one_statement = True
    amal.user.save(update_fields=["one_statement"])
    begin_questionnaire(amal, answered=1)
    page = page_of(amal)
    page.goto("/assessment/p/2/")
    expect(statements(page)).to_have_count(1)
    answer(hands_of("mouse", page), statements(page).first, 3)
    go_on(hands_of("mouse", page), page)
    page.wait_for_url("/assessment/p/3/")


def test_statements_stand_in_the_same_order_and_direction_on_a_phone_and_at_a_desk(
    page_of: PageOf, amal: Membership
) -> None:
    begin_questionnaire(amal, answered=0)
    seen = []
    for width in (360, 1280):
        page = page_of(amal, width=width)
        page.goto("/assessment/p/1/")
        tops = page.locator("main form label").evaluate_all(
            "(labels) => labels.map((each) => each.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops), f"at {width} answers stand side by side"
        assert len(set(tops)) == len(tops)
        seen.append([group.inner_text() for group in statements(page).all()])
    assert seen[0] == seen[1]


def test_a_part_with_too_few_answers_gets_no_score(page_of: PageOf, amal: Membership) -> None:
    sitting = take_questionnaire(amal, answered=0)
    page = page_of(amal)
    page.goto(f"/assessment/{sitting}/report/")
    expect(page.get_by_text("Answer at least 5 of the 10 statements of a part to see it.")).to_be_visible()
    expect(page.locator("figure.chart")).to_have_count(0)
