"""What fixtures of the browser tests give: a browser of its own, a page of a person's browser."""

from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Page

from people.models import Membership


class NewContext(Protocol):
    """new_context(java_script_enabled=False): another browser, with nothing in it yet."""

    def __call__(self, **how: Any) -> BrowserContext: ...


class PageOf(Protocol):
    """page_of(amal, width=320): a page of a browser in which she is signed in; None for nobody."""

    def __call__(
        self,
        member: Membership | None,
        *,
        width: int = 1280,
        height: int = 900,
        js: bool = True,
        scheme: str = "light",
    ) -> Page: ...
