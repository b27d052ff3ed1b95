"""How exact a score is: Cronbach's alpha, its forecast for another length, and the errors that follow."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from assessments.psychometrics.distributions import f_quantile, normal_quantile
from assessments.psychometrics.one_factor import fit_one_factor
from assessments.psychometrics.tables import Scores, Table, covariances, read_complete_table, read_table

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
    table = read_table(scores)
    if missing not in ("raise", "listwise", "pairwise"):
        raise ValueError(
            f"Missing answers can be handled by raise, listwise or pairwise, not by {missing!r}."
        )
    if missing == "raise" and np.isnan(table).any():
        raise ValueError("An answer is missing; choose listwise or pairwise to say what to do with it.")
    if missing == "listwise":
        table = table[~np.isnan(table).any(axis=1)]
    covariance = covariances(table)
    return _alpha(len(covariance), float(np.trace(covariance)), float(covariance.sum()))


def feldt_interval(alpha: float, persons: int, items: int, confidence: float = 0.95) -> tuple[float, float]:
    """The (low, high) between which alpha lies in the population that the persons were drawn from.

    1 - (1 - alpha) F, with the quantiles of F at persons - 1 and (persons - 1)(items - 1) degrees of freedom
    (Feldt, Woodruff & Salih 1987, formulas 6 and 7). Exact for parallel normal items. ValueError for an alpha
    above 1, fewer than two persons or items, a confidence outside 0 to 1.
    """
    if not (math.isfinite(alpha) and alpha <= 1):
        raise ValueError(f"An alpha must be a number of at most 1, not {alpha!r}.")
    if not (persons >= 2 and items >= 2):
        raise ValueError("An interval for alpha needs at least two persons and two items.")
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence must lie between 0 and 1, not at {confidence!r}.")
    above, below, tail = persons - 1, (persons - 1) * (items - 1), (1 - confidence) / 2
    return (
        1 - (1 - alpha) * f_quantile(1 - tail, above, below),
        1 - (1 - alpha) * f_quantile(tail, above, below),
    )


def omega_total(scores: Scores) -> float:
    """McDonald's omega (1999) of complete `scores`, persons x at least three items. From 0 to 1.

    One factor is fitted by maximum likelihood, each item with a loading and an error of its own (congeneric);
    omega = (sum of loadings)^2 / ((sum of loadings)^2 + sum of error variances). Equal loadings give alpha.

    ValueError for a missing answer, fewer than three items, no more persons than items, an item that does not
    vary, items without a common factor, and an item that would have no error of its own (a Heywood case).
    """
    table = read_complete_table(scores)
    persons, items = table.shape
    if items < 3:
        raise ValueError("Omega needs at least three items: two do not tell their loadings apart.")
    if persons <= items:
        raise ValueError("Omega needs more persons than items.")
    fitted = fit_one_factor(_varying(covariances(table)))
    common = float(fitted.loadings.sum()) ** 2
    return common / (common + float(fitted.own.sum()))


def item_total_correlations(scores: Scores) -> Table:
    """Each item's correlation with the sum of the others (corrected), as an array of k. Complete `scores`.

    ValueError for a missing answer, fewer than two items or persons, an item or a sum that does not vary.
    """
    covariance = _varying(covariances(read_complete_table(scores)))
    own, with_total = np.diag(covariance), covariance.sum(axis=0)
    rest = covariance.sum() - 2 * with_total + own
    if (rest <= ROUNDING * own).any():
        raise ValueError("Without one item the others' sum does not vary, so nothing goes together with it.")
    return np.asarray((with_total - own) / np.sqrt(own * rest))


def alpha_if_deleted(scores: Scores) -> Table:
    """The alpha of the others without each item in turn, as an array of k. Complete `scores`.

    ValueError for a missing answer, fewer than three items, fewer than two persons, sums that do not vary.
    """
    covariance = covariances(read_complete_table(scores))
    items = len(covariance)
    if items < 3:
        raise ValueError("Without one of two items there is no alpha; this needs at least three.")
    own, with_total = np.diag(covariance), covariance.sum(axis=0)
    owns, totals = own.sum() - own, covariance.sum() - 2 * with_total + own
    pairs = zip(owns, totals, strict=True)
    return np.array([_alpha(items - 1, float(left), float(total)) for left, total in pairs])


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


def error_of_mean(errors: Sequence[float]) -> float:
    """The standard error of the mean of scores whose errors, given in `errors`, are independent.

    The root of the sum of their squares, divided by their number: a half of one error for four like it. In
    the unit of the errors. ValueError for none, or for one that is not a number above 0.
    """
    if not errors:
        raise ValueError("There must be at least one score to take the mean of.")
    for one in errors:
        if not (math.isfinite(one) and one > 0):
            raise ValueError(f"The standard error must be a number above 0, not {one!r}.")
    return math.sqrt(math.fsum(one * one for one in errors)) / len(errors)


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


def _alpha(items: int, own: float, total: float) -> float:
    if own <= 0 or total <= ROUNDING * own:
        raise ValueError("The total scores do not vary, so there is no alpha.")
    return items / (items - 1) * (1 - own / total)


def _varying(covariance: Table) -> Table:
    still = np.flatnonzero(np.diag(covariance) <= 0)
    if still.size:
        raise ValueError(f"Item {still[0] + 1} does not vary: everyone answered it alike.")
    return covariance


def _check_spread(sd: float) -> None:
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"The standard deviation must be a number above 0, not {sd!r}.")


def _check_reliability(reliability: float) -> None:
    if not 0 <= reliability <= 1:
        raise ValueError(f"The reliability must lie between 0 and 1, not at {reliability!r}.")
