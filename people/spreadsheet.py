"""A table as CSV that a spreadsheet program cannot take for formulas. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: object) -> object:
    """A text that begins like a formula gets an apostrophe in front (OWASP, CSV injection). Numbers stay."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_csv(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Lines end with CR LF as RFC 4180 asks; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
