"""Triggers: one bar a trigger, longest first, with how often it came and how strong it was on average."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.bars import Bars
from charts.frame import Figure2
from charts.lettering import CUT, cut, one_line, width, wrap
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class TriggerRow:
    """One trigger: how often it came, its average strength (1 to 5), and both as printed, such as "14 · 4.1".

    A name of the person's `own` making can be of any length, and is cut; the given ones are whole.
    """

    name: str
    count: int
    strength: float
    shown: str
    own: bool = False


# The column of names is as wide as it takes for every name of the vocabulary to stand whole on two lines.
_WIDE = Bars(640, left=196.5, top=32, pitch=38, thick=22, tick=TICK, name_above=0, grid=8)
_NARROW = Bars(320, left=1.5, top=52, pitch=54, thick=22, tick=LABEL, name_above=9, grid=4)
# The stronger, the denser: from a mean of 1, 2, 3 and 4. Dotted hatches would make the file twenty times
# as large.
_HATCHES = ("/", "//", "\\\\", "xx")


def draw_triggers(*, chart_id: str, rows: Sequence[TriggerRow], counts_are: str, shown_are: str) -> Figure2:
    """Bars from zero, ranked by count; rows with the same count stay in the order given.

    `counts_are` names the scale below ("Number of moments"), `shown_are` what is printed at the bars
    ("Times · average strength").
    ValueError for no row, a count below 1, or a strength outside 1 to 5.
    """
    _check(rows)
    ranked = sorted(rows, key=lambda row: -row.count)
    headings = (counts_are, shown_are)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, ranked, headings),
        narrow=_draw(chart_id, "narrow", _NARROW, ranked, headings),
    )


def _check(rows: Sequence[TriggerRow]) -> None:
    if not rows:
        raise ValueError("A chart of triggers needs at least one trigger.")
    for row in rows:
        if row.count < 1:
            raise ValueError(f"A trigger in the chart came up at least once, not {row.count} times.")
        if not 1 <= row.strength <= 5:
            raise ValueError(f"An average strength lies between 1 and 5, not at {row.strength}.")


def _draw(
    chart_id: str,
    variant: Variant,
    layout: Bars,
    rows: Sequence[TriggerRow],
    headings: tuple[str, str],
) -> str:
    room = layout.width - layout.left
    unit = (room - 10 - max(width(row.shown, LABEL, bold=True) for row in rows)) / rows[0].count
    counts_are, shown_are = (one_line(words, layout.tick, room) for words in headings)

    def paint(sheet: Sheet) -> None:
        _scale(sheet, layout, unit, rows)
        sheet.words(layout.left, 16, shown_are, size=layout.tick, colour="muted")
        sheet.words(layout.left, sheet.height - 7, counts_are, size=layout.tick, colour="muted")
        for number, row in enumerate(rows):
            top = layout.top + layout.pitch * number
            _name(sheet, layout, top, cut(row.name) if row.own else row.name)
            _bar(sheet, layout, top, unit * row.count, row)

    return render(chart_id, variant, layout.width, layout.height(len(rows)), paint)


def _bar(sheet: Sheet, layout: Bars, top: float, length: float, row: TriggerRow) -> None:
    hatch = _HATCHES[min(int(row.strength), len(_HATCHES)) - 1]
    sheet.bar((layout.left, top), (length, layout.thick), "accent-soft", "accent", hatch)
    sheet.words(layout.left + length + 8, top + layout.thick / 2 + 5, row.shown, bold=True)


def _name(sheet: Sheet, layout: Bars, top: float, name: str) -> None:
    if layout.name_above:
        sheet.words(0, top - layout.name_above, one_line(name, LABEL, layout.width))
        return
    lines = wrap(name, LABEL, layout.left - 14, characters=CUT)
    for number, line in enumerate(lines):
        sheet.words(0, top + layout.thick / 2 + 5 + 16 * (number - (len(lines) - 1) / 2), line)


def _scale(sheet: Sheet, layout: Bars, unit: float, rows: Sequence[TriggerRow]) -> None:
    """Lines beside the bars only: they cross no name."""
    tops = [layout.top + layout.pitch * number for number in range(len(rows))]
    longest = rows[0].count
    for count in range(0, longest + 1, _step(longest)):
        x = layout.left + unit * count
        sheet.pieces(x, [(top - layout.grid, top + layout.thick + layout.grid) for top in tops], "border")
        sheet.words(
            max(x, 4), sheet.height - 26, str(count), size=layout.tick, colour="muted", anchor="center"
        )


def _step(longest: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50, ... that takes at most five steps to the longest bar."""
    power = 1
    while longest > 50 * power:
        power *= 10
    return next(step * power for step in (1, 2, 5, 10) if longest <= 5 * step * power)
