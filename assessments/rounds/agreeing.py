"""How far the raters of one person agree, over many rounds: intraclass correlations. Pure.

Each person has raters of her own, and not all as many: that is the one-way model. Of what a closed round
keeps nothing else could be worked out, as no score says whose it is. The mean squares of Shrout and Fleiss
(1979, case 1) with n0 raters a person instead of k, where raters are unequally many (Lessells & Boag 1987):
n0 = (N - sum k^2 / N) / (n - 1) for N ratings of n persons. With equally many it is agreement.icc's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assessments.psychometrics.distributions import f_quantile
from assessments.psychometrics.floors import may_show_rounds

SCHEMA = 1
CONFIDENCE = 0.95

Scores = Mapping[str, Sequence[float]]  # of one round: the raters' scores out of 100, by component code


@dataclass(frozen=True, slots=True)
class Agreement:
    """One component: of a single rater `icc1` with its 95 % range, and `icck` of the mean of all raters.

    `icck` is None where all persons have the same mean.
    """

    component: str
    icc1: float
    low: float
    high: float
    icck: float | None


@dataclass(frozen=True, slots=True)
class RaterFigures:
    """All of one release: how many persons, with how many raters each on the whole. `parts` is empty below
    the floor."""

    persons: int
    raters: float = 0.0
    parts: tuple[Agreement, ...] = ()


def work_out_raters(rounds: Sequence[Scores]) -> RaterFigures:
    """The figures of these rounds, one a person, each with every component and at least two raters in it."""
    if not may_show_rounds(len(rounds)):
        return RaterFigures(len(rounds))
    codes = tuple(rounds[0])
    ratings = sum(len(one[code]) for one in rounds for code in codes)
    return RaterFigures(
        persons=len(rounds),
        raters=ratings / len(codes) / len(rounds),
        parts=tuple(agreement(code, [one[code] for one in rounds]) for code in codes),
    )


def agreement(component: str, groups: Sequence[Sequence[float]]) -> Agreement:
    """The one-way intraclass correlations of `groups`, the ratings of one person each.

    The range is that of Shrout and Fleiss with n0 for k, so it is near rather than exact where raters are
    unequally many. ValueError for fewer than two persons, a person with fewer than two ratings, and raters
    who never differ about anybody.
    """
    if len(groups) < 2 or min(map(len, groups)) < 2:
        raise ValueError("Agreement over persons needs at least two of them, with two ratings each.")
    persons, total = len(groups), sum(map(len, groups))
    each = (total - sum(len(group) ** 2 for group in groups) / total) / (persons - 1)
    between, within = _mean_squares(groups, persons, total)
    if not within:
        raise ValueError("The raters of a person never differ, so there is nothing to set against persons.")
    ratio = between / within
    share = (1 + CONFIDENCE) / 2
    lowest = ratio / f_quantile(share, persons - 1, total - persons)
    highest = ratio * f_quantile(share, total - persons, persons - 1)
    return Agreement(
        component=component,
        icc1=_of_one(ratio, each),
        low=_of_one(lowest, each),
        high=_of_one(highest, each),
        icck=1 - 1 / ratio if ratio else None,
    )


def as_json(figures: RaterFigures) -> dict[str, Any]:
    """What a release keeps."""
    return {"schema": SCHEMA, **asdict(figures)}


def read_raters(kept: Mapping[str, Any]) -> RaterFigures:
    """The figures that a release kept."""
    return RaterFigures(kept["persons"], kept["raters"], tuple(Agreement(**one) for one in kept["parts"]))


def _mean_squares(groups: Sequence[Sequence[float]], persons: int, total: int) -> tuple[float, float]:
    """Between persons and within them."""
    centre = sum(map(sum, groups)) / total
    means = [sum(group) / len(group) for group in groups]
    between = sum(len(group) * (mean - centre) ** 2 for group, mean in zip(groups, means, strict=True))
    within = sum((one - mean) ** 2 for group, mean in zip(groups, means, strict=True) for one in group)
    return between / (persons - 1), within / (total - persons)


def _of_one(ratio: float, each: float) -> float:
    return (ratio - 1) / (ratio + each - 1)
