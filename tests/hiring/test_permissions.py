"""Who may do what: HR, and of HR only who has locked her own card."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from hiring.models import Opening
from hiring.permissions import (
    can_decide,
    can_hire,
    can_read_profile,
    check_decide,
    check_hire,
    check_read_profile,
)
from people.models import Membership
from tests.cast import NOW
from tests.hires import locked, sent


def test_hr_hires_and_nobody_else(dee: Membership, ada: Membership, bo: Membership, amal: Membership) -> None:
    assert [can_hire(each) for each in (dee, ada, bo, amal)] == [True, False, False, False]
    check_hire(dee)
    for other in (ada, bo, amal):
        with pytest.raises(PermissionDenied, match="Only HR of your organisation"):
            check_hire(other)


def test_who_has_left_hires_no_more(dee: Membership) -> None:
    dee.closed_at = NOW - dt.timedelta(days=1)
    assert not can_hire(dee)


def test_a_profile_and_a_decision_open_with_ones_own_locked_card(
    opening: Opening, dee: Membership, flo: Membership
) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    assert (can_read_profile(dee, candidate), can_decide(dee, candidate)) == (True, True)
    check_read_profile(dee, candidate)
    check_decide(dee, candidate)
    assert (can_read_profile(flo, candidate), can_decide(flo, candidate)) == (False, False)
    with pytest.raises(PermissionDenied, match="your own scorecard"):
        check_read_profile(flo, candidate)
    with pytest.raises(PermissionDenied, match="before you decide"):
        check_decide(flo, candidate)


def test_a_locked_card_of_who_is_no_longer_hr_opens_nothing(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    dee.is_hr = False
    assert not can_read_profile(dee, candidate)
