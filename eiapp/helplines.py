"""The helplines and emergency numbers of the Support page, from `helplines.toml`."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("helplines.toml")


@dataclass(frozen=True, slots=True)
class Line:
    """A number to call. `countries` are message ids; `checked` is the day somebody last looked it up.

    `name` is empty for an emergency number. The switches say only what is certain: `free` is false too where
    the call costs as much as any other.
    """

    countries: tuple[str, ...]
    number: str
    checked: dt.date
    name: str = ""
    free: bool = False
    always_open: bool = False
    by_text: bool = False

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return self.number.replace(" ", "")


@dataclass(frozen=True, slots=True)
class Helplines:
    """What the page lists, in the order of the file."""

    lines: tuple[Line, ...]
    emergency: tuple[Line, ...]


@cache
def load_helplines() -> Helplines:
    """Read the file once a process. A row with a missing or unknown field raises TypeError."""
    read = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return Helplines(lines=_rows(read["line"]), emergency=_rows(read["emergency"]))


def _rows(rows: list[dict[str, object]]) -> tuple[Line, ...]:
    return tuple(Line(**{**row, "countries": tuple(row["countries"])}) for row in rows)  # type: ignore[arg-type]
