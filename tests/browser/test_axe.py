"""axe-core finds nothing: in forms with errors, in open menus, and in all pages in every look.

Each page in two looks is part of the one walk in test_every_page.py.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_violations
from tests.browser.browsers import PageOf
from tests.browser.pages import FORMS, FoundTown, Walk

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]
QUICK_FORMS = ("journal:moment-write", "account_login", "assessments:page", "people:invitation-accept")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_forms_that_came_back_with_errors(page_of: PageOf, town: FoundTown, scheme: str, width: int) -> None:
    walk = Walk(page_of, town(full=False), width=width, scheme=scheme, names=QUICK_FORMS)
    _look_at_errors(walk)


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_menus_that_stand_open(page_of: PageOf, town: FoundTown, scheme: str, width: int) -> None:
    walk = Walk(page_of, town(full=False), width=width, scheme=scheme, names=["today"])
    for name, page in walk:
        page.locator(".menu > summary:visible").click()
        expect(page.locator(".menu .sheet:visible")).to_have_count(1)
        walk.note(name, find_violations(page))
    walk.end()


@pytest.mark.torture
@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_each_page_in_every_look(
    page_of: PageOf, town: FoundTown, scheme: str, width: int, full: bool
) -> None:
    walk = Walk(page_of, town(full=full), width=width, scheme=scheme)
    for name, page in walk:
        walk.note(name, find_violations(page))
    walk.end()


@pytest.mark.torture
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_form_with_errors_in_every_look(
    page_of: PageOf, town: FoundTown, scheme: str, width: int
) -> None:
    _look_at_errors(Walk(page_of, town(full=True), width=width, scheme=scheme, names=FORMS))


def _look_at_errors(walk: Walk) -> None:
    for name, page in walk:
        _send_empty(page)
        expect(page.locator(".error-summary")).to_be_visible()
        walk.note(f"{name} with errors", find_violations(page))
    walk.end()


def _send_empty(page: Page) -> None:
    """Nothing filled in, and sent."""
    for field in page.locator("main form[method=post] input:visible").all():
        if field.get_attribute("type") not in {"radio", "checkbox"} and field.is_editable():
            field.fill("")
    page.locator("main form[method=post] button:not([type=button])").first.click()
