"""Whether an item works differently for two groups of equal total score (differential item functioning)."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.psychometrics.distributions import chi_square_tail
from assessments.psychometrics.tables import Scores, Table, read_complete_table

DELTA = -2.35  # the odds ratio on the delta scale of the Educational Testing Service
SETTLED = 1e-10
SHARES = (1.0, 0.5, 0.25, 0.0625)  # of a step that are tried


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """One item. `odds_ratio` above 1, so `delta` below 0: at equal total harder for the focal group."""

    chi_square: float
    p_value: float
    odds_ratio: float
    delta: float


@dataclass(frozen=True, slots=True)
class LogisticDif:
    """One item: the likelihood-ratio chi-squares.

    `both` is of any difference (2 degrees of freedom), `uniform` of one that is the same at every total (1).
    """

    both: float
    uniform: float
    both_p_value: float
    uniform_p_value: float


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many of each group have each total score, and how many of those gave 1: totals x items."""

    totals: Table
    reference: Table
    focal: Table
    reference_right: Table
    focal_right: Table


def mantel_haenszel_dif(responses: Scores, focal: ArrayLike) -> tuple[MantelHaenszel, ...]:
    """Mantel and Haenszel's test of each item, in the order given, matching on the total score of all items.

    `responses` is persons x items of 0 and 1, `focal` says for each person whether she is of the focal group.
    chi_square = (|sum of A - E(A)| - 1/2)^2 / sum of var(A) over the total scores with at least two persons,
    A the reference group's ones; odds_ratio = sum(AD / T) / sum(BC / T); delta = -2.35 ln(odds_ratio)
    (Holland & Thayer 1988). Where one group never misses and the other does, odds_ratio is 0 or infinite.

    ValueError for anything but 0 and 1, a missing answer, a group without a person, and an item on which
    groups cannot be compared (everyone answered alike, or no total score holds both groups).
    """
    counts = _counts(*_checked(responses, focal))
    items = range(counts.reference_right.shape[1])
    return tuple(_mantel_haenszel(counts, item) for item in items)


def logistic_dif(responses: Scores, focal: ArrayLike) -> tuple[LogisticDif, ...]:
    """Logistic regression of each item on the total score, the group, and both together, in the order given.

    `.both` = 2 (log likelihood with group and interaction - that with the total score alone), `.uniform` the
    same for the group without the interaction (Swaminathan & Rogers 1990). `responses` and `focal` as above;
    ValueError likewise, and for total scores that do not vary.
    """
    counts = _counts(*_checked(responses, focal))
    if len(counts.totals) < 2:
        raise ValueError("The total scores do not vary, so nothing can be matched on them.")
    return tuple(_logistic(counts, item) for item in range(counts.reference_right.shape[1]))


def _checked(responses: Scores, focal: ArrayLike) -> tuple[Table, NDArray[np.bool_]]:
    table, group = read_complete_table(responses), np.asarray(focal)
    if not np.isin(table, (0, 1)).all():
        raise ValueError("The responses must be 0 or 1.")
    if group.shape != (len(table),) or not np.isin(group, (0, 1)).all():
        raise ValueError("The focal group must be given as one true or false for each person.")
    group = group.astype(np.bool_)
    if group.all() or not group.any():
        raise ValueError("Both groups must have at least one person.")
    alike = np.flatnonzero(np.ptp(table, axis=0) == 0)
    if alike.size:
        raise ValueError(
            f"Item {alike[0] + 1} was answered alike by everyone, so groups cannot differ on it."
        )
    return table, group


def _counts(table: Table, focal: NDArray[np.bool_]) -> _Counts:
    totals, place = np.unique(table.sum(axis=1), return_inverse=True)
    member = np.zeros((len(table), len(totals)))
    member[np.arange(len(table)), place] = 1.0
    of_focal = member * focal[:, np.newaxis]
    of_reference = member - of_focal
    return _Counts(
        totals=totals,
        reference=of_reference.sum(axis=0),
        focal=of_focal.sum(axis=0),
        reference_right=of_reference.T @ table,
        focal_right=of_focal.T @ table,
    )


def _mantel_haenszel(counts: _Counts, item: int) -> MantelHaenszel:
    persons = counts.reference + counts.focal
    kept = persons > 1
    total, reference, focal = persons[kept], counts.reference[kept], counts.focal[kept]
    a, c = counts.reference_right[kept, item], counts.focal_right[kept, item]
    b, d = reference - a, focal - c
    variance = float((reference * focal * (a + c) * (b + d) / (total**2 * (total - 1))).sum())
    if variance <= 0:
        raise ValueError(f"On item {item + 1} no total score holds both groups and both answers.")
    # Never corrected beyond 0.
    beyond = max(0.0, abs(float((a - reference * (a + c) / total).sum())) - 0.5)
    chi_square = beyond**2 / variance
    odds_ratio = _ratio(float((a * d / total).sum()), float((b * c / total).sum()))
    return MantelHaenszel(
        chi_square=chi_square,
        p_value=chi_square_tail(chi_square, 1),
        odds_ratio=odds_ratio,
        delta=DELTA * (math.log(odds_ratio) if odds_ratio > 0 else -math.inf),
    )


def _ratio(above: float, below: float) -> float:
    """Never 0 / 0: a total score that holds both groups and both answers fills one of the two sums."""
    return above / below if below > 0 else math.inf


def _logistic(counts: _Counts, item: int) -> LogisticDif:
    """Persons of one group and one total score count together: the likelihood is the same, and quick."""
    levels = len(counts.totals)
    score = np.tile((counts.totals - counts.totals.mean()) / np.ptp(counts.totals), 2)
    group = np.repeat((0.0, 1.0), levels)
    persons = np.concatenate((counts.reference, counts.focal))
    right = np.concatenate((counts.reference_right[:, item], counts.focal_right[:, item]))
    columns = np.column_stack((np.ones(2 * levels), score, group, score * group))
    plain, even, full = (_deviance(columns[:, :width], persons, right) for width in (2, 3, 4))
    both, uniform = max(0.0, plain - full), max(0.0, plain - even)
    return LogisticDif(both, uniform, chi_square_tail(both, 2), chi_square_tail(uniform, 1))


def _deviance(columns: Table, persons: Table, right: Table) -> float:
    """-2 log likelihood at its maximum, by Newton's steps, shortened where they overshoot.

    Where the answers are separated the slopes run off without end, the likelihood settles all the same.
    """
    slopes = np.zeros(columns.shape[1])
    found = _minus_twice_log(columns @ slopes, persons, right)
    while True:
        chance = np.exp(-np.logaddexp(0.0, -columns @ slopes))
        weight = persons * chance * (1 - chance)
        step = np.linalg.lstsq(
            (columns.T * weight) @ columns, columns.T @ (right - persons * chance), rcond=None
        )[0]
        following, share = min(
            (_minus_twice_log(columns @ (slopes + share * step), persons, right), share) for share in SHARES
        )
        slopes = slopes + share * step
        if found - following <= SETTLED:
            return following
        found = following


def _minus_twice_log(logits: Table, persons: Table, right: Table) -> float:
    """Without the chances themselves, which round to 0 and 1."""
    return float(2 * (persons * np.logaddexp(0.0, logits) - right * logits).sum())
