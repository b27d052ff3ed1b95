"""The report part by part, all in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.meaning import MEANINGS, lean
from assessments.reading import ComponentReading, Reading
from assessments.report.wording import span


@dataclass(frozen=True)
class Part:
    """One component of the report, all in sentences."""

    name: str
    token: str
    asks: str
    says: str
    ranges: str
    notes: tuple[str, ...]


def part(one: ComponentReading) -> Part:
    meaning, name = MEANINGS[one.component.code], _(one.component.name)
    if one.reading is None:
        return Part(name, one.component.token, _(meaning.asks), "", "", (_too_few(one),))
    return Part(
        name=name,
        token=one.component.token,
        asks=_(meaning.asks),
        says=_(meaning.says[lean(one.reading)]),
        ranges=_(
            "Your answers put %(name)s at %(score)s out of 100. The questionnaire is not exact: a range "
            "that fits your answers is %(range)s. If you took it again soon, a score anywhere from "
            "%(retest)s would be no surprise."
        )
        % {
            "name": name,
            "score": one.reading.spoken,
            "range": span(one.reading.likely_spoken),
            "retest": span(one.reading.retest_spoken),
        },
        notes=_notes(one, one.reading),
    )


def _notes(one: ComponentReading, reading: Reading) -> tuple[str, ...]:
    notes = []
    if reading.retest_spoken.clipped_low or reading.likely_spoken.clipped_low:
        notes.append(_("The scale begins at 0, so a range that would reach below it stops there."))
    if reading.retest_spoken.clipped_high or reading.likely_spoken.clipped_high:
        notes.append(_("The scale ends at 100, so a range that would reach above it stops there."))
    if one.answered < one.asked:
        notes.append(
            _("You answered %(answered)s of the %(asked)s statements, so the ranges are wider.")
            % {"answered": one.answered, "asked": one.asked}
        )
    return tuple(notes)


def _too_few(one: ComponentReading) -> str:
    return _(
        "There is no score for this part: you answered %(answered)s of its %(asked)s statements, and at "
        "least %(least)s are needed."
    ) % {"answered": one.answered, "asked": one.asked, "least": -(-one.asked // 2)}
