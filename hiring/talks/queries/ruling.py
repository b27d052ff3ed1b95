"""What the rule says of one candidate, and at which talk she is decided about next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hiring.guide import RATINGS, Guide
from hiring.models import Candidate, OpeningStage, StageDecision
from hiring.openings.queries import FixedRule, fixed_rules, guide_of
from hiring.openings.rule import Evaluation, evaluate
from hiring.talks.queries.cards import cards_of, document_of, first_document, first_versions
from people.keys import open_data_key


@dataclass(frozen=True)
class Ruling:
    """What the rule that was fixed says of one candidate; `fixed` None where no rule was.

    `left_out` are the ratings that do not count, by competency.
    """

    fixed: FixedRule | None
    evaluation: Evaluation | None
    cards: int
    left_out: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


# A card as it is now, and as it was locked.
Told = tuple[Mapping[str, Any], Mapping[str, Any]]


def ruling(candidate: Candidate) -> Ruling:
    """What the newest fixed rule says of the ratings of all locked cards. Only for who may read them.

    Who could not tell when she locked her card had not heard it. What she rates later, with the others' cards
    and the answers before her, does not count.
    """
    fixed = next(iter(fixed_rules(candidate.opening)), None)
    key, asked = open_data_key(candidate.data_key_id), guide_of(candidate.opening)
    cards = cards_of([candidate.pk])
    if fixed is None:
        return Ruling(None, None, len(cards))
    firsts = first_versions(cards)
    told = [(document_of(key, card), first_document(key, card, firsts.get(card.pk))) for card in cards]
    counted = _rated(asked, told, counts=True)
    return Ruling(fixed, evaluate(fixed.rule, counted), len(cards), _rated(asked, told, counts=False))


def document_of_ruling(found: Ruling) -> dict[str, Any]:
    """What the rule said, as it is sealed with a decision: fixing another version later changes none of it.

    Empty where no rule was fixed. Fractions as texts, so that no program rounds them.
    """
    fixed, evaluation = found.fixed, found.evaluation
    if fixed is None or evaluation is None:
        return {}
    parts = [
        {
            "code": line.part.code,
            "ratings": list(line.ratings),
            "left_out": list(found.left_out.get(line.part.code, ())),
            "mean": None if line.mean is None else str(line.mean),
        }
        for line in evaluation.lines
    ]
    told = {
        "number": fixed.number,
        "hash": fixed.hash,
        "outcome": evaluation.outcome.value,
        "parts": parts,
        "total": None if evaluation.total is None else str(evaluation.total),
    }
    return {"rule": told}


def _rated(asked: Guide, told: Sequence[Told], *, counts: bool) -> dict[str, tuple[int, ...]]:
    """By competency the ratings that count, or those that do not."""
    return {
        one.code: tuple(
            now[question.code]["rating"]
            for now, first in told
            for question in asked.about(one.code)
            if _is_rated(now, question.code) and _is_rated(first, question.code) == counts
        )
        for one in asked.competencies
    }


def _is_rated(document: Mapping[str, Any], code: str) -> bool:
    return document.get(code, {}).get("rating") in RATINGS


def next_stage(candidate: Candidate) -> OpeningStage | None:
    """The talk that is to be decided next; None where nothing is open. What only asks statements is never."""
    made = StageDecision.objects.filter(candidate=candidate)
    if made.filter(goes_on=False).exists():
        return None
    talks = OpeningStage.objects.filter(opening=candidate.opening_id, kind=OpeningStage.Kind.INTERVIEW)
    return talks.exclude(pk__in=made.values("stage")).order_by("position").first()
