"""The report part by part, all in sentences: what the answers say, what to try, how sure that is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.instruments import Measure
from assessments.meaning import MEANINGS, lean
from assessments.models import ComponentScore
from assessments.reading import ComponentReading, Reading
from assessments.report.figures import computed
from assessments.report.wording import span
from vocabulary.techniques import Technique, techniques_for

TRIES = 2  # things to try, the first ones that fit the part


@dataclass(frozen=True)
class Try:
    """One thing to try, and what is known of it; `source` is "" where nobody has tested it."""

    code: str
    name: str
    when: str
    steps: tuple[str, ...]
    evidence: str
    source: str


@dataclass(frozen=True)
class Part:
    """One component of the report. Without a score, what rests on one is empty."""

    name: str
    token: str
    asks: str
    says: str
    at_work: str
    strength: str
    question: str
    tries: tuple[Try, ...]
    ranges: str
    notes: tuple[str, ...]
    computed: tuple[str, ...]


def part(one: ComponentReading, row: ComponentScore, measure: Measure) -> Part:
    """What there is to say of one component, with the figures stored for it."""
    meaning, name, reading = MEANINGS[one.component.code], _(one.component.name), one.reading
    side = lean(reading) if reading else None
    return Part(
        name=name,
        token=one.component.token,
        asks=_(meaning.asks),
        says=_(meaning.says[side]) if side else "",
        at_work=_(meaning.at_work[side]) if side else "",
        strength=_(meaning.strength[side]) if side else "",
        question=_(meaning.question),
        tries=tuple(_try(each) for each in techniques_for(one.component.code)[:TRIES]),
        ranges=_ranges(name, reading) if reading else "",
        notes=_notes(one, reading) if reading else (_too_few(one),),
        computed=computed(reading, row, measure) if reading else (),
    )


def _try(technique: Technique) -> Try:
    return Try(
        code=technique.code,
        name=_(technique.name),
        when=_(technique.when),
        steps=tuple(_(step) for step in technique.steps),
        evidence=_(technique.evidence),
        source=technique.source,
    )


def _ranges(name: str, reading: Reading) -> str:
    return _(
        "Your answers put %(name)s at %(score)s out of 100. The questionnaire is not exact: a range "
        "that fits your answers is %(range)s. If you took it again soon, a score anywhere from "
        "%(retest)s would be no surprise."
    ) % {
        "name": name,
        "score": reading.spoken,
        "range": span(reading.likely_spoken),
        "retest": span(reading.retest_spoken),
    }


def _notes(one: ComponentReading, reading: Reading) -> tuple[str, ...]:
    notes = []
    if reading.retest_spoken.clipped_low or reading.likely_spoken.clipped_low:
        notes.append(_("The scale begins at 0, and so do the ranges."))
    if reading.retest_spoken.clipped_high or reading.likely_spoken.clipped_high:
        notes.append(_("The scale ends at 100, and so do the ranges."))
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
