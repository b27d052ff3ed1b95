"""One person's way through the situations: one to a page, its options in her own order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from hiring.judgement.order import shuffled
from hiring.judgement.scenarios import JudgementTest, Option, Scenario


@dataclass(frozen=True, slots=True)
class Sheets:
    """What she is asked and has answered so far, by option code; None is "I'd rather not say".

    `seed` is hers alone and never changes, so that her options stay where they are.
    """

    test: JudgementTest
    scenarios: tuple[Scenario, ...]
    answers: Mapping[str, int | None]
    seed: str

    @property
    def first_open(self) -> int | None:
        """The first page with an option that has no answer; None when all have one."""
        for number, scenario in enumerate(self.scenarios, start=1):
            if any(one.code not in self.answers for one in scenario.options):
                return number
        return None

    @property
    def codes(self) -> frozenset[str]:
        """The options that she is asked about."""
        return frozenset(one.code for scenario in self.scenarios for one in scenario.options)

    def options(self, number: int) -> tuple[Option, ...]:
        """The options of a page, in her order. Pages count from 1."""
        return shuffled(self.scenarios[number - 1], self.seed)

    def is_whole(self, number: int) -> bool:
        """Whether each option of this page has an answer."""
        return all(one.code in self.answers for one in self.scenarios[number - 1].options)
