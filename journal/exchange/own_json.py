"""Our own file: every own word and every field of every moment, one a line; the same, the same bytes. Pure.

There is no id and no time of writing in it: a moment is told by the key that its form sent along.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from journal.documents import OWN, SCHEMA, MomentDocument, UnknownSchema, lift, read_document
from journal.exchange.carried import (
    MOST,
    Carried,
    Found,
    Reading,
    Trouble,
    Unreadable,
    Wrong,
    check_text,
    is_zone,
)
from journal.own import NONE, Own, OwnWords, own_code, plain

FORMAT = "eiapp moments"
# Version 1 had no own words.
VERSION = 2
# More than somebody adds one by one, offered or not.
MOST_WORDS = 1_000
# Between the date in UTC and a writer's own day: her zone, and where her day ends.
_FARTHEST = dt.timedelta(days=2)
# Made once: a file of 10,000 moments asks for some four hundred thousand pieces.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# What the document itself does not look at: in Python 1 and True are the same.
_KINDS = {"strength": int, "strength_after": int, "zone": str, "plan_used": bool, "while_locked": bool}


def write(moments: Iterable[Carried | None], own: OwnWords | None = NONE) -> Iterator[str]:
    """The file in pieces; None stands for what does not open: moments are counted at the end."""
    yield f'{{"format":{_json(FORMAT)},"version":{VERSION},"words":{_words(own)},"moments":['
    unopened, between = 0, "\n"
    for moment in moments:
        if moment is None:
            unopened += 1
            continue
        yield between + _json(_line(moment))
        between = ",\n"
    yield f'\n],"unopened":{unopened}}}\n'


def read(document: Mapping[str, Any], reading: Reading) -> Found:
    """The moments and own words of a file that JSON has already been read from. Raises Unreadable."""
    lines, version, told = document.get("moments"), document.get("version"), document.get("words", [])
    if not isinstance(version, int) or not isinstance(lines, list) or not isinstance(told, list | None):
        raise Unreadable("json-shape")
    if version > VERSION:
        raise Unreadable("newer")
    if len(lines) > MOST or len(told or []) > MOST_WORDS:
        raise Unreadable("many")
    troubles = list[Trouble]()
    words, moments = _read_words(told or [], troubles), _read_moments(lines, reading, troubles)
    left_out = _left_out(document.get("unopened"), words_opened=told is not None)
    return Found("eiapp", moments=moments, words=words, troubles=tuple(troubles), left_out=left_out)


def _read_moments(lines: list[Any], reading: Reading, troubles: list[Trouble]) -> tuple[Carried, ...]:
    moments = dict[UUID, Carried]()
    for place, line in enumerate(lines, start=1):
        try:
            moment = _read_line(line, reading)
            if moment.key in moments:
                raise Wrong("twice")
            moments[moment.key] = moment
        except Wrong as wrong:
            troubles.append(Trouble(place, wrong.why, wrong.detail))
    return tuple(moments.values())


def _left_out(unopened: Any, *, words_opened: bool) -> Counter[str]:
    moments = min(unopened, MOST) if type(unopened) is int else 0
    return +Counter(unopened=moments, words=0 if words_opened else 1)


def _words(own: OwnWords | None) -> str:
    if own is None:
        return "null"
    return "[" + ",".join("\n" + _json(asdict(word)) for word in own.words) + "]"


def _read_words(lines: list[Any], troubles: list[Trouble]) -> tuple[Own, ...]:
    """Each once; of any that is not as it is written here the place goes to `troubles`."""
    words = dict[str, Own]()
    for place, line in enumerate(lines, start=1):
        word = _read_word(line)
        if word is None or word.code in words:
            troubles.append(Trouble(place, "word"))
        else:
            words[word.code] = word
    return tuple(words.values())


def _read_word(line: Any) -> Own | None:
    try:
        word = Own(**line)
        kept = replace(word, code=own_code(UUID(word.code.removeprefix(OWN))), text=plain(word.text))
    except (TypeError, ValueError, AttributeError):
        return None
    return word if word == kept and type(word.offered) is bool else None


def _line(moment: Carried) -> dict[str, Any]:
    return {
        "felt_at": moment.felt_at.isoformat(),
        "day": moment.day.isoformat(),
        "key": str(moment.key),
        "schema": SCHEMA,
        "document": moment.document.as_json(),
    }


def _read_line(line: Any, reading: Reading) -> Carried:
    if not isinstance(line, dict) or not isinstance(line.get("document"), dict):
        raise Wrong("shape")
    document = _read_document(line.get("schema"), line["document"])
    try:
        felt_at = reading.moment(dt.datetime.fromisoformat(line["felt_at"]))
        day, key = dt.date.fromisoformat(line["day"]), UUID(line["key"])
    except Wrong:
        raise
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Wrong("shape") from None
    if abs(felt_at.date() - day) > _FARTHEST:
        raise Wrong("day", f"{day}")
    return Carried(felt_at, day, key, document)


def _read_document(schema: Any, told: dict[str, Any]) -> MomentDocument:
    """The document, if nothing of what the file says gets lost in it."""
    if type(schema) is not int:
        raise Wrong("shape")
    try:
        lifted = lift(schema, told)
        document = read_document(schema, told)
        kept = document.as_json()
    except UnknownSchema:
        raise Wrong("newer") from None
    except (TypeError, ValueError, LookupError, AttributeError):
        raise Wrong("shape") from None
    for name, value in lifted.items():
        if _json(kept.get(name)) != _json(value) and value not in (None, "", [], False):
            raise Wrong("field", name)
    _check(kept)
    return document


def _check(kept: Mapping[str, Any]) -> None:
    for name, kind in _KINDS.items():
        if name in kept and type(kept[name]) is not kind:
            raise Wrong("field", name)
    for value in kept.values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                check_text(text)
    if not is_zone(kept["zone"]):
        raise Wrong("zone", kept["zone"])


def _json(value: Any) -> str:
    return _ENCODER.encode(value)
