"""A database from a newer release: a version that is not here is named, and nothing is lost."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from numpy.random import default_rng

from assessments.actions import answer_page, submit_sitting
from assessments.evidence import as_json, work_out
from assessments.instruments import instrument
from assessments.models import Answer, ComponentScore, Release, Sitting
from assessments.queries import places, takes
from assessments.simulation import honest
from people.models import Membership, Organisation
from people.refusals import Refused
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take
from tests.cast import NOW

NAMED = "You have begun version 9 of the questionnaire."


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def from_a_newer_release(sitting: Sitting) -> Sitting:
    with organisation_scope(sitting.organisation):
        Sitting.objects.filter(pk=sitting.pk).update(instrument_version=9)
    return sitting


def test_a_report_names_the_version_and_keeps_what_was_stored(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    done = from_a_newer_release(finish(amal, SR=5))
    client = client_of(amal)
    page = client.get(f"/assessment/{done.pk}/report/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "<h2>Version 9 is not known here</h2>" in html
    assert "You answered version 9 of the questionnaire ei-50." in html
    assert '<th scope="row">Self-regulation</th><td class="num">10 of 10</td>' in html
    assert "<figure" not in html
    assert client.get(f"/assessment/{done.pk}/profile.csv").status_code == 200
    assert client.get(f"/assessment/{done.pk}/progress.csv").status_code == 200
    gone = client.get(f"/assessment/{done.pk}/recompute.json")
    assert (gone.status_code, gone["Location"]) == (302, f"/assessment/{done.pk}/report/")
    with organisation_scope(amal.organisation):
        assert (Answer.objects.count(), ComponentScore.objects.count()) == (50, 5)


def test_the_other_reports_stay_whole_and_say_what_is_left_out(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    from_a_newer_release(finish(amal, NOW - dt.timedelta(weeks=9)))
    done = finish(amal)
    client = client_of(amal)
    html = client.get(f"/assessment/{done.pk}/report/").content.decode()
    assert html.count("<figure") == 1
    assert "Earlier answers to another version of the questionnaire are not compared here" in html
    assert client.get(f"/assessment/{done.pk}/recompute.json").json()["comparison"] is None
    assert client.get("/assessment/").status_code == 200


def test_what_was_begun_in_it_waits(amal: Membership, client_of: SignIn, begin: Take) -> None:
    begun = from_a_newer_release(begin(amal, {"H656": 2}))
    client = client_of(amal)
    html = client.get("/assessment/").content.decode()
    assert NAMED in html
    assert 'class="button">' not in html.split("<dialog")[0]
    assert client.get("/today/").status_code == 200
    tries = [
        client.get("/assessment/p/1/"),
        client.post("/assessment/p/1/", {"H656": "5"}),
        client.post("/assessment/"),
        client.get("/assessment/check/"),
        client.get("/assessment/stop/"),
    ]
    assert {(page.status_code, page["Location"]) for page in tries} == {(303, "/assessment/")}
    sent = client.post("/assessment/check/", {"sitting": begun.pk}, follow=True).content.decode()
    assert "Version 9 of the questionnaire is not known here. Nothing was lost or changed." in sent
    with organisation_scope(amal.organisation):
        assert list(Answer.objects.values_list("item_code", "value")) == [("H656", 2)]
        assert Sitting.objects.get().state == Sitting.State.STARTED


def test_it_is_not_offered_before_its_time_either(
    amal: Membership, client_of: SignIn, finish: Take, begin: Take
) -> None:
    finish(amal, NOW - dt.timedelta(weeks=1))
    from_a_newer_release(begin(amal))
    client = client_of(amal)
    assert client.get("/assessment/early/")["Location"] == "/assessment/"
    assert NAMED in client.get("/assessment/").content.decode()


@pytest.mark.usefixtures("scoped")
def test_actions_refuse_it_in_a_sentence(amal: Membership, begin: Take) -> None:
    begun = from_a_newer_release(begin(amal, {"H656": 2}))
    with pytest.raises(Refused, match="Version 9"):
        answer_page(sitting_id=begun.pk, answers={"H656": 3}, by=amal)
    with pytest.raises(Refused, match="Version 9"):
        submit_sitting(sitting_id=begun.pk, by=amal, now=NOW)


def test_answers_to_another_version_are_not_taken_out_of_the_figures(
    amal: Membership, harbour: Organisation, finish: Take
) -> None:
    from_a_newer_release(finish(amal, NOW - dt.timedelta(weeks=9)))
    done = finish(amal)
    with organisation_scope(harbour):
        form = instrument("ei-50", 1)
        Release.objects.create(
            organisation=harbour,
            instrument_key=form.key,
            instrument_version=form.version,
            kind=Release.Kind.SCORES,
            until=NOW - dt.timedelta(weeks=3),
            persons=60,
            figures=as_json(work_out(form, honest(60, default_rng(1)))),
        )
        history = takes(amal)
        found, _closed = places(next(one for one in history if one.id == done.pk), history)
    assert {place.found.persons for place in found if place.found} == {60}
