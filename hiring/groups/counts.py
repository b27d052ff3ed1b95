"""Counts of groups by stage: the one place where the voluntary answers meet what became of somebody.

What comes out are counts, and the scores of a group by size, and nothing else. No key, no candidate and no
time leaves this module.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan

from hiring.equality.questions import ASKED, BY_CODE, ETHNICITY, SEX, TOGETHER
from hiring.fairness import Count
from hiring.groups.floors import Lines, Step, counted, shown
from hiring.groups.measures import Measure, measures_of
from hiring.groups.scores import Scored, grouped, middle_of
from hiring.models import (
    Candidate,
    CandidateReopening,
    EqualityAnswer,
    EqualityKey,
    Opening,
    OpeningStage,
    StageDecision,
)

# What somebody said, question by question; a candidate as the database writes her, which is quicker to read.
Said = tuple[str, ...]
Person = str
SILENT: Said = ("",) * len(BY_CODE)
DAY = dt.timedelta(days=1)
# Who was decided on, and whether she goes on.
Decided = Sequence[tuple[Person, bool]]
# Of one opening: at which talk, about whom, and whether she goes on; oldest first.
Decisions = Sequence[tuple[str, Person, bool]]


@dataclass(frozen=True, slots=True)
class StageCount:
    """One stage, or all of them: how many were decided on, of how many that is in the figures, who waits."""

    name: str
    decided: int
    in_figures: int
    under_way: int


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """One score, and the number of the first talk after what gives it: the middle of everybody in the figures
    there, who has not said included, and the scores of each group by question.

    `together` is by two answers, ethnicity and sex with a blank between, of everybody in the figures over all
    stages, with a middle of its own: None while nobody is in these.
    """

    stage: int
    measure: str
    middle: float
    by_question: Mapping[str, Mapping[str, Scored]]
    middle_together: float | None
    together: Mapping[str, Scored]


@dataclass(frozen=True, slots=True)
class OpeningCount:
    """The steps of one opening by question: each stage, and overall. `together` is overall, by two answers:
    (ethnicity, sex). `scores` are of the one opening that was asked for, once its figures are settled: nobody
    is under way any more, so they stay as they are.
    """

    stages: tuple[StageCount, ...]
    overall: StageCount
    by_stage: Mapping[str, tuple[Step, ...]]
    by_overall: Mapping[str, Step]
    together: Mapping[tuple[str, str], Count]
    is_settled: bool
    scores: tuple[ScoreCount, ...] = ()

    def lines(self, question: str) -> tuple[tuple[Lines, ...], Lines]:
        """What is shown of a question: at each stage, and overall."""
        return shown(self.by_stage[question], self.by_overall[question], is_settled=self.is_settled)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk, at which it is decided; `kinds` are those of the stages that lead to it, without decisions."""

    opening: str
    at: str
    name: str
    kinds: tuple[str, ...]


# What an opening scores, by the kind of its stages; read only where it is told.
Measures = Callable[[], Mapping[str, Sequence[Measure]]]


def comes(now: dt.datetime) -> Q:
    """Candidates who have not sent and still may: what Candidate.takes says of one. HR's answer to what
    somebody asked for may move her own last day behind that of her opening.
    """
    more = ExpressionWrapper(Cast("extra_days", IntegerField()) * Value(DAY), output_field=DurationField())
    last = ExpressionWrapper(F("opening__closes_at") + more, output_field=DateTimeField())
    begun = Q(state__in=[Candidate.State.INVITED, Candidate.State.STARTED])
    return (
        begun
        & Q(opening__state=Opening.State.OPEN)
        & (Q(waits_since__isnull=False) | Q(GreaterThan(last, now)))
    )


def counts_of(
    openings: Sequence[Opening], now: dt.datetime, *, scored: Opening | None = None
) -> dict[UUID, OpeningCount]:
    """The counts of these openings, in five queries however many they are, and up to three for the scores of
    one of them.
    """
    said, stages = _said(openings), _stages(openings)
    decisions, (waiting, taking) = _decisions(openings), _waiting(openings, now)
    named = {pk: found[0].opening for pk, found in stages.items()}
    kinds = frozenset(kind for stage in stages[scored.pk] for kind in stage.kinds) if scored else frozenset()
    measures = {scored.pk: partial(measures_of, scored, kinds)} if scored else {}
    return {
        one.pk: opening_count(
            stages[one.pk],
            decisions[named[one.pk]],
            waiting[named[one.pk]],
            said,
            measures.get(one.pk, dict),
            is_over=not one.takes(now) and named[one.pk] not in taking,
            is_shut=one.figures_shut,
        )
        for one in openings
    }


def _said(openings: Sequence[Opening]) -> dict[Person, Said]:
    """By candidate, in two queries: no foreign key leads from one to the other."""
    rows = EqualityAnswer.objects.filter(opening__in=openings).annotate(own=_as_text("pk"))
    answers = {own: tuple(rest) for own, *rest in rows.values_list("own", *BY_CODE)}
    keys = EqualityKey.objects.filter(candidate__opening__in=openings)
    keys = keys.annotate(own=_as_text("pk"), person=_as_text("candidate_id"))
    return {person: answers[own] for own, person in keys.values_list("own", "person") if own in answers}


def _as_text(field: str) -> Cast:
    return Cast(field, CharField())


def _stages(openings: Sequence[Opening]) -> dict[UUID, list[Talk]]:
    """The talks in order: nowhere else is anything decided. Situations for practice lead to none."""
    found: dict[UUID, list[Talk]] = defaultdict(list)
    before: dict[UUID, list[str]] = defaultdict(list)
    counts = ~Q(kind=OpeningStage.Kind.JUDGEMENT) | Q(opening__judgement__for_practice=False)
    rows = OpeningStage.objects.filter(counts, opening__in=openings).order_by("position")
    rows = rows.annotate(at=_as_text("pk"), of=_as_text("opening_id"))
    for opening, of, at, name, kind in rows.values_list("opening_id", "of", "at", "name", "kind"):
        if kind == OpeningStage.Kind.INTERVIEW:
            found[opening].append(Talk(of, at, name, tuple(before.pop(opening, ()))))
        else:
            before[opening].append(kind)
    return found


def _decisions(openings: Sequence[Opening]) -> dict[str, list[tuple[str, Person, bool]]]:
    """By opening, as the database writes it: the stage, who, and whether she goes on; oldest first."""
    found: dict[str, list[tuple[str, Person, bool]]] = defaultdict(list)
    talks = {"stage__opening__in": openings, "stage__kind": OpeningStage.Kind.INTERVIEW}
    rows = StageDecision.objects.filter(**talks, goes_on__isnull=False)
    rows = rows.annotate(
        of=_as_text("stage__opening_id"), at=_as_text("stage_id"), person=_as_text("candidate_id")
    )
    told = rows.order_by("decided_at", "pk").values_list("of", "at", "person", "goes_on")
    for opening, stage, person, goes_on in told:
        found[opening].append((stage, person, bool(goes_on)))
    return found


def _waiting(openings: Sequence[Opening], now: dt.datetime) -> tuple[dict[str, set[Person]], set[str]]:
    """By opening those of whom it may be decided: who sent her answers and has not withdrawn, and whose
    answers HR opened again, since what she said of herself stays. And the openings to which somebody comes.
    """
    found: dict[str, set[Person]] = defaultdict(set)
    taking: set[str] = set()
    again = Exists(CandidateReopening.objects.filter(candidate=OuterRef("pk")))
    sent = Q(state=Candidate.State.SENT) | Q(again, state=Candidate.State.STARTED)
    rows = Candidate.objects.filter(sent | comes(now), opening__in=openings).annotate(
        of=_as_text("opening_id"),
        person=_as_text("pk"),
        waits=ExpressionWrapper(sent, output_field=BooleanField()),
        comes=ExpressionWrapper(comes(now), output_field=BooleanField()),
    )
    for opening, person, waits, still_comes in rows.values_list("of", "person", "waits", "comes"):
        if waits:
            found[opening].add(person)
        if still_comes:
            taking.add(opening)
    return found, taking


@dataclass(frozen=True, slots=True)
class InFigures:
    """Who is in the figures of an opening: at each talk, and overall. It is one and the same people, those
    of them at each talk who came so far.
    """

    by_stage: tuple[Decided, ...]
    whole: Decided


def opening_count(
    stages: Sequence[Talk],
    decisions: Decisions,
    waiting: set[Person],
    said: Mapping[Person, Said],
    measures: Measures,
    *,
    is_over: bool,
    is_shut: bool,
) -> OpeningCount:
    """The counts of one opening, from rows that were read."""
    ways = _ways(stages, decisions)
    left = waiting.difference(ways)
    is_settled = is_over and not left
    figures = _in_figures(stages, {} if is_shut else ways, settled=is_settled)
    tallies, tally = [_tally(each, said) for each in figures.by_stage], _tally(figures.whole, said)
    return OpeningCount(
        stages=_stage_counts(stages, decisions, waiting, figures),
        overall=StageCount("", len(ways), len(figures.whole), len(left)),
        by_stage={
            one.code: tuple(_step(each, number) for each in tallies) for number, one in enumerate(ASKED)
        },
        by_overall={one.code: _step(tally, number) for number, one in enumerate(ASKED)},
        together=_together(tally),
        is_settled=is_settled,
        scores=_score_counts(stages, measures, figures, said) if is_settled else (),
    )


def _ways(stages: Sequence[Talk], decisions: Decisions) -> dict[Person, int]:
    """How many talks somebody came through, of those whose way has ended, in the order in which it did."""
    places = {stage.at: number for number, stage in enumerate(stages)}
    last = len(stages) - 1
    return {who: places[at] + on for at, who, on in decisions if not on or places[at] == last}


def _in_figures(stages: Sequence[Talk], ways: Mapping[Person, int], *, settled: bool) -> InFigures:
    """Nobody is counted at one talk before her way has ended: figures of two talks would differ by few."""
    number = counted(list(ways.values()), len(stages), settled=settled)
    people = list(ways.items())[:number]
    return InFigures(
        tuple([(who, way > place) for who, way in people if way >= place] for place in range(len(stages))),
        [(who, way == len(stages)) for who, way in people],
    )


def _stage_counts(
    stages: Sequence[Talk], decisions: Decisions, waiting: set[Person], figures: InFigures
) -> tuple[StageCount, ...]:
    """Who is under way at a talk has come so far, and nothing is decided about her there or later."""
    by_stage = [{who: on for at, who, on in decisions if at == stage.at} for stage in stages]
    found, reached = [], waiting
    for number, (stage, decided) in enumerate(zip(stages, by_stage, strict=True)):
        under_way = reached.difference(*by_stage[number:])
        found.append(StageCount(stage.name, len(decided), len(figures.by_stage[number]), len(under_way)))
        reached = waiting.intersection(who for who, goes_on in decided.items() if goes_on)
    return tuple(found)


def _score_counts(
    stages: Sequence[Talk], measures: Measures, figures: InFigures, said: Mapping[Person, Said]
) -> tuple[ScoreCount, ...]:
    """The reader knows how everybody scored too: waves would need several on each side of every middle, which
    moves itself. So there is one look alone, at the end.
    """
    by_kind = measures()
    return tuple(
        found
        for number, stage in enumerate(stages)
        for kind in stage.kinds
        for measure in by_kind.get(kind, ())
        if (found := _scored(number, measure, figures.by_stage[number], figures.whole, said))
    )


# How many said the same and fared the same: the groups of ten thousand people in a few hundred lines.
Tally = Counter[tuple[Said, bool]]


def _tally(decided: Decided, said: Mapping[Person, Said]) -> Tally:
    return Counter((said.get(who, SILENT), goes_on) for who, goes_on in decided)


def _step(tally: Tally, number: int) -> Step:
    found: dict[str, list[int]] = {group: [0, 0] for group in ("", *ASKED[number].codes)}
    for (said, goes_on), people in tally.items():
        found[said[number]][0] += people * goes_on
        found[said[number]][1] += people
    selected, total = (sum(part) for part in zip(*found.values(), strict=True))
    return Step(
        {group: (found[group][0], found[group][1]) for group in ASKED[number].codes}, (selected, total)
    )


def _together(tally: Tally) -> dict[tuple[str, str], Count]:
    found = {(row, column): [0, 0] for row in BY_CODE[ETHNICITY].codes for column in TOGETHER}
    row, column = list(BY_CODE).index(ETHNICITY), list(BY_CODE).index(SEX)
    for (said, goes_on), people in tally.items():
        cell = found.get((said[row], said[column]))
        if cell is not None:
            cell[0] += people * goes_on
            cell[1] += people
    return {cell: (counts[0], counts[1]) for cell, counts in found.items()}


def _scored(
    stage: int, measure: Measure, decided: Decided, whole: Decided, said: Mapping[Person, Said]
) -> ScoreCount | None:
    """None where nobody in the figures has this score."""
    own = [(said.get(who, SILENT), measure.scores.get(who)) for who, _on in decided]
    every = [(said.get(who, SILENT), measure.scores.get(who)) for who, _on in whole]
    middle = middle_of(score for _said, score in own)
    if middle is None:
        return None
    row, column = list(BY_CODE).index(ETHNICITY), list(BY_CODE).index(SEX)
    return ScoreCount(
        stage,
        measure.name,
        middle,
        {
            one.code: grouped((groups[number], score) for groups, score in own)
            for number, one in enumerate(ASKED)
        },
        middle_of(score for _said, score in every),
        grouped((f"{groups[row]} {groups[column]}", score) for groups, score in every),
    )
