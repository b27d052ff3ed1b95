"""Small groups: what is shown of them, and what somebody learns who knows every candidate and subtracts."""

from collections import Counter
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.fairness import Count
from hiring.groups.floors import FEW, FULL, WAVE, Line, Step, Told, counted, shown, shown_together

Groups = dict[str, Count]


def _overall(groups: Groups, silent: int = 20) -> tuple[Line, ...]:
    """The lines where there is one stage, and `silent` people have not said."""
    selected, total = (sum(part) for part in zip(*groups.values(), strict=True))
    step = Step(groups, (selected + silent // 2, total + silent))
    (stage,), overall = shown([step], step, is_settled=True)
    assert stage == overall
    return overall


@pytest.mark.parametrize(
    ("total", "told"),
    [
        (0, Told.NOTHING),
        (1, Told.NOTHING),
        (4, Told.NOTHING),
        (5, Told.COUNTS),
        (29, Told.COUNTS),
        (30, Told.ALL),
        (199, Told.ALL),
    ],
)
def test_how_much_is_shown_of_a_group(total: int, told: Told) -> None:
    line = _overall({"a": (0, total), "b": (30, 50), "c": (30, 50)})[0]
    assert line.told == told
    assert (line.total, line.selected) == ((None, None) if told is Told.NOTHING else (total, 0))


@pytest.mark.parametrize(("total", "told"), [(199, Told.NOTHING), (201, Told.ALL)])
def test_less_than_two_in_a_hundred_are_too_few_however_many(total: int, told: Told) -> None:
    assert _overall({"a": (0, total), "b": (30, 5000), "c": (30, 10_000 - 5000 - total)})[0].told == told


def test_a_small_group_takes_its_complement_with_it_where_all_have_said() -> None:
    groups = {"women": (1, 3), "men": (20, 60)}
    assert {line.told for line in _overall(groups, silent=0)} == {Told.NOTHING}
    assert {line.told for line in _overall(groups, silent=1)} == {Told.NOTHING}


def test_the_smallest_of_the_others_goes_and_the_rest_stay() -> None:
    lines = _overall({"a": (1, 3), "b": (20, 60), "c": (20, 40)}, silent=1)
    assert [line.told for line in lines] == [Told.NOTHING, Told.ALL, Told.NOTHING]


def test_where_enough_have_not_said_the_others_stay() -> None:
    lines = _overall({"women": (1, 3), "men": (20, 60)}, silent=8)
    assert [line.told for line in lines] == [Told.NOTHING, Told.ALL]


def test_a_group_without_anybody_hides_nobody() -> None:
    lines = _overall({"a": (0, 0), "b": (20, 60), "c": (20, 40)}, silent=0)
    assert [line.told for line in lines] == [Told.NOTHING, Told.ALL, Told.ALL]


def _two_stages(
    *groups: tuple[int, int, int], silent: tuple[int, int, int]
) -> tuple[list[list[Line]], list[Line]]:
    """Of each group, and of who has not said: how many entered, went on and were hired."""
    names = "abcdef"[: len(groups)]
    everybody = [sum(part) for part in zip(*groups, silent, strict=True)]
    first = Step(
        {name: (one[1], one[0]) for name, one in zip(names, groups, strict=True)},
        (everybody[1], everybody[0]),
    )
    second = Step(
        {name: (one[2], one[1]) for name, one in zip(names, groups, strict=True)},
        (everybody[2], everybody[1]),
    )
    both = Step(
        {name: (one[2], one[0]) for name, one in zip(names, groups, strict=True)},
        (everybody[2], everybody[0]),
    )
    stages, overall = shown([first, second], both, is_settled=True)
    return [list(stage) for stage in stages], list(overall)


def test_who_went_on_is_not_shown_where_it_is_a_group_too_small_for_the_next_stage() -> None:
    (first, second), overall = _two_stages((12, 3, 1), (50, 30, 9), (60, 30, 6), silent=(30, 12, 2))
    assert first[0] == Line("a", Told.COUNTS, 12, None)
    assert second[0] == Line("a", Told.NOTHING)
    assert overall[0] == Line("a", Told.COUNTS, 12, None)
    assert first[1:] == [Line("b", Told.ALL, 50, 30), Line("c", Told.ALL, 60, 30)]
    assert overall[1:] == [Line("b", Told.ALL, 50, 9), Line("c", Told.ALL, 60, 6)]


def test_that_few_of_a_large_group_went_on_is_the_finding_and_shown() -> None:
    (first, second), overall = _two_stages((40, 3, 0), (50, 30, 9), (60, 30, 6), silent=(30, 12, 2))
    assert first[0] == Line("a", Told.ALL, 40, 3)
    assert second[0] == Line("a", Told.NOTHING)
    assert overall[0] == Line("a", Told.ALL, 40, 0)


def test_over_stages_the_complement_goes_too() -> None:
    """Without anybody silent, 3 of the 33 who went on would be what is left after b; c is large and stays."""
    (first, second), _ = _two_stages((12, 3, 1), (20, 9, 5), (60, 30, 6), silent=(0, 0, 0))
    assert first == [Line("a", Told.COUNTS, 12), Line("b", Told.COUNTS, 20), Line("c", Told.ALL, 60, 30)]
    assert second == [Line("a", Told.NOTHING), Line("b", Told.NOTHING), Line("c", Told.ALL, 30, 6)]


def test_a_group_too_small_at_first_stays_so() -> None:
    """Less than 2 % of those who entered, but more of those who are left."""
    (first, second), overall = _two_stages((90, 80, 40), (5000, 300, 90), (5000, 300, 60), silent=(99, 99, 9))
    assert {first[0].told, second[0].told, overall[0].told} == {Told.NOTHING}


CHAINS = st.lists(st.integers(0, 80), min_size=3, max_size=3).map(lambda one: sorted(one, reverse=True))


@given(st.lists(CHAINS, min_size=2, max_size=6), CHAINS)
def test_no_small_group_is_left_over_after_subtracting(groups: list[list[int]], silent: list[int]) -> None:
    """What every line says, over stages too, leaves FEW people or nothing at all to be told apart."""
    stages, overall = _two_stages(*map(tuple, groups), silent=tuple(silent))  # type: ignore[arg-type]
    known = [dict[str, int](), dict[str, int]()]  # who entered, and who went on, from any line
    for number, stage in enumerate(stages):
        for line, group in zip(stage, groups, strict=True):
            assert line.total in (None, group[number])
            assert line.total is None or line.total >= FEW
            if line.total is not None:
                known[number][line.group] = line.total
            if number == 0 and line.selected is not None:
                known[1][line.group] = line.selected
    names = [line.group for line in overall]
    for number, told in enumerate(known):
        hidden = [group[number] for name, group in zip(names, groups, strict=True) if name not in told]
        left = sum(hidden) + silent[number]
        assert not any(hidden) or left >= FEW or not any(told.values())
    for group, name, line in zip(groups, names, stages[0], strict=True):
        if name in known[1] and 0 < group[1] < FEW:
            assert line.total is not None
            assert line.total >= FULL


@given(st.lists(CHAINS, min_size=2, max_size=6), CHAINS)
def test_what_became_of_a_hidden_group_is_not_told_overall(
    groups: list[list[int]], silent: list[int]
) -> None:
    (_, second), overall = _two_stages(*map(tuple, groups), silent=tuple(silent))  # type: ignore[arg-type]
    for last, whole, group in zip(second, overall, groups, strict=True):
        if last.told is Told.NOTHING and 0 < group[1] < FEW and whole.selected is not None:
            assert group[0] >= FULL


# Two answers together, where the table of each alone is known.


def test_a_row_with_a_small_cell_goes_whole_and_takes_another_with_it() -> None:
    cells = {
        ("Hispanic", "m"): (9, 37),
        ("Hispanic", "f"): (1, 3),
        ("White", "m"): (30, 60),
        ("White", "f"): (30, 60),
        ("Asian", "m"): (9, 30),
        ("Asian", "f"): (9, 20),
    }
    told = {cell: line.told for cell, line in shown_together(cells).items()}
    assert told[("White", "m")] == told[("White", "f")] == Told.ALL
    assert {told[cell] for cell in cells if cell[0] != "White"} == {Told.NOTHING}


def test_without_small_cells_all_of_the_table_is_shown() -> None:
    cells = dict.fromkeys(product("ab", "mf"), (9, 30)) | {("a", "m"): (2, 8)}
    lines = shown_together(cells)
    assert lines["a", "m"] == Line("a m", Told.COUNTS, 8, 2)
    assert lines["b", "f"] == Line("b f", Told.ALL, 30, 9)


def test_where_only_one_row_is_left_nothing_is_shown() -> None:
    lines = shown_together({("a", "m"): (1, 1), ("a", "f"): (20, 50)})
    assert {line.told for line in lines.values()} == {Told.NOTHING}


ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=4)


@given(ROWS)
def test_no_small_cell_can_be_solved_for(rows: list[tuple[int, int]]) -> None:
    """Every table that fits all that is known, one by one: none pins a small cell down above none."""
    cells = {
        (f"{row}", column): (0, one[at]) for row, one in enumerate(rows) for at, column in enumerate("mf")
    }
    lines = shown_together(cells)
    shown_cells = {cell for cell, line in lines.items() if line.total is not None}
    assert all(cells[cell][1] >= FEW for cell in shown_cells)
    if not shown_cells:
        return
    left = [one for row, one in enumerate(rows) if (f"{row}", "m") not in shown_cells]
    men = sum(one[0] for one in left)
    fitting = [
        guess
        for guess in product(*(range(sum(one) + 1) for one in left[:-1]))
        if left and 0 <= men - sum(guess) <= sum(left[-1])
    ]
    for number, (m, f) in enumerate(left):
        guesses = [(*guess, men - sum(guess))[number] for guess in fitting]
        for actual, possible in ((m, guesses), (f, [m + f - one for one in guesses])):
            if 0 < actual < FEW:
                assert min(possible) == 0 or max(possible) - min(possible) >= FEW


# Before and after a decision.


def test_all_count_once_no_more_can_follow() -> None:
    assert [counted([0] * ended, 2, settled=True) for ended in (0, 1, 59, 61)] == [0, 1, 59, 61]


def test_until_then_whole_waves_count_and_the_last_is_held_back() -> None:
    """Of one talk, where every third person goes on."""
    ways = [int(number % 3 == 0) for number in range(10_000)]
    found = [counted(ways[:ended], 1, settled=False) for ended in (0, 59, 60, 89, 90, 10_000)]
    assert found == [0, 0, 30, 30, 60, 9960]


@pytest.mark.parametrize(("on", "figures"), [(4, 0), (5, 50)])
def test_a_wave_waits_for_several_of_each_way(on: int, figures: int) -> None:
    """Otherwise two pages tell of the one who went on with this wave."""
    wave = [0] * (50 - on) + [1] * on
    assert counted(wave * 2, 1, settled=False) == figures


def test_where_nobody_ends_one_way_nothing_is_counted_until_the_end() -> None:
    assert counted([0, 2] * 500, 2, settled=False) == 0


@given(st.lists(st.integers(0, 2), min_size=1, max_size=400))
def test_two_pages_differ_by_nobody_or_a_whole_wave(ways: list[int]) -> None:
    seen = [counted(ways[:ended], 2, settled=False) for ended in range(len(ways))]
    seen = [number for number in seen if number] + [counted(ways, 2, settled=True)]
    for before, after in pairwise(seen):
        assert after - before == 0 or after - before >= WAVE
        assert all(times >= FEW for times in Counter(ways[before:after]).values())
