"""Shares above the middle score and distances of means: what they are, and where they have no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.groups.scores import BASE, Scored, grouped, judged, middle_of, option_codes, score_rates
from hiring.judgement.keys import JudgementKey, development_key
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.scoring import score

TEST = judgement_test(KEY, VERSION)
AUTHORS = development_key(TEST)


def test_the_rate_is_of_everybody_and_who_has_no_score_is_not_above() -> None:
    """30 women, 12 above 50, two without a score; 40 men, 30 above: 40 and 75 %, 0.533 of it."""
    women = Scored(30, (*[40.0] * 16, *[60.0] * 12))
    men = Scored(40, (*[40.0] * 10, *[60.0] * 30))
    found = score_rates({"women": women, "men": men}, 50)
    assert (found["women"].count, found["men"].count) == ((12, 30), (30, 40))
    assert found["women"].ratio.ratio == pytest.approx(0.4 / 0.75)
    assert (found["women"].ratio.is_adverse, found["men"].ratio.ratio) == (True, 1)
    assert found["women"].against == (30, 40)
    assert (found["men"].against, found["men"].difference) == (None, None)


def test_exactly_the_middle_is_not_above_it() -> None:
    found = score_rates({"a": Scored(3, (1, 2, 3)), "b": Scored(3, (2, 2, 2))}, 2)
    assert [one.count for one in found.values()] == [(1, 3), (0, 3)]


def test_the_difference_is_from_the_group_with_the_highest_rate() -> None:
    """Means 4 and 6, both variances 2.5; whoever has no score is in no mean."""
    found = score_rates({"low": Scored(9, (2, 3, 4, 5, 6)), "high": Scored(5, (4, 5, 6, 7, 8))}, 5)
    assert found["low"].difference == pytest.approx(-2 / 2.5**0.5)


@pytest.mark.parametrize("scores", [(), (1.0,), (1.0, 1.0)])
def test_without_two_scores_or_a_spread_there_is_no_difference(scores: tuple[float, ...]) -> None:
    found = score_rates({"a": Scored(5, scores), "b": Scored(5, (3.0, 3.0, 3.0))}, 2)
    assert (found["a"].ratio.ratio, found["a"].difference) == (0, None)


def test_where_nobody_lies_above_it_a_sentence_says_so() -> None:
    with pytest.raises(ValueError, match="there is no rate to compare with"):
        score_rates({"a": Scored(3, (2, 2)), "b": Scored(3, (2,))}, 2)
    with pytest.raises(ValueError, match="There is nobody in the group 'a'"):
        score_rates({"a": Scored(0, ())}, 2)
    with pytest.raises(ValueError, match="There is no group"):
        score_rates({}, 2)


def test_the_middle_is_of_those_who_have_a_score() -> None:
    assert middle_of([1, None, 4, 2, None]) == 2
    assert middle_of([1, 2]) == 1.5
    assert middle_of([None]) is None
    assert middle_of([]) is None


def test_a_group_holds_its_people_and_its_scores_by_size() -> None:
    people = [("b", 3.0), ("a", None), ("b", 1.0), ("b", None)]
    assert grouped(people) == {"b": Scored(3, (1.0, 3.0)), "a": Scored(1, ())}


RATING = st.one_of(st.none(), st.integers(1, 5))


@given(
    st.dictionaries(st.sampled_from(sorted(TEST.options)), RATING),
    st.sampled_from([AUTHORS, JudgementKey(KEY, VERSION, 10, AUTHORS.values)]),
)
def test_situations_are_scored_as_for_each_person(ratings: dict[str, int | None], key: JudgementKey) -> None:
    """From one number a scenario, as the database adds it up, the score that her own page tells."""
    whole = score(TEST, key, ratings).score
    found = judged(TEST, key, _numbers("nell", ratings))
    assert found == ({} if whole is None else {"nell": pytest.approx(100 * whole)})


def test_scenarios_that_experts_took_out_of_the_key_count_for_nothing() -> None:
    first, second, *rest = AUTHORS.values
    key = JudgementKey(KEY, VERSION, 10, {code: AUTHORS.values[code] for code in (first, second)})
    right: dict[str, int | None] = {code: one.rating for code, one in TEST.options.items()}
    assert judged(TEST, key, _numbers("nell", right)) == {"nell": 100}
    assert judged(TEST, key, [("nell", code, 1) for code in rest]) == {}
    more: dict[str, int | None] = {code: 3 for code in TEST.options if code.split("-")[0] in rest}
    assert judged(TEST, key, _numbers("nell", right | more)) == {"nell": 100}


def _numbers(who: str, ratings: dict[str, int | None]) -> list[tuple[str, str, int]]:
    found = []
    for scenario, codes in option_codes(TEST).items():
        digits = [(ratings.get(code) or 0) * BASE**place for place, code in enumerate(codes)]
        if any(digits):
            found.append((who, scenario, sum(digits)))
    return found
