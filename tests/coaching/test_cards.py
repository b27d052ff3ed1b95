"""What she checks is what he reads: the same bytes, whatever was chosen of whatever moment."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coaching.cards import card_html, words_of
from coaching.queries.sharing import people_for
from coaching.queries.team import find_open
from coaching.sealing import open_snapshot
from coaching.snapshots.moment import PARTS, MomentSnapshot, snapshot_of
from journal.actions import add_own_word
from journal.documents import MomentDocument
from journal.own import NONE
from people.models import Membership
from tests.cast import NOW
from tests.coaching.conftest import SignIn, moment_of, shared
from vocabulary.feelings import feelings
from vocabulary.triggers import triggers

pytestmark = pytest.mark.usefixtures("scoped")

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200)
FEELINGS = st.lists(st.sampled_from([each.code for each in feelings()]), min_size=1, max_size=3, unique=True)
TRIGGERS = st.lists(st.sampled_from([each.code for each in triggers()]), min_size=1, max_size=4, unique=True)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    document=st.builds(
        MomentDocument, FEELINGS.map(tuple), TRIGGERS.map(tuple), st.integers(1, 5), note=TEXTS, thought=TEXTS
    ),
    question=TEXTS,
    parts=st.sets(st.sampled_from(PARTS[:3]), min_size=1),
    with_note=st.booleans(),
)
def test_what_is_read_is_what_was_checked(
    amal: Membership,
    bo: Membership,
    document: MomentDocument,
    question: str,
    parts: set[str],
    with_note: bool,
) -> None:
    """Through the action and the seal, and out again by the look-up of the page that reads."""
    chosen = tuple(parts | {"note"} if with_note else parts)
    checked = card_html(snapshot_of(document, NONE, parts=chosen, question=question))
    share = shared(amal, bo, moment=moment_of(amal, document), parts=chosen, question=question)
    found = find_open(bo, share.pk, NOW)
    assert found is not None
    assert card_html(open_snapshot(found)) == checked


CARD = re.compile(r'<div class="card">\n<dl.*?</dl>.*?</div>', re.S)


def test_both_pages_hold_the_same_card(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    moment = moment_of(amal, MomentDocument(("sad",), ("X",), 5, "He <b>threatened</b> me."))
    sent = {"reader": people_for(amal)[0].code, "parts": PARTS, "question": "Why?\n\n&c", "days": "7"}
    check = client_of(amal).post(f"/sharing/new/{moment.pk}/", sent).content.decode()
    share = shared(amal, bo, moment=moment, parts=PARTS, question="Why?\n\n&c", days=7)
    read = client_of(bo).get(f"/team/inbox/{share.pk}/").content.decode()
    own = client_of(amal).get(f"/sharing/{share.pk}/").content.decode()
    cards = [CARD.findall(page) for page in (check, read, own)]
    assert cards[0] == cards[1] == cards[2]
    assert len(cards[0]) == 1
    assert "He &lt;b&gt;threatened&lt;/b&gt; me." in cards[0][0]


def test_a_serious_incident_is_told_with_the_way_to_support() -> None:
    told = "This mentions a serious incident. Ask what support is wanted."
    assert told in card_html(MomentSnapshot(triggers=("X",)))
    assert 'href="/support/"' in card_html(MomentSnapshot(triggers=("X",)))
    assert told not in card_html(MomentSnapshot(triggers=("A",)))


def test_nothing_else_of_the_moment_is_on_it() -> None:
    document = MomentDocument(("sad",), ("A",), 5, "the note", thought="the thought", need="the need")
    card = card_html(snapshot_of(document, NONE, parts=("trigger",), question=""))
    for word in ("sad", "Strength", "the note", "the thought", "the need", "Question"):
        assert word not in card


def test_her_own_words_read_as_they_did_when_she_shared_them(amal: Membership, bo: Membership) -> None:
    own = add_own_word(by=amal, kind="feeling", text="all over the place", place="hu", now=NOW)
    moment = moment_of(amal, MomentDocument((own.words[-1].code,), ("A",), 2))
    found = find_open(bo, shared(amal, bo, moment=moment).pk, NOW)
    assert found is not None
    assert "all over the place" in card_html(open_snapshot(found))


def test_a_list_names_it_in_a_few_words_and_never_by_her_own_text() -> None:
    snapshot = MomentSnapshot(feelings=("sad",), triggers=("A",), note="secret", question="why")
    assert words_of(snapshot).startswith("sad · ")
    assert "secret" not in words_of(snapshot)
    assert words_of(MomentSnapshot(note="secret")) == "Note"
