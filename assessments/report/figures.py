"""The figures that a report was reckoned from, and the sums that lead from one to the next."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.basis import pull
from assessments.instruments import Measure, component
from assessments.models import ComponentScore
from assessments.psychometrics.assumptions import POINTS_PER_STEP
from assessments.psychometrics.intervals import Pull
from assessments.reading import Reading
from assessments.report.wording import NO_SCORE, number

Row = tuple[str, ...]


def figures_table(scores: Sequence[ComponentScore]) -> tuple[Row, tuple[Row, ...]]:
    """Header and rows; with the mean of the organisation where a part was reckoned with one."""
    local = any(row.mean is not None for row in scores)
    header = (
        *(_("Part"), _("Answered"), _("Mean, 1 to 5"), _("Score")),
        *(_("Alpha"), _("Spread (SD)"), _("Error (SEM)")),
    )
    return (
        (*header, _("Mean of all here")) if local else header,
        tuple((*_row(row), *_mean_here(row)) if local else _row(row) for row in scores),
    )


def _row(row: ComponentScore) -> Row:
    answered = _("%(answered)s of %(asked)s") % {"answered": row.answered, "asked": row.asked}
    name = _(component(row.component).name)
    if row.points is None or row.sem is None:
        return (name, answered, NO_SCORE, NO_SCORE, f"{row.alpha:.2f}", f"{row.sd:.2f}", NO_SCORE)
    return (
        *(name, answered, f"{_mean(row.points):.2f}", f"{row.points:.1f}"),
        *(f"{row.alpha:.2f}", f"{row.sd:.2f}", f"{row.sem:.1f}"),
    )


def _mean_here(row: ComponentScore) -> Row:
    return (NO_SCORE if row.mean is None else f"{row.mean:.1f}",)


def computed(reading: Reading, row: ComponentScore, measure: Measure) -> tuple[str, ...]:
    """From the answers to the ranges of one score, each step with its own figures."""
    told: dict[str, str | int] = {
        "answered": row.answered,
        "items": measure.published_items,
        "mean": number(_mean(reading.points), 3),
        "score": number(reading.points, 1),
        "alpha": number(row.alpha, 2),
        "sd": number(row.sd, 2),
        "sem": number(reading.sem, 2),
        "low": number(reading.likely.low, 1),
        "high": number(reading.likely.high, 1),
        "again_low": number(reading.retest.low, 1),
        "again_high": number(reading.retest.high, 1),
    }
    first = (
        _("Mean of %(answered)s answers, those against the part turned round: %(mean)s") % told,
        _("Score: (%(mean)s − 1) × 25 = %(score)s") % told,
        _("Error (SEM): 25 × %(sd)s × √(1 − %(alpha)s) × √(%(items)s ÷ %(answered)s) = %(sem)s") % told,
    )
    drawn_in = pull(row.alpha, row.sd, reading.sem, row.mean)
    if drawn_in is not None:
        return (*first, *_drawn_in(reading, drawn_in, told))
    return (
        *first,
        _("Range that fits: %(score)s ± 1.96 × %(sem)s, so %(low)s to %(high)s") % told,
        _("Again soon: %(score)s ± 1.96 × √2 × %(sem)s, so %(again_low)s to %(again_high)s") % told,
    )


def _drawn_in(reading: Reading, drawn_in: Pull, before: Mapping[str, str | int]) -> tuple[str, ...]:
    told = {
        **before,
        "r": number(drawn_in.reliability, 3),
        "here": number(drawn_in.mean, 1),
        "centre": number(reading.centre, 1),
    }
    return (
        _("How far the score counts (r): 1 ÷ (1 + (1 ÷ %(alpha)s − 1) × %(items)s ÷ %(answered)s) = %(r)s")
        % told,
        _("Centre of the ranges: %(here)s + %(r)s × (%(score)s − %(here)s) = %(centre)s") % told,
        _("Range that fits: %(centre)s ± 1.96 × √%(r)s × %(sem)s, so %(low)s to %(high)s") % told,
        _("Again soon: %(centre)s ± 1.96 × √(1 + %(r)s) × %(sem)s, so %(again_low)s to %(again_high)s")
        % told,
    )


def _mean(points: float) -> float:
    return 1 + points / POINTS_PER_STEP
