"""Counts of groups by stage: the one place where the voluntary answers meet what became of somebody.

What comes out are counts and nothing else. No key, no candidate and no time leaves this module.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hiring.equality.questions import ASKED, BY_CODE, ETHNICITY, SEX, TOGETHER
from hiring.fairness import Count
from hiring.fairness_floors import Step, counted
from hiring.models import Candidate, EqualityAnswer, EqualityKey, Opening, OpeningStage, StageDecision

Said = Mapping[str, str]
SILENT: Said = dict.fromkeys(BY_CODE, "")


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


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided about one person at one step."""

    candidate: UUID
    goes_on: bool
    at: dt.datetime


def counts_of(openings: Sequence[Opening], now: dt.datetime) -> dict[UUID, OpeningCount]:
    """The counts of these openings, in five queries however many they are."""
    said, stages = _said(openings), _stages(openings)
    decisions, waiting = _decisions(openings), _waiting(openings)
    return {
        one.pk: _count(stages[one.pk], decisions[one.pk], waiting[one.pk], said, is_over=not one.takes(now))
        for one in openings
    }


def _said(openings: Sequence[Opening]) -> dict[UUID, Said]:
    """By candidate, in two queries: no foreign key leads from one to the other."""
    of = {"opening__in": openings}
    answers = {
        key: dict(zip(BY_CODE, rest, strict=True))
        for key, *rest in EqualityAnswer.objects.filter(**of).values_list("pk", *BY_CODE)
    }
    keys = EqualityKey.objects.filter(candidate__opening__in=openings).values_list("candidate_id", "pk")
    return {candidate: answers[key] for candidate, key in keys if key in answers}


def _stages(openings: Sequence[Opening]) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = OpeningStage.objects.filter(opening__in=openings).order_by("position")
    for opening, stage, name in rows.values_list("opening_id", "pk", "name"):
        found[opening].append((stage, name))
    return found


def _decisions(openings: Sequence[Opening]) -> dict[UUID, dict[UUID, list[_Decided]]]:
    """By opening and stage, oldest first."""
    found: dict[UUID, dict[UUID, list[_Decided]]] = defaultdict(lambda: defaultdict(list))
    rows = StageDecision.objects.filter(stage__opening__in=openings, goes_on__isnull=False)
    for opening, stage, candidate, goes_on, at in rows.order_by("decided_at", "pk").values_list(
        "stage__opening_id", "stage_id", "candidate_id", "goes_on", "decided_at"
    ):
        found[opening][stage].append(_Decided(candidate, bool(goes_on), at))
    return found


def _waiting(openings: Sequence[Opening]) -> dict[UUID, set[UUID]]:
    """Those who sent their answers and have not withdrawn."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Candidate.objects.filter(opening__in=openings, state=Candidate.State.SENT)
    for opening, candidate in rows.values_list("opening_id", "pk"):
        found[opening].add(candidate)
    return found


def _count(
    stages: Sequence[tuple[UUID, str]],
    decisions: Mapping[UUID, Sequence[_Decided]],
    waiting: set[UUID],
    said: Mapping[UUID, Said],
    *,
    is_over: bool,
) -> OpeningCount:
    told, figures = [], []
    reached, is_settled = waiting, is_over
    for stage, name in stages:
        decided = decisions.get(stage, ())
        under_way = reached - _decided_from(stage, stages, decisions)
        is_settled = is_settled and not under_way
        figures.append(_in_figures(decided, settled=is_settled))
        told.append(StageCount(name, len(decided), len(figures[-1]), len(under_way)))
        reached = {one.candidate for one in decided if one.goes_on} & waiting
    ends = _ends([decisions.get(stage, ()) for stage, _ in stages])
    whole = _in_figures(ends, settled=is_settled)
    open_ = len(waiting - {one.candidate for one in ends})
    return OpeningCount(
        stages=tuple(told),
        overall=StageCount("", len(ends), len(whole), open_),
        by_stage={one.code: tuple(_step(each, one.code, said) for each in figures) for one in ASKED},
        by_overall={one.code: _step(whole, one.code, said) for one in ASKED},
        together=_together(whole, said),
    )


def _decided_from(
    stage: UUID, stages: Sequence[tuple[UUID, str]], decisions: Mapping[UUID, Sequence[_Decided]]
) -> set[UUID]:
    """Who was decided on at this stage or a later one, and so waits for nothing at this."""
    later = [each for each, _ in stages]
    return {one.candidate for each in later[later.index(stage) :] for one in decisions.get(each, ())}


def _in_figures(decided: Sequence[_Decided], *, settled: bool) -> Sequence[_Decided]:
    return decided[: counted(len(decided), settled=settled)]


def _ends(by_stage: Sequence[Sequence[_Decided]]) -> list[_Decided]:
    """What became of everybody whose way is over: refused at any stage, or decided on at the last."""
    over = [one for stage in by_stage[:-1] for one in stage if not one.goes_on]
    over += by_stage[-1] if by_stage else []
    return sorted(over, key=lambda one: (one.at, one.candidate))


def _step(decided: Iterable[_Decided], code: str, said: Mapping[UUID, Said]) -> Step:
    totals, selected = Counter[str](), Counter[str]()
    for one in decided:
        group = said.get(one.candidate, SILENT)[code]
        totals[group] += 1
        selected[group] += one.goes_on
    return Step(
        {group: (selected[group], totals[group]) for group in BY_CODE[code].codes},
        (selected.total(), totals.total()),
    )


def _together(decided: Iterable[_Decided], said: Mapping[UUID, Said]) -> dict[tuple[str, str], Count]:
    totals, selected = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in decided:
        groups = said.get(one.candidate, SILENT)
        cell = groups[ETHNICITY], groups[SEX]
        totals[cell] += 1
        selected[cell] += one.goes_on
    return {
        (row, column): (selected[row, column], totals[row, column])
        for row in BY_CODE[ETHNICITY].codes
        for column in TOGETHER
    }
