"""Moments, and files of other apps, as the tests of this room make them."""

import datetime as dt
import io
import json
import struct
import zipfile
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from journal.documents import MomentDocument
from journal.exchange.carried import Carried, Found, Reading
from journal.exchange.reading import read_file

NOW = dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.UTC)
READING = Reading("Europe/Berlin", NOW)
DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n"
DAYLIO_SCALES = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
FULL = MomentDocument(
    feelings=("angry", "tired", "own:00000000-0000-0000-0000-000000000001"),
    triggers=("A.shouting", "F"),
    strength=4,
    note="=1+1\n two  spaces\u202e 💥",
    zone="Asia/Tokyo",
    shown=("neutral",),
    customer=("scared",),
    channel="phone",
    phase="refusal",
    outcome="handed-over",
    techniques=("nothing-yet",),
    strength_after=2,
    stayed="shift",
    thought="He hates me",
    another_view="He is afraid",
    need="A pause",
    next_time="Breathe first",
    plan=UUID(int=3),
    plan_used=False,
    while_locked=True,
)


def moment(number: int = 1, **told: Any) -> Carried:
    """A moment an hour later for each number."""
    fields: dict[str, Any] = {"feelings": ("calm",), "triggers": ("P",), "strength": 2} | told
    felt_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number)
    return Carried(felt_at, felt_at.date(), UUID(int=number), MomentDocument(**fields))


def read(data: str | bytes) -> Found:
    return read_file(data.encode() if isinstance(data, str) else data, READING)


def zipped(files: Mapping[str, str | bytes], **how: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **({"compression": zipfile.ZIP_DEFLATED} | how)) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def day_one(*notes: Any) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": list(notes)})


def note(**told: Any) -> dict[str, Any]:
    return {
        "uuid": "1546F37361264E129200B2CA6A885855",
        "creationDate": "2026-06-28T15:38:37Z",
        "timeZone": "Asia/Taipei",
        "text": "Long day",
        "tags": ["work", "queue"],
    } | told


def zip_saying(data: bytes, *, at: int, form: str, value: int) -> bytes:
    """The zip with a number changed in its last record, counted from that record's head."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.rindex(b"PK\x05\x06") + at, value)
    return bytes(changed)
