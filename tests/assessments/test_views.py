"""Taking the questionnaire in a browser: nothing answered is lost, and nothing that is sent breaks it."""

import datetime as dt
import gzip
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.instruments import Instrument
from assessments.models import Answer, ComponentScore, Sitting
from assessments.offer import Offered
from assessments.queries import open_sitting
from people.models import AuditRecord, Draft, Membership
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take
from tests.cast import NOW

WEEK = dt.timedelta(weeks=1)
ROOT = Path(__file__).resolve().parents[2]
FILES = ("report/", "report.pdf", "profile.csv", "progress.csv", "recompute.json")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Pages of these tests are opened at the moment of the story."""
    with time_machine.travel(NOW, tick=False):
        yield


def answers(member: Membership) -> dict[str, int | None]:
    with organisation_scope(member.organisation):
        return dict(Answer.objects.filter(sitting__membership=member).values_list("item_code", "value"))


def sheet(ei50: Instrument, number: int, value: str = "4") -> dict[str, str]:
    """The answers of one page, as a browser sends them."""
    return {item.code: value for item in ei50.items[5 * number - 5 : 5 * number]}


def ticked(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" id="[\w-]+" checked>', html))


def take_all(client: Client, ei50: Instrument, value: str = "4") -> None:
    client.post("/assessment/")
    for number in range(1, 11):
        client.post(f"/assessment/p/{number}/", sheet(ei50, number, value))


# --- a session that has died --------------------------------------------------------------------------


def unsent(client: Client, number: int, sent: dict[str, str]) -> Client:
    """The page is open, the session ends, the page is sent; gives a browser without a session."""
    token = client.get(f"/assessment/p/{number}/").context["draft_token"]
    stranger = Client()
    went = stranger.post(f"/assessment/p/{number}/", {**sent, "draft_token": token})
    assert (went.status_code, went["Location"]) == (302, f"/sign-in/?next=/assessment/p/{number}/")
    return stranger


def waiting(member: Membership) -> int:
    with organisation_scope(member.organisation):
        return Draft.objects.filter(membership=member).count()


def test_a_page_sent_after_the_session_died_is_there_after_signing_in(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    client.post("/assessment/")
    client.post("/assessment/p/2/", sheet(ei50, 2, "2"))
    sent = sheet(ei50, 2, "5")
    del sent[ei50.items[9].code]
    unsent(client, 2, sent)
    assert answers(amal) == {item.code: 2 for item in ei50.items[5:10]}
    again = client_of(amal)
    html = again.get("/assessment/p/2/").content.decode()
    assert ticked(html) == {**sent, ei50.items[9].code: "2"}
    assert "We kept your answers on this page. They are saved when you continue." in html
    assert ticked(again.get("/assessment/p/1/").content.decode()) == {}
    again.post("/assessment/p/1/", sheet(ei50, 1))
    assert waiting(amal) == 1  # another page's answers settle nothing
    again.post("/assessment/p/2/", ticked(html))
    assert answers(amal)[ei50.items[5].code] == 5
    assert waiting(amal) == 0
    assert "We kept" not in again.get("/assessment/p/2/").content.decode()


def test_what_was_kept_and_is_none_of_the_answers_is_not_shown(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    client.post("/assessment/")
    first, second = ei50.items[0].code, ei50.items[1].code
    unsent(client, 1, {first: "9", second: "", ei50.items[7].code: "3", "other": "3"})
    html = client.get("/assessment/p/1/").content.decode()
    assert (ticked(html), "We kept" in html) == ({}, False)


@pytest.mark.parametrize("end", ["withdraw", "submit"])
def test_no_answer_is_kept_once_the_sitting_has_ended(
    amal: Membership, client_of: SignIn, ei50: Instrument, end: str
) -> None:
    client = client_of(amal)
    take_all(client, ei50)
    unsent(client, 3, sheet(ei50, 3, "1"))
    sitting = client.get("/assessment/check/").context["sitting"].id
    client.post("/assessment/stop/" if end == "withdraw" else "/assessment/check/", {"sitting": sitting})
    assert waiting(amal) == 0


def test_a_kept_page_that_does_not_open_is_recorded_and_she_answers_as_usual(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    client.post("/assessment/")
    unsent(client, 1, sheet(ei50, 1))
    with organisation_scope(amal.organisation):
        Draft.objects.update(sealed=b"spoiled")
    html = client.get("/assessment/p/1/").content.decode()
    assert "could not be opened, and this was recorded" in html
    with organisation_scope(amal.organisation):
        assert AuditRecord.objects.filter(act="seal.broken", subject=amal.pk).count() == 1
    client.post("/assessment/p/1/", sheet(ei50, 1))
    assert waiting(amal) == 0


# --- start ----------------------------------------------------------------------------------------


def test_from_start_to_report(amal: Membership, client_of: SignIn, ei50: Instrument) -> None:
    client = client_of(amal)
    begun = client.post("/assessment/")
    assert (begun.status_code, begun["Location"]) == (303, "/assessment/p/1/")
    for number in range(1, 11):
        page = client.get(f"/assessment/p/{number}/")
        assert ticked(page.content.decode()) == {}  # nothing is ticked beforehand
        went = client.post(f"/assessment/p/{number}/", sheet(ei50, number))
        onward = "/assessment/check/" if number == 10 else f"/assessment/p/{number + 1}/"
        assert (went.status_code, went["Location"]) == (303, onward)
    check = client.get("/assessment/check/")
    done = client.post("/assessment/check/", {"sitting": check.context["sitting"].id})
    with organisation_scope(amal.organisation):
        assert done["Location"] == f"/assessment/{Sitting.objects.get(state='submitted').pk}/report/"
    assert done.status_code == 303
    assert "Your report of 21 November 2026" in client.get(done["Location"]).content.decode()


def test_the_start_page_says_what_and_who_reads_it(amal: Membership, client_of: SignIn) -> None:
    html = client_of(amal).get("/assessment/").content.decode()
    assert "8 to 15 minutes" in html
    assert "Only you can read this." in html
    assert "What it does not measure" in html
    assert "Your reports" not in html
    assert re.findall(r'class="button">([^<]+)', html.split("<dialog")[0]) == ["Start"]


def test_a_half_done_sitting_goes_on_where_it_was_left(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    client.post("/assessment/")
    client.post("/assessment/p/1/", sheet(ei50, 1))
    client.post("/assessment/p/2/", {**sheet(ei50, 2), "then": "later"})
    other_device = client_of(amal)
    html = other_device.get("/assessment/").content.decode()
    assert "You have answered 10 of 50 statements." in html
    assert "Carry on" in html
    assert other_device.post("/assessment/")["Location"] == "/assessment/p/3/"
    assert ticked(other_device.get("/assessment/p/2/").content.decode()) == sheet(ei50, 2)


def test_all_answered_and_not_sent_goes_on_at_the_check(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    take_all(client, ei50)
    assert client.post("/assessment/")["Location"] == "/assessment/check/"


def test_before_eight_weeks_a_page_says_why_later_and_lets_her_go_on(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    done, client = finish(amal, NOW - WEEK), client_of(amal)
    start = client.get("/assessment/").content.decode()
    assert "You last took it on 14 November 2026. Taking it again is useful from 9 January 2027 on." in start
    assert f"/assessment/{done.pk}/report/" in start
    assert "From 9 January 2027 on" in client.get("/assessment/early/").content.decode()
    assert client.post("/assessment/")["Location"] == "/assessment/p/1/"


@pytest.mark.parametrize("weeks", [8, 9])
def test_after_eight_weeks_it_is_useful_again(
    amal: Membership, client_of: SignIn, finish: Take, weeks: int
) -> None:
    finish(amal, NOW - weeks * WEEK)
    client = client_of(amal)
    assert "Taking it again now is useful." in client.get("/assessment/").content.decode()
    assert client.get("/assessment/early/")["Location"] == "/assessment/"


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/assessment/p/1/", "/assessment/check/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_open_sitting_every_page_leads_to_the_start(
    amal: Membership, client_of: SignIn, path: str, method: str
) -> None:
    went = getattr(client_of(amal), method)(path)
    if (path, method) == ("/assessment/check/", "post"):
        assert went.status_code == 404  # it names no sitting at all
    else:
        assert (went.status_code, went["Location"]) == (303, "/assessment/")


@pytest.mark.parametrize("number", [0, 11, 10**30])
def test_there_is_no_page_beside_the_ten(
    amal: Membership, client_of: SignIn, begin: Take, number: int
) -> None:
    begin(amal)
    client = client_of(amal)
    assert client.get(f"/assessment/p/{number}/").status_code == 404
    assert client.post(f"/assessment/p/{number}/").status_code == 404


def test_each_statement_is_a_group_of_its_own(amal: Membership, client_of: SignIn, begin: Take) -> None:
    begin(amal)
    html = client_of(amal).get("/assessment/p/3/").content.decode()
    legends = re.findall(
        r'<legend lang="en"><span class="muted">(\d+)\. I \.\.\.</span> ([^<]+)</legend>', html
    )
    assert legends[0] == ("11", "Rarely lose my composure.")
    assert [number for number, _text in legends] == ["11", "12", "13", "14", "15"]
    assert html.count("<fieldset") == html.count("<legend") == 5
    assert html.count('type="radio"') == 30
    assert html.count("I’d rather not say") == 5
    assert "Page 3 of 10" in html
    assert "<h1>Statements 11 to 15</h1>" in html


def test_the_same_words_are_explained_on_every_page(amal: Membership, client_of: SignIn, begin: Take) -> None:
    begin(amal)
    client = client_of(amal)
    helps = {
        tuple(re.findall(r"<dt>(\w+)</dt>", client.get(f"/assessment/p/{number}/").content.decode()))
        for number in (1, 5, 10)
    }
    assert helps == {("composure", "exacting", "indifferent", "sympathize")}


def test_missed_statements_are_told_and_the_rest_is_kept(
    amal: Membership, client_of: SignIn, begin: Take
) -> None:
    begin(amal)
    page = client_of(amal).post("/assessment/p/1/", {"H656": "2", "A142": "skip"})
    html = page.content.decode()
    assert page.status_code == 200
    assert answers(amal) == {"H656": 2, "A142": None}
    assert ticked(html) == {"H656": "2", "A142": "skip"}
    assert html.index("error-summary") < html.index("<h1>")
    assert re.findall(r'<li><a href="#([\w-]+)">([^<]+)</a></li>', html) == [
        ("X265-1", "Select an answer to statement 2."),
        ("H1130-1", "Select an answer to statement 4."),
        ("A41-1", "Select an answer to statement 5."),
    ]
    assert '<p class="error" id="X265-error">Select an answer to statement 2.</p>' in html
    assert 'id="X265-1"' in html
    assert "<title>Error: Statements 1 to 5 – Questionnaire – eiapp</title>" in html


def test_going_back_and_leaving_keep_what_was_answered(
    amal: Membership, client_of: SignIn, begin: Take
) -> None:
    begin(amal)
    client = client_of(amal)
    assert client.post("/assessment/p/2/", {"X115": "1", "then": "back"})["Location"] == "/assessment/p/1/"
    assert client.post("/assessment/p/1/", {"H656": "5", "then": "back"})["Location"] == "/assessment/"
    left = client.post("/assessment/p/1/", {"X265": "skip", "then": "later"}, follow=True)
    assert "Saved. You can carry on at any time, on any device." in left.content.decode()
    assert answers(amal) == {"X115": 1, "H656": 5, "X265": None}


def test_the_quiet_save_keeps_and_tells_the_time(amal: Membership, client_of: SignIn, begin: Take) -> None:
    amal.user.time_zone = "Asia/Tokyo"
    amal.user.save(update_fields=["time_zone"])
    begin(amal)
    saved = client_of(amal).post("/assessment/p/1/?quiet=1", {"H656": "5"})
    assert (saved.status_code, saved.json()) == (200, {"saved": "19:30"})
    assert answers(amal) == {"H656": 5}


def test_a_statement_can_be_changed_from_the_check_and_leads_back(
    amal: Membership, client_of: SignIn, ei50: Instrument
) -> None:
    client = client_of(amal)
    take_all(client, ei50)
    check = client.get("/assessment/check/").content.decode()
    assert '<a href="/assessment/p/3/?check=1#E9-1" id="statement-12">Change' in check
    page = client.get("/assessment/p/3/?check=1").content.decode()
    assert 'action="/assessment/p/3/?check=1"' in page
    assert client.post("/assessment/p/3/?check=1", sheet(ei50, 3, "1"))["Location"] == "/assessment/check/"
    assert answers(amal)["E9"] == 1


def test_one_statement_a_page_for_whoever_wants_it(
    amal: Membership, client_of: SignIn, ei50: Instrument, begin: Take
) -> None:
    amal.user.one_statement = True
    amal.user.save(update_fields=["one_statement"])
    begin(amal, sheet_values(ei50, 1))
    client = client_of(amal)
    assert client.post("/assessment/")["Location"] == "/assessment/p/6/"
    html = client.get("/assessment/p/6/").content.decode()
    assert html.count("<fieldset") == 1
    assert "<h1>Statement 6</h1>" in html
    assert "Page 6 of 50" in html
    assert client.post("/assessment/p/6/", {"X115": "4"})["Location"] == "/assessment/p/7/"
    assert client.post("/assessment/p/50/", {"H755": "4"})["Location"] == "/assessment/check/"
    assert client.get("/assessment/p/51/").status_code == 404
    assert '"/assessment/p/12/?check=1#E9-1"' in client.get("/assessment/check/").content.decode()


def sheet_values(ei50: Instrument, number: int) -> dict[str, int | None]:
    return {code: int(value) for code, value in sheet(ei50, number).items()}


JUNK = [
    {"Q9999": "3"},
    {"H656": "0"},
    {"H656": "6"},
    {"H656": "abc"},
    {"H656": ""},
    {"H656": "1\x00"},
    {"H656\x00": "1"},
    {"H656": "１"},
    {"H656": "1" * 5000},
    {"H656": ["abc", "9"]},
    {"csrfmiddlewaretoken": "x", "then": "\x00"},
    {"sitting": "not-a-uuid"},
]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_breaks_nothing_and_loses_nothing(
    amal: Membership, client_of: SignIn, begin: Take, junk: dict[str, str]
) -> None:
    begin(amal, {"H656": 2, "A41": 5})
    page = client_of(amal).post("/assessment/p/1/", {"X265": "4", **junk})
    assert page.status_code == 200
    assert answers(amal) == {"H656": 2, "A41": 5, "X265": 4}
    assert ticked(page.content.decode()) == {"H656": "2", "A41": "5", "X265": "4"}


def test_junk_is_refused_in_a_sentence(
    amal: Membership, client_of: SignIn, begin: Take, ei50: Instrument
) -> None:
    begin(amal)
    page = client_of(amal).post("/assessment/p/1/", {**sheet(ei50, 1), "Q9999": "3"})
    assert page.status_code == 200
    assert re.findall(r'<li><a href="#answers">([^<]+)</a></li>', page.content.decode()) == [
        "One answer was not among those offered, so it was not saved. The rest was."
    ]
    assert len(answers(amal)) == 5


def test_of_a_repeated_answer_the_last_counts(amal: Membership, client_of: SignIn, begin: Take) -> None:
    begin(amal)
    client_of(amal).post("/assessment/p/1/", {"H656": ["1", "5"]})
    assert answers(amal) == {"H656": 5}


def test_a_page_of_a_sitting_that_was_sent_meanwhile_changes_nothing(
    amal: Membership, client_of: SignIn, begin: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two tabs: this one has read its open sitting, then the other one sends the answers.
    begun = begin(amal, {"H656": 2})

    def and_then_sent(member: Membership, form: Offered) -> object:
        found = open_sitting(member, form)
        Sitting.objects.filter(pk=begun.pk).update(state="submitted", submitted_at=NOW)
        return found

    monkeypatch.setattr("assessments.views.sitting.open_sitting", and_then_sent)
    client = client_of(amal)
    quiet = client.post("/assessment/p/1/?quiet=1", {"H656": "5"})
    assert (quiet.status_code, quiet.json()) == (409, {"saved": None})
    with organisation_scope(amal.organisation):
        Sitting.objects.update(state="started", submitted_at=None)
    went = client.post("/assessment/p/1/", {"H656": "5"})
    assert (went.status_code, went["Location"]) == (303, "/assessment/")
    assert answers(amal) == {"H656": 2}


def test_whoever_answers_again_after_the_result_is_told_and_changes_nothing(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    done, client = finish(amal), client_of(amal)
    before = answers(amal), client.get(f"/assessment/{done.pk}/profile.csv").content
    quiet = client.post("/assessment/p/1/?quiet=1", {"H656": "5"})
    assert (quiet.status_code, quiet.json()) == (409, {"saved": None})
    told = client.post("/assessment/p/1/", {"H656": "5"}, follow=True).content.decode()
    assert "these answers were not saved. What was sent before stays as it is." in told
    assert (answers(amal), client.get(f"/assessment/{done.pk}/profile.csv").content) == before


# --- check and submit -----------------------------------------------------------------------------


def test_the_check_lists_every_answer_and_can_be_sent_only_whole(
    amal: Membership, client_of: SignIn, begin: Take, ei50: Instrument
) -> None:
    begun = begin(
        amal, {item.code: 5 for item in ei50.items if item.position not in {7, 48, 50}} | {"E9": None}
    )
    client = client_of(amal)
    html = client.get("/assessment/check/").content.decode()
    assert len(re.findall(r"<dt ", html)) == 50
    assert html.count("Not answered yet") == 3
    assert html.count('<span lang="en">Very accurate</span>') == 46
    refused = client.post("/assessment/check/", {"sitting": begun.pk})
    assert refused.status_code == 200
    assert re.findall(r'<li><a href="#(statement-\d+)">([^<]+)</a></li>', refused.content.decode()) == [
        ("statement-7", "Statements 6 to 10: 1 has no answer yet"),
        ("statement-48", "Statements 46 to 50: 2 have no answer yet"),
    ]
    assert "<h2>Statements 46 to 50</h2>" in html
    with organisation_scope(amal.organisation):
        assert ComponentScore.objects.count() == 0


def test_one_statement_a_page_is_told_in_the_words_of_the_list_too(
    amal: Membership, client_of: SignIn, begin: Take, ei50: Instrument
) -> None:
    amal.user.one_statement = True
    amal.user.save(update_fields=["one_statement"])
    begun = begin(amal, {item.code: 5 for item in ei50.items[:-1]})
    refused = client_of(amal).post("/assessment/check/", {"sitting": begun.pk}).content.decode()
    assert '<li><a href="#statement-50">Statements 46 to 50: 1 has no answer yet</a></li>' in refused


def test_a_double_click_opens_the_same_report(amal: Membership, client_of: SignIn, ei50: Instrument) -> None:
    client = client_of(amal)
    take_all(client, ei50)
    named = {"sitting": client.get("/assessment/check/").context["sitting"].id}
    first, second = client.post("/assessment/check/", named), client.post("/assessment/check/", named)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    with organisation_scope(amal.organisation):
        assert (Sitting.objects.count(), ComponentScore.objects.count()) == (1, 5)


@pytest.mark.parametrize("named", ["", "abc", "\x00", "0b3f6a52-3c1e-4a7e-9a4c-6f1f0f1d2c3b", "cleo's"])
def test_nobody_sends_what_is_not_hers(
    amal: Membership, cleo: Membership, client_of: SignIn, begin: Take, ei50: Instrument, named: str
) -> None:
    begin(amal, {item.code: 3 for item in ei50.items})
    hers = begin(cleo, {item.code: 3 for item in ei50.items})
    wanted = str(hers.pk) if named == "cleo's" else named
    assert client_of(amal).post("/assessment/check/", {"sitting": wanted}).status_code == 404
    with organisation_scope(cleo.organisation):
        assert ComponentScore.objects.count() == 0


# --- stop -----------------------------------------------------------------------------------------


def test_whoever_stops_is_told_what_is_deleted_and_is_asked_no_more(
    amal: Membership, client_of: SignIn, begin: Take
) -> None:
    begun, client = begin(amal, {"H656": 2, "X265": None}), client_of(amal)
    assert (
        'href="/assessment/stop/">Stop and put these answers away</a>'
        in client.get("/assessment/").content.decode()
    )
    asked = client.get("/assessment/stop/").content.decode()
    assert "You have answered 2 of 50 statements." in asked
    assert "If you stop, these answers are deleted and cannot be brought back." in asked
    assert answers(amal) == {"H656": 2, "X265": None}  # asking changes nothing
    with CaptureQueriesContext(connection) as asked_of_it:
        went = client.post("/assessment/stop/", {"sitting": begun.pk})
    words = [query["sql"].split()[0] for query in asked_of_it.captured_queries]
    assert words[2:] == ["SAVEPOINT", "SELECT", "DELETE", "UPDATE", "DELETE", "RELEASE"]
    assert (went.status_code, went["Location"]) == (303, "/assessment/")
    assert answers(amal) == {}
    start = client.get("/assessment/").content.decode()
    assert "Your answers are deleted." in start
    assert re.findall(r'class="button">([^<]+)', start.split("<dialog")[0]) == ["Start"]
    assert "Stop and put" not in start
    assert client.get("/assessment/stop/")["Location"] == "/assessment/"


def test_a_page_that_asked_about_an_older_sitting_leaves_the_new_one_alone(
    amal: Membership, client_of: SignIn, begin: Take
) -> None:
    client, old = client_of(amal), begin(amal, {"H656": 2})
    client.post("/assessment/stop/", {"sitting": old.pk})
    begin(amal, {"H656": 5})
    assert client.post("/assessment/stop/", {"sitting": old.pk}).status_code == 303
    assert answers(amal) == {"H656": 5}


def test_what_was_sent_is_not_stopped(amal: Membership, client_of: SignIn, finish: Take) -> None:
    done, client = finish(amal), client_of(amal)
    page = client.post("/assessment/stop/", {"sitting": done.pk}, follow=True).content.decode()
    assert "These answers were already sent, so they stay as they are." in page
    assert client.get(f"/assessment/{done.pk}/report/").status_code == 200


@pytest.mark.parametrize("named", ["", "abc", "0b3f6a52-3c1e-4a7e-9a4c-6f1f0f1d2c3b", "cleo's"])
def test_nobody_stops_what_is_not_hers(
    amal: Membership, cleo: Membership, client_of: SignIn, begin: Take, named: str
) -> None:
    begin(amal, {"H656": 2})
    hers = begin(cleo, {"H656": 3})
    wanted = str(hers.pk) if named == "cleo's" else named
    assert client_of(amal).post("/assessment/stop/", {"sitting": wanted}).status_code == 404
    assert (answers(amal), answers(cleo)) == ({"H656": 2}, {"H656": 3})


def test_the_result_of_what_was_put_away_meanwhile_is_refused_in_a_sentence(
    amal: Membership, client_of: SignIn, begin: Take
) -> None:
    begun, client = begin(amal, {"H656": 2}), client_of(amal)
    client.post("/assessment/stop/", {"sitting": begun.pk})
    page = client.post("/assessment/check/", {"sitting": begun.pk}, follow=True).content.decode()
    assert "These answers were put away, so there is no result." in page


# --- report ---------------------------------------------------------------------------------------


def test_the_report_says_what_must_be_said(amal: Membership, client_of: SignIn, finish: Take) -> None:
    html = client_of(amal).get(f"/assessment/{finish(amal).pk}/report/").content.decode()
    assert (
        "“Self-awareness” here means how much you attend to your feelings, not how well you read them; more "
        "is not always better. “Motivation” means diligence. “Social skills” means ease with people, not "
        "skill with customers. These are general tendencies that move slowly; skills may grow without moving "
        "the score."
    ) in html
    assert "Only you can read this." in html
    assert (
        "Your first answers, on 21 November 2026. Take it again after 16 January 2027 to see change." in html
    )
    assert html.count("<figure") == 1
    assert html.count("<svg") - html.count('class="icon') == 2
    assert " style=" not in html
    assert 'href="/method/"' in html


def test_with_two_sittings_the_report_shows_progress(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    finish(amal, NOW - 9 * WEEK)
    second = finish(amal, SR=5)
    html = client_of(amal).get(f"/assessment/{second.pk}/report/").content.decode()
    assert html.count("<figure") == 2
    assert "Take it again after" not in html
    assert re.findall(r": (cannot tell|more than error)\.</strong>", html) == [
        *("cannot tell", "more than error", "cannot tell", "cannot tell", "cannot tell"),
    ]
    assert "See your newest report" not in html


def test_an_older_report_stays_as_it_was_and_leads_to_the_newest(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    first, second = finish(amal, NOW - 9 * WEEK), finish(amal, SR=5)
    html = client_of(amal).get(f"/assessment/{first.pk}/report/").content.decode()
    assert html.count("<figure") == 1
    assert "Take it again after" not in html
    assert (
        f'<a href="/assessment/{second.pk}/report/">See your newest report, of 21 November 2026</a>' in html
    )


def test_the_files_hold_what_the_page_shows(amal: Membership, client_of: SignIn, finish: Take) -> None:
    finish(amal, NOW - 9 * WEEK)
    done, client = finish(amal, SR=5), client_of(amal)
    profile = client.get(f"/assessment/{done.pk}/profile.csv")
    assert profile["Content-Disposition"] == 'attachment; filename="profile-2026-11-21.csv"'
    assert (
        profile.content.decode().splitlines()[2].startswith("Self-regulation,100,93,100,87,100,81,100,10,10,")
    )
    progress = client.get(f"/assessment/{done.pk}/progress.csv")
    assert progress["Content-Disposition"] == 'attachment; filename="progress.csv"'
    assert progress.content.decode().splitlines()[2] == "21 November 2026,50,100,50,50,50"
    assert {profile["Cache-Control"], progress["Cache-Control"]} == {"no-store"}


def agreed(content: bytes, tmp_path: Path) -> str:
    """What docs/recompute.py prints of a file."""
    file = tmp_path / "report.json"
    file.write_bytes(content)
    script = [sys.executable, "-I", str(ROOT / "docs/recompute.py"), str(file)]
    return subprocess.run(script, capture_output=True, text=True, check=False).stdout


def test_anybody_can_work_the_report_out_again(
    amal: Membership, client_of: SignIn, finish: Take, tmp_path: Path
) -> None:
    first = finish(amal, NOW - 9 * WEEK, declined={"EM": 3, "SS": 6})
    done, client = finish(amal, SR=5, MO=2, declined={"SA": 5}), client_of(amal)
    alone = client.get(f"/assessment/{first.pk}/recompute.json")
    assert alone["Content-Disposition"] == 'attachment; filename="report-2026-09-19.json"'
    assert (alone["Content-Type"], alone["Cache-Control"]) == ("application/json", "no-store")
    assert alone.json()["comparison"] is None
    assert agreed(alone.content, tmp_path) == "Agreed: all 123 figures to 1e-9.\n"
    both = client.get(f"/assessment/{done.pk}/recompute.json")
    assert [one["component"] for one in both.json()["comparison"]["verdicts"]] == ["SA", "SR", "MO", "EM"]
    assert agreed(both.content, tmp_path).startswith("Agreed: all ")


def test_a_figure_that_was_changed_afterwards_shows(
    amal: Membership, client_of: SignIn, finish: Take, tmp_path: Path
) -> None:
    done = finish(amal)
    with organisation_scope(amal.organisation):
        ComponentScore.objects.filter(sitting=done, component="EM").update(points=75)
    file = client_of(amal).get(f"/assessment/{done.pk}/recompute.json").content
    assert agreed(file, tmp_path).startswith("Not the same: figures.components[3].")


def test_to_everybody_else_the_report_is_not_there(
    amal: Membership,
    bo: Membership,
    cleo: Membership,
    dee: Membership,
    ada: Membership,
    eve: Membership,
    client_of: SignIn,
    finish: Take,
) -> None:
    done = finish(amal)
    for member in (bo, cleo, dee, ada, eve):
        client = client_of(member)
        for path in (f"/assessment/{done.pk}/{part}" for part in FILES):
            assert (
                client.get(path).status_code
                == client.get(path.replace(str(done.pk), str(uuid4()))).status_code
            )
            assert client.get(path).status_code == 404
        assert "Report of" not in client.get("/assessment/").content.decode()


def test_an_open_sitting_has_no_report(amal: Membership, client_of: SignIn, begin: Take) -> None:
    assert client_of(amal).get(f"/assessment/{begin(amal).pk}/report/").status_code == 404


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 30])
def test_queries_and_commits_whatever_the_history(
    amal: Membership, client_of: SignIn, begin: Take, finish: Take, ei50: Instrument, many: int
) -> None:
    for number in range(many):
        done = finish(amal, NOW - (many - number) * 8 * WEEK)
    begun = begin(amal, {item.code: 3 for item in ei50.items})
    client = client_of(amal)
    client.get(f"/assessment/{done.pk}/report/")  # draws the pictures
    paths = {
        "start": ("get", "/assessment/", {}),
        "stop": ("get", "/assessment/stop/", {}),
        "page": ("get", "/assessment/p/1/", {}),
        "answer": ("post", "/assessment/p/1/", sheet(ei50, 1)),
        "check": ("get", "/assessment/check/", {}),
        "report": ("get", f"/assessment/{done.pk}/report/", {}),
        "profile": ("get", f"/assessment/{done.pk}/profile.csv", {}),
        "progress": ("get", f"/assessment/{done.pk}/progress.csv", {}),
        "submit": ("post", "/assessment/check/", {"sitting": begun.pk}),
    }
    found, frame = {}, {"SAVEPOINT", "RELEASE"}
    for name, (method, path, data) in paths.items():
        with CaptureQueriesContext(connection) as asked:
            assert getattr(client, method)(path, data).status_code in {200, 303}
        words = [query["sql"].split()[0] for query in asked.captured_queries]
        found[name] = (len([word for word in words if word not in frame]), words.count("SAVEPOINT"))
    # Session and user with membership are two of each; a POST writes in one transaction.
    assert found == {
        "start": (3, 0),
        "stop": (3, 0),
        "page": (4, 0),
        "answer": (6, 1),
        "check": (3, 0),
        "report": (4, 0),
        "profile": (4, 0),
        "progress": (4, 0),
        "submit": (8, 1),
    }


def test_pages_are_small(amal: Membership, client_of: SignIn, finish: Take, begin: Take) -> None:
    for weeks in range(99, 0, -9):  # two years of it
        finish(amal, NOW - weeks * WEEK)
    done = finish(amal)
    begin(amal)
    client = client_of(amal)
    assert len(client.get("/assessment/p/1/").content) < 30_000
    report = client.get(f"/assessment/{done.pk}/report/").content
    assert len(report) < 80_000
    assert len(gzip.compress(report)) < 20_000
