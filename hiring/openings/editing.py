"""How an opening's own guide is changed: one question at a time, the others stay as they are. Pure."""

import re
from dataclasses import dataclass, replace

from hiring.guide import ANCHORED, Competency, Guide, Question

MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question as somebody types it. `anchors` are what was done for 1, 3 and 5, in this order."""

    competency: str
    asks: str
    probes: tuple[str, ...]
    anchors: tuple[str, str, str]


def empty_guide(title: str, language: str) -> Guide:
    """A guide that begins without a question."""
    return Guide("own", 1, language, title, ())


def with_question(guide: Guide, text: QuestionText, code: str | None) -> Guide:
    """The guide with this question in place of the one with this code, or as a new one after its like.

    A competency is known by its name: a new name makes a new one, the last question gone ends it.
    LookupError for a code that the guide does not have.
    """
    about = _competency(guide, text.competency)
    anchors = tuple(zip(ANCHORED, text.anchors, strict=True))
    made = Question(code or _next_code(guide, about.code), about, text.asks, text.probes, anchors)
    if code is None:
        return replace(guide, questions=_in_order([*guide.questions, made]))
    position = _position(guide, code)
    rest = guide.questions
    return replace(guide, questions=_in_order([*rest[:position], made, *rest[position + 1 :]]))


def without_question(guide: Guide, code: str) -> Guide:
    """The guide without this question. LookupError for a code that it does not have."""
    position = _position(guide, code)
    return replace(guide, questions=guide.questions[:position] + guide.questions[position + 1 :])


def changed_parts(before: Guide, after: Guide) -> frozenset[str]:
    """The competencies whose questions are no longer the same: they have to be read through again."""
    codes = {one.code for one in (*before.competencies, *after.competencies)}
    return frozenset(code for code in codes if before.about(code) != after.about(code))


def _position(guide: Guide, code: str) -> int:
    codes = [one.code for one in guide.questions]
    if code not in codes:
        raise LookupError(f"The guide has no question {code!r}.")
    return codes.index(code)


def _in_order(questions: list[Question]) -> tuple[Question, ...]:
    """Questions about the same thing stand together, in the order of the first of each."""
    order = list(dict.fromkeys(one.about.code for one in questions))
    return tuple(sorted(questions, key=lambda one: order.index(one.about.code)))


def _competency(guide: Guide, name: str) -> Competency:
    for one in guide.competencies:
        if one.name.casefold() == name.casefold():
            return one
    taken = {one.code for one in guide.competencies}
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30] or "part"
    numbered = (f"{stem}-part-{number}" for number in range(2, len(taken) + 3))
    return Competency(next(code for code in (stem, *numbered) if code not in taken), name)


def _next_code(guide: Guide, competency: str) -> str:
    taken = {one.code for one in guide.questions}
    numbered = (f"{competency}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)
