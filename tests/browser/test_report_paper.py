"""The report on paper: six pages at most, with all that is said, without what is only to be pressed."""

import datetime as dt
import re
from collections.abc import Mapping
from uuid import UUID

import pytest
from django.db import transaction
from playwright.sync_api import Page

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import COMPONENTS, instrument
from people.models import Membership
from people.scope import organisation_scope
from tests.assessments.test_local_figures import tell
from tests.browser.browsers import PageOf
from tests.browser.lives import now, take_questionnaire

MOST = 6  # pages of A4


def pages_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@transaction.atomic
def answer(member: Membership, weeks_ago: int, levels: Mapping[str, int]) -> UUID:
    """Each component on its level, after reversal, but for one statement declined and one the other way."""
    form, at = instrument("ei-50", 1), now() - dt.timedelta(weeks=weeks_ago)
    answers: dict[str, int | None] = {}
    for part in COMPONENTS:
        level = levels[part.code]
        declined, other, *rest = form.items_of(part)
        answers |= {item.code: level if item.key == 1 else 6 - level for item in rest}
        answers |= {declined.code: None, other.code: 6 - level if other.key == 1 else level}
    with organisation_scope(member.organisation):
        sitting = start_sitting(by=member, now=at)
        answer_page(sitting_id=sitting.pk, answers=answers, by=member)
        return submit_sitting(sitting_id=sitting.pk, by=member, now=at).pk


@pytest.mark.parametrize("js", [True, False])
def test_a_usual_report_fits_on_six_pages(page_of: PageOf, amal: Membership, js: bool) -> None:
    for weeks in (25, 14):
        take_questionnaire(amal, weeks_ago=weeks)
    page = page_of(amal, js=js)
    page.goto(f"/assessment/{take_questionnaire(amal, weeks_ago=3)}/report/")
    assert pages_of(page) <= MOST


def test_so_does_one_with_everything_that_can_be_said(page_of: PageOf, amal: Membership) -> None:
    """Every range cut off, no part answered whole, first scores near an end, local figures, a note above."""
    tell(amal.organisation, 120)
    answer(amal, 25, {"SA": 1, "SR": 5, "MO": 1, "EM": 5, "SS": 1})
    done = answer(amal, 3, {"SA": 5, "SR": 1, "MO": 5, "EM": 1, "SS": 5})
    page = page_of(amal)
    page.goto(f"/assessment/{done}/report/")
    words = page.locator("main").inner_text()
    for said in (
        *("Your answers go together in a way that is rare", "pull apart", "Your first score lay near an end"),
        "rest on the answers of 120 people of your organisation",
        *("so the ranges are wider", "more than error", "Nothing was left out"),
    ):
        assert said in words
    assert pages_of(page) <= MOST


def test_paper_leaves_out_what_is_folded_for_the_screen(page_of: PageOf, amal: Membership) -> None:
    page = page_of(amal)
    page.goto(f"/assessment/{take_questionnaire(amal, weeks_ago=3)}/report/")
    page.emulate_media(media="print")
    assert page.locator("details.screen").count() > 5
    assert page.locator("details.screen:visible").count() == 0
    assert page.locator("main h2:visible").count() == page.locator("main h2:not(.screen h2)").count() > 4
