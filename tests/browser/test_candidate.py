"""A candidate on a phone: from the mailed link to her reference, over fifty statements, whichever way."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from hiring.access import COOKIE
from hiring.models import Candidate, EqualityAnswer, JudgementAnswer
from hiring.queries import sitting
from people.models import Membership
from people.scope import installation_scope, organisation_scope
from tests import experts, hires
from tests.browser.axe import Violations
from tests.browser.browsers import PageOf
from tests.browser.hands import Hands, Keyboard, hands_of
from tests.browser.lives import now

PARTS = ("SA", "SR", "MO", "EM", "SS")
TOKEN, SESSION = "nells-token", "nells-session"
PHONE = 360
PAGES, SITUATIONS, ON_A_PAGE = 10, 12, 5
WEIGHT = 60 * 1024
WAYS = [
    pytest.param("mouse", True, id="mouse"),
    pytest.param("keyboard", True, id="keyboard"),
    pytest.param("mouse", False, id="mouse-no_scripts"),
    pytest.param("keyboard", False, id="keyboard-no_scripts"),
]


def invite(dee: Membership) -> UUID:
    """Nell is asked all fifty statements."""
    with organisation_scope(dee.organisation):
        opening = hires.job(dee, parts=PARTS, now=now())
        return hires.invited(opening, dee, token=TOKEN, now=now()).pk


def begin(dee: Membership) -> UUID:
    """She has exchanged her link."""
    nell = invite(dee)
    with organisation_scope(dee.organisation):
        hires.begun(Candidate.objects.get(pk=nell), session=SESSION, now=now())
    return nell


def kept(nell: UUID) -> dict[str, int | None]:
    with installation_scope():
        return dict(sitting(Candidate.objects.get(pk=nell)).answers)


def judged(candidate: Candidate) -> dict[str, int | None]:
    with installation_scope():
        return dict(JudgementAnswer.objects.filter(candidate=candidate).values_list("option", "rating"))


def phone_of(page_of: PageOf, *, js: bool = True, session: str = "", address: str = "") -> Page:
    page = page_of(None, width=PHONE, height=740, js=js)
    if session:
        page.context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    return page


def statements(page: Page) -> Locator:
    return page.locator("main form fieldset")


def answer(hands: Hands, statement: Locator, number: int) -> None:
    hands.choose(statement.get_by_role("radio").nth(number - 1))


def press(hands: Hands, page: Page, name: str) -> None:
    hands.press(page.get_by_role("button", name=name, exact=True))


def fits(page: Page) -> None:
    """Nothing is cut off or scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize(("kind", "js"), WAYS)
def test_the_whole_way_on_a_phone(page_of: PageOf, dee: Membership, kind: str, js: bool) -> None:
    nell = invite(dee)
    page = phone_of(page_of, js=js)
    heavy: list[str] = []
    page.on(
        "response",
        lambda each: (
            heavy.append(each.url)
            if each.request.resource_type == "document" and each.status == 200 and len(each.body()) > WEIGHT
            else None
        ),
    )
    hands = hands_of(kind, page)
    page.goto(f"/c/{TOKEN}/")
    press(hands, page, "Start")
    page.wait_for_url("/c/adjustments/")
    fits(page)
    press(hands, page, "Continue")
    page.wait_for_url("/c/practice/1/")
    fits(page)
    for number in range(2):
        answer(hands, statements(page).nth(number), 1 + number)
    press(hands, page, "Continue")
    for number in range(1, PAGES + 1):
        page.wait_for_url(f"/c/p/{number}/")
        expect(page.get_by_text(f"Page {number} of {PAGES}")).to_be_visible()
        expect(statements(page)).to_have_count(ON_A_PAGE)
        fits(page)
        for place in range(ON_A_PAGE):
            answer(hands, statements(page).nth(place), 1 + place)
        press(hands, page, "Continue")
    page.wait_for_url("/c/check/")
    assert len(kept(nell)) == PAGES * ON_A_PAGE
    press(hands, page, "Send my answers")
    page.wait_for_url("/c/about-you/")
    fits(page)
    answer(hands, statements(page).first, 1)
    press(hands, page, "Continue")
    page.wait_for_url("/c/done/")
    fits(page)
    with installation_scope():
        candidate = Candidate.objects.get(pk=nell)
        assert EqualityAnswer.objects.get().sex == "female"
    expect(page.get_by_text(candidate.reference)).to_be_visible()
    expect(page.locator("figure.chart > svg:visible")).to_have_count(1)
    expect(page.get_by_role("heading", name="Your answers", exact=True)).to_be_visible()
    assert heavy == []
    if isinstance(hands, Keyboard):
        assert hands.unseen == []


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_to_skip_is_as_large_as_to_go_on(page_of: PageOf, dee: Membership, address: str, js: bool) -> None:
    with organisation_scope(dee.organisation):
        hires.sent(hires.job(dee, now=now()), dee, session=SESSION, now=now())
    page = phone_of(page_of, js=js, session=SESSION, address=address)
    for width in (PHONE, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto("/c/about-you/")
        go_on, skip = (
            page.get_by_role("button", name=name, exact=True).bounding_box()
            for name in ("Continue", "Skip these questions")
        )
        assert go_on
        assert skip
        assert (skip["width"] >= go_on["width"], skip["height"] >= go_on["height"]) == (True, True)
    press(hands_of("mouse", page), page, "Skip these questions")
    page.wait_for_url("/c/done/")
    with installation_scope():
        assert EqualityAnswer.objects.count() == 0


def test_the_network_is_lost_on_each_page_and_no_saved_answer_is(
    page_of: PageOf, dee: Membership, address: str
) -> None:
    nell = begin(dee)
    page = phone_of(page_of, session=SESSION, address=address)
    for number in range(1, PAGES + 1):
        page.goto(f"/c/p/{number}/")
        for place in range(ON_A_PAGE - 1):
            answer(hands_of("mouse", page), statements(page).nth(place), 1 + place)
        expect(page.locator("[data-draft-status]")).to_have_text("Saved")
        acknowledged = kept(nell)
        assert len(acknowledged) == (number - 1) * ON_A_PAGE + ON_A_PAGE - 1
        page.context.set_offline(True)
        answer(hands_of("mouse", page), statements(page).last, 5)
        expect(page.locator("[data-draft-status]")).to_have_text("Not saved, trying again")
        assert kept(nell) == acknowledged
        page.context.set_offline(False)
        expect(page.locator("[data-draft-status]")).to_have_text("Saved")
        assert kept(nell).items() > acknowledged.items()
    assert len(kept(nell)) == PAGES * ON_A_PAGE


def test_the_network_is_lost_in_each_situation_and_no_saved_answer_is(
    page_of: PageOf, dee: Membership, address: str
) -> None:
    with organisation_scope(dee.organisation):
        opening = experts.asking(dee, now=now())
        hires.begun(hires.invited(opening, dee, token=TOKEN, now=now()), session=SESSION, now=now())
        candidate = experts.started(Candidate.objects.get(), now=now())
    page = phone_of(page_of, session=SESSION, address=address)
    for number in range(1, SITUATIONS + 1):
        page.goto(f"/c/s/{number}/")
        ways = statements(page)
        for place in range(ON_A_PAGE - 1):
            answer(hands_of("mouse", page), ways.nth(place), 1 + place)
        expect(page.locator("[data-draft-status]")).to_have_text("Saved")
        acknowledged = judged(candidate)
        assert len(acknowledged) == number * ON_A_PAGE - 1
        page.context.set_offline(True)
        answer(hands_of("mouse", page), ways.last, 5)
        expect(page.locator("[data-draft-status]")).to_have_text("Not saved, trying again")
        assert judged(candidate) == acknowledged
        page.context.set_offline(False)
        expect(page.locator("[data-draft-status]")).to_have_text("Saved")
        assert judged(candidate).items() > acknowledged.items()
    assert len(judged(candidate)) == SITUATIONS * ON_A_PAGE


def test_who_comes_back_finds_the_next_statement_without_an_answer(
    page_of: PageOf, dee: Membership, address: str
) -> None:
    begin(dee)
    page = phone_of(page_of, session=SESSION, address=address)
    page.goto("/c/p/1/")
    for place in range(ON_A_PAGE):
        answer(hands_of("mouse", page), statements(page).nth(place), 2)
    expect(page.locator("[data-draft-status]")).to_have_text("Saved")
    page.close()
    again = phone_of(page_of, session=SESSION, address=address)
    again.goto(f"/c/{TOKEN}/")
    expect(again).to_have_url(re.compile(r"/c/p/2/$"))


@pytest.mark.parametrize("js", [True, False], ids=["scripts", "no_scripts"])
def test_every_choice_of_looks_holds_on_a_phone(
    page: Page, violations: Violations, dee: Membership, address: str, js: bool, page_of: PageOf
) -> None:
    begin(dee)
    phone = page if js else page_of(None, js=False)
    phone.set_viewport_size({"width": PHONE, "height": 740})
    phone.context.add_cookies([{"name": COOKIE, "value": SESSION, "url": address}])
    phone.goto("/c/p/1/")
    before = phone.locator("legend").first.evaluate("(at) => getComputedStyle(at).letterSpacing")
    press(hands_of("mouse", phone), phone, "Change how the pages look, or ask for something")
    for label in ("One statement a page", "More space", "A tinted page", "Largest"):
        phone.get_by_label(label).check()
    press(hands_of("mouse", phone), phone, "Continue")
    phone.wait_for_url("/c/practice/1/")
    for number in (1, 2):
        phone.wait_for_url(f"/c/practice/{number}/")
        answer(hands_of("mouse", phone), statements(phone).first, 1)
        press(hands_of("mouse", phone), phone, "Continue")
    phone.wait_for_url("/c/p/1/")
    expect(statements(phone)).to_have_count(1)
    expect(phone.get_by_role("heading", name="Statement 1", exact=True)).to_be_visible()
    assert phone.locator("legend").first.evaluate("(at) => getComputedStyle(at).letterSpacing") != before
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    fits(phone)
    if js:
        assert violations() == []
