"""Each sentence about the questionnaire comes from its evidence: none without it, below a floor no figure."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from numpy.random import Generator, default_rng

from assessments.basis import Local, basis_of
from assessments.claims import ABOUT, NAMES, NOTHING, Claim, Kind, evidence, standing_claim
from assessments.evidence import Drift, Figures, RetestFigures, as_json, read_figures, standing, work_out
from assessments.instruments import instrument
from assessments.psychometrics.floors import ROUNDS_FLOOR
from assessments.psychometrics.norms import NormStatement
from assessments.rounds.agreeing import Agreement, RaterFigures
from assessments.simulation import honest

EI50 = instrument("ei-50", 1)
DAY = "1 November 2026"


def said(claim: Claim) -> str:
    return claim.text % claim.values if claim.values else claim.text


def texts(figures: Figures | None, again: RetestFigures | None = None) -> dict[Kind, list[str]]:
    return {one.kind: [said(claim) for claim in one.claims] for one in evidence(figures, again)}


def figures_of(persons: int) -> Figures:
    return work_out(EI50, honest(persons, default_rng(persons)))


def test_every_kind_has_a_name_and_a_row() -> None:
    assert list(NAMES) == [one.kind for one in evidence(None, None)] == list(Kind)


def test_without_answers_only_what_others_published_is_said_and_what_is_needed() -> None:
    rows = evidence(None, None)
    assert [one.kind for one in rows if not one.is_empty] == [Kind.PUBLISHED]
    assert texts(None) == {
        Kind.PUBLISHED: [said(claim) for claim in ABOUT],
        Kind.RELIABILITY: ["Nothing is said yet: 30 more people are needed (30 in all)."],
        Kind.RETEST: ["Nothing is said yet: 50 more people are needed (50 in all)."],
        Kind.RATERS: ["Nothing is said yet: 30 more people with a closed round are needed (30 in all)."],
        Kind.DRIFT: ["Nothing is said yet: 400 more people are needed (400 in all)."],
        Kind.NORMS: ["Nothing is said yet: 51 more people are needed (51 in all)."],
        Kind.GROUPS: [NOTHING],
        Kind.STRUCTURE: [NOTHING],
        Kind.OUTCOMES: [NOTHING],
    }


@pytest.mark.parametrize(
    ("persons", "sentence"),
    [
        (50, "Nothing is said yet: 1 more people are needed (51 in all)."),
        (51, "Each person can read in which quarter of the others her score lies."),
        (100, "Each person can read in which quarter of the others her score lies."),
        (101, "Each person can read her own place among the others: in 100."),
        (200, "Each person can read her own place among the others: in 100."),
        (201, "Each person can read her own place among the others: in 100, and as a T score."),
    ],
)
def test_what_a_person_may_read_grows_with_the_number_of_others(persons: int, sentence: str) -> None:
    assert texts(figures_of(persons))[Kind.NORMS] == [sentence]


def test_missing_figures_are_told_beside_those_that_are_there() -> None:
    whole = figures_of(30)
    assert len(texts(whole)[Kind.RELIABILITY]) == 1
    holed = replace(whole, parts=(replace(whole.parts[0], omega=None), *whole.parts[1:]))
    assert texts(holed)[Kind.RELIABILITY][1].startswith("Where a figure is missing")


def test_early_and_late_are_worded_from_what_was_found() -> None:
    quiet = replace(figures_of(30), drift=Drift((200, 200), 50, ()))
    assert texts(quiet)[Kind.DRIFT] == [
        "None of 50 statements shows a large difference between early and late answers."
    ]
    loud = replace(quiet, drift=Drift((200, 200), 50, ("X265", "H1130")))
    assert texts(loud)[Kind.DRIFT] == [
        "2 of 50 statements work differently for people who answered early and late: X265, H1130."
    ]


def test_a_retest_is_told_from_its_own_floor_on() -> None:
    assert texts(None, RetestFigures(49))[Kind.RETEST] == [
        "Nothing is said yet: 1 more people are needed (50 in all)."
    ]
    assert "correlation" in texts(None, RetestFigures(50, (("SA", 0.7),)))[Kind.RETEST][0]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (NormStatement(49), "Empathy: too few others to compare with. At least 50 are needed."),
        (NormStatement(60), "Empathy: fewer than 5 others stand near this score, so nothing is said."),
        (NormStatement(60, 1), f"Empathy: in the lowest quarter of the 60 others here ({DAY})."),
        (NormStatement(60, 2), f"Empathy: in the second quarter from below of the 60 others here ({DAY})."),
        (NormStatement(60, 3), f"Empathy: in the second quarter from above of the 60 others here ({DAY})."),
        (NormStatement(60, 4), f"Empathy: in the highest quarter of the 60 others here ({DAY})."),
        (NormStatement(120, 2, 40), f"Empathy: about 40 of 100 of the 120 others here scored lower ({DAY})."),
        (
            NormStatement(250, 2, 40, 47.6),
            f"Empathy: about 40 of 100 of the 250 others here scored lower; T score 48 ({DAY}).",
        ),
    ],
)
def test_a_place_among_others_is_told_with_their_number_and_the_day(
    found: NormStatement, sentence: str
) -> None:
    assert said(standing_claim("Empathy", found, DAY)) == sentence


# --- a thousand organisations -----------------------------------------------------------------------


def organisation(chance: Generator) -> Figures:
    """People of any number who answer honestly or all in a few ways; kept and read again as a page does."""
    persons = int(chance.choice([chance.integers(0, 30), chance.integers(30, 110), chance.integers(90, 230)]))
    answers = honest(persons, chance)
    if chance.random() < 0.3:
        answers = answers[chance.integers(0, min(persons, 3), size=persons)] if persons else answers
    return read_figures(as_json(work_out(EI50, answers)))


@pytest.mark.untraced  # tracing a simulation takes minutes and finds nothing more
@pytest.mark.parametrize("many", [150, pytest.param(1000, marks=pytest.mark.torture)])
def test_in_so_many_organisations_no_percentile_and_no_t_score_is_told_below_its_floor(many: int) -> None:
    chance, told = default_rng(20261101), {"quarter": 0, "of 100": 0, "T score": 0, "ranges": 0}
    below = {"quarter": 0, "of 100": 0, "T score": 0, "alpha": 0, "ranges": 0}
    floors = {"quarter": 50, "of 100": 100, "T score": 200}
    for _number in range(many):
        figures = organisation(chance)
        below["alpha"] += figures.persons < 30 and any(
            one.alpha is not None or one.omega is not None for one in figures.parts
        )
        basis = basis_of(EI50.components[4], Local(figures, dt.date(2026, 11, 1)))
        told["ranges"] += basis.local is not None
        below["ranges"] += basis.local is not None and figures.persons < 100
        for component in ("SA", "SS"):
            points = float(chance.choice([0.0, 100.0, 2.5 * chance.integers(0, 41), 100 * chance.random()]))
            own = points if figures.persons and chance.random() < 0.5 else None
            found = standing(figures, component, points, own)
            sentence = said(standing_claim("Empathy", found, DAY))
            others = figures.persons - (own is not None)
            for what, floor in floors.items():
                if what in sentence:
                    told[what] += 1
                    below[what] += others < floor
                    assert re.search(rf"\b{others} others here", sentence)
                    assert DAY in sentence
    print(f"{many} organisations: told {told}, below a floor {below}")  # noqa: T201
    assert below == {"quarter": 0, "of 100": 0, "T score": 0, "alpha": 0, "ranges": 0}
    assert all(times > many / 50 for times in told.values())


def test_how_far_raters_agree_is_told_with_their_number_from_the_floor_on() -> None:
    agreed = Agreement("SR", icc1=0.3, low=0.1, high=0.5, icck=0.6)
    told = {one.kind: one for one in evidence(None, None, RaterFigures(40, raters=5.25, parts=(agreed,)))}[
        Kind.RATERS
    ]
    assert (told.is_empty, told.persons) == (False, 40)
    assert "(5.2 on average)" in said(told.claims[0])
    few = {one.kind: one for one in evidence(None, None, RaterFigures(7))}[Kind.RATERS]
    assert few.is_empty
    assert f"{ROUNDS_FLOOR - 7} more people" in said(few.claims[0])
