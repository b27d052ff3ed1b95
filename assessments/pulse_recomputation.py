"""The file behind the fours of short forms: their answers, and every figure. docs/recompute.py checks it.

format      2, as that of a report
instrument  as in a report
pulses      oldest first: day, answers and basis as in a report, components as in its figures
windows     every whole four: first_day, day, and components: component, scored (pulses with a score),
            points, sem, sem_of_change; null for whatever a blank one has not
comparison  null, or: verdicts on the first and the last window, as in a report
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessments.instruments import Instrument
from assessments.recomputation import (
    FORMAT,
    Reckoned,
    bases_of,
    components_of,
    statements_of,
    verdict_of,
)
from assessments.windows import Pulse, Window, window_verdicts, windows


@dataclass(frozen=True, slots=True)
class ReckonedPulse:
    """One finished pulse as its figures were stored."""

    pulse: Pulse
    sitting: Reckoned


def pulse_recomputation(asked: Instrument, pulses: Sequence[ReckonedPulse]) -> dict[str, Any]:
    """The file, ready for JSON; `pulses` oldest first, all of this instrument."""
    found = windows([one.pulse for one in pulses])
    return {
        "format": FORMAT,
        "instrument": statements_of(asked),
        "pulses": [_pulse(one) for one in pulses],
        "windows": [_window(one) for one in found],
        "comparison": {"verdicts": [verdict_of(one) for one in window_verdicts(found[0], found[-1])]}
        if len(found) > 1
        else None,
    }


def _pulse(one: ReckonedPulse) -> dict[str, Any]:
    return {
        "day": one.pulse.day.isoformat(),
        "answers": dict(one.sitting.answers),
        "basis": bases_of(one.sitting),
        "components": components_of(one.sitting),
    }


def _window(window: Window) -> dict[str, Any]:
    pairs = zip(window.reading.components, window.sems_of_change, strict=True)
    return {
        "first_day": window.first_day.isoformat(),
        "day": window.day.isoformat(),
        "components": [
            {
                "component": one.component.code,
                "scored": one.answered,
                "points": one.reading.points if one.reading else None,
                "sem": one.reading.sem if one.reading else None,
                "sem_of_change": error,
            }
            for one, error in pairs
        ],
    }
