"""Telling how far raters agree: whose rounds count, when it is told, and that it tells no round apart."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.urls import reverse
from numpy.random import default_rng

from assessments.actions import release_evidence
from assessments.models import Rating, Release, Round, Sitting
from assessments.queries import told
from assessments.rounds.agreeing import work_out_raters
from assessments.rounds.gathering import gather_rounds
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn
from tests.cast import NOW
from tests.crowd import join_many

OCTOBER = dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 12, 3, tzinfo=dt.UTC)
EVERY = ("SR", "MO", "EM", "SS")
pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def crew(harbour: Organisation, pier: Team, scoped: None) -> list[Membership]:
    return join_many(harbour, pier, 45)


def rated(people: Sequence[Membership], when: dt.datetime = OCTOBER, codes: Sequence[str] = EVERY) -> None:
    """A closed round of each, a minute apart, as five raters leave it. Written at once: they are many."""
    chance = default_rng(len(people))
    sittings = [
        Sitting(
            organisation_id=one.organisation_id,
            membership=one,
            instrument_key="ei-50",
            instrument_version=1,
            state=Sitting.State.WITHDRAWN,
            started_at=when,
        )
        for one in people
    ]
    rounds = [
        Round(
            organisation_id=one.organisation_id,
            membership=one,
            sitting=sitting,
            form_key="others-20",
            form_version=1,
            state=Round.State.CLOSED,
            started_at=when - dt.timedelta(days=9),
            closes_at=when,
            closed_at=when + dt.timedelta(minutes=place),
            people=5,
        )
        for place, (one, sitting) in enumerate(zip(people, sittings, strict=True))
    ]
    Sitting.objects.bulk_create(sittings)
    Round.objects.bulk_create(rounds)
    Rating.objects.bulk_create(
        [
            Rating(organisation_id=each.organisation_id, round=each, component=code, points=float(points))
            for each in rounds
            for code in codes
            for points in chance.integers(20, 90, 5)
        ]
    )


def test_a_person_counts_once_with_her_first_round_that_has_every_part(crew: list[Membership]) -> None:
    rated(crew[:1], codes=EVERY[:3])
    rated(crew[:2], OCTOBER + dt.timedelta(days=2))
    rated(crew[:2], OCTOBER + dt.timedelta(days=9))
    found = gather_rounds()
    second = OCTOBER + dt.timedelta(days=2)
    assert found.entered == (second, second + dt.timedelta(minutes=1))
    first = Round.objects.filter(membership=crew[0]).order_by("closed_at")[1]
    kept = first.ratings.filter(component="EM").values_list("points", flat=True)
    assert sorted(found.scores[0]["EM"]) == sorted(kept)


def test_without_rounds_nothing_is_gathered(harbour: Organisation) -> None:
    assert gather_rounds().entered == ()
    assert release_evidence(organisation=harbour, now=NOW) == 0


def test_the_figures_are_those_of_the_rounds_up_to_the_last_month(
    harbour: Organisation, crew: list[Membership]
) -> None:
    rated(crew[:35])
    rated(crew[35:], NOVEMBER)  # of this month: not yet
    assert release_evidence(organisation=harbour, now=NOW) == 1
    release = Release.objects.get()
    assert (release.kind, release.instrument_key, release.persons) == ("rounds", "others-20", 35)
    assert told().raters == work_out_raters(gather_rounds().before(NOVEMBER))
    assert (told().raters_closed, told().figures) == (NOVEMBER.date(), None)
    assert release_evidence(organisation=harbour, now=NOW) == 0


def test_what_is_told_holds_no_score_and_no_number_of_one_round(
    harbour: Organisation, crew: list[Membership]
) -> None:
    """Four figures a part, of thirty people together; nothing from which sums could be taken apart."""
    rated(crew[:30])
    release_evidence(organisation=harbour, now=NOW)
    figures = Release.objects.get().figures
    assert figures.keys() == {"schema", "persons", "raters", "parts"}
    assert [part.keys() for part in figures["parts"]] == [{"component", "icc1", "low", "high", "icck"}] * 4


@pytest.mark.parametrize(("came", "new"), [(0, 0), (1, 0), (4, 0), (5, 1)])
def test_a_month_later_it_is_told_anew_only_when_five_came(
    harbour: Organisation, crew: list[Membership], came: int, new: int
) -> None:
    """Else two figures would differ by the round of one person."""
    rated(crew[:35])
    release_evidence(organisation=harbour, now=NOW)
    rated(crew[35 : 35 + came], NOW)
    assert release_evidence(organisation=harbour, now=LATER) == new


def test_a_round_that_lacks_a_part_does_not_come_in_by_another_part(
    harbour: Organisation, crew: list[Membership]
) -> None:
    """All parts count the same people: five came by four parts, so nobody comes alone by one of them."""
    rated(crew[:35])
    release_evidence(organisation=harbour, now=NOW)
    rated(crew[35:40], NOW)
    rated(crew[40:41], NOW, codes=EVERY[:1])
    assert release_evidence(organisation=harbour, now=LATER) == 1
    assert [one.persons for one in Release.objects.order_by("until")] == [35, 40]


@pytest.mark.parametrize(("left", "new"), [(1, 0), (5, 1)])
def test_who_left_cannot_be_told_apart(
    harbour: Organisation, crew: list[Membership], left: int, new: int
) -> None:
    rated(crew[:40])
    release_evidence(organisation=harbour, now=NOW)
    Round.objects.filter(membership__in=crew[:left]).delete()
    assert release_evidence(organisation=harbour, now=LATER) == new


def test_the_page_shows_the_figures_from_thirty_on_and_what_is_missing_below(
    harbour: Organisation, crew: list[Membership], ada: Membership, client_of: SignIn
) -> None:
    rated(crew[:29])
    release_evidence(organisation=harbour, now=NOW)
    page = client_of(ada).get(reverse("assessments:evidence")).content.decode()
    assert "1 more people with a closed round are needed (30 in all)." in page
    assert "ICC(1)" not in page
    rated(crew[29:34], NOW)
    with organisation_scope(harbour):
        release_evidence(organisation=harbour, now=LATER)
    page = client_of(ada).get(reverse("assessments:evidence")).content.decode()
    assert "How far raters agree (34 people" in page
    assert page.count("ICC(1)") == 1
    assert "5.0 on average" in page
