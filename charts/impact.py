"""Impact ratios: a dot a group at its rate over the best one's, its range, and the line of four fifths."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import Figure2
from charts.lettering import one_line
from charts.rows import Rows, draw_name
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class ImpactRow:
    """One group. `ratio` is above 0 and at most 1; `span` its 95 % range, None where there is none.

    `shown` is the ratio as printed. A group without a dot has `ratio` None and says why in `note`.
    """

    name: str
    ratio: float | None
    span: tuple[float, float] | None = None
    shown: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Layout(Rows):
    tick_step: float  # no two numbers of the scale stand nearer than this

    def height(self, rows: int) -> int:
        return round(self.y(rows - 1) + self.grid[1] + 46)


@dataclass(frozen=True)
class _Scale:
    """From `low` to `high`, in equal steps of the logarithm: half as much is as far as twice as much."""

    low: float
    high: float

    def place(self, ratio: float) -> float:
        """From 0 to 100, ends included: what lies beyond stands at the end."""
        inside = min(max(ratio, self.low), self.high)
        return 100 * math.log(inside / self.low) / math.log(self.high / self.low)

    def holds(self, ratio: float) -> bool:
        return self.low <= ratio <= self.high


LINE = 0.8
_LOWS, _HIGHS = (0.5, 0.25, 0.1, 0.05), (1.25, 2.0, 4.0)
_NUMBERS = (0.8, 1.0, 0.5, 0.25, 0.1, 0.05, 2.0, 4.0, 1.25)  # the first have the first claim to room
_WIDE = _Layout(
    640,
    left=196.5,
    right=616.5,
    top=62,
    pitch=48,
    tick=TICK,
    name_above=0,
    grid=(24, 24),
    tick_step=28,
)
_NARROW = _Layout(
    320,
    left=18.5,
    right=303.5,
    top=84,
    pitch=78,
    tick=LABEL,
    name_above=33,
    grid=(10, 14),
    tick_step=28,
)
_HEAD = 16
# So far from a dot its number reaches to either side, and so far over its middle it begins.
_NEAR, _UNDER = 24, 11


def draw_impact(
    *, chart_id: str, rows: Sequence[ImpactRow], line: str, axis: str, point: str = "."
) -> Figure2:
    """Rows in the order given. `line` labels the upright at 0.80, `axis` says what the scale counts, `point`
    is the decimal point of its numbers.

    A range that leaves the scale is drawn to its end, without a cap. ValueError where no group has a dot, for
    a ratio outside 0 to 1, and for a range that does not hold its ratio.
    """
    _check(rows)
    scale = _scale_of(rows)
    words = (line, axis, point)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, scale, rows, words),
        narrow=_draw(chart_id, "narrow", _NARROW, scale, rows, words),
    )


def _check(rows: Sequence[ImpactRow]) -> None:
    if all(row.ratio is None for row in rows):
        raise ValueError("A chart of ratios needs at least one group with a ratio.")
    for row in rows:
        if row.ratio is None:
            continue
        if not 0 < row.ratio <= 1:
            raise ValueError(f"A ratio to the best rate lies above 0 and at 1 at most, not at {row.ratio}.")
        if row.span is not None and not 0 < row.span[0] <= row.ratio <= row.span[1] < math.inf:
            raise ValueError(f"The range of a ratio holds it: {row.ratio} does not lie in {row.span}.")


def _scale_of(rows: Sequence[ImpactRow]) -> _Scale:
    """The shortest of a few scales that holds every range, or the longest."""
    ends = [end for row in rows if row.ratio is not None for end in (row.ratio, *(row.span or ()))]
    return _Scale(
        next((low for low in _LOWS if low <= min(ends)), _LOWS[-1]),
        next((high for high in _HIGHS if high >= max(ends)), _HIGHS[-1]),
    )


def _draw(
    chart_id: str,
    variant: Variant,
    layout: _Layout,
    scale: _Scale,
    rows: Sequence[ImpactRow],
    words: tuple[str, str, str],
) -> str:
    line, axis, point = words

    def paint(sheet: Sheet) -> None:
        drawn = [layout.y(number) for number, row in enumerate(rows) if row.ratio is not None]
        _scale(sheet, layout, scale, drawn, point)
        _line(sheet, layout, scale, rows, line)
        room = layout.width - layout.left
        sheet.words(
            layout.left, sheet.height - 7, one_line(axis, layout.tick, room), size=layout.tick, colour="muted"
        )
        _ranges(sheet, layout, scale, rows)
        for number, row in enumerate(rows):
            draw_name(sheet, layout, layout.y(number), row.name)
            _row(sheet, layout, layout.y(number), scale, row)

    return render(chart_id, variant, layout.width, layout.height(len(rows)), paint)


def _scale(sheet: Sheet, layout: _Layout, scale: _Scale, ys: Sequence[float], point: str) -> None:
    """The grid stands only where there are dots; a number goes where it would run into one more needed."""
    above, below = layout.grid
    placed: list[float] = []
    for number in filter(scale.holds, _NUMBERS):
        x = layout.x(scale.place(number))
        if any(abs(x - other) < layout.tick_step for other in placed):
            continue
        placed.append(x)
        if number != LINE:
            sheet.pieces(x, [(y - above, y + below) for y in ys], "border")
        words = f"{number:g}".replace(".", point)
        sheet.words(x, sheet.height - 26, words, size=layout.tick, colour="muted", anchor="center")


def _line(sheet: Sheet, layout: _Layout, scale: _Scale, rows: Sequence[ImpactRow], words: str) -> None:
    """Four fifths: heavier than the grid, dashed, with its words on top; it crosses no number.

    All of its pieces are one path: each thing drawn by itself costs the page its time.
    """
    x, (above, below) = layout.x(scale.place(LINE)), layout.grid
    ys: list[float] = []
    for number, row in enumerate(rows):
        if row.ratio is not None:
            y, near = layout.y(number), abs(layout.x(scale.place(row.ratio)) - x) < _NEAR
            ys += (y - (_UNDER if near else above), y + below, math.nan)
    sheet.line([x] * len(ys), ys, "text", 1.5, (4, 3))
    sheet.words(x, _HEAD, words, size=layout.tick, anchor="right" if x > layout.width / 2 else "center")
    sheet.line((x, x), (_HEAD + 5, _HEAD + 12), "text", 1.5)


def _ranges(sheet: Sheet, layout: _Layout, scale: _Scale, rows: Sequence[ImpactRow]) -> None:
    """A line from end to end of each range, with a cap at an end that the scale holds; one path for all."""
    xs: list[float] = []
    ys: list[float] = []
    for number, row in enumerate(rows):
        if row.ratio is None or row.span is None:
            continue
        y = layout.y(number)
        xs += (*(layout.x(scale.place(end)) for end in row.span), math.nan)
        ys += (y, y, math.nan)
        for x in (layout.x(scale.place(end)) for end in row.span if scale.holds(end)):
            xs += (x, x, math.nan)
            ys += (y - 6, y + 6, math.nan)
    if xs:
        sheet.line(xs, ys, "accent", 2)


def _row(sheet: Sheet, layout: _Layout, y: float, scale: _Scale, row: ImpactRow) -> None:
    if row.ratio is None:
        sheet.words(
            layout.left,
            y + 5,
            one_line(row.note, layout.tick, layout.width - layout.left),
            colour="muted",
            size=layout.tick,
        )
        return
    x = layout.x(scale.place(row.ratio))
    sheet.mark(x, y, "o", 14, "accent")
    sheet.words(x, y - 13, row.shown, anchor="center", bold=True)
