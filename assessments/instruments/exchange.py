"""A questionnaire as JSON, CSV or TOML, and back: the same bytes whichever way it went.

JSON and TOML hold the same tables and lists. CSV is one sheet with a row for every fact, so that a
spreadsheet program opens it; a cell that such a program could take for a formula gets an apostrophe in front,
and so does one that begins with an apostrophe, so that reading can take it away again.
"""

import csv
import io
import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assessments.instruments.loader import build_instrument
from assessments.instruments.shape import Instrument, Item, Measure

Document = dict[str, Any]

HEAD = "# Released: never edited. Another wording, order, key or language is another version.\n\n"
SIGNS = {1: "+", -1: "-"}
WORDS = {"+": "plus", "-": "minus"}  # a sign alone would look like the beginning of a formula
COLUMNS = ("row", "position", "code", "other_codes", "component", "key", "pulse", "value", "text")
GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
LONGEST = 1_000_000  # characters of a file; the full form has 20,000

# What stands in each table, and of which kind. What may be left out stands behind.
_ABOUT: dict[str, type] = {
    "key": str,
    "version": int,
    "language": str,
    "title": str,
    "instruction": str,
    "stem": str,
    "licence": str,
}
_ROWS: dict[str, dict[str, type]] = {
    "scale": {"value": int, "label": str},
    "words": {"word": str, "meaning": str},
    "components": {"component": str, "ipip_scale": str, "published_alphas": list, "published_items": int},
    "items": {"position": int, "code": str, "component": str, "key": str, "text": str},
}
_ALPHA: dict[str, type] = {"alpha": float}
_OPTIONAL: dict[str, dict[str, type]] = {
    "items": {"other_codes": list, "pulse": bool},
    "published_alphas": {"group": str},
}


def as_document(instrument: Instrument) -> Document:
    """The tables and lists of an instrument, as its TOML file holds them."""
    return {
        **{name: getattr(instrument, name) for name in _ABOUT},
        "scale": [{"value": point.value, "label": point.label} for point in instrument.scale],
        "words": [{"word": one.word, "meaning": one.meaning} for one in instrument.words],
        "components": [_measure(measure) for measure in instrument.components],
        "items": [_item(item) for item in instrument.items],
    }


def as_json(instrument: Instrument) -> str:
    """JSON in UTF-8, two spaces deep, one newline at the end."""
    return json.dumps(as_document(instrument), ensure_ascii=False, indent=2) + "\n"


def as_csv(instrument: Instrument) -> str:
    """One sheet; lines end with CR LF as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for row in _csv_rows(as_document(instrument)):
        writer.writerow({name: _guarded(str(cell)) for name, cell in row.items()})
    return out.getvalue()


def as_toml(instrument: Instrument) -> str:
    """The file that a release is: byte for byte where the instrument was released."""
    document = as_document(instrument)
    parts = ["".join(f"{name} = {_plain(document[name])}\n" for name in _ABOUT)]
    parts += [_inline_list(name, document[name]) for name in ("scale", "words")]
    parts += [_table(name, row) for name in ("components", "items") for row in document[name]]
    return HEAD + "\n".join(parts)


def from_json(text: str) -> Instrument:
    """The instrument of a JSON file. ValueError with a sentence for anything that is none."""
    try:
        document = json.loads(_not_too_long(text))
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"This is no JSON file: {fault}") from None
    return _built(document)


def from_csv(text: str) -> Instrument:
    """The instrument of a CSV file. ValueError with a sentence for anything that is none."""
    try:
        rows = list(csv.reader(io.StringIO(_not_too_long(text), newline=""), strict=True))
    except csv.Error as fault:
        raise ValueError(f"This is no CSV file: {fault}") from None
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ValueError(f"The first line must be {','.join(COLUMNS)}.")
    document: Document = {name: [] for name in _ROWS}
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(COLUMNS):
            raise ValueError(f"Line {number} must have {len(COLUMNS)} cells.")
        _take_row(document, number, dict(zip(COLUMNS, map(_unguarded, cells), strict=True)))
    return _built(document)


def from_toml(text: str) -> Instrument:
    """The instrument of a TOML file. ValueError with a sentence for anything that is none."""
    try:
        document = tomllib.loads(_not_too_long(text))
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"This is no TOML file: {fault}") from None
    return _built(document)


# --- out ------------------------------------------------------------------------------------------


def _measure(measure: Measure) -> Document:
    return {
        "component": measure.component.code,
        "ipip_scale": measure.ipip_scale,
        "published_alphas": [
            {"alpha": one.alpha} | ({"group": one.group} if one.group is not None else {})
            for one in measure.published_alphas
        ],
        "published_items": measure.published_items,
    }


def _item(item: Item) -> Document:
    other = {"other_codes": list(item.other_codes)} if item.other_codes else {}
    pulse = {"pulse": True} if item.pulse else {}
    return {
        "position": item.position,
        "code": item.code,
        **other,
        "component": item.component.code,
        "key": SIGNS[item.key],
        **pulse,
        "text": item.text,
    }


def _csv_rows(document: Document) -> Iterator[dict[str, object]]:
    for name, kind in _ABOUT.items():
        yield {"row": "about", "code": name, "value" if kind is int else "text": document[name]}
    for point in document["scale"]:
        yield {"row": "answer", "value": point["value"], "text": point["label"]}
    for one in document["words"]:
        yield {"row": "word", "code": one["word"], "text": one["meaning"]}
    for measure in document["components"]:
        yield _csv_scale(measure)
        for published in measure["published_alphas"]:
            yield {
                "row": "alpha",
                "code": published.get("group", ""),
                "component": measure["component"],
                "value": published["alpha"],
            }
    for item in document["items"]:
        yield _csv_statement(item)


def _csv_scale(measure: Document) -> dict[str, object]:
    return {
        "row": "scale",
        "component": measure["component"],
        "value": measure["published_items"],
        "text": measure["ipip_scale"],
    }


def _csv_statement(item: Document) -> dict[str, object]:
    return {
        "row": "statement",
        "position": item["position"],
        "code": item["code"],
        "other_codes": " ".join(item.get("other_codes", ())),
        "component": item["component"],
        "key": WORDS[item["key"]],
        "pulse": "yes" if item.get("pulse") else "",
        "text": item["text"],
    }


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(GUARDED) else cell


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def _plain(value: object) -> str:
    """A value on one line. A text has no control characters (_check_text), so JSON's quoting is TOML's."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_plain(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_plain(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _inline_list(name: str, rows: list[Document]) -> str:
    return f"{name} = [\n" + "".join(f"    {_plain(row)},\n" for row in rows) + "]\n"


def _table(name: str, row: Document) -> str:
    return f"[[{name}]]\n" + "".join(f"{field} = {_plain(value)}\n" for field, value in row.items())


# --- in -------------------------------------------------------------------------------------------


def _take_row(document: Document, number: int, cells: Mapping[str, str]) -> None:
    """Put one line of the sheet where it belongs. What is then missing is told by _built."""
    take = _TAKERS.get(cells["row"])
    if take is None:
        raise ValueError(f"Line {number} is a {cells['row']!r}, which no questionnaire has.")
    try:
        take(document, cells)
    except (KeyError, IndexError, ValueError):
        raise ValueError(f"Line {number} does not say what a line of {cells['row']!r} says.") from None


def _take_about(document: Document, cells: Mapping[str, str]) -> None:
    kind = _ABOUT[cells["code"]]
    if cells["code"] in document:
        raise ValueError
    document[cells["code"]] = int(cells["value"]) if kind is int else cells["text"]


def _take_answer(document: Document, cells: Mapping[str, str]) -> None:
    document["scale"].append({"value": int(cells["value"]), "label": cells["text"]})


def _take_word(document: Document, cells: Mapping[str, str]) -> None:
    document["words"].append({"word": cells["code"], "meaning": cells["text"]})


def _take_scale(document: Document, cells: Mapping[str, str]) -> None:
    document["components"].append(
        {
            "component": cells["component"],
            "ipip_scale": cells["text"],
            "published_alphas": [],
            "published_items": int(cells["value"]),
        }
    )


def _take_alpha(document: Document, cells: Mapping[str, str]) -> None:
    """Belongs to the scale above it."""
    measure = document["components"][-1]
    if measure["component"] != cells["component"]:
        raise ValueError
    group = {"group": cells["code"]} if cells["code"] else {}
    measure["published_alphas"].append({"alpha": float(cells["value"]), **group})


def _take_statement(document: Document, cells: Mapping[str, str]) -> None:
    signs = {word: sign for sign, word in WORDS.items()}
    other = {"other_codes": cells["other_codes"].split()} if cells["other_codes"] else {}
    pulse = {"pulse": {"yes": True}[cells["pulse"]]} if cells["pulse"] else {}
    document["items"].append(
        {
            "position": int(cells["position"]),
            "code": cells["code"],
            **other,
            "component": cells["component"],
            "key": signs[cells["key"]],
            **pulse,
            "text": cells["text"],
        }
    )


_TAKERS: Mapping[str, Callable[[Document, Mapping[str, str]], None]] = {
    "about": _take_about,
    "answer": _take_answer,
    "word": _take_word,
    "scale": _take_scale,
    "alpha": _take_alpha,
    "statement": _take_statement,
}


def _built(document: object) -> Instrument:
    """Checked for its shape first, so that what follows meets no surprise; then for its rules."""
    whole = _shaped("questionnaire", document, _ABOUT | dict.fromkeys(_ROWS, list), {})
    for name, fields in _ROWS.items():
        for row in whole[name]:
            _shaped(name, row, fields, _OPTIONAL.get(name, {}))
    for measure in whole["components"]:
        for published in measure["published_alphas"]:
            _shaped("published_alphas", published, _ALPHA, _OPTIONAL["published_alphas"])
    for code in (code for item in whole["items"] for code in item.get("other_codes", ())):
        _check_text("other_codes", code)
    try:
        return build_instrument(whole)
    except LookupError as fault:
        raise ValueError(str(fault.args[0])) from None


def _shaped(name: str, row: object, fields: Mapping[str, type], optional: Mapping[str, type]) -> Document:
    if not isinstance(row, dict):
        raise ValueError(f"{name!r} must be a table.")
    missing, unknown = fields.keys() - row.keys(), row.keys() - fields.keys() - optional.keys()
    if missing or unknown:
        told = f"lacks {min(missing)!r}" if missing else f"knows no {min(unknown)!r}"
        raise ValueError(f"A table of {name!r} {told}.")
    for field, value in row.items():
        kind = fields[field] if field in fields else optional[field]
        if type(value) is not kind:
            raise ValueError(f"{field!r} of {name!r} must be of kind {kind.__name__}.")
        if kind is str:
            _check_text(field, value)
    return row


def _check_text(field: str, text: object) -> None:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{field!r} must not be empty.")
    if any(unicodedata.category(one) in {"Cc", "Cs"} for one in text):
        raise ValueError(f"{field!r} holds a character that cannot be written.")


def _not_too_long(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"A file of {len(text)} characters is no questionnaire; the most is {LONGEST}.")
    return text


WRITERS: Mapping[str, Callable[[Instrument], str]] = {"csv": as_csv, "json": as_json, "toml": as_toml}
READERS: Mapping[str, Callable[[str], Instrument]] = {"csv": from_csv, "json": from_json, "toml": from_toml}
