"""From moments to answers: what stands out, by how much, or how much more it takes to tell. Pure."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from journal.documents import NOTHING_YET
from journal.patterns.factors import (
    Split,
    column,
    middle_of,
    numbered_days,
    ranked_techniques,
    ranked_triggers,
    uses_of,
)
from journal.patterns.family import FAMILY, FLOOR, LEVEL, Question, Subject, adjusted
from journal.patterns.moments import FeltMoment, in_order, letter_of
from journal.patterns.resampling import Estimate, contrasts, mean_shift
from vocabulary.triggers import GOOD, SERIOUS

Told = Callable[[FeltMoment], bool]


@dataclass(frozen=True, slots=True)
class Side:
    """The moments on one side of a question: how many, and the mean of what is asked about."""

    times: int
    mean: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What her moments say to one question of the family.

    `code` names the trigger or technique, empty where the question has none or none came up. `having` and
    `lacking` are the two sides. The mean of a pattern is a share from 0 to 1, that of a contrast is a
    strength, or a change of strength. Below the floors `estimate` is None and `missing` says how many more
    moments of the scarcer side it takes. `p` is adjusted for all questions that were asked.
    """

    question: Question
    code: str
    split: Split | None
    having: Side
    lacking: Side
    rows: tuple[UUID, ...]
    missing: int
    estimate: Estimate | None = None
    p: float | None = None

    @property
    def is_claimed(self) -> bool:
        """Whether it may be said: the questions taken together, and its own interval, must allow it."""
        if self.estimate is None or self.p is None or self.p > LEVEL:
            return False
        return self.estimate.is_apart and not (self.question.is_one_sided and self.estimate.effect > 0)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The beginning of an if-then plan: what to meet, and what went with less strength, if anything did."""

    trigger: str
    times: int
    technique: str | None
    rows: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question with the columns that answer it, before chance is asked."""

    answer: Answer
    moments: tuple[FeltMoment, ...]
    outcome: Callable[[FeltMoment], float]
    factor: Told | None  # None: the mean of the outcome against zero


def find(moments: Iterable[FeltMoment], family: Sequence[Question] = FAMILY) -> tuple[Answer, ...]:
    """An answer to each question of the family, in its order. Moments may come in any order."""
    told = in_order(moments)
    drafts = [_draft(question, told) for question in family]
    asked = [draft for draft in drafts if not draft.answer.missing]
    estimates = dict(zip((draft.answer.question for draft in asked), _estimates(asked), strict=True))
    p_values = adjusted([_p(question, estimate) for question, estimate in estimates.items()])
    corrected = dict(zip(estimates, p_values, strict=True))
    return tuple(
        replace(
            draft.answer,
            estimate=estimates.get(draft.answer.question),
            p=corrected.get(draft.answer.question),
        )
        for draft in drafts
    )


def rests_on(moment: FeltMoment, code: str, later_than: int | None) -> bool:
    """Whether it counts for this trigger or technique or, without one, for the hours from `later_than` on."""
    if code:
        return code in moment.triggers or (code in moment.techniques and moment.change is not None)
    return later_than is not None and moment.minute >= later_than


def next_step(
    moments: Iterable[FeltMoment], answers: Iterable[Answer], planned: Collection[str] = ()
) -> NextStep | None:
    """A plan for the hard trigger that came up most, of those without one; None while each is rare."""
    told = in_order(moments)
    for code in ranked_triggers(told):
        rows = tuple(moment.row for moment in told if code in moment.triggers)
        if len(rows) >= FLOOR and letter_of(code) not in (GOOD, SERIOUS) and code not in planned:
            return NextStep(code, len(rows), _helped(answers), rows)
    return None


def _helped(answers: Iterable[Answer]) -> str | None:
    """A technique that went with less strength than doing nothing yet did."""
    beside = (one for one in answers if one.question.subject is Subject.BESIDE_NOTHING)
    return next((one.code for one in beside if one.is_claimed), None)


def _draft(question: Question, told: tuple[FeltMoment, ...]) -> _Draft:
    match question.subject:
        case Subject.TIME_OF_TRIGGER | Subject.STRENGTH_OF_TRIGGER:
            return _on_trigger(question, told)
        case Subject.STRENGTH_BY_TIME:
            return _on_time(question, told)
        case _:
            return _on_technique(question, told)


def _on_trigger(question: Question, told: tuple[FeltMoment, ...]) -> _Draft:
    code = _at(ranked_triggers(told), question.place)
    if question.subject is Subject.STRENGTH_OF_TRIGGER:
        return _sides(question, code, None, told, _strength, lambda one: code in one.triggers)
    split = middle_of(told) if told else Split(0)
    draft = _sides(
        question, code, split, told, lambda one: float(split.is_later(one)), lambda one: code in one.triggers
    )
    later = sum(map(split.is_later, told))
    missing = max(draft.answer.missing, FLOOR - later, FLOOR - (len(told) - later))
    return replace(draft, answer=replace(draft.answer, missing=missing))


def _on_time(question: Question, told: tuple[FeltMoment, ...]) -> _Draft:
    split = middle_of(told) if told else Split(0)
    return _sides(question, "", split, told, _strength, split.is_later)


def _on_technique(question: Question, told: tuple[FeltMoment, ...]) -> _Draft:
    """Both questions on a technique need uses of "Nothing yet": moments also pass on their own."""
    code = _at(ranked_techniques(told), question.place)
    rated = uses_of((code, NOTHING_YET), told)
    draft = _sides(question, code, None, rated, _change, lambda one: code in one.techniques)
    if question.subject is Subject.BESIDE_NOTHING:
        return draft
    return replace(draft, moments=uses_of((code,), told), factor=None)


def _sides(
    question: Question,
    code: str,
    split: Split | None,
    told: tuple[FeltMoment, ...],
    outcome: Callable[[FeltMoment], float],
    factor: Told,
) -> _Draft:
    having = [one for one in told if factor(one)]
    lacking = [one for one in told if not factor(one)]
    answer = Answer(
        question=question,
        code=code,
        split=split,
        having=_side(having, outcome),
        lacking=_side(lacking, outcome),
        rows=tuple(one.row for one in having),
        missing=max(0, FLOOR - len(having), FLOOR - len(lacking)),
    )
    return _Draft(answer, told, outcome, factor)


def _side(moments: list[FeltMoment], outcome: Callable[[FeltMoment], float]) -> Side:
    return Side(len(moments), sum(map(outcome, moments)) / len(moments) if moments else 0.0)


def _estimates(asked: list[_Draft]) -> list[Estimate]:
    """Questions on the same moments are put to the same made-up histories, which is quicker."""
    found: dict[int, Estimate] = {}
    groups: dict[int, list[int]] = {}
    for place, draft in enumerate(asked):
        if draft.factor is None:
            found[place] = mean_shift(column(draft.moments, draft.outcome), numbered_days(draft.moments))
        else:
            groups.setdefault(id(draft.moments), []).append(place)
    for places in groups.values():
        found |= zip(places, _contrasted([asked[place] for place in places]), strict=True)
    return [found[place] for place in range(len(asked))]


def _contrasted(drafts: list[_Draft]) -> list[Estimate]:
    moments = drafts[0].moments
    outcomes = np.stack([column(moments, draft.outcome) for draft in drafts], axis=1)
    factors = np.stack([column(moments, draft.factor or bool) for draft in drafts], axis=1)
    return contrasts(outcomes, factors, numbered_days(moments))


def _p(question: Question, estimate: Estimate) -> float:
    return estimate.p_lower if question.is_one_sided else estimate.p


def _strength(moment: FeltMoment) -> float:
    return float(moment.strength)


def _change(moment: FeltMoment) -> float:
    return float(moment.change or 0)


def _at(codes: tuple[str, ...], place: int) -> str:
    return codes[place] if place < len(codes) else ""
