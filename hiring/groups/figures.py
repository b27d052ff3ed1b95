"""One question at one step: its table, its picture, and what both say in sentences."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.core.cache import cache as kept
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charts.frame import Chart, Figure2
from charts.impact import ImpactRow, draw_impact
from hiring.fairness import (
    Count,
    ImpactRatio,
    fisher_exact,
    impact_ratios,
    one_swap,
    shortfall,
    two_sd,
)
from hiring.groups.floors import FULL, Line, Told
from hiring.groups.words import (
    Figure,
    Named,
    Row,
    chance,
    counts_in_words,
    percent,
    ratio_in_words,
    span,
    told,
)
from hiring.numbers import NONE, number
from people.sealed_cache import DAYS_14, code_version

CHANCE = 0.05


def figure(place: int, named: Named) -> Figure:
    """The figure at this place of the page, with a chart where there is something to compare."""
    caption = _("%(title)s: how many were decided on, and how many of them went on") % {"title": named.title}
    if not named.is_compared:
        header, rows = _counts_header(), tuple(_counts_row(named, line) for line in named.lines)
        return Figure(named.title, _nothing_to_compare(named), caption, header, rows)
    ratios = impact_ratios(named.compared)
    chances = _chances(named.compared, ratios)
    header, rows = _table(named, ratios, chances)
    sentence = " ".join(_sentences(named, ratios, chances))
    chart_id = f"fairness-{place}"
    picture = _picture(chart_id, [_row(named, line, ratios) for line in named.lines])
    chart = Chart(
        chart_id=chart_id,
        finding=named.title,
        sentence=sentence,
        wide=picture.wide,
        narrow=picture.narrow,
        how_to_read=_how_to_read(),
        caption=caption,
        header=header,
        rows=rows,
        csv="",
    )
    return Figure(named.title, sentence, caption, header, rows, chart)


def _nothing_to_compare(named: Named) -> str:
    if all(line.told is Told.NOTHING for line in named.lines):
        return _("Every group has too few people to compare.")
    if any(line.told is Told.LATER for line in named.lines):
        return _("How many went on is shown once nobody is under way any more.")
    if any(line.told is Told.KEPT for line in named.lines):
        return _(
            "Not shown: so few went on or were refused, or they were so much alike, that the numbers would "
            "tell of single people."
        )
    if len(named.compared) < 2:
        return _("Rates are compared once two groups have %(full)d people or more.") % {"full": FULL}
    return _("Nobody went on in any group that is large enough, so there is no rate to compare with.")


def _how_to_read() -> str:
    return _(
        "Each dot is a group’s rate of going on, divided by the highest rate among groups of 30 people "
        "and more. The line "
        "around it holds the true ratio in 95 of 100 cases. Left of the 0.80 line is what American "
        "authorities look at first. A dot left of it is often chance where groups are small, so read the "
        "Fisher p beside it: it says how often chance alone splits groups as unevenly. A group of fewer than "
        "30 people has no dot."
    )


def _best(ratios: Mapping[str, ImpactRatio]) -> str:
    return next(group for group, found in ratios.items() if found.ratio == 1)


def _chances(compared: Mapping[str, Count], ratios: Mapping[str, ImpactRatio]) -> dict[str, float]:
    """Fisher's p of each group against the best one; worked out once for the table and the sentences."""
    best = _best(ratios)
    return {
        group: fisher_exact(*count, *compared[best]) for group, count in compared.items() if group != best
    }


def _sentences(
    named: Named, ratios: Mapping[str, ImpactRatio], chances: Mapping[str, float]
) -> Iterable[str]:
    compared, best = named.compared, _best(ratios)
    for group, p in chances.items():
        found = ratios[group]
        words = {
            "group": named.name(group),
            "best": named.name(best),
            "step": named.step,
            "ratio": ratio_in_words(found.ratio, found.is_adverse),
            "p": chance(p),
            "low": number(found.low),
            "high": number(found.high),
        }
        words |= dict(zip("abcd", map(str, (*compared[group], *compared[best])), strict=True))
        yield _went_on(named) % words
        yield _against_the_line(found) % words
        if p >= CHANCE:
            yield _("Could be chance.")


def _went_on(named: Named) -> str:
    if named.step:
        return _(
            "%(group)s passed “%(step)s” at %(ratio)s times the rate of %(best)s (%(a)s of %(b)s against "
            "%(c)s of %(d)s)."
        )
    return _(
        "%(group)s came through at %(ratio)s times the rate of %(best)s (%(a)s of %(b)s against %(c)s of "
        "%(d)s)."
    )


def _against_the_line(found: ImpactRatio) -> str:
    if found.low is None:
        below, above = (
            _("Below the 0.80 line (Fisher p %(p)s)."),
            _("Not below the 0.80 line (Fisher p %(p)s)."),
        )
    else:
        below = _("Below the 0.80 line (Fisher p %(p)s); likely between %(low)s and %(high)s.")
        above = _("Not below the 0.80 line (Fisher p %(p)s); likely between %(low)s and %(high)s.")
    return below if found.is_adverse else above


def _row(named: Named, line: Line, ratios: Mapping[str, ImpactRatio]) -> ImpactRow:
    found = ratios.get(line.group)
    if found is None:
        return ImpactRow(named.name(line.group), None, note=told(line))
    if not found.ratio:
        return ImpactRow(
            named.name(line.group), None, note=_("None of %(total)d went on") % {"total": line.total}
        )
    ends = None if found.low is None or found.high is None else (found.low, found.high)
    return ImpactRow(named.name(line.group), found.ratio, ends, ratio_in_words(found.ratio, found.is_adverse))


def _picture(chart_id: str, rows: Sequence[ImpactRow]) -> Figure2:
    """Drawn once for these numbers, language and state of the code; of groups, so kept in the clear."""
    asked = repr((code_version(), get_language(), chart_id, rows)).encode()
    name = "fairness:" + hashlib.sha256(asked).hexdigest()
    found = kept.get(name)
    if isinstance(found, dict):
        return Figure2(**found)
    made = draw_impact(
        chart_id=chart_id,
        rows=rows,
        line=_("0.80 line"),
        axis=_("Rate divided by the highest rate"),
        point=get_format("DECIMAL_SEPARATOR"),
    )
    kept.set(name, {"wide": made.wide, "narrow": made.narrow}, DAYS_14)
    return made


def _counts_header() -> Row:
    return _("Group"), _("Decided on"), _("Went on"), _("Rate")


def _table(
    named: Named, ratios: Mapping[str, ImpactRatio], chances: Mapping[str, float]
) -> tuple[Row, tuple[Row, ...]]:
    """Counts first, then every figure."""
    header = (
        *_counts_header(),
        _("Ratio"),
        _("Likely between"),
        _("Below 0.80"),
        _("Fisher p"),
        _("Standard deviations"),
        _("Missing at the rate of the groups compared"),
        _("With one person swapped"),
    )
    figures = _figures(named.compared, ratios, chances)
    empty = (NONE,) * (len(header) - 4)
    return header, tuple((*_counts_row(named, line), *figures.get(line.group, empty)) for line in named.lines)


def _counts_row(named: Named, line: Line) -> Row:
    total, selected = counts_in_words(line)
    if line.told is Told.ALL and line.total and line.selected is not None:
        return named.name(line.group), total, selected, percent(line.selected / line.total)
    return named.name(line.group), total, selected, told(line)


def _figures(
    compared: Mapping[str, Count], ratios: Mapping[str, ImpactRatio], chances: Mapping[str, float]
) -> dict[str, Row]:
    swaps, missing, best = one_swap(compared), shortfall(compared), _best(ratios)
    found = {}
    for group, ratio in ratios.items():
        first: Row = (ratio_in_words(ratio.ratio, ratio.is_adverse), NONE, NONE, NONE, NONE)
        if group != best:
            flag = _("Yes") if ratio.is_adverse else _("No")
            z = _z((*compared[group], *compared[best]))
            first = (first[0], span(ratio.low, ratio.high), flag, chance(chances[group]), z)
        swap = swaps.get(group)
        swapped = NONE if swap is None else _swapped(swap.is_adverse, swap.reverses)
        found[group] = (*first, number(missing[group].missing, 1), swapped)
    return found


def _swapped(is_adverse: bool, reverses: bool) -> str:
    """Still below the line first: beside a third group a place can change and the line be crossed as well."""
    if is_adverse:
        return _("Below 0.80")
    return _("Turns round") if reverses else _("Not below 0.80")


def _z(pair: tuple[int, int, int, int]) -> str:
    everybody = pair[0] + pair[2] == pair[1] + pair[3]
    return NONE if everybody else number(two_sd(*pair), 1)
