"""The situations as data: one TOML file per released version, loaded once and checked. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from assessments.instruments import HIGHEST, LOWEST, Component, ScalePoint, component

HERE = Path(__file__).parent / "scenarios"
KEY, VERSION = "customer-service-12", 1  # what a new stage asks; one that was opened keeps its own


class Kind(StrEnum):
    """What an option does. Each scenario has one of each; no page says which is which."""

    SOLVING = "solving"  # the own feeling in hand, and the matter goes on
    WARM = "warm"  # friendly, but nothing is solved
    COLD = "cold"  # right in the matter, but the person is not met
    AVOIDING = "avoiding"  # left alone, or passed on
    ESCALATING = "escalating"  # makes the quarrel bigger


@dataclass(frozen=True, slots=True)
class Option:
    """One way to act, one behaviour. `rating` is what its authors think of it, 1 to 5: a development key.

    `code` is the name in forms and rows; its letter says nothing about the kind.
    """

    code: str
    kind: Kind
    rating: int
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One situation with its five options, and the component of the model that it is about."""

    code: str
    component: Component
    title: str
    situation: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class JudgementTest:
    """One released version; never edited afterwards. Its texts are not translated apart."""

    key: str
    version: int
    language: str
    title: str
    instruction: str
    scale: tuple[ScalePoint, ...]
    scenarios: tuple[Scenario, ...]

    @property
    def options(self) -> Mapping[str, Option]:
        """All options by code, in the order of the file."""
        return {one.code: one for scenario in self.scenarios for one in scenario.options}


@cache
def judgement_test(key: str, version: int) -> JudgementTest:
    """The test with this key and version. LookupError where none was released."""
    path = HERE / f"{key}-v{version}.toml"
    if path not in set(HERE.glob("*.toml")):
        raise LookupError(f"There is no judgement test {key!r} in version {version}.")
    return read_test(path.read_text(encoding="utf-8"))


def read_test(text: str) -> JudgementTest:
    """Read and check the text of one file. ValueError with a sentence where it breaks a rule."""
    document = tomllib.loads(text)
    loaded = JudgementTest(
        key=document["key"],
        version=document["version"],
        language=document["language"],
        title=document["title"],
        instruction=document["instruction"],
        scale=tuple(ScalePoint(**row) for row in document["scale"]),
        scenarios=tuple(_scenario(row) for row in document["scenarios"]),
    )
    _check_scale(loaded)
    _check_codes(loaded)
    for scenario in loaded.scenarios:
        _check_options(scenario)
        _check_lengths(scenario)
    return loaded


def _scenario(row: Mapping[str, Any]) -> Scenario:
    return Scenario(
        code=row["code"],
        component=component(row["component"]),
        title=row["title"],
        situation=row["situation"],
        options=tuple(
            Option(one["code"], Kind(one["kind"]), one["rating"], one["text"]) for one in row["options"]
        ),
    )


def _check_scale(test: JudgementTest) -> None:
    if [point.value for point in test.scale] != list(range(LOWEST, HIGHEST + 1)):
        raise ValueError(f"The answers must be {LOWEST} to {HIGHEST}, in order.")


def _check_codes(test: JudgementTest) -> None:
    """No code stands twice, since answers are kept by it; nor does a text."""
    if not test.scenarios:
        raise ValueError("There must be scenarios.")
    names = [one.code for one in test.scenarios]
    names += [one.code for scenario in test.scenarios for one in scenario.options]
    names += [one.text for scenario in test.scenarios for one in scenario.options]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name!r} stands more than once.")


def _check_options(scenario: Scenario) -> None:
    """One of each kind, each with a rating on the scale; the solving one is the best, by itself."""
    if sorted(one.kind for one in scenario.options) != sorted(Kind):
        raise ValueError(f"The scenario {scenario.code!r} must have one option of each kind.")
    for one in scenario.options:
        if one.rating not in range(LOWEST, HIGHEST + 1):
            raise ValueError(f"The rating of {one.code!r} must be a whole number from {LOWEST} to {HIGHEST}.")
    ratings = sorted((one.rating, one.kind) for one in scenario.options)
    if ratings[-1][1] != Kind.SOLVING or ratings[-1][0] == ratings[-2][0]:
        raise ValueError(f"The best option of {scenario.code!r} must be the solving one, and only it.")


def _check_lengths(scenario: Scenario) -> None:
    """No option can be told by its length: they are alike, and the best is never the longest."""
    lengths = {one.kind: len(one.text) for one in scenario.options}
    longest = max(lengths.values())
    if longest > 1.25 * min(lengths.values()):
        raise ValueError(f"The options of {scenario.code!r} must be of about the same length.")
    if lengths[Kind.SOLVING] == longest:
        raise ValueError(f"The best option of {scenario.code!r} must not be the longest.")
