"""The page of fairness: the counts of an opening in pictures, tables and words, as far as they are shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiring.equality.questions import ASKED
from hiring.groups.counts import OpeningCount, StageCount, counts_of
from hiring.groups.figures import figure
from hiring.groups.score_tables import score_tables, without_scores
from hiring.groups.tables import pooled, together
from hiring.groups.words import Figure, Named
from hiring.models import Opening
from hiring.retention import REGIMES, purge_day


@dataclass(frozen=True)
class FairnessPage:
    """What is shown of one opening; there are no figures from the day on which answers begin to be deleted.

    `without_scores` says why there is no table of scores, where there is none.
    """

    opening: Opening
    readable_until: dt.date
    is_gone: bool
    steps: tuple[StageCount, ...] = ()
    figures: tuple[Figure, ...] = ()
    together: Figure | None = None
    scores: tuple[Figure, ...] = ()
    without_scores: str = ""
    pooled: Figure | None = None

    @property
    def tables(self) -> tuple[Figure, ...]:
        """Everything that has numbers, in the order of the page."""
        steps = (steps_table(self.steps),) if self.steps else ()
        return tuple(filter(None, (*steps, *self.figures, self.together, *self.scores, self.pooled)))


def figures_end(opening: Opening) -> dt.date:
    """The first day on which answers are deleted: from then on figures would change by single people."""
    return purge_day(REGIMES[opening.retention], deadline=opening.last_day, decided=None)


def fairness_page(opening: Opening, now: dt.datetime) -> FairnessPage:
    """One opening, and what all openings of its organisation say together. Six queries, and up to three more
    for its scores.
    """
    every = [
        one for one in Opening.objects.exclude(state=Opening.State.DRAFT) if figures_end(one) > now.date()
    ]
    end = figures_end(opening)
    if end <= now.date():
        return FairnessPage(opening, end, is_gone=True)
    counts = counts_of(every, now, scored=opening)
    count = counts[opening.pk]
    scores = score_tables(count)
    return FairnessPage(
        opening=opening,
        readable_until=end,
        is_gone=False,
        steps=count.stages,
        figures=tuple(figure(place, one) for place, one in enumerate(_named(count), start=1)),
        together=together(count),
        scores=scores,
        without_scores="" if scores else without_scores(count),
        pooled=pooled(counts.values()),
    )


def steps_table(steps: Sequence[StageCount]) -> Figure:
    """How far an opening is, stage by stage, as the page says it in words."""
    title = _("How far this opening is")
    return Figure(
        title=title,
        sentence="",
        caption=title,
        header=(_("Stage"), _("Decisions"), _("Still under way"), _("In the figures")),
        rows=tuple((one.name, str(one.decided), str(one.under_way), str(one.in_figures)) for one in steps),
    )


def _named(count: OpeningCount) -> list[Named]:
    """For each question all stages together first, then each stage; one stage alone is all of them."""
    found = []
    for asked in ASKED:
        by_stage, overall = count.lines(asked.code)
        found.append(Named(asked, "", overall))
        if len(by_stage) > 1:
            found += [
                Named(asked, stage.name, lines) for stage, lines in zip(count.stages, by_stage, strict=True)
            ]
    return found
