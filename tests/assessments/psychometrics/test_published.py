"""The errors that follow from the published alphas, and the thresholds told on the pages."""

import math

import pytest

from assessments.instruments import component, instrument
from assessments.psychometrics.change import minimum_detectable_change
from assessments.psychometrics.published import published_sem, published_sem_of_change
from assessments.psychometrics.reliability import error_of_mean

MEASURES = {measure.component.code: measure for measure in instrument("ei-50", 1).components}


def needed(sem: float, each: int = 1) -> int:
    """The change needed between the means of so many sittings each, in whole points."""
    return round(minimum_detectable_change(error_of_mean([sem] * each)))


def test_the_error_is_three_quarters_of_a_step_times_the_root_of_what_alpha_leaves() -> None:
    assert published_sem(MEASURES["SR"], 10) == pytest.approx(0.75 * math.sqrt(1 - 0.87) * 25)
    errors = {code: round(published_sem(measure, 10), 2) for code, measure in MEASURES.items()}
    assert errors == {"SA": 8.17, "SR": 6.76, "MO": 8.17, "EM": 8.17, "SS": 6.76}


def test_self_awareness_takes_the_lower_of_its_two_alphas() -> None:
    assert [one.alpha for one in MEASURES["SA"].published_alphas] == [0.81, 0.83]
    assert published_sem(MEASURES["SA"], 10) == published_sem(MEASURES["MO"], 10)


def test_a_change_needs_26_points_in_every_component() -> None:
    """Every published alpha is above the assumed retest of .75, so that one decides."""
    assert {needed(published_sem_of_change(measure, 10)) for measure in MEASURES.values()} == {26}


def test_a_published_alpha_below_the_assumed_retest_would_decide() -> None:
    (low,) = (m for m in instrument("ei-50", 1).components if m.component == component("SR"))
    weak = type(low)(low.component, low.ipip_scale, (type(low.published_alphas[0])(0.6),), 10)
    assert published_sem_of_change(weak, 10) == published_sem(weak, 10)


def test_the_pulse_needs_47_points_and_24_from_four_against_four() -> None:
    error = published_sem_of_change(MEASURES["EM"], 3)
    assert (needed(error), needed(error, each=4)) == (47, 24)


def test_with_the_published_alphas_alone_the_pulse_would_need_41_to_34_and_21_to_17() -> None:
    errors = [published_sem(MEASURES[code], 3) for code in ("SA", "SR")]
    assert [needed(error) for error in errors] == [41, 34]
    assert [needed(error, each=4) for error in errors] == [21, 17]


def test_statements_left_out_make_a_score_less_exact() -> None:
    errors = [published_sem(MEASURES["SR"], answered) for answered in range(5, 11)]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] == pytest.approx(errors[-1] * math.sqrt(2))


@pytest.mark.parametrize("answered", [0, -1, 11])
def test_a_score_without_answers_has_no_error(answered: int) -> None:
    with pytest.raises(ValueError, match="A score rests on 1 to 10 answers here"):
        published_sem(MEASURES["SR"], answered)
