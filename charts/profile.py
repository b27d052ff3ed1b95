"""The profile of five: for each component a mark at the score and the ranges that fit the answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import Figure2
from charts.marks import SHAPES, SIZES, check_component, check_scores
from charts.rows import Rows, draw_name, draw_scale
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class ProfileRow:
    """One component. Scores are 0 to 100, ranges (low, high) already clipped to it.

    `code` is one of sa, sr, mo, em, ss. `shown` is the score as it is printed at the mark, in the reader's
    own notation. A component that could not be scored has `score` None and says so in `note`.
    """

    code: str
    name: str
    score: float | None
    range_95: tuple[float, float] = (0, 0)
    range_68: tuple[float, float] = (0, 0)
    shown: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Layout(Rows):
    def height(self, rows: int) -> int:
        return round(self.y(rows - 1) + 24 + 22)


_WIDE = _Layout(640, left=152.5, right=622.5, top=32, pitch=48, tick=TICK, name_above=0, grid=(24, 24))
_NARROW = _Layout(320, left=13.5, right=303.5, top=48, pitch=78, tick=LABEL, name_above=33, grid=(10, 14))


def draw_profile(*, chart_id: str, rows: Sequence[ProfileRow]) -> Figure2:
    """One row a component in the order given, which is the model's and never that of the scores.

    The mark stands at the score, the thick line over the 68 % range, the thin one with caps over the 95 %
    range. ValueError where there is nothing to draw (no row, or none with a score), for a code that is no
    component's, and for a number outside 0 to 100.
    """
    _check(rows)
    return Figure2(wide=_draw(chart_id, "wide", _WIDE, rows), narrow=_draw(chart_id, "narrow", _NARROW, rows))


def _check(rows: Sequence[ProfileRow]) -> None:
    if all(row.score is None for row in rows):
        raise ValueError("A profile needs at least one component with a score.")
    for row in rows:
        check_component(row.code)
        if row.score is not None:
            check_scores(row.score, *row.range_95, *row.range_68)


def _draw(chart_id: str, variant: Variant, layout: _Layout, rows: Sequence[ProfileRow]) -> str:
    def paint(sheet: Sheet) -> None:
        scored = [layout.y(number) for number, row in enumerate(rows) if row.score is not None]
        draw_scale(sheet, layout, scored, sheet.height - 6)
        for number, row in enumerate(rows):
            y = layout.y(number)
            draw_name(sheet, layout, y, row.name)
            if row.score is None:
                sheet.words(layout.left, y + 5, row.note, colour="muted", size=layout.tick)
            else:
                _mark(sheet, layout, y, row, row.score)

    return render(chart_id, variant, layout.width, layout.height(len(rows)), paint)


def _mark(sheet: Sheet, layout: _Layout, y: float, row: ProfileRow, score: float) -> None:
    low, high = (layout.x(end) for end in row.range_95)
    sheet.line((low, high), (y, y), row.code, 2)
    for end in (low, high):
        sheet.line((end, end), (y - 6, y + 6), row.code, 2)
    sheet.line([layout.x(end) for end in row.range_68], (y, y), row.code, 8)
    sheet.mark(layout.x(score), y, SHAPES[row.code], SIZES[row.code], row.code)
    sheet.words(layout.x(score), y - 13, row.shown, anchor="center", bold=True)
