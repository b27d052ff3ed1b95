"""What holds of every count, and what has no number: that is a sentence, never NaN or infinity."""

import math
from collections.abc import Callable
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hiring.fairness import (
    Row,
    binomial_sd,
    cohens_d,
    fisher_exact,
    impact_ratios,
    local_law_144,
    mantel_haenszel_odds_ratio,
    one_swap,
    shortfall,
    two_sd,
)

TOTALS = st.integers(1, 60)
COUNTS = TOTALS.flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
GROUPS = st.dictionaries(st.sampled_from("abcde"), COUNTS, min_size=1)
SCORES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


@pytest.mark.parametrize(("selected", "is_adverse"), [(48, False), (47, True), (49, False)])
def test_exactly_four_fifths_is_not_below_it(selected: int, is_adverse: bool) -> None:
    assert impact_ratios({"a": (60, 60), "b": (selected, 60)})["b"].is_adverse is is_adverse


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_four_fifths_is_exact_for_counts_that_no_float_can_hold_apart(best: int, total: int) -> None:
    most = 5 * best * total
    ratios = impact_ratios(
        {"a": (most, most), "even": (4 * best * total, most), "less": (most * 4 // 5 - 1, most)}
    )
    assert [one.is_adverse for one in ratios.values()] == [False, False, True]


@given(GROUPS)
def test_ratios_lie_between_none_and_the_best_in_their_range(counts: dict[str, tuple[int, int]]) -> None:
    assume(any(selected for selected, _ in counts.values()))
    found = impact_ratios(counts)
    assert max(one.ratio for one in found.values()) == 1
    for one in found.values():
        assert 0 <= one.ratio <= 1
        assert one.low is None or (one.high is not None and 0 < one.low <= one.ratio <= one.high < math.inf)


def test_the_range_of_a_ratio_by_hand() -> None:
    """26 of 48 against 206 of 259: the logarithm of .681 give or take 1.96 of its error, .1372."""
    found = impact_ratios({"black": (26, 48), "white": (206, 259)})
    error = math.sqrt(1 / 26 - 1 / 48 + 1 / 206 - 1 / 259)
    assert found["black"].low == pytest.approx(found["black"].ratio / math.exp(1.959964 * error))
    assert found["black"].high == pytest.approx(found["black"].ratio * math.exp(1.959964 * error))
    assert (found["white"].low, found["white"].high) == (None, None)


def test_where_counts_give_no_range_there_is_none() -> None:
    found = impact_ratios({"a": (30, 30), "all": (40, 40), "none": (0, 40)})
    assert [(one.ratio, one.low, one.high) for one in found.values()] == [
        (1, None, None),
        (1, None, None),
        (0, None, None),
    ]


@given(COUNTS, COUNTS)
def test_fishers_p_is_the_sum_over_tables_no_likelier(a: tuple[int, int], b: tuple[int, int]) -> None:
    """Against whole numbers, and the same whichever group comes first or is turned round."""
    selected, total = a[0] + b[0], a[1] + b[1]
    chances = {
        k: comb(a[1], k) * comb(b[1], selected - k) for k in range(min(a[1], selected) + 1) if k <= selected
    }
    exact = Fraction(sum(one for one in chances.values() if one <= chances[a[0]]), comb(total, selected))
    assert fisher_exact(*a, *b) == pytest.approx(float(exact), rel=1e-9)
    assert fisher_exact(*b, *a) == pytest.approx(fisher_exact(*a, *b), rel=1e-9)
    assert fisher_exact(a[1] - a[0], a[1], b[1] - b[0], b[1]) == pytest.approx(float(exact), rel=1e-9)


def test_fishers_p_of_ten_thousand_is_a_number() -> None:
    assert fisher_exact(2500, 5000, 2500, 5000) == 1
    assert 0 <= fisher_exact(0, 5000, 5000, 5000) < 1e-300
    assert fisher_exact(2400, 5000, 2500, 5000) == pytest.approx(0.0477, abs=0.0005)


@given(COUNTS, COUNTS)
def test_two_sd_is_the_root_of_pearsons_chi_square(a: tuple[int, int], b: tuple[int, int]) -> None:
    assume(0 < a[0] + b[0] < a[1] + b[1])
    cells = [a[0], a[1] - a[0], b[0], b[1] - b[0]]
    total = sum(cells)
    product = cells[0] * cells[3] - cells[1] * cells[2]
    chi = total * product**2 / (a[1] * b[1] * (a[0] + b[0]) * (total - a[0] - b[0]))
    assert two_sd(*a, *b) ** 2 == pytest.approx(chi)
    assert two_sd(*a, *b) == pytest.approx(-two_sd(*b, *a))


@given(GROUPS)
def test_what_one_group_lacks_others_have_more(counts: dict[str, tuple[int, int]]) -> None:
    found = shortfall(counts)
    assert math.fsum(one.missing for one in found.values()) == pytest.approx(0, abs=1e-9)
    assert math.fsum(one.expected for one in found.values()) == pytest.approx(
        sum(selected for selected, _ in counts.values())
    )


@given(GROUPS)
def test_a_swap_raises_one_rate_and_lowers_the_best(counts: dict[str, tuple[int, int]]) -> None:
    assume(any(selected for selected, _ in counts.values()))
    before = impact_ratios(counts)
    for group, one in one_swap(counts).items():
        assert one.rate > before[group].rate
        assert one.best_rate < max(each.rate for each in before.values())
        # Said once more from the counts: the highest of all rates after the swap is what is compared with.
        best = max(before, key=lambda each: before[each].ratio)
        after = {each: Fraction(*count) for each, count in counts.items()}
        after[group] += Fraction(1, counts[group][1])
        after[best] -= Fraction(1, counts[best][1])
        assert one.is_adverse == (after[group] * 5 < 4 * max(after.values()))
        assert one.reverses == (after[group] > after[best])


def test_a_swap_is_judged_against_whoever_is_the_best_after_it() -> None:
    # The best falls from 30 to 29 of 30; then c has the highest rate, and .78 is below four fifths of .99.
    found = one_swap({"a": (30, 30), "b": (77, 100), "c": (99, 100)})["b"]
    assert (found.rate, found.is_adverse, found.reverses) == (0.78, True, False)
    assert found.best_rate == pytest.approx(29 / 30)


def test_who_was_selected_wholly_can_take_nobodys_place() -> None:
    assert one_swap({"a": (30, 30), "b": (20, 20), "c": (5, 20)}).keys() == {"c"}


@given(SCORES, SCORES, st.floats(-1e3, 1e3))
def test_d_turns_round_with_its_groups_and_does_not_see_a_shift(
    a: list[float], b: list[float], shift: float
) -> None:
    assume(max(a) - min(a) > 1 and max(b) - min(b) > 1)
    d = cohens_d(a, b)
    assert math.isfinite(d)
    assert cohens_d(b, a) == pytest.approx(-d)
    moved = cohens_d([one + shift for one in a], [one + shift for one in b])
    assert moved == pytest.approx(d, rel=1e-6, abs=1e-6)


@given(st.lists(st.tuples(*[st.integers(1, 50)] * 4), min_size=1, max_size=8))
def test_a_common_odds_ratio_turns_round_with_its_tables(cells: list[tuple[int, ...]]) -> None:
    found = mantel_haenszel_odds_ratio([((a, b), (c, d)) for a, b, c, d in cells])
    turned = mantel_haenszel_odds_ratio([((c, d), (a, b)) for a, b, c, d in cells])
    assert 0 < found.low < found.estimate < found.high < math.inf
    assert turned.estimate == pytest.approx(1 / found.estimate)
    assert (turned.low, turned.high) == pytest.approx((1 / found.high, 1 / found.low))
    assert turned.statistic == pytest.approx(found.statistic, abs=1e-9)
    assert 0 <= found.p_value <= 1


def test_a_table_of_one_person_or_nobody_adds_nothing() -> None:
    tables = [((5, 3), (2, 6)), ((4, 4), (3, 5))]
    empty = [((0, 0), (0, 0)), ((1, 0), (0, 0))]
    assert mantel_haenszel_odds_ratio([*tables, *empty]) == mantel_haenszel_odds_ratio(tables)


def test_a_category_of_whom_nothing_is_known_has_no_rate() -> None:
    found = local_law_144([("Male", "Asian", None, None), ("Female", "Asian", False, None)])
    assert [(one.total, one.selection, one.scoring) for one in found.by_sex][0] == (1, None, None)
    selection = found.by_ethnicity[0].selection
    assert selection is not None
    assert (selection.part, selection.total, selection.rate, selection.ratio) == (0, 1, 0, None)


def selected(told: Any) -> Row:
    """Somebody of whom it is told so."""
    return ("Male", "Asian", told, None)


def scored(score: Any) -> Row:
    """Somebody with this score."""
    return ("Male", "Asian", None, score)


def test_the_median_is_of_those_whose_groups_are_known() -> None:
    known = [("Male", "Asian", None, 1.0), ("Female", "Asian", None, 3.0)]
    assert local_law_144([*known, ("Male", None, None, 9.0), (None, "Asian", None, 9.0)]).median == 2


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: impact_ratios({}), "There is no group, so there is nothing to compare."),
    (lambda: impact_ratios({"a": (0, 0)}), "There is nobody in the group 'a', so it has no rate."),
    (lambda: impact_ratios({"a": (0, 9)}), "Nobody was selected in any group, so there is no rate"),
    (lambda: impact_ratios({"a": (5, 4)}), "Of the 4 in the group 'a' between 0 and 4 are selected, not 5."),
    (lambda: impact_ratios({"a": (-1, 4)}), "between 0 and 4 are selected, not -1."),
    (lambda: impact_ratios({"a": (True, 4)}), "must be whole numbers"),
    (lambda: impact_ratios({"a": (1.5, 4)}), "must be whole numbers"),  # type: ignore[dict-item]
    (lambda: one_swap({"a": (0, 1)}), "Nobody was selected"),
    (lambda: shortfall({}), "There is no group"),
    (lambda: shortfall({"a": (0, 0)}), "nobody in the group 'a'"),
    (lambda: fisher_exact(0, 0, 1, 2), "nobody in the first group"),
    (lambda: fisher_exact(1, 2, 0, 0), "nobody in the second group"),
    (lambda: two_sd(0, 5, 0, 5), "Everybody or nobody was selected in both groups"),
    (lambda: two_sd(5, 5, 3, 3), "Everybody or nobody was selected in both groups"),
    (lambda: two_sd(0, 0, 0, 5), "nobody in the first group"),
    (lambda: binomial_sd(0, 0, 0.5), "There is nobody in the group"),
    (lambda: binomial_sd(10, 5, 0.0), "must lie between 0 and 1, not at 0.0"),
    (lambda: binomial_sd(10, 5, 1.0), "must lie between 0 and 1"),
    (lambda: binomial_sd(10, 5, math.nan), "must lie between 0 and 1"),
    (lambda: cohens_d([1], [1, 2]), "at least two people in each group"),
    (lambda: cohens_d([1, 1], [2, 2]), "do not differ"),
    (lambda: cohens_d([0, 0], [0, 0]), "do not differ"),
    (lambda: cohens_d([1, math.nan], [2, 3]), "Each score must be a number."),
    (lambda: cohens_d([1, math.inf], [2, 3]), "Each score must be a number."),
    (lambda: mantel_haenszel_odds_ratio([]), "one outcome is missing from one group"),
    (lambda: mantel_haenszel_odds_ratio([((0, 5), (3, 2))]), "one outcome is missing from one group"),
    (lambda: mantel_haenszel_odds_ratio([((5, 0), (3, 2))]), "one outcome is missing from one group"),
    (lambda: mantel_haenszel_odds_ratio([((1, 2),)]), "two rows of two counts"),
    (lambda: mantel_haenszel_odds_ratio([((1, 2), (3, -1))]), "whole numbers of 0 or more"),
    (lambda: mantel_haenszel_odds_ratio([((0.5, 2), (3, 1))]), "whole numbers"),  # type: ignore[list-item]
    (lambda: local_law_144([]), "Nobody has said both sex and ethnicity"),
    (lambda: local_law_144([("Male", None, True, 1.0)]), "Nobody has said both sex and ethnicity"),
    (lambda: local_law_144([selected(1)]), "must be true, false or nothing, not 1."),
    (lambda: local_law_144([selected("yes")]), "must be true, false or nothing, not 'yes'."),
    (lambda: local_law_144([scored(math.nan)]), "must be a number or nothing, not nan."),
    (lambda: local_law_144([scored(-math.inf)]), "must be a number or nothing, not -inf."),
    (lambda: local_law_144([scored("9")]), "must be a number or nothing, not '9'."),
    (lambda: local_law_144([scored(True)]), "must be a number or nothing, not True."),
]


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_has_no_number_is_a_sentence(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(")) as refused:
        call()
    assert str(refused.value).endswith(".")
