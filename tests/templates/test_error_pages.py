"""The pages for what went wrong: they need no request, no account and no database."""

import pytest
from django.template.loader import render_to_string

CODES = ("400", "403", "404", "410", "429", "500", "503")


@pytest.mark.parametrize("code", CODES)
def test_it_renders_without_a_request_and_without_a_database(code: str) -> None:
    # No db fixture: a query would fail the test.
    page = render_to_string(f"{code}.html")
    assert page.count("<h1") == 1
    assert 'data-theme="system"' in page


@pytest.mark.parametrize("code", CODES)
def test_support_and_help_are_one_click_away(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert 'href="/support/"' in page
    assert 'href="/help/"' in page


@pytest.mark.parametrize("code", CODES)
def test_the_title_is_the_heading(code: str) -> None:
    page = render_to_string(f"{code}.html")
    heading = page.split("<h1>")[1].split("</h1>")[0]
    assert f"<title>{heading} – eiapp</title>" in page


@pytest.mark.parametrize("code", ["400", "429", "500", "503"])
def test_it_says_that_what_was_saved_is_kept(code: str) -> None:
    assert "What was shown as saved is kept." in render_to_string(f"{code}.html")


def test_a_page_closed_by_role_gives_its_reason() -> None:
    page = render_to_string("403.html", {"reason": "Only admins <b>may</b> open this page."})
    assert "Only admins &lt;b&gt;may&lt;/b&gt; open this page." in page
    assert "your role is not one of them" not in page


def test_a_limit_says_when_it_ends() -> None:
    assert "You can try again at 14:35." in render_to_string("429.html", {"wait": "at 14:35"})
    assert "Wait a few minutes" in render_to_string("429.html")
