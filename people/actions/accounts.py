"""Writes about one person: her account, what she prefers, what she has read."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from people.models import Membership, User

NOTICE_VERSION = 1


@transaction.atomic
def create_user(
    *, email: str, name: str, password: str | None, now: dt.datetime, time_zone: str = "UTC"
) -> User:
    """A person whose address is known to be hers: she holds a link or code that was mailed there."""
    user = User.objects.create_user(email, password, name=name, created_at=now, time_zone=time_zone)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def claim_user(*, user: User, name: str, password: str) -> User:
    """Hand an account whose address nobody has proven to the person who holds a link mailed there.

    Somebody else may have signed up with her address: that password, and all sessions, end here.
    """
    user.name = name
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["name", "password", "session_epoch"])
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def drop_password(*, user: User) -> None:
    """Forget a password that was chosen before the address was proven: it may be a stranger's."""
    user.set_unusable_password()
    user.save(update_fields=["password"])


def save_preferences(*, user: User, theme: str, text_size: str, one_statement: bool) -> None:
    """How pages look for her, on every device."""
    user.theme, user.text_size, user.one_statement = theme, text_size, one_statement
    user.save(update_fields=["theme", "text_size", "one_statement"])


def save_days(*, user: User, time_zone: str, day_ends_at: dt.time) -> None:
    """Where her days begin and end. Earlier moments keep the day they were written on."""
    user.time_zone, user.day_ends_at = time_zone, day_ends_at
    user.save(update_fields=["time_zone", "day_ends_at"])


def read_notice(*, member: Membership) -> None:
    """She has seen who reads what; reading is not consent."""
    Membership.objects.filter(pk=member.pk).update(notice_read=NOTICE_VERSION)


def end_sessions(*, user: User) -> None:
    """End every session of a person, on all devices, with the next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
