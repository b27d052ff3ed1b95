"""axe-core on an open page: every rule but the experimental ones, target-size and best practice included."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Violations = Callable[[], list[str]]

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",  # target-size lives here, switched off by default
        "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
}


def find_violations(page: Page) -> list[str]:
    """One line per element: the rule, where, and what axe says to do.

    The window is made as tall as the page: a bar that sticks to its bottom lies over whatever happens to be
    there, which axe calls too small to hit, although it takes one turn of the wheel to uncover it.
    """
    window = page.viewport_size
    assert window is not None
    tall = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": max(tall, window["height"])})
    results = Axe().run(page, options=OPTIONS)
    page.set_viewport_size(window)
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
