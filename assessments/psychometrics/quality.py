"""Signs of answers given without reading. They start a talk; none of them proves anything."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from assessments.psychometrics.tables import Row, Scores, Table, read_complete_row, read_row, read_table

# Answers this far apart after reversal contradict each other.
APART = 2


def longstring(answers: Row) -> int:
    """The longest run of equal answers of one person, as given, in the order asked (Johnson 2005).

    A missing answer ends a run. ValueError where nothing was answered.
    """
    row = read_row(answers)
    runs = [len(list(run)) for value, run in groupby(row.tolist()) if value == value]
    if not runs:
        raise ValueError("There is no answer to count.")
    return max(runs)


def intra_individual_variability(answers: Row) -> float:
    """The standard deviation (divisor n - 1) of one person's answers as given, in scale points (Dunn 2018).

    0 where all are alike. A missing answer is left out. ValueError for fewer than two answers.
    """
    row = read_row(answers)
    row = row[~np.isnan(row)]
    if row.size < 2:
        raise ValueError("Variability needs at least two answers.")
    return float(row.std(ddof=1))


def even_odd_consistency(scored: Scores, scales: Sequence[Sequence[int]]) -> Table:
    """How alike the two halves of a person's scales are: one value from -1 to 1 a person (Johnson 2005).

    `scored` is persons x items after reversal, each of `scales` a list of column indices, halved into the
    1st, 3rd, ... and the 2nd, 4th, ... of the order given: the caller chooses the halves by that order. The
    two means of each scale are correlated over the scales, within the person, and stepped up by Spearman and
    Brown; nothing is shown below -1. A missing answer is left out of its half; a scale with an empty half out
    of the correlation. NaN where it is not defined: fewer than two scales left, or a half that does not vary.

    ValueError for fewer than two scales, a scale of fewer than two columns, or a column that is not there.
    """
    table = read_table(scored)
    if len(scales) < 2 or any(len(scale) < 2 for scale in scales):
        raise ValueError("This needs at least two scales of at least two items each.")
    _check_columns(table, [column for scale in scales for column in scale])
    first = np.column_stack([_half(table, scale[0::2]) for scale in scales])
    second = np.column_stack([_half(table, scale[1::2]) for scale in scales])
    return np.array([_stepped_up(one, other) for one, other in zip(first, second, strict=True)])


def mahalanobis_squared(scores: Scores, mean: Row | None = None, covariance: Scores | None = None) -> Table:
    """How far each person lies from the middle, given how items go together: D squared, one a person.

    `scores` is persons x items, complete. `mean` (k) and `covariance` (k x k) are the sample's own where they
    are not given (divisor n - 1; then the sum is (n - 1) k), else those of a reference. Mahalanobis 1936;
    Meade & Craig 2012. ValueError for a missing answer, a mean or covariance of another size, a covariance
    that is not symmetric or has no inverse (of a sample: fewer persons than items + 1, or no variance).
    """
    table = read_table(scores)
    if np.isnan(table).any():
        raise ValueError("An answer is missing, and none may be here.")
    items = table.shape[1]
    if (mean is None or covariance is None) and len(table) < 2:
        raise ValueError("A sample's own mean and covariance need at least two persons.")
    middle = table.mean(axis=0) if mean is None else read_complete_row(mean)
    around = np.cov(table, rowvar=False) if covariance is None else read_table(covariance)
    if middle.shape != (items,) or around.shape != (items, items):
        raise ValueError(f"Mean and covariance must be of the {items} items of the scores.")
    whitened = np.linalg.solve(_root(around), (table - middle).T)
    return np.asarray((whitened**2).sum(axis=0))


def inconsistency_index(scored: Scores | Row, pairs: Sequence[tuple[int, int]]) -> int | NDArray[np.int64]:
    """How many of the `pairs` of columns that should be answered alike lie 2 or more apart.

    After reversal: one person's row gives one count, persons x items one for each. A pair with a missing
    answer is not counted. ValueError for no pair, or a column that is not there.
    """
    given = np.asarray(scored)
    table = read_row(scored)[np.newaxis] if given.ndim == 1 else read_table(scored)
    if not len(pairs):
        raise ValueError("There must be at least one pair of items.")
    columns = np.asarray(pairs)
    if columns.ndim != 2 or columns.shape[1] != 2:
        raise ValueError("Each pair must name two columns.")
    _check_columns(table, columns.ravel().tolist())
    apart = np.abs(table[:, columns[:, 0]] - table[:, columns[:, 1]]) >= APART  # NaN is not
    counts = apart.sum(axis=1)
    return int(counts[0]) if given.ndim == 1 else counts


def _half(table: Table, columns: Sequence[int]) -> Table:
    part = table[:, list(columns)]
    answered = (~np.isnan(part)).sum(axis=1)
    return np.where(answered, np.nansum(part, axis=1) / np.maximum(answered, 1), np.nan)


def _stepped_up(first: Table, second: Table) -> float:
    both = ~(np.isnan(first) | np.isnan(second))
    one, other = first[both], second[both]
    if one.size < 2 or np.ptp(one) < 1e-12 or np.ptp(other) < 1e-12:
        return float("nan")
    one, other = one - one.mean(), other - other.mean()
    r = float(one @ other / np.sqrt((one @ one) * (other @ other)))
    return max(-1.0, 2 * r / (1 + r)) if r > -1 / 3 else -1.0  # at -1/3 it reaches -1


def _root(covariance: Table) -> Table:
    if not np.allclose(covariance, covariance.T, rtol=1e-9, atol=1e-12):
        raise ValueError("The covariance must be symmetric.")
    try:
        root = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    except np.linalg.LinAlgError:
        root = np.zeros(covariance.shape)
    # What is left of an item once the others are known; rounding leaves a little where there is nothing.
    if (np.diag(root) ** 2 <= 1e-12 * np.diag(covariance)).any() or not np.diag(root).all():
        raise ValueError("The covariance has no inverse: an item does not vary or is made up of others.")
    return root


def _check_columns(table: Table, columns: Sequence[int]) -> None:
    for column in columns:
        if not 0 <= column < table.shape[1]:
            raise ValueError(f"There is no column {column!r} among the {table.shape[1]} of the scores.")
