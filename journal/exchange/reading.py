"""Whatever file somebody brings: which of the known kinds it is, and what it holds. Pure."""

import json
from dataclasses import replace
from typing import Any, NoReturn

from journal.exchange import day_one, daylio, own_json
from journal.exchange.carried import Found, Reading, Unreadable
from journal.exchange.encodings import decode
from journal.exchange.zips import json_files

LARGEST = 20_000_000
# Each bracket becomes an object in memory, many times larger than itself.
_MOST_BRACKETS = 1_500_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def read_file(data: bytes, reading: Reading) -> Found:
    """What the file holds. Raises Unreadable with the reason where it is none that we know."""
    if not data:
        raise Unreadable("empty")
    if len(data) > LARGEST:
        raise Unreadable("large")
    if data.startswith(_ZIP):
        return _read_zip(data, reading)
    text, encoding = decode(data)
    if text.lstrip().startswith("{"):
        found = _read_json(_parsed(text), reading)
    else:
        found = _read_table(text, reading)
    return replace(found, encoding=encoding)


def _read_zip(data: bytes, reading: Reading) -> Found:
    texts = list(json_files(data))  # all of them first: a zip that is too large is refused for that
    journals = [_parsed(decode(each)[0]) for each in texts]
    known = [each for each in journals if day_one.is_day_one(each)]
    if not known:
        raise Unreadable("zip-other")
    return day_one.read(known, reading)


def _read_json(document: Any, reading: Reading) -> Found:
    if isinstance(document, dict) and document.get("format") == own_json.FORMAT:
        return own_json.read(document, reading)
    if day_one.is_day_one(document):
        return day_one.read([document], reading)
    raise Unreadable("unknown")


def _read_table(text: str, reading: Reading) -> Found:
    known = daylio.columns_of(text)
    if known is None:
        raise Unreadable("unknown")
    return daylio.read(text, *known, reading)


def _parsed(text: str) -> Any:
    if text.count("{") + text.count("[") > _MOST_BRACKETS:
        raise Unreadable("many")
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as broken:
        raise Unreadable("json-broken", broken.lineno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets without end
        raise Unreadable("json-shape") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
