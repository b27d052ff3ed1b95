"""The method page: every figure is the one that the code reckons with, and none is typed a second time."""

import html
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client

from assessments import sources
from assessments.claims import ABOUT
from assessments.method import method_page, percent, share, span
from assessments.psychometrics import floors
from assessments.quality_notes import FARTHEST, LEAST_VARIABILITY, LONGEST_RUN
from assessments.trials import PRINTED_CHANGE, PRINTED_CHANGE_HIGHER, PRINTED_QUALITY
from people.models import Membership
from tests.assessments.conftest import SignIn
from tests.charts.drawings import Drawing
from tests.test_house import ROOT, texts_of_template

TEMPLATE = ROOT / "templates" / "eiapp" / "method.html"
# Ends of the scale of 100, what a T score is by definition, and how sure a 95 % range is.
BY_DEFINITION = {"100", "95", "50", "10"}


def text() -> str:
    """What the page says, tags and spaces taken out."""
    page = render_to_string("eiapp/method.html", {"method": method_page()})
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def test_the_template_holds_no_figure_of_its_own() -> None:
    source = TEMPLATE.read_text(encoding="utf-8")
    found = {
        number
        for said in texts_of_template(source)
        for number in re.findall(r"(?<![\w])\d*\.?\d\d+|\.\d+", said)
    }
    assert found - BY_DEFINITION == {"12", ".0"}  # rwg's (options² - 1) / 12, and the beginning of .05


@pytest.mark.parametrize(
    "sentence",
    [
        "SEM = 25 × 0.75 × √(1 − alpha) × √(10 ÷ answered)",
        "score = (mean − 1) × 25",
        "if at least half of its statements are answered: 5 of 10",
        "range = score ± 1.96 × SEM",
        "score ± 1.96 × √2 × SEM",
        "1.96 × (SEM of one + SEM of the other)",
        "For parts with the same error it is 3.92 × SEM.",
        "26 = 1.96 × √2 × 25 × 0.75 × √(1 − .75)",
        "One part by itself must change by more than 26 points",
        "Words come below .05.",
        "10,000 simulated people answered twice, with a mean answer of 3.0.",
        "the words of a page were wrong about 5.4. The test of one part was wrong about 4.5 to 5.2.",
        "(mean answer 3.5), the words of a page were wrong about 5.9 of 100.",
        "Before 8 weeks have passed",
        "SEM of the short form = SEM × √(10 ÷ 3)",
        "with f = 3 ÷ 10",
        "25 or more equal answers in a row, or answers that vary by less than 0.3",
        "further than 67.9 from the model of an honest person. Of 100 simulated honest people 97 lie nearer.",
        "the rules find 99.3, of straight lines 100. Of honest people they name 1.7, and 2.9 of those",
        "Contradictions alone would name 34 of 100 honest people. With fewer than 25 answers",
        "at least 200 each. A difference is called large when delta is 1.5 or more",
        "delta = −2.35 × ln(odds ratio)",
    ],
)
def test_the_page_says(sentence: str) -> None:
    assert sentence in text()


def test_the_printed_rates_are_those_of_the_trials() -> None:
    n = method_page().n
    assert (n["worded"], n["worded_higher"]) == (
        percent(PRINTED_CHANGE.false_worded),
        percent(PRINTED_CHANGE_HIGHER.false_worded),
    )
    assert n["single"] == span(PRINTED_CHANGE.false_single)
    assert (n["random"], n["honest"]) == (percent(PRINTED_QUALITY.random), percent(PRINTED_QUALITY.honest))
    assert (n["run"], n["variability"], n["distance"]) == (
        str(LONGEST_RUN),
        str(LEAST_VARIABILITY),
        str(FARTHEST),
    )


def test_the_curve_rises_from_no_change_to_two_and_a_half_and_its_numbers_stand_beside_it() -> None:
    chart = method_page().power
    assert chart.rows == (
        ("none", "4.8", "5.4"),
        ("0.5", "11.0", "3.5"),
        ("1.0", "29.2", "13.3"),
        ("1.5", "56.2", "34.0"),
        ("2.0", "81.3", "62.3"),
        ("2.5", "95.7", "86.6"),
    )
    for picture in (Drawing(chart.wide), Drawing(chart.narrow)):
        printed = {placed.words for placed in picture.words}
        assert {f"{float(row[1]):.0f}" for row in chart.rows} <= printed
        assert {f"{float(row[2]):.0f}" for row in chart.rows if float(row[2]) > 10} <= printed
    assert "Of 100 people who did not change, 5.4 are told" in chart.sentence
    assert "changed by 2.0 SD in one part, 62.3 are." in chart.sentence


def test_the_curve_is_drawn_once_and_then_taken_from_the_cache() -> None:
    cache.clear()
    first = method_page().power
    (kept,) = getattr(cache, "_cache")  # noqa: B009 - what the cache in memory holds
    cache.set(kept.removeprefix(":1:"), {"wide": "<svg>kept</svg>", "narrow": first.narrow})
    assert (method_page().power.wide, method_page().power.narrow) == ("<svg>kept</svg>", first.narrow)


def test_what_other_assumptions_would_mean_stands_beside() -> None:
    page = method_page()
    assert page.retests.rows == ((".70", "7.4"), (".75", "5.0"), (".80", "2.8"), (".85", "1.1"))
    assert page.spreads.rows == (("0.6", "20.8"), ("0.7", "24.3"), ("0.75", "26.0"), ("0.8", "27.7"))
    assert [row[1:] for row in page.pulse.rows] == [
        (".56", "47", "24"),
        (".67", "47", "24"),
        (".56", "47", "24"),
        (".56", "47", "24"),
        (".67", "47", "24"),
    ]


def test_every_floor_of_what_is_shown_stands_in_the_table() -> None:
    shown = {int(row[1]) for row in method_page().floors.rows}
    assert shown == {
        floors.QUARTER_FLOOR,
        floors.PERCENTILE_FLOOR,
        floors.T_SCORE_FLOOR,
        floors.OTHERS_IN_A_GROUP,
        floors.RELIABILITY_FLOOR,
        floors.LOCAL_RETEST_FLOOR,
        floors.DIF_FLOOR,
        floors.CLOSED_GROUP,
        floors.RATERS_FLOOR,
    }


def test_what_is_claimed_is_worded_from_the_evidence() -> None:
    assert [claim.text for claim in ABOUT if claim.text not in text()] == []


def test_every_source_that_the_code_names_is_cited() -> None:
    """Names with a year in the docstrings of what reckons."""
    cited = " ".join(sources.SOURCES)
    rooms = [*(ROOT / "assessments" / "psychometrics").glob("*.py"), ROOT / "assessments" / "trials.py"]
    named = {
        found
        for path in rooms
        for found in re.findall(r"([A-Z]\w+)(?: et al\.)? \(?((?:19|20)\d\d)\b", read(path))
    }
    assert len(named) >= 8
    assert sorted(name for name, year in named if not (name in cited and f"({year})" in cited)) == []


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_figure_that_is_the_same_twice_is_printed_once() -> None:
    assert (span((0.05, 0.0501)), share(0.9), percent(0.0536)) == ("5.0", ".90", "5.4")


def test_anybody_can_read_it_and_hr_finds_the_way_to_the_evidence(
    client_of: SignIn, dee: Membership, amal: Membership
) -> None:
    pages = [
        client.get("/method/").content.decode() for client in (Client(), client_of(amal), client_of(dee))
    ]
    assert ["/assessment/evidence/" in page for page in pages] == [False, False, True]
    assert ["/assessment/items/" in page for page in pages] == [False, True, True]
