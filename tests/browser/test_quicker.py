"""What app.js adds to plain pages: autosave, keys, focus, hidden screen, shown passwords, menus."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route, expect

SCRIPT = '<script type="module" src="/static/js/app.js"></script>'
FORM = """
<form method="post" action="/sent/" novalidate data-draft="/kept/" data-submit-keys
  data-saving="Saving" data-saved="Saved {time}" data-retry="Not saved, trying again"
  data-signed-out="Signed out">
<input type="hidden" name="csrfmiddlewaretoken" value="token-of-the-form">
<textarea name="note" aria-label="Note"></textarea>
<input type="password" name="secret" aria-label="Secret">
<fieldset data-keys-1-5><legend>How strong?</legend>
<label><input type="radio" name="strength" value="1">1</label>
<label><input type="radio" name="strength" value="2">2</label></fieldset>
<label><input type="radio" name="other" value="1">other</label>
<p role="status" data-draft-status></p>
<button type="submit">Save</button>
</form>
"""

Serve = Callable[[str], None]


@pytest.fixture
def serve(page: Page) -> Serve:
    """serve(body): open a page of ours with this body and the script, under the live server's address."""

    def show(body: str) -> None:
        html = f'<!doctype html><html lang="en"><title>Page</title><body>{body}{SCRIPT}</body></html>'
        page.route("**/page/", lambda route: route.fulfill(content_type="text/html", body=html))
        page.goto("/page/")

    return show


def _fields(request: Request) -> dict[str, list[str]]:
    return parse_qs(request.post_data or "")


def _saved(route: Route) -> None:
    route.fulfill(content_type="application/json", body=json.dumps({"saved": "14:32"}))


def test_what_is_typed_is_kept_a_second_later_with_the_servers_time(page: Page, serve: Serve) -> None:
    kept: list[dict[str, list[str]]] = []

    def keep(route: Route) -> None:
        kept.append(_fields(route.request))
        _saved(route)

    page.route("**/kept/", keep)
    serve(FORM)
    page.get_by_label("Note").press_sequentially("loud call", delay=20)
    expect(page.get_by_role("status")).to_have_text("Saved 14:32")
    assert [fields["note"] for fields in kept] == [["loud call"]]
    assert kept[0]["csrfmiddlewaretoken"] == ["token-of-the-form"]


def test_a_password_is_never_part_of_a_draft(page: Page, serve: Serve) -> None:
    page.route("**/kept/", _saved)
    serve(FORM)
    page.get_by_label("Secret").fill("opal-ink")
    with page.expect_request("**/kept/") as sent:
        page.get_by_label("Note").fill("x")
    assert "secret" not in _fields(sent.value)


def test_saved_is_not_said_before_it_is_and_it_tries_again(
    page: Page, serve: Serve, quiet: list[str]
) -> None:
    answers = [503, 200]

    def keep(route: Route) -> None:
        status = answers.pop(0)
        if status == 200:
            _saved(route)
        else:
            route.fulfill(status=status)

    page.route("**/kept/", keep)
    serve(FORM)
    page.get_by_label("Note").fill("x")
    expect(page.get_by_role("status")).to_have_text("Not saved, trying again")
    expect(page.get_by_role("status")).to_have_text("Saved 14:32")
    assert answers == []
    assert [noise.split(":")[0] for noise in quiet] == ["status 503"]
    quiet.clear()


def test_why_it_is_not_kept_is_said_and_the_same_is_not_tried_again(page: Page, serve: Serve) -> None:
    tries: list[str] = []

    def refuse(route: Route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=409, json={"saved": None, "told": "Not saved. It was changed in another tab."})

    page.route("**/kept/", refuse)
    serve(FORM)
    page.get_by_label("Note").fill("x")
    expect(page.get_by_role("status")).to_have_text("Not saved. It was changed in another tab.")
    page.wait_for_timeout(2500)  # longer than the next try would wait
    assert len(tries) == 1
    page.unroute("**/kept/")
    page.route("**/kept/", _saved)
    page.get_by_label("Note").fill("xy")
    expect(page.get_by_role("status")).to_have_text("Saved 14:32")


def test_a_sign_in_page_is_no_saved_draft(page: Page, serve: Serve) -> None:
    page.route("**/kept/", lambda route: route.fulfill(status=302, headers={"Location": "/support/"}))
    serve(FORM)
    page.get_by_label("Note").fill("x")
    expect(page.get_by_role("status")).to_have_text("Not saved, trying again")


def test_signed_out_says_so(page: Page, serve: Serve) -> None:
    page.route("**/kept/", lambda route: route.fulfill(status=401, json={"saved": None, "signed_out": True}))
    serve(FORM)
    page.get_by_label("Note").fill("x")
    expect(page.get_by_role("status")).to_have_text("Signed out")


def test_leaving_the_page_keeps_the_last_words_at_once(page: Page, serve: Serve) -> None:
    page.route("**/kept/", _saved)
    serve(FORM)
    page.get_by_label("Note").fill("unfinished")
    with page.expect_request("**/kept/", timeout=800) as sent:  # sooner than the pause after typing
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert _fields(sent.value)["note"] == ["unfinished"]


def test_after_sending_no_late_draft_comes_back(page: Page, serve: Serve) -> None:
    kept: list[str] = []

    def keep(route: Route) -> None:
        kept.append(route.request.url)
        _saved(route)

    page.route("**/kept/", keep)
    page.route("**/sent/", lambda route: route.fulfill(content_type="text/html", body="sent"))
    serve(FORM)
    page.get_by_label("Note").fill("x")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("sent")).to_be_visible()
    page.wait_for_timeout(1300)
    assert kept == []


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_a_modifier_with_enter_sends(page: Page, serve: Serve, keys: str) -> None:
    page.route("**/sent/", lambda route: route.fulfill(content_type="text/html", body="sent"))
    serve(FORM)
    page.get_by_label("Note").fill("x")
    page.keyboard.press(keys)
    expect(page.get_by_text("sent")).to_be_visible()


def test_numbers_choose_only_inside_their_group(page: Page, serve: Serve) -> None:
    serve(FORM)
    page.get_by_label("other").focus()
    page.keyboard.press("2")
    expect(page.get_by_label("2", exact=True)).not_to_be_checked()
    page.get_by_label("1", exact=True).focus()
    page.keyboard.press("2")
    expect(page.get_by_label("2", exact=True)).to_be_checked()
    page.keyboard.press("9")
    expect(page.get_by_label("2", exact=True)).to_be_checked()


def test_numbers_in_a_text_stay_text(page: Page, serve: Serve) -> None:
    serve(FORM)
    page.get_by_label("Note").press_sequentially("12")
    expect(page.get_by_label("Note")).to_have_value("12")


def test_focus_goes_to_the_summary_and_its_link_to_the_control(page: Page, serve: Serve) -> None:
    serve(
        '<div class="error-summary" tabindex="-1" data-focus><a href="#id_note">Write a note</a></div>'
        '<label for="id_note">Note</label><textarea id="id_note"></textarea>'
    )
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Write a note").click()
    expect(page.get_by_label("Note")).to_be_focused()


def test_the_screen_is_blank_whatever_the_server_does(page: Page, serve: Serve) -> None:
    page.route("**/hide/", lambda route: route.fulfill(status=204))  # an answer that leaves the page in place
    serve(
        "<p>private words</p>"
        '<form method="post" action="/hide/" data-hide-screen><button>Hide screen</button></form>'
    )
    page.get_by_role("button", name="Hide screen").click()
    expect(page.get_by_text("private words")).to_be_hidden()
    expect(page).to_have_title("…")


def test_a_password_can_be_shown_and_hidden(page: Page, serve: Serve) -> None:
    serve(
        '<form><input type="password" id="id_p" aria-label="Password">'
        '<button type="button" hidden data-password="id_p" data-show="Show" data-hide="Hide"'
        ' data-show-label="Show password" data-hide-label="Hide password">Show</button></form>'
    )
    typed = page.get_by_label("Password", exact=True)
    page.get_by_role("button", name="Show").click()
    expect(typed).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(typed).to_have_attribute("type", "password")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page, serve: Serve) -> None:
    serve(
        '<details data-menu><summary>Account</summary><a href="#x">Preferences</a></details><p>elsewhere</p>'
    )
    menu = page.locator("details")
    page.get_by_text("Account").click()
    expect(menu).to_have_js_property("open", True)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_have_js_property("open", False)
    expect(page.locator("summary")).to_be_focused()
    page.get_by_text("Account").click()
    page.get_by_text("elsewhere").click()
    expect(menu).to_have_js_property("open", False)


PLANS = """
<form><label><input type="radio" name="trigger" value="A">A</label>
<label><input type="radio" name="trigger" value="F.outage">outage</label>
<label><input type="radio" name="trigger" value="own:1">own</label>
<fieldset><legend>Did you use your plan?</legend><div data-plans>
<div data-plan-for="F own:1">for the letter
<label><input type="radio" name="plan" value="1">Used it</label></div>
<div data-plan-for="own:1">for her own</div></div></fieldset></form>
"""


@pytest.mark.parametrize(
    ("chosen", "letter", "own"), [("A", False, False), ("outage", True, False), ("own", True, True)]
)
def test_a_plan_is_asked_for_where_what_it_is_for_is_chosen(
    page: Page, serve: Serve, chosen: str, letter: bool, own: bool
) -> None:
    serve(PLANS)
    expect(page.get_by_text("Did you use your plan?")).to_be_hidden()
    page.get_by_label(chosen, exact=True).check()
    expect(page.get_by_text("for the letter")).to_be_visible(visible=letter)
    expect(page.get_by_text("for her own")).to_be_visible(visible=own)
    expect(page.get_by_text("Did you use your plan?")).to_be_visible(visible=letter or own)


def test_a_plan_that_was_answered_stays_in_sight(page: Page, serve: Serve) -> None:
    serve(PLANS)
    page.get_by_label("outage").check()
    page.get_by_label("Used it").check()
    page.get_by_label("A", exact=True).check()
    expect(page.get_by_text("for the letter")).to_be_visible()
