"""The tables of scores: for each stage that carries one, groups by their share above the middle score."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hiring.equality.questions import ASKED
from hiring.fairness import fisher_exact
from hiring.groups.counts import OpeningCount, ScoreCount
from hiring.groups.floors import FULL, Told, shown, shown_together
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

    No group is shown that the counts of that stage do not show whole, and no number of people but theirs.
    """
    found = []
    for asked in ASKED:
        by_stage, _overall = shown(count.by_stage[asked.code], count.by_overall[asked.code])
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
    compared = [line.group for line in named.lines if line.told is Told.ALL]
    names = {group: named.name(group) for group in compared}
    return _of_groups(_(scores.measure), names, scores.by_question[named.asked.code], scores.middle)


def _rows_together(count: OpeningCount, scores: ScoreCount) -> Iterable[Row]:
    lines = shown_together(count.together)
    names = {line.group: name_of_both(cell) for cell, line in lines.items() if line.told is Told.ALL}
    middle = scores.middle_together
    return () if middle is None else _of_groups(_(scores.measure), names, scores.together, middle)


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
