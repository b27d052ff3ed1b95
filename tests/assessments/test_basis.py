"""What a sitting is reckoned with: published figures, until the organisation has enough of its own."""

import datetime as dt
import math
from dataclasses import replace

import pytest
from numpy.random import default_rng

from assessments.basis import Basis, Local, Source, basis_of, published_basis, pull
from assessments.evidence import Figures, RetestFigures, work_out, work_out_retest
from assessments.instruments import instrument
from assessments.psychometrics.floors import LOCAL_FIGURES_FLOOR, LOCAL_RETEST_FLOOR
from assessments.psychometrics.intervals import likely_range, retest_range
from assessments.psychometrics.published import published_sem, published_sem_of_change
from assessments.psychometrics.reliability import spearman_brown, true_score_interval
from assessments.simulation import honest, retest

EI50 = instrument("ei-50", 1)
SR = EI50.components[1]
CLOSED = dt.date(2026, 11, 1)


def of(persons: int) -> Local:
    """What an organisation of so many people was told."""
    return Local(figures=work_out(EI50, honest(persons, default_rng(1))), closed=CLOSED)


def again(persons: int, correlation: float | None = 0.9) -> Local:
    """What it was told of so many people who answered twice."""
    found = (("SR", correlation),) if persons >= LOCAL_RETEST_FLOOR else ()
    return Local(retest=RetestFigures(persons, found), retest_closed=CLOSED)


def test_until_then_the_published_figures_and_the_assumed_ones_are_used() -> None:
    for answered in (5, 10):
        assert basis_of(SR, Local()).sem(answered) == published_sem(SR, answered)
        assert basis_of(SR, Local()).sem_of_change(answered) == published_sem_of_change(SR, answered)
    assert basis_of(SR, Local()) == Basis(0.87, 0.75, 10, 0.75)


@pytest.mark.parametrize(("persons", "own"), [(30, False), (99, False), (100, True), (250, True)])
def test_alpha_spread_and_mean_take_over_from_a_hundred_people_on(persons: int, own: bool) -> None:
    basis = basis_of(SR, of(persons))
    assert (basis.local is not None) == (basis.mean is not None) == own == (persons >= LOCAL_FIGURES_FLOOR)
    if not own:
        assert basis == published_basis(SR)


def test_what_is_used_is_what_is_printed() -> None:
    """Two places of alpha and spread, one of the mean: a report can be worked out by hand."""
    local = of(150)
    assert local.figures is not None
    part = local.figures.parts[1]
    assert part.alpha is not None
    basis = basis_of(SR, local)
    assert (basis.alpha, basis.sd, basis.mean) == (
        *(round(part.alpha, 2), round(part.sd / 25, 2)),
        round(part.mean, 1),
    )
    assert basis.local == Source(150, CLOSED)


@pytest.mark.parametrize(
    ("alpha", "sd"), [(None, 18.0), (-0.2, 18.0), (0.001, 18.0), (0.999, 18.0), (0.8, 0.01)]
)
def test_figures_that_no_range_can_be_made_of_do_not_take_over(alpha: float | None, sd: float) -> None:
    local = of(100)
    assert local.figures is not None
    parts = tuple(replace(one, alpha=alpha, sd=sd) for one in local.figures.parts)
    assert basis_of(SR, replace(local, figures=replace(local.figures, parts=parts))) == published_basis(SR)


@pytest.mark.parametrize(("persons", "used"), [(49, 0.75), (50, 0.9), (51, 0.9)])
def test_the_retest_takes_over_from_fifty_people_on_by_itself(persons: int, used: float) -> None:
    basis = basis_of(SR, again(persons))
    assert (basis.retest, basis.alpha, basis.mean) == (used, 0.87, None)
    assert (basis.local_retest is not None) == (persons >= LOCAL_RETEST_FLOOR)


@pytest.mark.parametrize(
    ("correlation", "judged"), [(0.64, 0.64), (0.95, 0.87), (-0.3, 0.0), (None, 0.75), (1.0, 0.87)]
)
def test_a_change_is_judged_with_the_lower_of_alpha_and_retest(
    correlation: float | None, judged: float
) -> None:
    basis = basis_of(SR, again(60, correlation))
    assert basis.change_reliability == judged
    assert basis.sem_of_change(10) == pytest.approx(25 * 0.75 * math.sqrt(1 - judged))


def test_a_part_that_was_not_told_of_keeps_the_published_figures() -> None:
    local = replace(of(100), retest=RetestFigures(60, ()), retest_closed=CLOSED)
    assert local.figures is not None
    assert basis_of(SR, replace(local, figures=replace(local.figures, parts=()))) == published_basis(SR)
    assert basis_of(SR, Local(figures=Figures(120), closed=CLOSED)) == published_basis(SR)


def test_real_answers_given_twice_make_both() -> None:
    twice = retest(80, default_rng(2))
    local = replace(of(120), retest=work_out_retest(EI50, twice.before, twice.after), retest_closed=CLOSED)
    basis = basis_of(SR, local)
    assert (basis.local, basis.local_retest) == (Source(120, CLOSED), Source(80, CLOSED))


@pytest.mark.parametrize("answered", [5, 7, 10])
@pytest.mark.parametrize("points", [0.0, 20.0, 57.5, 95.0])
def test_the_range_is_the_true_score_interval_of_as_many_statements(points: float, answered: int) -> None:
    """Kelley's, with the spread and the reliability that a score of so many statements has."""
    alpha, sd, mean = 0.83, 0.7, 55.0
    basis = Basis(alpha, sd, 10, 0.75, mean, Source(120, CLOSED))
    sem, r = basis.sem(answered), spearman_brown(alpha, answered / 10)
    spread = sem / math.sqrt(1 - r)
    low, high = true_score_interval(points, mean, spread, r)
    found = likely_range(points, sem, pull(alpha, sd, sem, mean))
    # The product says 1.96, the function has more digits.
    assert (found.low, found.high) == pytest.approx((max(low, 0), min(high, 100)), abs=1e-3)
    centre, forecast = mean + r * (points - mean), 1.96 * spread * math.sqrt(1 - r**2)
    second = retest_range(points, sem, pull(alpha, sd, sem, mean))
    assert (second.low, second.high) == pytest.approx(
        (max(centre - forecast, 0), min(centre + forecast, 100))
    )


def test_a_retest_falls_into_its_range_ninety_five_times_of_a_hundred() -> None:
    """40,000 people, their true scores and the errors of two sittings drawn from the model."""
    alpha, sd, mean = 0.8, 0.7, 55.0
    chance, spread = default_rng(5), 0.7 * 25
    true = mean + chance.standard_normal(40_000) * spread * math.sqrt(alpha)
    first, second = (true + chance.standard_normal(40_000) * spread * math.sqrt(1 - alpha) for _ in range(2))
    sem = Basis(alpha, sd, 10, 0.75).sem(10)
    drawn = pull(alpha, sd, sem, mean)
    assert drawn is not None
    centre = mean + drawn.reliability * (first - mean)
    assert abs((abs(true - centre) <= 1.96 * math.sqrt(alpha) * sem).mean() - 0.95) < 0.005
    assert abs((abs(second - centre) <= 1.96 * math.sqrt(1 + alpha) * sem).mean() - 0.95) < 0.005


def test_without_a_mean_nothing_is_drawn_in() -> None:
    assert pull(0.8, 0.75, 8.0, None) is None
