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
    """One line per element: the rule, where, and what axe says to do."""
    results = Axe().run(page, options=OPTIONS)
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
