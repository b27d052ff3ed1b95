"""The organisation's own figures in a report: from when, how they are told, and that a report keeps them."""

import csv
import datetime as dt
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from numpy.random import default_rng

from assessments.evidence import as_json, work_out, work_out_retest
from assessments.instruments import instrument
from assessments.models import ComponentScore, Release, Sitting
from assessments.psychometrics.published import published_sem
from assessments.queries import local_figures
from assessments.simulation import honest, retest
from people.models import Membership, Organisation
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take
from tests.cast import NOW

ROOT = Path(__file__).resolve().parents[2]
EI50 = instrument("ei-50", 1)
WEEK = dt.timedelta(weeks=1)
NOVEMBER = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def tell(harbour: Organisation, persons: int, until: dt.datetime = NOVEMBER, seed: int = 1) -> None:
    """A release of so many simulated people."""
    _tell(
        harbour,
        Release.Kind.SCORES,
        persons,
        until,
        as_json(work_out(EI50, honest(persons, default_rng(seed)))),
    )


def tell_retest(harbour: Organisation, persons: int, until: dt.datetime = NOVEMBER) -> None:
    twice = retest(persons, default_rng(persons))
    figures = as_json(work_out_retest(EI50, twice.before, twice.after))
    _tell(harbour, Release.Kind.RETEST, persons, until, figures)


def _tell(
    harbour: Organisation, kind: Release.Kind, persons: int, until: dt.datetime, figures: dict[str, object]
) -> None:
    with organisation_scope(harbour):
        Release.objects.create(
            **{"organisation": harbour, "instrument_key": "ei-50", "instrument_version": 1},
            **{"kind": kind, "until": until, "persons": persons, "figures": figures},
        )


def score(sitting: Sitting, part: str = "SR") -> ComponentScore:
    with organisation_scope(sitting.organisation):
        return ComponentScore.objects.get(sitting=sitting, component=part)


def text(client: Client, address: str) -> str:
    shown = client.get(address)
    assert shown.status_code == 200
    main = shown.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def report(client: Client, sitting: Sitting) -> str:
    return text(client, f"/assessment/{sitting.pk}/report/")


def recomputed(client: Client, sitting: Sitting, tmp_path: Path) -> str:
    """What the script says of the report's file."""
    file = tmp_path / "report.json"
    file.write_bytes(client.get(f"/assessment/{sitting.pk}/recompute.json").content)
    script = [sys.executable, "-I", str(ROOT / "docs/recompute.py"), str(file)]
    return subprocess.run(script, capture_output=True, text=True, check=False).stdout


# --- from when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("persons", [None, 30, 99])
def test_below_a_hundred_people_a_report_stands_on_published_figures(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take, persons: int | None
) -> None:
    if persons:
        tell(harbour, persons)
    done = finish(amal, SR=4)
    kept, shown = score(done), report(client_of(amal), done)
    assert (kept.alpha, kept.sd, kept.mean, kept.local_persons) == (0.87, 0.75, None, None)
    assert kept.sem == published_sem(EI50.components[1], 10)
    assert "Alpha is the published one of the scale, SD an assumption." in shown
    assert "of your organisation" not in shown


def test_from_a_hundred_on_it_stands_on_theirs_and_says_so(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    tell(harbour, 120)
    done = finish(amal, SR=4)
    kept, shown = score(done), report(client_of(amal), done)
    part = work_out(EI50, honest(120, default_rng(1))).parts[1]
    assert part.alpha is not None
    assert (kept.alpha, kept.sd) == (round(part.alpha, 2), round(part.sd / 25, 2))
    assert (kept.mean, kept.local_persons, kept.local_until) == (
        round(part.mean, 1),
        120,
        dt.date(2026, 11, 1),
    )
    assert kept.sem == pytest.approx(25 * kept.sd * (1 - kept.alpha) ** 0.5)
    assert (
        "The ranges of this report rest on the answers of 120 people of your organisation, all given before "
        "1 November 2026."
    ) in shown
    assert "Alpha, SD and the mean of a part are those of 120 people of your organisation" in shown
    assert f"Centre of the ranges: {kept.mean:.1f} + {kept.alpha:.3f} × (75.0 − {kept.mean:.1f}) = " in shown
    assert "a little nearer to the mean of your organisation" in shown
    assert "Mean of all here" in shown
    assert "SD an assumption" not in shown


def test_a_part_without_an_alpha_here_keeps_its_published_one_and_the_page_says_which(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    answers = honest(120, default_rng(1)).copy()
    answers[:, [item.position - 1 for item in EI50.items_of(EI50.components[3].component)]] = 3
    _tell(harbour, Release.Kind.SCORES, 120, NOVEMBER, as_json(work_out(EI50, answers)))
    done = finish(amal, SR=4)
    assert (score(done, "EM").alpha, score(done, "EM").mean) == (0.81, None)
    shown = report(client_of(amal), done)
    assert "For Empathy alpha is the published one, SD an assumption, and there is no mean." in shown
    assert "Without a mean: A range that fits is the score ± 1.96 × SEM." in shown


def test_the_figures_of_another_organisation_are_not_used(
    harbour: Organisation, amal: Membership, eve: Membership, finish: Take
) -> None:
    tell(eve.organisation, 120)
    assert score(finish(amal)).mean is None


# --- a change -------------------------------------------------------------------------------------


def test_the_retest_of_the_organisation_judges_a_change_from_fifty_people_on(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    finish(amal, NOW - 9 * WEEK)
    tell_retest(harbour, 60)
    done = finish(amal, SR=4)
    kept, shown = score(done), report(client_of(amal), done)
    assert (kept.retest_persons, kept.retest_until, kept.mean) == (60, dt.date(2026, 11, 1), None)
    assert kept.sem_of_change == pytest.approx(25 * 0.75 * (1 - min(kept.alpha, kept.retest)) ** 0.5)
    assert (
        "where r is how the first and second scores of 60 people of your organisation go together (answers "
        "before 1 November 2026), or alpha if that is lower. Where the first"
    ) in shown
    assert f"{kept.retest:.2f}" in shown


def test_until_then_a_change_is_judged_with_the_assumed_one(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    finish(amal, NOW - 9 * WEEK)
    tell_retest(harbour, 49)
    done = finish(amal, SR=4)
    assert (score(done).retest, score(done).retest_persons) == (0.75, None)
    assert "where r is .75, or alpha if that is lower. Where the first" in report(client_of(amal), done)


# --- it stays -------------------------------------------------------------------------------------


def test_a_report_keeps_the_figures_it_was_made_with(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take, tmp_path: Path
) -> None:
    early = finish(amal, NOW - 9 * WEEK, SR=4)
    client = client_of(amal)
    before, file = report(client, early), client.get(f"/assessment/{early.pk}/recompute.json").content
    tell(harbour, 120, NOVEMBER)
    middle = finish(amal, NOW, SR=4)
    second = report(client, middle)
    tell(harbour, 180, NOVEMBER.replace(month=12), seed=2)
    tell_retest(harbour, 60, NOVEMBER.replace(month=12))
    late = finish(amal, NOW + 9 * WEEK, SR=4)
    assert report(client, early).split("Change over time")[0] == before.split("Change over time")[0]
    assert client.get(f"/assessment/{early.pk}/recompute.json").content == file
    newest = "You have taken the questionnaire again since. See your newest report, of 23 January 2027 "
    assert report(client, middle).replace(newest, "") == second
    assert [score(one).local_persons for one in (early, middle, late)] == [None, 120, 180]
    for one in (early, middle, late):
        assert recomputed(client, one, tmp_path).startswith("Agreed: all ")


def test_the_file_says_which_release_each_error_is_from(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take
) -> None:
    tell(harbour, 120)
    tell_retest(harbour, 60, NOVEMBER.replace(month=10))
    done = finish(amal)
    client = client_of(amal)
    document = json.loads(client.get(f"/assessment/{done.pk}/recompute.json").content)
    assert document["format"] == 2
    assert document["basis"]["SS"]["sem_from"] == {"persons": 120, "until": "2026-11-01"}
    assert document["basis"]["SS"]["retest_from"] == {"persons": 60, "until": "2026-10-01"}
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/assessment/{done.pk}/profile.csv").content.decode("utf-8-sig"))
        )
    )
    kept = score(done)
    assert (rows[1]["mean_here"], rows[1]["people"], rows[1]["until"]) == (
        str(kept.mean),
        "120",
        "2026-11-01",
    )


def test_the_newest_of_each_kind_is_one_query_however_many_there_are(harbour: Organisation) -> None:
    for month in range(1, 10):
        tell(harbour, 100 + month, NOVEMBER.replace(month=month))
        tell_retest(harbour, 50 + month, NOVEMBER.replace(month=month))
    with organisation_scope(harbour), CaptureQueriesContext(connection) as asked:
        found = local_figures(EI50)
    assert len(asked) == 1
    assert found.figures is not None and found.retest is not None
    assert (found.figures.persons, found.retest.persons) == (109, 59)
    assert found.closed == found.retest_closed == dt.date(2026, 9, 1)


# --- the others -----------------------------------------------------------------------------------


def test_her_own_report_leads_to_her_place_among_the_others(
    client_of: SignIn, amal: Membership, finish: Take
) -> None:
    done = finish(amal)
    page = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode()
    assert f'<a href="/assessment/{done.pk}/others/">Your scores beside your colleagues’</a>' in page


def test_who_uses_it_on_her_own_is_not_led_to_colleagues(
    client_of: SignIn, amal: Membership, harbour: Organisation, finish: Take
) -> None:
    done = finish(amal)
    harbour.is_personal = True
    harbour.save(update_fields=["is_personal"])
    page = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode()
    assert "/others/" not in page
