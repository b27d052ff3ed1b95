"""Two charts that are tables: which word goes with which trigger, and where in the week moments lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.patterns.counting import (
    FEWEST_IN_CELL,
    PARTS,
    FeelingsOfTriggers,
    Week,
    feelings_of_triggers,
    hours_of,
    week_of,
)
from journal.patterns.moments import FeltMoment
from journal.words import feeling_word, trigger_name


@dataclass(frozen=True, slots=True)
class TableChart:
    """A chart whose picture is its table. While `missing` stands, nothing else is shown."""

    chart_id: str
    finding: str
    sentence: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    how_to_read: str
    missing: str = ""


def tables_html(felt: Sequence[FeltMoment], days: int) -> str:
    """Both, of the moments of so many days."""
    if not felt:
        return ""
    charts = [week_chart(week_of(felt), days), feelings_chart(feelings_of_triggers(felt), days)]
    return "".join(render_to_string("journal/table_chart.html", {"chart": chart}) for chart in charts)


def week_chart(week: Week, days: int) -> TableChart:
    return TableChart(
        chart_id="week",
        finding=_("When in the week"),
        sentence=_week_sentence(week),
        caption=_("Moments by weekday and hours, last %(days)d days") % {"days": days},
        header=(_("Weekday"), *map(_hours, range(PARTS))),
        rows=tuple(
            (capfirst(str(WEEKDAYS[day])), *map(_in_cell, counts)) for day, counts in enumerate(week.counts)
        ),
        how_to_read=_(
            "Each number counts moments on your own days and clock, the hours after midnight with the day "
            "before where your day ends later. A dash stands for fewer than %(few)d, a 0 for none."
        )
        % {"few": FEWEST_IN_CELL},
        missing=_week_missing(week),
    )


def _week_sentence(week: Week) -> str:
    if not week.strong_moments:
        return _("None of these moments was strong and unpleasant.")
    if week.leading is None:
        return _(
            "No one part of the week leads in the %(all)d strong, unpleasant moments. A count, not a rule."
        ) % {"all": week.strong_moments}
    day, part, times = week.leading
    return _(
        "%(times)d of %(all)d strong, unpleasant moments were on %(day)s, %(hours)s. A count, not a rule."
    ) % {
        "times": times,
        "all": week.strong_moments,
        "day": capfirst(str(WEEKDAYS[day])),
        "hours": _hours(part),
    }


def _week_missing(week: Week) -> str:
    if week.missing:
        return ngettext(
            "After %(many)d more moment you will see when in the week they come. It takes about two weeks.",
            "After %(many)d more moments you will see when in the week they come. It takes about two weeks.",
            week.missing,
        ) % {"many": week.missing}
    if week.missing_days:
        return ngettext(
            "In %(many)d more day you will see when in the week moments come. It takes two weeks.",
            "In %(many)d more days you will see when in the week moments come. It takes two weeks.",
            week.missing_days,
        ) % {"many": week.missing_days}
    return ""


def feelings_chart(found: FeelingsOfTriggers, days: int) -> TableChart:
    return TableChart(
        chart_id="feelings",
        finding=_("Which feeling goes with which trigger"),
        sentence=_feelings_sentence(found),
        caption=_("Moments by trigger and feeling, last %(days)d days") % {"days": days},
        # Words are short, names of triggers are long: the other way round, names would break at every word.
        header=(_("Feeling"), *map(_trigger, found.triggers)),
        rows=(
            *(
                (_word(code), *(str(counts[place]) for counts in found.counts))
                for place, code in enumerate(found.words)
            ),
            (_("All moments"), *map(str, found.totals)),
        ),
        how_to_read=_(
            "Each number counts moments with this trigger and this feeling. What came up most stands "
            "first, in both directions. "
            "A moment with two feelings counts for both."
        ),
        missing=ngettext(
            "After %(many)d more moment you will see which feeling goes with which trigger.",
            "After %(many)d more moments you will see which feeling goes with which trigger.",
            found.missing,
        )
        % {"many": found.missing}
        if found.missing
        else "",
    )


def _feelings_sentence(found: FeelingsOfTriggers) -> str:
    if found.leading is None:
        return _("With what came up most, no one feeling came up more than the others.")
    trigger, word, times, total = found.leading
    return _("“%(trigger)s” most often came with “%(feeling)s” (%(times)d of %(total)d times).") % {
        "trigger": trigger_name(trigger),
        "feeling": feeling_word(word),
        "times": times,
        "total": total,
    }


def _trigger(code: str | None) -> str:
    return _("All other triggers") if code is None else trigger_name(code)


def _word(code: str | None) -> str:
    return _("Other feelings") if code is None else capfirst(feeling_word(code))


def _in_cell(times: int) -> str:
    return "–" if 0 < times < FEWEST_IN_CELL else str(times)


def _hours(part: int) -> str:
    """Such as 08–12; midnight as an end is 24."""
    first, last = hours_of(part)
    return f"{first:02d}–{last or 24:02d}"
