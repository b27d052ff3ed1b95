"""Interview guides as data: the same questions in the same order, each with anchors at 1, 3 and 5. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "guides"
ANCHORED = (1, 3, 5)
RATINGS = (1, 2, 3, 4, 5)
STARTER, STARTER_VERSION = "customer-service-agent", 2


@dataclass(frozen=True, slots=True)
class Competency:
    """What one or more questions are about; rules weigh these, and decisions rest on them."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `anchors` say what was done, not what somebody is like, for 1, 3 and 5."""

    code: str
    about: Competency
    asks: str
    probes: tuple[str, ...]
    anchors: tuple[tuple[int, str], ...]

    @property
    def competency(self) -> str:
        """As people read it."""
        return self.about.name


@dataclass(frozen=True, slots=True)
class Guide:
    """One version of an interview guide: released as a file, or an opening's own copy."""

    key: str
    version: int
    language: str
    title: str
    questions: tuple[Question, ...]

    @property
    def competencies(self) -> tuple[Competency, ...]:
        """In the order of their first questions."""
        return tuple(dict.fromkeys(one.about for one in self.questions))

    def about(self, code: str) -> tuple[Question, ...]:
        """The questions of one competency."""
        return tuple(one for one in self.questions if one.about.code == code)


@cache
def guide(key: str, version: int) -> Guide:
    """The guide with this key and version. LookupError where none was released."""
    return read_guide(released(key, version))


def released(key: str, version: int) -> str:
    """The text of a released file. LookupError where there is none."""
    path = HERE / f"{key}-v{version}.toml"
    if path not in set(HERE.glob("*.toml")):
        raise LookupError(f"There is no interview guide {key!r} in version {version}.")
    return path.read_text(encoding="utf-8")


def read_guide(text: str) -> Guide:
    """Read and check the text of one guide. ValueError with a sentence where it breaks a rule."""
    return guide_of_document(tomllib.loads(text))


def guide_of_document(document: Mapping[str, Any]) -> Guide:
    """Read and check one guide. In the first version each question was a competency of its own."""
    names = {row["code"]: row["name"] for row in document.get("competencies", ())}
    questions = tuple(_question(row, names) for row in document["questions"])
    if len({one.code for one in questions}) != len(questions):
        raise ValueError("Two questions of a guide have the same code.")
    for one in questions:
        if tuple(at for at, _does in one.anchors) != ANCHORED:
            raise ValueError(f"The question {one.code!r} must have anchors at 1, 3 and 5.")
    return Guide(document["key"], document["version"], document["language"], document["title"], questions)


def named(question: Question, guide: Guide) -> str:
    """A question by what it is about; with its number there, where there are more about the same."""
    alike = guide.about(question.about.code)
    if len(alike) == 1:
        return question.competency
    return f"{question.competency}, {alike.index(question) + 1}"


def document_of(guide: Guide) -> dict[str, Any]:
    """The guide as an opening keeps it; `guide_of_document` reads it back."""
    return {
        "key": guide.key,
        "version": guide.version,
        "language": guide.language,
        "title": guide.title,
        "competencies": [{"code": one.code, "name": one.name} for one in guide.competencies],
        "questions": [
            {
                "code": one.code,
                "competency": one.about.code,
                "asks": one.asks,
                "probes": list(one.probes),
                "anchors": {str(at): does for at, does in one.anchors},
            }
            for one in guide.questions
        ],
    }


def _question(row: Mapping[str, Any], names: Mapping[str, str]) -> Question:
    if names and row["competency"] not in names:
        raise ValueError(f"The question {row['code']!r} is about no competency of its guide.")
    told = Competency(row["competency"], names[row["competency"]]) if names else None
    return Question(
        row["code"],
        told or Competency(row["code"], row["competency"]),
        row["asks"],
        tuple(row["probes"]),
        tuple((int(at), does) for at, does in sorted(row["anchors"].items())),
    )
