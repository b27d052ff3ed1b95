"""What a page is measured by: room, text, targets. Each returns readable lines, [] when all is well."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# WCAG 2.2, success criterion 1.4.12.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""

_SIDEWAYS = """
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter((each) =>
    each.getBoundingClientRect().right > root.clientWidth + 1 && !each.closest(".scroll > *"));
  return [`${root.scrollWidth} px in ${root.clientWidth}: ` +
    wide.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className}`).join(", ")];
}
"""

# A text is lost where a box cuts it off that nobody can scroll, or where it leaves the page.
_LOST_TEXT = """
() => {
  const lost = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const hiding = (style) => style.clipPath !== "none" || style.visibility === "hidden";
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.parentElement;
    if (!node.data.trim() || !at.checkVisibility()) continue;
    if (at.closest("script, style, noscript, svg, option")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    for (let up = at; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (hiding(style)) break;
      if (![style.overflowX, style.overflowY].some((flow) => ["hidden", "clip"].includes(flow))) continue;
      const edge = up.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.bottom > edge.bottom + 1 || box.left < edge.left - 1)
        lost.push(`cut off: ${node.data.trim().slice(0, 40)}`);
    }
  }
  return lost;
}
"""

# The target of a control is what can be hit: the label around it, all lines of a link.
_SMALL_TARGETS = """
({least, inText, within}) => {
  const small = [];
  const controls = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']";
  for (const each of document.querySelectorAll(controls)) {
    if (!each.checkVisibility({visibilityProperty: true})) continue;
    if (each.closest(".skip") || !each.closest(within)) continue;
    const target = ["radio", "checkbox"].includes(each.type) ? each.closest("label") ?? each : each;
    const lines = [...target.getClientRects()].filter((box) => box.width > 0);
    const inSentence = getComputedStyle(target).display === "inline" && target.matches("p a, li a, dd a");
    if (inSentence && !inText) continue;
    const height = Math.min(...lines.map((box) => box.height));
    const width = lines.reduce((sum, box) => sum + box.width, 0);
    if (height < least - .5 || width < least - .5)
      small.push(`${target.tagName.toLowerCase()} ${target.textContent.trim().slice(0, 30)}: ` +
        `${Math.round(width)} x ${Math.round(height)}, not ${least}`);
  }
  return small;
}
"""

_MOVING = """
() => [...document.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
}).map((each) => `moves: ${each.tagName.toLowerCase()}.${each.className}`)
"""

_SPACE_OUT = """
(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}
"""


def sideways(page: Page) -> list[str]:
    """Whether the page is wider than its window."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


def moving(page: Page) -> list[str]:
    """What has a transition or an animation."""
    found: list[str] = page.evaluate(_MOVING)
    return found


def lost_text(page: Page) -> list[str]:
    """Text that is cut off as the page stands."""
    found: list[str] = page.evaluate(_LOST_TEXT)
    return found


@contextmanager
def spaced_out(page: Page) -> Iterator[None]:
    """As a reader with her own style sheet sees it; a constructed sheet is none that the CSP speaks of."""
    page.evaluate(_SPACE_OUT, TEXT_SPACING)
    yield
    page.evaluate("() => { document.adoptedStyleSheets = []; }")


def small_targets(page: Page, *, least: int, in_text: bool, within: str = "body") -> list[str]:
    """Controls under `least` pixels either way; `in_text` counts links inside sentences too."""
    asked = {"least": least, "inText": in_text, "within": within}
    found: list[str] = page.evaluate(_SMALL_TARGETS, asked)
    return found
