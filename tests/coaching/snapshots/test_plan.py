"""What is sealed of a plan: no more than was chosen."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.snapshots import read_snapshot, sealed_form
from coaching.snapshots.plan import (
    COUNTS,
    PARTS,
    TECHNIQUE,
    TRIGGER,
    USUAL_PARTS,
    WORDS,
    Counts,
    Difference,
    PlanSnapshot,
    counts_of,
    snapshot_of,
)
from journal.own import NONE, Own, OwnWords, own_code
from journal.patterns.plans import PlanSeen, Verdict
from journal.patterns.resampling import Estimate
from journal.plans.documents import Wording

OWN = own_code(UUID(int=7))
HERS = OwnWords((Own(OWN, "trigger", "the printer", "H"),))
WORDING = Wording("A.shouting", "pause", "I breathe out.")
LOWER = Estimate(-0.9, -1.5, -0.3, p=0.01, p_lower=0.005)
SEEN = PlanSeen(UUID(int=1), 20, 12, 2.0, 2.9, 0, LOWER, Verdict.LOWER)
FEW = PlanSeen(UUID(int=1), 3, 2, 2.0, 3.0, 7, None, Verdict.TOO_LITTLE)
NEVER = PlanSeen(UUID(int=1), 0, 0, None, None, 8, None, Verdict.TOO_LITTLE)


def test_neither_her_own_words_nor_what_was_counted_is_ticked_beforehand() -> None:
    assert USUAL_PARTS == (TRIGGER, TECHNIQUE)


@given(chosen=st.sets(st.sampled_from(PARTS), min_size=1), seen=st.sampled_from([SEEN, FEW]))
def test_it_holds_what_was_chosen(chosen: set[str], seen: PlanSeen) -> None:
    held = snapshot_of(WORDING, seen, NONE, parts=chosen, question=" \n")
    assert set(held.parts) == chosen
    assert held.question == ""
    assert (WORDING.own_words in str(held.as_json())) == (WORDS in chosen)
    assert read_snapshot(sealed_form(held)) == held


def test_what_it_has_not_is_no_part() -> None:
    words = snapshot_of(Wording("A", "", "Breathe."), NEVER, NONE, parts=PARTS, question="Why?")
    assert words.parts == (TRIGGER, WORDS)
    assert words.written == ("Breathe.", "Why?")
    bare = snapshot_of(Wording("A", "pause", " "), NEVER, NONE, parts=PARTS, question="")
    assert bare.parts == (TRIGGER, TECHNIQUE)
    assert read_snapshot(sealed_form(bare)) == bare


def test_nothing_chosen_is_nothing_shared() -> None:
    with pytest.raises(ValueError, match="at least one part of the plan"):
        snapshot_of(WORDING, NEVER, NONE, parts=(COUNTS,), question="Why?")


def test_a_trigger_of_hers_keeps_its_name() -> None:
    hers = Wording(OWN, "pause", "")
    assert snapshot_of(hers, NEVER, HERS, parts=PARTS, question="").own == {OWN: "the printer"}
    assert snapshot_of(hers, NEVER, HERS, parts=(TECHNIQUE,), question="").own == {}


def test_counts_carry_their_interval() -> None:
    assert counts_of(NEVER) is None
    assert counts_of(FEW) == Counts(3, 2)
    assert counts_of(SEEN) == Counts(20, 12, Difference(-0.9, -1.5, -0.3, "lower"))


@pytest.mark.parametrize(("trigger", "serious"), [("A", False), ("X", True), ("X.threat", True)])
def test_a_serious_incident_is_noticed(trigger: str, serious: bool) -> None:
    assert PlanSnapshot(trigger=trigger).is_serious is serious
