"""Two ways to use a page: by mouse, and by keyboard alone; the second looks at the focus at every stop."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest
from playwright.sync_api import Locator, Page

# Each way at least once with each other: hands, scripts, width.
WAYS = [
    pytest.param("mouse", True, 1280, id="mouse-1280"),
    pytest.param("keyboard", True, 320, id="keyboard-320"),
    pytest.param("mouse", False, 320, id="mouse-no_scripts-320"),
    pytest.param("keyboard", False, 1280, id="keyboard-no_scripts-1280"),
]

# What a person without a mouse must be able to see: the ring, all of the control, nothing lying on it.
FOCUS = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ring = [at, at.nextElementSibling].some((each) => each &&
    getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) >= 2);
  const shown = at.type === "radio" ? at.closest("label") ?? at : at;
  const whole = shown.getBoundingClientRect();
  // A browser brings the line of the cursor into view, not the whole of a long text.
  const box = at.tagName !== "TEXTAREA" ? whole
    : new DOMRect(whole.x, whole.y, whole.width, Math.min(44, whole.height));
  const lying = (x, y) => {
    let top = document.elementFromPoint(x, y);
    for (; top; top = top.parentElement) {
      if (top.contains(at)) return false;
      if (["sticky", "fixed"].includes(getComputedStyle(top).position)) return true;
    }
    return false;
  };
  const inset = 2, xs = [box.left + inset, (box.left + box.right) / 2, box.right - inset];
  const ys = [box.top + inset, (box.top + box.bottom) / 2, box.bottom - inset];
  const inside = box.top >= -1 && box.left >= -1
    && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
  return {
    name: `${at.tagName.toLowerCase()} ${(at.labels?.[0] ?? at).textContent.trim().slice(0, 40)}`,
    ring, inside: inside || box.height > innerHeight,
    covered: xs.some((x) => ys.some((y) => lying(x, y))),
  };
}
"""


class Hands(Protocol):
    """What a person does to a page, whichever way. `acts` counts it: clicks or key presses."""

    acts: int

    def choose(self, radio: Locator) -> None: ...

    def press(self, control: Locator) -> None: ...

    def write(self, control: Locator, text: str) -> None: ...

    def pick(self, select: Locator, text: str) -> None: ...


@dataclass
class Mouse:
    """One click per act; a radio is hit where its label is."""

    page: Page
    acts: int = 0

    def choose(self, radio: Locator) -> None:
        self.acts += 1
        radio.locator("xpath=ancestor::label").click()

    def press(self, control: Locator) -> None:
        self.acts += 1
        control.click()

    def write(self, control: Locator, text: str) -> None:
        self.acts += 1
        control.fill(text)

    def pick(self, select: Locator, text: str) -> None:
        self.acts += 1
        select.select_option(label=text)


@dataclass
class Keyboard:
    """Tab, arrows, Enter and Space. `unseen` lists the stops whose focus could not be seen."""

    page: Page
    acts: int = 0
    unseen: list[str] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)

    def key(self, name: str) -> None:
        self.acts += 1
        self.keys[name] += 1
        self.page.keyboard.press(name)

    def tab_to(self, control: Locator) -> None:
        """Forward through the page; a group of radios is one stop, so any of the group will do."""
        for _ in range(120):
            if self._is_focused(control):
                return
            self.key("Tab")
            self.look()
        raise AssertionError(f"Tab never came to {control}")

    def look(self) -> None:
        """Note what is wrong with the focus where it stands, after five seconds for the page to scroll."""
        for _ in range(100):
            wrong = self._wrong()
            if not wrong:
                return
            self.page.wait_for_timeout(50)
        self.unseen += wrong

    def _wrong(self) -> list[str]:
        seen: dict[str, Any] | None = self.page.evaluate(FOCUS)
        if seen is None:
            return []
        found = {"no ring": not seen["ring"], "outside": not seen["inside"], "covered": seen["covered"]}
        return [f"{seen['name']}: {wrong}" for wrong, is_so in found.items() if is_so]

    def choose(self, radio: Locator) -> None:
        self.tab_to(radio)
        if not self._has_focus(radio):
            self._walk_to(radio)
        if not radio.is_checked():
            self.key("Space")
        self.look()

    def press(self, control: Locator) -> None:
        self.tab_to(control)
        self.key("Enter")

    def write(self, control: Locator, text: str) -> None:
        self.tab_to(control)
        self.acts += len(text)
        self.page.keyboard.type(text)

    def pick(self, select: Locator, text: str) -> None:
        """The first option that begins with these letters."""
        self.write(select, text)

    def _walk_to(self, radio: Locator) -> None:
        """By arrows, the shorter way round."""
        down, up = radio.evaluate(
            """(to) => {
              const all = [...document.getElementsByName(to.name)].filter((each) => each.form === to.form
                && each.checkVisibility());
              const way = all.indexOf(to) - all.indexOf(document.activeElement), many = all.length;
              return [(way + many) % many, (many - way) % many];
            }"""
        )
        for _ in range(min(down, up)):
            self.key("ArrowDown" if down <= up else "ArrowUp")
            self.look()

    def _has_focus(self, control: Locator) -> bool:
        return bool(control.evaluate("(control) => control === document.activeElement"))

    def _is_focused(self, control: Locator) -> bool:
        return bool(
            control.evaluate(
                """(control) => control === document.activeElement || (control.type === "radio"
                && document.activeElement.name === control.name && document.activeElement.type === "radio")"""
            )
        )


def hands_of(kind: str, page: Page) -> Mouse | Keyboard:
    return Mouse(page) if kind == "mouse" else Keyboard(page)


def wait_until(page: Page, come: Callable[[], bool], seconds: float = 10) -> None:
    """Let the browser go on until something outside of it has come true."""
    for _ in range(int(seconds * 20)):
        if come():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It never came true")
