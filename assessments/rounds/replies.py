"""Replies while a round is open, and what is left of them when it closes. Pure.

A reply is written as one text of fixed length, a digit a statement in the order of the form: 1 to 5, or 0 for
"I have not seen this". Behind them stands the id of a rater who agreed to be named, or as many zeros. The
replies of a round lie together, in the order of their own digits: whoever opens the pool sees neither whose
any other reply is nor which came first, and its length tells only how many there are.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.instruments import HIGHEST, LOWEST, Instrument
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.psychometrics.scoring import score

SCHEMA = 2
_UNSEEN = "0"
_NOBODY = UUID(int=0)  # where a reply has no name
_ID = len(_NOBODY.hex)
_DIGITS = {str(value): value for value in range(LOWEST, HIGHEST + 1)}


@dataclass(frozen=True)
class Value:
    """One rater's score of one component, out of 100. Nothing says which rater's."""

    component: str
    points: float


@dataclass(frozen=True)
class Named:
    """What a rater gave who agreed to be named: her score by component, None where she saw too little."""

    rater: UUID
    points: Mapping[str, float | None]


@dataclass(frozen=True)
class Released:
    """What may be kept of a closed round: `people` in the total, 0 where nothing may be shown.

    Nobody of `named` is in the total, nor any value of hers.
    """

    people: int
    values: tuple[Value, ...]
    named: tuple[Named, ...] = ()


def encoded(form: Instrument, answers: Mapping[str, int | None], rater: UUID | None = None) -> str:
    """A reply as it lies in the pool; `rater` only where she agreed to be named.

    ValueError unless each statement has an answer, or None.
    """
    if answers.keys() != {item.code for item in form.items}:
        raise ValueError(f"A reply answers every statement of {form.key}, and no other.")
    digits = [answers[item.code] for item in form.items]
    if any(digit is not None and digit not in _DIGITS.values() for digit in digits):
        raise ValueError(f"An answer lies between {LOWEST} and {HIGHEST}.")
    given = "".join(_UNSEEN if digit is None else str(digit) for digit in digits)
    return given + (rater or _NOBODY).hex


def decoded(form: Instrument, reply: str) -> dict[str, int | None]:
    """The answers of a reply, by the code of the statement."""
    return {item.code: _DIGITS.get(digit) for item, digit in zip(form.items, reply[:-_ID], strict=True)}


def name_in(reply: str) -> UUID | None:
    """The rater of a reply who agreed to be named; None for all others."""
    named = UUID(reply[-_ID:])
    return None if named == _NOBODY else named


def lifted(schema: int, replies: Sequence[str]) -> list[str]:
    """The replies of a pool as they are written today: in schema 1 nobody could be named."""
    return [reply + _NOBODY.hex for reply in replies] if schema == 1 else list(replies)


def with_reply(pool: Sequence[str], reply: str) -> list[str]:
    """The pool with one more reply, in the order of their digits: the same pool, whoever came first."""
    return sorted([*pool, reply])


def release(form: Instrument, pool: Sequence[str]) -> Released:
    """The values that a closed round keeps, torn apart by component and shuffled.

    A component is kept where at least four raters have a score in it (half of its statements seen), and where
    they are not all the same: of scores that agree to the last digit everybody's would be known. With fewer
    than four raters who saw anything, or no component left, nothing is kept: not of those with a name either.

    Who agreed to be named is left out before anything is counted, so that of the total no reply is known.
    """
    scored = [_scored(form, reply) for reply in pool if name_in(reply) is None]
    people = sum(any(points is not None for points in each) for each in scored)
    values = [
        Value(measure.component.code, points)
        for place, measure in enumerate(form.components)
        for points in _kept([each[place] for each in scored])
    ]
    if people < RATERS_FLOOR or not values:
        return Released(0, ())
    random.SystemRandom().shuffle(values)
    return Released(people, tuple(values), _named(form, pool))


def _scored(form: Instrument, reply: str) -> list[float | None]:
    return [one.points for one in score(form, decoded(form, reply)).components]


def _named(form: Instrument, pool: Sequence[str]) -> tuple[Named, ...]:
    codes = [measure.component.code for measure in form.components]
    return tuple(
        Named(rater, dict(zip(codes, _scored(form, reply), strict=True)))
        for reply in pool
        if (rater := name_in(reply)) is not None
    )


def _kept(points: Sequence[float | None]) -> list[float]:
    given = [one for one in points if one is not None]
    return given if len(given) >= RATERS_FLOOR and len(set(given)) > 1 else []
