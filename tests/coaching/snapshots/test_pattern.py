"""What is sealed of a pattern: one sentence with its numbers, and no moment."""

import pytest

from coaching.snapshots import read_snapshot, sealed_form
from coaching.snapshots.pattern import PARTS, PatternSnapshot
from journal.patterns.family import Subject
from journal.patterns.findings import Side
from journal.patterns.sentences import Finding


def found(subject: Subject = Subject.STRENGTH_OF_TRIGGER, code: str = "A") -> Finding:
    return Finding(subject, code, None, Side(24, 4.5), Side(24, 2.0), 2.5, 1.9, 3.1, told_apart=False)


def test_it_has_one_part_and_her_question() -> None:
    snapshot = PatternSnapshot(found(), 365, "Why?")
    assert snapshot.parts == PARTS
    assert snapshot.written == ("Why?",)
    assert read_snapshot(sealed_form(snapshot)) == snapshot


@pytest.mark.parametrize(
    ("subject", "code", "serious"),
    [
        (Subject.STRENGTH_OF_TRIGGER, "A", False),
        (Subject.STRENGTH_OF_TRIGGER, "X.threat", True),
        (Subject.TIME_OF_TRIGGER, "X", True),
        (Subject.STRENGTH_BY_TIME, "", False),
        (Subject.AFTER_TECHNIQUE, "X", False),
    ],
)
def test_a_serious_incident_is_noticed(subject: Subject, code: str, serious: bool) -> None:
    assert PatternSnapshot(found(subject, code), 365).is_serious is serious
