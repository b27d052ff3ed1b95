"""What the tests of charts draw, and how they read a drawing: marks, lines and words with their places."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from charts.dumbbell import DumbbellRow, Key, draw_dumbbell
from charts.frame import Figure2
from charts.impact import ImpactRow, draw_impact
from charts.power import PowerLine, draw_power
from charts.profile import ProfileRow, draw_profile
from charts.progress import ProgressPanel, Take, draw_progress
from charts.totals import TotalRow, draw_totals
from charts.triggers import TriggerRow, draw_triggers

GOLDEN = Path(__file__).parent / "golden"

PROFILE = (
    ProfileRow("sa", "Self-awareness", 71, (55, 87), (63, 79), "71"),
    ProfileRow("sr", "Self-regulation", 48, (35, 61), (41, 55), "48"),
    ProfileRow("mo", "Motivation", 62.5, (46, 79), (54, 71), "62"),
    ProfileRow("em", "Empathy", 88, (72, 100), (80, 96), "88"),
    ProfileRow("ss", "Social skills", 30, (17, 43), (23, 37), "30"),
)
TAKES = (
    Take(dt.date(2026, 5, 18), "18 May 2026"),
    Take(dt.date(2026, 7, 20), "20 Jul 2026"),
    Take(dt.date(2026, 9, 28), "28 Sep 2026"),
)
PROGRESS = (
    ProgressPanel("sa", "Self-awareness", (71, 66, 74), ("71", "66", "74"), (45, 97)),
    ProgressPanel("sr", "Self-regulation", (48, 55, 80), ("48", "55", "80"), (22, 74)),
    ProgressPanel("mo", "Motivation", (62, 60, 58), ("62", "60", "58"), (36, 88)),
    ProgressPanel("em", "Empathy", (88, 92, 95), ("88", "92", "95"), (62, 100)),
    ProgressPanel("ss", "Social skills", (30, None, 8), ("30", "", "8"), (4, 56)),
)
TRIGGERS = (
    TriggerRow("Rude or aggressive customer", 23, 4.1, "23 · 4.1"),
    TriggerRow("Asked for too much", 17, 2.9, "17 · 2.9"),
    TriggerRow("Unclear what they wanted", 12, 3.6, "12 · 3.6"),
    TriggerRow("The printer on the third floor", 6, 1.8, "6 · 1.8", own=True),
)
TOTALS = (
    TotalRow("Rude or aggressive customer", 10, 14, "10 to 14"),
    TotalRow("Asked for too much", None, None, "not shown"),
    TotalRow("System and rules", 15, 19, "15 to 19"),
    TotalRow("Half or more moments strong", 5, 9, "5 to 9"),
)
SIZES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
CHANGES = ("none", "0.5", "1.0", "1.5", "2.0", "2.5")
POWER = (
    PowerLine(
        "By the test of one part", (4.8, 11.1, 29.2, 56.2, 81.4, 95.7), ("5", "11", "29", "56", "81", "96")
    ),
    PowerLine(
        "By the words of a page", (5.4, 3.5, 13.4, 34.0, 62.4, 86.6), ("5", "3", "13", "34", "62", "87")
    ),
)
DUMBBELL = (
    DumbbellRow("sr", "Self-regulation", 65, 51, (39, 63), "65", "51"),
    DumbbellRow("mo", "Motivation", 70, 77.5, (61, 94), "70", "78"),
    DumbbellRow("em", "Empathy", 85, None, note="Not shown"),
    DumbbellRow("ss", "Social skills", 45, 69, (64, 74), "45", "69"),
)
IMPACT = (
    ImpactRow("White", 1, shown="1.00"),
    ImpactRow("Black or African American", 0.681, (0.52, 0.891), "0.68"),
    ImpactRow("Hispanic or Latino", 0.83, (0.45, 1.52), "0.83"),
    ImpactRow("Asian", None, note="Cannot be judged: 12 people"),
    ImpactRow("Native Hawaiian or Pacific Islander", None, note="Too few to compare"),
)


def profile() -> Figure2:
    return draw_profile(chart_id="profile", rows=PROFILE)


def progress() -> Figure2:
    return draw_progress(
        chart_id="progress",
        takes=TAKES,
        panels=PROGRESS,
        dot_means="Each time you answered",
        band_means="The questionnaire's own error around your first answers",
    )


def triggers() -> Figure2:
    return draw_triggers(
        chart_id="triggers",
        rows=TRIGGERS,
        counts_are="Number of moments",
        shown_are="Times · average strength, 1 to 5",
    )


def totals() -> Figure2:
    return draw_totals(chart_id="totals", rows=TOTALS, counts_are="Number of people")


def power() -> Figure2:
    return draw_power(chart_id="power", sizes=SIZES, shown=CHANGES, lines=POWER, axis="True change (SD)")


def dumbbell() -> Figure2:
    key = Key(own="You", others="Others", spread="Spread of the others")
    return draw_dumbbell(chart_id="dumbbell", rows=DUMBBELL, key=key)


def impact() -> Figure2:
    return draw_impact(
        chart_id="impact", rows=IMPACT, line="0.80 line", axis="Rate compared with the best group's"
    )


def every_drawing() -> dict[str, str]:
    """The seven charts at both widths, by name."""
    figures = {
        "profile": profile(),
        "progress": progress(),
        "triggers": triggers(),
        "totals": totals(),
        "power": power(),
        "dumbbell": dumbbell(),
        "impact": impact(),
    }
    return {
        f"{name}-{variant}": svg
        for name, figure in figures.items()
        for variant, svg in (("wide", figure.wide), ("narrow", figure.narrow))
    }


@dataclass(frozen=True)
class Line:
    """A path of a drawing: its classes, its points, and how thick it is."""

    colours: frozenset[str]
    points: tuple[tuple[float, float], ...]
    width: float
    dashes: str
    fill: str


@dataclass(frozen=True)
class Placed:
    """A mark or a line of words, with its place."""

    colours: frozenset[str]
    x: float
    y: float
    words: str


class Drawing:
    """An inline SVG taken apart."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        _, _, self.width, self.height = map(float, self.root.attrib["viewBox"].split())
        self.words = [self._placed(element) for element in self.root.iter("text")]
        self.marks = [self._placed(element) for element in self.root.iter("use")]
        kept = {path for defs in self.root.iter("defs") for path in defs.iter("path")}
        self.lines = [self._line(path) for path in self.root.iter("path") if path not in kept]

    @staticmethod
    def _placed(element: ElementTree.Element) -> Placed:
        colours = frozenset(element.get("class", "").split())
        return Placed(colours, float(element.attrib["x"]), float(element.attrib["y"]), element.text or "")

    @staticmethod
    def _line(path: ElementTree.Element) -> Line:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.attrib["d"])]
        return Line(
            frozenset(path.get("class", "").split()),
            tuple(zip(numbers[::2], numbers[1::2], strict=True)),
            float(path.get("stroke-width", "1")),
            path.get("stroke-dasharray", ""),
            path.get("fill", ""),
        )

    def said(self, words: str) -> Placed:
        """The one place where these words stand."""
        (placed,) = [placed for placed in self.words if placed.words == words]
        return placed

    def mark(self, colour: str) -> Placed:
        """The one mark of this colour."""
        (placed,) = [mark for mark in self.marks if f"f-{colour}" in mark.colours]
        return placed

    def drawn(self, colour: str, width: float) -> list[Line]:
        """The lines of one colour and thickness."""
        return [line for line in self.lines if f"s-{colour}" in line.colours and line.width == width]
