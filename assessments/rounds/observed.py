"""The statements that raters answer: items of the questionnaire in the third person, those others can see."""

import tomllib
from functools import cache
from pathlib import Path

from assessments.instruments import Component, Instrument, Item, WordHelp, component, instrument
from assessments.offer import KEY, VERSION

OTHERS_KEY, OTHERS_VERSION = "others-20", 1
HERE = Path(__file__).parent


@cache
def observed(key: str = OTHERS_KEY, version: int = OTHERS_VERSION) -> Instrument:
    """The released statements for raters. LookupError where there are none of this key and version.

    Same codes, keys and answers as the questionnaire that the person herself takes, so that both sides are
    scored from the same statements. Self-awareness is left out: nobody else can see it. What is published
    about the scales is kept for the self side alone; none of it belongs to these wordings.
    """
    path = HERE / f"{key}-v{version}.toml"
    if not path.is_file():
        raise LookupError(f"There are no statements for raters {key!r} in version {version}.")
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    own = instrument(KEY, VERSION)
    items = tuple(_item(place, row) for place, row in enumerate(document["items"], start=1))
    asked = {item.component for item in items}
    return Instrument(
        key=document["key"],
        version=document["version"],
        language=document["language"],
        title=document["title"],
        instruction=document["instruction"],
        stem="",
        licence=document["licence"],
        scale=own.scale,
        words=tuple(WordHelp(**row) for row in document["words"]),
        components=tuple(measure for measure in own.components if measure.component in asked),
        items=items,
    )


def components_seen() -> tuple[Component, ...]:
    """The components that raters are asked about, in model order."""
    return tuple(measure.component for measure in observed().components)


def _item(position: int, row: dict[str, str]) -> Item:
    return Item(
        position=position,
        code=row["code"],
        other_codes=(),
        component=component(row["component"]),
        key=1 if row["key"] == "+" else -1,
        pulse=False,
        text=row["text"],
    )
