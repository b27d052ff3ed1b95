"""The rule: weights, what is enough, and what it says of somebody, in fractions."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.openings.rule import (
    Outcome,
    Part,
    Rule,
    Ties,
    document_of_rule,
    evaluate,
    even_rule,
    faults,
    one_weighs_most,
    rule_hash,
    rule_of_document,
)

TWO = Rule((Part("calm", 60, Fraction(2)), Part("clear", 40, Fraction(3))), Fraction(7, 2), Ties.LOT)
CODES = ["calm", "clear"]


@pytest.mark.parametrize(
    ("ratings", "outcome", "total"),
    [
        ({"calm": [4, 4], "clear": [3, 3]}, Outcome.MEETS, Fraction(18, 5)),
        ({"calm": [4, 3], "clear": [3, 4]}, Outcome.MEETS, Fraction(7, 2)),  # exactly on the line
        ({"calm": [4, 3], "clear": [3, 3]}, Outcome.DOES_NOT, Fraction(33, 10)),
        ({"calm": [5, 5], "clear": [3, 2]}, Outcome.DOES_NOT, Fraction(4)),  # one part below its own least
        ({"calm": [5, 5]}, Outcome.CANNOT_BE_TOLD, None),
        ({"calm": [5, 5], "clear": []}, Outcome.CANNOT_BE_TOLD, None),
        ({"calm": [1, 2]}, Outcome.DOES_NOT, None),  # whatever the other is
        ({}, Outcome.CANNOT_BE_TOLD, None),
    ],
)
def test_what_the_rule_says(ratings: dict[str, list[int]], outcome: Outcome, total: Fraction | None) -> None:
    found = evaluate(TWO, ratings)
    assert (found.outcome, found.total) == (outcome, total)


def test_the_arithmetic_stands_beside_what_it_says() -> None:
    calm, clear = evaluate(TWO, {"calm": [4, 3, 3]}).lines
    assert (calm.ratings, calm.mean, calm.is_enough) == ((4, 3, 3), Fraction(10, 3), True)
    assert (clear.ratings, clear.mean, clear.is_enough) == ((), None, None)


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_could_not_tell_is_no_rating_and_nothing_lies_outside_the_scale(rating: int) -> None:
    with pytest.raises(ValueError, match="go from 1 to 5"):
        evaluate(TWO, {"calm": [rating]})


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (TWO, ()),
        (replace(TWO, parts=TWO.parts[:1]), ("parts", "sum")),
        (replace(TWO, parts=(replace(TWO.parts[0], weight=50), TWO.parts[1])), ("sum",)),
        (
            replace(TWO, parts=(replace(TWO.parts[0], weight=110), replace(TWO.parts[1], weight=-10))),
            ("weight",),
        ),
        (replace(TWO, parts=(replace(TWO.parts[0], least=Fraction(6)), TWO.parts[1])), ("least",)),
        (replace(TWO, enough=Fraction(1, 2)), ("enough",)),
        (replace(TWO, ties=Ties.HEAVIEST), ()),
        (
            replace(TWO, parts=tuple(replace(one, weight=50) for one in TWO.parts), ties=Ties.HEAVIEST),
            ("heaviest",),
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_named(rule: Rule, found: tuple[str, ...]) -> None:
    assert faults(rule, CODES) == found


def test_a_rule_for_nothing_cannot_be_fixed() -> None:
    assert "parts" in faults(Rule((), Fraction(3), Ties.LOT), [])


@given(st.integers(min_value=1, max_value=100))
def test_an_even_rule_shares_out_a_hundred(many: int) -> None:
    rule = even_rule(
        [f"c{number}" for number in range(many)],
        least=Fraction(2),
        enough=Fraction(3),
        ties=Ties.ANOTHER_TALK,
    )
    weights = [part.weight for part in rule.parts]
    assert sum(weights) == 100
    assert max(weights) - min(weights) <= 1


@pytest.mark.parametrize(
    ("weights", "is_told"), [([40, 30, 30], True), ([40, 40, 20], False), ([100], True), ([], False)]
)
def test_one_weighs_most_or_nobody_does(weights: list[int], is_told: bool) -> None:
    assert one_weighs_most(weights) is is_told


@pytest.mark.parametrize("many", [1, 3, 4])
def test_where_all_count_the_same_the_heaviest_decides_nothing(many: int) -> None:
    codes = [f"c{number}" for number in range(many)]
    with pytest.raises(ValueError, match="no heaviest one can decide"):
        even_rule(codes, least=Fraction(2), enough=Fraction(3), ties=Ties.HEAVIEST)


def test_a_rule_comes_back_as_it_was_kept_and_its_hash_stands_for_every_number() -> None:
    document = json.loads(json.dumps(document_of_rule(TWO)))
    assert rule_of_document(document) == TWO
    assert rule_hash(document) == rule_hash(dict(reversed(document.items())))
    other = replace(TWO, enough=Fraction(351, 100))
    assert rule_hash(document_of_rule(other)) != rule_hash(document)
    assert rule_hash({"enough": "3", "ties": "lot"}) == (
        # printf '{"enough":"3","ties":"lot"}' | sha256sum
        "a4d06c172fbfac35310a518b74b23a81c01559aeab110edefe52e2246d315180"
    )
