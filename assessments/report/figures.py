"""The figures that a report was reckoned from."""

from django.utils.translation import gettext as _

from assessments.instruments import component
from assessments.models import ComponentScore
from assessments.report.wording import NO_SCORE


def figures_header() -> tuple[str, ...]:
    return (
        _("Part"),
        _("Answered"),
        _("Mean, 1 to 5"),
        _("Score"),
        _("Alpha"),
        _("Spread (SD)"),
        _("Error (SEM)"),
    )


def figures_row(row: ComponentScore) -> tuple[str, ...]:
    answered = _("%(answered)s of %(asked)s") % {"answered": row.answered, "asked": row.asked}
    name = _(component(row.component).name)
    if row.points is None or row.sem is None:
        return (name, answered, NO_SCORE, NO_SCORE, f"{row.alpha:.2f}", f"{row.sd:.2f}", NO_SCORE)
    mean = 1 + row.points / 25
    return (
        *(name, answered, f"{mean:.2f}", f"{row.points:.1f}"),
        *(f"{row.alpha:.2f}", f"{row.sd:.2f}", f"{row.sem:.1f}"),
    )
