"""Counts of groups by stage: the one place where the voluntary answers meet what became of somebody.

What comes out are counts and nothing else. No key, no candidate and no time leaves this module.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from hiring.equality.questions import ASKED, BY_CODE, ETHNICITY, SEX, TOGETHER
from hiring.fairness import Count
from hiring.fairness_floors import Step, counted
from hiring.models import Candidate, EqualityAnswer, EqualityKey, Opening, OpeningStage, StageDecision

# What somebody said, question by question; a candidate as the database writes her, which is quicker to read.
Said = tuple[str, ...]
Person = str
SILENT: Said = ("",) * len(BY_CODE)
# Who was decided on, and whether she goes on; oldest first.
Decided = Sequence[tuple[Person, bool]]


@dataclass(frozen=True, slots=True)
class StageCount:
    """One stage, or all of them: how many were decided on, of how many that is in the figures, who waits."""

    name: str
    decided: int
    in_figures: int
    under_way: int


@dataclass(frozen=True, slots=True)
class OpeningCount:
    """The steps of one opening by question: each stage, and overall. `together` is overall, by two answers:
    (ethnicity, sex).
    """

    stages: tuple[StageCount, ...]
    overall: StageCount
    by_stage: Mapping[str, tuple[Step, ...]]
    by_overall: Mapping[str, Step]
    together: Mapping[tuple[str, str], Count]


def counts_of(openings: Sequence[Opening], now: dt.datetime) -> dict[UUID, OpeningCount]:
    """The counts of these openings, in five queries however many they are."""
    said, stages = _said(openings), _stages(openings)
    decisions, waiting = _decisions(openings), _waiting(openings)
    return {
        one.pk: _count(stages[one.pk], decisions[one.pk], waiting[one.pk], said, is_over=not one.takes(now))
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


def _stages(openings: Sequence[Opening]) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = OpeningStage.objects.filter(opening__in=openings).annotate(at=_as_text("pk")).order_by("position")
    for opening, stage, name in rows.values_list("opening_id", "at", "name"):
        found[opening].append((stage, name))
    return found


def _decisions(openings: Sequence[Opening]) -> dict[UUID, list[tuple[str, Person, bool]]]:
    """By opening: the stage, who, and whether she goes on; oldest first."""
    found: dict[UUID, list[tuple[str, Person, bool]]] = defaultdict(list)
    rows = StageDecision.objects.filter(stage__opening__in=openings, goes_on__isnull=False)
    rows = rows.annotate(at=_as_text("stage_id"), person=_as_text("candidate_id"))
    told = rows.order_by("decided_at", "pk").values_list("stage__opening_id", "at", "person", "goes_on")
    for opening, stage, person, goes_on in told:
        found[opening].append((stage, person, bool(goes_on)))
    return found


def _waiting(openings: Sequence[Opening]) -> dict[UUID, set[Person]]:
    """Those who sent their answers and have not withdrawn."""
    found: dict[UUID, set[Person]] = defaultdict(set)
    rows = Candidate.objects.filter(opening__in=openings, state=Candidate.State.SENT)
    for opening, person in rows.annotate(person=_as_text("pk")).values_list("opening_id", "person"):
        found[opening].add(person)
    return found


def _count(
    stages: Sequence[tuple[str, str]],
    decisions: Sequence[tuple[str, Person, bool]],
    waiting: set[Person],
    said: Mapping[Person, Said],
    *,
    is_over: bool,
) -> OpeningCount:
    by_stage = [[(who, on) for at, who, on in decisions if at == stage] for stage, _name in stages]
    told, figures, reached, is_settled = [], [], waiting, is_over
    for number, (_stage, name) in enumerate(stages):
        decided = by_stage[number]
        under_way = reached.difference(*({who for who, _on in later} for later in by_stage[number:]))
        is_settled = is_settled and not under_way
        figures.append(_tally(_in_figures(decided, settled=is_settled), said))
        told.append(StageCount(name, len(decided), figures[-1].total(), len(under_way)))
        reached = waiting.intersection(who for who, goes_on in decided if goes_on)
    ends = [(who, on) for at, who, on in decisions if not on or at == stages[-1][0]]
    whole = _tally(_in_figures(ends, settled=is_settled), said)
    left = waiting.difference(who for who, _on in ends)
    return OpeningCount(
        stages=tuple(told),
        overall=StageCount("", len(ends), whole.total(), len(left)),
        by_stage={
            one.code: tuple(_step(each, number) for each in figures) for number, one in enumerate(ASKED)
        },
        by_overall={one.code: _step(whole, number) for number, one in enumerate(ASKED)},
        together=_together(whole),
    )


def _in_figures(decided: Decided, *, settled: bool) -> Decided:
    return decided[: counted(len(decided), settled=settled)]


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
