"""Reads the released questionnaires from their TOML files, once."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from assessments.instruments.checks import check_instrument
from assessments.instruments.components import component
from assessments.instruments.shape import Instrument, Item, Measure, PublishedAlpha, ScalePoint, WordHelp

HERE = Path(__file__).parent
FILE_NAME = re.compile(r"(?P<key>[a-z]+-\d+)-v(?P<version>\d+)\.toml")
KEYS: dict[str, Literal[1, -1]] = {"+": 1, "-": -1}


@cache
def released() -> Mapping[tuple[str, int], Path]:
    """The file of each released version, by key and version as its name tells them."""
    names = ((FILE_NAME.fullmatch(path.name), path) for path in sorted(HERE.iterdir()))
    return MappingProxyType({(name["key"], int(name["version"])): path for name, path in names if name})


def is_released(key: str, version: int) -> bool:
    """Whether this installation has that version; a database may come from a newer one."""
    return (key, version) in released()


@cache
def instrument(key: str, version: int) -> Instrument:
    """The questionnaire with this key and version. LookupError where none was released."""
    try:
        path = released()[key, version]
    except KeyError:
        raise LookupError(f"There is no questionnaire {key!r} in version {version}.") from None
    return read_instrument(path.read_text(encoding="utf-8"))


def read_instrument(text: str) -> Instrument:
    """Read and check the text of one instrument file. ValueError with a sentence where it breaks a rule."""
    return build_instrument(tomllib.loads(text))


def build_instrument(document: Mapping[str, Any]) -> Instrument:
    """Build and check an instrument from the tables and lists that its file holds. ValueError likewise."""
    loaded = Instrument(
        key=document["key"],
        version=document["version"],
        language=document["language"],
        title=document["title"],
        instruction=document["instruction"],
        stem=document["stem"],
        licence=document["licence"],
        scale=tuple(ScalePoint(**row) for row in document["scale"]),
        words=tuple(WordHelp(**row) for row in document["words"]),
        components=tuple(_measure(row) for row in document["components"]),
        items=tuple(_item(row) for row in document["items"]),
    )
    check_instrument(loaded)
    return loaded


def _measure(row: dict[str, Any]) -> Measure:
    return Measure(
        component=component(row["component"]),
        ipip_scale=row["ipip_scale"],
        published_alphas=tuple(PublishedAlpha(**published) for published in row["published_alphas"]),
        published_items=row["published_items"],
    )


def _item(row: dict[str, Any]) -> Item:
    if row["key"] not in KEYS:
        raise ValueError(f"The key of {row['code']} must be + or -, not {row['key']!r}.")
    return Item(
        position=row["position"],
        code=row["code"],
        other_codes=tuple(row.get("other_codes", ())),
        component=component(row["component"]),
        key=KEYS[row["key"]],
        pulse=row.get("pulse", False),
        text=row["text"],
    )
