"""Who may do what: HR, and of HR only who has locked her own card."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

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
)
from people.models import Membership
from tests.cast import NOW
from tests.hires import drafted, invited, job, joins, locked, sent


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
