"""The tables below the figures: New York's of sex by ethnicity, and all openings together."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from hiring.equality.questions import ASKED, ETHNICITY, SEX, Asked
from hiring.fairness import FOUR_FIFTHS, Count, Table, local_law_144, mantel_haenszel_odds_ratio
from hiring.groups.counts import OpeningCount
from hiring.groups.floors import FULL, Line, Lines, Told, shown_together
from hiring.groups.words import (
    Figure,
    Row,
    chance,
    count_of,
    counts_in_words,
    name_of,
    name_of_both,
    percent,
    ratio_in_words,
    span,
    told,
)
from hiring.numbers import NONE, number


def together(count: OpeningCount) -> Figure | None:
    """New York's table: sex by ethnicity, over all stages. None where nothing of it is shown.

    Its sums are what became of the answers to each of the two: where that is not told, there is no table.
    """
    if not all(any(map(count_of, count.lines(one)[1])) for one in (SEX, ETHNICITY)):
        return None
    lines = shown_together(count.together)
    full = {cell: line for cell, line in lines.items() if line.told is Told.ALL}
    if all(line.told is Told.NOTHING for line in lines.values()):
        return None
    rates = _rates_together(full)
    rows = tuple(
        (name_of_both(cell), *counts_in_words(line), *rates.get(cell, (told(line), NONE)))
        for cell, line in lines.items()
    )
    return Figure(
        title=_("Sex and ethnicity together"),
        sentence=_(
            "The table that New York City asks for (6 RCNY 5-301): rates of selection over all stages, and "
            "each divided by the highest among groups of 30 people and more. The tables by one of the two "
            "stand above."
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
        ratio = one.selection.ratio
        words = NONE if ratio is None else ratio_in_words(ratio, ratio < FOUR_FIFTHS, places=3)
        found[one.ethnicity, one.sex] = (percent(one.selection.rate), words)
    return found


def pooled(counts: Iterable[OpeningCount]) -> Figure | None:
    """All openings together: each group against the largest one, opening by opening. None with one alone."""
    rows: list[Row] = []
    for asked in ASKED:
        overall = [one.lines(asked.code)[1] for one in counts]
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


def _pooled_rows(asked: Asked, overall: Sequence[Lines]) -> Iterable[Row]:
    known = [{line.group: found for line in lines if (found := count_of(line))} for lines in overall]
    sums = {code: sum(one[code][1] for one in known if code in one) for code in asked.codes}
    largest = max(asked.codes, key=sums.__getitem__)
    for code in asked.codes:
        both = [(one[code], one[largest]) for one in known if code in one and largest in one]
        if code != largest and len(both) > 1 and _are_enough(both):
            yield _pooled_row(asked, code, largest, [((a, b - a), (c, d - c)) for (a, b), (c, d) in both])


def _are_enough(both: Sequence[tuple[Count, Count]]) -> bool:
    """Whether each of the two groups has enough people in those openings that are put together."""
    return min(sum(own[1] for own, _other in both), sum(other[1] for _own, other in both)) >= FULL


def _pooled_row(asked: Asked, code: str, largest: str, tables: Sequence[Table]) -> Row:
    names = name_of(asked.code, code), name_of(asked.code, largest), str(len(tables))
    try:
        found = mantel_haenszel_odds_ratio(tables)
    except ValueError:  # one outcome is missing from one group in all of them
        return (*names, _("Cannot be judged"), NONE, NONE)
    return (*names, number(found.estimate), span(found.low, found.high), chance(found.p_value))
