"""What an organisation's answers say about the questionnaire; below a floor no figure is made."""

import json
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from assessments.evidence import (
    Answers,
    Figures,
    after_reversal,
    as_json,
    read_figures,
    read_retest,
    standing,
    work_out,
    work_out_retest,
)
from assessments.instruments import instrument
from assessments.psychometrics.norms import NormStatement, norm_statement
from assessments.psychometrics.reliability import cronbach_alpha, feldt_interval, omega_total
from assessments.simulation import honest, points, retest

EI50 = instrument("ei-50", 1)
PEOPLE = honest(500, default_rng(7))
SR = [item.position - 1 for item in EI50.items if item.component.code == "SR"]


def drifted(size: int, codes: list[str]) -> Answers:
    """People of whom the later half answers some statements a step higher than they mean."""
    answers = honest(size, default_rng(11)).copy()
    for code in codes:
        item = next(one for one in EI50.items if one.code == code)
        late = answers[size // 2 :, item.position - 1]
        answers[size // 2 :, item.position - 1] = np.clip(late + item.key, 1, 5)
    return answers


def test_each_part_has_the_figures_of_its_own_statements() -> None:
    figures = work_out(EI50, PEOPLE)
    scores = after_reversal(EI50, PEOPLE)[:, SR]
    part = figures.parts[1]
    assert (figures.persons, [one.component for one in figures.parts]) == (
        500,
        ["SA", "SR", "MO", "EM", "SS"],
    )
    assert part.alpha == cronbach_alpha(scores)
    assert (part.alpha_low, part.alpha_high) == feldt_interval(part.alpha, 500, 10)
    assert part.omega == omega_total(scores)
    assert part.mean == pytest.approx(points(PEOPLE)[:, 1].mean())
    assert part.sd == pytest.approx(points(PEOPLE)[:, 1].std(ddof=1))
    assert sum(part.counts) == 500
    assert np.repeat(np.arange(41) * 2.5, part.counts) == pytest.approx(np.sort(points(PEOPLE)[:, 1]))


@pytest.mark.parametrize(
    ("persons", "parts", "counted"),
    [(5, 0, False), (29, 0, False), (30, 5, False), (49, 5, False), (50, 5, True)],
)
def test_below_a_floor_a_figure_is_not_made_at_all(persons: int, parts: int, counted: bool) -> None:
    figures = work_out(EI50, PEOPLE[:persons])
    assert (figures.persons, len(figures.parts)) == (persons, parts)
    assert all(bool(part.counts) == counted for part in figures.parts)


def test_where_nobody_differs_there_is_no_alpha_and_no_omega() -> None:
    part = work_out(EI50, np.full((60, 50), 3)).parts[0]
    assert (part.alpha, part.alpha_low, part.omega, part.sd) == (None, None, None, 0.0)


def test_retest_is_the_correlation_of_the_scores() -> None:
    twice = retest(400, default_rng(3))
    found = dict(work_out_retest(EI50, twice.before, twice.after).correlations)
    for place, code in enumerate(["SA", "SR", "MO", "EM", "SS"]):
        expected = np.corrcoef(points(twice.before)[:, place], points(twice.after)[:, place])[0, 1]
        assert found[code] == pytest.approx(expected)
    assert work_out_retest(EI50, twice.before[:49], twice.after[:49]).correlations == ()
    alike = np.full((50, 50), 3)
    assert dict(work_out_retest(EI50, alike, alike).correlations)["SA"] is None


def test_statements_that_work_differently_later_on_are_found_and_others_are_not() -> None:
    assert work_out(EI50, drifted(399, ["X265"])).drift is None
    found = work_out(EI50, drifted(1000, ["X265", "H1130"])).drift
    assert found is not None
    assert (found.groups, found.compared, set(found.large)) == ((500, 500), 50, {"X265", "H1130"})
    honestly = work_out(EI50, honest(1000, default_rng(5))).drift
    assert honestly is not None
    assert honestly.large == ()


def test_a_part_that_cannot_be_compared_is_left_out_of_the_comparison() -> None:
    answers = honest(500, default_rng(2)).copy()
    answers[:, SR[0]] = 3  # everyone alike
    drift = work_out(EI50, answers).drift
    assert drift is not None
    assert drift.compared == 40
    nothing = work_out(EI50, np.full((400, 50), 3)).drift
    assert nothing is not None
    assert (nothing.compared, nothing.large) == (0, ())


@pytest.mark.parametrize("persons", [5, 30, 450])
def test_figures_come_back_from_json_as_they_went(persons: int) -> None:
    figures = work_out(EI50, PEOPLE[:persons])
    assert read_figures(json.loads(json.dumps(as_json(figures)))) == figures
    twice = work_out_retest(EI50, PEOPLE[:persons], PEOPLE[:persons])
    assert read_retest(json.loads(json.dumps(as_json(twice)))) == twice


# --- one person among the others --------------------------------------------------------------------


def rounded(found: NormStatement) -> NormStatement:
    """The order of a sum shows in the last digit."""
    return replace(found, t_score=found.t_score and round(found.t_score, 9))


def test_her_own_score_is_no_other_and_the_rest_is_the_norm_of_the_others() -> None:
    figures, scores = work_out(EI50, PEOPLE), points(PEOPLE)[:, 1]
    for person in range(0, 500, 25):
        others = np.delete(scores, person)
        mine = float(scores[person])
        assert rounded(standing(figures, "SR", mine, own=mine)) == rounded(norm_statement(mine, others))
    assert rounded(standing(figures, "SR", 51.0, own=None)) == rounded(norm_statement(51.0, scores))


def test_a_score_of_another_rounding_is_still_equal_to_the_same_of_others() -> None:
    figures = work_out(EI50, PEOPLE)
    assert standing(figures, "SR", 52.5 + 1e-13, own=None) == standing(figures, "SR", 52.5, own=None)


@pytest.mark.parametrize(("persons", "own", "others"), [(30, 50.0, 29), (50, 50.0, 49), (30, None, 30)])
def test_with_too_few_others_nothing_is_said(persons: int, own: float | None, others: int) -> None:
    assert standing(work_out(EI50, PEOPLE[:persons]), "SR", 50.0, own) == NormStatement(others)


def test_nothing_told_yet_says_nothing() -> None:
    assert standing(Figures(0), "SR", 50.0, None) == NormStatement(0)
