"""What a file carries: moments of ours, notes of another app, and what is wrong with either. Pure."""

import datetime as dt
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from journal.documents import MomentDocument
from journal.own import Own
from journal.text import first_unstorable

# More than somebody writes in twenty years, and what one file may bring.
MOST = 20_000
# As much as the full form takes, in code points.
LONGEST = 10_000
# No app of this kind is older; anything before is a slip of the pen.
EARLIEST = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)


class Unreadable(ValueError):
    """The file as a whole cannot be read; `why` is a code, `line` where it broke, 0 where that is unknown."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(f"{why} ({line})")
        self.why, self.line = why, line


class Wrong(ValueError):
    """One part of a file cannot come in; `why` is a code, `detail` what stood there."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        # A lone surrogate can stand in JSON, but on no page.
        self.why, self.detail = why, detail[:80].encode(errors="replace").decode()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where something is wrong (a line of a table, a moment counted from 1), and what."""

    place: int
    why: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A moment on its way: `felt_at` in UTC, `day` the writer's own, `key` as its row has it."""

    felt_at: dt.datetime
    day: dt.date
    key: UUID
    document: MomentDocument


@dataclass(frozen=True, slots=True)
class Foreign:
    """A note of another app, with a mood and tags in that app's own words; `note` has all of them."""

    felt_at: dt.datetime
    zone: str
    mood: str
    tags: tuple[str, ...]
    note: str
    # What tells it from another one, whatever the words are mapped to.
    content: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: `moments` and own `words` where it is ours, else `notes`.

    `left_out` counts kinds of things.
    """

    app: str
    moments: tuple[Carried, ...] = ()
    words: tuple[Own, ...] = ()
    notes: tuple[Foreign, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading asks of the outside: her time zone, for files that name none, and the clock."""

    zone: str
    now: dt.datetime

    def moment(self, told: dt.datetime) -> dt.datetime:
        """An aware time in UTC; without a zone it is hers. Wrong for one that cannot be."""
        try:
            aware = told if told.tzinfo else told.replace(tzinfo=ZoneInfo(self.zone))
            found = aware.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise Wrong("time", str(told)) from None
        if found < EARLIEST:
            raise Wrong("early", f"{told:%Y-%m-%d}")
        if found > self.now:
            raise Wrong("future", f"{told:%Y-%m-%d %H:%M}")
        return found


def check_text(text: str) -> str:
    """The text, where it can be kept; Wrong with the place where it cannot."""
    unstorable = first_unstorable(text)
    if unstorable:
        raise Wrong("character", f"{unstorable[1]}, {unstorable[0]}")
    if len(text) > LONGEST:
        raise Wrong("long", str(len(text)))
    return text


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return False
    return bool(name)


def keys_of(secret: bytes, app: str, notes: Sequence[Foreign]) -> Iterator[UUID]:
    """A key for each note that follows from its content, so that the same note comes in once.

    Keys stand in the clear beside the sealed moment. They are made with her own secret, or whoever holds the
    database could try out what she wrote. Notes that are the same are told apart by their order.
    """
    seen: Counter[str] = Counter()
    for note in notes:
        seen[note.content] += 1
        told = f"{app}\n{seen[note.content]}\n{note.content}".encode()
        yield UUID(bytes=hmac.digest(secret, told, hashlib.sha256)[:16])
