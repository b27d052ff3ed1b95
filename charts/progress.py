"""Progress: five small panels on one scale, a dot for each time the questionnaire was taken."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import Figure2
from charts.lettering import one_line, wrap
from charts.marks import DASHES, SHAPES, SIZES, check_component, check_scores
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class Take:
    """One time the questionnaire was taken: its day, and the day as it is printed."""

    day: datetime.date
    shown: str


@dataclass(frozen=True)
class ProgressPanel:
    """One component over all takes. `scores` and `shown` (the scores as printed) have one place a take.

    `band` is the range around the baseline, the first take, that the questionnaire's own error gives,
    clipped to 0 to 100; None where there is no baseline. A take without a score is None; a panel without
    any says so in `note`.
    """

    code: str
    name: str
    scores: tuple[float | None, ...]
    shown: tuple[str, ...]
    band: tuple[float, float] | None
    note: str = ""


@dataclass(frozen=True)
class _Plot:
    """The ground of one panel, in pixels: 0 at its foot, 100 at its head."""

    left: float
    top: float
    across: float
    down: float

    @property
    def right(self) -> float:
        return self.left + self.across

    @property
    def bottom(self) -> float:
        return self.top + self.down

    def y(self, score: float) -> float:
        return self.bottom - self.down * score / 100


@dataclass(frozen=True)
class _Layout:
    """Where the panels stand: `columns` of them, each `pitch` pixels from the last, with a plot inside."""

    width: int
    columns: int
    pitch: tuple[float, float]
    margin: float  # left of the first plot, for the numbers of the scale
    size: tuple[float, float]  # of a plot
    tick: float
    key_below: float  # the height of the key; 0 puts it into the free cell at the end of the grid

    def plot(self, number: int) -> _Plot:
        row, column = divmod(number, self.columns)
        return _Plot(self.margin + self.pitch[0] * column, 34.5 + self.pitch[1] * row, *self.size)

    def height(self, panels: int) -> int:
        cells = panels if self.key_below else panels + 1
        return round(self.pitch[1] * -(-cells // self.columns) + self.key_below)


_WIDE = _Layout(640, 3, (212, 204), 32, (184, 124), TICK, key_below=0)
_NARROW = _Layout(320, 1, (320, 184), 36, (284, 104), LABEL, key_below=108)
_LINES = (0, 50, 100)
_INSET = 18.0  # from the edge of a plot to its first and last dot
_APART = 30.0  # the least room between two printed scores

Dot = tuple[float, float, str]  # where, and the score as printed


def draw_progress(
    *,
    chart_id: str,
    takes: Sequence[Take],
    panels: Sequence[ProgressPanel],
    dot_means: str,
    band_means: str,
) -> Figure2:
    """One panel a component in the order given, days to scale.

    `dot_means` and `band_means` are the words of the key. The first and the last score are printed, those
    between where there is room.
    ValueError for fewer than two takes, takes out of order, no panel, or a panel that does not fit the takes.
    """
    _check(takes, panels)
    key = (dot_means, band_means)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, takes, panels, key),
        narrow=_draw(chart_id, "narrow", _NARROW, takes, panels, key),
    )


def _check(takes: Sequence[Take], panels: Sequence[ProgressPanel]) -> None:
    days = [take.day for take in takes]
    if len(days) < 2:
        raise ValueError("Progress needs at least two takes of the questionnaire.")
    if days != sorted(days):
        raise ValueError("Takes are given from the first to the last.")
    if all(score is None for panel in panels for score in panel.scores):
        raise ValueError("Progress needs at least one component with a score.")
    for panel in panels:
        check_component(panel.code)
        check_scores(*(score for score in panel.scores if score is not None), *(panel.band or ()))
        if not len(panel.scores) == len(panel.shown) == len(days):
            raise ValueError(f"A panel has one score and one printed score a take; {panel.code} does not.")


def _draw(
    chart_id: str,
    variant: Variant,
    layout: _Layout,
    takes: Sequence[Take],
    panels: Sequence[ProgressPanel],
    key: tuple[str, str],
) -> str:
    def paint(sheet: Sheet) -> None:
        for number, panel in enumerate(panels):
            plot = layout.plot(number)
            sheet.words(plot.left, plot.top - 14, one_line(panel.name, LABEL, plot.across), bold=True)
            _scale(sheet, layout, plot, numbered=number % layout.columns == 0)
            _days(sheet, layout, plot, takes)
            _panel(sheet, layout, plot, takes, panel)
        _key(sheet, layout, layout.plot(len(panels)), key)

    return render(chart_id, variant, layout.width, layout.height(len(panels)), paint)


def _scale(sheet: Sheet, layout: _Layout, plot: _Plot, *, numbered: bool) -> None:
    for line in _LINES:
        y = plot.y(line)
        sheet.line((plot.left, plot.right), (y, y), "border")
        if numbered:
            sheet.words(plot.left - 6, y + 5, str(line), size=layout.tick, colour="muted", anchor="right")


def _days(sheet: Sheet, layout: _Layout, plot: _Plot, takes: Sequence[Take]) -> None:
    y = plot.bottom + 20
    sheet.words(plot.left, y, takes[0].shown, size=layout.tick, colour="muted")
    sheet.words(plot.right, y, takes[-1].shown, size=layout.tick, colour="muted", anchor="right")


def _panel(sheet: Sheet, layout: _Layout, plot: _Plot, takes: Sequence[Take], panel: ProgressPanel) -> None:
    if panel.band:
        _band(sheet, (plot.left, plot.right), (plot.y(panel.band[1]), plot.y(panel.band[0])))
    dots = _dots(plot, takes, panel)
    if not dots:
        sheet.words(plot.left + 6, plot.y(50) - 8, panel.note, size=layout.tick, colour="muted")
        return
    xs, ys = [x for x, _, _ in dots], [y for _, y, _ in dots]
    sheet.line(xs, ys, panel.code, 1.5, DASHES[panel.code])
    for x, y in zip(xs, ys, strict=True):
        sheet.mark(x, y, SHAPES[panel.code], SIZES[panel.code] * 0.8, panel.code)
    for x, y, shown in _printed(dots):
        room_above = y - plot.top > 24
        sheet.words(x, y - 11 if room_above else y + 21, shown, anchor="center", bold=True)


def _band(sheet: Sheet, xs: tuple[float, float], ys: tuple[float, float]) -> None:
    """A soft ground between two edges; the edges alone carry it where colours are gone."""
    sheet.bar((xs[0], ys[0]), (xs[1] - xs[0], ys[1] - ys[0]), "accent-soft")
    for y in ys:
        sheet.line(xs, (y, y), "border-strong")


def _dots(plot: _Plot, takes: Sequence[Take], panel: ProgressPanel) -> list[Dot]:
    """The takes that have a score, placed by their day; evenly where all were on one day."""
    days = [take.day.toordinal() for take in takes]
    span = days[-1] - days[0]
    shares = [(day - days[0]) / span if span else n / (len(days) - 1) for n, day in enumerate(days)]
    return [
        (plot.left + _INSET + (plot.across - 2 * _INSET) * share, plot.y(score), shown)
        for share, score, shown in zip(shares, panel.scores, panel.shown, strict=True)
        if score is not None
    ]


def _printed(dots: list[Dot]) -> list[Dot]:
    """The dots whose score is printed: first, last, and those that keep their distance from both sides."""
    printed = dots[:1]
    for dot in dots[1:-1]:
        if dot[0] - printed[-1][0] >= _APART and dots[-1][0] - dot[0] >= _APART:
            printed.append(dot)
    return printed + dots[1:][-1:]


def _key(sheet: Sheet, layout: _Layout, cell: _Plot, key: tuple[str, str]) -> None:
    left, y = cell.left + (0 if layout.key_below else 12), cell.top + (-13 if layout.key_below else 13)
    room = sheet.width - left - 36
    dot_means, band_means = (wrap(words, layout.tick, room, characters=60, lines=4) for words in key)
    sheet.line((left, left + 24), (y - 5, y - 5), "muted", 1.5)
    sheet.mark(left + 12, y - 5, "o", 11, "muted")
    below = y + 17 * len(dot_means) + 10
    _band(sheet, (left, left + 24), (below - 13, below + 3))
    for first, lines in ((y, dot_means), (below, band_means)):
        for number, line in enumerate(lines):
            sheet.words(left + 36, first + 17 * number, line, size=layout.tick, colour="muted")
