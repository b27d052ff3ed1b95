"""What the sealed documents of a thread hold: feedback in four fields, a reply. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Feedback:
    """Situation, behaviour, impact, and perhaps a question back."""

    situation: str
    behaviour: str
    impact: str
    question: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reply:
    """Further words of one of the two."""

    text: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_feedback(document: Mapping[str, Any]) -> Feedback:
    return Feedback(**document)


def read_reply(document: Mapping[str, Any]) -> Reply:
    return Reply(**document)
