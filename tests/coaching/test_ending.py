"""What happens at night: keys end, the rest is deleted after a month, a thread after a year."""

import datetime as dt

import pytest
import time_machine

from coaching.actions.sharing import end_due, forget_ended, reply_form, share_form, stop_sharing
from coaching.models import KEEP_REST, KEEP_THREAD, Message, Share
from coaching.tasks import sweep
from journal.actions import delete_moment, purge_deleted
from people.actions.organisations import save_team
from people.drafts import keep_draft, read_draft
from people.models import DataKey, Membership
from tests.cast import NOW
from tests.coaching.conftest import answered, later, moment_of, replied, shared

pytestmark = pytest.mark.usefixtures("scoped")


def state(share: Share) -> tuple[dt.datetime | None, str, int]:
    """When and why it ended, and how many keys of what is shared are left."""
    share.refresh_from_db()
    keys = DataKey.objects.filter(
        purpose="share", pk__in=[share.snapshot_key_id] if share.snapshot_key_id else []
    )
    return share.ended_at, share.ending, keys.count()


def test_what_is_over_ends_in_the_night_and_what_lasts_goes_on(
    amal: Membership, bo: Membership, clock: time_machine.Traveller
) -> None:
    over, lasts = shared(amal, bo, days=7), shared(amal, bo, days=30)
    night = later(days=8)
    clock.move_to(night)
    sweep.call_local()
    assert state(over) == (night, "expired", 0)
    assert state(lasts) == (None, "", 1)


def test_with_its_supervisor_it_ends_for_good(amal: Membership, bo: Membership, ada: Membership) -> None:
    lost = shared(amal, bo)
    save_team(team=amal.team, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert end_due(row=lost.pk, now=NOW)
    assert state(lost) == (NOW, "reader", 0)
    assert not end_due(row=lost.pk, now=NOW)  # there is nothing left to end


def test_a_month_later_the_row_goes(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert not forget_ended(row=share.pk, now=NOW + KEEP_REST - dt.timedelta(seconds=1))
    assert forget_ended(row=share.pk, now=NOW + KEEP_REST)
    assert not Share.objects.filter(pk=share.pk).exists()
    assert not DataKey.objects.filter(purpose__in=["share", "thread"]).exists()
    assert not forget_ended(row=share.pk, now=NOW + KEEP_REST)


def test_what_was_said_stays_for_a_year_after_the_last_word(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    answered(share)
    replied(share, amal, now=later(days=2))
    stop_sharing(row=share.pk, by=amal, now=later(days=3))
    month = later(days=3) + KEEP_REST
    assert forget_ended(row=share.pk, now=month)
    share.refresh_from_db()
    assert share.sealed is None
    assert not forget_ended(row=share.pk, now=month)
    assert not forget_ended(row=share.pk, now=later(days=1) + KEEP_THREAD)
    assert Message.objects.filter(thread__share=share).count() == 2
    assert forget_ended(row=share.pk, now=later(days=2) + KEEP_THREAD)
    assert not Message.objects.exists()
    assert not Share.objects.exists()
    assert not DataKey.objects.filter(purpose__in=["share", "thread"]).exists()


def test_the_night_does_all_of_it(amal: Membership, bo: Membership, clock: time_machine.Traveller) -> None:
    shared(amal, bo, days=7)
    clock.move_to(later(days=7))
    sweep.call_local()
    clock.move_to(later(days=7) + KEEP_REST)
    sweep.call_local()
    assert not Share.objects.exists()
    assert not DataKey.objects.filter(purpose__in=["share", "thread"]).exists()


# --- drafts ------------------------------------------------------------------------------------------


def test_what_the_other_began_to_reply_goes_with_it_and_hers_with_the_row(
    amal: Membership, bo: Membership
) -> None:
    share = shared(amal, bo)
    form = reply_form(answered(share).thread_id)
    for member in (amal, bo):
        keep_draft(membership=member, form=form, fields={"text": ["half"]}, now=NOW)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert read_draft(bo, form) is None
    assert read_draft(amal, form) is not None
    forget_ended(row=share.pk, now=NOW + KEEP_THREAD)
    assert read_draft(amal, form) is None


def test_what_was_half_chosen_of_a_moment_goes_once_it_cannot_come_back(
    amal: Membership, bo: Membership
) -> None:
    there, deleted = moment_of(amal), moment_of(amal)
    for moment in (there, deleted):
        keep_draft(
            membership=amal, form=share_form("moment", moment.pk), fields={"question": ["half"]}, now=NOW
        )
    delete_moment(by=amal, row=deleted.pk, now=NOW)
    sweep.call_local()
    assert read_draft(amal, share_form("moment", deleted.pk)) is not None
    purge_deleted(now=later(days=8))
    sweep.call_local()
    assert read_draft(amal, share_form("moment", deleted.pk)) is None
    assert read_draft(amal, share_form("moment", there.pk)) is not None
