"""What the tables of rounds hold, whoever writes; each constraint is broken once."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django_scopes import ScopeError

from assessments.models import Ask, Rating, Round
from people.models import DataKey, Membership
from tests.assessments.conftest import Take
from tests.cast import NOW

scoped = pytest.mark.usefixtures("scoped")


@pytest.fixture
def opened(amal: Membership, finish: Take) -> dict[str, Any]:
    """The columns of an open round about amal."""
    key = DataKey.objects.create(id=uuid4(), purpose=DataKey.Purpose.ROUND, organisation=amal.organisation)
    return {
        "organisation": amal.organisation,
        "membership": amal,
        "sitting": finish(amal),
        "form_key": "others-20",
        "form_version": 1,
        "started_at": NOW,
        "closes_at": NOW + dt.timedelta(days=14),
        "data_key": key,
        "pool": b"sealed",
    }


CLOSED = {"state": "closed", "closed_at": NOW, "data_key": None, "pool": None}


@scoped
def test_one_round_about_a_person_is_open_at_a_time(opened: dict[str, Any]) -> None:
    Round.objects.create(**opened | CLOSED)
    Round.objects.create(**opened | CLOSED)
    Round.objects.create(**opened)
    key = DataKey.objects.create(purpose=DataKey.Purpose.ROUND, organisation=opened["organisation"])
    with pytest.raises(IntegrityError, match="membership_id|round_one_open"), transaction.atomic():
        Round.objects.create(**opened | {"data_key": key})


@pytest.mark.parametrize(
    "fields",
    [
        {"pool": None},
        {"data_key": None},
        {"closed_at": NOW},
        {"people": 5},
        CLOSED | {"pool": b"sealed"},
        CLOSED | {"closed_at": None},
        {"state": "lost"},
    ],
    ids=[
        "open without a pool",
        "open without a key",
        "open with an end",
        "open with a total",
        "closed with a pool",
        "closed without an end",
        "no such state",
    ],
)
@scoped
def test_a_round_keeps_replies_only_while_it_is_open(opened: dict[str, Any], fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="round_keeps_replies_only_while_open"), transaction.atomic():
        Round.objects.create(**opened | fields)


@scoped
def test_a_closed_round_keeps_no_key(opened: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="round_keeps_replies_only_while_open"), transaction.atomic():
        Round.objects.create(**opened | CLOSED | {"data_key": opened["data_key"]})


@scoped
def test_no_total_stands_below_the_floor(opened: dict[str, Any]) -> None:
    Round.objects.create(**opened | CLOSED | {"people": 4})
    with pytest.raises(IntegrityError, match="round_people_from_the_floor"), transaction.atomic():
        Round.objects.create(**opened | CLOSED | {"people": 3})


@scoped
def test_a_round_closes_after_it_started(opened: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="round_closes_later"), transaction.atomic():
        Round.objects.create(**opened | {"closes_at": NOW})


@scoped
def test_a_person_is_asked_once_in_a_round(opened: dict[str, Any], cleo: Membership) -> None:
    found = Round.objects.create(**opened)
    Ask.objects.create(organisation=cleo.organisation, round=found, rater=cleo)
    with pytest.raises(IntegrityError, match="rater_id|ask_once_in_a_round"), transaction.atomic():
        Ask.objects.create(organisation=cleo.organisation, round=found, rater=cleo)


@scoped
def test_a_state_of_an_ask_is_known(opened: dict[str, Any], cleo: Membership) -> None:
    found = Round.objects.create(**opened)
    with pytest.raises(IntegrityError, match="ask_state_is_known"), transaction.atomic():
        Ask.objects.create(organisation=cleo.organisation, round=found, rater=cleo, state="named")


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"component": "IQ"}, "rating_of_a_known_component"),
        ({"points": 100.5}, "rating_points_in_range"),
        ({"points": -1.0}, "rating_points_in_range"),
    ],
)
@scoped
def test_a_value_is_a_score_of_a_component(
    opened: dict[str, Any], fields: dict[str, Any], broken: str
) -> None:
    found = Round.objects.create(**opened)
    told = {"component": "SR", "points": 50.0}
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Rating.objects.create(organisation_id=found.organisation_id, round=found, **told | fields)


@pytest.mark.parametrize("model", [Round, Ask, Rating])
def test_no_row_is_read_without_a_scope(db: None, model: type[Round]) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()


@scoped
def test_a_row_names_itself_by_its_id(opened: dict[str, Any], cleo: Membership) -> None:
    found = Round.objects.create(**opened)
    ask = Ask.objects.create(organisation=cleo.organisation, round=found, rater=cleo)
    value = Rating.objects.create(organisation=cleo.organisation, round=found, component="SR", points=1)
    assert [str(each) for each in (found, ask, value)] == [str(each.pk) for each in (found, ask, value)]
