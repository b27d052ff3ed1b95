"""What the table of moments holds, whoever writes; each constraint is broken once."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django_scopes import ScopeError

from journal.models import Moment
from people.models import Membership
from tests.cast import NOW

KEY = UUID(int=7)


def row(owner: Membership, **fields: Any) -> Moment:
    told = {"submission_key": KEY, "felt_at": NOW, "local_day": NOW.date(), "changed_at": NOW, "sealed": b""}
    return Moment.objects.create(organisation_id=owner.organisation_id, membership=owner, **told | fields)


@pytest.mark.usefixtures("scoped")
def test_one_form_makes_one_moment_of_a_person(amal: Membership, cleo: Membership) -> None:
    row(amal)
    with (
        pytest.raises(IntegrityError, match="submission_key|moment_once_per_submission"),
        transaction.atomic(),
    ):
        row(amal)
    row(amal, submission_key=uuid4())
    row(cleo)
    assert Moment.objects.count() == 3


@pytest.mark.usefixtures("scoped")
def test_versions_count_from_one(amal: Membership) -> None:
    with pytest.raises(IntegrityError, match="moment_version_counts_from_one"), transaction.atomic():
        row(amal, version=0)
    assert row(amal).version == 1


@pytest.mark.django_db
def test_a_query_outside_an_organisation_raises() -> None:
    with pytest.raises(ScopeError):
        Moment.objects.count()


@pytest.mark.usefixtures("scoped")
def test_lists_start_from_a_person(amal: Membership, cleo: Membership, eve: Membership) -> None:
    mine = row(amal)
    row(cleo)
    assert list(Moment.objects.of(amal)) == [mine]
    assert not Moment.objects.of(eve).exists()


@pytest.mark.usefixtures("scoped")
def test_older_and_newer_split_the_list_at_any_place_without_loss(amal: Membership) -> None:
    """Many of the same second: the id decides, in the same way in both directions."""
    for number in range(12):
        row(amal, submission_key=uuid4(), felt_at=NOW - dt.timedelta(seconds=number // 4))
    whole = list(Moment.objects.of(amal).newest_first())
    assert whole == list(Moment.objects.of(amal).oldest_first())[::-1]
    for number, place in enumerate(whole):
        above = Moment.objects.of(amal).newer_than(place.felt_at, place.pk).newest_first()
        below = Moment.objects.of(amal).older_than(place.felt_at, place.pk).newest_first()
        assert [*above, place, *below] == whole
        assert len(above) == number


@pytest.mark.usefixtures("scoped")
def test_days_are_taken_with_both_ends(amal: Membership) -> None:
    for number in range(5):
        row(amal, submission_key=uuid4(), local_day=dt.date(2026, 11, 10 + number))
    days = Moment.objects.of(amal).on_days(dt.date(2026, 11, 11), dt.date(2026, 11, 13))
    assert sorted(moment.local_day.day for moment in days) == [11, 12, 13]


@pytest.mark.usefixtures("scoped")
def test_a_moment_says_only_its_id(amal: Membership) -> None:
    moment = row(amal)
    assert str(moment) == str(moment.pk)
