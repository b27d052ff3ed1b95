"""Rows under each other on the scale of 0 to 100: where things stand, the lines of the scale, the names."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.lettering import one_line, wrap
from charts.marks import TICKS
from charts.sheet import LABEL, Sheet


@dataclass(frozen=True)
class Rows:
    """A column of names and, beside or under each, a row of the scale from `left` (0) to `right` (100)."""

    width: int
    left: float
    right: float
    top: float  # of the first row's middle
    pitch: float
    tick: float
    name_above: float  # how far over the middle of a row its name stands; 0 puts it beside
    grid: tuple[float, float]  # how far over and under the middle of a row the lines of the scale reach

    def x(self, score: float) -> float:
        return self.left + (self.right - self.left) * score / 100

    def y(self, row: int) -> float:
        return self.top + self.pitch * row


def draw_scale(sheet: Sheet, rows: Rows, ys: Sequence[float], baseline: float) -> None:
    """The grid stands only where there are marks: it crosses neither a name nor a note."""
    above, below = rows.grid
    for tick in TICKS:
        x = rows.x(tick)
        sheet.pieces(x, [(y - above, y + below) for y in ys], "border")
        sheet.words(x, baseline, str(tick), size=rows.tick, colour="muted", anchor="center")


def draw_name(sheet: Sheet, rows: Rows, y: float, name: str) -> None:
    """Beside the row on as many lines as it takes, or on one above it."""
    if rows.name_above:
        sheet.words(0, y - rows.name_above, one_line(name, LABEL, sheet.width))
        return
    lines = wrap(name, LABEL, rows.left - 20)
    for number, line in enumerate(lines):
        sheet.words(0, y + 5 + 17 * (number - (len(lines) - 1) / 2), line)
