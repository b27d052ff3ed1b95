"""Totals of a unit: a bar a cell, from zero, with the step that the number was rounded to; some not shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.bars import Bars
from charts.frame import Figure2
from charts.lettering import one_line, width, wrap
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class TotalRow:
    """One cell: between `least` and `most` people, and that as printed ("10 to 14"); both None where it is
    not given out, and then `shown` says so.
    """

    name: str
    least: int | None
    most: int | None
    shown: str


_WIDE = Bars(640, left=220, top=12, pitch=38, thick=22, tick=TICK, name_above=0, grid=8)
_NARROW = Bars(320, left=1.5, top=30, pitch=54, thick=22, tick=LABEL, name_above=9, grid=4)
_HATCH = "//"
# For the words behind the longest bar, and so many lines of the scale at most.
_ROOM, _LINES = 14, 6


def draw_totals(*, chart_id: str, rows: Sequence[TotalRow], counts_are: str) -> Figure2:
    """Bars in the order given. The full part of a bar is the least that there were, the open part what the
    rounding leaves open. `counts_are` names the scale below ("Number of people").

    ValueError for no row that is shown, a number below 1, or a most below its least.
    """
    _check(rows)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, rows, counts_are),
        narrow=_draw(chart_id, "narrow", _NARROW, rows, counts_are),
    )


def _check(rows: Sequence[TotalRow]) -> None:
    if all(row.least is None for row in rows):
        raise ValueError("A chart of totals needs at least one that is shown.")
    for row in rows:
        if (row.least is None) != (row.most is None):
            raise ValueError("A total has both ends, or is not shown.")
        if row.least is not None and row.most is not None and not 1 <= row.least <= row.most:
            raise ValueError(f"A total lies between 1 and more, not from {row.least} to {row.most}.")


def _draw(chart_id: str, variant: Variant, layout: Bars, rows: Sequence[TotalRow], counts_are: str) -> str:
    room = layout.width - layout.left
    longest = max(row.most or 0 for row in rows)
    unit = (room - _ROOM - max(width(row.shown, LABEL, bold=True) for row in rows)) / longest

    def paint(sheet: Sheet) -> None:
        _scale(sheet, layout, unit, longest, len(rows))
        told = one_line(counts_are, layout.tick, room)
        sheet.words(layout.left, sheet.height - 7, told, size=layout.tick, colour="muted")
        for number, row in enumerate(rows):
            top = layout.top + layout.pitch * number
            _name(sheet, layout, top, row.name)
            _bar(sheet, layout, top, unit, row)

    return render(chart_id, variant, layout.width, layout.height(len(rows)), paint)


def _bar(sheet: Sheet, layout: Bars, top: float, unit: float, row: TotalRow) -> None:
    middle = top + layout.thick / 2 + 5
    if row.least is None or row.most is None:
        sheet.words(layout.left + 8, middle, row.shown, colour="muted")
        return
    least, most = unit * row.least, unit * row.most
    sheet.bar((layout.left, top), (least, layout.thick), "accent-soft", "accent", _HATCH)
    if most > least:
        sheet.bar((layout.left + least, top), (most - least, layout.thick), "surface", "accent")
    sheet.words(layout.left + most + 8, middle, row.shown, bold=True)


def _name(sheet: Sheet, layout: Bars, top: float, name: str) -> None:
    if layout.name_above:
        sheet.words(0, top - layout.name_above, one_line(name, LABEL, layout.width))
        return
    lines = wrap(name, LABEL, layout.left - 14)
    for number, line in enumerate(lines):
        sheet.words(0, top + layout.thick / 2 + 5 + 16 * (number - (len(lines) - 1) / 2), line)


def _scale(sheet: Sheet, layout: Bars, unit: float, longest: int, rows: int) -> None:
    """Lines beside the bars only: they cross no name."""
    tops = [layout.top + layout.pitch * number for number in range(rows)]
    for count in range(0, longest + 1, _step(longest)):
        x = layout.left + unit * count
        sheet.pieces(x, [(top - layout.grid, top + layout.thick + layout.grid) for top in tops], "border")
        sheet.words(
            max(x, 4), sheet.height - 26, str(count), size=layout.tick, colour="muted", anchor="center"
        )


def _step(longest: int) -> int:
    """The least of 5, 10, 20, 50, 100, ... that takes few steps to the longest bar."""
    power = 1
    while longest > 10 * _LINES * power:
        power *= 10
    return next(step * power for step in (5, 10) if longest <= _LINES * step * power)
