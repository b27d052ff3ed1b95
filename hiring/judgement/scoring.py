"""From ratings to a score: closeness to the key, the half rule, and a twin without one's own style. Pure.

The plain score rewards the middle of the scale, as every score by distance does: whoever answers 3 throughout
earns more than somebody who guesses (`JudgementKey.best_flat` tells how much). The twin takes away how high
and how widely a person rates, and leaves only the pattern; answers without a pattern have none.

For a decision an option without an answer counts as the best flat answer, in the score and in its twin. What
is fair is just that: leaving an option out is worth as much as the answer of somebody who tells no option
from another, and never more. So nobody gains by leaving out what she is not sure of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean

from assessments.instruments import HIGHEST, LOWEST
from hiring.judgement.keys import JudgementKey, check_key, closeness
from hiring.judgement.scenarios import JudgementTest

Values = Mapping[str, float]


class Blank(StrEnum):
    """Why there is no score."""

    TOO_FEW_ANSWERS = "too-few-answers"
    NO_SPREAD = "no-spread"  # every option got the same answer, or has the same key


@dataclass(frozen=True, slots=True)
class ScenarioScore:
    """One scenario of the key: how many of its options were answered.

    `score` from 0 to 1; None for too few, where what is left out counts for nothing.
    """

    code: str
    answered: int
    asked: int
    score: float | None

    @property
    def has_enough(self) -> bool:
        """Whether at least half of its options were answered."""
        return 2 * self.answered >= self.asked


@dataclass(frozen=True, slots=True)
class JudgementScore:
    """`score` is the mean over scored scenarios, 0 to 1; `standardised` the same after each rating was put on
    the key's mean and spread over what counts of this person. None where the blank beside it says why.

    `experts` and `is_for_selection` are the key's, so that no score travels without them.
    """

    key: str
    version: int
    experts: int
    is_for_selection: bool
    scenarios: tuple[ScenarioScore, ...]
    score: float | None
    blank: Blank | None
    standardised: float | None
    standardised_blank: Blank | None


def score(test: JudgementTest, key: JudgementKey, ratings: Mapping[str, int | None]) -> JudgementScore:
    """Score `ratings` by option code: a whole number from 1 to 5, or None for "I'd rather not say".

    An option that the mapping leaves out is not answered. Each option earns 1 - |rating - key| / the largest
    distance that its key leaves; a scenario is the mean of its options, the whole that of its scenarios. Half
    rule: there is a whole if in at least half of the key's scenarios at least half of the options in the key
    are answered. What is not answered counts as `key.unanswered` in every scenario; where that is None it
    counts for nothing, nor do scenarios with fewer answers than half. Options outside the key never count.
    ValueError for a key of another test, a code that the test does not have, and any other value.
    """
    check_key(key, test)
    given = _given(test, ratings)
    unanswered = key.unanswered
    scenarios = _scenarios(key, given, unanswered)
    whole = score_whole(scenarios)
    too_few = (None, Blank.TOO_FEW_ANSWERS)
    even, even_blank = too_few if whole is None else _standardised(key, given, unanswered)
    return JudgementScore(
        key=key.key,
        version=key.version,
        experts=key.experts,
        is_for_selection=key.is_for_selection,
        scenarios=scenarios,
        score=whole,
        blank=Blank.TOO_FEW_ANSWERS if whole is None else None,
        standardised=even,
        standardised_blank=even_blank,
    )


def _given(test: JudgementTest, ratings: Mapping[str, int | None]) -> Values:
    """The answered ones, checked."""
    unknown = sorted(map(str, ratings.keys() - test.options.keys()))
    if unknown:
        raise ValueError(f"The option {unknown[0]!r} is not one of {test.key} version {test.version}.")
    checked = {code: _checked(code, value) for code, value in ratings.items()}
    return {code: value for code, value in checked.items() if value is not None}


def _checked(code: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and LOWEST <= value <= HIGHEST:
        return float(value)
    raise ValueError(
        f"The rating of {code} must be a whole number from {LOWEST} to {HIGHEST}, not {value!r}."
    )


def score_scenario(code: str, values: Values, given: Values, unanswered: float | None) -> ScenarioScore:
    """One scenario by its `values` in a key; what `given` does not hold counts as `unanswered`."""
    answered = sum(one in given for one in values)
    if unanswered is None and 2 * answered < len(values):
        return ScenarioScore(code, answered, len(values), None)
    counted = ((given.get(one, unanswered), value) for one, value in values.items())
    earned = [closeness(rating, value) for rating, value in counted if rating is not None]
    return ScenarioScore(code, answered, len(values), sum(earned) / len(earned))


def score_whole(scenarios: Sequence[ScenarioScore]) -> float | None:
    """The score over all scenarios of a key; None where fewer than half of them have enough answers."""
    if 2 * sum(one.has_enough for one in scenarios) < len(scenarios):
        return None
    return fmean(one.score for one in scenarios if one.score is not None)


def _scenarios(key: JudgementKey, given: Values, unanswered: float | None) -> tuple[ScenarioScore, ...]:
    return tuple(score_scenario(code, values, given, unanswered) for code, values in key.values.items())


def _standardised(
    key: JudgementKey, given: Values, unanswered: float | None
) -> tuple[float | None, Blank | None]:
    """The score of the same ratings at the key's mean and spread, held within the scale."""
    options = {one: value for values in key.values.values() for one, value in values.items()}
    counted = {one: rating for one in options if (rating := given.get(one, unanswered)) is not None}
    own_mean, own_spread = _spread(list(counted.values()))
    key_mean, key_spread = _spread([options[one] for one in counted])
    if own_spread == 0 or key_spread == 0:
        return None, Blank.NO_SPREAD

    def moved(rating: float) -> float:
        return min(HIGHEST, max(LOWEST, key_mean + (rating - own_mean) * key_spread / own_spread))

    of_given = {one: moved(rating) for one, rating in given.items()}
    return score_whole(_scenarios(key, of_given, None if unanswered is None else moved(unanswered))), None


def _spread(values: list[float]) -> tuple[float, float]:
    """Mean and standard deviation (divisor n)."""
    mean = sum(values) / len(values)
    if min(values) == max(values):
        return mean, 0.0  # exactly, whatever rounding would leave
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))
