"""Counts of triggers: how often, how strong, in which order."""

from hypothesis import given
from hypothesis import strategies as st

from journal.documents import MomentDocument
from journal.triggers import FEWEST, TriggerCount, TriggerCounts, count_triggers
from tests.journal.test_documents import documents


def moment(strength: int, *triggers: str) -> MomentDocument:
    return MomentDocument(("calm",), triggers, strength, "", "UTC")


def test_counts_and_average_strengths() -> None:
    counts = count_triggers([moment(5, "A"), moment(2, "A"), moment(1, "B"), moment(4, "A", "P")])
    assert counts == TriggerCounts(
        4, (TriggerCount("A", 3, 11), TriggerCount("P", 1, 4), TriggerCount("B", 1, 1))
    )
    assert counts.ranked[0].mean == 11 / 3


def test_a_trigger_named_twice_in_a_moment_counts_once() -> None:
    assert count_triggers([moment(3, "A", "A")]).ranked == (TriggerCount("A", 1, 3),)


def test_equals_are_ordered_by_strength_then_by_code() -> None:
    counts = count_triggers([moment(2, "C"), moment(2, "B"), moment(5, "D")])
    assert [each.code for each in counts.ranked] == ["D", "B", "C"]
    assert counts.leaders == counts.ranked


def test_the_leader_is_alone_when_it_came_up_more_often() -> None:
    counts = count_triggers([moment(1, "B"), moment(1, "B"), moment(5, "D")])
    assert [each.code for each in counts.leaders] == ["B"]


def test_no_moment_no_count() -> None:
    assert count_triggers([]) == TriggerCounts(0, ())
    assert count_triggers([]).leaders == ()


def test_how_many_more_are_needed() -> None:
    assert [TriggerCounts(number, ()).missing for number in (0, 1, 4, 5, 60)] == [5, 4, 1, 0, 0]
    assert FEWEST == 5


@given(st.lists(documents, max_size=30))
def test_the_sums_are_those_of_the_moments(moments: list[MomentDocument]) -> None:
    counts = count_triggers(moments)
    assert counts.moments == len(moments)
    assert sum(each.times for each in counts.ranked) == sum(len(set(one.triggers)) for one in moments)
    assert all(1 <= each.mean <= 5 for each in counts.ranked)
    assert [each.times for each in counts.ranked] == sorted((e.times for e in counts.ranked), reverse=True)
