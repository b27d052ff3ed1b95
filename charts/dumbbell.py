"""Self and others: for each component a hollow mark for one's own score, a solid one for the others'."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import Figure2
from charts.marks import check_component, check_scores
from charts.rows import Rows, draw_name, draw_scale
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class DumbbellRow:
    """One component. Scores are 0 to 100, the spread (low, high) already clipped to it.

    `code` is one of sa, sr, mo, em, ss. `own_shown` and `others_shown` are the scores as they are printed at
    the marks. What could not be scored is None; where others have no score, `note` says so.
    """

    code: str
    name: str
    own: float | None
    others: float | None
    spread: tuple[float, float] = (0, 0)
    own_shown: str = ""
    others_shown: str = ""
    note: str = ""


@dataclass(frozen=True)
class Key:
    """The words of the key: what each mark means."""

    own: str
    others: str
    spread: str


@dataclass(frozen=True)
class _Layout(Rows):
    key: tuple[float, ...]  # where the three parts of the key begin; one for all puts them under each other

    def scale(self, rows: int) -> float:
        """The baseline of the numbers of the scale."""
        return self.y(rows - 1) + self.grid[1] + 16

    def height(self, rows: int) -> int:
        return round(self.scale(rows) + 34 + (22 * 2 if len(set(self.key)) == 1 else 0) + 8)


_WIDE = _Layout(
    640,
    left=152.5,
    right=622.5,
    top=36,
    pitch=62,
    tick=TICK,
    name_above=0,
    grid=(30, 30),
    key=(152, 252, 368),
)
_NARROW = _Layout(
    320, left=13.5, right=303.5, top=58, pitch=92, tick=LABEL, name_above=36, grid=(12, 28), key=(6, 6, 6)
)
_HOLLOW, _HOLE, _SOLID = 16.0, 7.0, 12.5


def draw_dumbbell(*, chart_id: str, rows: Sequence[DumbbellRow], key: Key) -> Figure2:
    """One row a component in the order given, which is the model's and never that of the scores or gaps.

    The hollow circle stands at her own score, which is printed above it; the square at the mean of the
    others, printed below; the grey line with ends is their spread. ValueError where others have no score at
    all, for a code that is no component's, and for a number outside 0 to 100.
    """
    _check(rows)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, rows, key), narrow=_draw(chart_id, "narrow", _NARROW, rows, key)
    )


def _check(rows: Sequence[DumbbellRow]) -> None:
    if all(row.others is None for row in rows):
        raise ValueError("A comparison needs at least one component that others have a score in.")
    for row in rows:
        check_component(row.code)
        if row.own is not None:
            check_scores(row.own)
        if row.others is not None:
            check_scores(row.others, *row.spread)


def _draw(chart_id: str, variant: Variant, layout: _Layout, rows: Sequence[DumbbellRow], key: Key) -> str:
    def paint(sheet: Sheet) -> None:
        drawn = [layout.y(number) for number, row in enumerate(rows) if row.others is not None]
        draw_scale(sheet, layout, drawn, layout.scale(len(rows)))
        for number, row in enumerate(rows):
            draw_name(sheet, layout, layout.y(number), row.name)
            _row(sheet, layout, layout.y(number), row)
        _key(sheet, layout, layout.scale(len(rows)) + 30, key)

    return render(chart_id, variant, layout.width, layout.height(len(rows)), paint)


def _row(sheet: Sheet, layout: _Layout, y: float, row: DumbbellRow) -> None:
    if row.others is None:
        sheet.words(layout.left, y + 5, row.note, colour="muted", size=layout.tick)
        return
    x = layout.x(row.others)
    _spread(sheet, [layout.x(end) for end in row.spread], y)
    if row.own is not None:
        own = layout.x(row.own)
        sheet.line((own, x), (y, y), row.code, 4)
        _hollow(sheet, own, y, row.code)
        sheet.words(own, y - 14, row.own_shown, anchor="center")
    sheet.mark(x, y, "s", _SOLID, row.code)
    sheet.words(x, y + 24, row.others_shown, anchor="center", bold=True)


def _spread(sheet: Sheet, ends: Sequence[float], y: float) -> None:
    sheet.line(ends, (y, y), "border-strong", 2)
    for end in ends:
        sheet.line((end, end), (y - 6, y + 6), "border-strong", 2)


def _hollow(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """A ring: a circle with one in the colour of the ground on top, so that it hides the lines behind it."""
    sheet.mark(x, y, "o", _HOLLOW, colour)
    sheet.mark(x, y, "o", _HOLE, "surface")


def _key(sheet: Sheet, layout: _Layout, y: float, key: Key) -> None:
    under = 22 if len(set(layout.key)) == 1 else 0
    for number, (left, words) in enumerate(zip(layout.key, (key.own, key.others, key.spread), strict=True)):
        line = y + under * number
        if number == 0:
            _hollow(sheet, left + 10, line - 5, "muted")
        elif number == 1:
            sheet.mark(left + 10, line - 5, "s", _SOLID, "muted")
        else:
            _spread(sheet, (left, left + 20), line - 5)
        sheet.words(left + 28, line, words, size=layout.tick, colour="muted")
