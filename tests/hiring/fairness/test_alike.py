"""HR knows by name who went on and who was refused: no count says of nearly all of them what they are."""

from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from hiring.groups.floors import FEW, Step, Told, shown

# Of each group of sex, and of who has not said: how many went through so many talks.
Ways = tuple[tuple[int, ...], ...]


def _steps(ways: Ways) -> tuple[list[Step], Step]:
    """The stages and overall; the last of these has not said."""
    talks = len(ways[0]) - 1
    reached = [[sum(one[place:]) for place in range(talks + 1)] for one in ways]

    def step(start: int, end: int) -> Step:
        groups = {code: (one[end], one[start]) for code, one in zip("abcdef", reached[:-1], strict=False)}
        return Step(groups, (sum(one[end] for one in reached), sum(one[start] for one in reached)))

    return [step(place, place + 1) for place in range(talks)], step(0, talks)


def _told(ways: Ways) -> dict[str, dict[int, int]]:
    """By group, how many are said to have come through so many talks, in whatever line it stands."""
    stages, overall = _steps(ways)
    by_stage, whole = shown(stages, overall, is_settled=True)
    found: dict[str, dict[int, int]] = {line.group: {} for line in whole}
    for start, end, lines in (
        *((place, place + 1, lines) for place, lines in enumerate(by_stage)),
        (0, len(stages), whole),
    ):
        for line in lines:
            for place, count in ((start, line.total), (end, line.selected)):
                if count is not None:
                    assert found[line.group].setdefault(place, count) == count
    return found


def _learns(ways: Ways) -> list[tuple[str, int, int]]:
    """Of whom the attacker knows by name, and of which she then learns that nearly all are of one group: from
    which talk to before which, subtracting whatever can be. Who went through all talks comes last.
    """
    talks = len(ways[0]) - 1
    people = [sum(one[way] for one in ways) for way in range(talks + 1)]
    found = []
    for group, reached in _told(ways).items():
        for first, last in combinations([*sorted(reached), talks + 1], 2):
            if (first, last) == (0, talks + 1):
                continue  # how large a group is; what became of it stands nowhere in it
            known = sum(people[first:last])
            own = reached[first] - reached.get(last, 0)
            if known and known - own < FEW:
                found.append((group, first, last))
    return found


def _ways(talks: int) -> st.SearchStrategy[Ways]:
    sizes = st.one_of(st.integers(0, 9), st.integers(0, 80))
    one = st.tuples(*[sizes] * (talks + 1))
    return st.lists(one, min_size=3, max_size=6).map(tuple)


@given(st.integers(1, 4).flatmap(_ways))
@example(((61, 1), (50, 0), (8, 0)))  # of 120 one was hired, a woman
@example(((1, 5), (50, 0), (60, 0)))  # of all with a disability five were hired, and nobody else was
@example(((40, 20), (40, 0), (0, 0)))  # all who were hired are of one group
@example(((30, 3, 20), (30, 40, 20), (0, 0, 0)))  # of those refused at the second talk nearly all are
def test_nobody_learns_what_those_are_whom_she_knows_by_name(ways: Ways) -> None:
    assert not _learns(ways)


@given(st.integers(1, 4).flatmap(_ways))
def test_groups_that_are_mixed_are_shown(ways: Ways) -> None:
    """Where of each way every group leaves enough others, nothing is kept back."""
    stages, overall = _steps(ways)
    alike = any(sum(way) and sum(way) - max(way[:-1]) < FEW for way in zip(*ways, strict=True))
    by_stage, whole = shown(stages, overall, is_settled=True)
    kept = any(line.told is Told.KEPT for lines in (*by_stage, whole) for line in lines)
    assert alike or not kept
