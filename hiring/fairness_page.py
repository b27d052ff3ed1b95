"""The page of fairness: the counts of an opening in pictures, tables and words, as far as they are shown."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache as kept
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charts.frame import Chart, Figure2
from charts.impact import ImpactRow, draw_impact
from hiring.equality.questions import ASKED, BY_CODE, ETHNICITY, SEX, Asked
from hiring.fairness import (
    ImpactRatio,
    Table,
    fisher_exact,
    impact_ratios,
    local_law_144,
    mantel_haenszel_odds_ratio,
    one_swap,
    shortfall,
    two_sd,
)
from hiring.fairness_counts import OpeningCount, StageCount, counts_of
from hiring.fairness_floors import FULL, Line, Lines, Told, shown, shown_together
from hiring.models import Opening
from hiring.retention import REGIMES, purge_day
from people.sealed_cache import DAYS_14, code_version

NONE = "–"
CHANCE = 0.05


@dataclass(frozen=True)
class Figure:
    """One question at one step: a chart with its numbers, or a table alone where nothing can be compared."""

    title: str
    sentence: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart | None = None


@dataclass(frozen=True)
class FairnessPage:
    """What is shown of one opening; `figures` is empty from the day on which answers begin to be deleted."""

    opening: Opening
    readable_until: dt.date
    is_gone: bool
    steps: tuple[StageCount, ...]
    figures: tuple[Figure, ...]
    together: Figure | None
    pooled: Figure | None


@dataclass(frozen=True)
class _Named:
    """The lines of one question at one step, by the names of its groups."""

    asked: Asked
    step: str  # empty for all stages together
    lines: Lines

    @property
    def compared(self) -> dict[str, tuple[int, int]]:
        """Groups of which all is shown, by code."""
        return {
            line.group: found for line in self.lines if line.told is Told.ALL and (found := _count_of(line))
        }

    def name(self, group: str) -> str:
        return _(next(choice.name for choice in self.asked.choices if choice.code == group))

    @property
    def title(self) -> str:
        told = {"question": _(self.asked.name), "step": self.step}
        return _("%(question)s: %(step)s") % told if self.step else _("%(question)s, all stages") % told


def figures_end(opening: Opening) -> dt.date:
    """The first day on which answers are deleted: from then on figures would change by single people."""
    return purge_day(REGIMES[opening.retention], deadline=opening.last_day, decided=None)


def fairness_page(opening: Opening, now: dt.datetime) -> FairnessPage:
    """One opening, and what all openings of its organisation say together. Six queries."""
    every = [
        one for one in Opening.objects.exclude(state=Opening.State.DRAFT) if figures_end(one) > now.date()
    ]
    counts = counts_of(every, now)
    count, end = counts.get(opening.pk), figures_end(opening)
    if count is None:
        return FairnessPage(opening, end, True, (), (), None, None)
    named = _named(count)
    return FairnessPage(
        opening=opening,
        readable_until=end,
        is_gone=False,
        steps=count.stages,
        figures=tuple(_figure(number, one) for number, one in enumerate(named, start=1)),
        together=_together(count),
        pooled=_pooled(counts),
    )


def _named(count: OpeningCount) -> list[_Named]:
    """For each question all stages together first, then each stage; one stage alone is all of them."""
    found = []
    for asked in ASKED:
        by_stage, overall = shown(count.by_stage[asked.code], count.by_overall[asked.code])
        found.append(_Named(asked, "", overall))
        if len(by_stage) > 1:
            found += [
                _Named(asked, stage.name, lines) for stage, lines in zip(count.stages, by_stage, strict=True)
            ]
    return found


def _figure(number: int, named: _Named) -> Figure:
    compared = named.compared
    header, rows = _table(named)
    caption = _("%(title)s: how many were decided on, and how many of them went on") % {"title": named.title}
    if len(compared) < 2 or not any(selected for selected, _total in compared.values()):
        return Figure(named.title, _nothing_to_compare(named), caption, header, rows)
    ratios = impact_ratios(compared)
    sentence = " ".join(_sentences(named, ratios))
    picture = _picture(f"fairness-{number}", [_row(named, line, ratios) for line in named.lines])
    chart = Chart(
        chart_id=f"fairness-{number}",
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


def _nothing_to_compare(named: _Named) -> str:
    if all(line.told is Told.NOTHING for line in named.lines):
        return _("Every group has too few people to compare.")
    if len(named.compared) < 2:
        return _("Rates are compared once two groups have %(full)d people or more.") % {"full": FULL}
    return _("Nobody went on in any group that is large enough, so there is no rate to compare with.")


def _how_to_read() -> str:
    return _(
        "Each dot is a group’s rate of going on, divided by the rate of the group with the highest. The line "
        "around it holds the true ratio in 95 of 100 cases. Left of the 0.80 line is what American "
        "authorities look at first. A dot left of it is often chance where groups are small, so read the "
        "Fisher p beside it: it says how often chance alone splits groups as unevenly. A group of fewer than "
        "30 people has no dot."
    )


def _best(ratios: Mapping[str, ImpactRatio]) -> str:
    return next(group for group, found in ratios.items() if found.ratio == 1)


def _sentences(named: _Named, ratios: Mapping[str, ImpactRatio]) -> Iterable[str]:
    compared, best = named.compared, _best(ratios)
    for group, found in ratios.items():
        if group == best:
            continue
        p = fisher_exact(*compared[group], *compared[best])
        told = {
            "group": named.name(group),
            "best": named.name(best),
            "step": named.step,
            "ratio": _ratio(found),
            "p": _p(p),
            "low": _number(found.low),
            "high": _number(found.high),
        }
        told |= dict(zip("abcd", map(str, (*compared[group], *compared[best])), strict=True))
        yield _went_on(named) % told
        yield _against_the_line(found) % told
        if p >= CHANCE:
            yield _("Could be chance.")


def _went_on(named: _Named) -> str:
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


def _row(named: _Named, line: Line, ratios: Mapping[str, ImpactRatio]) -> ImpactRow:
    found = ratios.get(line.group)
    if found is None:
        return ImpactRow(named.name(line.group), None, note=_told(line))
    if not found.ratio:
        return ImpactRow(
            named.name(line.group), None, note=_("None of %(total)d went on") % {"total": line.total}
        )
    span = None if found.low is None or found.high is None else (found.low, found.high)
    return ImpactRow(named.name(line.group), found.ratio, span, _ratio(found))


def _told(line: Line) -> str:
    return _("Too few to compare") if line.told is Told.NOTHING else _("Cannot be judged")


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


def _table(named: _Named) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Counts first, then every figure; the columns of figures only where something is compared."""
    header: tuple[str, ...] = (_("Group"), _("Decided on"), _("Went on"), _("Rate"))
    compared = named.compared
    if len(compared) < 2 or not any(selected for selected, _total in compared.values()):
        return header, tuple(_counts_row(named, line) for line in named.lines)
    header += (
        _("Ratio"),
        _("Likely between"),
        _("Below 0.80"),
        _("Fisher p"),
        _("Standard deviations"),
        _("Missing at the rate of all"),
        _("With one person swapped"),
    )
    figures = _figures(compared)
    empty = (NONE,) * (len(header) - 4)
    rows = tuple((*_counts_row(named, line), *figures.get(line.group, empty)) for line in named.lines)
    return header, rows


def _counts_row(named: _Named, line: Line) -> tuple[str, ...]:
    total = NONE if line.total is None else str(line.total)
    selected = NONE if line.selected is None else str(line.selected)
    if line.told is Told.ALL and line.total and line.selected is not None:
        return named.name(line.group), total, selected, _percent(line.selected / line.total)
    return named.name(line.group), total, selected, _told(line)


def _figures(compared: Mapping[str, tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    ratios, swaps, missing = impact_ratios(compared), one_swap(compared), shortfall(compared)
    best = _best(ratios)
    found = {}
    for group, ratio in ratios.items():
        if group == best:
            first: tuple[str, ...] = (_ratio(ratio), NONE, NONE, NONE, NONE)
        else:
            pair = (*compared[group], *compared[best])
            span = NONE if ratio.low is None else _span(ratio.low, ratio.high)
            flag = _("Yes") if ratio.is_adverse else _("No")
            first = _ratio(ratio), span, flag, _p(fisher_exact(*pair)), _z(pair)
        swap = swaps.get(group)
        found[group] = (
            *first,
            _number(missing[group].missing, 1),
            NONE if swap is None else _swapped(swap.is_adverse, swap.reverses),
        )
    return found


def _swapped(is_adverse: bool, reverses: bool) -> str:
    if reverses:
        return _("Turns round")
    return _("Below 0.80") if is_adverse else _("Not below 0.80")


def _z(pair: tuple[int, int, int, int]) -> str:
    everybody = pair[0] + pair[2] == pair[1] + pair[3]
    return NONE if everybody else _number(two_sd(*pair), 1)


def _together(count: OpeningCount) -> Figure | None:
    """New York's table: sex by ethnicity, over all stages. None where nothing of it is shown."""
    lines = shown_together(count.together)
    full = {cell: line for cell, line in lines.items() if line.told is Told.ALL}
    if all(line.told is Told.NOTHING for line in lines.values()):
        return None
    rates = _rates_together(full)
    rows = tuple(
        (_cell_name(cell), *_counts_of(line), *rates.get(cell, (_told(line), NONE)))
        for cell, line in lines.items()
    )
    return Figure(
        title=_("Sex and ethnicity together"),
        sentence=_(
            "The table that New York City asks for (6 RCNY 5-301): rates of selection over all stages, and "
            "each divided by the highest. The tables by one of the two stand above."
        ),
        caption=_("Rates of selection by sex and ethnicity"),
        header=(_("Group"), _("Decided on"), _("Went on"), _("Selection rate"), _("Impact ratio")),
        rows=rows,
    )


def _rates_together(full: Mapping[tuple[str, str], Line]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of the cells shown whole alone, so that no ratio tells of one that is not."""
    people = [
        (sex, ethnicity, number < (line.selected or 0), None)
        for (ethnicity, sex), line in full.items()
        for number in range(line.total or 0)
    ]
    if not people:
        return {}
    found = {}
    for one in local_law_144(people).by_both:
        assert one.selection is not None
        assert one.ethnicity is not None
        assert one.sex is not None
        ratio = NONE if one.selection.ratio is None else _number(one.selection.ratio, 3)
        found[one.ethnicity, one.sex] = (_percent(one.selection.rate), ratio)
    return found


def _cell_name(cell: tuple[str, str]) -> str:
    ethnicity, sex = (_name(code, value) for code, value in zip((ETHNICITY, SEX), cell, strict=True))
    return _("%(ethnicity)s, %(sex)s") % {"ethnicity": ethnicity, "sex": sex}


def _name(code: str, value: str) -> str:
    return _(next(choice.name for choice in BY_CODE[code].choices if choice.code == value))


def _counts_of(line: Line) -> tuple[str, str]:
    return tuple(NONE if one is None else str(one) for one in (line.total, line.selected))  # type: ignore[return-value]


def _pooled(counts: Mapping[UUID, OpeningCount]) -> Figure | None:
    """All openings together: each group against the largest one, opening by opening. None with one alone."""
    rows: list[tuple[str, ...]] = []
    for asked in ASKED:
        overall = [shown(one.by_stage[asked.code], one.by_overall[asked.code])[1] for one in counts.values()]
        rows += _pooled_rows(asked, overall)
    if not rows:
        return None
    return Figure(
        title=_("All openings together"),
        sentence=_(
            "Small groups add up over openings. Each group is compared with the largest one inside each "
            "opening, and the odds of coming through are put together (Mantel and Haenszel). Below 1 they "
            "are lower than those of the largest group."
        ),
        caption=_("Common odds ratios over openings"),
        header=(
            _("Group"),
            _("Compared with"),
            _("Openings"),
            _("Odds ratio"),
            _("Likely between"),
            _("p"),
        ),
        rows=tuple(rows),
    )


def _pooled_rows(asked: Asked, overall: Sequence[Lines]) -> Iterable[tuple[str, ...]]:
    known = [{line.group: found for line in lines if (found := _count_of(line))} for lines in overall]
    sums = {code: sum(one[code][1] for one in known if code in one) for code in asked.codes}
    largest = max(asked.codes, key=sums.__getitem__)
    for code in asked.codes:
        both = [(one[code], one[largest]) for one in known if code in one and largest in one]
        if code != largest and len(both) > 1 and sums[code] >= FULL:
            yield _pooled_row(asked, code, largest, [((a, b - a), (c, d - c)) for (a, b), (c, d) in both])


def _count_of(line: Line) -> tuple[int, int] | None:
    return None if line.selected is None or line.total is None else (line.selected, line.total)


def _pooled_row(asked: Asked, code: str, largest: str, tables: Sequence[Table]) -> tuple[str, ...]:
    names = _name(asked.code, code), _name(asked.code, largest), str(len(tables))
    try:
        found = mantel_haenszel_odds_ratio(tables)
    except ValueError:  # one outcome is missing from one group in all of them
        return (*names, _("Cannot be judged"), NONE, NONE)
    return (*names, _number(found.estimate), _span(found.low, found.high), _p(found.p_value))


def _ratio(found: ImpactRatio) -> str:
    """Two places, or as many as keep it on its side of the line: .7996 is not .80."""
    places = 2
    while places < 9 and (round(found.ratio, places) < 0.8) != found.is_adverse:
        places += 1
    return _number(found.ratio, places)


def _number(value: float | None, places: int = 2) -> str:
    return NONE if value is None else number_format(round(value, places) + 0.0, places)


def _percent(share: float) -> str:
    return _("%(number)s %%") % {"number": number_format(round(100 * share, 1), 1)}


def _span(low: float, high: float | None) -> str:
    return _("%(low)s to %(high)s") % {"low": _number(low), "high": _number(high)}


def _p(p: float) -> str:
    return (
        _("below %(least)s") % {"least": number_format(0.001, 3)}
        if p < 0.001
        else number_format(round(p, 3), 3)
    )
