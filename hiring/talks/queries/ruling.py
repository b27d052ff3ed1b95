"""What the rule says of one candidate, and at which talk she is decided about next."""

from dataclasses import dataclass

from hiring.guide import RATINGS
from hiring.models import Candidate, OpeningStage, StageDecision
from hiring.openings.queries import FixedRule, fixed_rules, guide_of
from hiring.openings.rule import Evaluation, evaluate
from hiring.talks.queries.cards import cards_of, document_of
from people.keys import open_data_key


@dataclass(frozen=True)
class Ruling:
    """What the rule that was fixed says of one candidate; `fixed` None where no rule was."""

    fixed: FixedRule | None
    evaluation: Evaluation | None
    cards: int


def ruling(candidate: Candidate) -> Ruling:
    """What the newest fixed rule says of the ratings of all locked cards. Only for who may read them."""
    fixed = next(iter(fixed_rules(candidate.opening)), None)
    key, asked = open_data_key(candidate.data_key_id), guide_of(candidate.opening)
    documents = [document_of(key, card) for card in cards_of([candidate.pk])]
    if fixed is None:
        return Ruling(None, None, len(documents))
    rated = {
        one.code: [
            document[question.code]["rating"]
            for document in documents
            for question in asked.about(one.code)
            if document.get(question.code, {}).get("rating") in RATINGS
        ]
        for one in asked.competencies
    }
    return Ruling(fixed, evaluate(fixed.rule, rated), len(documents))


def next_stage(candidate: Candidate) -> OpeningStage | None:
    """The talk that is to be decided next; None where nothing is open. What only asks statements is never."""
    made = StageDecision.objects.filter(candidate=candidate)
    if made.filter(goes_on=False).exists():
        return None
    talks = OpeningStage.objects.filter(opening=candidate.opening_id, kind=OpeningStage.Kind.INTERVIEW)
    return talks.exclude(pk__in=made.values("stage")).order_by("position").first()
