"""What the tests of the journal share: a quick way to put moments down, and to spoil one."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from journal.actions import save_moment
from journal.models import Moment
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW

Save = Callable[..., Moment]
Spoil = Callable[[Moment], None]
SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Pages of these tests are opened at the moment of the story."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def save() -> Save:
    """save(amal, strength=2, hours_ago=5): a moment, put down by its action."""

    def put(by: Membership, *, hours_ago: float = 0, key: UUID | None = None, **told: Any) -> Moment:
        fields: dict[str, Any] = {
            "feelings": ["frustrated"],
            "triggers": ["A"],
            "strength": 4,
            "note": "",
        } | told
        when = NOW - dt.timedelta(hours=hours_ago)
        with organisation_scope(by.organisation):
            return save_moment(by=by, submission_key=key or uuid4(), now=when, **fields)

    return put


@pytest.fixture
def spoil() -> Spoil:
    """Change one bit of a sealed moment, as somebody with the database file could."""

    def flip(moment: Moment) -> None:
        with organisation_scope(moment.organisation):
            broken = bytearray(moment.sealed)
            broken[-1] ^= 1
            Moment.objects.filter(pk=moment.pk).update(sealed=bytes(broken))

    return flip
