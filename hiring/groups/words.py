"""How the page of fairness says things: what a table is, the names of groups, and numbers in words."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from charts.frame import Chart
from hiring.equality.questions import BY_CODE, ETHNICITY, SEX, Asked
from hiring.fairness import Count
from hiring.groups.floors import Line, Lines, Told
from hiring.numbers import NONE, number, number_beside

Row = tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One question at one step: a chart with its numbers, or a table alone where nothing can be compared."""

    title: str
    sentence: str
    caption: str
    header: Row
    rows: tuple[Row, ...]
    chart: Chart | None = None


@dataclass(frozen=True)
class Named:
    """The lines of one question at one step, by the names of its groups."""

    asked: Asked
    step: str  # empty for all stages together
    lines: Lines

    @property
    def compared(self) -> dict[str, Count]:
        """Groups of which all is shown, by code."""
        return {
            line.group: found for line in self.lines if line.told is Told.ALL and (found := count_of(line))
        }

    @property
    def is_compared(self) -> bool:
        """Whether there are rates to compare: of two groups at least, with somebody who went on."""
        compared = self.compared
        return len(compared) > 1 and any(selected for selected, _total in compared.values())

    def name(self, group: str) -> str:
        return name_of(self.asked.code, group)

    @property
    def title(self) -> str:
        told = {"question": _(self.asked.name), "step": self.step}
        return _("%(question)s: %(step)s") % told if self.step else _("%(question)s, all stages") % told


def name_of(question: str, group: str) -> str:
    """The words of one answer."""
    return _(next(choice.name for choice in BY_CODE[question].choices if choice.code == group))


def name_of_both(cell: tuple[str, str]) -> str:
    """The words of two answers: ethnicity, then sex."""
    ethnicity, sex = (name_of(code, value) for code, value in zip((ETHNICITY, SEX), cell, strict=True))
    return _("%(ethnicity)s, %(sex)s") % {"ethnicity": ethnicity, "sex": sex}


def count_of(line: Line) -> Count | None:
    """Both counts of a line, where both are shown."""
    return None if line.selected is None or line.total is None else (line.selected, line.total)


def counts_in_words(line: Line) -> tuple[str, str]:
    """How many were decided on, and how many of them went on."""
    return _shown(line.total), _shown(line.selected)


def told(line: Line) -> str:
    """Why a line has no rate."""
    words = {
        Told.NOTHING: _("Too few to compare"),
        Told.KEPT: _("Not shown"),
        Told.LATER: _("Not shown yet"),
    }
    return words.get(line.told, _("Cannot be judged"))


def ratio_in_words(ratio: float, is_adverse: bool, places: int = 2) -> str:
    """So many places, or as many as keep it on its side of the line."""
    return number_beside(ratio, 0.8, is_below=is_adverse, places=places)


def percent(share: float) -> str:
    return _("%(number)s %%") % {"number": number_format(round(100 * share, 1), 1)}


def span(low: float | None, high: float | None) -> str:
    if low is None:
        return NONE
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def chance(p: float) -> str:
    """How often chance alone does it."""
    if p < 0.001:
        return _("below %(least)s") % {"least": number_format(0.001, 3)}
    return number_format(round(p, 3), 3)


def _shown(count: int | None) -> str:
    return NONE if count is None else str(count)
