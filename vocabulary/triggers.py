"""What sets a moment off: ten letters, the items under each, and the six chips of the first day."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("triggers.toml")
LETTERS = tuple("ABCDEFGHPX")
GOOD = "P"  # something good: stands beside the hard ones, and always among the chips
SERIOUS = "X"  # serious incident: the organisation's own path and support contacts are shown
ITEM_CODE = re.compile(r"[A-Z]\.[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A letter with its items ("A"), or one item under a letter ("A.shouting"). `name` is a message id."""

    code: str
    name: str
    items: tuple["Trigger", ...] = ()

    @property
    def letter(self) -> str:
        """The code of level 1, for an item that of the letter above it."""
        return self.code[0]

    @property
    def is_item(self) -> bool:
        """Whether this is level 2."""
        return self.code != self.letter


@dataclass(frozen=True, slots=True)
class TriggerSet:
    """All that triggers.toml holds, checked."""

    triggers: tuple[Trigger, ...]
    first_day_chips: tuple[Trigger, ...]
    by_code: Mapping[str, Trigger]


def triggers() -> tuple[Trigger, ...]:
    """The ten letters in order, each with its items."""
    return _load().triggers


def trigger(code: str) -> Trigger:
    """The letter or item with this code. LookupError where there is none."""
    try:
        return _load().by_code[code]
    except KeyError:
        raise LookupError(f"There is no trigger with the code {code!r}.") from None


def first_day_chips() -> tuple[Trigger, ...]:
    """The six offered until a person's own use is known; at least one is something good."""
    return _load().first_day_chips


@cache
def _load() -> TriggerSet:
    return read_triggers(SOURCE.read_text(encoding="utf-8"))


def read_triggers(text: str) -> TriggerSet:
    """Read and check the text of a triggers file. ValueError with a sentence where it breaks a rule."""
    document = tomllib.loads(text)
    letters = tuple(_letter(row) for row in document["triggers"])
    if tuple(letter.code for letter in letters) != LETTERS:
        raise ValueError(f"The letters must be {', '.join(LETTERS)}, in this order.")
    everything = [one for letter in letters for one in (letter, *letter.items)]
    _check_codes(everything)
    by_code = {one.code: one for one in everything}
    return TriggerSet(
        triggers=letters, first_day_chips=_chips(document["first_day_chips"], by_code), by_code=by_code
    )


def _letter(row: dict[str, Any]) -> Trigger:
    items = tuple(Trigger(code=item["code"], name=item["name"]) for item in row["items"])
    if not items:
        raise ValueError(f"The trigger {row['code']!r} has no items.")
    for item in items:
        if not ITEM_CODE.fullmatch(item.code) or item.letter != row["code"]:
            raise ValueError(f"The code {item.code!r} must be {row['code']!r}, a dot and a lower-case slug.")
    return Trigger(code=row["code"], name=row["name"], items=items)


def _check_codes(everything: list[Trigger]) -> None:
    for code, times in Counter(one.code for one in everything).items():
        if times > 1:
            raise ValueError(f"The trigger {code!r} stands {times} times in the list.")
    for one in everything:
        if not one.name.strip():
            raise ValueError(f"The trigger {one.code!r} has no text.")


def _chips(codes: list[str], by_code: Mapping[str, Trigger]) -> tuple[Trigger, ...]:
    unknown = [code for code in codes if code not in by_code]
    if unknown:
        raise ValueError(f"The first-day chip {unknown[0]!r} is not among the triggers.")
    chips = tuple(by_code[code] for code in codes)
    if len(set(codes)) != len(codes) or len(codes) != 6:
        raise ValueError("There must be six different first-day chips.")
    if all(chip.letter != GOOD for chip in chips):
        raise ValueError("At least one first-day chip must be something good (letter P).")
    return chips
