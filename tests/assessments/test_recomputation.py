"""The file behind a report, and the script that reckons it again without the product."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assessments.basis import Local
from assessments.evidence import work_out, work_out_retest
from assessments.instruments import instrument
from assessments.recomputation import Answers, reckon, recomputation
from assessments.simulation import honest, retest

ROOT = Path(__file__).resolve().parents[2]
EI50, EI15 = instrument("ei-50", 1), instrument("ei-15", 1)
Run = Callable[[Any], tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Hand a document (or a text) to docs/recompute.py: exit code and what it printed."""

    def script(document: Any) -> tuple[int, str]:
        file = tmp_path / "report.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", str(ROOT / "docs/recompute.py"), str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    return script


def answers(seed: int, declined: float = 0.0, asked: Any = EI50) -> Answers:
    chance = np.random.default_rng(seed)
    return {
        item.code: None if chance.random() < declined else int(chance.integers(1, 6)) for item in asked.items
    }


def test_a_report_is_reckoned_again_to_the_last_digits(run: Run) -> None:
    document = recomputation(reckon(EI50, answers(1)))
    assert run(document) == (0, "Agreed: all 151 figures to 1e-9.\n")


@pytest.mark.parametrize("seed", range(4))
def test_so_is_one_with_gaps_and_a_comparison(run: Run, seed: int) -> None:
    first, later = reckon(EI50, answers(seed, 0.4)), reckon(EI50, answers(seed + 50, 0.4))
    code, said = run(recomputation(later, first))
    assert code == 0, said


@pytest.fixture(scope="module")
def local() -> Local:
    """What an organisation of 300 people, 80 of whom answered twice, was told."""
    twice = retest(80, np.random.default_rng(2))
    return Local(
        figures=work_out(EI50, honest(300, np.random.default_rng(1))),
        closed=dt.date(2026, 11, 1),
        retest=work_out_retest(EI50, twice.before, twice.after),
        retest_closed=dt.date(2026, 10, 1),
    )


@pytest.mark.parametrize("seed", range(4))
def test_so_is_one_with_the_figures_of_an_organisation(run: Run, local: Local, seed: int) -> None:
    first, later = reckon(EI50, answers(seed, 0.3), local), reckon(EI50, answers(seed + 50, 0.3), local)
    document = recomputation(later, first)
    code, said = run(document)
    assert code == 0, said
    assert document["basis"]["SR"]["sem_from"] == {"persons": 300, "until": "2026-11-01"}
    assert document["basis"]["SR"]["retest_from"] == {"persons": 80, "until": "2026-10-01"}


def test_parts_that_the_mean_puts_the_other_way_round_are_left_unsaid(run: Run, local: Local) -> None:
    """Social skills score higher than self-awareness, but the others here put it far lower."""
    assert local.figures is not None
    means = {"SA": 99.0, "SS": 1.0}
    parts = tuple(
        replace(one, alpha=0.1, sd=5.0, mean=means.get(one.component, one.mean))
        for one in local.figures.parts
    )
    far = replace(local, figures=replace(local.figures, parts=parts))
    given: Answers = {item.code: 3 for item in EI50.items}
    more = {item.code: 3 + item.key for item in EI50.items_of(EI50.components[4].component)[:1]}
    document = recomputation(reckon(EI50, {**given, **more}, far))
    awareness, *_rest, skills = document["figures"]["components"]
    assert skills["points"] > awareness["points"]
    assert awareness["centre"] - skills["centre"] > awareness["margin"] + skills["margin"]
    assert not [pair for pair in document["figures"]["far_apart"] if set(pair) == {"SA", "SS"}]
    assert run(document)[0] == 0


def test_a_file_of_format_1_is_still_reckoned_again(run: Run) -> None:
    kept = json.loads((ROOT / "tests/assessments/data/report-format-1.json").read_text(encoding="utf-8"))
    assert kept["format"] == 1
    assert run(kept) == (0, "Agreed: all 201 figures to 1e-9.\n")
    figures = [("figures", *path) for path in places(kept["figures"])]
    for path in figures[::31]:
        assert run(changed(kept, path))[0] == 1, path


def test_so_is_a_pulse_and_an_empty_one(run: Run) -> None:
    assert run(recomputation(reckon(EI15, answers(3, asked=EI15))))[0] == 0
    assert run(recomputation(reckon(EI50, {}), reckon(EI50, answers(4))))[0] == 0


def test_a_half_is_said_upwards_in_both(run: Run) -> None:
    """33 of 50 points: a mean of 3.3, 57.5 of 100, said as 58, though 2.3 * 25 is a little less in floats."""
    values = [4, 4, 4, *[3] * 7]
    given: Answers = {
        item.code: value if item.key == 1 else 6 - value
        for measure in EI50.components
        for item, value in zip(EI50.items_of(measure.component), values, strict=True)
    }
    document = recomputation(reckon(EI50, given))
    assert {one["spoken"] for one in document["figures"]["components"]} == {58}
    assert run(document)[0] == 0


def test_the_file_holds_what_its_readers_are_told() -> None:
    document = recomputation(reckon(EI50, answers(1)), reckon(EI50, answers(2)))
    assert list(document) == [
        *("format", "instrument", "answers", "basis", "figures", "quality", "comparison"),
    ]
    assert document["format"] == 2
    assert document["basis"]["SR"] == {
        **{"alpha": 0.87, "sd": 0.75, "items": 10, "retest": 0.75},
        **{"mean": None, "sem_from": None, "retest_from": None},
    }
    assert len(document["instrument"]["statements"]) == len(document["answers"]) == 50
    component = document["figures"]["components"][0]
    assert set(component) == {
        *("component", "answered", "asked", "mean", "points", "sem", "sem_of_change", "centre"),
        *("margin", "inner", "likely", "retest"),
        *("spoken", "likely_spoken", "retest_spoken"),
    }
    assert set(document["comparison"]["verdicts"][0]) == {
        *("component", "before", "after", "sem", "band", "statistic", "is_reliable", "p", "adjusted_p"),
        "beyond_error",
    }
    assert set(document["quality"]["found"]) == {
        *("notes", "answered", "longstring", "variability", "distance", "even_odd", "inconsistencies"),
    }
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize("line", [1, 3, 5])
def test_the_notes_are_reckoned_again_too(run: Run, line: int) -> None:
    document = recomputation(reckon(EI50, {item.code: line for item in EI50.items}))
    assert document["quality"]["found"]["notes"][0] == "careless-same"
    assert run(document)[0] == 0
    document["quality"]["found"]["notes"] = []
    assert "quality.found.notes" in run(document)[1]


def test_a_form_without_rules_has_no_notes() -> None:
    assert recomputation(reckon(EI15, answers(3, asked=EI15)))["quality"] is None


def test_two_gaps_of_the_same_width_keep_the_order_of_the_model(run: Run) -> None:
    """Which of them comes first must not hang on the last digit of a sum: these answers have such a pair."""
    assert run(recomputation(reckon(EI50, answers(182))))[0] == 0


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every figure."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))
    if isinstance(part, int | float):
        yield path


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(document))
    part: Any = copy
    for key in path[:-1]:
        part = part[key]
    old = part[path[-1]]
    part[path[-1]] = not old if isinstance(old, bool) else old + 2e-9
    return copy


def test_any_figure_that_is_off_by_two_billionths_is_told(run: Run) -> None:
    document = recomputation(reckon(EI50, answers(1)), reckon(EI50, answers(2)))
    figures = [("figures", *path) for path in places(document["figures"])]
    figures += [("quality", "found", *path) for path in places(document["quality"]["found"])]
    figures += [("comparison", "verdicts", *path) for path in places(document["comparison"]["verdicts"])]
    assert len(figures) > 150
    for path in figures[::23]:
        code, said = run(changed(document, path))
        assert (code, said.split(":")[0]) == (1, "Not the same"), path
        assert str(path[-1]) in said


def test_another_answer_or_basis_no_longer_agrees(run: Run) -> None:
    document = recomputation(reckon(EI50, answers(1)))
    code = EI50.items[0].code
    other = {**document, "answers": {**document["answers"], code: 1 + document["answers"][code] % 5}}
    assert run(other)[0] == 1
    basis = {**document["basis"], "EM": {**document["basis"]["EM"], "alpha": 0.82}}
    assert run({**document, "basis": basis})[0] == 1


def test_figures_too_many_or_too_few_are_told(run: Run) -> None:
    document = recomputation(reckon(EI50, answers(1)), reckon(EI50, answers(2)))
    figures = document["figures"]
    more = {**figures, "percentile": 70}
    assert "percentile" in run({**document, "figures": more})[1]
    fewer = {**figures, "components": figures["components"][:4]}
    assert "has 4 parts, reckoned were 5" in run({**document, "figures": fewer})[1]
    assert run({**document, "comparison": None})[0] == 0
    gone = {**document, "comparison": {"answers": document["comparison"]["answers"], "verdicts": []}}
    assert run(gone)[0] == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": 3}, "The file is of format 3; this script reads 1 and 2."),
        ({"answers": {"Z999": 3}}, "Z999 is answered but not asked."),
        ({"answers": {"H656": 6}}, "The answer to H656 is 6"),
        ({"answers": {"H656": "3"}}, "The answer to H656 is '3'"),
        ({"answers": {"H656": True}}, "The answer to H656 is True"),
        ({"basis": None}, "not what a report gives"),
        ({"answers": None}, "not what a report gives"),
    ],
)
def test_a_file_that_no_report_gives_is_told(run: Run, change: dict[str, Any], sentence: str) -> None:
    code, said = run({**recomputation(reckon(EI50, answers(1))), **change})
    assert code == 1
    assert sentence in said


@pytest.mark.parametrize("text", ["", "no", "[]", "{}", '"text"'])
def test_a_text_that_is_no_report_is_told(run: Run, text: str) -> None:
    code, said = run(text)
    assert (code, said.startswith("The file is not what a report gives")) == (1, True)


def test_a_file_that_is_not_there_and_a_missing_name_are_told(tmp_path: Path) -> None:
    script = [sys.executable, "-I", str(ROOT / "docs/recompute.py")]
    gone = subprocess.run([*script, str(tmp_path / "gone")], capture_output=True, text=True, check=False)
    assert (gone.returncode, gone.stdout) == (1, "The file cannot be read: No such file or directory.\n")
    unnamed = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (unnamed.returncode, unnamed.stdout) == (1, "Name one file: python3 docs/recompute.py FILE\n")


def test_two_questionnaires_are_not_compared() -> None:
    with pytest.raises(ValueError, match="the same questionnaire"):
        recomputation(reckon(EI50, answers(1)), reckon(EI15, answers(1, asked=EI15)))


def test_the_script_knows_nothing_of_the_product() -> None:
    """Only the standard library, and no import of ours: it runs where nothing is installed (-I above)."""
    lines = (ROOT / "docs/recompute.py").read_text().splitlines()
    found = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert found <= sys.stdlib_module_names
