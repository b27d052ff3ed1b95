"""Replies while a round is open, and what is left of them when it closes. Pure.

A reply is written as one text of fixed length, a digit a statement in the order of the form: 1 to 5, or 0 for
"I have not seen this". The replies of a round lie together, in the order of their own digits: whoever opens
the pool sees neither whose a reply is nor which came first, and its length tells only how many there are.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.instruments import HIGHEST, LOWEST, Instrument
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.psychometrics.scoring import score

_UNSEEN = "0"
_DIGITS = {str(value): value for value in range(LOWEST, HIGHEST + 1)}


@dataclass(frozen=True)
class Value:
    """One rater's score of one component, out of 100. Nothing says which rater's."""

    component: str
    points: float


@dataclass(frozen=True)
class Released:
    """What may be kept of a closed round: `people` in the total, 0 where nothing may be shown."""

    people: int
    values: tuple[Value, ...]


def encoded(form: Instrument, answers: Mapping[str, int | None]) -> str:
    """A reply as it lies in the pool. ValueError unless each statement has an answer, or None."""
    if answers.keys() != {item.code for item in form.items}:
        raise ValueError(f"A reply answers every statement of {form.key}, and no other.")
    digits = [answers[item.code] for item in form.items]
    if any(digit is not None and digit not in _DIGITS.values() for digit in digits):
        raise ValueError(f"An answer lies between {LOWEST} and {HIGHEST}.")
    return "".join(_UNSEEN if digit is None else str(digit) for digit in digits)


def decoded(form: Instrument, reply: str) -> dict[str, int | None]:
    """The answers of a reply, by the code of the statement."""
    return {item.code: _DIGITS.get(digit) for item, digit in zip(form.items, reply, strict=True)}


def with_reply(pool: Sequence[str], reply: str) -> list[str]:
    """The pool with one more reply, in the order of their digits: the same pool, whoever came first."""
    return sorted([*pool, reply])


def release(form: Instrument, pool: Sequence[str]) -> Released:
    """The values that a closed round keeps, torn apart by component and shuffled.

    A component is kept where at least four raters have a score in it (half of its statements seen), and where
    they are not all the same: of scores that agree to the last digit everybody's would be known. With fewer
    than four raters who saw anything, or no component left, nothing is kept.
    """
    profiles = [score(form, decoded(form, reply)) for reply in pool]
    scored = [[one.points for one in profile.components] for profile in profiles]
    people = sum(any(points is not None for points in each) for each in scored)
    values = [
        Value(measure.component.code, points)
        for place, measure in enumerate(form.components)
        for points in _kept([each[place] for each in scored])
    ]
    if people < RATERS_FLOOR or not values:
        return Released(0, ())
    random.SystemRandom().shuffle(values)
    return Released(people, tuple(values))


def _kept(points: Sequence[float | None]) -> list[float]:
    given = [one for one in points if one is not None]
    return given if len(given) >= RATERS_FLOOR and len(set(given)) > 1 else []
