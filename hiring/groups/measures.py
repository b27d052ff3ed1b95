"""What an opening scores: for each component of its questionnaire, and for its situations, everybody's score.

Only what the product computes by a fixed key. Nothing here knows of groups; `hiring/groups/counts.py` puts
both together, and no score leaves that module with a name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from assessments.instruments import COMPONENTS, HIGHEST, LOWEST, Instrument, instrument, released
from assessments.psychometrics.assumptions import POINTS_PER_STEP
from hiring.asked import KEY
from hiring.groups.scores import BASE, judged, option_codes
from hiring.judgement.queries import key_of
from hiring.judgement.scenarios import JudgementTest, judgement_test
from hiring.models import Candidate, CandidateAnswer, JudgementAnswer, JudgementSetting, Opening, OpeningStage
from vocabulary.marks import gettext_noop

SITUATIONS = gettext_noop("Situations")


@dataclass(frozen=True, slots=True)
class Measure:
    """One score: `name` is a message id, `scores` by candidate, without those who have none."""

    name: str
    scores: Mapping[str, float]


def measures_of(opening: Opening, kinds: frozenset[str]) -> dict[str, tuple[Measure, ...]]:
    """By the kinds of its stages; a kind that scores nothing is left out. Up to three queries."""
    found: dict[str, tuple[Measure, ...]] = {}
    if OpeningStage.Kind.QUESTIONNAIRE in kinds:
        found[OpeningStage.Kind.QUESTIONNAIRE] = _components(opening)
    if OpeningStage.Kind.JUDGEMENT in kinds:
        found[OpeningStage.Kind.JUDGEMENT] = _situations(opening)
    return {kind: measures for kind, measures in found.items() if measures}


def _components(opening: Opening) -> tuple[Measure, ...]:
    """Of every released version of the questionnaire that candidates are asked."""
    scores: dict[str, dict[str, float]] = {one.code: {} for one in COMPONENTS}
    for asked in (instrument(*one) for one in released() if one[0] == KEY):
        for person, component, points in _points(opening, asked):
            scores[component][person] = points
    return tuple(Measure(one.name, scores[one.code]) for one in COMPONENTS if scores[one.code])


def _points(opening: Opening, asked: Instrument) -> Iterator[tuple[str, str, float]]:
    """As `assessments.psychometrics.scoring` has it, added up by the database: there is a row an answer."""
    whose = _sent(opening).filter(instrument_key=asked.key, instrument_version=asked.version)
    rows = _with_person(CandidateAnswer.objects.filter(candidate__in=whose, value__isnull=False))
    sums = rows.annotate(part=_part(asked)).values_list("person", "part")
    sizes = {one.component.code: len(asked.items_of(one.component)) for one in asked.components}
    told = sums.annotate(answered=Count("pk"), total=Sum(_keyed(asked))).order_by()
    for person, part, answered, total in told:
        if 2 * answered >= sizes[part]:
            yield person, part, (total - LOWEST * answered) * POINTS_PER_STEP / answered


def _part(asked: Instrument) -> Case:
    """The component that an answer counts for."""
    return Case(
        *(
            When(
                item_code__in=[item.code for item in asked.items_of(one.component)],
                then=Value(one.component.code),
            )
            for one in asked.components
        ),
        output_field=CharField(),
    )


def _keyed(asked: Instrument) -> Case:
    """The answer, turned round where its statement says the opposite."""
    turned = [item.code for item in asked.items if item.key != 1]
    return Case(
        When(item_code__in=turned, then=LOWEST + HIGHEST - F("value")),
        default=F("value"),
        output_field=IntegerField(),
    )


def _situations(opening: Opening) -> tuple[Measure, ...]:
    """Only by a frozen key: the development key of the authors scores nobody for a decision."""
    setting = (
        JudgementSetting.objects.select_related("frozen_key__panel")
        .filter(opening=opening, for_practice=False)
        .first()
    )
    if setting is None:
        return ()
    test = judgement_test(setting.test_key, setting.test_version)
    rows = _with_person(JudgementAnswer.objects.filter(candidate__in=_sent(opening), rating__isnull=False))
    numbers = rows.values_list("person", "scenario").annotate(number=Sum(_digit(test))).order_by()
    scores = judged(test, key_of(test, setting.frozen_key), numbers)
    return (Measure(SITUATIONS, scores),) if scores else ()


def _digit(test: JudgementTest) -> Case:
    """The rating at the place of its option: a scenario's answers in one number."""
    places = zip(*option_codes(test).values(), strict=True)
    return Case(
        *(
            When(option__in=codes, then=F("rating") * Value(BASE**place))
            for place, codes in enumerate(places)
        ),
        default=Value(0),
        output_field=IntegerField(),
    )


def _sent(opening: Opening) -> "QuerySet[Candidate]":
    """Whose answers are sent; all others nobody sees in a profile, so they move no middle score either."""
    return Candidate.objects.filter(opening=opening, sent_at__isnull=False)


def _with_person(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """A candidate as the database writes her, which is quicker to read."""
    named: QuerySet[Any] = rows.annotate(person=Cast("candidate_id", CharField()))
    return named
