"""Writes about one person: her account, what she prefers, what she has read."""

import datetime as dt
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from people.models import Membership, User

NOTICE_VERSION = 1
# How many sign-ins that did not open the journal are told of, and for how long.
MOST_OTHER_SIGN_INS = 5
OTHER_SIGN_INS_KEPT = dt.timedelta(days=30)


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


def save_preferences(
    *, user: User, theme: str, text_size: str, one_statement: bool, idle_minutes: int
) -> None:
    """How pages look for her, and when they are locked, on every device."""
    user.theme, user.text_size, user.one_statement = theme, text_size, one_statement
    user.idle_minutes = idle_minutes
    user.save(update_fields=["theme", "text_size", "one_statement", "idle_minutes"])


def save_days(*, user: User, time_zone: str, day_ends_at: dt.time) -> None:
    """Where her days begin and end. Earlier moments keep the day they were written on."""
    user.time_zone, user.day_ends_at = time_zone, day_ends_at
    user.save(update_fields=["time_zone", "day_ends_at"])


def read_notice(*, member: Membership) -> None:
    """She has seen who reads what; reading is not consent."""
    Membership.objects.filter(pk=member.pk).update(notice_read=NOTICE_VERSION)


@transaction.atomic
def note_other_sign_in(*, user: User, how: str, place: str, now: dt.datetime) -> str:
    """Keep that somebody came into her account without opening the journal; the id of the note.

    She is told of it in every browser that shows her other things, until she says whose it was.
    """
    kept = _other_sign_ins(user, now)
    noted = {"id": uuid4().hex, "how": how, "place": place, "at": now.isoformat()}
    _keep_other_sign_ins(user, [*kept, noted][-MOST_OTHER_SIGN_INS:])
    return noted["id"]


@transaction.atomic
def forget_other_sign_in(*, user: User, noted: str, now: dt.datetime) -> None:
    """She has said whose it was."""
    _keep_other_sign_ins(user, [each for each in _other_sign_ins(user, now) if each["id"] != noted])


def _other_sign_ins(user: User, now: dt.datetime) -> list[dict[str, str]]:
    """Those that are not too old, with the row locked: two sign-ins at once must both be told."""
    found: list[dict[str, str]] = User.objects.select_for_update().get(pk=user.pk).other_sign_ins
    oldest = (now - OTHER_SIGN_INS_KEPT).isoformat()
    return [each for each in found if each["at"] > oldest]


def _keep_other_sign_ins(user: User, kept: list[dict[str, str]]) -> None:
    user.other_sign_ins = kept
    User.objects.filter(pk=user.pk).update(other_sign_ins=kept)


def end_sessions(*, user: User) -> None:
    """End every session of a person, on all devices, with the next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
