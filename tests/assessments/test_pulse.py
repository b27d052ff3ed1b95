"""The short form: when it may be taken, what it says and does not say, and fours beside each other."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import Instrument
from assessments.models import Answer, ComponentScore, Sitting
from assessments.offer import KEY, PULSE
from assessments.queries import finished, offer, open_sitting, pulse_offer, report_owner, takes, waiting
from assessments.report import PulsePage, pulse_page
from people.models import Membership
from people.refusals import Refused
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take, TakePulses
from tests.cast import NOW

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
URL = "/assessment/pulse/"
ALWAYS = "A smaller real change could hide in this range."
pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(member: Membership) -> PulsePage:
    return pulse_page(member, takes(member, PULSE.key))


def sheet(ei15: Instrument, number: int, value: str = "4") -> dict[str, str]:
    return {item.code: value for item in ei15.items[5 * number - 5 : 5 * number]}


def take_all(client: Client, ei15: Instrument) -> None:
    client.post(URL)
    for number in (1, 2, 3):
        client.post(f"{URL}p/{number}/", sheet(ei15, number))


def text_of(client: Client, url: str = URL) -> str:
    html = re.sub(r"<svg.*?</svg>", "", client.get(url).content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).replace("&#x27;", "'")


# --- when it may be taken -------------------------------------------------------------------------


def test_anybody_may_take_it_at_once_whole_questionnaire_or_not(amal: Membership, finish: Take) -> None:
    assert pulse_offer(amal, NOW).opens is None
    finish(amal)
    assert pulse_offer(amal, NOW).opens is None
    assert start_sitting(by=amal, now=NOW, form=PULSE).instrument_key == "ei-15"


def test_the_next_opens_a_week_after_the_last_by_her_own_days(
    amal: Membership, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 1)
    opens = dt.date(2026, 11, 28)
    assert pulse_offer(amal, NOW).opens == opens
    soon = NOW + WEEK - DAY
    with pytest.raises(Refused, match="The next short form opens on 28 November 2026"):
        start_sitting(by=amal, now=soon, form=PULSE)
    assert not Sitting.objects.of(amal, PULSE.key).started().exists()
    # Hours earlier in the day than the last one: a Saturday is a Saturday.
    early = NOW + WEEK - dt.timedelta(hours=5)
    assert pulse_offer(amal, early).opens is None
    assert start_sitting(by=amal, now=early, form=PULSE).state == Sitting.State.STARTED


def test_a_half_done_one_is_carried_on_whatever_the_day(amal: Membership, take_pulses: TakePulses) -> None:
    begun = start_sitting(by=amal, now=NOW - WEEK, form=PULSE)
    assert start_sitting(by=amal, now=NOW, form=PULSE) == begun


def test_of_nobody_else_a_day_counts(
    amal: Membership, cleo: Membership, take_pulses: TakePulses, finish: Take
) -> None:
    take_pulses(cleo, 1)
    finish(amal)
    assert start_sitting(by=amal, now=NOW, form=PULSE).state == Sitting.State.STARTED


def test_both_forms_can_be_open_and_do_not_meet(amal: Membership, begin: Take) -> None:
    begin(amal, {"A116": 4})
    short = start_sitting(by=amal, now=NOW, form=PULSE)
    assert short.instrument_version == 1
    found = open_sitting(amal, PULSE)
    assert found is not None
    assert (found.instrument.key, found.answers) == ("ei-15", {})
    assert (offer(amal, NOW).answered, pulse_offer(amal, NOW).answered) == (1, None)


def test_it_changes_nothing_about_the_questionnaire(
    amal: Membership, take_pulses: TakePulses, finish: Take
) -> None:
    finish(amal, NOW - 9 * WEEK)
    before = (offer(amal, NOW), waiting(amal, NOW), [take.id for take in takes(amal)])
    take_pulses(amal, 2)
    assert (offer(amal, NOW), waiting(amal, NOW), [take.id for take in takes(amal)]) == before
    assert len(finished(amal, PULSE.key)) == 2


def test_the_page_says_when_the_next_one_opens(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    client = client_of(amal)
    assert ">Start</button>" in client.get(URL).content.decode()
    take_pulses(amal, 1)
    html = client.get(URL).content.decode()
    assert "You can take the next one from 28 November 2026 on." in html
    assert ">Start</button>" not in html
    sent = client.post(URL, follow=True)
    assert "The next short form opens on 28 November 2026." in sent.content.decode()
    assert open_sitting(amal, PULSE) is None


# --- taking it ------------------------------------------------------------------------------------


def test_from_start_to_the_result_on_pages_of_five(
    amal: Membership, client_of: SignIn, ei15: Instrument
) -> None:
    client = client_of(amal)
    went = client.post(URL)
    assert (went.status_code, went["Location"]) == (303, f"{URL}p/1/")
    first = client.get(f"{URL}p/1/").content.decode()
    assert "Page 1 of 3" in first
    assert first.count("<fieldset") == 5
    assert client.post(f"{URL}p/1/", sheet(ei15, 1))["Location"] == f"{URL}p/2/"
    assert client.post(f"{URL}p/2/", {"then": "back"})["Location"] == f"{URL}p/1/"
    assert client.post(f"{URL}p/1/", {"then": "back"})["Location"] == URL
    assert client.post(f"{URL}p/2/", sheet(ei15, 2) | {"then": "later"})["Location"] == URL
    assert "You have answered 10 of 15 statements." in client.get(URL).content.decode()
    assert client.post(URL)["Location"] == f"{URL}p/3/"
    assert client.post(f"{URL}p/3/", sheet(ei15, 3))["Location"] == f"{URL}check/"
    check = client.get(f"{URL}check/")
    assert f"{URL}p/1/?check=1#" in check.content.decode()
    assert ">Send my answers</button>" in check.content.decode()
    sent = client.post(f"{URL}check/", {"sitting": check.context["sitting"].id})
    assert (sent.status_code, sent["Location"]) == (303, URL)
    assert "Your answers are saved." in client.get(URL).content.decode()
    assert (Answer.objects.count(), ComponentScore.objects.count()) == (15, 5)
    row = ComponentScore.objects.get(component="SR")
    assert (row.asked, round(row.sem or 0, 2), round(row.sem_of_change or 0, 2)) == (3, 12.34, 17.12)


def test_a_page_that_does_not_exist_and_one_that_is_not_open(amal: Membership, client_of: SignIn) -> None:
    client = client_of(amal)
    assert client.get(f"{URL}p/1/")["Location"] == URL
    assert client.post(f"{URL}p/1/?quiet=1", {}).status_code == 409
    told = client.post(f"{URL}p/1/", {}, follow=True).content.decode()
    assert "these answers were not saved" in told
    client.post(URL)
    assert [client.get(f"{URL}p/{number}/").status_code for number in (0, 1, 3, 4)] == [404, 200, 200, 404]


def test_a_statement_of_the_whole_questionnaire_is_no_answer_here(
    amal: Membership, client_of: SignIn, ei15: Instrument, ei50: Instrument
) -> None:
    client = client_of(amal)
    client.post(URL)
    foreign = next(item.code for item in ei50.items if not item.pulse)
    html = client.post(f"{URL}p/1/", sheet(ei15, 1) | {foreign: "4"}).content.decode()
    assert "One answer was not among those offered, so it was not saved. The rest was." in html
    assert set(Answer.objects.values_list("item_code", flat=True)) == {item.code for item in ei15.items[:5]}


def test_missing_answers_are_named_and_nothing_is_lost(
    amal: Membership, client_of: SignIn, ei15: Instrument
) -> None:
    client = client_of(amal)
    client.post(URL)
    some = dict(list(sheet(ei15, 1).items())[:3])
    html = client.post(f"{URL}p/1/", some).content.decode()
    assert "Select an answer to statement 4" in html
    assert Answer.objects.count() == 3
    open_one = open_sitting(amal, PULSE)
    assert open_one is not None
    refused = client.post(f"{URL}check/", {"sitting": str(open_one.id)}).content.decode()
    assert "Statements 1 to 5: 2 have no answer yet" in refused


def test_stopping_deletes_the_answers_and_the_next_may_start_at_once(
    amal: Membership, client_of: SignIn, ei15: Instrument
) -> None:
    client = client_of(amal)
    client.post(URL)
    client.post(f"{URL}p/1/", sheet(ei15, 1))
    page = client.get(f"{URL}stop/")
    assert f'<a href="{URL}">Keep my answers</a>' in page.content.decode()
    gone = client.post(f"{URL}stop/", {"sitting": page.context["sitting"].id})
    assert (gone.status_code, gone["Location"]) == (303, URL)
    assert Answer.objects.count() == 0
    assert client.get(f"{URL}stop/")["Location"] == URL
    assert client.post(URL)["Location"] == f"{URL}p/1/"


def test_sent_twice_it_is_one(amal: Membership, client_of: SignIn, ei15: Instrument) -> None:
    client = client_of(amal)
    take_all(client, ei15)
    sitting = client.get(f"{URL}check/").context["sitting"].id
    went = [client.post(f"{URL}check/", {"sitting": sitting})["Location"] for _ in range(2)]
    assert went == [URL, URL]
    assert Sitting.objects.count() == 1


def test_one_statement_a_page_for_who_asked_for_that(
    amal: Membership, client_of: SignIn, ei15: Instrument
) -> None:
    amal.user.one_statement = True
    amal.user.save()
    client = client_of(amal)
    client.post(URL)
    assert "Page 15 of 15" in client.get(f"{URL}p/15/").content.decode()


def test_a_version_that_is_not_here_is_named_and_kept(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    client = client_of(amal)
    (done,) = take_pulses(amal, 1)
    Sitting.objects.filter(pk=done.pk).update(instrument_version=9)
    assert client.get(f"{URL}recompute.json")["Location"] == URL
    assert "You have taken 1 short form." in client.get(URL).content.decode()
    begun = start_sitting(by=amal, now=NOW + WEEK, form=PULSE)
    answer_page(sitting_id=begun.pk, answers={"A41": 3}, by=amal)
    Sitting.objects.filter(pk=begun.pk).update(instrument_version=9)
    html = client.get(URL).content.decode()
    assert "You have begun version 9 of the short form." in html
    assert client.post(URL)["Location"] == URL
    assert Answer.objects.filter(sitting=begun).count() == 1


# --- nobody else's, and no report of one ----------------------------------------------------------


def test_one_short_form_has_no_report(amal: Membership, client_of: SignIn, take_pulses: TakePulses) -> None:
    (done,) = take_pulses(amal, 1)
    assert report_owner(amal, done.pk) is None
    client = client_of(amal)
    for page in ("report/", "profile.csv", "progress.csv", "recompute.json", "others/"):
        assert client.get(f"/assessment/{done.pk}/{page}").status_code == 404


def test_nobody_sends_or_stops_anothers(amal: Membership, cleo: Membership, client_of: SignIn) -> None:
    hers = start_sitting(by=cleo, now=NOW, form=PULSE)
    client = client_of(amal)
    for page in ("check/", "stop/"):
        for named in (str(hers.pk), "nonsense", ""):
            assert client.post(f"{URL}{page}", {"sitting": named}).status_code == 404


def test_what_others_took_is_not_on_her_page(
    amal: Membership, cleo: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    take_pulses(cleo, 8)
    client = client_of(amal)
    assert "short forms." not in text_of(client)
    assert client.get(f"{URL}pulses.csv").content.decode().count("\n") == 1


# --- what it says ---------------------------------------------------------------------------------


@pytest.mark.parametrize("taken", [1, 3, 4, 7])
def test_below_eight_a_sentence_says_how_many_more_and_no_number_of_hers_is_shown(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses, taken: int
) -> None:
    take_pulses(amal, taken, SR=[5] * taken)
    found = page_of(amal)
    assert (found.chart, found.comparison, found.thin) == (None, None, ())
    assert f"After {8 - taken} more, your first four can stand beside your next four." in found.told
    html = client_of(amal).get(URL).content.decode()
    assert "Too little to tell yet" in html
    assert "<figure" not in html
    assert "Self-regulation" not in html


def test_before_any_the_page_says_that_one_cannot_show_a_change(amal: Membership, client_of: SignIn) -> None:
    text = text_of(client_of(amal))
    assert "One short form cannot show that you changed." in text
    assert "a score would have to move by 47 of 100 points" in text
    assert "Between the mean of four and the mean of four it takes 24." in text
    assert "Only you can read this." in text
    assert "Too little" not in text


def test_eight_are_two_fours_with_a_verdict_for_each_part_in_words(
    amal: Membership, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 8, SR=[2] * 4 + [4] * 4, MO=[3] * 4 + [4] * 4, SS=[3] * 4 + [3, 3, 3, 4])
    found = page_of(amal)
    assert found.comparison is not None
    within = "within the range that the questionnaire’s own error gives."
    assert [(one.name, one.verdict, one.says) for one in found.comparison.changes] == [
        ("Self-awareness", "cannot tell", f"From 50 to 50: {within} {ALWAYS}"),
        (
            "Self-regulation",
            "more than error",
            f"From 25 to 75: more than the questionnaire’s own error would usually give. {ALWAYS}",
        ),
        (
            "Motivation",
            "cannot tell",
            "From 50 to 75: outside the band, but 5 parts are judged at once, and error alone moves one of "
            f"them that far now and then. {ALWAYS}",
        ),
        ("Empathy", "cannot tell", f"From 50 to 50: {within} {ALWAYS}"),
        ("Social skills", "cannot tell", f"From 50 to 56: {within} {ALWAYS}"),
    ]
    # 25 points of a change whose error is sqrt 2 x 9.375 x sqrt(10 / 3) / 2.
    assert found.comparison.rows[2] == ("Motivation", "50.0", "75.0", "8.56", "2.07", "0.039", "0.155")
    assert found.comparison.far_out.startswith("Your first score lay near an end of the scale in: Self-reg")
    assert found.told == "You have taken 8 short forms. The next four is whole after 4 more."


def test_the_picture_holds_means_of_four_and_their_own_band(
    amal: Membership, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 9, SR=[2] * 4 + [4] * 5)
    chart = page_of(amal).chart
    assert chart is not None
    assert chart.finding == "More than the questionnaire’s own error would usually give: Self-regulation"
    assert "Self-regulation from 25 to 75; Motivation from 50 to 50" in chart.sentence
    assert chart.rows == (
        (
            "26 September 2026 to 17 October 2026",
            "50 (35 to 65)",
            "25 (13 to 37)",
            *["50 (35 to 65)"] * 2,
            "50 (38 to 62)",
        ),
        (
            "24 October 2026 to 14 November 2026",
            "50 (35 to 65)",
            "75 (63 to 87)",
            *["50 (35 to 65)"] * 2,
            "50 (38 to 62)",
        ),
        # 1.96 x sqrt 2 x 8.56: 24 points either way, and not below 0.
        ("Band from", "26", "1", "26", "26", "26"),
        ("Band to", "74", "49", "74", "74", "74"),
    )
    assert chart.wide.count("17 Oct 2026") == 5


def test_of_many_fours_the_first_and_the_last_seven_are_drawn(
    amal: Membership, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 40)
    chart = page_of(amal).chart
    assert chart is not None
    assert len(chart.rows) == 8 + 2
    assert chart.how_to_read.endswith("Shown are the first four and the last 7; the file has them all.")


def test_a_mean_of_fewer_than_four_is_named(amal: Membership, take_pulses: TakePulses) -> None:
    take_pulses(amal, 8, EM=[3, None, 3, 3, 4, 4, 4, 4], MO=[None, None, None, 3, 3, 3, 3, 3])
    found = page_of(amal)
    assert found.thin == (
        "Empathy: in your first four only 3 short forms have a score, so the band is wider.",
    )
    assert found.comparison is not None
    assert [one.verdict for one in found.comparison.changes][2] == "nothing to compare"
    assert found.comparison.changes[2].says == (
        "In one of the two fours there are too few scores for this part."
    )
    assert found.chart is not None
    assert [row[3] for row in found.chart.rows] == ["–", "50 (35 to 65)", "–", "–"]


def test_without_any_score_there_is_nothing_to_draw(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    parts = ("SA", "SR", "MO", "EM", "SS")
    take_pulses(amal, 8, **{part: [None] * 8 for part in parts})
    found = page_of(amal)
    assert (found.chart, found.comparison) == (None, None)
    html = client_of(amal).get(URL).content.decode()
    assert "In none of the parts are there scores enough in both fours." in html


def test_scores_of_the_two_forms_are_never_in_one_line(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses, finish: Take
) -> None:
    first = finish(amal, NOW - 17 * WEEK, SR=1)
    take_pulses(amal, 8)
    last = finish(amal, SR=5)
    chart = page_of(amal).chart
    assert chart is not None
    assert [row[2] for row in chart.rows[:2]] == ["50 (38 to 62)"] * 2
    client = client_of(amal)
    days = re.findall(
        r'<th scope="row">(\d+ \w+ 2026)</th>', client.get(f"/assessment/{last.pk}/report/").content.decode()
    )
    assert days == ["25 July 2026", "21 November 2026"]
    assert first.instrument_key == KEY
    assert "never put in one line" in text_of(client)


def test_another_version_is_never_put_in_the_same_four(amal: Membership, take_pulses: TakePulses) -> None:
    done = take_pulses(amal, 9)
    Sitting.objects.filter(pk__in=[one.pk for one in done[:4]]).update(instrument_version=9)
    found = page_of(amal)
    assert (found.taken, found.other_versions, found.chart) == (5, 4, None)
    assert "After 3 more" in found.told


def test_no_praise_and_no_sum_of_all(amal: Membership, client_of: SignIn, take_pulses: TakePulses) -> None:
    take_pulses(amal, 8, SR=[1] * 4 + [5] * 4)
    words = text_of(client_of(amal)).lower()
    for never in (
        "improved",
        "increased",
        "total",
        "overall",
        "percentile",
        "significant",
        "eq score",
        "predict",
    ):
        assert never not in words


def test_the_picture_is_drawn_once_until_another_is_taken(
    amal: Membership, take_pulses: TakePulses, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_pulses(amal, 8, NOW - WEEK)
    first = page_of(amal)
    monkeypatch.setattr("assessments.report.pulses.draw_progress", lambda **_drawn: 1 / 0)
    assert page_of(amal) == first
    take_pulses(amal, 1)
    with pytest.raises(ZeroDivisionError):
        page_of(amal)


def test_how_it_was_computed_stands_below_with_the_file(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 8)
    html = client_of(amal).get(URL).content.decode()
    assert html.count("How this was computed") == 1
    assert "half of one error for a whole four" in html
    assert 'href="/assessment/pulse/recompute.json"' in html


# --- files ----------------------------------------------------------------------------------------


def test_the_numbers_of_each_short_form_and_of_its_four(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    take_pulses(amal, 5, SR=[5, 4, 3, None, 1])
    client = client_of(amal)
    rows = list(csv.reader(io.StringIO(client.get(f"{URL}pulses.csv").content.decode())))
    assert rows[0] == ["taken_on", "version", "four", "SA", "SR", "MO", "EM", "SS"]
    assert [row[:5] for row in rows[1:]] == [
        ["2026-10-24", "1", "1", "50.0", "100.0"],
        ["2026-10-31", "1", "1", "50.0", "75.0"],
        ["2026-11-07", "1", "1", "50.0", "50.0"],
        ["2026-11-14", "1", "1", "50.0", ""],
        ["2026-11-21", "1", "", "50.0", "0.0"],
    ]


def test_the_file_to_recompute_holds_what_the_page_shows(
    amal: Membership, client_of: SignIn, take_pulses: TakePulses
) -> None:
    client = client_of(amal)
    assert client.get(f"{URL}recompute.json")["Location"] == URL
    take_pulses(amal, 8, SR=[2] * 4 + [4] * 4)
    # Figures that nobody publishes any more: what was stored counts.
    ComponentScore.objects.filter(component="SR").update(sem_of_change=20.0)
    answer = client.get(f"{URL}recompute.json")
    assert answer["Content-Disposition"] == 'attachment; filename="short-forms.json"'
    told = json.loads(answer.content)
    assert [len(one["answers"]) for one in told["pulses"]] == [15] * 8
    assert told["comparison"]["verdicts"][1]["sem"] == 10.0
    found = page_of(amal)
    assert found.comparison is not None
    assert found.comparison.rows[1][3] == "10.00"


# --- queries --------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 16])
def test_a_fixed_number_of_queries_whatever_the_history(
    amal: Membership, take_pulses: TakePulses, many: int
) -> None:
    take_pulses(amal, many, NOW - WEEK)
    begun = start_sitting(by=amal, now=NOW, form=PULSE)
    answer_page(sitting_id=begun.pk, answers={"A41": 3}, by=amal)
    page_of(amal)
    for ask in (lambda: pulse_offer(amal, NOW), lambda: page_of(amal), lambda: open_sitting(amal, PULSE)):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) == 1


def test_one_without_answers_is_kept_without_scores(
    amal: Membership, cleo: Membership, ei15: Instrument
) -> None:
    with organisation_scope(cleo.organisation):
        begun = start_sitting(by=cleo, now=NOW, form=PULSE)
        answer_page(sitting_id=begun.pk, answers={item.code: None for item in ei15.items}, by=cleo)
        submit_sitting(sitting_id=begun.pk, by=cleo, now=NOW)
        assert set(ComponentScore.objects.filter(sitting=begun).values_list("points", "asked")) == {(None, 3)}
