"""Self beside others: means, spread, agreement; the error of a gap, and its verdict by simulation."""

import math
import random
import statistics

import pytest

from assessments.rounds.comparing import Compared, compare
from assessments.rounds.observed import observed
from tests.assessments.rounds.conftest import answers_of

FORM = observed()
OWN = answers_of({"SR": 4, "MO": 3, "EM": 5, "SS": 2})
VALUES = {
    "SR": [40.0, 50.0, 55.0, 65.0],
    "MO": [45.0, 55.0, 50.0, 60.0, 40.0],
    "EM": [90.0, 95.0, 80.0, 85.0],
}


def two_sided_t(statistic: float, freedom: float) -> float:
    """Student's t from its density, by Simpson's rule: slow, and independent of the product's way."""
    scale = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2) - math.log(freedom * math.pi) / 2
    steps = 2000
    width = abs(statistic) / steps
    heights = [
        math.exp(scale - (freedom + 1) / 2 * math.log1p((width * step) ** 2 / freedom))
        for step in range(steps + 1)
    ]
    inside = width / 3 * (heights[0] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]) + heights[-1])
    return 1 - 2 * inside


def by_code(rows: tuple[Compared, ...]) -> dict[str, Compared]:
    return {row.component.code: row for row in rows}


def test_both_sides_are_scored_from_the_same_statements() -> None:
    rows = by_code(compare(FORM, OWN | {"A116": 1}, VALUES))
    assert {code: row.own for code, row in rows.items()} == {"SR": 75.0, "MO": 50.0, "EM": 100.0, "SS": 25.0}


def test_others_have_a_mean_a_spread_and_an_agreement() -> None:
    row = by_code(compare(FORM, OWN, VALUES))["SR"]
    assert row.others is not None
    assert (row.others.people, row.others.mean) == (4, 52.5)
    assert row.others.spread == pytest.approx(10.408330, abs=1e-6)
    # rwg over 2.6, 3.0, 3.2, 3.6: variance 0.17333 against 2, that of answers spread evenly over five.
    assert row.others.agreement == pytest.approx(1 - 0.1733333 / 2, abs=1e-6)


def test_the_error_of_a_gap_is_that_of_both_sides() -> None:
    row = by_code(compare(FORM, OWN, VALUES))["SR"]
    assert row.gap is not None
    sem = 25 * 0.75 * math.sqrt(1 - 0.87) * math.sqrt(10 / 5)
    of_mean = statistics.variance(VALUES["SR"]) / 4
    freedom = 3 * (sem**2 + of_mean) / of_mean
    error = math.sqrt(sem**2 + of_mean)
    assert row.gap.points == -22.5
    assert two_sided_t(row.gap.detectable / error, freedom) == pytest.approx(0.05, rel=1e-9)
    alone = by_code(compare(FORM, OWN, {"SR": VALUES["SR"]}))["SR"].gap
    assert alone is not None
    assert alone.adjusted_p == pytest.approx(two_sided_t(22.5 / error, freedom), rel=1e-9)


def test_all_gaps_of_a_page_are_judged_together() -> None:
    """Alone it would be called out; beside three others that are nothing it is not."""
    alone = by_code(compare(FORM, OWN, {"SR": [50.0, 48.0, 52.0, 53.0]}))["SR"].gap
    beside = by_code(
        compare(FORM, OWN, {**VALUES, "SR": [50.0, 48.0, 52.0, 53.0], "SS": [25.0, 30.0, 20.0, 26.0]})
    )
    assert alone is not None
    assert alone.beyond_error
    together = beside["SR"].gap
    assert together is not None
    assert together.adjusted_p > alone.adjusted_p


@pytest.mark.parametrize("values", [[40.0, 50.0, 60.0], [50.0] * 5, []])
def test_below_the_floor_and_for_scores_all_alike_nothing_is_reckoned(values: list[float]) -> None:
    row = by_code(compare(FORM, OWN, {"SR": values}))["SR"]
    assert (row.own, row.others, row.gap) == (75.0, None, None)


def test_without_an_own_score_there_is_no_gap() -> None:
    declined = OWN | dict.fromkeys(item.code for item in FORM.items if item.component.code == "SR")
    row = by_code(compare(FORM, declined, VALUES))["SR"]
    assert row.own is None
    assert row.others is not None
    assert row.gap is None


def test_raters_who_hardly_differ_leave_the_error_to_her_own_score() -> None:
    row = by_code(compare(FORM, OWN, {"SR": [50.0, 50.0, 50.0, 50.0001]}))["SR"]
    assert row.gap is not None
    assert row.gap.detectable == pytest.approx(1.96 * 25 * 0.75 * math.sqrt(0.13 * 2), rel=2e-3)


@pytest.mark.untraced  # tracing a simulation takes minutes and finds nothing more
def test_chance_alone_calls_out_a_gap_in_at_most_five_of_a_hundred_rounds() -> None:
    """400 rounds of four raters who differ widely, without any true gap, fixed seed."""
    dice = random.Random(20)
    sems = {"SR": 0.13, "MO": 0.19, "EM": 0.19, "SS": 0.13}
    wrong = 0
    for _ in range(400):
        values = {}
        for code, left in sems.items():
            own = 50 + dice.gauss(0, 25 * 0.75 * math.sqrt(left * 2))
            values[code] = [50 - own + 50 + dice.gauss(0, 20) for _rater in range(4)]
        middle = answers_of({})  # her own score is 50; the error of her side was put into theirs
        rows = compare(
            FORM, middle, {code: [min(100, max(0, v)) for v in each] for code, each in values.items()}
        )
        wrong += any(row.gap and row.gap.beyond_error for row in rows)
    print(f"a gap called out in {wrong / 4:.1f} % of rounds without any")  # noqa: T201
    assert wrong / 400 <= 0.055
