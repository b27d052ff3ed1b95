"""What the tables of sittings, answers and scores hold, whoever writes; each constraint is broken once."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_scopes import ScopeError

from assessments.models import TRANSITIONS, Answer, ComponentScore, Sitting
from people.models import Membership
from tests.cast import NOW

scoped = pytest.mark.usefixtures("scoped")


def sitting(owner: Membership, **fields: Any) -> Sitting:
    told = {"instrument_key": "ei-50", "instrument_version": 1, "started_at": NOW}
    return Sitting.objects.create(organisation_id=owner.organisation_id, membership=owner, **told | fields)


def score(of: Sitting, **fields: Any) -> ComponentScore:
    told = {
        **{"component": "SA", "answered": 10, "asked": 10, "points": 50.0},
        **{"sem": 8.2, "sem_of_change": 9.4, "alpha": 0.81, "sd": 0.75},
    }
    return ComponentScore.objects.create(organisation_id=of.organisation_id, sitting=of, **told | fields)


@scoped
def test_one_sitting_of_a_questionnaire_is_open_at_a_time(amal: Membership, cleo: Membership) -> None:
    sitting(amal)
    with pytest.raises(IntegrityError, match="instrument_key|sitting_one_started"), transaction.atomic():
        sitting(amal)
    sitting(cleo)
    sitting(amal, instrument_key="ei-15")
    sitting(amal, state="submitted", submitted_at=NOW)
    sitting(amal, state="submitted", submitted_at=NOW)
    assert Sitting.objects.count() == 5


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "submitted"},
        {"state": "submitted", "submitted_at": NOW - dt.timedelta(seconds=1)},
        {"state": "started", "submitted_at": NOW},
        {"state": "lost"},
    ],
    ids=["submitted without a time", "submitted before it started", "started with a time", "no such state"],
)
@scoped
def test_state_and_time_agree(amal: Membership, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="sitting_state_and_time_agree"), transaction.atomic():
        sitting(amal, **fields)


@scoped
def test_a_statement_has_one_answer(amal: Membership) -> None:
    mine = sitting(amal)
    Answer.objects.create(organisation=amal.organisation, sitting=mine, item_code="A116", value=3)
    with pytest.raises(IntegrityError, match="item_code|answer_once_per_item"), transaction.atomic():
        Answer.objects.create(organisation=amal.organisation, sitting=mine, item_code="A116", value=4)


@pytest.mark.parametrize("value", [0, 6])
@scoped
def test_an_answer_is_one_to_five(amal: Membership, value: int) -> None:
    with pytest.raises(IntegrityError, match="answer_on_the_scale"), transaction.atomic():
        Answer.objects.create(
            organisation=amal.organisation, sitting=sitting(amal), item_code="A116", value=value
        )


@scoped
def test_a_declined_statement_has_no_value(amal: Membership) -> None:
    declined = Answer.objects.create(organisation=amal.organisation, sitting=sitting(amal), item_code="A116")
    assert Answer.objects.get(pk=declined.pk).value is None


@scoped
def test_a_component_is_scored_once(amal: Membership) -> None:
    mine = sitting(amal)
    score(mine)
    with pytest.raises(IntegrityError, match="component|score_once_per_component"), transaction.atomic():
        score(mine)
    score(mine, component="SS")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("score_of_a_known_component", {"component": "XX"}),
        ("score_whole_or_blank", {"points": None}),
        ("score_whole_or_blank", {"sem": None}),
        ("score_whole_or_blank", {"sem_of_change": None}),
        ("score_whole_or_blank", {"points": None, "sem": None}),
        ("score_points_in_range", {"points": 100.1}),
        ("score_points_in_range", {"points": -0.1}),
        ("score_points_in_range", {"sem": 0.0}),
        ("score_points_in_range", {"sem_of_change": 0.0}),
        ("score_answered_of_asked", {"answered": 11}),
        ("score_figures_in_range", {"alpha": 1.0}),
        ("score_figures_in_range", {"alpha": 0.0}),
        ("score_figures_in_range", {"sd": 0.0}),
        ("score_figures_in_range", {"retest": -0.1}),
        ("score_figures_in_range", {"retest": 1.1}),
        ("score_local_figures_whole", {"mean": 50.0}),
        ("score_local_figures_whole", {"mean": 50.0, "local_persons": 100}),
        ("score_local_figures_whole", {"mean": 50.0, "local_persons": 99, "local_until": NOW.date()}),
        ("score_local_figures_whole", {"local_persons": 100, "local_until": NOW.date()}),
        ("score_local_retest_whole", {"retest_persons": 50}),
        ("score_local_retest_whole", {"retest_persons": 49, "retest_until": NOW.date()}),
    ],
)
@scoped
def test_a_score_is_whole_or_blank(amal: Membership, name: str, fields: dict[str, Any]) -> None:
    mine = sitting(amal)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        score(mine, **fields)
    blank = score(mine, answered=4, points=None, sem=None, sem_of_change=None)
    assert ComponentScore.objects.get() == blank


def test_every_state_says_what_may_follow() -> None:
    assert {state.value: {next_.value for next_ in follow} for state, follow in TRANSITIONS.items()} == {
        "started": {"submitted", "withdrawn"},
        "submitted": {"withdrawn"},
        "withdrawn": set(),
    }


@scoped
def test_a_sitting_goes_with_its_answers_and_scores(amal: Membership) -> None:
    mine = sitting(amal)
    Answer.objects.create(organisation=amal.organisation, sitting=mine, item_code="A116", value=3)
    score(mine)
    mine.delete()
    assert (Answer.objects.count(), ComponentScore.objects.count()) == (0, 0)


@scoped
def test_names_are_ids_never_content(amal: Membership) -> None:
    mine = sitting(amal)
    said = Answer.objects.create(organisation=amal.organisation, sitting=mine, item_code="A116", value=3)
    made = score(mine)
    assert [str(mine), str(said), str(made)] == [str(mine.pk), str(said.pk), str(made.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Sitting, Answer, ComponentScore])
def test_a_query_without_an_organisation_is_an_error(model: Any) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()
