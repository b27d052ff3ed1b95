"""The score: how close ratings come to a key, and its twin that does not see a person's own style."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.judgement.keys import JudgementKey, check_key, closeness, development_key
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.scoring import Blank, score

TEST = judgement_test(KEY, VERSION)
DEVELOPMENT = development_key(TEST)
RIGHT: dict[str, int | None] = {code: one.rating for code, one in TEST.options.items()}

answers = st.fixed_dictionaries({code: st.sampled_from([1, 2, 3, 4, 5, None]) for code in TEST.options})


def flat(rating: int) -> dict[str, int | None]:
    return dict.fromkeys(TEST.options, rating)


def small(values: dict[str, dict[str, float]]) -> JudgementKey:
    """A key of an expert panel on a few options."""
    return JudgementKey(KEY, VERSION, 12, values)


@pytest.mark.parametrize(
    ("rating", "value", "earned"),
    [(5, 5, 1), (1, 5, 0), (3, 5, 0.5), (3, 3, 1), (1, 3, 0), (5, 3, 0), (2, 4, 1 / 3), (4, 4.5, 6 / 7)],
)
def test_closeness_by_hand(rating: int, value: float, earned: float) -> None:
    assert closeness(rating, value) == pytest.approx(earned, abs=1e-12)


def test_who_rates_as_the_key_has_all() -> None:
    found = score(TEST, DEVELOPMENT, RIGHT)
    assert found.score == 1
    assert found.standardised == pytest.approx(1, abs=1e-12)
    assert (found.blank, found.standardised_blank) == (None, None)
    assert [one.score for one in found.scenarios] == [1] * 12
    assert (found.key, found.version) == (KEY, VERSION)


def test_the_authors_key_is_never_for_selection() -> None:
    found = score(TEST, DEVELOPMENT, RIGHT)
    assert (found.experts, found.is_for_selection) == (0, False)
    for experts, may in ((9, False), (10, True)):
        assert JudgementKey(KEY, VERSION, experts, DEVELOPMENT.values).is_for_selection is may


def test_a_scenario_by_hand() -> None:
    # Keys 3, 2, 5, 1, 3; ratings 4, 2, 3, 1 and none.
    given_: dict[str, int | None] = {
        "remark-a": 4,
        "remark-b": 2,
        "remark-c": 3,
        "remark-d": 1,
        "remark-e": None,
    }
    found = score(TEST, DEVELOPMENT, given_)
    first = found.scenarios[0]
    assert (first.code, first.answered, first.asked) == ("remark", 4, 5)
    assert first.score == pytest.approx((0.5 + 1 + 0.5 + 1) / 4, abs=1e-12)
    assert found.score is None  # one scenario of twelve
    assert (found.blank, found.standardised_blank) == (Blank.TOO_FEW_ANSWERS, Blank.TOO_FEW_ANSWERS)


@pytest.mark.parametrize(("answered", "scored"), [(2, False), (3, True)])
def test_half_of_the_options_make_a_scenario(answered: int, scored: bool) -> None:
    given_ = {code: RIGHT[code] for code in list(TEST.options)[:answered]}
    assert (score(TEST, DEVELOPMENT, given_).scenarios[0].score is not None) is scored


@pytest.mark.parametrize(("scenarios", "scored"), [(5, False), (6, True)])
def test_half_of_the_scenarios_make_the_whole(scenarios: int, scored: bool) -> None:
    given_ = {code: RIGHT[code] for code in list(TEST.options)[: scenarios * 5]}
    assert (score(TEST, DEVELOPMENT, given_).score is not None) is scored


def test_what_the_experts_did_not_keep_counts_for_nothing() -> None:
    key = small({"remark": {"remark-a": 2.5, "remark-b": 1.5, "remark-c": 4.5}})
    found = score(TEST, key, flat(3) | {"remark-b": 5, "remark-c": 5})
    assert len(found.scenarios) == 1
    assert found.score == pytest.approx((0.8 + 0 + 6 / 7) / 3, abs=1e-12)
    assert (found.experts, found.is_for_selection) == (12, True)


def test_the_twin_does_not_see_how_high_or_how_widely_somebody_rates() -> None:
    key = small({"remark": {"remark-a": 2.0, "remark-b": 3.0, "remark-c": 4.0}})
    for ratings in ((1, 2, 3), (3, 4, 5), (1, 3, 5), (2, 3, 4)):
        given_ = dict(zip(("remark-a", "remark-b", "remark-c"), ratings, strict=True))
        assert score(TEST, key, given_).standardised == pytest.approx(1, abs=1e-12)
    assert score(TEST, key, {"remark-a": 5, "remark-b": 3, "remark-c": 1}).standardised == pytest.approx(
        (1 / 3 + 1 + 1 / 3) / 3, abs=1e-12
    )


def test_the_twin_by_hand() -> None:
    # Ratings 1, 1, 4: mean 2, spread sqrt 2. Key 2, 4, 5: mean 11/3, spread sqrt 14 / 3.
    key = small({"remark": {"remark-a": 2.0, "remark-b": 4.0, "remark-c": 5.0}})
    found = score(TEST, key, {"remark-a": 1, "remark-b": 1, "remark-c": 4}).standardised
    step = math.sqrt(14) / 3 / math.sqrt(2)
    low = 11 / 3 - step
    earned = (1 - (low - 2) / 3, 1 - (4 - low) / 3, 1)  # the third, 5.43, is held at 5
    assert found == pytest.approx(sum(earned) / 3, abs=1e-12)


@pytest.mark.parametrize("rating", [1, 2, 3, 4, 5])
def test_one_answer_throughout_has_no_twin_and_earns_little(rating: int) -> None:
    found = score(TEST, DEVELOPMENT, flat(rating))
    assert (found.standardised, found.standardised_blank) == (None, Blank.NO_SPREAD)
    assert found.score is not None
    assert found.score <= DEVELOPMENT.best_flat < 2 / 3


def test_a_key_without_differences_has_no_twin() -> None:
    key = small({"remark": {"remark-a": 4.0, "remark-b": 4.0, "remark-c": 4.0}})
    found = score(TEST, key, {"remark-a": 1, "remark-b": 4, "remark-c": 5})
    assert (found.standardised, found.standardised_blank) == (None, Blank.NO_SPREAD)


def test_best_flat_by_hand() -> None:
    key = small({"remark": {"remark-a": 1.0, "remark-b": 5.0}, "chats": {"chats-a": 4.0}})
    assert key.best_flat == pytest.approx((0.5 + 1) / 2, abs=1e-12)  # 4 throughout


@given(ratings=answers)
def test_a_score_is_a_share(ratings: dict[str, int | None]) -> None:
    found = score(TEST, DEVELOPMENT, ratings)
    for one in (found.score, found.standardised, *(each.score for each in found.scenarios)):
        assert one is None or 0 <= one <= 1 + 1e-12
    assert (found.score is None) == (found.blank is not None)
    assert (found.standardised is None) == (found.standardised_blank is not None)


@given(ratings=answers)
def test_an_option_left_out_is_one_that_was_passed_over(ratings: dict[str, int | None]) -> None:
    left = {code: value for code, value in ratings.items() if value is not None}
    assert score(TEST, DEVELOPMENT, ratings) == score(TEST, DEVELOPMENT, left)


FROZEN = JudgementKey(KEY, VERSION, 10, DEVELOPMENT.values)


def test_who_leaves_out_what_she_is_not_sure_of_gains_nothing() -> None:
    # Sure of three ways in each situation, and right; the other two are left out, or answered in the middle.
    sure = {one.code: one.rating for scenario in TEST.scenarios for one in scenario.options[:3]}
    left, middle = score(TEST, FROZEN, dict(sure)), score(TEST, FROZEN, flat(FROZEN.flat_answer) | sure)
    assert (left.score, left.standardised) == (middle.score, middle.standardised)
    assert score(TEST, DEVELOPMENT, dict(sure)).score == 1  # for practice alone
    assert left.score is not None
    assert left.score < 0.9


def test_a_situation_left_out_counts_by_hand() -> None:
    # 3 throughout earns most: (.5 + 2/3) / 2 and (.5 + 1) / 2. So chats that are left out count as 3.
    key = small({"remark": {"remark-a": 5.0, "remark-b": 2.0}, "chats": {"chats-a": 1.0, "chats-b": 3.0}})
    assert (key.flat_answer, key.unanswered) == (3, 3)
    found = score(TEST, key, {"remark-a": 5, "remark-b": 2})
    assert [(one.answered, one.has_enough, one.score) for one in found.scenarios] == [
        (2, True, 1),
        (0, False, 0.75),
    ]
    assert found.score == pytest.approx((1 + 0.75) / 2, abs=1e-12)
    assert JudgementKey(KEY, VERSION, 9, key.values).unanswered is None


@given(ratings=answers, code=st.sampled_from(sorted(TEST.options)))
def test_removing_an_answer_is_worth_the_flat_answer_and_never_more(
    ratings: dict[str, int | None], code: str
) -> None:
    """For a decision. So no score rises but of an answer that was further off than the flat one; and however
    many are left out, nobody has more than by giving them all the same answer.
    """
    before, without = score(TEST, FROZEN, ratings), score(TEST, FROZEN, ratings | {code: None})
    if without.score is None:
        return
    put = score(TEST, FROZEN, ratings | {code: FROZEN.flat_answer})
    assert without.score == pytest.approx(put.score, abs=1e-12)
    assert without.standardised == (None if put.standardised is None else pytest.approx(put.standardised))
    value = {one: key for values in FROZEN.values.values() for one, key in values.items()}[code]
    answer = ratings[code]
    if answer is not None and closeness(answer, value) >= closeness(FROZEN.flat_answer, value):
        assert before.score is not None
        assert without.score <= before.score + 1e-12
    every = score(
        TEST, FROZEN, flat(FROZEN.flat_answer) | {k: v for k, v in ratings.items() if v is not None}
    )
    assert before.score is None or before.score == pytest.approx(every.score, abs=1e-12)


@pytest.mark.parametrize("value", [0, 6, 2.5, True, "3", math.nan])
def test_a_value_off_the_scale_is_refused(value: object) -> None:
    ratings: dict[str, object] = {"remark-a": value}
    with pytest.raises(ValueError, match="remark-a must be a whole number from 1 to 5"):
        score(TEST, DEVELOPMENT, ratings)  # type: ignore[arg-type]


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="'remark-z' is not one of customer-service-12"):
        score(TEST, DEVELOPMENT, {"remark-z": 3})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (JudgementKey("other", 1, 0, DEVELOPMENT.values), "belongs to other version 1"),
        (JudgementKey(KEY, 2, 0, DEVELOPMENT.values), "belongs to customer-service-12 version 2"),
        (small({}), "at least one scenario"),
        (small({"remark": {}}), "names what this test does not ask"),
        (small({"nowhere": {"remark-a": 3.0}}), "names what this test does not ask"),
        (small({"remark": {"chats-a": 3.0}}), "names what this test does not ask"),
        (small({"remark": {"remark-a": 5.5}}), "must lie from 1 to 5"),
        (small({"remark": {"remark-a": math.nan}}), "must lie from 1 to 5"),
    ],
)
def test_a_key_of_something_else_is_refused(key: JudgementKey, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        check_key(key, TEST)
