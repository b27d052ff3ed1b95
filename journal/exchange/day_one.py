"""Day One's JSON: `entries` with uuid, creationDate, text, tags, timeZone; alone or inside its zip. Pure."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from journal.exchange.carried import (
    MOST,
    Foreign,
    Found,
    Reading,
    Trouble,
    Unreadable,
    Wrong,
    check_text,
    is_zone,
)
from journal.text import with_plain_newlines

APP = "Day One"
# Parts of a note that are no text. What is not named here (devices, steps, rich text) repeats or measures.
_NO_TEXT = {
    "photos": "photos",
    "videos": "videos",
    "audios": "recordings",
    "pdfAttachments": "papers",
    "location": "places",
    "weather": "weather",
}
# Where a picture stood in the text. A second bracket ends the look, so that a page of them costs no square.
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(dayone-moment:[^()\n]*\)\n?")
# Day One writes Markdown, and a backslash before each sign that could be a mark.
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def is_day_one(document: Any) -> bool:
    """Whether this is a journal as Day One writes it."""
    return isinstance(document, dict) and isinstance(document.get("entries"), list)


def read(journals: Iterable[Mapping[str, Any]], reading: Reading) -> Found:
    """The notes of all journals of a file, counted through. Raises Unreadable."""
    notes, troubles, left_out = list[Foreign](), list[Trouble](), Counter[str]()
    everything = [note for journal in journals for note in journal["entries"]]
    if len(everything) > MOST:
        raise Unreadable("many")
    for place, told in enumerate(everything, start=1):
        try:
            notes.append(_note(told, reading))
            left_out += _without_text(told)
        except Wrong as wrong:
            troubles.append(Trouble(place, wrong.why, wrong.detail))
    return Found(APP, notes=tuple(notes), troubles=tuple(troubles), left_out=left_out)


def _note(told: Any, reading: Reading) -> Foreign:
    if not isinstance(told, dict) or not isinstance(told.get("creationDate"), str):
        raise Wrong("shape")
    tags = _texts(told.get("tags"))
    text = told.get("text", "")
    if not isinstance(text, str):
        raise Wrong("shape")
    words = _ESCAPED.sub(r"\1", _PICTURE.sub("", with_plain_newlines(text))).strip()
    last = [f"{APP}: {' | '.join(tags)}"] if tags else []
    note = check_text("\n\n".join([*filter(None, [words]), *last]))
    zone = told.get("timeZone")
    known = isinstance(zone, str) and is_zone(zone)
    content = f"{told.get('uuid') or told['creationDate']}\n{note}"
    check_text(str(told.get("uuid")))
    return Foreign(
        _time(told["creationDate"], reading), str(zone) if known else reading.zone, "", tags, note, content
    )


def _texts(told: Any) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or not all(isinstance(tag, str) for tag in told):
        raise Wrong("shape")
    return tuple(dict.fromkeys(tag.strip() for tag in told if tag.strip()))


def _time(told: str, reading: Reading) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(told)
    except ValueError:
        raise Wrong("clock", told) from None
    # Without a zone it is UTC, as everything that Day One writes.
    return reading.moment(found if found.tzinfo else found.replace(tzinfo=dt.UTC))


def _without_text(told: Mapping[str, Any]) -> Counter[str]:
    counted = Counter[str]()
    for field, name in _NO_TEXT.items():
        value = told.get(field)
        if value:
            counted[name] = len(value) if isinstance(value, list) else 1
    return counted
