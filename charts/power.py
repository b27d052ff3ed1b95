"""Power: how many of 100 people are told of a change, by how far they truly changed; two rules, two lines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.frame import Figure2
from charts.lettering import wrap
from charts.marks import TICKS, check_scores
from charts.sheet import LABEL, TICK, Sheet
from charts.svg import Variant, render


@dataclass(frozen=True)
class PowerLine:
    """One rule. `told` and `shown` (the same as printed) have one place a true change."""

    name: str
    told: tuple[float, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class _Look:
    """How a line is told apart, with and without colour; `above`: its numbers stand over it."""

    colour: str
    shape: str
    size: float
    dashes: tuple[float, ...]
    above: bool


@dataclass(frozen=True)
class _Layout:
    """The ground of the picture in pixels: 0 at its foot, 100 at its head."""

    width: int
    left: float
    across: float
    down: float
    tick: float

    @property
    def bottom(self) -> float:
        return _HEAD + self.down

    def y(self, told: float) -> float:
        return self.bottom - self.down * told / 100

    def x(self, place: float) -> float:
        """From the first change (0) to the last (1)."""
        return self.left + _INSET + (self.across - 2 * _INSET) * place


_HEAD, _INSET, _KEY_LINE = 24.0, 16.0, 18.0
_LOOKS = (_Look("accent", "o", 13.0, (), above=True), _Look("text", "s", 11.0, (6, 2), above=False))
_WIDE = _Layout(640, 40, 590, 240, TICK)
_NARROW = _Layout(320, 36, 280, 220, LABEL)


def draw_power(
    *, chart_id: str, sizes: Sequence[float], shown: Sequence[str], lines: Sequence[PowerLine], axis: str
) -> Figure2:
    """Two lines over the true changes `sizes`, which rise from 0 and are printed as `shown`.

    The first line has its numbers above it, the second below: it is the stricter rule. `axis` are the words
    under the scale of changes. ValueError for sizes that do not rise from 0, another number of lines than
    two, or a line that does not fit the sizes or leaves 0 to 100.
    """
    _check(sizes, shown, lines)
    return Figure2(
        wide=_draw(chart_id, "wide", _WIDE, sizes, shown, lines, axis),
        narrow=_draw(chart_id, "narrow", _NARROW, sizes, shown, lines, axis),
    )


def _check(sizes: Sequence[float], shown: Sequence[str], lines: Sequence[PowerLine]) -> None:
    if len(sizes) < 2 or sizes[0] != 0 or not all(map(math.isfinite, sizes)):
        raise ValueError("The changes must begin with none, and be at least two.")
    if any(size >= following for size, following in zip(sizes, sizes[1:], strict=False)):
        raise ValueError("The changes are given from the smallest to the largest.")
    if len(lines) != len(_LOOKS):
        raise ValueError(f"There must be {len(_LOOKS)} lines, not {len(lines)}.")
    for line in lines:
        check_scores(*line.told)
        if not len(line.told) == len(line.shown) == len(shown) == len(sizes):
            raise ValueError(f"The line {line.name!r} must have one number for each change.")


def _draw(
    chart_id: str,
    variant: Variant,
    layout: _Layout,
    sizes: Sequence[float],
    shown: Sequence[str],
    lines: Sequence[PowerLine],
    axis: str,
) -> str:
    key = [wrap(line.name, layout.tick, layout.width - 40, characters=70, lines=3) for line in lines]
    foot = layout.bottom + 24
    height = round(foot + 30 + _KEY_LINE * sum(map(len, key)) + 8)

    def paint(sheet: Sheet) -> None:
        _scale(sheet, layout)
        xs = [layout.x(size / sizes[-1]) for size in sizes]
        for x, words in zip(xs, shown, strict=True):
            sheet.words(x, foot - 4, words, size=layout.tick, colour="muted", anchor="center")
        sheet.words(layout.left, foot + 16, axis, size=layout.tick, colour="muted")
        for line, look in zip(lines, _LOOKS, strict=True):
            _line(sheet, layout, xs, line, look)
        _key(sheet, layout, foot + 44, key)

    return render(chart_id, variant, layout.width, height, paint)


def _scale(sheet: Sheet, layout: _Layout) -> None:
    for tick in TICKS:
        y = layout.y(tick)
        sheet.line((layout.left, layout.left + layout.across), (y, y), "border")
        sheet.words(layout.left - 6, y + 5, str(tick), size=layout.tick, colour="muted", anchor="right")


def _line(sheet: Sheet, layout: _Layout, xs: Sequence[float], line: PowerLine, look: _Look) -> None:
    ys = [layout.y(told) for told in line.told]
    sheet.line(xs, ys, look.colour, 2, look.dashes)
    for x, y, words in zip(xs, ys, line.shown, strict=True):
        sheet.mark(x, y, look.shape, look.size, look.colour)
        # Low on the scale there is no room below a mark: there the stricter rule says nothing yet.
        if look.above or y < layout.bottom - 24:
            sheet.words(x, y - 12 if look.above else y + 22, words, anchor="center", bold=True)


def _key(sheet: Sheet, layout: _Layout, y: float, key: Sequence[Sequence[str]]) -> None:
    for words, look in zip(key, _LOOKS, strict=True):
        sheet.line((layout.left - 34, layout.left - 8), (y - 5, y - 5), look.colour, 2, look.dashes)
        sheet.mark(layout.left - 21, y - 5, look.shape, look.size, look.colour)
        for line in words:
            sheet.words(layout.left, y, line, size=layout.tick, colour="muted")
            y += _KEY_LINE
