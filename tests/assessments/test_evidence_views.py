"""The evidence page for HR and admins, and one's own place among colleagues: for whom, and from when."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from numpy.random import default_rng

from assessments.actions import release_evidence
from assessments.evidence import as_json, work_out, work_out_retest
from assessments.instruments import instrument
from assessments.models import Release
from assessments.permissions import can_read_evidence
from assessments.simulation import honest, retest
from people.actions.accounts import create_user, read_notice
from people.actions.organisations import create_personal_organisation
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take
from tests.assessments.test_release import NOVEMBER, OCTOBER, sat
from tests.cast import NOW, PASSWORD
from tests.crowd import answer_all, join_many

EI50 = instrument("ei-50", 1)
ADDRESS = "/assessment/evidence/"
# What a page shows only with a floor behind it: a figure like .81, a place in 100, a T score.
FIGURE = re.compile(r"(?<!\d)\.\d\d\b|\bof 100\b|T score \d|quarter")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text(client: Client, address: str = ADDRESS) -> str:
    """What the page says, tags and spaces taken out."""
    shown = client.get(address)
    assert shown.status_code == 200
    main = shown.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def keep(harbour: Organisation, persons: int, kind: Release.Kind = Release.Kind.SCORES) -> None:
    """A release of so many simulated people."""
    if kind == Release.Kind.SCORES:
        figures = as_json(work_out(EI50, honest(persons, default_rng(persons))))
    else:
        twice = retest(persons, default_rng(persons))
        figures = as_json(work_out_retest(EI50, twice.before, twice.after))
    with organisation_scope(harbour):
        Release.objects.create(
            organisation=harbour,
            instrument_key="ei-50",
            instrument_version=1,
            kind=kind,
            until=NOVEMBER,
            persons=persons,
            figures=figures,
        )


# --- who ------------------------------------------------------------------------------------------


def test_hr_and_admins_read_it_and_nobody_else(
    client_of: SignIn, dee: Membership, ada: Membership, bo: Membership, amal: Membership
) -> None:
    answers = {one.user.name: client_of(one).get(ADDRESS).status_code for one in (dee, ada, bo, amal)}
    assert answers == {"Dee": 200, "Ada": 200, "Bo": 403, "Amal": 403}


def test_who_has_left_reads_it_no_more(dee: Membership) -> None:
    dee.closed_at = NOW
    assert not can_read_evidence(dee)


def test_another_organisations_figures_are_not_here(
    harbour: Organisation, client_of: SignIn, dee: Membership, eve: Membership
) -> None:
    keep(harbour, 120)
    assert "120 people" in text(client_of(dee))
    assert FIGURE.search(text(client_of(eve))) is None


# --- from when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("persons", [None, 5, 29])
def test_below_the_floor_the_page_says_how_many_more_are_needed_and_shows_no_figure(
    harbour: Organisation, client_of: SignIn, dee: Membership, persons: int | None
) -> None:
    if persons:
        keep(harbour, persons)
    shown = text(client_of(dee))
    assert f"{30 - (persons or 0)} more people are needed (30 in all)" in shown
    assert FIGURE.search(shown) is None


def test_from_thirty_on_alpha_and_omega_stand_with_range_number_and_day(
    harbour: Organisation, client_of: SignIn, dee: Membership
) -> None:
    keep(harbour, 30)
    shown, part = text(client_of(dee)), work_out(EI50, honest(30, default_rng(30))).parts[1]
    assert part.alpha is not None and part.alpha_low is not None and part.alpha_high is not None
    assert part.omega is not None
    figures = [f"{one:.2f}".lstrip("0") for one in (part.alpha, part.alpha_low, part.alpha_high, part.omega)]
    alpha, low, high, omega = figures
    assert f"Self-regulation {alpha} {low} to {high} {omega} {part.sd:.1f}" in shown
    assert "(30 people, answers before 1 November 2026)" in shown
    assert "21 more people are needed (51 in all)" in shown


def test_second_sittings_have_their_own_table(
    harbour: Organisation, client_of: SignIn, dee: Membership
) -> None:
    keep(harbour, 60)
    keep(harbour, 50, Release.Kind.RETEST)
    assert "First and second scores (50 people, answers before 1 November 2026)" in text(client_of(dee))


def test_nothing_of_any_one_person_and_no_mean_is_on_the_page(
    harbour: Organisation, pier: Team, client_of: SignIn, dee: Membership
) -> None:
    with organisation_scope(harbour):
        sat(join_many(harbour, pier, 60), honest(60, default_rng(1)), OCTOBER)
        release_evidence(organisation=harbour, now=NOW)
        part = Release.objects.get().figures["parts"][0]
    shown = text(client_of(dee))
    assert "Many 7" not in shown
    assert f"{part['mean']:.1f}" not in shown


# --- one's own place ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("persons", "said", "unsaid"),
    [
        (None, "Self-regulation: there is nothing to compare with yet.", "others here"),
        (49, "Self-regulation: too few others to compare with. At least 50 are needed.", "others here"),
        (60, "of the 60 others here (1 November 2026).", "of 100"),
        (150, "of 100 of the 150 others here scored lower (1 November 2026).", "T score"),
        (250, "of 100 of the 250 others here scored lower; T score ", "too few"),
    ],
)
def test_her_place_is_told_as_far_as_the_floors_allow(
    harbour: Organisation,
    client_of: SignIn,
    amal: Membership,
    finish: Take,
    persons: int | None,
    said: str,
    unsaid: str,
) -> None:
    sitting = finish(amal, SR=3)
    if persons:
        keep(harbour, persons)
    shown = text(client_of(amal), f"/assessment/{sitting.pk}/others/")
    assert said in shown
    assert unsaid not in shown


def test_who_is_counted_is_no_other_of_herself(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    early, late = finish(amal, OCTOBER, SR=3), finish(amal, NOW, SR=3)
    keep(harbour, 60)
    for sitting in (early, late):
        assert "of the 59 others here" in text(client_of(amal), f"/assessment/{sitting.pk}/others/")


def test_a_sitting_with_gaps_is_compared_but_not_counted(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    sitting = finish(amal, OCTOBER, {"SR": 1, "SA": 6}, SR=3)
    keep(harbour, 60)
    shown = text(client_of(amal), f"/assessment/{sitting.pk}/others/")
    assert "Self-awareness: there is nothing to compare with yet." in shown
    assert "of the 60 others here" in shown


def test_nobody_reads_the_place_of_somebody_else(
    client_of: SignIn, amal: Membership, finish: Take, others: Sequence[Membership]
) -> None:
    sitting = finish(amal)
    address = f"/assessment/{sitting.pk}/others/"
    assert {client_of(one).get(address).status_code for one in others} == {404}


def test_who_uses_it_on_her_own_has_no_colleagues_to_stand_beside(client_of: SignIn, db: None) -> None:
    user = create_user(email="solo@home.example", name="Solo", password=PASSWORD, now=NOW)
    solo = create_personal_organisation(user=user, now=NOW)
    with organisation_scope(solo.organisation):
        read_notice(member=solo)
        sitting = answer_all(solo)
    assert client_of(solo).get(f"/assessment/{sitting}/others/").status_code == 404


@pytest.fixture
def others(bo: Membership, dee: Membership, ada: Membership, eve: Membership) -> Sequence[Membership]:
    return (bo, dee, ada, eve)


def test_a_missing_figure_is_a_dash_and_is_explained(
    harbour: Organisation, client_of: SignIn, dee: Membership
) -> None:
    figures = work_out(EI50, honest(60, default_rng(1)))
    holed = replace(figures.parts[0], alpha=None, alpha_low=None, alpha_high=None, omega=None)
    keep(harbour, 60)
    with organisation_scope(harbour):
        Release.objects.update(figures=as_json(replace(figures, parts=(holed, *figures.parts[1:]))))
    shown = text(client_of(dee))
    assert f"Self-awareness – – – {holed.sd:.1f}" in shown
    assert "Where a figure is missing" in shown
