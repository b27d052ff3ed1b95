"""What stands around a picture: the finding, the sentence, how to read it, and its numbers as a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure2:
    """One drawing at its two widths; the page carries both, and CSS shows the one that fits.

    Both are finished inline SVG, safe to put into a page as they are. Two strings and nothing else, so
    `dataclasses.asdict` makes the document that is cached, and `Figure2(**document)` reads it back.
    """

    wide: str
    narrow: str


@dataclass(frozen=True)
class Chart:
    """One chart with its frame, ready for the page. Every word is already translated.

    `chart_id` names the drawing: the frame writes its heading with the id `<chart_id>-title` and its
    sentence with the id `<chart_id>-summary`, and both pictures point there for their name and description.
    `rows` repeat every number of the picture, names in full; `caption` says what they are numbers of, and of
    which time; `csv` is the name of the file that holds them.
    """

    chart_id: str
    finding: str
    sentence: str
    wide: str
    narrow: str
    how_to_read: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    csv: str
