"""The page of totals: the newest week that something was released of, for each unit that somebody may see."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from uuid import UUID

from django.core.cache import cache as kept
from django.db.models import Max
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charts.frame import Chart, Figure2
from charts.totals import TotalRow, draw_totals
from coaching.models import ReleasedCell
from coaching.totals.queries import Unit, all_units
from coaching.totals.words import (
    FAMILY_CELLS,
    TRIGGER_CELLS,
    cell_name,
    changes_for,
    most_of,
    people_text,
)
from coaching.visibility import LEVELS
from people.anonymity import STRONG
from people.models import Membership, TeamSupervisor
from people.prepared import Given, Prepared
from people.sealed_cache import DAYS_14, code_version, remembered


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """One unit and week: what was released of it, and what could be changed."""

    name: str
    week: str
    charts: tuple[Chart, ...]
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest week that something was released of, for one unit, and the last number given out of it."""

    id: UUID
    name: str
    monday: dt.date
    last: int


def insights_html(viewer: Membership) -> SafeString:
    """The units she may see as her page shows them; empty without any. Remembered until something new is
    released, since what was given out once never changes.
    """
    shown = newest_for(viewer)
    if not shown:
        return SafeString()
    parts = (*map(astuple, shown), static("icons.svg"))
    page = remembered(viewer, "coaching.totals", parts, lambda: {"html": _html(shown)})
    return SafeString(page["html"])  # ours as it was rendered: the cache is sealed


def _html(shown: Sequence[Newest]) -> str:
    return render_to_string("coaching/insights_units.html", {"units": told_of(shown)})


def newest_for(viewer: Membership) -> tuple[Newest, ...]:
    """The units she belongs to or is in charge of, with what was released last. Three queries at most."""
    units = _seen_by(viewer)
    released = ReleasedCell.objects.filter(week__roster__unit__in=[unit.id for unit in units])
    newest = released.values_list("week__roster__unit").annotate(Max("week__monday"), Max("pk")).order_by()
    told = {unit: (monday, cell) for unit, monday, cell in newest}
    return tuple(Newest(unit.id, unit.name, *told[unit.id]) for unit in units if unit.id in told)


def told_of(shown: Sequence[Newest]) -> tuple[UnitTotals, ...]:
    """One query."""
    mondays = {each.id: each.monday for each in shown}
    released = ReleasedCell.objects.filter(week__roster__unit__in=mondays, week__monday__in=mondays.values())
    cells: dict[UUID, dict[str, int]] = defaultdict(dict)
    for unit, monday, cell, at_least in released.values_list(
        "week__roster__unit", "week__monday", "cell", "at_least"
    ):
        if mondays[unit] == monday:
            cells[unit][cell] = at_least
    return tuple(
        _told(number, each.name, each.monday, cells[each.id]) for number, each in enumerate(shown, start=1)
    )


def _seen_by(viewer: Membership) -> list[Unit]:
    """Those she is of, and as a supervisor those she is in charge of, or of a team above."""
    supervised = set(_supervised(member=viewer.pk)) if viewer.is_supervisor else set()
    return [
        unit
        for unit in all_units()
        if viewer.team_id in unit.teams or not supervised.isdisjoint(unit.chain[: LEVELS + 1])
    ]


def _told(number: int, name: str, monday: dt.date, cells: dict[str, int]) -> UnitTotals:
    week = date_format(monday, "j F Y")
    charts = [
        _chart(f"came-{number}", name, week, cells, (*TRIGGER_CELLS, STRONG), TRIGGER_CELLS),
        _chart(f"tried-{number}", name, week, cells, FAMILY_CELLS, FAMILY_CELLS),
    ]
    return UnitTotals(name, week, tuple(filter(None, charts)), changes_for(cells))


def _chart(
    chart_id: str, name: str, week: str, cells: dict[str, int], wanted: Sequence[str], ranked: Sequence[str]
) -> Chart | None:
    """None where no cell of it is shown."""
    if not any(cell in cells for cell in wanted):
        return None
    finding, sentence = _in_words(name, week, cells, ranked)
    picture = _picture(chart_id, [_row(cell, cells.get(cell)) for cell in wanted])
    return Chart(
        chart_id=chart_id,
        finding=finding,
        sentence=sentence,
        wide=picture.wide,
        narrow=picture.narrow,
        how_to_read=_(
            "Each bar counts people, not moments. Numbers are given in steps of five: there were at least as "
            "many people as the full part of the bar, and the open part is what the step leaves open."
        ),
        caption=_("People in %(unit)s, week of %(week)s") % {"unit": name, "week": week},
        header=(_("What"), _("People")),
        rows=tuple((cell_name(cell), _shown(cells.get(cell))) for cell in wanted),
        csv="",
    )


def _in_words(name: str, week: str, cells: dict[str, int], ranked: Sequence[str]) -> tuple[str, str]:
    """The heading, and the one sentence with its numbers."""
    most = max((cells[cell] for cell in ranked if cell in cells), default=0)
    first = [cell_name(cell) for cell in ranked if cells.get(cell) == most]
    told = {
        "unit": name,
        "week": week,
        "first": get_text_list(first, _("and")),
        "number": people_text(most or cells[STRONG]),
    }
    if not most:
        finding, sentence = _strong_texts()
    else:
        finding, sentence = _came_texts() if ranked is TRIGGER_CELLS else _tried_texts()
    rest = _("What too few people met, or nearly all, is not shown.")
    return finding % told, f"{sentence % told} {rest}"


def _came_texts() -> tuple[str, str]:
    return _("What came up most: %(first)s"), _(
        "In %(unit)s, week of %(week)s: %(first)s came up most, for %(number)s people."
    )


def _tried_texts() -> tuple[str, str]:
    return _("What was tried most: %(first)s"), _(
        "In %(unit)s, week of %(week)s: %(first)s was tried most, by %(number)s people."
    )


def _strong_texts() -> tuple[str, str]:
    return _("Strong moments"), _(
        "In %(unit)s, week of %(week)s: half of their moments or more were strong for %(number)s people."
    )


def _row(cell: str, at_least: int | None) -> TotalRow:
    most = None if at_least is None else most_of(at_least)
    return TotalRow(cell_name(cell), at_least, most, _shown(at_least))


def _shown(at_least: int | None) -> str:
    return _("not shown") if at_least is None else people_text(at_least)


def _picture(chart_id: str, rows: Sequence[TotalRow]) -> Figure2:
    """Drawn once for each week, language and state of the code; an organisation's, so kept in the clear."""
    asked = repr((code_version(), get_language(), chart_id, rows)).encode()
    name = "totals:" + hashlib.sha256(asked).hexdigest()
    found = kept.get(name)
    if isinstance(found, dict):
        return Figure2(**found)
    made = draw_totals(chart_id=chart_id, rows=rows, counts_are=_("Number of people"))
    kept.set(name, {"wide": made.wide, "narrow": made.narrow}, DAYS_14)
    return made


_supervised: Prepared[UUID] = Prepared(
    lambda: TeamSupervisor.objects.filter(membership=Given("member", Membership)).values_list(
        "team", flat=True
    )
)
