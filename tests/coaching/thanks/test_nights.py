"""What happens at night: a year is enough unless it is kept, and a team of before stays without it."""

import datetime as dt

import pytest
import time_machine

from coaching.models import KEEP_THANKS, Thanks
from coaching.tasks import sweep_thanks
from coaching.thanks.actions import due_thanks, forget_due, keep_thanks, remove_thanks, show_thanks
from people.actions.organisations import Roles, change_member, close_membership
from people.models import DataKey, Membership, Team
from tests.cast import NOW
from tests.coaching.conftest import later
from tests.coaching.thanks.conftest import thanked

pytestmark = pytest.mark.usefixtures("scoped")

YEAR = NOW + KEEP_THANKS
BEFORE = YEAR - dt.timedelta(seconds=1)


def test_after_a_year_it_goes_with_its_key_unless_it_is_kept(
    amal: Membership, mate: Membership, clock: time_machine.Traveller
) -> None:
    over, kept, new = thanked(mate, amal), thanked(mate, amal), thanked(mate, amal, now=later(days=1))
    keep_thanks(row=kept.pk, keep=True, by=amal)
    clock.move_to(BEFORE)
    sweep_thanks.call_local()
    assert Thanks.objects.count() == 3
    clock.move_to(YEAR)
    sweep_thanks.call_local()
    assert set(Thanks.objects.values_list("pk", flat=True)) == {kept.pk, new.pk}
    assert not DataKey.objects.filter(pk=over.data_key_id).exists()
    keep_thanks(row=kept.pk, keep=False, by=amal)
    sweep_thanks.call_local()
    assert list(Thanks.objects.values_list("pk", flat=True)) == [new.pk]


def test_what_nobody_can_read_any_more_goes_the_next_night(
    amal: Membership, mate: Membership, ada: Membership, clock: time_machine.Traveller
) -> None:
    removed, there = thanked(mate, amal), thanked(mate, amal)
    remove_thanks(row=removed.pk, by=amal, now=NOW)
    sweep_thanks.call_local()
    assert Thanks.objects.count() == 2  # its giver can
    close_membership(member=mate, by=ada, now=NOW)
    sweep_thanks.call_local()
    assert list(Thanks.objects.values_list("pk", flat=True)) == [there.pk]


def test_what_was_kept_or_has_gone_meanwhile_is_left_alone(amal: Membership, mate: Membership) -> None:
    kept, gone = thanked(mate, amal), thanked(mate, amal)
    assert set(due_thanks(YEAR)) == {kept.pk, gone.pk}
    keep_thanks(row=kept.pk, keep=True, by=amal)
    assert not forget_due(row=kept.pk, now=YEAR)
    assert forget_due(row=gone.pk, now=YEAR)
    assert not forget_due(row=gone.pk, now=YEAR)


def test_what_both_have_left_goes_even_where_it_was_kept(
    amal: Membership, mate: Membership, ada: Membership
) -> None:
    thanks = thanked(mate, amal)
    keep_thanks(row=thanks.pk, keep=True, by=amal)
    close_membership(member=amal, by=ada, now=NOW)
    sweep_thanks.call_local()
    assert Thanks.objects.count() == 1
    close_membership(member=mate, by=ada, now=NOW)
    sweep_thanks.call_local()
    assert not Thanks.objects.exists()
    assert not DataKey.objects.filter(purpose="thanks").exists()


def test_it_does_not_come_back_with_who_moves_back(
    amal: Membership, mate: Membership, pier: Team, quay: Team, ada: Membership
) -> None:
    stays, moves = thanked(amal, mate), thanked(mate, amal)
    show_thanks(row=stays.pk, team=pier.pk, by=mate)
    show_thanks(row=moves.pk, team=pier.pk, by=amal)
    for team in (quay, None):
        change_member(member=amal, roles=Roles(), team=team, by=ada, now=NOW)
    sweep_thanks.call_local()
    change_member(member=amal, roles=Roles(), team=pier, by=ada, now=NOW)
    shown = Thanks.objects.shown_to(mate)
    assert list(shown.values_list("pk", flat=True)) == [stays.pk]
