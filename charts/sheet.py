"""The paper a chart is drawn on: lines, marks, bars and words, placed in CSS pixels from the top left."""

import math
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Literal

from charts.lettering import clean
from charts.tokens import stand_in

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Anchor = Literal["left", "center", "right"]

LABEL, TICK = 14.0, 13.0


class Sheet:
    """A matplotlib figure of `width` x `height` pixels at 72 dots an inch: one unit is one CSS pixel.

    Every colour is the name of a chart token. Words are placed by their baseline, so that no font is ever
    measured. What is drawn later lies on top.
    """

    def __init__(self, width: int, height: int) -> None:
        # Slow to import, and most pages show a picture from the cache: so only when one is drawn.
        from matplotlib.figure import Figure  # noqa: PLC0415
        from matplotlib.transforms import Affine2D  # noqa: PLC0415

        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._pixels = Affine2D().scale(1, -1).translate(0, height)
        self._order = count()
        self.lines: list[str] = []

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str,
        width: float = 1.0,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A line through the points; `dashes` in pixels, on and off by turns."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - lazy, as above

        line = Line2D(
            xs,
            ys,
            color=stand_in(colour),
            linewidth=width,
            solid_capstyle="butt",
            linestyle=(0, dashes) if dashes else "solid",
        )
        self._add(line)

    def pieces(self, x: float, spans: Iterable[tuple[float, float]], colour: str) -> None:
        """Upright pieces of one line at `x`, each from one height to another."""
        heights = [height for start, end in spans for height in (start, end, math.nan)]
        self.line([x] * len(heights), heights, colour)

    def mark(self, x: float, y: float, shape: str, size: float, colour: str) -> None:
        """A mark with a thin edge in the colour of the ground, which lifts it off a line behind it."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 - lazy, as above

        mark = Line2D(
            [x],
            [y],
            marker=shape,
            markersize=size,
            markerfacecolor=stand_in(colour),
            markeredgecolor=stand_in("surface"),
            markeredgewidth=2,
            linestyle="none",
        )
        self._add(mark)

    def bar(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        fill: str,
        edge: str | None = None,
        hatch: str = "",
    ) -> None:
        """A rectangle from its top left corner; a hatch is drawn in the colour of the edge."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - lazy, as above

        rectangle = Rectangle(
            corner,
            *size,
            facecolor=stand_in(fill),
            edgecolor=stand_in(edge) if edge else "none",
            linewidth=1.5 if edge else 0,
            hatch=hatch or None,
        )
        self._add(rectangle)

    def words(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = LABEL,
        colour: str = "text",
        anchor: Anchor = "left",
        bold: bool = False,
    ) -> None:
        """One line of text with its baseline at `y`; nothing where there are no words.

        matplotlib only places it: what it draws is the line's number in `lines`, which the post-processor
        replaces. So it looks for no glyph, and reads no formula.
        """
        words = clean(words)
        if not words:
            return
        from matplotlib.text import Text  # noqa: PLC0415 - lazy, as above

        line = Text(
            x,
            y,
            str(len(self.lines)),
            fontsize=size,
            color=stand_in(colour),
            horizontalalignment=anchor,
            fontweight="bold" if bold else "normal",
        )
        self.lines.append(words)
        self._add(line)

    def _add(self, artist: "Artist") -> None:
        """Straight onto the figure: axes would cost as much again, for a scale that nobody asks."""
        artist.set_transform(self._pixels)
        artist.set_zorder(next(self._order))
        self.figure.add_artist(artist)
