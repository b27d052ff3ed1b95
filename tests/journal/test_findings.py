"""The sentences about triggers."""

import pytest

from journal.findings import mean_text, missing_sentence, trigger_heading, trigger_sentence
from journal.triggers import TriggerCount, TriggerCounts

A = TriggerCount("A", 9, 33)
QUEUE = TriggerCount("F.back-to-back", 4, 18)


def test_one_comes_first_and_another_next() -> None:
    counts = TriggerCounts(13, (A, QUEUE))
    assert trigger_heading(counts) == "“Rude or aggressive customer” came up most"
    assert trigger_sentence(counts, 30) == (
        "In the last 30 days “Rude or aggressive customer” came up most (9 times, strength 3.7 of 5). "
        "“Back-to-back queue” came up 4 times, with an average strength of 4.5."
    )


def test_the_next_may_have_come_once() -> None:
    counts = TriggerCounts(10, (A, TriggerCount("P", 1, 2)))
    assert trigger_sentence(counts, 90).endswith(
        "“Something good” came up 1 time, with an average strength of 2.0."
    )


def test_only_one_trigger() -> None:
    assert trigger_sentence(TriggerCounts(9, (A,)), 365) == (
        "In the last 365 days “Rude or aggressive customer” came up most (9 times, strength 3.7 of 5)."
    )


def test_a_second_place_that_is_shared_is_not_named() -> None:
    counts = TriggerCounts(17, (A, QUEUE, TriggerCount("B", 4, 5)))
    assert trigger_sentence(counts, 30) == (
        "In the last 30 days “Rude or aggressive customer” came up most (9 times, strength 3.7 of 5)."
    )


def test_a_shared_third_place_leaves_the_second_its_name() -> None:
    counts = TriggerCounts(15, (A, QUEUE, TriggerCount("B", 1, 5), TriggerCount("C", 1, 4)))
    assert "“Back-to-back queue” came up 4 times" in trigger_sentence(counts, 30)


def test_equals_are_not_ranked() -> None:
    counts = TriggerCounts(8, (QUEUE, TriggerCount("B", 4, 5), TriggerCount("C", 1, 5)))
    assert trigger_heading(counts) == "No single trigger came up most"
    assert trigger_sentence(counts, 30) == (
        "In the last 30 days 2 triggers came up equally often, 4 times each. "
        "Of these, “Back-to-back queue” had an average strength of 4.5 of 5."
    )


@pytest.mark.parametrize(
    ("moments", "sentence"),
    [
        (0, "After 5 more moments you will see which triggers come up most."),
        (4, "After 1 more moment you will see which triggers come up most."),
    ],
)
def test_how_many_more_it_takes(moments: int, sentence: str) -> None:
    assert missing_sentence(TriggerCounts(moments, ())) == sentence


def test_averages_have_one_decimal() -> None:
    assert mean_text(TriggerCount("A", 3, 5)) == "1.7"
    assert mean_text(TriggerCount("A", 1, 5)) == "5.0"
