"""The pages everybody can open: what they promise, and that their numbers are the product's own."""

import re

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from assessments.instruments import instrument
from assessments.method import method_page
from assessments.psychometrics.intervals import likely_range, retest_range
from assessments.psychometrics.published import published_sem
from eiapp.helplines import load_helplines

SCREENS = (
    "Your company may record screens or web traffic. "
    "This app cannot stop that. Ask, or write on your own phone."
)


def test_the_notice_is_short_and_speaks_of_screens() -> None:
    words = strip_tags(render_to_string("people/notice.html"))
    assert len(words.split()) <= 200
    assert SCREENS in words


def test_the_support_page_says_that_nobody_reads_and_nobody_is_told() -> None:
    page = render_to_string("eiapp/support.html", {"helplines": load_helplines()})
    assert "This app does not read what you write, and no one is told that you opened this page." in page


def test_every_number_of_the_support_page_carries_the_day_it_was_checked() -> None:
    helplines = load_helplines()
    page = render_to_string("eiapp/support.html", {"helplines": helplines})
    rows = [*helplines.lines, *helplines.emergency]
    assert all(f'<a href="tel:{row.dial}">{row.number}</a>' in page for row in rows)
    assert page.count("Checked on ") == len(rows)
    assert f"Checked on {rows[0].checked.day} {rows[0].checked:%B %Y}." in page


def test_the_method_page_shows_the_errors_the_report_uses() -> None:
    """Printed SEM, range and retest of each part are those that the code computes for ten answers."""
    page = render_to_string("eiapp/method.html", {"method": method_page()})
    rows = re.findall(r'<th scope="row">([\w-]+(?: \w+)?)</th>' + r'<td class="num">([\d.]+)</td>' * 4, page)
    expected = []
    for measure in instrument("ei-50", 1).components:
        sem = published_sem(measure, 10)
        widths = (likely_range(50, sem).high - 50, retest_range(50, sem).high - 50)
        alpha = f"{measure.alpha:.2f}".removeprefix("0")
        expected.append((measure.component.name, alpha, f"{sem:.1f}", *(f"{width:.1f}" for width in widths)))
    assert rows == expected


def test_the_front_door_offers_an_account_only_where_that_is_open() -> None:
    assert "Use it on your own" in render_to_string("eiapp/home.html", {"signup_open": True})
    assert "Use it on your own" not in render_to_string("eiapp/home.html", {"signup_open": False})


def test_the_hidden_screen_tells_nothing() -> None:
    page = render_to_string("people/hidden.html")
    assert "<title>Blank page</title>" in page
    assert "eiapp" not in re.sub(r'(href|action|src)="[^"]*"', "", strip_tags(page))
