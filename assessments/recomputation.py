"""The file behind a report: what it was reckoned from, and every figure in it. docs/recompute.py checks it.

Format 1 knows no local mean: every range lies around the score itself, as the scores that are kept do. Ranges
drawn in towards a mean need that mean kept with the score, and another format.

format      1
instrument  key, version, and its statements: code, component, key (1 or -1)
answers     by code: 1 to 5, or null for "I'd rather not say"; a statement left out was not answered
basis       by component: alpha, sd (scale points), items (of the scale that alpha belongs to),
            change_reliability (what a change is judged with)
figures     components, in model order: component, answered, asked, mean (1 to 5), points (0 to 100), sem,
            sem_of_change, inner, likely and retest (low, high, clipped_low, clipped_high), spoken,
            likely_spoken and retest_spoken (whole points); null for whatever a blank one has not.
            far_apart: pairs of components, higher first, widest gap first
quality     null for a form without rules, or: basis (the reference model and the limits: what a note needs)
            and found: answered, longstring, variability, distance, even_odd, inconsistencies, notes
comparison  null, or: answers of the first sitting, and its verdicts: component, before, after, sem, band
            (as likely), statistic, is_reliable, p, adjusted_p, beyond_error
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assessments.instruments import Instrument, Measure
from assessments.psychometrics.assumptions import (
    ANSWER_DOUBT,
    ASSUMED_ANSWER,
    ASSUMED_CORRELATIONS,
    ASSUMED_RETEST,
    ASSUMED_SD,
    POINTS_PER_STEP,
)
from assessments.psychometrics.published import published_sem_of_change
from assessments.psychometrics.quality import APART
from assessments.psychometrics.scoring import score
from assessments.quality_notes import (
    FARTHEST,
    KEY,
    LEAST_ANSWERS,
    LEAST_VARIABILITY,
    LONGEST_RUN,
    VERSION,
    read_quality,
)
from assessments.reading import ComponentReading, ProfileReading, Reading, read_profile
from assessments.verdicts import Verdict, verdicts

FORMAT = 1
Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Basis:
    """What one component was reckoned with. `change_reliability` judges a change, alpha a score."""

    alpha: float
    sd: float
    items: int
    change_reliability: float


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One sitting as its report shows it: bases and errors of change in model order, as stored with it."""

    instrument: Instrument
    answers: Answers
    bases: Sequence[Basis]
    reading: ProfileReading
    sems_of_change: Sequence[float | None]


def published_basis(measure: Measure) -> Basis:
    """What a component is reckoned with until the organisation has figures of its own."""
    return Basis(
        alpha=measure.alpha,
        sd=ASSUMED_SD,
        items=measure.published_items,
        change_reliability=min(measure.alpha, ASSUMED_RETEST),
    )


def reckon(instrument: Instrument, answers: Answers) -> Reckoned:
    """A sitting reckoned afresh with the published figures."""
    reading = read_profile(instrument, score(instrument, answers))
    return Reckoned(
        instrument=instrument,
        answers=answers,
        bases=tuple(published_basis(measure) for measure in instrument.components),
        reading=reading,
        sems_of_change=tuple(
            None if one.reading is None else published_sem_of_change(measure, one.answered)
            for measure, one in zip(instrument.components, reading.components, strict=True)
        ),
    )


def recomputation(sitting: Reckoned, first: Reckoned | None = None) -> dict[str, Any]:
    """The file of one report, ready for JSON. `first` is the sitting that it is compared with, if any.

    ValueError where the two are of different questionnaires.
    """
    asked = sitting.instrument
    return {
        "format": FORMAT,
        "instrument": statements_of(asked),
        "answers": dict(sitting.answers),
        "basis": basis_of(sitting),
        "figures": {
            "components": components_of(sitting),
            "far_apart": [[higher.code, lower.code] for higher, lower in sitting.reading.far_apart],
        },
        "quality": _quality(asked, sitting.answers),
        "comparison": None if first is None else _comparison(first, sitting),
    }


def statements_of(asked: Instrument) -> dict[str, Any]:
    """What was asked, as a file tells it."""
    return {
        "key": asked.key,
        "version": asked.version,
        "statements": [
            {"code": item.code, "component": item.component.code, "key": item.key} for item in asked.items
        ],
    }


def basis_of(sitting: Reckoned) -> dict[str, Any]:
    """By component, what it was reckoned with."""
    measures = zip(sitting.instrument.components, sitting.bases, strict=True)
    return {measure.component.code: asdict(basis) for measure, basis in measures}


def components_of(sitting: Reckoned) -> list[dict[str, Any]]:
    """Every figure of its components, in model order."""
    pairs = zip(sitting.reading.components, sitting.sems_of_change, strict=True)
    return [_component(one, error) for one, error in pairs]


def verdict_of(verdict: Verdict) -> dict[str, Any]:
    """Every figure of a verdict."""
    return {**asdict(verdict), "component": verdict.component.code}


def _component(one: ComponentReading, sem_of_change: float | None) -> dict[str, Any]:
    return {
        "component": one.component.code,
        "answered": one.answered,
        "asked": one.asked,
        "sem_of_change": sem_of_change,
        **_reading(one.reading),
    }


def _reading(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        return dict.fromkeys(("mean", *Reading.__dataclass_fields__))
    return {"mean": 1 + reading.points / POINTS_PER_STEP, **asdict(reading)}


def _quality(asked: Instrument, answers: Answers) -> dict[str, Any] | None:
    """The model's components all ask as many statements: the rules are tuned for one form alone."""
    if (asked.key, asked.version) != (KEY, VERSION):
        return None
    found = read_quality(answers)
    return {
        "basis": {
            "mean": ASSUMED_ANSWER,
            "doubt": ANSWER_DOUBT,
            "sd": ASSUMED_SD,
            "items": asked.components[0].published_items,
            "alphas": {measure.component.code: measure.alpha for measure in asked.components},
            "correlations": [[*pair, r] for pair, r in ASSUMED_CORRELATIONS.items()],
            "apart": APART,
            "longest_run": LONGEST_RUN,
            "least_variability": LEAST_VARIABILITY,
            "farthest": FARTHEST,
            "least_answers": LEAST_ANSWERS,
        },
        "found": {**asdict(found), "notes": list(found.notes)},
    }


def _comparison(first: Reckoned, sitting: Reckoned) -> dict[str, Any]:
    if (first.instrument.key, first.instrument.version) != (
        sitting.instrument.key,
        sitting.instrument.version,
    ):
        raise ValueError("Two sittings can be compared where both answered the same questionnaire.")
    found = verdicts(first.reading, sitting.reading, sitting.sems_of_change)
    return {"answers": dict(first.answers), "verdicts": [verdict_of(one) for one in found]}
