"""Daylio's table (CSV): with a column of scales, as the app writes it today, or without, as before. Pure.

`full_date,date,weekday,time,mood,activities[,scales],note_title,note`; the mood is a name that each person
chooses, activities stand between " | ", times are "20:39" or "8:39 pm", as the phone shows them.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping

from journal.exchange.carried import (
    MOST,
    Foreign,
    Found,
    Reading,
    Trouble,
    Unreadable,
    Wrong,
    check_text,
)
from journal.text import with_plain_newlines

APP = "Daylio"
HEADERS = (
    ("full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"),
    ("full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"),
)
# A comma as Daylio writes it; the others as a spreadsheet program may have saved it again.
_COLUMNS_END = ",;\t"
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def columns_of(text: str) -> tuple[tuple[str, ...], str] | None:
    """(columns, what ends one) where the first line is Daylio's, else None."""
    first = text.partition("\n")[0].strip().replace('"', "")
    for end in _COLUMNS_END:
        names = tuple(name.strip().lower() for name in first.split(end))
        if names in HEADERS:
            return names, end
    return None


def read(text: str, columns: tuple[str, ...], end: str, reading: Reading) -> Found:
    """The notes of a table whose first line is known. Raises Unreadable."""
    notes, troubles = list[Foreign](), list[Trouble]()
    for line, cells in _rows(text, end):
        try:
            if isinstance(cells, Wrong):
                raise cells
            notes.append(_note(_named(columns, cells), reading))
        except Wrong as wrong:
            troubles.append(Trouble(line, wrong.why, wrong.detail))
        if len(notes) + len(troubles) > MOST:
            raise Unreadable("many")
    return Found(APP, notes=tuple(notes), troubles=tuple(troubles))


def _rows(text: str, end: str) -> Iterator[tuple[int, list[str] | Wrong]]:
    """Each row below the first with the line that it begins in; empty lines are no rows."""
    below = text.partition("\n")[2]
    rows = csv.reader(io.StringIO(below, newline=""), delimiter=end, strict=True)
    while True:
        line = rows.line_num + 2
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield line, Wrong("quotes")
            continue
        if cells:
            yield line, cells


def _named(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        raise Wrong("columns", f"{len(cells)}, {len(columns)}")
    return dict(zip(columns, cells, strict=True))


def _note(row: Mapping[str, str], reading: Reading) -> Foreign:
    mood = row["mood"].strip()
    if not mood:
        raise Wrong("mood")
    tags = tuple(tag.strip() for tag in row["activities"].split("|") if tag.strip())
    scales = row.get("scales", "").strip()
    written = [row["note_title"].strip(), with_plain_newlines(row["note"]).strip()]
    told = "; ".join(part for part in (mood, " | ".join(tags), scales) if part)
    note = "\n\n".join([*filter(None, written), f"{APP}: {told}"])
    felt_at = reading.moment(_local(row["full_date"], row["time"]))
    content = "\n".join((row["full_date"].strip(), row["time"].strip(), note))
    check_text(content)
    return Foreign(felt_at, reading.zone, mood, tags, check_text(note), content)


def _local(date: str, time: str) -> dt.datetime:
    told = _TIME.fullmatch(time.strip())
    if not _DATE.fullmatch(date.strip()):
        raise Wrong("date", date)
    if told is None:
        raise Wrong("clock", time)
    hour, half = int(told[1]), (told[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.datetime.combine(dt.date.fromisoformat(date.strip()), dt.time(hour, int(told[2])))
    except ValueError:
        raise Wrong("date", f"{date} {time}") from None
