"""The file with which anybody can work a report out again: her answers, and the figures as they were kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from assessments.pulse_recomputation import ReckonedPulse, pulse_recomputation
from assessments.queries import Take, basis_kept
from assessments.recomputation import Answers, Reckoned, recomputation
from assessments.report.pulses import pulse_of


def file_name(take: Take) -> str:
    return f"report-{take.day:%Y-%m-%d}.json"


def as_lines(file: Mapping[str, Any]) -> str:
    """As JSON, each part on a line of its own. (With an indent json writes in Python, ten times slower.)"""
    return (
        "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(part)}" for name, part in file.items()) + "\n}\n"
    )


def report_file(history: Sequence[Take], answers: Mapping[UUID, Answers]) -> dict[str, Any]:
    """Of the last of these sittings, compared with the first; `answers` of both by sitting."""
    first, last = history[0], history[-1]
    return recomputation(_reckoned(last, answers), None if first.id == last.id else _reckoned(first, answers))


def pulse_file(history: Sequence[Take], answers: Mapping[UUID, Answers]) -> dict[str, Any]:
    """Of these short forms, all of one version, oldest first."""
    pulses = [ReckonedPulse(pulse_of(take), _reckoned(take, answers)) for take in history]
    return pulse_recomputation(history[-1].instrument, pulses)


def _reckoned(take: Take, answers: Mapping[UUID, Answers]) -> Reckoned:
    """Nothing is reckoned afresh here: a figure that no longer follows from the answers has to show."""
    rows = zip(take.instrument.components, take.scores, strict=True)
    return Reckoned(
        instrument=take.instrument,
        answers=answers[take.id],
        bases=tuple(basis_kept(row, measure.published_items) for measure, row in rows),
        reading=take.reading,
        sems_of_change=tuple(row.sem_of_change for row in take.scores),
    )
