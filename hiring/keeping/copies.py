"""A candidate's copy of her own data, as plain values and as pieces of JSON. Pure."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "eiapp.candidate.1"


@dataclass(frozen=True, slots=True)
class Answered:
    """One statement. `value` None: she would rather not say; `words` is what the scale calls the value."""

    number: int
    code: str
    statement: str
    value: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One way to act in a situation at work. `words` is empty where she gave no answer to it."""

    situation: str
    way: str
    words: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that happened, in words, and when."""

    what: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Something she asked for so that she could take part, and what was answered, if it was."""

    text: str
    at: dt.datetime
    answer: str
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Who she is here, her answers, what she asked for and chose, and what was done with all that."""

    reference: str
    name: str
    email: str
    opening: str
    organisation: str
    questionnaire: str
    answers: tuple[Answered, ...]
    situations: tuple[Judged, ...]
    adjustments: tuple[Asked, ...]
    display: tuple[str, ...]
    times: tuple[Noted, ...]
    receipts: tuple[Noted, ...]
    deleted_on: dt.date
    is_held: bool


def json_pieces(copy: Copy) -> Iterator[str]:
    """The copy as JSON, piece by piece; times as ISO 8601."""
    told = {"format": FORMAT, **asdict(copy)}
    yield from json.JSONEncoder(ensure_ascii=False, indent=1, default=_iso).iterencode(told)
    yield "\n"


def _iso(value: Any) -> str:
    """TypeError for what is neither a day nor a time."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"Not a day or a time: {value!r}")
