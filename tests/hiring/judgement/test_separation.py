"""What the score is good for, by simulation: it tells knowing the key from guessing and from flat answers."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from hiring.judgement.keys import development_key
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.scoring import score

TEST = judgement_test(KEY, VERSION)
DEVELOPMENT = development_key(TEST)
CODES = list(TEST.options)
RIGHT = np.array([one.rating for one in TEST.options.values()], dtype=float)
PEOPLE = 1000

Rater = Callable[[np.random.Generator], np.ndarray[tuple[int], np.dtype[np.float64]]]


def near(spread: float) -> Rater:
    """Rates by the key, but each option off by so much."""
    return lambda rng: RIGHT + rng.normal(0, spread, len(RIGHT))


def guessing(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return rng.integers(1, 6, len(RIGHT)).astype(float)


def careful(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Knows which is better, but uses only the middle of the scale."""
    centred = RIGHT - RIGHT.mean()
    return np.asarray(3 + centred * 0.5 + rng.normal(0, 0.3, len(RIGHT)))


def scores(rater: Rater) -> Iterator[tuple[float, float]]:
    rng = np.random.default_rng(20261122)
    for _person in range(PEOPLE):
        rated = np.clip(np.rint(rater(rng)), 1, 5).astype(int)
        found = score(TEST, DEVELOPMENT, dict(zip(CODES, rated.tolist(), strict=True)))
        assert found.score is not None
        assert found.standardised is not None
        yield found.score, found.standardised


@pytest.mark.untraced
def test_it_tells_who_knows_from_who_guesses_and_flat_ratings_do_not_win(
    capsys: pytest.CaptureFixture[str],
) -> None:
    groups = {
        "knows (off by 0.7)": near(0.7),
        "knows roughly (off by 1.5)": near(1.5),
        "knows, rates in the middle": careful,
        "guesses": guessing,
    }
    found = {name: np.array(list(scores(rater))) for name, rater in groups.items()}
    flats = [score(TEST, DEVELOPMENT, dict.fromkeys(CODES, rating)) for rating in range(1, 6)]
    with capsys.disabled():
        print(f"\n{PEOPLE} each: plain score and twin, mean (1st to 99th percentile)")  # noqa: T201
        for name, both in found.items():
            low, high = np.percentile(both, [1, 99], axis=0)
            print(  # noqa: T201
                f"  {name}: {both[:, 0].mean():.3f} ({low[0]:.3f} to {high[0]:.3f}), "
                f"{both[:, 1].mean():.3f} ({low[1]:.3f} to {high[1]:.3f})"
            )
        told = ", ".join(f"{one.score:.3f}" for one in flats if one.score is not None)
        print(f"  the same throughout, 1 to 5: {told}; no twin")  # noqa: T201
    knows, roughly, middle, guess = found.values()
    # Nobody who knows stands behind anybody who guesses, by either score.
    assert knows[:, 0].min() > guess[:, 0].max()
    assert knows[:, 1].min() > guess[:, 1].max()
    # Nobody who knows is beaten by one answer throughout; such answers have no twin at all.
    best_flat = max(one.score for one in flats if one.score is not None)
    assert knows[:, 0].min() > best_flat
    assert [one.standardised for one in flats] == [None] * 5
    # Less knowledge earns less.
    assert guess[:, 0].mean() < roughly[:, 0].mean() < knows[:, 0].mean()
    # The twin finds the knowledge of somebody who shuns the ends of the scale.
    assert middle[:, 1].mean() > middle[:, 0].mean()
    assert middle[:, 1].min() > guess[:, 1].max()
