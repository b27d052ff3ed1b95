"""One common factor behind several items, fitted by maximum likelihood. What omega is reckoned from."""

from dataclasses import dataclass

import numpy as np

from assessments.psychometrics.tables import Table

ITERATIONS = 500
SETTLED = 1e-10  # the largest slope that counts as none
SINGULAR = 1e-10  # the smallest eigenvalue of a correlation matrix that counts as none
ROUNDING = 1e-12  # what the misfit may rise by from rounding alone, close to its lowest
ALONE = 1e-9  # a factor that adds no more than this to what each item has of its own is none
HEYWOOD = 1e-4  # an item with less variance of its own than this share has none: the model has failed
NO_FACTOR = "The items have no common factor, so there is no omega."


@dataclass(frozen=True, slots=True)
class OneFactor:
    """`loadings` and `own` variances in the items' own units: covariance = loadings x loadings + own."""

    loadings: Table
    own: Table


@dataclass(frozen=True, slots=True)
class _Point:
    """Where the search stands: how badly it fits, the slope, and the eigenvalues and vectors behind both."""

    misfit: float
    slope: Table
    values: Table
    vectors: Table


def fit_one_factor(covariance: Table, iterations: int = ITERATIONS) -> OneFactor:
    """Fit the congeneric model to a covariance matrix of at least three items (Jöreskog 1967).

    The misfit is minimised over the logarithms of the items' own variances, by Newton steps with Jöreskog's
    approximation of the second derivatives. ValueError where no factor stands out, where an item would have
    no variance of its own (a Heywood case), or where the search does not settle.
    """
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    own = _search(correlation, iterations)
    point = _at(correlation, np.log(own))
    if point.values[-1] <= 1 + ALONE:
        raise ValueError(NO_FACTOR)
    loadings = np.sqrt(own * (point.values[-1] - 1)) * point.vectors[:, -1]
    return OneFactor(loadings=loadings * spread, own=own * spread**2)


def _search(correlation: Table, iterations: int) -> Table:
    """The shares of variance that are the items' own, beginning as R's factanal does."""
    if np.linalg.eigvalsh(correlation)[0] < SINGULAR:
        raise ValueError("One item is made up of the others, so there is no omega.")
    logs = np.log((1 - 0.5 / len(correlation)) / np.diag(np.linalg.inv(correlation)))
    point = _at(correlation, logs)
    for _ in range(iterations):
        if np.abs(point.slope).max() < SETTLED:
            return np.exp(logs)
        logs, point = _step(correlation, logs, point)
        if logs.min() < np.log(HEYWOOD):
            raise ValueError("An item has no variance of its own under one factor, so there is no omega.")
    raise ValueError("The search for one factor did not settle, so there is no omega.")


def _step(correlation: Table, logs: Table, point: _Point) -> tuple[Table, _Point]:
    rest = point.vectors[:, :-1]
    bend = (rest @ rest.T) ** 2
    step = np.linalg.lstsq(bend, point.slope, rcond=None)[0]
    step /= max(1.0, float(np.abs(step).max()))  # never more than a factor of e at once
    following = _at(correlation, logs - step)
    while following.misfit > point.misfit + ROUNDING:
        step = step / 2
        following = _at(correlation, logs - step)
    return logs - step, following


def _at(correlation: Table, logs: Table) -> _Point:
    scale = np.exp(-logs / 2)
    values, vectors = np.linalg.eigh(correlation * np.outer(scale, scale))
    rest = np.maximum(values[:-1], 1e-12)
    return _Point(
        misfit=float((rest - np.log(rest) - 1).sum()),
        slope=vectors[:, :-1] ** 2 @ (1 - rest),
        values=values,
        vectors=vectors,
    )
