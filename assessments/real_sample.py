"""The quality figures tried on a sample of real people, as far as they do not need our statements. Pure.

On simulated people the rules were tuned and reported (assessments/trials.py). A public sample shows what they
do with real ones: there is nobody in it of whom one knows how she answered, so a share that is found is no
share of errors. The data are not part of this project; tests/assessments/on_public_sample.py says how the
printed figures are made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from assessments.psychometrics.quality import (
    even_odd_consistency,
    intra_individual_variability,
    longstring,
    mahalanobis_squared,
)
from assessments.psychometrics.tables import Table
from assessments.quality_notes import HONEST_SHARE, LEAST_VARIABILITY

WIDTH = 4  # from the lowest to the highest answer of our own scale, on which the variability is judged


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers as given, persons x items, from 1 to `options`; NaN where missing. `keys` are 1 or -1 an item,
    `scales` lists of columns."""

    answers: Table
    options: int
    keys: tuple[int, ...]
    scales: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class SampleTrial:
    """`people` answered every one of `items`. Shares of them: with a run of half the items, with hardly any
    variability, with one answer all the way, and by the first two together.

    `far` is the share of one half of the people who lie further from the middle of the other half than 97 of
    100 of that half do; `far_random` that of as many who tick at random. `agreeing` and `agreeing_random` are
    the middle even-odd consistencies of both.
    """

    people: int
    items: int
    run: float
    same: float
    lines: float
    careless_same: float
    far: float
    far_random: float
    agreeing: float
    agreeing_random: float


def try_sample(sample: Sample, seed: int) -> SampleTrial:
    """Try what does not need our statements; people who tick at random and the two halves by `seed`."""
    chance = default_rng(seed)
    whole = sample.answers[~np.isnan(sample.answers).any(axis=1)]
    people, items = whole.shape
    noise = chance.integers(1, sample.options + 1, size=whole.shape).astype(np.float64)
    runs = np.array([longstring(row) for row in whole])
    step = WIDTH / (sample.options - 1)
    spread = np.array([step * intra_individual_variability(row) for row in whole])
    far, far_random = _distances(whole, noise, chance.permutation(people))
    run, same = runs >= (items + 1) // 2, spread < LEAST_VARIABILITY
    return SampleTrial(
        people=people,
        items=items,
        run=_share(run),
        same=_share(same),
        lines=_share(runs == items),
        careless_same=_share(run | same),
        far=far,
        far_random=far_random,
        agreeing=_middle(sample, whole),
        agreeing_random=_middle(sample, noise),
    )


def _distances(whole: Table, noise: Table, order: NDArray[np.int64]) -> tuple[float, float]:
    """Middle, covariance and limit from one half of the people, the shares from the other and from noise."""
    tuned, told = whole[order[: len(order) // 2]], whole[order[len(order) // 2 :]]
    middle, around = tuned.mean(axis=0), np.cov(tuned, rowvar=False)
    limit = np.quantile(mahalanobis_squared(tuned, middle, around), HONEST_SHARE)
    return (
        _share(mahalanobis_squared(told, middle, around) > limit),
        _share(mahalanobis_squared(noise, middle, around) > limit),
    )


def _middle(sample: Sample, answers: Table) -> float:
    turned = np.where(np.array(sample.keys) == 1, answers, sample.options + 1 - answers)
    return float(np.nanmedian(even_odd_consistency(turned, _listed(sample.scales))))


def _listed(scales: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(scale) for scale in scales]


def _share(found: NDArray[np.bool_]) -> float:
    return float(np.asarray(found).mean())


# --- what the method page prints ------------------------------------------------------------------

# try_sample(bfi, SEED), by tests/assessments/on_public_sample.py.
PRINTED_SAMPLE = SampleTrial(
    people=2436,
    items=25,
    run=0.0016,
    same=0.0016,
    lines=0.0016,
    careless_same=0.0016,
    far=0.0419,
    far_random=0.8374,
    agreeing=0.8525,
    agreeing_random=0.0000,
)
