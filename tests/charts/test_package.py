"""The package as a whole: cheap to import, and pure."""

import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import charts

ROOT = Path(__file__).parents[2]
MODULES = [f"charts.{module.name}" for module in pkgutil.iter_modules(charts.__path__)]


def _loaded_by(program: str) -> set[str]:
    """The modules a fresh process has loaded after a program."""
    answer = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(answer.stdout))


def test_importing_every_module_loads_neither_matplotlib_nor_django_nor_a_room() -> None:
    packages = {name.partition(".")[0] for name in _loaded_by(f"import {', '.join(MODULES)}")}
    rooms = {"eiapp", "people", "assessments", "journal", "vocabulary"}
    assert "charts" in packages
    assert not packages & {"matplotlib", "numpy", "django", *rooms}


def test_drawing_loads_matplotlib_but_never_pyplot() -> None:
    loaded = _loaded_by("from tests.charts.drawings import profile; profile()")
    assert "matplotlib.figure" in loaded
    assert "matplotlib.pyplot" not in loaded
