"""The family of questions: few, fixed, and corrected for being many."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.patterns.family import FAMILY, Kind, Question, Subject, adjusted


def test_the_family_is_fixed_and_has_at_most_ten_members() -> None:
    asked = [(one.subject.value, one.place) for one in FAMILY]
    assert asked == [
        ("time-of-trigger", 0),
        ("strength-of-trigger", 0),
        ("strength-of-trigger", 1),
        ("strength-by-time", 0),
        ("after-technique", 0),
        ("beside-nothing", 0),
    ]
    assert len(set(FAMILY)) == len(FAMILY) <= 10


def test_only_the_time_of_a_trigger_makes_a_pattern_and_only_techniques_are_asked_one_way() -> None:
    assert [one.subject for one in FAMILY if one.kind is Kind.PATTERN] == [Subject.TIME_OF_TRIGGER]
    assert [one.subject for one in FAMILY if one.is_one_sided] == [
        Subject.AFTER_TECHNIQUE,
        Subject.BESIDE_NOTHING,
    ]
    assert replace(FAMILY[1], place=1) == Question(Subject.STRENGTH_OF_TRIGGER, 1) == FAMILY[2]


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        ([], []),
        ([0.03], [0.03]),
        ([0.01, 0.02, 0.03], [0.03, 0.03, 0.03]),
        # The table of Benjamini & Hochberg (1995), section 4.1, m = 15, its first four and its last.
        (
            [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719]
            + [0.6528, 0.7590, 1.0],
            [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486, 0.58118]
            + [0.714875, 0.753231, 0.813214, 1.0],
        ),
    ],
)
def test_known_values(p: list[float], expected: list[float]) -> None:
    assert adjusted(p) == pytest.approx(expected, abs=1e-5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=10))
def test_no_p_gets_smaller_and_the_order_of_questions_is_no_matter(p: list[float]) -> None:
    found = adjusted(p)
    assert all(one <= other + 1e-12 and other <= 1 for one, other in zip(p, found, strict=True))
    order = np.argsort(p, kind="stable")[::-1]
    again = adjusted([p[place] for place in order])
    assert again == pytest.approx([found[place] for place in order])
