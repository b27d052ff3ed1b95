"""Scores of groups: who lies above the middle one, and how far the means of two groups lie apart. Pure.

A score is a number of one candidate by the fixed key of a questionnaire or of a test. What interviewers rate
is none: it is judged by people, sealed for each candidate alone, and told by the rates of its stage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from hiring.fairness import Count, ImpactRatio, cohens_d, impact_ratios
from hiring.judgement.keys import JudgementKey, check_key
from hiring.judgement.scenarios import JudgementTest
from hiring.judgement.scoring import ScenarioScore, score_scenario, score_whole

# In one number of a scenario's answers each option has a digit of this base; 0 is "not answered".
BASE = 6


@dataclass(frozen=True, slots=True)
class Scored:
    """A group: how many people, and the scores of those who have one, by size; nobody stands at a place."""

    people: int
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScoreRate:
    """Of a group: how many lie above the middle score, and that rate against the highest.

    `against` is the count of the group with the highest rate, `difference` Cohen's d from it: below 0 where
    this group's mean is the lower. None of both for that group itself; no difference where it has no number.
    """

    count: Count
    ratio: ImpactRatio
    against: Count | None
    difference: float | None


def middle_of(scores: Iterable[float | None]) -> float | None:
    """The median of the scores that there are; None where there is none."""
    there = [score for score in scores if score is not None]
    return median(there) if there else None


def grouped(people: Iterable[tuple[str, float | None]]) -> dict[str, Scored]:
    """The groups of these people, each given by her group and her score or None."""
    found: dict[str, list[float | None]] = {}
    for group, own in people:
        found.setdefault(group, []).append(own)
    return {
        group: Scored(len(all_), tuple(sorted(one for one in all_ if one is not None)))
        for group, all_ in found.items()
    }


def score_rates(groups: Mapping[str, Scored], middle: float) -> dict[str, ScoreRate]:
    """Of each group the share above the middle score, in the order given.

    It comes near the scoring rate of 6 RCNY 5-300, which is of those who have a score. Here it is of
    everybody in the group, so that it does not tell how many left too much out: who has no score lies not
    above the middle. ValueError where there is no group, a group of nobody, or nobody above the middle.
    """
    counts = {
        group: (sum(one > middle for one in found.scores), found.people) for group, found in groups.items()
    }
    ratios = impact_ratios(counts)
    best = next(group for group, ratio in ratios.items() if ratio.ratio == 1)
    return {
        group: ScoreRate(
            count,
            ratios[group],
            None if group == best else counts[best],
            None if group == best else _difference(groups[group].scores, groups[best].scores),
        )
        for group, count in counts.items()
    }


def judged(
    test: JudgementTest, key: JudgementKey, answers: Iterable[tuple[str, str, int]]
) -> dict[str, float]:
    """The score, of 100, of each by her answers to each scenario in one number: (who, scenario, number).

    As `hiring.judgement.scoring` has it: over all scenarios of the key, where enough are answered. A person
    without a score is left out. A scenario that the key does not have counts for nothing.
    """
    check_key(key, test)
    unanswered, codes = key.unanswered, option_codes(test)

    @cache
    def of_scenario(scenario: str, number: int) -> ScenarioScore:
        given = _ratings(codes[scenario], number)
        return score_scenario(scenario, key.values[scenario], given, unanswered)

    numbers: dict[str, dict[str, int]] = {}
    for who, scenario, number in answers:
        numbers.setdefault(who, {})[scenario] = number
    wholes = {
        who: score_whole([of_scenario(one, own.get(one, 0)) for one in key.values])
        for who, own in numbers.items()
    }
    return {who: 100 * whole for who, whole in wholes.items() if whole is not None}


def option_codes(test: JudgementTest) -> dict[str, tuple[str, ...]]:
    """The options of each scenario in the order of their digits."""
    return {one.code: tuple(option.code for option in one.options) for one in test.scenarios}


def _ratings(codes: Sequence[str], number: int) -> dict[str, float]:
    """Those that were answered."""
    digits = {code: number // BASE**place % BASE for place, code in enumerate(codes)}
    return {code: float(digit) for code, digit in digits.items() if digit}


def _difference(scores: Sequence[float], others: Sequence[float]) -> float | None:
    try:
        return cohens_d(scores, others)
    except ValueError:  # fewer than two scores, or all alike
        return None
