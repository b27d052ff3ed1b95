"""How answers become a profile."""

import math
import re
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS, Instrument, component, instrument
from assessments.psychometrics.scoring import Blank, ComponentScore, score

EI50, EI15 = instrument("ei-50", 1), instrument("ei-15", 1)
EMPATHY = component("EM")
ANSWERS = st.fixed_dictionaries({item.code: st.none() | st.integers(1, 5) for item in EI50.items})


def everyone(instrument: Instrument, value: int) -> dict[str, float | None]:
    return {item.code: value for item in instrument.items}


def empathy(answers: dict[str, float | None]) -> ComponentScore:
    (found,) = (one for one in score(EI50, answers).components if one.component == EMPATHY)
    return found


def first_of_empathy(count: int) -> dict[str, float | None]:
    return {item.code: 4 if item.key == 1 else 2 for item in EI50.items_of(EMPATHY)[:count]}


def test_agreeing_with_what_speaks_for_and_not_with_what_speaks_against_gives_100() -> None:
    answers = {item.code: 5 if item.key == 1 else 1 for item in EI50.items}
    assert [(one.mean, one.points) for one in score(EI50, answers).components] == [(5.0, 100.0)] * 5


def test_the_reverse_gives_0() -> None:
    answers = {item.code: 1 if item.key == 1 else 5 for item in EI50.items}
    assert [(one.mean, one.points) for one in score(EI50, answers).components] == [(1.0, 0.0)] * 5


@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_the_same_answer_to_all_is_the_middle_because_the_keys_are_balanced(value: int) -> None:
    assert [one.points for one in score(EI50, everyone(EI50, value)).components] == [50.0] * 5


def test_a_worked_example() -> None:
    """Empathy, reckoned by hand."""
    raw = {
        "H1130": 4,
        "X203": 2,
        "X227": 3,
        "H918": 1,
        "H159": 5,
        "X244": 2,
        "H188": 3,
        "X237": 2,
        "H1340": 4,
    }
    answers: dict[str, float | None] = {**raw, "H183": 2}
    # +: 4 + 5 + 3 + 4 + 2 = 18; -: (6-2) + (6-3) + (6-1) + (6-2) + (6-2) = 20; 38 / 10 = 3.8; 2.8 * 25 = 70
    assert empathy(answers) == ComponentScore(
        EMPATHY, answered=10, asked=10, mean=3.8, points=70.0, blank=None
    )


def test_a_profile_names_its_instrument_and_keeps_the_order_of_the_model() -> None:
    profile = score(EI15, everyone(EI15, 3))
    assert (profile.key, profile.version) == ("ei-15", 1)
    assert tuple(one.component for one in profile.components) == COMPONENTS


@pytest.mark.parametrize(
    ("answered", "points", "blank"),
    [
        (0, None, Blank.TOO_FEW_ANSWERS),
        (4, None, Blank.TOO_FEW_ANSWERS),
        (5, 75.0, None),
        (6, 75.0, None),
        (10, 75.0, None),
    ],
)
def test_half_of_ten_statements_make_a_score_and_fewer_do_not(
    answered: int, points: float | None, blank: Blank | None
) -> None:
    found = empathy(first_of_empathy(answered))
    assert (found.answered, found.asked, found.points, found.blank) == (answered, 10, points, blank)
    assert found.mean == (None if points is None else 4.0)


def test_two_of_three_make_a_score_in_the_short_form_and_one_does_not() -> None:
    codes = [item.code for item in EI15.items_of(EMPATHY)]
    one, two = (dict.fromkeys(codes[:count], 3) for count in (1, 2))
    assert score(EI15, one).components[3].blank == Blank.TOO_FEW_ANSWERS
    assert score(EI15, two).components[3].points == 50.0


@given(ANSWERS)
def test_points_are_the_mean_of_what_was_answered_after_reversal(answers: dict[str, float | None]) -> None:
    for one in score(EI50, answers).components:
        items = [(item, answers[item.code]) for item in EI50.items_of(one.component)]
        counted = [value if item.key == 1 else 6 - value for item, value in items if value is not None]
        assert one.answered == len(counted)
        if len(counted) < 5:
            assert (one.mean, one.points) == (None, None)
        else:
            mean = Fraction(int(sum(counted)), len(counted))
            assert one.mean == pytest.approx(float(mean), abs=1e-12)
            assert one.points == pytest.approx(float((mean - 1) * 25), abs=1e-12)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_of_items_does_not_matter(
    answers: dict[str, float | None], chance: Random
) -> None:
    given_order, asked_order = list(answers), list(EI50.items)
    chance.shuffle(given_order)
    chance.shuffle(asked_order)
    shuffled = replace(EI50, items=tuple(asked_order))
    assert score(shuffled, {code: answers[code] for code in given_order}) == score(EI50, answers)


@given(ANSWERS)
def test_turning_answers_and_keys_around_together_changes_nothing(answers: dict[str, float | None]) -> None:
    turned = replace(EI50, items=tuple(replace(item, key=1 if item.key == -1 else -1) for item in EI50.items))
    mirrored = {code: None if value is None else 6 - value for code, value in answers.items()}
    assert score(turned, mirrored) == score(EI50, answers)


@given(ANSWERS)
def test_turning_the_answers_alone_mirrors_the_points(answers: dict[str, float | None]) -> None:
    mirrored = {code: None if value is None else 6 - value for code, value in answers.items()}
    for one, other in zip(score(EI50, answers).components, score(EI50, mirrored).components, strict=True):
        if one.points is None:
            assert other.points is None
        else:
            assert other.points == pytest.approx(100 - one.points, abs=1e-12)


@pytest.mark.parametrize("missing", [None, math.nan, np.nan, np.float32("nan")])
def test_none_nan_and_an_absent_code_all_mean_not_answered(missing: float | None) -> None:
    answers = first_of_empathy(10)
    skipped = EI50.items_of(EMPATHY)[0].code
    absent = {code: value for code, value in answers.items() if code != skipped}
    assert score(EI50, {**answers, skipped: missing}) == score(EI50, absent)
    assert empathy({**answers, skipped: missing}).answered == 9


@pytest.mark.parametrize("value", [4, 4.0, np.int64(4), np.float64(4.0), np.float32(4.0)])
def test_whole_numbers_of_any_kind_are_taken(value: Any) -> None:
    assert score(EI50, {item.code: value for item in EI50.items}) == score(EI50, everyone(EI50, 4))


@pytest.mark.parametrize(
    "value", [0, 6, -1, 3.5, 10**400, math.inf, True, False, np.True_, "3", b"3", "", 3 + 0j, [3]], ids=repr
)
def test_any_other_value_is_refused_with_a_sentence(value: Any) -> None:
    sentence = f"The answer to X265 must be a whole number from 1 to 5, not {value!r}."
    with pytest.raises(ValueError, match=re.escape(sentence)):
        score(EI50, {"X265": value})


@pytest.mark.parametrize("code", ["", "x265", "H9999", "X18", 7, None])
def test_an_unknown_code_is_refused_with_a_sentence(code: Any) -> None:
    """X18 is another IPIP code of an item here: answers are kept under the item's own code only."""
    with pytest.raises(ValueError, match=f"The code '{code}' is not one of ei-50 version 1."):
        score(EI50, {code: 3})
