"""Tables of numbers as they are handed in: read once, refused with a sentence where they are none."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Persons x items: an array, a data frame, or rows in which None stands for a missing answer.
Scores = ArrayLike | Sequence[Sequence[float | None]]
# One row of these.
Row = ArrayLike | Sequence[float | None]

Table = NDArray[np.float64]


def read_table(scores: Scores | Row, *, rows: str = "persons", columns: str = "items") -> Table:
    """A table of `rows` by at least two `columns` as floats, NaN where an answer is missing.

    ValueError for text, infinity, rows of different length, fewer than two columns.
    """
    table = _numbers(scores)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError(f"This needs a table of {rows} by at least two {columns}.")
    return table


def read_complete_table(scores: Scores, *, rows: str = "persons", columns: str = "items") -> Table:
    """The same without a gap, and with at least two rows."""
    table = read_table(scores, rows=rows, columns=columns)
    if np.isnan(table).any():
        raise ValueError("An answer is missing, and none may be here.")
    if len(table) < 2:
        raise ValueError(f"This needs at least two {rows}.")
    return table


def read_row(answers: Scores | Row) -> Table:
    """One row of numbers as floats, NaN where one is missing. ValueError where there is none at all."""
    row = _numbers(answers)
    if row.ndim != 1 or not row.size:
        raise ValueError("This needs one row of at least one number.")
    return row


def read_complete_row(answers: Row) -> Table:
    """The same without a gap."""
    row = read_row(answers)
    if np.isnan(row).any():
        raise ValueError("A number is missing, and none may be here.")
    return row


def covariances(table: Table) -> Table:
    """The covariance matrix (divisor n - 1), each cell from the persons who answered both of its items."""
    present = ~np.isnan(table)
    both = present.T.astype(np.float64) @ present
    if both.min() < 2:
        raise ValueError("This needs at least two persons who answered the same items.")
    # Centred on each item's own mean first, so that large constants cost no precision.
    centre = np.nansum(table, axis=0) / present.sum(axis=0)
    filled = np.where(present, table - centre, 0.0)
    sums = filled.T @ present  # [i, j]: item i summed over those who answered both
    return np.asarray((filled.T @ filled - sums * sums.T / both) / (both - 1), dtype=np.float64)


def _numbers(given: Scores | Row) -> Table:
    try:
        array = np.asarray(given)
        if array.dtype.kind not in "biufO" or any(isinstance(one, str | bytes) for one in _objects(array)):
            raise TypeError
        numbers = array.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError("The scores must be numbers, in rows of the same length.") from None
    if np.isinf(numbers).any():
        raise ValueError("The scores must be finite.")
    return numbers


def _objects(given: NDArray[Any]) -> list[object]:
    """The members of an array of Python objects, which numpy makes where None stands among numbers."""
    return list(given.flat) if given.dtype.kind == "O" else []
