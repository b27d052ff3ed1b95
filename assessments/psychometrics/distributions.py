"""The few probabilities that verdicts and intervals need: normal, chi-square, F. From math alone.

scipy would weigh more than everything else here together, for three tail areas.
"""

import math
from functools import lru_cache
from statistics import NormalDist

STEPS = 10_000  # of a continued fraction; it converges in about the root of the degrees of freedom
CLOSE = 1e-15
TINY = 1e-300


def normal_quantile(confidence: float) -> float:
    """The z of a two-sided statement: 1.959964 for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence must lie between 0 and 1, not at {confidence!r}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def two_sided_p(statistic: float) -> float:
    """How often chance alone gives a standard normal value at least this far from 0: .05 for 1.96."""
    if math.isnan(statistic):
        raise ValueError("The statistic must be a number.")
    return math.erfc(abs(statistic) / math.sqrt(2))


def chi_square_tail(value: float, freedom: int) -> float:
    """How often chance alone gives a chi-square at least this large, with 1 or 2 degrees of freedom."""
    if not value >= 0 or freedom not in (1, 2):
        raise ValueError("The chi-square must be 0 or more, with 1 or 2 degrees of freedom.")
    return math.erfc(math.sqrt(value / 2)) if freedom == 1 else math.exp(-value / 2)


@lru_cache(maxsize=64)  # the parts of one questionnaire ask for the same two
def f_quantile(share: float, above: float, below: float) -> float:
    """The value under which this share of the F distribution lies.

    `above` and `below` are the degrees of freedom above and below the line.
    By bisection on the logarithm, to the last digits of a float.
    """
    if not (0 < share < 1 and above > 0 and below > 0):
        raise ValueError("The share must lie between 0 and 1, the degrees of freedom above 0.")
    low, high = -745.0, 709.0  # what exp can take
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return math.exp(middle)
        if f_share(math.exp(middle), above, below) < share:
            low = middle
        else:
            high = middle


def f_share(value: float, above: float, below: float) -> float:
    """The share of the F distribution that lies under this value of 0 or more."""
    return _beta_share(above * value / (above * value + below), above / 2, below / 2)


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction on the side where that is quick."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), evaluated from the front as Lentz (1976) does."""
    value, numerator, denominator, change, step = 1.0, 1.0, 0.0, 0.0, 0
    while abs(change - 1) > CLOSE and step < STEPS:
        step += 1
        part = _part(step, x, a, b)
        denominator = 1 / _off_zero(1 + part * denominator)
        numerator = _off_zero(1 + part / numerator)
        change = numerator * denominator
        value *= change
    return value


def _part(step: int, x: float, a: float, b: float) -> float:
    half, odd = divmod(step, 2)
    if odd:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))


def _off_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
