"""Whether people of different groups come through a step of hiring alike: figures from counts. Pure.

A count is (selected, total). Every function refuses with a ValueError in a sentence what it has no number
for; none answers with NaN or infinity.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, median
from typing import NamedTuple

from assessments.psychometrics.distributions import chi_square_tail, normal_quantile

Count = tuple[int, int]
Table = Sequence[Sequence[int]]

Z95 = normal_quantile(0.95)
FOUR_FIFTHS = Fraction(4, 5)
# Two tables are as likely as each other if they differ by no more than this: rounding, as R has it.
AS_LIKELY = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class ImpactRatio:
    """A group's rate of selection, and that over the best group's.

    `is_adverse`: below four fifths, in whole numbers, so exactly four fifths is not. `low` and `high` are the
    95 % range of the ratio (Katz et al. 1978, on the logarithm); None where the counts give none: for the
    best group itself, and where nobody was selected or everybody in both.
    """

    rate: float
    ratio: float
    is_adverse: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many would have been selected at the rate of everybody together, and how many of those are missing.

    `missing` is below 0 for a group of which more were selected. Over all groups it sums to 0.
    """

    expected: float
    missing: float


@dataclass(frozen=True, slots=True)
class OneSwap:
    """The rates as they would be, had one person of this group been selected in place of one of the best.

    `best_rate` is that of the group that was the best. `reverses`: this group would then have the higher rate
    of the two. For such numbers the Guidelines assume no adverse impact (Questions and Answers on the Uniform
    Guidelines, 44 FR 11996, question 21). `is_adverse`: it would still be below four fifths of the highest
    rate after the swap, whichever group has it then.
    """

    rate: float
    best_rate: float
    is_adverse: bool
    reverses: bool


@dataclass(frozen=True, slots=True)
class CommonOddsRatio:
    """One odds ratio for several tables, its 95 % range, and the test of whether it is 1."""

    estimate: float
    low: float
    high: float
    statistic: float
    p_value: float


class Assessed(NamedTuple):
    """One person for Local Law 144; a plain tuple serves as well. None: she has not said, or has none."""

    sex: str | None
    ethnicity: str | None
    selected: bool | None = None
    score: float | None = None


Row = Assessed | tuple[str | None, str | None, bool | None, float | None]


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `total`, as a share, and that share over the best one; no ratio where the best is 0."""

    part: int
    total: int
    rate: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the table; None for the half of it that it does not tell apart, or a rate it has not."""

    sex: str | None
    ethnicity: str | None
    total: int
    selection: Rate | None
    scoring: Rate | None


@dataclass(frozen=True, slots=True)
class LocalLaw144:
    """The three tables of 6 RCNY 5-301, each in the order in which categories were first met.

    `unknown` people are in none of them: their sex or ethnicity is not known. `median` is that of the scores
    of those whose groups are known.
    """

    by_sex: tuple[Category, ...]
    by_ethnicity: tuple[Category, ...]
    by_both: tuple[Category, ...]
    unknown: int
    median: float | None


def impact_ratios(counts: Mapping[str, Count]) -> dict[str, ImpactRatio]:
    """Each group's rate against that of the group with the highest (29 CFR 1607.4D), in the order given.

    ValueError where there is no group, a group of nobody, or nobody was selected at all.
    """
    best = _best(counts)
    return {group: _against(count, counts[best], group == best) for group, count in counts.items()}


def fisher_exact(selected_a: int, total_a: int, selected_b: int, total_b: int) -> float:
    """How often chance alone splits the selected as unevenly between two groups as this, or more: two-sided.

    The sum over all tables with the same margins that are no likelier than this one (Fisher 1935).
    """
    _check("first group", (selected_a, total_a))
    _check("second group", (selected_b, total_b))
    selected = selected_a + selected_b
    first, last = max(0, selected - total_b), min(total_a, selected)
    weights = _weights(first, last, selected, total_a, total_b)
    limit = weights[selected_a - first] * AS_LIKELY
    unlikely = math.fsum(weight for weight in weights if weight <= limit)
    return min(1.0, unlikely / math.fsum(weights))


def two_sd(selected_a: int, total_a: int, selected_b: int, total_b: int) -> float:
    """The difference of two rates in standard deviations of it, at the rate of both together.

    Below 0 where the first is the lower. More than two or three is what the Supreme Court called suspect to
    a social scientist (Castaneda v. Partida). ValueError where all were selected, or none.
    """
    _check("first group", (selected_a, total_a))
    _check("second group", (selected_b, total_b))
    together = Fraction(selected_a + selected_b, total_a + total_b)
    variance = together * (1 - together) * (Fraction(1, total_a) + Fraction(1, total_b))
    if not variance:
        raise ValueError("Everybody or nobody was selected in both groups, so no difference can be measured.")
    return float(Fraction(selected_a, total_a) - Fraction(selected_b, total_b)) / math.sqrt(variance)


def binomial_sd(total: int, selected: int, expected_share: float) -> float:
    """How far the selected lie from what a share of the population would give, in standard deviations.

    (selected - total share) / sqrt(total share (1 - share)), below 0 where there are fewer (Castaneda v.
    Partida, 430 U.S. 482, note 17; used for hiring in Hazelwood v. United States, 433 U.S. 299).
    """
    _check("group", (selected, total))
    if not 0 < expected_share < 1:
        raise ValueError(f"The expected share must lie between 0 and 1, not at {expected_share!r}.")
    return (selected - total * expected_share) / math.sqrt(total * expected_share * (1 - expected_share))


def cohens_d(scores_a: Sequence[float], scores_b: Sequence[float]) -> float:
    """The difference of two means in pooled standard deviations (divisor n - 1), above 0 for a higher first.

    ValueError for fewer than two scores in a group, a score that is no number, and scores that do not differ.
    """
    if min(len(scores_a), len(scores_b)) < 2:
        raise ValueError("A difference of scores needs at least two people in each group.")
    if not all(map(math.isfinite, (*scores_a, *scores_b))):
        raise ValueError("Each score must be a number.")
    means = fmean(scores_a), fmean(scores_b)
    squares = math.fsum(
        (score - mean) ** 2
        for mean, scores in zip(means, (scores_a, scores_b), strict=True)
        for score in scores
    )
    pooled = math.sqrt(squares / (len(scores_a) + len(scores_b) - 2))
    if pooled <= 1e-12 * max(map(abs, means)):
        raise ValueError(
            "The scores within the groups do not differ, so there is no measure of a difference."
        )
    return (means[0] - means[1]) / pooled


def shortfall(counts: Mapping[str, Count]) -> dict[str, Shortfall]:
    """For each group, selections expected at the overall rate, less those that were made.

    As adverse impact analyses define it: what the rate of everybody together would have given the group.
    ValueError where there is no group, or a group of nobody.
    """
    _check_all(counts)
    selected, total = (sum(part) for part in zip(*counts.values(), strict=True))
    expected = {group: Fraction(count[1] * selected, total) for group, count in counts.items()}
    return {
        group: Shortfall(float(expected[group]), float(expected[group] - count[0]))
        for group, count in counts.items()
    }


def one_swap(counts: Mapping[str, Count]) -> dict[str, OneSwap]:
    """For each group but the best: what one selection more in it and one less in the best would change.

    Left out are groups of which everybody was selected: there is no one to put in the place of another.
    ValueError as for `impact_ratios`.
    """
    best = _best(counts)
    return {
        group: _swapped(group, best, counts)
        for group, count in counts.items()
        if group != best and count[0] < count[1]
    }


def mantel_haenszel_odds_ratio(tables: Sequence[Table]) -> CommonOddsRatio:
    """The odds ratio common to 2x2 tables ((selected, not), (selected, not)), one a stratum.

    Estimate sum(ad/n) / sum(bc/n) (Mantel & Haenszel 1959), its range by Robins, Breslow & Greenland (1986),
    the statistic a chi-square with one degree of freedom and continuity corrected. ValueError where no table
    holds both groups and both outcomes, or one sum is 0: then the ratio has no number.
    """
    read = [_cells(table) for table in tables]
    with_, across = _sums(read)
    if with_ <= 0 or across <= 0:
        raise ValueError("In these tables one outcome is missing from one group, so odds cannot be compared.")
    estimate, spread = with_ / across, Z95 * math.sqrt(_log_variance(read, with_, across))
    statistic = _corrected(read)
    return CommonOddsRatio(
        estimate,
        math.exp(math.log(estimate) - spread),
        math.exp(math.log(estimate) + spread),
        statistic,
        chi_square_tail(statistic, 1),
    )


def local_law_144(rows: Iterable[Row]) -> LocalLaw144:
    """Selection and scoring rates with their impact ratios by sex, by ethnicity, and by both.

    6 RCNY 5-300: the selection rate is the share selected of those who were decided on, the scoring rate the
    share with a score above the median of the scores of those whose groups are known. ValueError where there
    is nobody whose sex and ethnicity are known, for a selection that is neither true nor false, and for a
    score that is no number.
    """
    people = [Assessed(*row) for row in rows]
    for one in people:
        _check_assessed(one)
    known = [one for one in people if one.sex is not None and one.ethnicity is not None]
    if not known:
        raise ValueError("Nobody has said both sex and ethnicity, so there are no rates to compare.")
    scores = [one.score for one in known if one.score is not None]
    middle = median(scores) if scores else None
    return LocalLaw144(
        by_sex=_categories([(one.sex, None) for one in known], known, middle),
        by_ethnicity=_categories([(None, one.ethnicity) for one in known], known, middle),
        by_both=_categories([(one.sex, one.ethnicity) for one in known], known, middle),
        unknown=len(people) - len(known),
        median=middle,
    )


def _check(name: str, count: Count) -> None:
    selected, total = count
    if not all(type(number) is int for number in count):
        raise ValueError(f"The counts of the {name} must be whole numbers, not {selected!r} of {total!r}.")
    if total < 1:
        raise ValueError(f"There is nobody in the {name}, so it has no rate.")
    if not 0 <= selected <= total:
        raise ValueError(f"Of the {total} in the {name} between 0 and {total} are selected, not {selected}.")


def _check_assessed(one: Assessed) -> None:
    if not (one.selected is None or type(one.selected) is bool):
        raise ValueError(
            f"Whether somebody was selected must be true, false or nothing, not {one.selected!r}."
        )
    if not (one.score is None or (type(one.score) in {int, float} and math.isfinite(one.score))):
        raise ValueError(f"A score must be a number or nothing, not {one.score!r}.")


def _check_all(counts: Mapping[str, Count]) -> None:
    if not counts:
        raise ValueError("There is no group, so there is nothing to compare.")
    for group, count in counts.items():
        _check(f"group {group!r}", count)


def _best(counts: Mapping[str, Count]) -> str:
    """The group with the highest rate, the first of those that share it."""
    _check_all(counts)
    best = max(counts, key=lambda group: Fraction(*counts[group]))
    if not counts[best][0]:
        raise ValueError("Nobody was selected in any group, so there is no rate to compare with.")
    return best


def _is_adverse(count: Count, best: Count) -> bool:
    return Fraction(*count) < FOUR_FIFTHS * Fraction(*best)


def _against(count: Count, best: Count, is_best: bool) -> ImpactRatio:
    ratio = Fraction(*count) / Fraction(*best)
    low, high = (None, None) if is_best else _katz(count, best)
    return ImpactRatio(float(Fraction(*count)), float(ratio), _is_adverse(count, best), low, high)


def _katz(count: Count, best: Count) -> tuple[float | None, float | None]:
    if not count[0]:
        return None, None
    variance = sum(Fraction(1, selected) - Fraction(1, total) for selected, total in (count, best))
    if not variance:
        return None, None
    middle, spread = math.log(Fraction(*count) / Fraction(*best)), Z95 * math.sqrt(variance)
    return math.exp(middle - spread), math.exp(middle + spread)


def _swapped(group: str, best: str, counts: Mapping[str, Count]) -> OneSwap:
    own, other = (counts[group][0] + 1, counts[group][1]), (counts[best][0] - 1, counts[best][1])
    after = {**counts, group: own, best: other}
    return OneSwap(
        rate=float(Fraction(*own)),
        best_rate=float(Fraction(*other)),
        is_adverse=_is_adverse(own, after[_best(after)]),
        reverses=Fraction(*own) > Fraction(*other),
    )


def _weights(first: int, last: int, selected: int, total_a: int, total_b: int) -> list[float]:
    """How likely each number of selected of the first group is, with the likeliest as 1: by their ratios,
    outwards from there, so that nothing overflows and what is out of reach becomes 0.
    """
    mode = (selected + 1) * (total_a + 1) // (total_a + total_b + 2)
    mode = min(max(mode, first), last)
    up, down = [1.0], [1.0]
    for k in range(mode, last):
        up.append(up[-1] * (total_a - k) * (selected - k) / ((k + 1) * (total_b - selected + k + 1)))
    for k in range(mode, first, -1):
        down.append(down[-1] * k * (total_b - selected + k) / ((total_a - k + 1) * (selected - k + 1)))
    return down[:0:-1] + up


Cells = tuple[int, int, int, int]


def _cells(table: Table) -> Cells:
    try:
        (a, b), (c, d) = table
    except (TypeError, ValueError):
        raise ValueError("Each table must have two rows of two counts.") from None
    for name, row in (("first row", (a, b)), ("second row", (c, d))):
        if not all(type(number) is int and number >= 0 for number in row):
            raise ValueError(f"The counts of the {name} must be whole numbers of 0 or more, not {row!r}.")
    return a, b, c, d


def _filled(tables: Iterable[Cells]) -> list[tuple[Cells, int]]:
    """Tables with at least two people, and how many they have: one alone says nothing of a difference."""
    return [(cells, sum(cells)) for cells in tables if sum(cells) > 1]


def _sums(tables: Iterable[Cells]) -> tuple[float, float]:
    filled = _filled(tables)
    return (
        math.fsum(a * d / n for (a, _, _, d), n in filled),
        math.fsum(b * c / n for (_, b, c, _), n in filled),
    )


def _log_variance(tables: Iterable[Cells], with_: float, across: float) -> float:
    """Of the logarithm of the common odds ratio, equation 1 of Robins, Breslow & Greenland (1986)."""
    both = alone = other = 0.0
    for (a, b, c, d), n in _filled(tables):
        alike, unlike = (a + d) / n, (b + c) / n
        r, s = a * d / n, b * c / n
        both, alone, other = both + alike * s + unlike * r, alone + alike * r, other + unlike * s
    return alone / (2 * with_**2) + both / (2 * with_ * across) + other / (2 * across**2)


def _corrected(tables: Iterable[Cells]) -> float:
    """(|sum of a - E(a)| - 1/2)^2 / sum of var(a), never corrected beyond 0."""
    filled = _filled(tables)
    beyond = abs(math.fsum(a - (a + b) * (a + c) / n for (a, b, c, _), n in filled))
    variance = math.fsum(
        (a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1)) for (a, b, c, d), n in filled
    )
    return max(0.0, beyond - 0.5) ** 2 / variance


Kind = tuple[str | None, str | None]


def _categories(
    kinds: Sequence[Kind], people: Sequence[Assessed], middle: float | None
) -> tuple[Category, ...]:
    of: dict[Kind, list[Assessed]] = defaultdict(list)
    for kind, one in zip(kinds, people, strict=True):
        of[kind].append(one)
    selections = _rates({kind: [one.selected for one in them] for kind, them in of.items()})
    above = {
        kind: [None if one.score is None or middle is None else one.score > middle for one in them]
        for kind, them in of.items()
    }
    scorings = _rates(above)
    return tuple(
        Category(*kind, len(them), selections.get(kind), scorings.get(kind)) for kind, them in of.items()
    )


def _rates(told: Mapping[Kind, Sequence[bool | None]]) -> dict[Kind, Rate]:
    """The rates of those categories of whom anything is known."""
    counts = {
        kind: (sum(answer is True for answer in answers), sum(answer is not None for answer in answers))
        for kind, answers in told.items()
    }
    shares = {kind: Fraction(*count) for kind, count in counts.items() if count[1]}
    best = max(shares.values(), default=Fraction(0))
    return {
        kind: Rate(*counts[kind], float(share), float(share / best) if best else None)
        for kind, share in shares.items()
    }
