"""A table as CSV that a spreadsheet program cannot take for formulas. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell that begins like a formula gets an apostrophe in front (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines end with CR LF as RFC 4180 asks."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
