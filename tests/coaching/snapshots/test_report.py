"""What is sealed of a report: chosen parts, none of them without its ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS
from assessments.psychometrics.scoring import Blank
from assessments.reading import ComponentReading, read_score
from coaching.snapshots import read_snapshot, sealed_form
from coaching.snapshots.report import PARTS, ReportSnapshot, scores_of, snapshot_of

POINTS = (2.0, 48.0, 97.5, 60.0, None)
READ = tuple(
    ComponentReading(
        component=component,
        answered=10 if points else 3,
        asked=10,
        blank=None if points else Blank.TOO_FEW_ANSWERS,
        reading=read_score(points, 6.5) if points else None,
    )
    for component, points in zip(COMPONENTS, POINTS, strict=True)
)
SCORES = scores_of(READ)


def test_a_part_with_too_few_answers_is_not_there_to_share() -> None:
    assert [score.component for score in SCORES] == ["SA", "SR", "MO", "EM"]


def test_each_has_its_ranges_as_the_report_says_them() -> None:
    middle = SCORES[1]
    assert (middle.points, middle.lean) == (48, "between")
    assert (middle.likely.low, middle.likely.high) == (35, 61)
    assert (middle.retest.low, middle.retest.high) == (30, 66)
    assert SCORES[0].likely.clipped_low
    assert SCORES[2].likely.clipped_high


@given(chosen=st.sets(st.sampled_from(PARTS[:4]), min_size=1))
def test_it_holds_what_was_chosen_in_the_order_of_the_model(chosen: set[str]) -> None:
    held = snapshot_of(SCORES, parts=chosen, question=" ")
    assert held.parts == tuple(part for part in PARTS if part in chosen)
    assert (held.question, held.written, held.is_serious) == ("", ("",), False)
    assert held.triggers == ()
    assert read_snapshot(sealed_form(held)) == held


def test_nothing_chosen_is_nothing_shared() -> None:
    with pytest.raises(ValueError, match="at least one part of the report"):
        snapshot_of(SCORES, parts=("SS",), question="Why?")
    with pytest.raises(ValueError, match="at least one part of the report"):
        ReportSnapshot(())
