"""Who may do what: HR, and of HR only who has locked her own card."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from hiring.actions.scorecards import open_profile, save_scorecard
from hiring.models import Candidate, Opening
from hiring.openings.actions.team import name_team
from hiring.permissions import (
    can_decide,
    can_enter,
    can_hire,
    can_interview,
    can_read_profile,
    check_decide,
    check_enter,
    check_hire,
    check_interview,
    check_read_profile,
    is_interviewer,
)
from people.audit import record
from people.models import Membership
from tests.cast import NOW
from tests.hires import drafted, invited, job, joins, locked, rated, sent

ClientOf = Callable[[Membership], Client]


def test_hr_hires_and_nobody_else(dee: Membership, ada: Membership, bo: Membership, amal: Membership) -> None:
    assert [can_hire(each) for each in (dee, ada, bo, amal)] == [True, False, False, False]
    check_hire(dee)
    for other in (ada, bo, amal):
        with pytest.raises(PermissionDenied, match="Only HR of your organisation"):
            check_hire(other)


def test_who_has_left_hires_no_more(dee: Membership) -> None:
    dee.closed_at = NOW - dt.timedelta(days=1)
    assert not can_hire(dee)


def test_who_talks_for_an_opening_comes_in_and_writes_a_card_whatever_her_role(
    opening: Opening, dee: Membership, cleo: Membership, amal: Membership, flo: Membership
) -> None:
    candidate = sent(opening, dee)
    joins(opening, dee, cleo)
    assert [can_enter(each) for each in (dee, flo, cleo, amal)] == [True, True, True, False]
    assert [can_interview(each, candidate) for each in (dee, flo, cleo, amal)] == [True, False, True, False]
    assert not can_hire(cleo)
    check_enter(cleo)
    check_interview(cleo, candidate)
    with pytest.raises(PermissionDenied, match="Only HR, and those who talk with candidates"):
        check_enter(amal)
    for other in (flo, amal):
        with pytest.raises(PermissionDenied, match="Only who talks with the candidates"):
            check_interview(other, candidate)


def test_who_talks_for_one_opening_reaches_no_other_and_no_draft(
    opening: Opening, dee: Membership, cleo: Membership
) -> None:
    other, draft = job(dee, title="Another"), drafted(dee, title="Draft", team=(cleo,))
    mine, theirs = sent(opening, dee), invited(other, dee, token="theirs")
    joins(opening, dee, cleo)
    assert list(Opening.objects.reached_by(cleo)) == [opening]
    assert set(Opening.objects.reached_by(dee)) == {opening, other, draft}
    assert list(Candidate.objects.reached_by(cleo)) == [mine]
    assert set(Candidate.objects.reached_by(dee)) == {mine, theirs}
    assert not can_interview(cleo, theirs)


def test_who_has_left_comes_in_no_more(opening: Opening, dee: Membership, cleo: Membership) -> None:
    candidate = sent(opening, dee)
    joins(opening, dee, cleo)
    cleo.closed_at = NOW - dt.timedelta(days=1)
    assert not can_enter(cleo)
    assert not can_interview(cleo, candidate)


def test_a_profile_and_a_decision_open_with_ones_own_locked_card(
    opening: Opening, dee: Membership, flo: Membership
) -> None:
    candidate = sent(opening, dee)
    joins(opening, dee, flo)
    locked(candidate, dee)
    assert (can_read_profile(dee, candidate), can_decide(dee, candidate)) == (True, True)
    check_read_profile(dee, candidate)
    check_decide(dee, candidate)
    assert (can_read_profile(flo, candidate), can_decide(flo, candidate)) == (False, False)
    with pytest.raises(PermissionDenied, match="your own scorecard"):
        check_read_profile(flo, candidate)
    with pytest.raises(PermissionDenied, match="before you decide"):
        check_decide(flo, candidate)


def test_a_decision_is_for_who_was_named_for_it(opening: Opening, dee: Membership, cleo: Membership) -> None:
    candidate = sent(opening, dee)
    talks, decides = [dee.user.email, cleo.user.email], [dee.user.email]
    name_team(opening=opening, interviewers=talks, deciders=decides, by=dee, now=NOW)
    locked(candidate, cleo)
    assert (can_read_profile(cleo, candidate), can_decide(cleo, candidate)) == (True, False)
    with pytest.raises(PermissionDenied, match="Only who was named"):
        check_decide(cleo, candidate)


def test_a_locked_card_of_who_talks_no_longer_opens_nothing(
    opening: Opening, dee: Membership, flo: Membership
) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    joins(opening, flo)
    assert not can_read_profile(dee, candidate)


# --- who decides and is named to talk as well, later ----------------------------------------------


@pytest.fixture
def read_before(opening: Opening, dee: Membership, flo: Membership, cleo: Membership) -> Candidate:
    """Nell: dee talked with her, flo and cleo only decide; flo has read, and now talks too."""
    candidate = sent(opening, dee)
    named = {"interviewers": [dee.user.email], "deciders": [flo.user.email, cleo.user.email]}
    name_team(opening=opening, **named, by=flo, now=NOW)
    locked(candidate, dee)
    open_profile(candidate=candidate, by=flo, now=NOW)
    named["interviewers"].append(flo.user.email)
    name_team(opening=opening, **named, by=flo, now=NOW)
    return candidate


def test_who_read_before_she_was_named_to_talk_writes_no_card_and_nobody_waits_for_one(
    read_before: Candidate, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    assert not can_interview(flo, read_before)
    assert [can_read_profile(each, read_before) for each in (dee, flo, cleo)] == [True, True, True]
    assert [can_decide(each, read_before) for each in (dee, flo, cleo)] == [False, True, True]


def test_of_somebody_she_has_not_read_of_she_owes_a_card_as_everybody(
    read_before: Candidate, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    """Kim is of the same opening: what flo read was of Nell."""
    kim = sent(read_before.opening, dee, name="Kim", token="kim", session="kim")
    locked(kim, dee)
    assert can_interview(flo, kim)
    assert [can_read_profile(each, kim) for each in (dee, flo, cleo)] == [True, False, False]
    save_scorecard(candidate=kim, ratings=rated(), by=flo, now=NOW)
    assert not can_read_profile(cleo, kim)
    locked(kim, flo)
    assert [can_decide(each, kim) for each in (flo, cleo)] == [True, True]


def test_another_who_owes_a_card_is_waited_for(
    read_before: Candidate, dee: Membership, flo: Membership, cleo: Membership, amal: Membership
) -> None:
    talks = [each.user.email for each in (dee, flo, amal)]
    decides = [flo.user.email, cleo.user.email]
    name_team(opening=read_before.opening, interviewers=talks, deciders=decides, by=dee, now=NOW)
    assert [can_read_profile(each, read_before) for each in (flo, cleo, amal)] == [False] * 3
    with pytest.raises(PermissionDenied, match="Who decides and writes none reads them once every card"):
        check_read_profile(flo, read_before)
    locked(read_before, amal)
    assert [can_read_profile(each, read_before) for each in (flo, cleo, amal)] == [True] * 3


def test_a_card_that_she_began_before_she_read_is_waited_for(
    opening: Opening, dee: Membership, flo: Membership
) -> None:
    """Only who writes none is left out of those who owe one."""
    candidate = sent(opening, dee)
    joins(opening, dee, flo)
    locked(candidate, dee)
    save_scorecard(candidate=candidate, ratings=rated(), by=flo, now=NOW)
    record_read(candidate, flo)
    assert can_interview(flo, candidate)
    assert not can_read_profile(flo, candidate)


def record_read(candidate: Candidate, member: Membership) -> None:
    record(
        organisation=member.organisation,
        actor=member,
        act="candidate.cards-read",
        kind="candidate",
        object_id=candidate.pk,
        now=NOW,
    )


def test_who_only_talks_and_read_before_reads_no_more(
    read_before: Candidate, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    talks, decides = [dee.user.email, flo.user.email], [cleo.user.email]
    name_team(opening=read_before.opening, interviewers=talks, deciders=decides, by=dee, now=NOW)
    assert [is_interviewer(each, read_before) for each in (dee, flo, cleo)] == [True, True, False]
    assert [can_read_profile(each, read_before) for each in (dee, flo, cleo)] == [True, False, True]


def test_her_page_says_why_she_writes_no_card(
    read_before: Candidate, flo: Membership, cleo: Membership, client_of: ClientOf, clock: object
) -> None:
    url = f"/hiring/c/{read_before.pk}/"
    page = client_of(flo).get(url).content.decode()
    assert "You had read of this person before you were named to talk" in page
    assert "You are not one of them" not in page
    assert "Write the decision" in page
    assert "You decide and write none of your own." in client_of(cleo).get(url).content.decode()
