"""What is sealed of a moment: no more than was chosen."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.snapshots import read_snapshot, sealed_form
from coaching.snapshots.moment import (
    FEELING,
    NOTE,
    PARTS,
    STRENGTH,
    TRIGGER,
    USUAL_PARTS,
    MomentSnapshot,
    parts_of,
    snapshot_of,
)
from journal.documents import MomentDocument
from journal.own import NONE, Own, OwnWords, own_code

OWN = own_code(UUID(int=7))
HERS = OwnWords((Own(OWN, "feeling", "all over the place", "hu"),))
WHOLE = MomentDocument(
    feelings=("annoyed", OWN),
    triggers=("A", "B.impossible"),
    strength=4,
    note="He shouted.",
    thought="never shared",
)


def test_the_note_is_not_among_what_is_ticked_beforehand() -> None:
    assert USUAL_PARTS == (FEELING, TRIGGER, STRENGTH)
    assert NOTE in PARTS


def test_a_note_is_offered_only_where_there_is_one() -> None:
    assert parts_of(WHOLE) == PARTS
    assert (
        parts_of(MomentDocument(feelings=("calm",), triggers=("A",), strength=1, note=" \n")) == USUAL_PARTS
    )


def test_a_question_of_spaces_is_none() -> None:
    assert snapshot_of(WHOLE, HERS, parts=(FEELING,), question=" \n").question == ""


def test_it_holds_what_was_chosen() -> None:
    assert snapshot_of(WHOLE, HERS, parts=(FEELING, STRENGTH), question="Why?") == MomentSnapshot(
        feelings=("annoyed", OWN), strength=4, own={OWN: "all over the place"}, question="Why?"
    )
    assert snapshot_of(WHOLE, HERS, parts=(NOTE,), question="") == MomentSnapshot(note="He shouted.")
    assert snapshot_of(WHOLE, HERS, parts=(TRIGGER,), question="").own == {}


@given(chosen=st.sets(st.sampled_from(PARTS), min_size=1))
def test_its_parts_are_those_that_were_chosen(chosen: set[str]) -> None:
    held = snapshot_of(WHOLE, HERS, parts=chosen, question="")
    assert set(held.parts) == chosen
    assert "never shared" not in str(held.as_json())


def test_nothing_chosen_is_nothing_shared() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        snapshot_of(WHOLE, NONE, parts=("thought",), question="Why?")
    with pytest.raises(ValueError, match="1 to 5"):
        MomentSnapshot(strength=6)


@pytest.mark.parametrize(
    ("triggers", "serious"), [(("A",), False), (("X",), True), (("A", "X.threat"), True), (("XY",), False)]
)
def test_a_serious_incident_is_noticed(triggers: tuple[str, ...], serious: bool) -> None:
    assert MomentSnapshot(triggers=triggers).is_serious is serious


def test_what_was_written_is_read_again() -> None:
    snapshot = snapshot_of(WHOLE, HERS, parts=PARTS, question="Why?")
    assert read_snapshot(sealed_form(snapshot)) == snapshot


def test_the_first_ones_did_not_say_that_they_were_of_moments() -> None:
    snapshot = snapshot_of(WHOLE, HERS, parts=PARTS, question="Why?")
    assert read_snapshot(snapshot.as_json()) == snapshot


def test_her_own_texts_are_known() -> None:
    assert snapshot_of(WHOLE, HERS, parts=PARTS, question="Why?").written == ("He shouted.", "Why?")
