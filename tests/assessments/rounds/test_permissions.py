"""Who may ask, answer and read in a round."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments.permissions import (
    can_answer,
    can_ask_others,
    can_read_round,
    check_answer,
    check_ask_others,
    check_read_round,
)
from people.actions.organisations import close_membership
from people.models import Membership
from tests.assessments.rounds.conftest import Close, StartRound
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")


def test_only_the_person_whom_it_is_about_reads_a_round(
    amal: Membership,
    bo: Membership,
    dee: Membership,
    ada: Membership,
    raters: list[Membership],
    start: StartRound,
) -> None:
    found = start(amal, raters)
    assert can_read_round(amal, found)
    check_read_round(amal, found)
    for member in (bo, dee, ada, raters[0]):
        assert not can_read_round(member, found)
        with pytest.raises(PermissionDenied, match="Only the person whom a round is about"):
            check_read_round(member, found)


def test_a_round_is_answered_while_it_is_open(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close
) -> None:
    found = start(amal, raters)
    assert can_answer(found, NOW)
    check_answer(found, NOW)
    assert not can_answer(found, NOW + dt.timedelta(days=14))
    closed = close(found, amal)
    assert not can_answer(closed, NOW)
    with pytest.raises(PermissionDenied, match="This round is closed"):
        check_answer(closed, NOW)


def test_who_has_left_asks_nobody_and_is_rated_by_nobody(
    amal: Membership, ada: Membership, raters: list[Membership], start: StartRound
) -> None:
    found = start(amal, raters)
    assert can_ask_others(amal)
    check_ask_others(amal)
    close_membership(member=amal, by=ada, now=NOW)
    assert not can_ask_others(amal)
    found.membership.refresh_from_db()
    assert not can_answer(found, NOW)
    with pytest.raises(PermissionDenied, match="nobody here whom you could ask"):
        check_ask_others(amal)
