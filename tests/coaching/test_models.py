"""What must hold whoever writes."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from coaching.models import Message, Reading, Share
from people.models import DataKey, Membership
from tests.cast import NOW
from tests.coaching.conftest import answered, later, shared

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"ended_at": NOW}, "share_has_a_key_until_it_ends"),
        ({"snapshot_key": None}, "share_has_a_key_until_it_ends"),
        ({"sealed": None}, "share_has_a_key_until_it_ends"),
        ({"ending": "expired"}, "share_has_a_key_until_it_ends"),
        ({"ended_at": NOW, "snapshot_key": None}, "share_has_a_key_until_it_ends"),
        ({"expires_at": NOW}, "share_expires_after_it_begins"),
    ],
)
def test_a_share_keeps_its_shape(
    amal: Membership, bo: Membership, changed: dict[str, Any], constraint: str
) -> None:
    share = shared(amal, bo)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(**changed)


def test_nobody_shares_with_herself(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    with pytest.raises(IntegrityError, match="share_is_with_somebody_else"), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(reader=amal)


@pytest.mark.parametrize("kind", ["share", "message", "feedback", "reading"])
def test_each_once(amal: Membership, bo: Membership, kind: str) -> None:
    share = shared(amal, bo)
    said = answered(share)
    reading = Reading(organisation=amal.organisation, share=share, day=NOW.date(), first_at=NOW, last_at=NOW)
    reading.save()
    again: Any = {"share": share, "message": said, "feedback": said, "reading": reading}[kind]
    again.pk, again._state.adding = (None if kind == "reading" else uuid4()), True
    if kind == "share":
        again.snapshot_key = DataKey.objects.create(organisation=amal.organisation, purpose="share")
    if kind == "feedback":
        again.submission_key = uuid4()
    if kind == "message":
        again.kind = Message.Kind.REPLY
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_a_reading_happened_at_least_once(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    told: dict[str, Any] = {"organisation": amal.organisation, "share": share, "day": NOW.date()}
    with pytest.raises(IntegrityError, match="reading_counts_from_one"), transaction.atomic():
        Reading.objects.create(**told, first_at=NOW, last_at=NOW, times=0)


@pytest.mark.parametrize("purpose", ["share", "thread"])
def test_the_database_keeps_a_key_that_is_in_use(amal: Membership, bo: Membership, purpose: str) -> None:
    answered(shared(amal, bo))
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(purpose=purpose).delete()
        connection.check_constraints()


def test_rows_are_called_by_their_ids(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    said = answered(share)
    reading = Reading(share=share, day=NOW.date(), first_at=NOW, last_at=later())
    rows = (share, share.thread, said, reading)
    assert [str(each) for each in rows] == [str(each.pk) for each in rows]
