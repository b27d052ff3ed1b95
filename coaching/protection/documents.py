"""What the sealed document of a report holds. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the thread as they stood: whose, when, and each field's name with what it says."""

    name: str
    at: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """What she writes to the contact, and what she shows of the thread."""

    text: str
    quoted: tuple[Quoted, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_report(document: Mapping[str, Any]) -> ReportDocument:
    """What a sealed document of a report holds."""
    quoted = (
        Quoted(each["name"], each["at"], tuple((name, value) for name, value in each["lines"]))
        for each in document["quoted"]
    )
    return ReportDocument(document["text"], tuple(quoted))
