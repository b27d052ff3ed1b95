"""What chance alone would do: the real difference, its interval, and histories that keep their rhythm."""

import numpy as np
import pytest
from numpy.random import default_rng

from journal.patterns.resampling import (
    DRAWS,
    Estimate,
    contrasts,
    day_draws,
    is_regular,
    mean_shift,
    phase_draws,
    sieve_draws,
    sieve_sums,
    without_drift,
)
from tests.journal.patterns.people import autoregression, share

TWENTY = np.arange(20) // 2


def alternating(many: int, outcome: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Factor 0 and 1 in turn, the outcome as told for each of the two, again and again."""
    factor = np.arange(many) % 2
    return np.resize(np.array(outcome, dtype=float), many)[:, None], factor[:, None].astype(float)


def test_the_effect_is_the_difference_of_the_means() -> None:
    outcome, factor = alternating(20, [3, 5, 2, 4, 4, 5])
    found = contrasts(outcome, factor, TWENTY)[0]
    with_it, without = outcome[factor == 1].mean(), outcome[factor == 0].mean()
    assert found.effect == pytest.approx(with_it - without)
    assert found.low < found.effect < found.high
    assert found.is_apart


def test_turning_the_factor_round_turns_the_effect_and_nothing_else() -> None:
    outcome, factor = alternating(20, [3, 5, 2, 4, 4, 5])
    one, other = contrasts(outcome, factor, TWENTY)[0], contrasts(outcome, 1 - factor, TWENTY)[0]
    assert other.effect == pytest.approx(-one.effect)
    assert other.p == one.p
    assert [other.low, other.high] == pytest.approx([-one.high, -one.low])


def test_one_way_only_a_fall_counts() -> None:
    outcome, factor = alternating(40, [3, 5])
    rise = contrasts(outcome, factor, np.arange(40) // 2)[0]
    fall = contrasts(-outcome, factor, np.arange(40) // 2)[0]
    assert (rise.p_lower, fall.p_lower) == (1.0, 1 / (DRAWS + 1))
    assert rise.p == fall.p == 1 / (DRAWS + 1)


def test_where_all_is_the_same_the_interval_is_as_wide_as_rounding() -> None:
    outcome, factor = alternating(20, [3, 3])
    found = contrasts(outcome, factor, TWENTY)[0]
    assert (found.effect, found.p, found.p_lower) == (0, 1, 1)
    assert found.high == -found.low == pytest.approx(1.96 * (1 / 12 / 5) ** 0.5, rel=1e-4)
    shift = mean_shift(np.zeros(20), TWENTY)
    assert (shift.effect, shift.p, shift.p_lower, shift.is_apart) == (0, 1, 1, False)


def test_the_same_moments_always_get_the_same_answer() -> None:
    outcome, factor = alternating(24, [3, 4, 2, 5])
    days = np.arange(24) // 3
    assert contrasts(outcome, factor, days) == contrasts(outcome, factor, days)
    assert mean_shift(outcome[:, 0] - 3, days) == mean_shift(outcome[:, 0] - 3, days)


def test_questions_on_the_same_moments_do_not_change_each_other() -> None:
    dice = default_rng(4)
    outcome, factor = dice.integers(1, 6, (50, 3)).astype(float), (dice.random((50, 3)) < 0.4).astype(float)
    days = np.arange(50) // 3
    together = contrasts(outcome, factor, days)
    for place, found in enumerate(together):
        alone = contrasts(outcome[:, [place]], factor[:, [place]], days)[0]
        assert alone.effect == pytest.approx(found.effect)
        assert alone.p == pytest.approx(found.p, abs=1 / DRAWS)
        assert [alone.low, alone.high] == pytest.approx([found.low, found.high])


def test_a_drift_that_both_share_is_no_effect() -> None:
    """Strength falls over the months, and so does a queue: on any one day they have nothing in common."""
    dice, many = default_rng(2), 300
    drift = np.linspace(1.5, -1.5, many)
    factor = (dice.random(many) < 1 / (1 + np.exp(-2 * drift))).astype(float)
    outcome = np.clip(np.rint(3 + drift + dice.standard_normal(many)), 1, 5)
    found = contrasts(outcome[:, None], factor[:, None], np.arange(many) // 3)[0]
    assert found.effect > 0.5
    assert found.p > 0.05


def test_a_straight_line_leaves_nothing() -> None:
    line = np.arange(9.0)[:, None] * 3 + 4
    assert without_drift(line) == pytest.approx(np.zeros((9, 1)))


@pytest.mark.parametrize("many", [31, 32, 601, 700])
def test_new_phases_keep_mean_and_spread_that_the_spectra_allow(many: int) -> None:
    """The variance of the sums is the sum of the squares of what each wave carries, halved."""
    dice = default_rng(1)
    x, y = dice.standard_normal((2, many, 1))
    x, y = x - x.mean(), y - y.mean()
    drawn = phase_draws(x, y, default_rng(5))
    assert drawn.shape == (DRAWS, 1)
    waves = np.abs(np.fft.rfft(x[:, 0]) * np.fft.rfft(y[:, 0]).conj())[1:] * 2 / many
    carried = waves**2 / 2
    if many % 2 == 0:
        carried[-1] = (waves[-1] / 2) ** 2
    expected = carried.sum() ** 0.5
    assert drawn.std() == pytest.approx(expected, rel=0.08)
    assert abs(drawn.mean()) < 4 * expected / DRAWS**0.5


def test_coins_turn_whole_days() -> None:
    scores = np.array([[1.0], [2.0], [4.0], [8.0]])
    drawn = day_draws(scores, np.array([0, 0, 1, 1]), default_rng(1))
    assert set(drawn[:, 0]) == {-15.0, -9.0, 9.0, 15.0}


@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_made_up_histories_remember_as_much_as_the_real_one(memory: float) -> None:
    real = autoregression(400, memory, default_rng(3))
    drawn = sieve_draws(real - real.mean(), default_rng(4))
    assert drawn.shape == (DRAWS, 400)
    found = (drawn[:, 1:] * drawn[:, :-1]).mean() / (drawn**2).mean()
    assert found == pytest.approx(memory, abs=0.1)
    assert drawn.std() == pytest.approx(real.std(), rel=0.1)


def test_a_mean_shift_is_seen_and_a_few_days_alone_never_suffice() -> None:
    """Eight uses on three days are three things that happened."""
    many = mean_shift(np.resize([-2.0, -1.0, 0.0], 24), np.arange(24))
    assert (many.effect, many.is_apart, many.p_lower < 0.005) == (-1, True, True)
    few = mean_shift(np.resize([-2.0, -1.0, -1.0], 8), np.array([0, 0, 0, 1, 1, 1, 2, 2]))
    assert few.p_lower > 0.1


def test_an_interval_that_touches_zero_is_not_apart() -> None:
    assert [Estimate(0, low, high, 1, 1).is_apart for low, high in ((-1, 0), (0, 1), (-1, 1))] == [False] * 3
    assert Estimate(-1, -2, -0.1, 0, 0).is_apart
    assert Estimate(1, 0.1, 2, 0, 1).is_apart


@pytest.mark.parametrize("memory", [0.0, 0.5])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(memory: float) -> None:
    held, shifted = [], []
    for number in range(60):
        dice = default_rng([8, number])
        factor = (autoregression(80, 0.6, dice) > 0.2).astype(float)
        days = np.arange(80) // 3
        noise = autoregression(80, memory, dice)
        found = contrasts((0.8 * factor + noise)[:, None], factor[:, None], days)[0]
        held.append(found.low <= 0.8 <= found.high)
        shift = mean_shift(noise - 0.8, days)
        shifted.append(shift.low <= -0.8 <= shift.high)
    assert share(held) >= 0.9
    assert share(shifted) >= 0.9


# --- a factor like a clock ----------------------------------------------------------------------------


def test_regular_is_what_comes_and_goes_like_a_clock() -> None:
    place = np.arange(60)
    dice = default_rng(6)
    columns = [
        place % 2 == 0,
        place % 3 == 0,
        place < 30,  # one long stretch against another
        place % 40 < 20,
        dice.random(60) < 0.5,
        autoregression(60, 0.8, dice) > 0,
    ]
    factors = np.stack(columns, axis=1).astype(float)
    assert is_regular(factors).tolist() == [True, True, False, False, False, False]


@pytest.mark.parametrize(("memory", "d"), [(0.0, 1.1), (0.5, 1.1), (0.0, 0.0), (0.5, 0.0)])
def test_every_second_moment_is_told_apart_and_no_more_than_it_should(memory: float, d: float) -> None:
    """Nothing is claimed at .01 where there is nothing, and most of what is there is seen."""
    factor = (np.arange(60) % 2).astype(float)
    p_values = [
        contrasts(
            (d * factor + autoregression(60, memory, default_rng([9, number])))[:, None],
            factor[:, None],
            np.arange(60) // 3,
        )[0].p
        for number in range(40)
    ]
    seen = share(p <= 0.01 for p in p_values)
    assert seen >= 0.75 if d else seen <= 0.05


@pytest.mark.parametrize("memory", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("many", [16, 31, 300, 1_000])
def test_sums_of_histories_are_those_of_the_histories_themselves(memory: float, many: int) -> None:
    chance = default_rng(many)
    rest, weights = chance.normal(size=many), chance.normal(size=many)
    for place in range(1, many):
        rest[place] += memory * rest[place - 1]
    rest -= rest.mean()
    sums = sieve_sums(rest, weights, default_rng(7))
    whole = sieve_draws(rest, default_rng(7)) @ weights
    assert sums.shape == (DRAWS,)
    assert np.abs(sums - whole).max() < 1e-4 * whole.std()
