"""The report's words, pictures and files: the same numbers everywhere, and no number where there is none."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.models import Sitting
from assessments.queries import answers_of, finished, takes
from assessments.report import Newest, ReportPage, profile_csv_rows, progress_rows, report, report_page
from charts.frame import Chart, Figure2
from people.models import Membership
from tests.assessments.conftest import SignIn, Take
from tests.cast import NOW

WEEK = dt.timedelta(weeks=1)
BEYOND = "more than the questionnaire’s own error would usually give."
WITHIN = "within the range that the questionnaire’s own error gives."
ALWAYS = "A smaller real change could hide in this range."
pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(member: Membership, sitting: Sitting) -> ReportPage:
    history = takes(member)
    answers = answers_of(sitting.pk)
    return report_page(next(take for take in history if take.id == sitting.pk), history, answers)


def chart(found: Chart | None) -> Chart:
    assert found is not None
    return found


def printed(svg: str) -> list[str]:
    """The words that stand in a picture."""
    return [text.strip() for text in ElementTree.fromstring(svg).itertext() if text.strip()]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def file(rows: list[tuple[object, ...]]) -> list[dict[str, str]]:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_the_sentence_tells_one_part_and_what_can_be_told_apart(amal: Membership, finish: Take) -> None:
    page = page_of(amal, finish(amal, SR=1, EM=4))
    assert chart(page.profile).finding == "Empathy and Self-regulation are far enough apart to tell"
    assert chart(page.profile).sentence == (
        "Your answers put Empathy at 75 out of 100; a range that fits them is 59 to 91. Taken again soon, "
        "anything from 52 to 98 would be no surprise. Self-regulation and each of Empathy, Self-awareness, "
        "Motivation and Social skills are far enough apart to tell; the others overlap."
    )


def test_several_pairs_apart(amal: Membership, finish: Take) -> None:
    done = finish(amal, SR=1, SS=1, EM=4, MO=4, declined={"SA": 6})
    assert chart(page_of(amal, done).profile).sentence.endswith(
        "Far enough apart to tell: Motivation and Self-regulation; Empathy and Self-regulation; Motivation "
        "and Social skills; Empathy and Social skills. The others overlap."
    )


def test_one_pair_apart(amal: Membership, finish: Take) -> None:
    sentence = chart(page_of(amal, finish(amal, declined={"SA": 6, "SR": 6, "MO": 6}, EM=5)).profile).sentence
    assert sentence.endswith("Far enough apart to tell: Empathy and Social skills.")


def test_one_pair_apart_and_the_others_not(amal: Membership, finish: Take) -> None:
    # Half of the statements of three parts declined: their ranges are wide and overlap with both ends.
    done = finish(amal, declined={"SA": 5, "SR": 5, "MO": 5}, EM=4, SS=2)
    assert chart(page_of(amal, done).profile).sentence.endswith(
        "Empathy and Social skills are far enough apart to tell; the others overlap."
    )


def test_nothing_apart(amal: Membership, finish: Take) -> None:
    page = page_of(amal, finish(amal))
    assert chart(page.profile).finding == "The ranges of your parts overlap"
    assert chart(page.profile).sentence == (
        "Your answers put Self-awareness at 50 out of 100; a range that fits them is 34 to 66. Taken again "
        "soon, anything from 27 to 73 would be no surprise. No two parts are far enough apart to tell."
    )


def test_sentence_picture_table_and_file_tell_the_same_numbers(amal: Membership, finish: Take) -> None:
    done = finish(amal, SR=2, MO=4, EM=5, declined={"SS": 3})
    page = page_of(amal, done)
    profile = chart(page.profile)
    table = {row[0]: row for row in profile.rows}
    filed = {row["part"]: row for row in file(profile_csv_rows(takes(amal)[0]))}
    for part in page.parts:
        name, score, inner, likely, again, answered = table[part.name]
        row = filed[part.name]
        assert score == row["score"]
        assert inner == f"{row['inner_from']} to {row['inner_to']}"
        assert likely == f"{row['range_from']} to {row['range_to']}"
        assert again == f"{row['again_from']} to {row['again_to']}"
        assert answered == f"{row['answered']} of {row['asked']}"
        assert part.ranges == (
            f"Your answers put {name} at {score} out of 100. The questionnaire is not exact: a range that "
            f"fits your answers is {likely}. If you took it again soon, a score anywhere from {again} would "
            "be no surprise."
        )
        for picture in (profile.wide, profile.narrow):
            assert score in printed(picture)
    assert numbers(profile.sentence) <= numbers(" ".join(table["Empathy"])) | {"100"}


def test_the_file_holds_what_the_scores_can_be_reckoned_from(amal: Membership, finish: Take) -> None:
    finish(amal, SR=2, declined={"SR": 3})
    row = file(profile_csv_rows(takes(amal)[0]))[1]
    assert (row["part"], row["exact_score"], row["answered"]) == ("Self-regulation", "25.0", "7")
    sem = 25 * float(row["sd"]) * (1 - float(row["alpha"])) ** 0.5 * (10 / int(row["answered"])) ** 0.5
    assert float(row["sem"]) == pytest.approx(sem, abs=1e-9)


def test_a_part_with_too_few_answers_says_why_and_shows_no_number(amal: Membership, finish: Take) -> None:
    page = page_of(amal, finish(amal, declined={"MO": 6, "EM": 5}))
    blank, half = page.parts[2], page.parts[3]
    assert (blank.name, blank.says, blank.ranges) == ("Motivation", "", "")
    assert blank.notes == (
        "There is no score for this part: you answered 4 of its 10 statements, and at least 5 are needed.",
    )
    assert half.notes == ("You answered 5 of the 10 statements, so the ranges are wider.",)
    assert "Empathy at 50 out of 100" in half.ranges
    profile = chart(page.profile)
    assert profile.rows[2] == ("Motivation", "–", "–", "–", "–", "4 of 10")
    assert "Too few answers" in printed(profile.wide)
    assert page.figures[2] == ("Motivation", "4 of 10", "–", "–", "0.81", "0.75", "–")
    assert file(profile_csv_rows(takes(amal)[0]))[2]["score"] == ""


def test_nothing_but_declined_statements_draws_nothing(amal: Membership, finish: Take) -> None:
    every = dict.fromkeys(("SA", "SR", "MO", "EM", "SS"), 10)
    first, second = finish(amal, NOW - 9 * WEEK, declined=every), finish(amal, NOW, declined=every)
    page = page_of(amal, second)
    assert (page.profile, page.progress, page.times) == (None, None, 2)
    assert {part.ranges for part in page.parts} == {""}
    assert page_of(amal, first).profile is None


def test_a_single_scored_part_is_compared_with_nothing(amal: Membership, finish: Take) -> None:
    done = finish(amal, declined=dict.fromkeys(("SA", "SR", "MO", "EM"), 10), SS=5)
    assert chart(page_of(amal, done).profile).sentence == (
        "Your answers put Social skills at 100 out of 100; a range that fits them is 87 to 100. Taken again "
        "soon, anything from 81 to 100 would be no surprise."
    )


def test_a_cut_range_says_so(amal: Membership, finish: Take) -> None:
    parts = page_of(amal, finish(amal, SR=5, EM=1)).parts
    assert parts[1].notes == ("The scale ends at 100, and so do the ranges.",)
    assert parts[3].notes == ("The scale begins at 0, and so do the ranges.",)
    assert parts[0].notes == ()


def test_the_figures_behind_a_score(amal: Membership, finish: Take) -> None:
    page = page_of(amal, finish(amal, SR=4))
    assert page.figures_header == (
        *("Part", "Answered", "Mean, 1 to 5", "Score", "Alpha", "Spread (SD)", "Error (SEM)"),
    )
    assert page.figures[1] == ("Self-regulation", "10 of 10", "4.00", "75.0", "0.87", "0.75", "6.8")


def test_the_first_time_has_no_progress(amal: Membership, finish: Take) -> None:
    page = page_of(amal, finish(amal))
    assert (page.progress, page.times, page.day) == (None, 1, "21 November 2026")
    assert page.useful_day == "16 January 2027"


def test_progress_tells_first_and_last_and_the_band(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 17 * WEEK, SR=2, EM=3, declined={"SS": 6})
    finish(amal, NOW - 8 * WEEK, SR=3)
    page = page_of(amal, finish(amal, SR=4, EM=5))
    progress = chart(page.progress)
    assert progress.finding == (
        "More than the questionnaire’s own error would usually give: Self-regulation and Empathy"
    )
    assert progress.sentence == (
        "In 17 weeks your scores went: Self-awareness from 50 to 50; Self-regulation from 25 to 75; "
        "Motivation from 50 to 50; Empathy from 50 to 100. "
        "The band shows how much the questionnaire’s own error could move a score."
    )
    assert progress.header == (
        *("Taken on", "Self-awareness", "Self-regulation", "Motivation", "Empathy", "Social skills"),
    )
    assert progress.rows == (
        ("25 July 2026", "50", "25", "50", "50", "–"),
        ("26 September 2026", "50", "50", "50", "50", "50"),
        ("21 November 2026", "50", "75", "50", "100", "50"),
        # 1.96 x sqrt 2 x 9.375, the error of change with a retest of .75: 26 points either way.
        ("Band from", "24", "0", "24", "24", "–"),
        ("Band to", "76", "51", "76", "76", "–"),
    )
    for picture in (progress.wide, progress.narrow):
        assert {"25", "75", "100"} <= set(printed(picture))


def test_two_tries_within_days_are_counted_in_days(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - dt.timedelta(days=1))
    assert chart(page_of(amal, finish(amal)).progress).sentence.startswith("In 1 day your scores went: ")


def test_every_verdict_is_said_in_words_a_change_as_plainly_as_none(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 17 * WEEK, SR=2, EM=3, declined={"SS": 6})
    found = page_of(amal, finish(amal, SR=4, EM=4)).comparison
    assert found is not None
    same = f"From 50 to 50: {WITHIN} {ALWAYS}"
    assert [(one.name, one.verdict, one.says) for one in found.changes] == [
        ("Self-awareness", "cannot tell", same),
        ("Self-regulation", "more than error", f"From 25 to 75: {BEYOND} {ALWAYS}"),
        ("Motivation", "cannot tell", same),
        ("Empathy", "cannot tell", f"From 50 to 75: {WITHIN} {ALWAYS}"),
        ("Social skills", "nothing to compare", "There is no score for this part in one of the two reports."),
    ]
    assert found.finding == "More than the questionnaire’s own error would usually give: Self-regulation"


def test_a_dot_just_outside_the_band_is_no_change_yet(amal: Membership, finish: Take) -> None:
    # Five verdicts: the first step of Holm asks 34 points where the band is 26 wide.
    first = finish(amal, NOW - 17 * WEEK)
    every: dict[str, int | None] = {item.code: 3 for item in first.instrument.items}
    own = [item for item in first.instrument.items if item.component.code == "MO"]
    later = start_sitting(by=amal, now=NOW)
    shifted = {item.code: 3 + item.key * (2 if n < 2 else 1) for n, item in enumerate(own)}
    answer_page(sitting_id=later.pk, answers=every | shifted, by=amal)
    found = page_of(amal, submit_sitting(sitting_id=later.pk, by=amal, now=NOW)).comparison
    assert found is not None
    assert (found.changes[2].verdict, found.changes[2].says) == (
        "cannot tell",
        "From 50 to 80: outside the band, but 5 parts are judged at once, "
        f"and error alone moves one of them that far now and then. {ALWAYS}",
    )
    assert found.finding == "These answers cannot tell whether anything changed"


def test_the_figures_of_a_comparison_are_those_of_its_verdicts(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 9 * WEEK)
    found = page_of(amal, finish(amal, SR=4)).comparison
    assert found is not None
    assert found.header == ("Part", "First", "Now", "Error of change (SEM)", "Statistic", "p", "p among all")
    assert found.rows[0] == ("Self-awareness", "50.0", "50.0", "9.38", "0.00", "1.000", "1.000")
    # 25 points of a change whose error is sqrt 2 x 9.375.
    assert found.rows[1] == ("Self-regulation", "50.0", "75.0", "9.38", "1.89", "0.059", "0.297")
    finish(amal, NOW + 9 * WEEK, SR=5)
    later = page_of(amal, finish(amal, NOW + 18 * WEEK, SR=5)).comparison
    assert later is not None
    assert later.rows[1][4:] == ("3.77", "below 0.001", "below 0.001")


def test_a_first_score_near_an_end_tells_of_chance(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 9 * WEEK, SR=2, EM=4, MO=3)
    found = page_of(amal, finish(amal)).comparison
    assert found is not None
    assert found.far_out == (
        "Your first score lay near an end of the scale in: Self-regulation and Empathy. Such a score tends "
        "to lie nearer to the middle the next time, though nothing changed. So think twice before you call "
        "it a change."
    )


def test_without_a_score_near_an_end_nothing_is_told_of_it(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 9 * WEEK)
    found = page_of(amal, finish(amal, SR=5)).comparison
    assert found is not None
    assert found.far_out == ""


def test_a_report_compares_with_what_came_before_it_only(amal: Membership, finish: Take) -> None:
    finish(amal, NOW - 17 * WEEK)
    middle = finish(amal, NOW - 8 * WEEK, SR=4)
    last = finish(amal, SR=1)
    page = page_of(amal, middle)
    assert [row[0] for row in chart(page.progress).rows] == [
        *("25 July 2026", "26 September 2026", "Band from", "Band to"),
    ]
    assert page.comparison is not None
    assert page.comparison.changes[1].says.startswith("From 50 to 75: ")
    assert page.newest == Newest(last.pk, "21 November 2026")
    assert page_of(amal, last).newest is None


def test_of_many_sittings_the_first_and_the_last_seven_are_drawn(amal: Membership, finish: Take) -> None:
    for weeks in range(81, 0, -9):
        finish(amal, NOW - weeks * WEEK, SR=1)
    progress = chart(page_of(amal, finish(amal)).progress)
    days = [row[0] for row in progress.rows[:-2]]
    assert (len(days), days[0], days[-1]) == (8, "3 May 2025", "21 November 2026")
    assert progress.how_to_read.endswith("Shown are the first time and the last 7; the file has them all.")
    assert len(progress_rows(takes(amal))) == 12


def test_another_version_of_the_questionnaire_is_never_drawn_on_the_same_scale(
    amal: Membership, finish: Take
) -> None:
    other = finish(amal, NOW - 17 * WEEK)
    Sitting.objects.filter(pk=other.pk).update(instrument_version=9)
    page = page_of(amal, finish(amal))
    assert (page.progress, page.comparison, page.times, page.other_versions) == (None, None, 1, 1)


def test_progress_without_a_part_scored_twice(amal: Membership, finish: Take) -> None:
    parts = ("SA", "SR", "MO", "EM", "SS")
    finish(amal, NOW - 9 * WEEK, declined=dict.fromkeys(parts, 10))
    page = page_of(amal, finish(amal, declined=dict.fromkeys(parts[1:], 10)))
    assert page.comparison is None
    assert chart(page.progress).finding == "Your scores from 19 September 2026 to 21 November 2026"
    assert chart(page.progress).sentence == (
        "The band shows how much the questionnaire’s own error could move a score."
    )


def test_no_praise_and_no_sum_of_all(amal: Membership, client_of: SignIn, finish: Take) -> None:
    finish(amal, NOW - 9 * WEEK, SR=1)
    done = finish(amal, SR=5)
    words = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode().lower()
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


def test_a_report_is_made_once_until_something_in_it_changes(
    amal: Membership, cleo: Membership, finish: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(**drawn: object) -> Figure2:
        made.append(drawn["chart_id"])
        return Figure2(wide="<svg>wide</svg>", narrow="<svg>narrow</svg>")

    monkeypatch.setattr("assessments.report.profile.draw_profile", counted)
    mine, hers = finish(amal), finish(cleo)
    first = report(amal, mine.pk, finished(amal))
    assert report(amal, mine.pk, finished(amal)) == first
    assert "<svg>wide</svg>" in first.body
    assert len(made) == 1
    report(cleo, hers.pk, finished(cleo))
    assert len(made) == 2
    finish(amal, NOW + 9 * WEEK)  # the history has grown, and progress with it
    assert report(amal, mine.pk, finished(amal)).body != first.body
    assert len(made) == 3
    cache.clear()
    report(amal, mine.pk, finished(amal))
    assert len(made) == 4


def test_another_code_makes_another_report(
    amal: Membership, finish: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = finish(amal)
    before = report(amal, done.pk, finished(amal))
    monkeypatch.setattr("people.sealed_cache.code_version", lambda: "another")
    monkeypatch.setattr("assessments.report.page.in_words", lambda day: "a day in other words")
    assert before.day == "21 November 2026"
    assert report(amal, done.pk, finished(amal)).day == "a day in other words"


@pytest.mark.parametrize(
    ("field", "value", "day"),
    [
        ("time_zone", "America/Los_Angeles", "20 November 2026"),
        ("day_ends_at", dt.time(11), "20 November 2026"),
    ],
)
def test_a_report_made_before_follows_the_persons_own_day(
    amal: Membership, finish: Take, field: str, value: object, day: str
) -> None:
    done = finish(amal)
    assert report(amal, done.pk, finished(amal)).day == "21 November 2026"
    setattr(amal.user, field, value)
    assert report(amal, done.pk, finished(amal)).day == day


def test_tables_say_what_they_count_and_of_when_with_numbers_to_the_right(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    finish(amal, NOW - 9 * WEEK)
    done = finish(amal, SR=5)
    html = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode()
    assert re.findall("<caption>(.*?)</caption>", html)[:2] == [
        "Scores of the five parts and their ranges, answers of 21 November 2026",
        "Scores of the five parts each time, and the band, 19 September 2026 to 21 November 2026",
    ]
    assert '<th scope="row">Self-regulation</th><td class="num">100</td>' in html
