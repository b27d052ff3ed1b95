"""Which counts of a group are shown, so that nobody can be told from them, not by subtracting either. Pure.

Who reads the page knows every candidate by name and how each fared, and must not learn who belongs to which
group. So she is taken to know how many people were decided on at each stage, and to subtract: shown groups
from that number, one stage from the next, a table of two answers from the tables of one, yesterday's page
from today's. How many did not say is told nowhere: what is left after subtracting may always be they.

Figures of a group of FULL and more are shown whatever came of the stages after: that few of it went on is
the very thing to be found. But of nobody whom she knows by the outcome, who went on or who was refused, is
told what nearly all of them are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hiring.fairness import Count

FULL = 30  # in a group, from which its rate is compared
FEW = 5  # below which not even its count is shown
SHARE = 50  # a group is too small as well where this many of its size are less than everybody: 2 %
WAVE = 30  # the least number of people between two pages that differ


class Told(StrEnum):
    """How much is shown of a group."""

    ALL = "all"  # counts, rate, ratio
    COUNTS = "counts"  # counts alone: it cannot be judged
    KEPT = "kept"  # not what became of it: those with one outcome are few, or so much alike
    LATER = "later"  # not yet what became of it
    NOTHING = "nothing"  # too few to compare


@dataclass(frozen=True, slots=True)
class Step:
    """What became of groups at one stage, or overall; `everybody` counts those too who have not said."""

    groups: Mapping[str, Count]
    everybody: Count


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown of one group at one step; None is a count that is not."""

    group: str
    told: Told
    total: int | None = None
    selected: int | None = None


Lines = tuple[Line, ...]


def counted(ways: Sequence[int], talks: int, *, settled: bool) -> int:
    """How many of these ways, in the order in which they ended, are in the figures: all, once nobody is under
    way. A way is the number of talks, of so many, that somebody came through.

    Until then whole waves, the last of which is held back. A wave has WAVE people and more, and FEW and more
    of each way, which the reader knows: so whatever she subtracts, two pages or two stages, what is left is
    nobody or FEW and more who fared alike, the page after the last decision included.
    """
    if settled:
        return len(ways)
    shown_up_to, full_at, fresh = 0, 0, [0] * (talks + 1)
    for number, way in enumerate(ways, start=1):
        fresh[way] += 1
        if number - full_at >= WAVE and min(fresh) >= FEW:
            shown_up_to, full_at, fresh = full_at, number, [0] * (talks + 1)
    return shown_up_to


def shown(stages: Sequence[Step], overall: Step, *, is_settled: bool) -> tuple[tuple[Lines, ...], Lines]:
    """The lines of each stage in order, and those overall.

    The selected of one stage are the group of the next: where that has too few, a group of fewer than FULL
    does not show them either, nor overall what became of them. While somebody is under way nothing is told of
    what became of a group: a later page without this one would tell it of those who came between, who may be
    few or all alike.
    """
    last = len(stages)
    kept = _kept([*stages, _last(stages[-1])]) if is_settled else set(range(1, last + 1))
    told = Told.KEPT if is_settled else Told.LATER
    hidden = _hidden(stages, overall)
    by_stage = tuple(
        tuple(
            _without(line, told, has_total=number not in kept) if {number, number + 1} & kept else line
            for line in _lines(stage, totals=hidden[number], selected=hidden[number + 1])
        )
        for number, stage in enumerate(stages)
    )
    whole = _lines(overall, totals=hidden[0] | _entering(overall), selected=hidden[-1])
    return by_stage, tuple(_without(line, told) for line in whole) if last in kept else whole


def are_alike(groups: Iterable[int], everybody: int) -> bool:
    """Whether of people whom the reader knows by name fewer than FEW are outside one of these groups, who has
    not said included; so too where they are few altogether. Of nobody nothing is told.
    """
    return 0 < everybody < FEW + max(groups, default=0)


def shown_together(cells: Mapping[tuple[str, str], Count]) -> dict[tuple[str, str], Line]:
    """The lines of a table of two answers, of which the totals by each answer are known.

    A row is shown whole or not at all. Rows go, the smallest first, until no cell with too few can be told
    from the totals: the least that is possible for it is none, or lies FEW below the most (Fréchet's bounds).
    """
    everybody = sum(total for _, total in cells.values())
    few = {cell for cell, (_, total) in cells.items() if _is_few(total, everybody)}
    gone = {row for row, _ in few}
    sizes = {row: sum(total for (name, _), (_, total) in cells.items() if name == row) for row, _ in cells}
    while not _is_safe(cells, gone, few):
        left = [row for row in sizes if row not in gone and sizes[row]]
        if not left:
            gone = set(sizes)
            break
        gone.add(min(left, key=sizes.__getitem__))
    return {cell: _line(" ".join(cell), count, cell[0] not in gone) for cell, count in cells.items()}


def _hidden(stages: Sequence[Step], overall: Step) -> list[set[str]]:
    """The groups too small to show that they came to each stage, and that they came through the last."""
    hidden = [_entering(stages[0])]
    for before, after in zip(stages, stages[1:], strict=False):
        hidden.append(_going_on(before, after, hidden[-1]))
    last = {group for group, (_, total) in stages[-1].groups.items() if len(stages) > 1 and _is_few(total)}
    return [*hidden, {group for group in last if overall.groups[group][1] < FULL}]


def _last(stage: Step) -> Step:
    """Who came through the last stage, as one more of which nobody comes through."""
    groups = {group: (0, selected) for group, (selected, _) in stage.groups.items()}
    return Step(groups, (0, stage.everybody[0]))


def _kept(reached: Sequence[Step]) -> set[int]:
    """Of the stages, with who came through the last, those of which is not told who reached them.

    Who reached one and not the next that is told was refused between both; whoever reached the last told one
    went on, and both are known by name. Where they are alike one of the two goes, overall as the last choice.
    What is told is a chain of these, so that whatever is subtracted is some of them together.
    """
    told = list(range(len(reached)))
    while bad := next((pair for pair in _pairs(told) if _are_alike_between(reached, *pair)), None):
        first, second = bad
        told.remove(first if first and second in {told[-1], None} else second or first)
    return set(range(len(reached))).difference(told)


def _pairs(told: Sequence[int]) -> Iterable[tuple[int, int | None]]:
    """All neighbours, and the last with nobody after it; who entered is everybody, with either outcome."""
    ends = [(told[-1], None)] if len(told) > 1 else []
    return [*ends, *zip(told, told[1:], strict=False)]


def _are_alike_between(reached: Sequence[Step], first: int, second: int | None) -> bool:
    groups = {group: total for group, (_, total) in reached[first].groups.items()}
    everybody = reached[first].everybody[1]
    if second is not None:
        groups = {group: total - reached[second].groups[group][1] for group, total in groups.items()}
        everybody -= reached[second].everybody[1]
    return are_alike(groups.values(), everybody)


def _is_few(people: int, everybody: int = 0) -> bool:
    """Whether there are some, but too few for a count; none at all are nobody's secret."""
    return 0 < people < FEW or 0 < people * SHARE < everybody


def _entering(step: Step) -> set[str]:
    """The groups whose totals are not shown."""
    totals = {group: total for group, (_, total) in step.groups.items()}
    return _with_complement(_few_of(totals), totals, step.everybody[1], last=set())


def _going_on(before: Step, after: Step, gone: set[str]) -> set[str]:
    """The groups of which is not shown how many went on from one stage to the next."""
    selected = {group: count[0] for group, count in before.groups.items()}
    totals = {group: count[1] for group, count in after.groups.items()}
    large = {group for group, (_, total) in before.groups.items() if total >= FULL}
    hidden = ((_few_of(selected) | _few_of(totals)) - large) | gone
    hidden = _with_complement(hidden, selected, before.everybody[0], last=large)
    return _with_complement(hidden, totals, after.everybody[1], last=large)


def _few_of(people: Mapping[str, int]) -> set[str]:
    everybody = sum(people.values())
    return {group for group, number in people.items() if _is_few(number, everybody)}


def _with_complement(hidden: set[str], people: Mapping[str, int], everybody: int, last: set[str]) -> set[str]:
    """With further groups, the smallest first and those of `last` at last, until what is left after
    subtracting the shown ones from everybody is no small number of people.
    """
    hidden = set(hidden)
    while any(people[group] for group in hidden):
        left = [group for group in people if group not in hidden and people[group]]
        if everybody - sum(people[group] for group in left) >= FEW or not left:
            break
        hidden.add(min(left, key=lambda group: (group in last, people[group])))
    return hidden


def _is_safe(cells: Mapping[tuple[str, str], Count], gone: set[str], few: set[tuple[str, str]]) -> bool:
    rows, columns = dict.fromkeys(gone, 0), dict.fromkeys((column for _, column in cells), 0)
    for (row, column), (_, total) in cells.items():
        if row in gone:
            rows[row] += total
            columns[column] += total
    together = sum(rows.values())
    least = {(row, column): rows[row] + columns[column] - together for row, column in few}
    return all(
        low <= 0 or min(rows[row], columns[column]) - low >= FEW for (row, column), low in least.items()
    )


def _lines(step: Step, *, totals: set[str], selected: set[str]) -> Lines:
    everybody = sum(total for _, total in step.groups.values())
    return tuple(
        _line(
            group,
            count,
            group not in totals and not _is_few(count[1], everybody),
            group not in selected,
        )
        for group, count in step.groups.items()
    )


def _without(line: Line, told: Told, *, has_total: bool = True) -> Line:
    """A line without what became of its group, or without all of it."""
    if has_total and line.told is Told.NOTHING:
        return line
    return Line(line.group, told, line.total if has_total else None)


def _line(group: str, count: Count, has_total: bool, has_selected: bool = True) -> Line:
    selected, total = count
    if not has_total or not total:
        return Line(group, Told.NOTHING)
    if not has_selected:
        return Line(group, Told.COUNTS, total)
    return Line(group, Told.ALL if total >= FULL else Told.COUNTS, total, selected)
