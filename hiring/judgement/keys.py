"""Keys: how well each option works, by the authors for development or by a panel of experts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.instruments import HIGHEST, LOWEST
from hiring.judgement.scenarios import JudgementTest

LEAST_EXPERTS = 10  # below that no key may carry any part of a decision


@dataclass(frozen=True, slots=True)
class JudgementKey:
    """`values` by scenario and option, from 1 to 5; what an expert panel did not agree on is left out.

    `experts` is how many rated: none for the key of the authors.
    """

    key: str
    version: int
    experts: int
    values: Mapping[str, Mapping[str, float]]

    @property
    def is_for_selection(self) -> bool:
        """Whether scores by this key may join a decision: never with the authors' own."""
        return self.experts >= LEAST_EXPERTS

    @property
    def best_flat(self) -> float:
        """The most that somebody earns who gives every option the same answer: what a score starts from."""
        return _flat(self.values, self.flat_answer)

    @property
    def flat_answer(self) -> int:
        """That same answer; the lowest of those that earn as much."""
        return max(range(LOWEST, HIGHEST + 1), key=lambda rating: _flat(self.values, rating))

    @property
    def unanswered(self) -> int | None:
        """What an option counts as that was left out: where a decision may rest on it, as the best flat
        answer, so that nobody gains by leaving out what she is not sure of. None: for nothing, for practice.
        """
        return self.flat_answer if self.is_for_selection else None


def development_key(test: JudgementTest) -> JudgementKey:
    """What the authors think. For development, experts 0, not for selection."""
    values = {
        scenario.code: {one.code: float(one.rating) for one in scenario.options}
        for scenario in test.scenarios
    }
    return JudgementKey(test.key, test.version, 0, values)


def check_key(key: JudgementKey, test: JudgementTest) -> None:
    """ValueError where the key is not one of this test."""
    if (key.key, key.version) != (test.key, test.version):
        raise ValueError(
            f"This key belongs to {key.key} version {key.version}, not {test.key} version {test.version}."
        )
    asked = {scenario.code: {one.code for one in scenario.options} for scenario in test.scenarios}
    if not key.values:
        raise ValueError("A key needs at least one scenario.")
    for scenario, values in key.values.items():
        if not values or not values.keys() <= asked.get(scenario, set()):
            raise ValueError(f"The key of {scenario!r} names what this test does not ask.")
        if not all(LOWEST <= value <= HIGHEST for value in values.values()):
            raise ValueError(f"The key of {scenario!r} must lie from {LOWEST} to {HIGHEST}.")


def closeness(rating: float, value: float) -> float:
    """1 where a rating is the key's value, 0 where it is as far from it as the scale allows."""
    return 1 - abs(rating - value) / max(value - LOWEST, HIGHEST - value)


def _flat(values: Mapping[str, Mapping[str, float]], rating: int) -> float:
    means = [sum(closeness(rating, one) for one in each.values()) / len(each) for each in values.values()]
    return sum(means) / len(means)
