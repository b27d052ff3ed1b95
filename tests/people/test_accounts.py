"""Writes of an account: whose it is, how pages look, where days begin."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from people.actions.accounts import (
    NOTICE_VERSION,
    claim_user,
    drop_password,
    forget_other_sign_in,
    note_other_sign_in,
    read_notice,
    save_days,
    save_preferences,
)
from people.models import Membership, User
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")


def test_who_holds_the_mailed_link_gets_the_account_and_a_strangers_password_ends(amal: Membership) -> None:
    EmailAddress.objects.filter(user=amal.user).update(verified=False)
    epoch = amal.user.session_epoch
    claimed = claim_user(user=amal.user, name="Amal Aziz", password="a longer lantern 42")
    claimed.refresh_from_db()
    assert (claimed.name, claimed.session_epoch) == ("Amal Aziz", epoch + 1)
    assert claimed.check_password("a longer lantern 42")
    address = EmailAddress.objects.get(user=amal.user)
    assert (address.verified, address.primary) == (True, True)


def test_a_password_that_may_be_a_strangers_is_forgotten(amal: Membership) -> None:
    drop_password(user=amal.user)
    assert not User.objects.get(pk=amal.user_id).has_usable_password()


def test_preferences_and_days_are_kept(amal: Membership) -> None:
    save_preferences(user=amal.user, theme="dark", text_size="large", one_statement=True, idle_minutes=5)
    save_days(user=amal.user, time_zone="Europe/Berlin", day_ends_at=dt.time(4))
    user = User.objects.get(pk=amal.user_id)
    assert (user.theme, user.text_size, user.one_statement, user.idle_minutes) == ("dark", "large", True, 5)
    assert (user.time_zone, user.day_ends_at) == ("Europe/Berlin", dt.time(4))


def test_the_notice_is_read_once_for_its_version(amal: Membership) -> None:
    Membership.objects.filter(pk=amal.pk).update(notice_read=0)
    read_notice(member=amal)
    assert Membership.objects.get(pk=amal.pk).notice_read == NOTICE_VERSION


def test_a_sign_in_is_told_until_she_says_whose_it_was(amal: Membership) -> None:
    first, second = (note_other_sign_in(user=amal.user, how="code", place=each, now=NOW) for each in "ab")
    forget_other_sign_in(user=amal.user, noted=first, now=NOW)
    assert [each["id"] for each in User.objects.get(pk=amal.user_id).other_sign_ins] == [second]
