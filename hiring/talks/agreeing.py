"""How far interviewers agree, and whether one rates more mildly than those beside her. Pure.

All figures rest on cards as they were first locked: one that was changed later was no longer written alone.
"I could not tell" is no rating and stands in no figure.

Floors. rwg of one candidate would tell how far two colleagues' ratings of her lie apart, so it is shown as
the mean over five candidates and more. Intraclass correlations take as many targets as elsewhere in the
product (`may_show_rounds`, 30): with fewer their range covers most of what they can be. Leniency takes ten
candidates: where differences spread by one point, its 95 % range then reaches 0.7 to each side, under a
quarter of the four points between 1 and 5; with five it would reach 1.2, more than a whole rating.

Steps. Who reads a figure of five candidates and again of six would know what the sixth adds. So each figure
moves on by STEP candidates, in the order given, and what is given of one must not change any more.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assessments.psychometrics.agreement import icc, rwg
from assessments.psychometrics.distributions import f_quantile
from assessments.psychometrics.floors import may_show_rounds
from hiring.guide import RATINGS

CANDIDATES_FLOOR, LENIENCY_FLOOR, STEP = 5, 10, 5
CONFIDENCE = 0.95
ROUNDING = 1e-9  # what computing may leave of no difference

Ratings = Mapping[str, int]  # one card: 1 to 5 by question
Talk = Mapping[str, Ratings]  # one candidate: a card by interviewer
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Correlation:
    """Over `candidates` whom the same `raters` rated: of one rater, and of the mean of all of them.

    Shrout and Fleiss, case 2: the raters stand for others like them. None where it cannot be worked out:
    nobody differs, or the raters contradict each other.
    """

    candidates: int
    raters: int
    one: float | None
    all: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One competency: over how many candidates; rwg from 0 to 1 as their mean, None below the floor.

    `correlation` is None below its floor.
    """

    code: str
    candidates: int
    rwg: float | None
    correlation: Correlation | None


@dataclass(frozen=True, slots=True)
class Leniency:
    """How much more this interviewer gives than the others give the same candidates, in points of the scale.

    With its 95 % range; all None below the floor. No range where she gives everybody the same more: the
    differences then say nothing of how they spread. `candidates` are those who had another interviewer too.
    """

    interviewer: str
    candidates: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None


def in_steps(rows: Sequence[T]) -> Sequence[T]:
    """The first of them, as many as whole steps have."""
    return rows[: len(rows) // STEP * STEP]


def agreement(code: str, questions: Collection[str], talks: Sequence[Talk]) -> Agreement:
    """How far interviewers agree about one competency, which these questions ask about."""
    rated = [each for talk in talks if (each := _agreed(questions, talk)) is not None]
    told = in_steps(rated)
    return Agreement(
        code,
        len(told) or len(rated),
        sum(told) / len(told) if len(told) >= CANDIDATES_FLOOR else None,
        correlation(_means(questions, talk) for talk in talks),
    )


def correlation(means: Iterable[Mapping[str, float]]) -> Correlation | None:
    """From each candidate's mean ratings by interviewer. Of all sets of interviewers it takes the one that
    most candidates share, so that the table has no hole; None where too few share any.
    """
    rows = [one for one in means if len(one) > 1]
    raters = _together(rows)
    table = in_steps([[one[rater] for rater in raters] for one in rows if raters <= one.keys()])
    if not may_show_rounds(len(table)):
        return None
    try:
        found = icc(table)
    except ValueError:
        return Correlation(len(table), len(raters), None, None)
    return Correlation(len(table), len(raters), found.icc2, found.icc2k)


def leniency(interviewer: str, talks: Sequence[Talk]) -> Leniency:
    """Her mean difference from the mean of the others, candidate by candidate, over the same questions."""
    apart: Sequence[float] = [each for talk in talks if (each := _apart(interviewer, talk)) is not None]
    if len(apart) < LENIENCY_FLOOR:
        return Leniency(interviewer, len(apart))
    apart = in_steps(apart)
    mean = sum(apart) / len(apart)
    if max(apart) - min(apart) < ROUNDING:
        return Leniency(interviewer, len(apart), mean)
    variance = sum((one - mean) ** 2 for one in apart) / (len(apart) - 1)
    # Student's t: its square is an F with one degree above.
    t = math.sqrt(f_quantile(CONFIDENCE, 1, len(apart) - 1))
    reach = t * math.sqrt(variance / len(apart))
    return Leniency(interviewer, len(apart), mean, mean - reach, mean + reach)


def _agreed(questions: Collection[str], talk: Talk) -> float | None:
    """The mean rwg of those questions that two interviewers and more have rated."""
    rows = [[card[code] for card in talk.values() if code in card] for code in questions]
    told = [rwg(row, len(RATINGS)) for row in rows if len(row) > 1]
    return sum(told) / len(told) if told else None


def _means(questions: Collection[str], talk: Talk) -> dict[str, float]:
    rated = {who: [card[code] for code in questions if code in card] for who, card in talk.items()}
    return {who: sum(each) / len(each) for who, each in rated.items() if each}


def _together(rows: Sequence[Mapping[str, float]]) -> frozenset[str]:
    """The set of interviewers that most candidates share; of those with as many the larger, then by name."""
    sets = Counter(frozenset(one) for one in rows)
    shared = {each: sum(times for other, times in sets.items() if each <= other) for each in sets}
    ordered = sorted(shared, key=lambda each: (-shared[each], -len(each), sorted(each)))
    return ordered[0] if ordered else frozenset()


def _apart(interviewer: str, talk: Talk) -> float | None:
    own = talk.get(interviewer, {})
    found = []
    for code, rating in own.items():
        others = [card[code] for who, card in talk.items() if who != interviewer and code in card]
        if others:
            found.append(rating - sum(others) / len(others))
    return sum(found) / len(found) if found else None
