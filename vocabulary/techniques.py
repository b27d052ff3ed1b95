"""What can be tried with a feeling: 25 techniques in ten families, each with what is known about it."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("techniques.toml")
# The families of Gross's process model (1998, 2015), then what is made before, after and beside a contact.
FAMILIES = (
    "choosing",
    "changing",
    "attention",
    "thinking",
    "responding",
    "planning",
    "before",
    "after",
    "sharing",
    "contact",
)
# The five parts of the questionnaire, by the codes that assessments gives them.
COMPONENTS = ("SA", "SR", "MO", "EM", "SS")
FEWEST_PER_COMPONENT = 2  # a report names two things to try for each part
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Technique:
    """One thing to try. `name`, `when`, `steps` and `evidence` are message ids, the others are not.

    `seconds` is the longest it takes. `components` are the codes of the parts that it fits, in model order,
    none for what only an emergency asks for. `evidence` is one honest line on what was found, and `source`
    its citation, empty where nobody has tested it.
    """

    code: str
    name: str
    family: str
    when: str
    steps: tuple[str, ...]
    seconds: int
    components: tuple[str, ...]
    evidence: str
    source: str

    @property
    def minutes(self) -> int:
        """The whole minutes it takes at most; 0 where it takes less than one."""
        return self.seconds // 60


@dataclass(frozen=True, slots=True)
class TechniqueSet:
    """All that techniques.toml holds, checked."""

    techniques: tuple[Technique, ...]
    by_code: Mapping[str, Technique]
    by_component: Mapping[str, tuple[Technique, ...]]


def techniques() -> tuple[Technique, ...]:
    """All of them, family by family, in the order of the file."""
    return _load().techniques


def technique(code: str) -> Technique:
    """The technique with this code. LookupError where there is none."""
    try:
        return _load().by_code[code]
    except KeyError:
        raise LookupError(f"There is no technique with the code {code!r}.") from None


def techniques_for(component_code: str) -> tuple[Technique, ...]:
    """What fits a part of the questionnaire, first to try in front; at least two. LookupError likewise."""
    try:
        return _load().by_component[component_code]
    except KeyError:
        raise LookupError(f"There is no component with the code {component_code!r}.") from None


@cache
def _load() -> TechniqueSet:
    return read_techniques(SOURCE.read_text(encoding="utf-8"))


def read_techniques(text: str) -> TechniqueSet:
    """Read and check the text of a techniques file. ValueError with a sentence where it breaks a rule."""
    document = tomllib.loads(text)
    fits: dict[str, list[str]] = document["components"]
    every = tuple(_technique(row, fits) for row in document["techniques"])
    _check_codes(every)
    _check_families(every)
    for one in every:
        _check_texts(one)
    by_code = {one.code: one for one in every}
    _check_components(fits, by_code)
    return TechniqueSet(
        techniques=every,
        by_code=by_code,
        by_component={part: tuple(by_code[code] for code in codes) for part, codes in fits.items()},
    )


def _technique(row: dict[str, Any], fits: Mapping[str, list[str]]) -> Technique:
    return Technique(
        code=row["code"],
        name=row["name"],
        family=row["family"],
        when=row["when"],
        steps=tuple(row["steps"]),
        seconds=row["seconds"],
        components=tuple(part for part, codes in fits.items() if row["code"] in codes),
        evidence=row["evidence"],
        source=row["source"],
    )


def _check_codes(every: tuple[Technique, ...]) -> None:
    for code, times in Counter(one.code for one in every).items():
        if times > 1:
            raise ValueError(f"The technique {code!r} stands {times} times in the list.")
        if not CODE.fullmatch(code):
            raise ValueError(f"The code {code!r} must be a lower-case slug.")


def _check_families(every: tuple[Technique, ...]) -> None:
    order = tuple(dict.fromkeys(one.family for one in every))
    if order != FAMILIES or [one.family for one in every] != sorted(
        (one.family for one in every), key=FAMILIES.index
    ):
        raise ValueError(f"The families must be {', '.join(FAMILIES)}, in this order.")


def _check_texts(one: Technique) -> None:
    if not all(text.strip() for text in (one.name, one.when, one.evidence, *one.steps)):
        raise ValueError(f"The technique {one.code!r} has an empty text.")
    if len(one.steps) < 2:
        raise ValueError(f"The technique {one.code!r} must have at least two steps.")
    if one.seconds <= 0:
        raise ValueError(f"The technique {one.code!r} must take some time.")


def _check_components(fits: Mapping[str, list[str]], by_code: Mapping[str, Technique]) -> None:
    if tuple(fits) != COMPONENTS:
        raise ValueError(f"The components must be {', '.join(COMPONENTS)}, in this order.")
    for part, codes in fits.items():
        unknown = [code for code in codes if code not in by_code]
        if unknown:
            raise ValueError(f"The technique {unknown[0]!r} of {part} is not in the list.")
        if len(set(codes)) != len(codes) or len(codes) < FEWEST_PER_COMPONENT:
            raise ValueError(f"{part} must have at least {FEWEST_PER_COMPONENT} different techniques.")
