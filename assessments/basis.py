"""What a sitting is reckoned with: published figures, or the organisation's own from the floors on. Pure."""

import datetime as dt
from dataclasses import dataclass

from assessments.evidence import Figures, PartFigures, RetestFigures
from assessments.instruments import Measure
from assessments.psychometrics.assumptions import ASSUMED_RETEST, ASSUMED_SD, POINTS_PER_STEP
from assessments.psychometrics.floors import may_use_local_figures, may_use_local_retest
from assessments.psychometrics.intervals import Pull
from assessments.psychometrics.published import error_of_score
from assessments.rounds.agreeing import RaterFigures

# Places of the figures of an organisation that a sitting is reckoned with. What is printed is what is used:
# a report can be worked out by hand, and two of them say no more of the people between than they must.
PLACES, MEAN_PLACES = 2, 1


@dataclass(frozen=True, slots=True)
class Source:
    """A telling of the organisation's figures: of how many people, who had all entered before that day."""

    persons: int
    until: dt.date


@dataclass(frozen=True, slots=True)
class Local:
    """What the organisation was told last; None where nothing was told yet."""

    figures: Figures | None = None
    closed: dt.date | None = None
    retest: RetestFigures | None = None
    retest_closed: dt.date | None = None
    raters: RaterFigures | None = None
    raters_closed: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What one component is reckoned with; `alpha` is that of a scale of `items` statements.

    `sd` is in scale points. `mean`, in points out of 100, is there where alpha and sd are the organisation's
    own, as is `local`; the retest has its own telling, as other people stand behind it.
    """

    alpha: float
    sd: float
    items: int
    retest: float
    mean: float | None = None
    local: Source | None = None
    local_retest: Source | None = None

    @property
    def change_reliability(self) -> float:
        """What a change is judged with: day-to-day error counts, and alpha leaves it out."""
        return min(self.alpha, self.retest)

    def sem(self, answered: int) -> float:
        """The error of one score, in points."""
        return error_of_score(self.sd, self.alpha, self.items, answered)

    def sem_of_change(self, answered: int) -> float:
        """The error to judge a change by, in points."""
        return error_of_score(self.sd, self.change_reliability, self.items, answered)


def published_basis(measure: Measure) -> Basis:
    """What a component is reckoned with until the organisation has figures of its own."""
    return Basis(measure.alpha, ASSUMED_SD, measure.published_items, ASSUMED_RETEST)


def basis_of(measure: Measure, local: Local) -> Basis:
    """The organisation's own figures where they take over, each kind for itself; else the published ones."""
    basis = published_basis(measure)
    code = measure.component.code
    own, again = _own(code, local), _own_retest(code, local)
    return Basis(
        alpha=own.alpha if own else basis.alpha,
        sd=own.sd if own else basis.sd,
        items=basis.items,
        retest=basis.retest if again is None else again[0],
        mean=own.mean if own else None,
        local=own.source if own else None,
        local_retest=None if again is None else again[1],
    )


def pull(alpha: float, sd: float, sem: float, mean: float | None) -> Pull | None:
    """How far the ranges of a score with this error are drawn in: its reliability follows from all three.

    The true scores vary by alpha sd², the score varies by its error besides. So answers left out, which make
    the error larger, draw it in further (which is what Spearman and Brown say, too).
    """
    if mean is None:
        return None
    true = alpha * (sd * POINTS_PER_STEP) ** 2
    return Pull(mean, true / (true + sem**2))


@dataclass(frozen=True, slots=True)
class _Own:
    alpha: float
    sd: float
    mean: float
    source: Source


def _own(code: str, local: Local) -> _Own | None:
    """None below the floor, and where the answers here give no alpha that a range could be made of."""
    figures = local.figures
    if figures is None or local.closed is None or not may_use_local_figures(figures.persons):
        return None
    part = next((one for one in figures.parts if one.component == code), None)
    if part is None or part.alpha is None:
        return None
    return _usable(part, part.alpha, Source(figures.persons, local.closed))


def _usable(part: PartFigures, alpha: float, source: Source) -> _Own | None:
    own = _Own(
        alpha=round(alpha, PLACES),
        sd=round(part.sd / POINTS_PER_STEP, PLACES),
        mean=round(part.mean, MEAN_PLACES),
        source=source,
    )
    return own if 0 < own.alpha < 1 and own.sd > 0 else None


def _own_retest(code: str, local: Local) -> tuple[float, Source] | None:
    """Scores that do not go together at all leave the whole spread as error: less than 0 is taken as 0."""
    again = local.retest
    if again is None or local.retest_closed is None or not may_use_local_retest(again.persons):
        return None
    found = dict(again.correlations).get(code)
    if found is None:
        return None
    return max(0.0, round(found, PLACES)), Source(again.persons, local.retest_closed)
