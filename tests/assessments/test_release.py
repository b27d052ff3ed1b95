"""Telling an organisation what its answers say: who counts, when it is told, and that it then stands."""

import datetime as dt
from collections.abc import Sequence
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from numpy.random import default_rng

from assessments.actions import release_evidence, withdraw_sitting
from assessments.evidence import Answers, work_out, work_out_retest
from assessments.gathering import gather
from assessments.instruments import instrument
from assessments.models import Answer, Release, Sitting
from assessments.queries import told
from assessments.tasks import tell_evidence
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.cast import NOW
from tests.crowd import join_many

EI50 = instrument("ei-50", 1)
OCTOBER = dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 12, 3, tzinfo=dt.UTC)
pytestmark = pytest.mark.usefixtures("scoped")


def sat(people: Sequence[Membership], answers: Answers, when: dt.datetime = OCTOBER) -> list[Sitting]:
    """Each her row of answers, a minute apart; 0 is "I'd rather not say". Written at once: they are many."""
    sittings = [
        Sitting(
            organisation_id=member.organisation_id,
            membership=member,
            instrument_key="ei-50",
            instrument_version=1,
            state=Sitting.State.SUBMITTED,
            started_at=when,
            submitted_at=when + dt.timedelta(minutes=place),
        )
        for place, member in enumerate(people)
    ]
    Sitting.objects.bulk_create(sittings)
    Answer.objects.bulk_create(
        [
            Answer(
                organisation_id=sitting.organisation_id,
                sitting=sitting,
                item_code=item.code,
                value=int(row[item.position - 1]) or None,
            )
            for sitting, row in zip(sittings, answers, strict=True)
            for item in EI50.items
        ],
        batch_size=5000,
    )
    return sittings


@pytest.fixture
def crew(harbour: Organisation, pier: Team, scoped: None) -> list[Membership]:
    return join_many(harbour, pier, 60)


@pytest.fixture
def answers() -> Answers:
    from_chance = default_rng(4)
    leaning = from_chance.standard_normal((60, 1)) + from_chance.standard_normal((60, 50))
    keys = np.array([item.key for item in EI50.items])
    return np.clip(np.round(3 + keys * leaning), 1, 5).astype(np.int64)


def rows() -> list[tuple[str, dt.datetime, int]]:
    return list(Release.objects.order_by("until", "kind").values_list("kind", "until", "persons"))


def test_a_person_counts_once_with_her_first_whole_sitting(crew: list[Membership], answers: Answers) -> None:
    holed = answers[:6].copy()
    holed[0, 7] = 0
    sat(crew[:6], holed)
    sat(crew[:3], answers[10:13], OCTOBER + dt.timedelta(days=3))
    sat(crew[:2], answers[20:22], OCTOBER + dt.timedelta(days=9))
    once, twice = gather(EI50)
    assert once.answers.tolist() == [*answers[1:6].tolist(), answers[10].tolist()]
    assert twice.first.tolist() == [answers[1].tolist(), answers[2].tolist(), answers[10].tolist()]
    assert twice.second.tolist() == [answers[11].tolist(), answers[12].tolist(), answers[20].tolist()]


def test_the_figures_are_those_of_the_answers_up_to_the_last_month(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    sat(crew[:55], answers[:55])
    sat(crew[55:], answers[55:], NOVEMBER)  # of this month: not yet
    assert release_evidence(organisation=harbour, now=NOW) == 1
    release = Release.objects.get()
    assert (release.kind, release.until, release.persons) == ("scores", NOVEMBER, 55)
    assert told().figures == work_out(EI50, answers[:55])


def test_a_second_time_in_a_month_nothing_is_left_to_do(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    sat(crew[:30], answers[:30])
    assert release_evidence(organisation=harbour, now=NOW) == 1
    assert release_evidence(organisation=harbour, now=NOW) == 0
    assert rows() == [("scores", NOVEMBER, 30)]


def test_four_people_are_nobody_and_five_are_told_of_without_a_figure(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    sat(crew[:4], answers[:4])
    assert release_evidence(organisation=harbour, now=NOW) == 0
    sat(crew[4:5], answers[4:5])
    assert release_evidence(organisation=harbour, now=NOW) == 1
    assert Release.objects.get().figures == {"schema": 1, "persons": 5, "parts": [], "drift": None}


@pytest.mark.parametrize(("came", "new"), [(0, 0), (4, 0), (5, 1)])
def test_a_month_later_it_is_told_anew_only_when_five_came(
    harbour: Organisation, crew: list[Membership], answers: Answers, came: int, new: int
) -> None:
    sat(crew[:40], answers[:40])
    release_evidence(organisation=harbour, now=NOW)
    sat(crew[40 : 40 + came], answers[40 : 40 + came], NOW)
    assert release_evidence(organisation=harbour, now=LATER) == new


@pytest.mark.parametrize(("left", "new"), [(1, 0), (5, 1)])
def test_who_left_cannot_be_told_apart_and_what_was_told_stands(
    harbour: Organisation, crew: list[Membership], answers: Answers, left: int, new: int
) -> None:
    gone = sat(crew[:40], answers[:40])[:left]
    release_evidence(organisation=harbour, now=NOW)
    before = Release.objects.get()
    for sitting in gone:
        sitting.delete()
    sat(crew[40:50], answers[40:50], NOW)
    assert release_evidence(organisation=harbour, now=LATER) == new
    assert Release.objects.get(pk=before.pk).figures == before.figures
    assert told().figures == (work_out(EI50, answers[left:50]) if new else work_out(EI50, answers[:40]))


def test_second_sittings_are_told_apart_from_the_first_and_never_leave_few_over(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    sat(crew[:55], answers[:55])
    sat(crew[:51], answers[:51][:, ::-1], OCTOBER + dt.timedelta(days=9))
    assert release_evidence(organisation=harbour, now=NOW) == 1  # 4 of 55 would be known as the others
    assert told().retest is None
    Sitting.objects.filter(membership=crew[50], submitted_at__gt=OCTOBER + dt.timedelta(days=8)).delete()
    Release.objects.all().delete()
    assert release_evidence(organisation=harbour, now=NOW) == 2
    assert told().retest == work_out_retest(EI50, answers[:50], answers[:50][:, ::-1])


def test_it_takes_the_same_queries_for_ten_people_and_for_sixty(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    counts = []
    for people in (10, 60):
        Sitting.objects.all().delete()
        Release.objects.all().delete()
        sat(crew[:people], answers[:people])
        with CaptureQueriesContext(connection) as queries:
            release_evidence(organisation=harbour, now=NOW)
        counts.append(len(queries))
    assert counts == [8, 8]


def test_another_organisation_counts_for_nothing(
    harbour: Organisation, crew: list[Membership], answers: Answers, eve: Membership
) -> None:
    sat(crew[:30], answers[:30])
    with organisation_scope(eve.organisation):
        sat([eve], answers[:1])
        assert release_evidence(organisation=eve.organisation, now=NOW) == 0
        assert told().figures is None
    assert release_evidence(organisation=harbour, now=NOW) == 1
    assert told().figures == work_out(EI50, answers[:30])


def test_an_open_or_withdrawn_sitting_counts_for_nothing(
    crew: list[Membership], answers: Answers, now: dt.datetime
) -> None:
    sittings = sat(crew[:6], answers[:6])
    Sitting.objects.filter(pk=sittings[0].pk).update(state=Sitting.State.STARTED, submitted_at=None)
    withdraw_sitting(sitting_id=sittings[0].pk, by=crew[0])
    assert len(gather(EI50)[0].entered) == 5


def test_the_first_of_a_month_and_the_command_tell_every_organisation(
    harbour: Organisation, crew: list[Membership], answers: Answers
) -> None:
    sat(crew[:30], answers[:30], dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    tell_evidence.call_local()
    assert [(kind, persons) for kind, _until, persons in rows()] == [("scores", 30)]
    Release.objects.all().delete()
    out = StringIO()
    call_command("evidence", stdout=out)
    assert out.getvalue() == f"{harbour.pk}: 1 new.\n"


def test_the_table_refuses_a_release_of_four_people_and_a_second_one_in_a_month(
    harbour: Organisation,
) -> None:
    common = {
        "organisation": harbour,
        "instrument_key": "ei-50",
        "instrument_version": 1,
        "kind": Release.Kind.SCORES,
        "figures": {},
    }
    with pytest.raises(IntegrityError, match="release_of_enough_people"), transaction.atomic():
        Release.objects.create(**common, until=NOVEMBER, persons=4)
    Release.objects.create(**common, until=NOVEMBER, persons=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(**common, until=NOVEMBER, persons=6)
