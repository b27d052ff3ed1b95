"""Putting a moment down: four choices, by mouse or keyboard, with or without scripts, on phone and desk."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Response, Route, expect

from journal.models import Moment
from people.models import Membership
from people.scope import organisation_scope
from tests.browser.browsers import PageOf
from tests.browser.hands import WAYS, Keyboard, Mouse, hands_of, wait_until


def written(member: Membership) -> int:
    with organisation_scope(member.organisation):
        return int(Moment.objects.of(member).count())


def saving(page: Page) -> list[Response]:
    """The answers to what the form sends."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.method == "POST" else None)
    return answers


@pytest.mark.parametrize(("kind", "js", "width"), WAYS)
def test_a_moment_is_put_down_in_four_choices_and_stands_on_today(
    page_of: PageOf, amal: Membership, kind: str, js: bool, width: int
) -> None:
    page = page_of(amal, width=width, height=640, js=js)
    page.goto("/now/")
    hands, answers = hands_of(kind, page), saving(page)
    hands.choose(page.get_by_role("radio", name="frustrated"))
    hands.choose(page.get_by_role("radio", name="Asked for too much"))
    hands.choose(page.get_by_role("radio", name="4 strongly"))
    hands.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url("/today/")
    assert [answer.status for answer in answers if "/now/" in answer.url] == [303]
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    row = page.get_by_role("listitem").filter(has_text="frustrated")
    expect(row).to_contain_text("Asked for too much")
    expect(row).to_contain_text("4 of 5")
    assert written(amal) == 1
    if isinstance(hands, Mouse):
        assert hands.acts == 4
    else:
        assert hands.acts <= 20
        assert hands.unseen == []


def test_a_small_window_opens_on_all_feelings_with_save_in_sight(page_of: PageOf, amal: Membership) -> None:
    """360 by 640 is a phone, or a window beside the call tool."""
    page = page_of(amal, width=360, height=640)
    page.goto("/now/")
    top_of_save = _box(page.locator(".save-bar"))["y"]
    for word in page.locator("input[name=feeling]").all():
        box = _box(word)
        assert box["y"] + box["height"] <= top_of_save, word.get_attribute("value")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_in_viewport(ratio=1)
    assert _box(page.locator("form.quick"))["height"] <= 2 * (640 - 56)


def test_choosing_moves_nothing(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal, width=360, height=640)
    page.goto("/now/")
    places = (
        "() => [...document.querySelectorAll('.feel')].map((each) => each.getBoundingClientRect().toJSON())"
    )
    before = page.evaluate(places)
    for name in ("disappointed", "frustrated", "Rude or aggressive customer"):
        page.get_by_role("radio", name=name).check(force=True)
    page.evaluate("() => scrollTo(0, 0)")
    assert page.evaluate(places) == before


def test_the_farthest_choices_take_at_most_twenty_keys(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto("/now/")
    hands = Keyboard(page)
    for group in ("feeling", "trigger", "strength"):
        radios = page.locator(f"input[name={group}]:visible")
        hands.choose(radios.nth(radios.count() // 2))
    hands.key("Control+Enter")
    page.wait_for_url("/today/")
    assert hands.acts <= 20
    assert hands.unseen == []


def test_numbers_choose_the_strength_while_it_has_the_focus(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto("/now/")
    hands = Keyboard(page)
    hands.tab_to(page.locator("input[name=strength]").first)
    hands.key("5")
    expect(page.get_by_role("radio", name="5 very strongly")).to_be_checked()


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_a_trigger_beyond_the_chips_is_found_under_something_else(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    page = page_of(amal, width=320, height=640, js=js)
    page.goto("/now/")
    hands = Keyboard(page)
    hands.choose(page.get_by_role("radio", name="not sure"))
    hands.press(page.locator("summary", has_text="Something else"))
    hands.choose(page.get_by_role("radio", name="Sarcasm"))
    hands.choose(page.get_by_role("radio", name="2 a little"))
    hands.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url("/today/")
    expect(page.get_by_role("listitem").filter(has_text="Sarcasm")).to_have_count(1)
    assert hands.unseen == []


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_what_is_missing_is_said_first_and_what_was_chosen_stays(
    page_of: PageOf, amal: Membership, js: bool
) -> None:
    page = page_of(amal, width=320, js=js)
    page.goto("/now/")
    Mouse(page).choose(page.get_by_role("radio", name="relieved"))
    page.get_by_label("Note (optional)").fill("a note that stays")
    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.locator(".error-summary")
    expect(summary.get_by_role("link")).to_have_text(
        ["Select what set it off.", "Select how strong it felt."]
    )
    expect(page).to_have_title("Error: Write a moment – eiapp")
    if js:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="Select how strong it felt.").click()
    expect(page.locator("input[name=strength]").first).to_be_focused()
    expect(page.get_by_role("radio", name="relieved")).to_be_checked()
    expect(page.get_by_label("Note (optional)")).to_have_value("a note that stays")
    assert written(amal) == 0


def test_a_double_click_on_save_puts_one_moment_down(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto("/now/")
    _choose_a_good_one(page)
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.wait_for_url("/today/")
    expect(page.get_by_role("listitem").filter(has_text="Something good")).to_have_count(1)
    assert written(amal) == 1


def test_save_pressed_again_because_the_answer_was_lost_puts_one_moment_down(
    page_of: PageOf, amal: Membership
) -> None:
    page = page_of(amal)
    page.goto("/now/")
    _choose_a_good_one(page)
    statuses: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        statuses.append(route.fetch(max_redirects=0).status)
        if len(statuses) == 1:
            route.abort("aborted")
        else:
            route.fulfill(content_type="text/html", body="the second answer")

    page.route("**/now/", lose_the_first_answer)
    save = page.get_by_role("button", name="Save", exact=True)
    save.click()
    wait_until(page, lambda: len(statuses) == 1)
    save.click()
    expect(page.get_by_text("the second answer")).to_be_visible()
    assert statuses == [303, 303]
    assert written(amal) == 1


def _box(of: Locator) -> FloatRect:
    box = of.bounding_box()
    assert box is not None
    return box


def _choose_a_good_one(page: Page) -> None:
    for name in ("calm", "Something good", "3 clearly"):
        Mouse(page).choose(page.get_by_role("radio", name=name))
