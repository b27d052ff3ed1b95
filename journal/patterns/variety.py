"""How many different words she uses for what is unpleasant, as if all were used equally often. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng

from journal.patterns.factors import numbered_days
from journal.patterns.moments import FeltMoment, in_order
from journal.patterns.resampling import CONFIDENCE, DRAWS, SEED, Floats

FEWEST = 20


@dataclass(frozen=True, slots=True)
class Variety:
    """`number` is the exponential of Shannon's entropy of her unpleasant words, with a 95 % interval.

    All three are None while `missing` more unpleasant moments are needed. `words` counts different words.
    """

    moments: int
    words: int
    missing: int
    number: float | None = None
    low: float | None = None
    high: float | None = None


def variety_of(moments: Iterable[FeltMoment]) -> Variety:
    """Days are drawn again with replacement, since the words of one day hang together.

    Words that were seldom used are missed by chance, so that the entropy of a sample lies too low; that of a
    draw from the sample lies too low once more. The interval is turned over around the number (the basic
    bootstrap, Davison & Hinkley 1997), which moves it the way the error lies.
    """
    told = tuple(one for one in in_order(moments) if one.unpleasant_words)
    words = sorted({word for one in told for word in one.unpleasant_words})
    found = Variety(len(told), len(words), max(0, FEWEST - len(told)))
    if found.missing:
        return found
    counts = _counts(told, words)
    entropy = float(_entropy(counts.sum(axis=0)[None])[0])
    days = len(counts)
    weights = default_rng(SEED).multinomial(days, np.full(days, 1 / days), DRAWS)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(_entropy(weights @ counts), [tail, 1 - tail])
    return Variety(
        moments=found.moments,
        words=found.words,
        missing=0,
        number=float(np.exp(entropy)),
        low=float(np.exp(max(0.0, min(entropy, 2 * entropy - high)))),
        high=float(np.exp(max(entropy, 2 * entropy - low))),
    )


def _counts(told: tuple[FeltMoment, ...], words: list[str]) -> Floats:
    """Days x words."""
    days = numbered_days(told)
    counts = np.zeros((int(days.max()) + 1, len(words)))
    for day, one in zip(days, told, strict=True):
        for word in one.unpleasant_words:
            counts[day, words.index(word)] += 1
    return counts


def _entropy(counts: Floats) -> Floats:
    """Of each row, in nats."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray(-(shares * np.log(np.where(shares > 0, shares, 1))).sum(axis=1))
