"""How far raters agree: intraclass correlations over many targets, rwg within one group."""

import math
from dataclasses import dataclass

import numpy as np

from assessments.psychometrics.tables import Row, Scores, read_complete_table, read_row


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """The six of Shrout and Fleiss (1979); those ending in k are of the mean of all raters.

    1: each target has raters of its own. 2: the same raters, a sample of more. 3: the same, and only these.
    `icc2k` is None where the variance of the mean is estimated as none or less: raters contradict each other.
    """

    icc1: float
    icc2: float
    icc3: float
    icc1k: float
    icc2k: float | None
    icc3k: float


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares between targets, within targets, between raters, and of what is left."""

    targets: float
    within: float
    raters: float
    rest: float


def icc(ratings: Scores) -> IntraclassCorrelations:
    """All six from complete `ratings`, targets x raters: at least two of each. At most 1; below 0 where
    targets differ less than raters do.

    ValueError for a missing rating, fewer than two targets or raters, and targets that do not differ.
    """
    table = read_complete_table(ratings, rows="targets", columns="raters")
    n, k = table.shape
    ms = _mean_squares(table)
    if ms.targets <= 1e-12 * max(ms.within, 1e-300):
        raise ValueError("The targets do not differ, so there is no agreement about differences.")
    of_mean = ms.targets + (ms.raters - ms.rest) / n
    return IntraclassCorrelations(
        icc1=(ms.targets - ms.within) / (ms.targets + (k - 1) * ms.within),
        icc2=(ms.targets - ms.rest) / (ms.targets + (k - 1) * ms.rest + k * (ms.raters - ms.rest) / n),
        icc3=(ms.targets - ms.rest) / (ms.targets + (k - 1) * ms.rest),
        icc1k=(ms.targets - ms.within) / ms.targets,
        icc2k=(ms.targets - ms.rest) / of_mean if of_mean > 1e-12 * ms.targets else None,
        icc3k=(ms.targets - ms.rest) / ms.targets,
    )


def rwg(ratings: Row, options: int) -> float:
    """Agreement of one group's `ratings` of one target on a scale of `options` answers, from 0 to 1.

    1 - variance / ((options^2 - 1) / 12): the variance (divisor n - 1) against that of ratings spread evenly
    (James, Demaree & Wolf 1984). Ratings more spread than that would be negative and are shown as 0. A
    missing rating (None or NaN) is left out. ValueError for fewer than two ratings, fewer than two options,
    or ratings that do not fit on a scale of so many options.
    """
    if not (options >= 2 and math.isfinite(options)):
        raise ValueError(f"A scale has at least two options, not {options!r}.")
    given = read_row(ratings)
    given = given[~np.isnan(given)]
    if given.size < 2:
        raise ValueError("Agreement needs at least two ratings.")
    if float(np.ptp(given)) > options - 1:
        raise ValueError(f"The ratings lie further apart than {options} options reach.")
    even = (options**2 - 1) / 12
    return max(0.0, 1 - float(given.var(ddof=1)) / even)


def _mean_squares(table: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> _Squares:
    n, k = table.shape
    centred = table - table.mean()
    of_targets, of_raters = centred.mean(axis=1, keepdims=True), centred.mean(axis=0, keepdims=True)
    return _Squares(
        targets=float(k * (of_targets**2).sum() / (n - 1)),
        within=float(((centred - of_targets) ** 2).sum() / (n * (k - 1))),
        raters=float(n * (of_raters**2).sum() / (k - 1)),
        rest=float(((centred - of_targets - of_raters) ** 2).sum() / ((n - 1) * (k - 1))),
    )
