"""What she checks is what he reads: the same bytes, whatever was chosen of whatever moment."""

import re
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.meaning import Lean
from assessments.reading import Spoken
from coaching.cards import card_html, words_of
from coaching.kinds import kind_of
from coaching.models import Share
from coaching.queries.sharing import people_for
from coaching.queries.team import find_open
from coaching.sealing import open_snapshot, seal_snapshot
from coaching.snapshots.moment import PARTS, MomentSnapshot, snapshot_of
from coaching.snapshots.pattern import PatternSnapshot
from coaching.snapshots.plan import Counts, Difference, PlanSnapshot
from coaching.snapshots.report import PARTS as REPORT_PARTS
from coaching.snapshots.report import ReportSnapshot, Score
from journal.actions import add_own_word
from journal.documents import MomentDocument
from journal.own import NONE
from journal.patterns.family import Subject
from journal.patterns.findings import Side
from journal.patterns.plans import Verdict
from journal.patterns.sentences import Finding
from journal.queries.sentences import sentences_of
from people.keys import open_data_key
from people.models import Membership
from tests.cast import NOW
from tests.coaching.conftest import SignIn, moment_of, shared
from tests.coaching.kinds.conftest import MAKE, share_of
from vocabulary.feelings import feelings
from vocabulary.techniques import techniques
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


def findings() -> st.SearchStrategy[Finding]:
    counts, numbers = st.integers(8, 400), st.floats(-4, 4)
    sides = st.builds(Side, counts, st.floats(0, 5))
    on_triggers = st.tuples(
        st.sampled_from([Subject.TIME_OF_TRIGGER, Subject.STRENGTH_OF_TRIGGER]),
        st.sampled_from([each.code for each in triggers()]),
    )
    on_techniques = st.tuples(
        st.sampled_from([Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING]),
        st.sampled_from([each.code for each in techniques()]),
    )
    about = st.one_of(on_triggers, on_techniques, st.just((Subject.STRENGTH_BY_TIME, "")))
    hours = st.integers(0, 30).map(lambda hour: 60 * hour)
    return st.builds(
        lambda about, *rest: Finding(*about, *rest),
        *(about, hours, sides, sides, numbers, numbers, numbers, st.booleans()),
    )


def plan_snapshots() -> st.SearchStrategy[PlanSnapshot]:
    numbers = st.floats(-4, 4)
    differences = st.builds(
        Difference, numbers, numbers, numbers, st.sampled_from([each.value for each in Verdict])
    )
    counts = st.builds(Counts, st.integers(1, 400), st.integers(0, 400), st.none() | differences)
    return st.builds(
        PlanSnapshot,
        trigger=st.sampled_from([each.code for each in triggers()]),
        technique=st.sampled_from(["", *(each.code for each in techniques())]),
        words=TEXTS,
        counts=st.none() | counts,
        question=TEXTS,
    )


def report_snapshots() -> st.SearchStrategy[ReportSnapshot]:
    points = st.integers(0, 100)
    spoken = st.builds(Spoken, points, points, st.booleans(), st.booleans())
    scores = st.builds(
        Score,
        component=st.sampled_from(REPORT_PARTS),
        points=points,
        likely=spoken,
        retest=spoken,
        lean=st.sampled_from([each.value for each in Lean]),
        answered=st.integers(5, 10),
        asked=st.just(10),
    )
    several = st.lists(scores, min_size=1, max_size=5, unique_by=lambda score: score.component)
    return st.builds(ReportSnapshot, several.map(tuple), TEXTS)


def pattern_snapshots() -> st.SearchStrategy[PatternSnapshot]:
    return st.builds(PatternSnapshot, findings(), st.just(365), TEXTS)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(snapshot=st.one_of(plan_snapshots(), pattern_snapshots(), report_snapshots()))
def test_whatever_its_kind_it_is_read_as_it_was_checked(
    amal: Membership, bo: Membership, snapshot: PlanSnapshot | PatternSnapshot | ReportSnapshot
) -> None:
    """Through the seal, and out again by the look-up of the page that reads."""
    share = shared(amal, bo)
    assert share.snapshot_key_id is not None
    share.kind = Share.Kind(snapshot.kind)
    sealed = seal_snapshot(open_data_key(share.snapshot_key_id), share, snapshot)
    Share.objects.filter(pk=share.pk).update(kind=share.kind, sealed=sealed)
    found = find_open(bo, share.pk, NOW)
    assert found is not None
    assert card_html(open_snapshot(found)) == card_html(snapshot)
    assert words_of(open_snapshot(found)) == words_of(snapshot)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data(), question=TEXTS)
@pytest.mark.parametrize("kind", [Share.Kind.PATTERN, Share.Kind.PLAN, Share.Kind.REPORT])
def test_what_she_chose_of_a_thing_is_what_is_read(
    amal: Membership, bo: Membership, kind: Share.Kind, data: st.DataObject, question: str
) -> None:
    """Through the action as well."""
    row = _made(kind, amal)
    thing = kind_of(kind).find(amal, row, NOW)
    assert thing is not None
    chosen = st.sets(st.sampled_from(thing.parts), min_size=1).map(sorted).map(tuple)
    parts = data.draw(chosen)
    share = share_of(kind, amal, bo, row, parts=parts, question=question)
    found = find_open(bo, share.pk, NOW)
    assert found is not None
    assert card_html(open_snapshot(found)) == card_html(thing.snapshot(parts, question))


def _made(kind: Share.Kind, owner: Membership) -> UUID:
    """Her thing of this kind, made at the first example."""
    rows = {
        Share.Kind.PATTERN: lambda: next(iter(sentences_of(owner, NOW)), None),
        Share.Kind.PLAN: lambda: owner.plans.values_list("pk", flat=True).first(),
        Share.Kind.REPORT: lambda: owner.sittings.values_list("pk", flat=True).first(),
    }
    return rows[kind]() or MAKE[kind](owner)


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
