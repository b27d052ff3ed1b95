"""Sharing from both ends, two browsers side by side: shared, read, answered, disagreed with, taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from people.actions.organisations import Roles
from people.models import Membership, Organisation, Team
from tests.browser.browsers import PageOf
from tests.browser.hands import WAYS, Hands, Keyboard, hands_of
from tests.browser.lives import write_moments
from tests.cast import new_member

FEEDBACK = {
    "Situation": "In the call at ten.",
    "Behaviour": "You always let him finish.",
    "Effect": "He grew quiet.",
    "A question back (optional)": "What did you hope for?",
}


@pytest.fixture
def mate(harbour: Organisation, pier: Team) -> Membership:
    return new_member(harbour, "Mate", Roles(), pier)


def click(hands: Hands, page: Page, name: str) -> None:
    """The button, or the link, that says so."""
    main = page.get_by_role("main")
    named = (main.get_by_role(kind, name=name, exact=True) for kind in ("button", "link"))
    at = next(named).or_(next(named)).first
    at.wait_for()
    hands.press(at)


def shown(page: Page) -> str:
    """The card: what is shared, and nothing around it."""
    return page.locator("main dl").first.inner_html()


def opened_by(page: Page) -> Locator:
    return page.locator(".summary-list > div", has_text="Opened by").locator("dd")


def share_a_moment(hands: Hands, page: Page, moment: object) -> str:
    """What the check page showed of it. Leaves her on the receipt."""
    page.goto(f"/moments/{moment}/")
    click(hands, page, "Share this moment")
    hands.write(page.get_by_label("What do you want to ask? (optional)"), "What would you have said?")
    click(hands, page, "Check what will be seen")
    expect(page.get_by_role("heading", name="What Bo will see")).to_be_visible()
    checked = shown(page)
    click(hands, page, "Share")
    page.wait_for_url(re.compile(r"/sharing/[0-9a-f-]{36}/$"))
    return checked


def give_feedback(hands: Hands, page: Page) -> None:
    click(hands, page, "Write feedback")
    for label, words in FEEDBACK.items():
        hands.write(page.get_by_label(label), words)
    click(hands, page, "Check before sending")
    hint = page.locator(".summary-list .hint")
    expect(hint).to_contain_text("always")
    click(hands, page, "Send the feedback")
    page.wait_for_url("/team/inbox/*/")


@pytest.mark.parametrize(("kind", "js", "width"), WAYS)
def test_a_moment_is_shared_answered_and_taken_back(
    page_of: PageOf, amal: Membership, bo: Membership, mate: Membership, kind: str, js: bool, width: int
) -> None:
    (moment,) = write_moments(amal, 1)
    hers, his = page_of(amal, width=width, js=js), page_of(bo, width=width, js=js)
    mine, yours = hands_of(kind, hers), hands_of(kind, his)

    checked = share_a_moment(mine, hers, moment)
    receipt = hers.url
    expect(opened_by(hers)).to_have_text("Not yet")

    his.goto("/team/")
    expect(his.get_by_text("1 to answer")).to_be_visible()
    yours.press(his.get_by_role("link", name=re.compile("shared by Amal|Amal")).first)
    his.wait_for_url("/team/inbox/*/")
    inbox = his.url
    assert shown(his) == checked
    hers.goto(receipt)
    expect(opened_by(hers)).not_to_have_text("Not yet")

    give_feedback(yours, his)
    hers.goto("/feedback/")
    mine.press(hers.get_by_role("link", name="Feedback from Bo"))
    hers.wait_for_url("/feedback/*/")
    thread = hers.url
    for words in FEEDBACK.values():
        expect(hers.get_by_text(words)).to_be_visible()

    click(mine, hers, "Say what you see otherwise")
    mine.write(hers.get_by_label("What do you see otherwise?"), "I had asked him twice.")
    mine.pick(hers.get_by_label("Show the thread to somebody else, too? (optional)"), "Mate")
    click(mine, hers, "Send this")
    hers.wait_for_url(thread)
    his.goto(thread)
    expect(his.get_by_text("I had asked him twice.")).to_be_visible()
    third = page_of(mate, js=js)
    third.goto(thread)
    expect(third.get_by_text("I had asked him twice.")).to_be_visible()
    hers.goto(thread)
    expect(opened_by(hers)).not_to_have_text("Not yet")

    click(mine, hers, "Make a plan from it")
    hers.wait_for_url("/plans/new/**")

    hers.goto(receipt)
    click(mine, hers, "Stop sharing")
    click(mine, hers, "Stop sharing")
    expect(hers.get_by_text("You stopped sharing it.")).to_be_visible()
    for page, url in ((his, inbox), (his, thread), (third, thread)):
        assert page.goto(url).status == (200 if page is third else 404)  # type: ignore[union-attr]
    expect(opened_by(hers)).not_to_have_text("Not yet")
    for hands in (mine, yours):
        if isinstance(hands, Keyboard):
            assert hands.unseen == []


@pytest.mark.parametrize(("kind", "js"), [("keyboard", True), ("mouse", False)])
def test_feedback_is_asked_for_and_given(
    page_of: PageOf, amal: Membership, bo: Membership, kind: str, js: bool
) -> None:
    hers, his = page_of(amal, width=320, js=js), page_of(bo, js=js)
    mine, yours = hands_of(kind, hers), hands_of(kind, his)
    hers.goto("/feedback/")
    click(mine, hers, "Ask for feedback")
    mine.pick(hers.get_by_label("Whom do you want to ask?"), "Bo")
    mine.write(hers.get_by_label("What do you want feedback on?"), "How I say no.")
    click(mine, hers, "Send the question")
    hers.wait_for_url(re.compile(r"/feedback/[0-9a-f-]{36}/$"))
    his.goto("/team/")
    yours.press(his.get_by_role("link", name="You are asked for feedback"))
    yours.press(his.get_by_role("link", name="Amal asks you for feedback"))
    click(yours, his, "Write feedback")
    for label, words in FEEDBACK.items():
        yours.write(his.get_by_label(label), words)
    click(yours, his, "Check before sending")
    click(yours, his, "Send the feedback")
    his.wait_for_url(re.compile(r"/feedback/[0-9a-f-]{36}/$"))
    hers.reload()
    expect(hers.get_by_text("He grew quiet.")).to_be_visible()
    click(mine, hers, "Thank Bo")
    expect(hers.get_by_role("button", name="Thank Bo")).to_have_count(0)
    his.reload()
    expect(his.locator("main").get_by_text("Thanks", exact=True).first).to_be_visible()
    for hands in (mine, yours):
        if isinstance(hands, Keyboard):
            assert hands.unseen == []


@pytest.mark.parametrize(("kind", "js"), [("keyboard", True), ("mouse", False)])
def test_thanks_reach_who_did_it(
    page_of: PageOf, amal: Membership, bo: Membership, kind: str, js: bool
) -> None:
    his, hers = page_of(bo, width=320, js=js), page_of(amal, width=320, js=js)
    yours, mine = hands_of(kind, his), hands_of(kind, hers)
    his.goto("/team/")
    click(yours, his, "Say thanks for something you saw")
    yours.pick(his.get_by_label("Whom do you want to thank?"), "Amal")
    yours.write(his.get_by_label("What did the person do?"), "You took over the call.")
    yours.write(his.get_by_label("What did it lead to?"), "He calmed down.")
    click(yours, his, "Check before sending")
    click(yours, his, "Send your thanks")
    expect(his.get_by_role("button", name="Send your thanks")).to_have_count(0)
    hers.goto("/thanks/")
    expect(hers.get_by_text("You took over the call.")).to_be_visible()
    for hands in (mine, yours):
        if isinstance(hands, Keyboard):
            assert hands.unseen == []
