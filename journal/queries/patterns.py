"""The patterns page: which triggers came up in a period, counted once and remembered sealed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts.frame import Chart, Figure2
from charts.triggers import TriggerRow, draw_triggers
from journal.findings import mean_text, missing_sentence, trigger_heading, trigger_sentence
from journal.models import Moment
from journal.plans.planned import planned_triggers
from journal.queries.behind import DAYS
from journal.queries.findings import findings_html
from journal.queries.opened import Opened, Window, first_day, given_day, state_of_days, today_of
from journal.queries.tables import tables_html
from journal.triggers import TriggerCount, TriggerCounts, count_triggers
from journal.words import trigger_name
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealed_cache import remembered

PERIODS = (30, 90, 365)
CHART = "triggers"
BARS = 8


@dataclass(frozen=True, slots=True)
class Triggers:
    """Counts of a window, and the moments in it that do not open."""

    window: Window
    counts: TriggerCounts
    unopened: tuple[UUID, ...]

    @property
    def sentence(self) -> str | None:
        """None while there are too few moments to say anything."""
        return None if self.counts.missing else trigger_sentence(self.counts, self.window.days)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (trigger_name(each.code), str(each.times), mean_text(each)) for each in self.counts.ranked
        )


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """The chart in its frame as HTML, or the sentence that says how many more moments it takes."""

    days: int
    chart: SafeString
    missing: str
    findings: SafeString
    tables: SafeString
    beyond: str
    not_opened: str
    unopened: tuple[UUID, ...]


def triggers_of_last(owner: Membership, days: int, now: dt.datetime) -> Triggers:
    """Her triggers of the last `days` days."""
    return triggers_of(owner, window_of(owner, days, today_of(owner, now)))


def window_of(owner: Membership, days: int, last: dt.date) -> Window:
    """The `days` days up to `last`, as her moments in them are now."""
    number, changed_at = state_of_days(owner, first_day(last, days), last)
    return Window(days, last, number, changed_at)


def triggers_of(owner: Membership, window: Window, opened: Opened | None = None) -> Triggers:
    """The counts of a window, remembered until a moment in it or the day changes.

    `opened` holds the window, where the page has more to count than this.
    """
    opened = opened or Opened(owner, window.first, window.last)
    kept = remembered(owner, "journal.triggers", window.parts, lambda: _count(opened, window))
    ranked = tuple(TriggerCount(*each) for each in kept["ranked"])
    unopened = tuple(UUID(row) for row in kept["unopened"])
    return Triggers(window, TriggerCounts(kept["moments"], ranked), unopened)


def insight_of(owner: Membership, window: Window) -> tuple[str | None, tuple[UUID, ...]]:
    """The one sentence of a window, and the moments in it that do not open, remembered without the counts."""

    def make() -> dict[str, Any]:
        found = triggers_of(owner, window)
        return {"sentence": found.sentence, "unopened": list(map(str, found.unopened))}

    kept = remembered(owner, "journal.insight", window.parts, make)
    return kept["sentence"], tuple(map(UUID, kept["unopened"]))


def patterns_page(owner: Membership, days: int, now: dt.datetime) -> PatternsPage:
    """Everything the page shows for one of PERIODS, remembered as a whole: one look into the cache.

    Behind it stand what other pages and periods share, remembered apart: counts, sentences, the picture.
    """
    year, window = _windows(owner, days, today_of(owner, now))
    planned = planned_triggers(owner) if year.number else ()
    kept = remembered(
        owner,
        "journal.patterns",
        (*year.parts, *window.parts, static("icons.svg"), *planned),
        lambda: _page(owner, year, window, planned),
    )
    # Ours as they were rendered: the cache is sealed, so nobody else has written them.
    html = {name: SafeString(kept[name]) for name in ("chart", "findings", "tables")}
    told = {name: kept[name] for name in ("missing", "beyond", "not_opened")}
    return PatternsPage(days=days, unopened=tuple(map(UUID, kept["unopened"])), **html, **told)


def _page(owner: Membership, year: Window, window: Window, planned: Sequence[str]) -> dict[str, Any]:
    """Moments are opened once, if something is new."""
    opened = Opened(owner, year.first, year.last)
    found = triggers_of(owner, window, opened)
    missing, ranked = found.counts.missing, found.counts.ranked
    return {
        "chart": "" if missing else _framed(owner, found),
        "missing": missing_sentence(found.counts) if missing else "",
        "findings": findings_html(owner, year, planned, opened.felt) if year.number else "",
        "tables": tables_html(opened.felt(window.first), window.days),
        "beyond": _("The picture shows the %(bars)d that came up most, the numbers show all.")
        % {"bars": BARS}
        if len(ranked) > BARS
        else "",
        "not_opened": _not_opened(found),
        "unopened": list(map(str, found.unopened)),
    }


def table_header() -> tuple[str, ...]:
    return _("Trigger"), _("Times"), _("Average strength, 1 to 5")


def _windows(owner: Membership, days: int, last: dt.date) -> tuple[Window, Window]:
    """The year that sentences look at, and within it the period that was chosen: asked for at once."""
    year, first = first_day(last, DAYS), first_day(last, days)
    found = _state_of_both.first(owner=owner.pk, year=year, first=first, last=last)
    number, changed_at, within, changed_within = found or (0, None, 0, None)
    return Window(DAYS, last, number, changed_at), Window(days, last, within, changed_within)


def _count(opened: Opened, window: Window) -> dict[str, Any]:
    counts = count_triggers(opened.felt(window.first))
    return {
        "moments": counts.moments,
        "ranked": [(each.code, each.times, each.strengths) for each in counts.ranked],
        "unopened": [str(row) for row in opened.broken(window.first)],
    }


def _framed(owner: Membership, found: Triggers) -> SafeString:
    """The chart with its words and its table, which for a rich vocabulary has a hundred rows."""
    kept = remembered(
        owner,
        "journal.triggers.chart",
        (*found.window.parts, found.counts.ranked, static("icons.svg")),
        lambda: {"html": _render(found)},
    )
    # Ours as it was rendered: the cache is sealed, so nobody else has written it.
    return SafeString(kept["html"])


def _render(found: Triggers) -> str:
    csv_url = f"{reverse('journal:patterns-triggers-csv')}?period={found.window.days}"
    return render_to_string("components/chart.html", {"chart": _chart(found), "csv_url": csv_url})


def _chart(found: Triggers) -> Chart:
    drawn = _draw(found.counts)
    return Chart(
        chart_id=CHART,
        finding=trigger_heading(found.counts),
        sentence=trigger_sentence(found.counts, found.window.days),
        wide=drawn.wide,
        narrow=drawn.narrow,
        how_to_read=_(
            "The longer a bar, the more often this came up. Beside it stands how often, and the average "
            "strength from 1 (barely) to 5 (very strongly). The closer the lines in a bar, the stronger."
        ),
        caption=_("Moments and average strength by trigger, %(first)s to %(last)s")
        % {
            "first": date_format(found.window.first, "j F Y"),
            "last": date_format(found.window.last, "j F Y"),
        },
        header=table_header(),
        rows=found.table,
        csv="triggers.csv",
    )


def _draw(counts: TriggerCounts) -> Figure2:
    rows = [
        TriggerRow(
            name=trigger_name(each.code),
            count=each.times,
            strength=each.mean,
            shown=f"{each.times} · {mean_text(each)}",
        )
        for each in counts.ranked[:BARS]
    ]
    return draw_triggers(
        chart_id=CHART,
        rows=rows,
        counts_are=_("Number of moments"),
        shown_are=_("Times · average strength"),
    )


def _beyond() -> str:
    return _("The picture shows the %(bars)d that came up most, the numbers show all.") % {"bars": BARS}


def _not_opened(found: Triggers) -> str:
    many = len(found.unopened)
    return (
        ngettext(
            "%(many)d moment of this time could not be opened and is not counted.",
            "%(many)d moments of this time could not be opened and are not counted.",
            many,
        )
        % {"many": many}
        if many
        else ""
    )


_state_of_both: Prepared[tuple[int, dt.datetime, int, dt.datetime | None]] = Prepared(
    lambda: (
        Moment.objects.of(Given("owner", Membership))
        .on_days(given_day("year"), given_day("last"))
        .values("membership")
        .annotate(
            number=Count("local_day"),
            latest=Max("changed_at"),
            within=Count("local_day", filter=Q(local_day__gte=given_day("first"))),
            latest_within=Max("changed_at", filter=Q(local_day__gte=given_day("first"))),
        )
        .values_list("number", "latest", "within", "latest_within")
    )
)
