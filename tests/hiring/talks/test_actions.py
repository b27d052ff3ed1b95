"""Changing a locked card, reading every card, laying people side by side: what is done and recorded."""

import pytest
from django.core.exceptions import PermissionDenied

from hiring.actions.candidates import reopen_candidate
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Rated, Verdict, decide, lock_scorecard, save_scorecard
from hiring.models import Candidate, Opening, OpeningStage, Scorecard, ScorecardVersion
from hiring.openings.actions.team import name_team
from hiring.queries import own_card
from hiring.talks.actions import change_scorecard, open_cards, open_comparison
from hiring.talks.queries.cards import locked_cards
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.hires import changed, invited, joins, locked, rated, sent
from tests.hiring.conftest import later


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    return sent(opening, dee)


def acts(candidate: Candidate) -> list[str]:
    return list(
        AuditRecord.objects.filter(object_id=str(candidate.pk))
        .order_by("number")
        .values_list("act", flat=True)
    )


def test_a_change_leaves_what_the_card_said_with_its_reason(nell: Candidate, dee: Membership) -> None:
    locked(nell, dee, evidence="zqfirst")
    changed(nell, dee, evidence="zqsecond", reason="zqwhy", rating=2, now=later(days=1))
    changed(nell, dee, evidence="zqthird", reason="Once more.", version=2, now=later(days=2))
    (card,) = locked_cards(nell, dee)
    assert (card.by, card.is_own, card.version, card.locked_at) == ("Dee", True, 3, NOW)
    assert card.ratings["calm-1"] == (3, "zqthird")
    told = [
        (old.number, old.ratings["calm-1"], old.reason, old.written_at, old.replaced_at)
        for old in card.earlier
    ]
    assert told == [
        (1, (4, "zqfirst"), "zqwhy", NOW, later(days=1)),
        (2, (2, "zqsecond"), "Once more.", later(days=1), later(days=2)),
    ]
    assert acts(nell)[-2:] == ["candidate.scorecard-changed"] * 2


def test_versions_stand_sealed_and_go_with_the_candidate(nell: Candidate, dee: Membership) -> None:
    locked(nell, dee, evidence="zqfirst")
    changed(nell, dee, evidence="zqsecond", reason="zqwhy")
    stored = bytes(ScorecardVersion.objects.get().sealed)
    assert not any(word in stored for word in (b"zqfirst", b"zqwhy"))
    withdraw_candidate(candidate=nell, now=NOW)
    assert not ScorecardVersion.objects.exists()


def test_a_stale_tab_changes_nothing(nell: Candidate, dee: Membership) -> None:
    locked(nell, dee)
    changed(nell, dee, evidence="zqsecond")
    with pytest.raises(Refused, match="in the meantime"):
        changed(nell, dee, evidence="zqstale", version=1)
    card = own_card(nell, dee)
    assert card is not None
    assert card.ratings["calm-1"] == (3, "zqsecond")


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [(rated(), "  "), ({}, "Why."), (rated("", 4), "Why."), (rated("x", None), "Why.")],
)
def test_a_change_is_whole_and_has_a_reason(
    nell: Candidate, dee: Membership, ratings: dict[str, Rated], reason: str
) -> None:
    locked(nell, dee)
    with pytest.raises(Refused, match="say why you change"):
        change_scorecard(candidate=nell, ratings=ratings, reason=reason, version=1, by=dee, now=NOW)
    assert not ScorecardVersion.objects.exists()


def test_what_the_guide_does_not_have_and_what_is_not_locked_is_no_change(
    nell: Candidate, dee: Membership
) -> None:
    with pytest.raises(Scorecard.DoesNotExist):
        changed(nell, dee)
    locked(nell, dee)
    with pytest.raises(ValueError, match="Not of this guide"):
        change_scorecard(candidate=nell, ratings={"x": Rated(3, "x")}, reason="x", version=1, by=dee, now=NOW)


def test_nobody_changes_a_card_who_does_not_talk_for_the_opening(
    nell: Candidate, dee: Membership, flo: Membership
) -> None:
    locked(nell, dee)
    with pytest.raises(PermissionDenied):
        changed(nell, flo)


def test_once_it_is_decided_no_card_is_written_or_changed(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership
) -> None:
    joins(opening, dee, flo)
    save_scorecard(candidate=nell, ratings=rated("zqhalf"), by=flo, now=NOW)
    locked(nell, dee)
    decide(candidate=nell, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=NOW)
    for act in (save_scorecard, lock_scorecard):
        with pytest.raises(Refused, match="It is decided about this person"):
            act(candidate=nell, ratings=rated("zqlate"), by=flo, now=NOW)
    with pytest.raises(Refused, match="It is decided about this person"):
        changed(nell, dee)
    card = own_card(nell, flo)
    assert card is not None
    assert card.ratings["calm-1"] == (4, "zqhalf")


def test_a_card_about_who_withdrew_is_refused_with_a_sentence(opening: Opening, dee: Membership) -> None:
    early = invited(opening, dee)
    withdraw_candidate(candidate=early, now=NOW)
    with pytest.raises(Refused, match="has withdrawn"):
        lock_scorecard(candidate=early, ratings=rated(), by=dee, now=NOW)


def test_every_card_is_read_only_after_ones_own_and_each_time_is_recorded(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership
) -> None:
    joins(opening, dee, flo)
    locked(nell, dee)
    with pytest.raises(PermissionDenied, match="your own scorecard"):
        open_cards(candidate=nell, by=flo, now=NOW)
    open_cards(candidate=nell, by=dee, now=NOW)
    open_cards(candidate=nell, by=dee, now=NOW)
    assert acts(nell)[-2:] == ["candidate.cards-read"] * 2


def test_people_lie_side_by_side_only_where_each_of_them_may_be_read(
    nell: Candidate, opening: Opening, dee: Membership
) -> None:
    tariq = sent(opening, dee, name="Tariq", token="tariq", session="tariq")
    locked(nell, dee)
    with pytest.raises(PermissionDenied, match="your own scorecard"):
        open_comparison(candidates=[nell, tariq], by=dee, now=NOW)
    assert "candidate.compared" not in acts(nell)
    locked(tariq, dee)
    open_comparison(candidates=[nell, tariq], by=dee, now=NOW)
    assert [acts(one)[-1] for one in (nell, tariq)] == ["candidate.compared"] * 2


def test_who_only_decides_reads_once_every_card_is_in_and_from_then_on_writes_none(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    talk = [dee.user.email, flo.user.email]
    name_team(opening=opening, interviewers=talk, deciders=[bo.user.email], by=flo, now=NOW)
    locked(nell, dee)
    with pytest.raises(PermissionDenied, match="your own scorecard"):
        open_cards(candidate=nell, by=bo, now=NOW)
    locked(nell, flo)
    open_cards(candidate=nell, by=bo, now=NOW)
    with pytest.raises(PermissionDenied, match="Only who talks"):
        locked(nell, bo)
    decide(candidate=nell, verdict=Verdict(True, ("calm",), "Calm."), by=bo, now=NOW)


def test_who_only_decides_and_has_begun_a_card_locks_it_first(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    name_team(opening=opening, interviewers=[dee.user.email], deciders=[bo.user.email], by=flo, now=NOW)
    save_scorecard(candidate=nell, ratings=rated("zqhers"), by=bo, now=NOW)
    locked(nell, dee)
    with pytest.raises(PermissionDenied):
        open_cards(candidate=nell, by=bo, now=NOW)
    locked(nell, bo)
    open_cards(candidate=nell, by=bo, now=NOW)


def test_who_has_left_owes_no_card(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    talk = [dee.user.email, flo.user.email]
    name_team(opening=opening, interviewers=talk, deciders=[bo.user.email], by=flo, now=NOW)
    locked(nell, dee)
    Membership.objects.filter(pk=flo.pk).update(closed_at=NOW)
    open_cards(candidate=nell, by=bo, now=NOW)


def test_nobody_takes_a_role_from_herself(
    opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    """Without it for a minute she could read what it keeps from her, and take it again."""
    for talks, decides in (([bo], [bo]), ([bo], [dee]), ([dee], [bo])):
        told = {
            "interviewers": [one.user.email for one in talks],
            "deciders": [one.user.email for one in decides],
        }
        with pytest.raises(Refused, match="cannot take yourself off"):
            name_team(opening=opening, **told, by=dee, now=NOW)
    name_team(
        opening=opening, interviewers=[bo.user.email], deciders=[bo.user.email], by=flo, now=NOW
    )  # somebody else does


def test_who_has_read_of_her_writes_no_card_in_any_role(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    name_team(opening=opening, interviewers=[dee.user.email], deciders=[bo.user.email], by=flo, now=NOW)
    locked(nell, dee)
    open_cards(candidate=nell, by=bo, now=NOW)
    both = [dee.user.email, bo.user.email]
    name_team(opening=opening, interviewers=both, deciders=[bo.user.email], by=flo, now=NOW)
    with pytest.raises(PermissionDenied, match="Only who talks"):
        locked(nell, bo)
    other = sent(opening, dee, name="Tariq", token="tariq", session="tariq")
    locked(other, bo)  # of whom she has read nothing


def test_nothing_is_decided_while_what_was_opened_again_is_not_sent(
    nell: Candidate, opening: Opening, dee: Membership
) -> None:
    locked(nell, dee)
    reopen_candidate(candidate=nell, reason="A page was lost.", by=dee, now=NOW)
    with pytest.raises(Refused, match="opened again and are not sent yet"):
        decide(candidate=nell, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=NOW)


def test_talks_are_decided_in_their_order(nell: Candidate, opening: Opening, dee: Membership) -> None:
    OpeningStage.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        position=0,
        kind=OpeningStage.Kind.INTERVIEW,
        name="First call",
    )
    locked(nell, dee)
    verdict = Verdict(True, ("calm",), "Calm.")
    with pytest.raises(Refused, match="An earlier talk is not decided yet"):
        decide(candidate=nell, verdict=verdict, by=dee, now=NOW)
    for stage in opening.stages.filter(kind="interview").order_by("position"):
        decide(candidate=nell, verdict=verdict, by=dee, now=NOW, stage=stage)
    assert nell.decisions.count() == 2
