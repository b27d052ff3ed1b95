"""Where bars under each other stand, with their names beside or above them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bars:
    """A column of bars from `left`, each `thick` high and `pitch` below the one before."""

    width: int
    left: float  # where the bars begin
    top: float  # of the first bar
    pitch: float
    thick: float
    tick: float
    name_above: float  # how far over the bar's top its name stands; 0 puts it beside
    grid: float  # how far over and under a bar the lines of the scale reach

    def height(self, rows: int) -> int:
        return round(self.top + self.pitch * (rows - 1) + self.thick + 54)
