"""The file behind a report: what it was reckoned from, and every figure in it. docs/recompute.py checks it.

Format 1 had neither mean nor sources: every range lay around the score itself, and the error of a change was
the later sitting's alone. It is written no more, but the script reads it.

format      2
instrument  key, version, and its statements: code, component, key (1 or -1)
answers     by code: 1 to 5, or null for "I'd rather not say"; a statement left out was not answered
basis       by component: alpha, sd (scale points), items (of the scale that alpha belongs to), retest (a
            change is judged with the lower of it and alpha), mean (of the organisation, 0 to 100; null where
            the ranges lie around the score itself); sem_from and retest_from: null for published alpha and
            assumed spread, or an assumed retest, else the telling of the organisation's figures: persons, and
            until (who had answered before that day)
figures     components, in model order: component, answered, asked, mean (1 to 5), points (0 to 100), sem,
            sem_of_change, centre and margin (of the likely range, before it is cut), inner, likely and retest
            (low, high, clipped_low, clipped_high), spoken, likely_spoken and retest_spoken (whole points);
            null for whatever a blank one has not.
            far_apart: pairs of components, higher first, widest gap first
quality     null for a form without rules, or: basis (the reference model and the limits: what a note needs)
            and found: answered, longstring, variability, distance, even_odd, inconsistencies, notes
comparison  null, or: answers of the first sitting, and its verdicts: component, before, after, sem, band
            (as likely), statistic, is_reliable, p, adjusted_p, beyond_error
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assessments.basis import Basis, Local, Source, basis_of
from assessments.instruments import Instrument
from assessments.psychometrics.assumptions import (
    ANSWER_DOUBT,
    ASSUMED_ANSWER,
    ASSUMED_CORRELATIONS,
    ASSUMED_SD,
    POINTS_PER_STEP,
)
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

FORMAT = 2
Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One sitting as its report shows it: bases and errors of change in model order, as stored with it."""

    instrument: Instrument
    answers: Answers
    bases: Sequence[Basis]
    reading: ProfileReading
    sems_of_change: Sequence[float | None]


def reckon(instrument: Instrument, answers: Answers, local: Local | None = None) -> Reckoned:
    """A sitting reckoned afresh, with the figures of an organisation where they take over."""
    bases = tuple(basis_of(measure, local or Local()) for measure in instrument.components)
    reading = read_profile(instrument, score(instrument, answers), bases)
    return Reckoned(
        instrument=instrument,
        answers=answers,
        bases=bases,
        reading=reading,
        sems_of_change=tuple(
            None if one.reading is None else basis.sem_of_change(one.answered)
            for basis, one in zip(bases, reading.components, strict=True)
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
        "basis": bases_of(sitting),
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


def bases_of(sitting: Reckoned) -> dict[str, Any]:
    """By component, what it was reckoned with."""
    measures = zip(sitting.instrument.components, sitting.bases, strict=True)
    return {measure.component.code: _basis(basis) for measure, basis in measures}


def components_of(sitting: Reckoned) -> list[dict[str, Any]]:
    """Every figure of its components, in model order."""
    pairs = zip(sitting.reading.components, sitting.sems_of_change, strict=True)
    return [_component(one, error) for one, error in pairs]


def verdict_of(verdict: Verdict) -> dict[str, Any]:
    """Every figure of a verdict."""
    return {**asdict(verdict), "component": verdict.component.code}


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "alpha": basis.alpha,
        "sd": basis.sd,
        "items": basis.items,
        "retest": basis.retest,
        "mean": basis.mean,
        "sem_from": _source(basis.local),
        "retest_from": _source(basis.local_retest),
    }


def _source(source: Source | None) -> dict[str, Any] | None:
    return None if source is None else {"persons": source.persons, "until": source.until.isoformat()}


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
