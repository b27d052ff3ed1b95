"""The tables of scores: for each stage that carries one, groups by their share above the middle score."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hiring.equality.questions import ASKED
from hiring.fairness import fisher_exact
from hiring.groups.counts import OpeningCount, ScoreCount
from hiring.groups.floors import FULL, are_alike, shown_together
from hiring.groups.scores import Scored, ScoreRate, score_rates
from hiring.groups.words import (
    Figure,
    Named,
    Row,
    chance,
    name_of_both,
    percent,
    ratio_in_words,
)
from hiring.numbers import NONE, number


def score_tables(count: OpeningCount) -> tuple[Figure, ...]:
    """One for each question and stage in which two groups are large enough, then New York's of both together.

    No group is shown of which that stage does not show how large it is, and no number of people but that. The
    reader knows by name who lies above the middle, too: where those, or all others, are alike, there is none.
    """
    found = []
    for asked in ASKED:
        by_stage, _overall = count.lines(asked.code)
        for place, (stage, lines) in enumerate(zip(count.stages, by_stage, strict=True)):
            named = Named(asked, stage.name, lines)
            scores = [each for each in count.scores if each.stage == place]
            rows = tuple(row for each in scores for row in _rows(named, each))
            if rows:
                found.append(_figure(named.title, rows))
    both = tuple(row for each in count.scores for row in _rows_together(count, each))
    if both:
        found.append(_figure(_("Sex and ethnicity together"), both))
    return tuple(found)


def without_scores(count: OpeningCount) -> str:
    """Why there is no table of scores."""
    if not count.is_settled:
        return _("Scores are compared once nobody is under way any more.")
    if not count.scores:
        return _("No stage of this opening has given anybody in the figures a score.")
    return _("Scores are compared once two groups have %(full)d people or more.") % {"full": FULL}


def _figure(title: str, rows: tuple[Row, ...]) -> Figure:
    return Figure(
        title=_("%(title)s, scores") % {"title": title},
        sentence="",  # the page says once, over all of them, how they are read
        caption=_("%(title)s: scores") % {"title": title},
        header=(
            _("Group"),
            _("Score"),
            _("Decided on"),
            _("Above the middle"),
            _("Scoring rate"),
            _("Impact ratio"),
            _("Fisher p"),
            _("Standardised difference"),
        ),
        rows=rows,
    )


def _rows(named: Named, scores: ScoreCount) -> Iterable[Row]:
    """Of one score, where two groups are large enough."""
    scored = scores.by_question[named.asked.code]
    if _are_alike(scored.items(), scores.middle):
        return ()
    names = {line.group: named.name(line.group) for line in named.lines if (line.total or 0) >= FULL}
    return _of_groups(_(scores.measure), names, scored, scores.middle)


def _rows_together(count: OpeningCount, scores: ScoreCount) -> Iterable[Row]:
    lines = shown_together(count.together)
    names = {line.group: name_of_both(cell) for cell, line in lines.items() if (line.total or 0) >= FULL}
    middle, scored = scores.middle_together, scores.together
    if middle is None or any(
        _are_alike([(cell.split(" ")[part], one) for cell, one in scored.items()], middle) for part in (0, 1)
    ):
        return ()
    return _of_groups(_(scores.measure), names, scored, middle)


def _are_alike(scored: Iterable[tuple[str, Scored]], middle: float) -> bool:
    """Those above the middle, or all others; "" has not said."""
    above, below = Counter[str](), Counter[str]()
    for group, found in scored:
        high = sum(score > middle for score in found.scores)
        above[group] += high
        below[group] += found.people - high
    return any(
        are_alike([people for group, people in one.items() if group], one.total()) for one in (above, below)
    )


def _of_groups(
    measure: str, names: Mapping[str, str], scored: Mapping[str, Scored], middle: float
) -> tuple[Row, ...]:
    if len(names) < 2:
        return ()
    groups = {group: scored[group] for group in names}
    try:
        rates = score_rates(groups, middle)
    except ValueError:  # nobody in these groups lies above it
        return tuple(
            (names[group], measure, str(found.people), "0", _("Cannot be judged"), NONE, NONE, NONE)
            for group, found in groups.items()
        )
    return tuple((names[group], measure, *_cells(rate)) for group, rate in rates.items())


def _cells(rate: ScoreRate) -> Row:
    above, people = rate.count
    return (
        str(people),
        str(above),
        percent(rate.ratio.rate),
        ratio_in_words(rate.ratio.ratio, rate.ratio.is_adverse),
        NONE if rate.against is None else chance(fisher_exact(*rate.count, *rate.against)),
        number(rate.difference),
    )
