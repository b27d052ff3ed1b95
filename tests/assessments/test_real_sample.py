"""What is tried on a public sample, tried on people of whom is known how they answer."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.random import default_rng

from assessments.real_sample import PRINTED_SAMPLE, Sample, SampleTrial, try_sample
from tests.assessments.on_public_sample import COLUMNS, TURNED, read_sample

KEYS = tuple(-1 if number % 2 else 1 for number in range(25))
SCALES = tuple(tuple(range(start, start + 5)) for start in range(0, 25, 5))


@pytest.fixture(scope="module")
def honest() -> Sample:
    """800 people who lean on each scale as they are, on answers from 1 to 6."""
    chance = default_rng(3)
    leaning = np.repeat(chance.standard_normal((800, 5)), 5, axis=1) + chance.standard_normal((800, 25))
    answers = np.clip(np.round(3.5 + np.array(KEYS) * leaning), 1, 6)
    return Sample(answers=answers, options=6, keys=KEYS, scales=SCALES)


@pytest.fixture(scope="module")
def found(honest: Sample) -> SampleTrial:
    return try_sample(honest, 1)


def test_honest_people_are_hardly_named_and_those_who_tick_at_random_are(found: SampleTrial) -> None:
    assert (found.people, found.items) == (800, 25)
    assert (found.run, found.same, found.lines, found.careless_same) == (0, 0, 0, 0)
    assert 0.01 < found.far < 0.07
    assert found.far_random > 0.9
    assert found.agreeing > 0.8
    assert found.agreeing_random == pytest.approx(0, abs=0.2)


def test_straight_lines_and_little_variety_are_found_and_counted_once(honest: Sample) -> None:
    answers = honest.answers.copy()
    answers[:40] = 4  # one answer all the way: by both rules
    answers[40:60, :13] = 5  # a run of half of 25: by the first
    answers[60:70] = 3
    answers[60:70, 7] = 4  # one answer of 25 a step away: .16 on a scale of five
    told = try_sample(replace(honest, answers=answers), 1)
    assert told.lines == 40 / 800
    assert told.run == 70 / 800
    assert told.same == 50 / 800
    assert told.careless_same == 70 / 800


def test_variety_is_judged_on_a_scale_of_five(honest: Sample) -> None:
    """Every other answer a step higher: .51 of a scale of six, .41 of five; on one of twenty .11."""
    answers = np.tile(np.where(np.arange(25) % 2, 4.0, 3.0), (30, 1))
    rest = honest.answers[30:].copy()
    for options, wider, share in ((6, 1, 0.0), (20, 3, 30 / 800)):
        told = try_sample(replace(honest, answers=np.vstack([answers, rest * wider]), options=options), 1)
        assert told.same == share


def test_who_left_something_out_is_left_out(honest: Sample) -> None:
    answers = honest.answers.copy()
    answers[:100, 3] = np.nan
    assert try_sample(replace(honest, answers=answers), 1).people == 700


def test_the_same_seed_gives_the_same_figures(honest: Sample, found: SampleTrial) -> None:
    assert try_sample(honest, 1) == found
    assert try_sample(honest, 2).far != found.far


def test_the_file_of_the_sample_is_read_as_its_package_writes_it(tmp_path: Path) -> None:
    names = ["", *COLUMNS, "gender", "education", "age"]
    lines = [
        ",".join(f'"{name}"' for name in names),
        ",".join(["61617", *["3"] * 25, "1", "NA", "16"]),
        ",".join(["61618", "NA", *["6"] * 24, "2", "3", "18"]),
    ]
    path = tmp_path / "bfi.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sample = read_sample(path)
    assert sample.answers.shape == (2, 25)
    assert np.isnan(sample.answers).sum() == 1
    assert [COLUMNS[place] for place, key in enumerate(sample.keys) if key == -1] == sorted(TURNED)
    assert [[COLUMNS[place] for place in scale][0] for scale in sample.scales] == [
        "A1",
        "C1",
        "E1",
        "N1",
        "O1",
    ]


def test_what_is_printed_is_of_the_whole_sample() -> None:
    assert (PRINTED_SAMPLE.people, PRINTED_SAMPLE.items) == (2436, 25)
    assert PRINTED_SAMPLE.careless_same >= max(PRINTED_SAMPLE.run, PRINTED_SAMPLE.same)
