"""The file behind fours of short forms, and the script that reckons it again without the product."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assessments.instruments import COMPONENTS, instrument
from assessments.pulse_recomputation import ReckonedPulse, pulse_recomputation
from assessments.recomputation import reckon
from assessments.windows import Pulse, PulseScore

ROOT = Path(__file__).resolve().parents[2]
EI15 = instrument("ei-15", 1)
MONDAY = dt.date(2026, 9, 7)


def document(many: int, declined: float = 0.0, seed: int = 1) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    found = []
    for number in range(many):
        sitting = reckon(
            EI15,
            {
                item.code: None if chance.random() < declined else int(chance.integers(1, 6))
                for item in EI15.items
            },
        )
        scores = tuple(
            PulseScore(
                part,
                one.reading.points if one.reading else None,
                one.reading.sem if one.reading else None,
                error,
            )
            for part, one, error in zip(
                COMPONENTS, sitting.reading.components, sitting.sems_of_change, strict=True
            )
        )
        found.append(ReckonedPulse(Pulse(MONDAY + dt.timedelta(weeks=number), scores), sitting))
    return pulse_recomputation(EI15, found)


def run(tmp_path: Path, told: dict[str, Any]) -> tuple[int, str]:
    file = tmp_path / "short-forms.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "docs/recompute.py"), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_fours_are_reckoned_again_to_the_last_digits(tmp_path: Path) -> None:
    told = document(9)
    assert (len(told["pulses"]), len(told["windows"])) == (9, 2)
    assert [len(one["components"]) for one in told["windows"]] == [5, 5]
    assert len(told["comparison"]["verdicts"]) == 5
    code, said = run(tmp_path, told)
    assert (code, said[:7]) == (0, "Agreed:"), said


@pytest.mark.parametrize("seed", [1, 2])
def test_so_are_those_with_gaps(tmp_path: Path, seed: int) -> None:
    told = document(8, declined=0.45, seed=seed)
    points = [one["points"] for window in told["windows"] for one in window["components"]]
    assert None in points
    assert any(points)
    assert run(tmp_path, told)[0] == 0


@pytest.mark.parametrize("many", [1, 7])
def test_so_are_too_few_to_compare(tmp_path: Path, many: int) -> None:
    told = document(many)
    assert (len(told["windows"]), told["comparison"]) == (many // 4, None)
    assert run(tmp_path, told)[0] == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told["windows"][0]["components"][0].update(points=1.0),
        lambda told: told["windows"][1]["components"][2].update(sem_of_change=1.0),
        lambda told: told["comparison"]["verdicts"][0].update(adjusted_p=0.01),
        lambda told: told["pulses"][3]["components"][4].update(sem=1.0),
    ],
)
def test_a_figure_that_does_not_follow_is_found(tmp_path: Path, spoil: Any) -> None:
    told = document(8)
    spoil(told)
    code, said = run(tmp_path, told)
    assert (code, said.startswith("Not the same: ")) == (1, True), said
