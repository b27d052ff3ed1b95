"""Whether scores changed by more than the questionnaire's own error would usually give. No sentences."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.instruments import Component
from assessments.psychometrics.assumptions import ASSUMED_ANSWER, POINTS_PER_STEP
from assessments.psychometrics.change import holm, reliable_change
from assessments.psychometrics.distributions import two_sided_p
from assessments.psychometrics.intervals import Range, retest_range
from assessments.reading import ProfileReading

LEVEL = 0.05  # how often any of the verdicts on a page may be wrong about somebody who did not change

# Points from the middle of the scale to where its outer quarters begin. A first score that far out lies
# nearer to the middle the next time by chance alone (regression to the mean): by a quarter of the way, with
# the assumed retest.
FAR_OUT = 25.0
MIDDLE = (ASSUMED_ANSWER - 1) * POINTS_PER_STEP


@dataclass(frozen=True, slots=True)
class Verdict:
    """One component before and after, in points; `sem` is the error of change that judged it.

    `statistic` is in standard errors of a difference; `p` is its own, `adjusted_p` that among all verdicts
    shown (Holm). `is_reliable` is the single test beyond 1.96, `beyond_error` what a page may say in words;
    `band` is where a later score lies without change, drawn around the first.
    """

    component: Component
    before: float
    after: float
    sem: float
    band: Range
    statistic: float
    is_reliable: bool
    p: float
    adjusted_p: float
    beyond_error: bool


def began_far_out(verdict: Verdict) -> bool:
    """Whether the first score lay in one of the outer quarters of the scale."""
    return abs(verdict.before - MIDDLE) >= FAR_OUT


def verdicts(
    before: ProfileReading, after: ProfileReading, sems_of_change: Sequence[float | None]
) -> tuple[Verdict, ...]:
    """The verdicts of one page, in model order: every component that has a score in both.

    `sems_of_change` are those stored with the later sitting, in model order; each is widened where the first
    score rests on fewer answers. All that come back have to be shown: they are adjusted for each other.
    """
    errors = [
        None if sem is None or not one.answered else error_of_both(sem, one.answered, other.answered)
        for one, other, sem in zip(before.components, after.components, sems_of_change, strict=True)
    ]
    return judge(before, after, errors)


def judge(
    before: ProfileReading, after: ProfileReading, errors: Sequence[float | None]
) -> tuple[Verdict, ...]:
    """The verdicts where the error of each component, of both scores together, is known already."""
    pairs = [
        (one.component, one.reading.points, other.reading.points, sem)
        for one, other, sem in zip(before.components, after.components, errors, strict=True)
        if one.reading is not None and other.reading is not None and sem is not None
    ]
    if not pairs:
        return ()
    changes = [reliable_change(first, last, sem) for _component, first, last, sem in pairs]
    p_values = [two_sided_p(change.statistic) for change in changes]
    return tuple(
        Verdict(
            component=component,
            before=first,
            after=last,
            sem=sem,
            band=retest_range(first, sem),
            statistic=change.statistic,
            is_reliable=change.is_reliable,
            p=p,
            adjusted_p=adjusted,
            beyond_error=adjusted < LEVEL,
        )
        for (component, first, last, sem), change, p, adjusted in zip(
            pairs, changes, p_values, holm(p_values), strict=True
        )
    )


def error_of_both(sem: float, first: int, last: int) -> float:
    """The error of change of two scores that rest on so many answers; `sem` is that of the last one.

    The error of a score goes with 1 / sqrt(answers), and a difference has the errors of both: 2 sem² becomes
    sem² (1 + last / first). With the last one's error alone, a first score from half of the statements would
    have eleven of a hundred unchanged people told of a change by the single test, not five.
    """
    return sem * math.sqrt((1 + last / first) / 2)
