"""Writes about the mail that a person gets: which kinds, and where to. In no audit: they are hers alone."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from enum import Enum
from uuid import UUID

from allauth.core.internal.cryptokit import generate_user_code
from django.db import transaction
from django.utils import translation

from people.letters import language_of
from people.models import User
from people.notice_kinds import KINDS
from people.outbox import post_mail
from people.private_address import (
    Pending,
    hash_of,
    pending_of,
    private_address_of,
    sealed_address,
    sealed_pending,
)

CODE_WORKS, TRIES = dt.timedelta(minutes=15), 3
# A second click on "Mail the code" mails no second one.
CODES_APART = dt.timedelta(minutes=1)
_FIELDS = ["private_address", "pending_address", "pending_address_until"]


class Entered(Enum):
    """What became of a code. `OVER`: nothing waits for one, or that was the last try."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"


def choose_notices(*, user: User, wanted: Collection[str]) -> None:
    """Which kinds she is told of by mail, and that she is not of the others."""
    user.notices = {kind: kind in wanted for kind in KINDS}
    user.save(update_fields=["notices"])


@transaction.atomic
def turn_off(*, user_id: UUID, kind: str) -> bool:
    """No more mails of this kind. Again changes nothing. False where there is nobody of this id."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is not None and user.notices.get(kind) is not False:
        user.notices = {**user.notices, kind: False}
        user.save(update_fields=["notices"])
    return user is not None


def new_code() -> str:
    """Eight letters in two groups, as the codes to sign in."""
    return str(generate_user_code())


@transaction.atomic
def offer_address(*, user: User, address: str, code: str, now: dt.datetime) -> None:
    """Mail this code to the address; it is used for nothing until the code has come back.

    The same address again within a minute is the same click: the code that was mailed stays.
    """
    user = _locked(user)
    before = pending_of(user, now)
    asked_at = now.isoformat()
    if before and before.address == address and before.asked_at > (now - CODES_APART).isoformat():
        return
    user.pending_address = sealed_pending(user, Pending(address, hash_of(code), asked_at))
    user.pending_address_until = now + CODE_WORKS
    user.save(update_fields=_FIELDS)
    _mail(user, address, "address_code", now, code=code)


@transaction.atomic
def enter_code(*, user: User, code: str, now: dt.datetime) -> Entered:
    """The address is hers once its code is entered, and takes the place of the one before, which is told.

    `user` as her page was made: of two clicks at once the second finds done what it was to do.
    """
    named, user = pending_of(user, now), _locked(user)
    pending = pending_of(user, now)
    if pending is None:
        done = named is not None and named.address == private_address_of(user)
        return Entered.RIGHT if done else Entered.OVER
    if not pending.is_code(code):
        return _count(user, pending)
    before = private_address_of(user)
    user.private_address = sealed_address(user, pending.address)
    _forget_pending(user)
    if before and before != pending.address:
        _mail(user, before, "address_gone", now)
    return Entered.RIGHT


@transaction.atomic
def remove_address(*, user: User, now: dt.datetime) -> None:
    """From now on her mail goes to her account's address again; the private one is told and forgotten."""
    user = _locked(user)
    before = private_address_of(user)
    user.private_address = b""
    _forget_pending(user)
    if before:
        _mail(user, before, "address_gone", now)


def _locked(user: User) -> User:
    """Two clicks at once come one after the other."""
    return User.objects.select_for_update().get(pk=user.pk)


def _count(user: User, pending: Pending) -> Entered:
    tried = replace(pending, tries=pending.tries + 1)
    if tried.tries >= TRIES:
        _forget_pending(user)
        return Entered.OVER
    user.pending_address = sealed_pending(user, tried)
    user.save(update_fields=_FIELDS)
    return Entered.WRONG


def _forget_pending(user: User) -> None:
    user.pending_address, user.pending_address_until = b"", None
    user.save(update_fields=_FIELDS)


def _mail(user: User, to: str, template: str, now: dt.datetime, **told: str) -> None:
    """To a private address, which stands in no column of the outbox."""
    with translation.override(language_of(user)):
        post_mail(to=to, template=f"people/mail/{template}", context=told, now=now, hide_address=True)
