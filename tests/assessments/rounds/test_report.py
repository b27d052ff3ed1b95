"""The words of a result: what is said of a gap follows from its size; the numbers are those of the table."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from assessments.instruments import component
from assessments.rounds.comparing import Compared, Gap, Others
from assessments.rounds.queries import Result
from assessments.rounds.report import finding, gap_in_words, header, round_figures, rows

pytestmark = pytest.mark.usefixtures("scoped")
DAY = dt.date(2026, 11, 21)
OTHERS = Others(people=5, mean=69.4, spread=11.2, agreement=0.893)
BIG = Gap(points=24.4, detectable=19.6, adjusted_p=0.02, beyond_error=True)
ROW = Compared(component("SS"), own=45.0, others=OTHERS, gap=BIG)
LESS = Compared(
    component("SR"),
    own=70.0,
    others=replace(OTHERS, mean=40.0),
    gap=replace(BIG, points=-30.0),
)
HIDDEN = Compared(component("EM"), own=45.0, others=None, gap=None)


def result(*compared: Compared) -> Result:
    return Result(UUID(int=1), DAY, 5, DAY, compared)


def sentences(row: Compared) -> str:
    return " ".join(round_figures(result(row)).parts[0].sentences)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (BIG, "Gaps under 20 say little; this one is more than the error of both sides gives."),
        (replace(BIG, beyond_error=False), "among several gaps one like this can still be chance."),
        (replace(BIG, points=19.0, beyond_error=False), "Gaps under 20 say little. Their scores"),
    ],
)
def test_what_a_gap_weighs_follows_from_its_error(gap: Gap, words: str) -> None:
    said = sentences(replace(ROW, gap=gap))
    assert (
        "Others put your Social skills 24 points higher than you did, at 69 instead of 45 (5 people)." in said
    )
    assert words in said
    assert "Their scores spread by 11 points, and their agreement is 0.89" in said


@pytest.mark.parametrize(
    ("mean", "words"),
    [
        (46.2, "1 point higher than you did, at 46 instead of 45"),
        (44.2, "1 point lower than you did, at 44 instead of 45"),
        (30.0, "15 points lower than you did, at 30 instead of 45"),
        (45.3, "Others put your Social skills where you did, at 45 (5 people)."),
    ],
)
def test_a_gap_is_the_difference_of_the_scores_as_they_are_said(mean: float, words: str) -> None:
    row = replace(ROW, others=replace(OTHERS, mean=mean), gap=replace(BIG, points=mean - 45))
    assert words in sentences(row)
    gap = gap_in_words(row)
    assert gap is not None
    assert rows(result(row))[0][1:4] == ("45", str(45 + gap), {0: "0"}.get(gap, f"{gap:+}".replace("-", "−")))


def test_a_part_that_is_not_shown_says_why_and_gives_no_number_of_others() -> None:
    page = round_figures(result(ROW, HIDDEN))
    assert page.parts[1].sentences == (
        "Not shown: fewer than four people saw enough of this, or all of them answered alike.",
    )
    assert page.chart.rows[1] == ("Empathy", "45", "–", "–", "–", "–", "–", "–")
    assert len(page.chart.header) == len(header()) == 8


def test_without_an_own_score_only_the_others_are_told() -> None:
    row = replace(ROW, own=None, gap=None)
    said = sentences(row)
    assert "Others put your Social skills at 69 out of 100. You answered too few" in said
    assert rows(result(row))[0][:5] == ("Social skills", "–", "69", "–", "–")
    assert gap_in_words(row) is None


@pytest.mark.parametrize(
    ("compared", "words"),
    [
        ((ROW, HIDDEN), "Others see more Social skills than you do"),
        (
            (LESS, ROW),
            "Others see more Social skills and less Self-regulation than you do",
        ),
        ((LESS, HIDDEN), "Others see less Self-regulation than you do"),
        (
            (replace(ROW, gap=replace(BIG, beyond_error=False)), HIDDEN),
            "No gap between you and others is large enough to tell",
        ),
    ],
)
def test_the_heading_names_only_gaps_that_are_more_than_error(
    compared: tuple[Compared, ...], words: str
) -> None:
    assert finding(result(*compared)) == words


def test_the_sentence_of_the_chart_holds_numbers_of_the_table() -> None:
    chart = round_figures(result(HIDDEN, LESS, ROW)).chart
    assert chart.sentence.startswith("Others put your Self-regulation 30 points lower")
    assert {"70", "40"} <= set(chart.sentence.replace(",", "").split())
