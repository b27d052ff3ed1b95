"""Interview guides as data: the same questions in the same order, each with anchors at 1, 3 and 5. Pure."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "guides"
ANCHORED = (1, 3, 5)
RATINGS = (1, 2, 3, 4, 5)
STARTER, STARTER_VERSION = "customer-service-agent", 1


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `anchors` say what was done, not what somebody is like, for 1, 3 and 5."""

    code: str
    competency: str
    asks: str
    probes: tuple[str, ...]
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One released version of an interview guide; never edited afterwards."""

    key: str
    version: int
    language: str
    title: str
    questions: tuple[Question, ...]


@cache
def guide(key: str, version: int) -> Guide:
    """The guide with this key and version. LookupError where none was released."""
    path = HERE / f"{key}-v{version}.toml"
    if path not in set(HERE.glob("*.toml")):
        raise LookupError(f"There is no interview guide {key!r} in version {version}.")
    return read_guide(path.read_text(encoding="utf-8"))


def read_guide(text: str) -> Guide:
    """Read and check the text of one guide. ValueError with a sentence where it breaks a rule."""
    document = tomllib.loads(text)
    questions = tuple(
        Question(
            row["code"],
            row["competency"],
            row["asks"],
            tuple(row["probes"]),
            tuple((int(at), does) for at, does in sorted(row["anchors"].items())),
        )
        for row in document["questions"]
    )
    if len({one.code for one in questions}) != len(questions):
        raise ValueError("Two questions of a guide have the same code.")
    for one in questions:
        if tuple(at for at, _does in one.anchors) != ANCHORED:
            raise ValueError(f"The question {one.code!r} must have anchors at 1, 3 and 5.")
    return Guide(document["key"], document["version"], document["language"], document["title"], questions)
