"""A line of a card or of a message, as a page shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what stands beside it; `is_text` for words that somebody wrote."""

    name: str
    value: str
    is_text: bool = False
