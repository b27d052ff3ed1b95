"""How far chance alone would carry a difference, when moments hang together in time. Pure.

Moments are no independent draws: a mood lasts, a bad queue fills a day. A plain test would take such a
stretch for proof. So each difference meets two kinds of made-up histories in which nothing goes with
anything, and counts only as far as the *less* convinced of the two lets it:

- *phases*: the history keeps its own rhythm (the spectrum of outcome and factor), but how the two lie to each
  other is drawn anew (Theiler et al. 1992). This holds for whatever carries over from moment to moment and
  from day to day.
- *days*: what each day adds to the difference gets its sign by a coin (a wild cluster test, Canay, Romano &
  Shaikh 2017). This holds for whatever the moments of one day share.

Where there is no rhythm to draw anew, histories from an autoregression (a sieve, Buehlmann 1997) stand for
the first kind: for the mean of differences, and for a factor that comes and goes like a clock.

All draws come from a fixed seed: the same moments always give the same answer.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

DRAWS = 1_999
SEED = 1905
CONFIDENCE = 0.95
# A rating is a whole point: no spread is taken to be smaller than what rounding hides.
ROUNDING = 1 / 12
Z95 = 1.959964
_LONGEST_MEMORY = 0.9  # of the autoregression: more is no history of moods
_FEW_WAVES = 4
_SLOW = 1 / 8  # cycles a moment
_RUN_IN = 32  # moments before the first, so that a made-up history does not begin at rest
_PIECE = 1 << 18  # phases drawn at a time: what stays near the processor


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference with its 95 % interval; `p` counts both ways, `p_lower` only a difference below zero."""

    effect: float
    low: float
    high: float
    p: float
    p_lower: float

    @property
    def is_apart(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low > 0 or self.high < 0


def contrasts(outcomes: Floats, factors: Floats, days: Days) -> list[Estimate]:
    """Mean outcome with a factor less the mean without, for each pair of columns, moments in order of time.

    `outcomes` and `factors` are moments x questions, factors 0 or 1 and never all the same; `days` numbers
    the day of each moment from 0. The test is made after a straight drift was taken out of both, so that two
    things which both changed over the months are not taken for one.
    """
    x, y = factors - factors.mean(axis=0), outcomes - outcomes.mean(axis=0)
    weight = (x * x).sum(axis=0)
    effect = (x * y).sum(axis=0) / weight
    still_x, still_y = without_drift(x), without_drift(y)
    seen = (still_x * still_y).sum(axis=0)
    # The first half of the columns tests, the second, with the difference taken out, gives the interval.
    left, right = np.hstack([still_x, x]), np.hstack([still_y, y - effect * x])
    dice = default_rng(SEED)
    kept = phase_draws(left, right, dice)
    for place in np.flatnonzero(np.tile(is_regular(factors), 2)):
        kept[:, place] = sieve_sums(right[:, place], left[:, place], dice)
    nulls = (kept, day_draws(left * right, days, dice))
    many = len(seen)
    tests, spreads = [null[:, :many] for null in nulls], [null[:, many:] for null in nulls]
    reach = np.max([np.quantile(abs(null), CONFIDENCE, axis=0) for null in spreads], axis=0) / weight
    reach = np.maximum(reach, Z95 * np.sqrt(ROUNDING / weight))
    p = np.max([_share(abs(null) >= _nearly(abs(seen))) for null in tests], axis=0)
    p_lower = np.max([_share(-null >= _nearly(-seen)) for null in tests], axis=0)
    return [
        Estimate(float(e), float(e - r), float(e + r), float(both), float(lower))
        for e, r, both, lower in zip(effect, reach, p, p_lower, strict=True)
    ]


def mean_shift(values: Floats, days: Days) -> Estimate:
    """The mean of differences, such as strength after less before, in order of time, against zero."""
    many, effect = len(values), float(values.mean())
    rest = values - effect
    dice = default_rng(SEED)
    made = _studentised(sieve_draws(rest, dice))
    seen, error = float(_studentised(values[None])[0]), _standard_error(values[None])[0]
    flips = day_draws(np.stack([values, rest], axis=1), days, dice)
    total = float(values.sum())
    reach = max(
        float(np.quantile(abs(made), CONFIDENCE)) * error,
        float(np.quantile(abs(flips[:, 1]), CONFIDENCE)) / many,
        Z95 * (ROUNDING / many) ** 0.5,
    )
    p = max(_share(abs(made) >= _nearly(abs(seen))), _share(abs(flips[:, 0]) >= _nearly(abs(total))))
    p_lower = max(_share(-made >= _nearly(-seen)), _share(-flips[:, 0] >= _nearly(-total)))
    return Estimate(effect, effect - reach, effect + reach, float(p), float(p_lower))


def is_regular(factors: Floats) -> NDArray[np.bool_]:
    """For each factor, whether it comes and goes like a clock: all of it in a few waves, and those quick.

    One wave has one phase, which tells nothing of chance. A few slow waves are another thing: one long
    stretch against another, of which there are too few to compare, and so they stay with their phases.
    """
    power = abs(np.fft.rfft(factors - factors.mean(axis=0), axis=0)) ** 2
    waves = power.sum(axis=0) ** 2 / (power**2).sum(axis=0)
    cycles = np.arange(len(power)) @ power / power.sum(axis=0) / len(factors)
    return np.asarray((waves < _FEW_WAVES) & (cycles > _SLOW))


def without_drift(columns: Floats) -> Floats:
    """Columns with mean and straight line taken out."""
    time = np.arange(len(columns)) - (len(columns) - 1) / 2
    centred = columns - columns.mean(axis=0)
    return np.asarray(centred - np.outer(time, time @ centred / (time @ time)))


def phase_draws(x: Floats, y: Floats, dice: Generator) -> Floats:
    """Sums of x * y by column, DRAWS times, each with all phases of x drawn anew: draws x columns."""
    many = len(x)
    cross = (np.fft.rfft(x, axis=0) * np.fft.rfft(y, axis=0).conj())[1:] * (2 / many)
    if many % 2 == 0:
        cross[-1] /= 2  # the quickest wave stands once in the sum, all others twice
    real, turned = cross.real.astype(np.float32), cross.imag.astype(np.float32)
    rows = max(1, _PIECE // len(cross))
    pieces = [
        _turned(real, turned, dice.random((min(rows, DRAWS - start), len(cross)), dtype=np.float32), many)
        for start in range(0, DRAWS, rows)
    ]
    return np.concatenate(pieces).astype(np.float64)


def day_draws(scores: Floats, days: Days, dice: Generator) -> Floats:
    """Sums of scores by column, DRAWS times, each day's part with a sign by a coin: draws x columns."""
    by_day = np.zeros((int(days.max()) + 1, scores.shape[1]))
    np.add.at(by_day, days, scores)
    coins = dice.integers(0, 2, (DRAWS, len(by_day)), dtype=np.int8).astype(np.float32) * 2 - 1
    return np.asarray(coins @ by_day.astype(np.float32), dtype=np.float64)


def sieve_draws(rest: Floats, dice: Generator) -> Floats:
    """Histories around zero that remember as much of the moment before as `rest` does: draws x moments."""
    sieve = _Sieve.of(rest, dice)
    drawn = sieve.news[sieve.drawn]
    for step, share in sieve.steps:
        drawn[:, step:] += np.float32(share) * drawn[:, :-step]
    return np.asarray(drawn[:, _RUN_IN:], dtype=np.float64)


def sieve_sums(rest: Floats, weights: Floats, dice: Generator) -> Floats:
    """Sums of such histories times `weights`: one number a draw.

    The weights are carried back to the news that a history is made of, once, instead of all news forward.
    """
    sieve = _Sieve.of(rest, dice)
    carried = np.concatenate([np.zeros(_RUN_IN), weights])
    for step, share in sieve.steps:
        carried[:-step] += share * carried[step:]
    carried = carried.astype(np.float32)
    rows = max(1, _PIECE // len(carried))
    pieces = [sieve.news[sieve.drawn[start : start + rows]] @ carried for start in range(0, DRAWS, rows)]
    return np.concatenate(pieces).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Sieve:
    """The news that histories are made of, which each draws, and how much of one moment lasts into others."""

    news: NDArray[np.float32]
    drawn: NDArray[np.integer]
    steps: tuple[tuple[int, float], ...]

    @classmethod
    def of(cls, rest: Floats, dice: Generator) -> Self:
        memory = float(_memory(rest[None])[0])
        news = rest[1:] - memory * rest[:-1]
        news = news - news.mean()
        either_way = np.concatenate([news, -news]).astype(np.float32)
        # As narrow as their number allows, for there are many; an import can bring a year of any length.
        kind = np.uint16 if len(either_way) <= 65536 else np.uint32
        drawn = dice.integers(0, len(either_way), (DRAWS, len(rest) + _RUN_IN), dtype=kind)
        # 1 / (1 - mB) = (1 + mB)(1 + m^2 B^2)(1 + m^4 B^4)... as far back as the run-in goes
        steps = (1, 2, 4, 8, 16)
        return cls(either_way, drawn, tuple((step, memory**step) for step in steps))


def _turned(
    real: NDArray[np.float32], turned: NDArray[np.float32], part: NDArray[np.float32], many: int
) -> Floats:
    angle = part * np.float32(2 * np.pi)
    cosine, sine = np.cos(angle), np.sin(angle)
    if many % 2 == 0:
        cosine[:, -1], sine[:, -1] = (
            np.where(cosine[:, -1] < 0, -1, 1),
            0,
        )  # the quickest wave has only a sign
    return np.asarray(cosine @ real - sine @ turned)


def _memory(rows: Floats) -> Floats:
    """First-order autocorrelation of each row, its bias in short histories taken out (Kendall 1954)."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.maximum((centred**2).sum(axis=1), 1e-12)
    raw = (centred[:, 1:] * centred[:, :-1]).sum(axis=1) / spread
    return np.asarray(np.clip(raw + (1 + 3 * raw) / rows.shape[1], 0, _LONGEST_MEMORY))


def _standard_error(rows: Floats) -> Floats:
    memory, many = _memory(rows), rows.shape[1]
    variance = np.maximum(rows.var(axis=1, ddof=1), 1e-12)
    return np.asarray(np.sqrt(variance * (1 + memory) / (1 - memory) / many))


def _studentised(rows: Floats) -> Floats:
    return np.asarray(rows.mean(axis=1) / _standard_error(rows))


def _share(reached: NDArray[np.bool_]) -> Floats:
    """How many histories went as far, the real one counted among them: never zero."""
    return np.asarray((1 + reached.sum(axis=0)) / (1 + len(reached)))


def _nearly(seen: Floats | float) -> Floats:
    """A little less than what was seen, for sums that ought to be equal but for their last digits."""
    seen = np.asarray(seen)
    return np.asarray(seen - 1e-5 * abs(seen) - 1e-9)
