"""The demo's hiring: everybody stands where the story says, and it is the same each time."""

import datetime as dt
from collections import Counter

import pytest

from eiapp.seed_hiring import hire
from eiapp.story_hiring import ASKED, CHANGE_REASON, HOLD, JAKUB, KEPT, NELL, RUTH, WANDA, WITHDREW
from hiring.models import (
    AdjustmentRequest,
    Candidate,
    CandidateAnswer,
    CandidateLink,
    FrozenKey,
    JudgementAnswer,
    LegalHold,
    Opening,
    PurgeRun,
    Scorecard,
    StageDecision,
)
from hiring.openings.rule import Outcome
from hiring.talks.queries.cards import locked_cards
from hiring.talks.queries.ruling import ruling
from people.models import Membership
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def opening(dee: Membership, bo: Membership) -> Opening:
    """The one that is open."""
    hire(dee, bo, zone="Europe/London", now=NOW)
    found: Opening = Opening.objects.get(state=Opening.State.OPEN)
    return found


def of(opening: Opening, name: str) -> Candidate:
    found: Candidate = Candidate.objects.select_related("opening__own_guide").get(opening=opening, name=name)
    return found


def test_candidates_stand_at_every_place_of_the_way(opening: Opening, dee: Membership) -> None:
    states = dict(Candidate.objects.filter(opening=opening).values_list("name", "state"))
    place = Candidate.State
    heard = {one.name: place.SENT for one in (NELL, RUTH, JAKUB, WANDA)}
    others = {ASKED: place.STARTED, WITHDREW: place.WITHDRAWN, "Tariq Mansour": place.INVITED}
    assert states == heard | others
    first, _second = locked_cards(of(opening, NELL.name), dee)
    assert [one.reason for one in first.earlier] == [CHANGE_REASON]
    assert Scorecard.objects.filter(candidate__name=WANDA.name).count() == 1
    assert StageDecision.objects.get(candidate__opening=opening).candidate.name == RUTH.name
    assert AdjustmentRequest.objects.get(answered_at=None).candidate.name == ASKED
    assert of(opening, ASKED).waits_since is not None


def test_the_decision_goes_with_what_the_rule_says(opening: Opening) -> None:
    found = ruling(of(opening, RUTH.name)).evaluation
    assert found is not None
    assert found.outcome == Outcome.MEETS


def test_the_earlier_opening_shows_a_purge_and_a_hold(opening: Opening) -> None:
    runs = PurgeRun.objects.order_by("began_at").values_list("looked_at", "purged", "held", "broken")
    assert list(runs) == [(2, 1, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0)]
    assert PurgeRun.objects.filter(ended_at__gte=NOW - dt.timedelta(days=1)).exists()
    hold = LegalHold.objects.get()
    assert hold.candidate is not None
    assert (hold.name, hold.candidate.name) == (HOLD, KEPT)


def test_situations_are_asked_by_a_key_of_ten_experts(opening: Opening) -> None:
    key = FrozenKey.objects.get()
    assert key.document["experts"] == 10
    assert len(key.document["key"]) >= 8
    assert opening.judgement.frozen_key == key


def test_it_is_the_same_each_time(opening: Opening, dee: Membership, bo: Membership) -> None:
    hash_before, before = FrozenKey.objects.get().hash, said()
    CandidateLink.objects.all().delete()  # the token that the demo prints is one and the same
    hire(dee, bo, zone="Europe/London", now=NOW)
    assert set(FrozenKey.objects.values_list("hash", flat=True)) == {hash_before}
    assert said() == before + before


def said() -> Counter[tuple[str, str, int | None]]:
    """What everybody answered, by name, and how often."""
    answers = CandidateAnswer.objects.values_list("candidate__name", "item_code", "value")
    ways = JudgementAnswer.objects.values_list("candidate__name", "option", "rating")
    return Counter([*answers, *ways])
