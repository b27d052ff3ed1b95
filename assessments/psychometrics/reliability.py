"""How exact a score is: Cronbach's alpha, its forecast for another length, and the errors that follow."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Persons x items: an array, a data frame, or rows in which None stands for a missing answer.
Scores = ArrayLike | Sequence[Sequence[float | None]]

# A total variance below this share of the items' own is what rounding leaves of none.
ROUNDING = 1e-12


def cronbach_alpha(scores: Scores, missing: Literal["raise", "listwise", "pairwise"] = "raise") -> float:
    """Cronbach's alpha (1951) of `scores`, persons x items, all keyed in one direction. No unit;
    at most 1 for complete scores.

    NaN or None is a missing answer. `missing` says what becomes of it: "raise" refuses it, "listwise" leaves
    the person out, "pairwise" takes each covariance from the persons who answered both items (and each
    variance from those who answered the one), as R's cov(use = "pairwise") does.

    ValueError for fewer than two items or persons, for scores without variance, for text or infinity.
    """
    table = _table(scores)
    if missing not in ("raise", "listwise", "pairwise"):
        raise ValueError(
            f"Missing answers can be handled by raise, listwise or pairwise, not by {missing!r}."
        )
    if missing == "raise" and np.isnan(table).any():
        raise ValueError("An answer is missing; choose listwise or pairwise to say what to do with it.")
    if missing == "listwise":
        table = table[~np.isnan(table).any(axis=1)]
    covariance = _covariance(table)
    items = len(covariance)
    own, total = float(np.trace(covariance)), float(covariance.sum())
    if own <= 0 or total <= ROUNDING * own:
        raise ValueError("The total scores do not vary, so there is no alpha.")
    return items / (items - 1) * (1 - own / total)


def spearman_brown(reliability: float, factor: float) -> float:
    """The reliability of a test made `factor` times as long with parallel items (Spearman 1910, Brown 1910).

    `factor` is above 0; below 1 it shortens. A negative reliability is taken as long as the forecast exists.
    """
    if not (math.isfinite(factor) and factor > 0):
        raise ValueError(f"The factor of length must be a number above 0, not {factor!r}.")
    if not -1 <= reliability <= 1:
        raise ValueError(f"A reliability must lie between -1 and 1, not at {reliability!r}.")
    spread = 1 + (factor - 1) * reliability
    if spread <= 0:
        raise ValueError(f"A reliability of {reliability!r} has no forecast for {factor!r} times the length.")
    return factor * reliability / spread


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """The spread of a person's observed scores around her true score: sd * sqrt(1 - reliability).

    In the unit of `sd`, which is above 0; `reliability` from 0 to 1.
    """
    _check_spread(sd)
    _check_reliability(reliability)
    return sd * math.sqrt(1 - reliability)


def true_score_interval(
    score: float, mean: float, sd: float, reliability: float, confidence: float = 0.95
) -> tuple[float, float]:
    """Where the true score lies, given the group's mean and sd (Kelley): (low, high) in the unit of `score`.

    The centre is pulled to the mean: mean + r (score - mean); the half width is z * sd * sqrt(r (1 - r)).
    """
    if not (math.isfinite(score) and math.isfinite(mean)):
        raise ValueError("Score and mean must be finite numbers.")
    _check_spread(sd)
    _check_reliability(reliability)
    centre = mean + reliability * (score - mean)
    half = normal_quantile(confidence) * sd * math.sqrt(reliability * (1 - reliability))
    return centre - half, centre + half


def normal_quantile(confidence: float) -> float:
    """The z of a two-sided statement: 1.959964 for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence must lie between 0 and 1, not at {confidence!r}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check_spread(sd: float) -> None:
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"The standard deviation must be a number above 0, not {sd!r}.")


def _check_reliability(reliability: float) -> None:
    if not 0 <= reliability <= 1:
        raise ValueError(f"The reliability must lie between 0 and 1, not at {reliability!r}.")


def _table(scores: Scores) -> NDArray[np.float64]:
    try:
        given = np.asarray(scores)
        if given.dtype.kind not in "biufO" or any(isinstance(one, str | bytes) for one in _objects(given)):
            raise TypeError
        table = given.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError("The scores must be numbers, in rows of the same length.") from None
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError("Alpha needs a table of persons by at least two items.")
    if np.isinf(table).any():
        raise ValueError("The scores must be finite.")
    return table


def _objects(given: NDArray[Any]) -> list[object]:
    """The members of an array of Python objects, which numpy makes where None stands among numbers."""
    return list(given.flat) if given.dtype.kind == "O" else []


def _covariance(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The covariance matrix (divisor n - 1), each cell from the persons who answered both of its items."""
    present = ~np.isnan(table)
    both = present.T.astype(np.float64) @ present
    if both.min() < 2:
        raise ValueError("Alpha needs at least two persons who answered the same items.")
    # Centred on each item's own mean first, so that large constants cost no precision.
    centre = np.nansum(table, axis=0) / present.sum(axis=0)
    filled = np.where(present, table - centre, 0.0)
    sums = filled.T @ present  # [i, j]: item i summed over those who answered both
    return np.asarray((filled.T @ filled - sums * sums.T / both) / (both - 1), dtype=np.float64)
