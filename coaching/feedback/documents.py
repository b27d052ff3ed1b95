"""What the sealed messages of a thread hold besides feedback and replies. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants feedback on, and what the other is to look at."""

    behaviour: str
    look_at: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Shown:
    """To whom a thread was shown, or is shown no longer: her name as it was then."""

    name: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_ask(document: Mapping[str, Any]) -> Ask:
    """What a sealed document of an ask holds."""
    return Ask(**document)


def read_shown(document: Mapping[str, Any]) -> Shown:
    return Shown(**document)
