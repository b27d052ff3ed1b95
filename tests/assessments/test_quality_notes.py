"""Which answers start a talk about how they were given, and which do not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import quality_notes
from assessments.instruments import COMPONENTS, instrument
from assessments.psychometrics.assumptions import ASSUMED_ANSWER
from assessments.quality_notes import FARTHEST, Note, Quality, halves, notes, pairs, read_quality

EI50 = instrument("ei-50", 1)


def answers(values: list[int | None]) -> dict[str, int | None]:
    return {item.code: value for item, value in zip(EI50.items, values, strict=True)}


def leaning(towards: int, seed: int = 1) -> list[int | None]:
    """Somebody who agrees with one direction of every component, now and then a step less."""
    steps = np.random.default_rng(seed).integers(-1, 2, 50)
    turned = [int(np.clip(towards + step, 1, 5)) for step in steps]
    return [value if item.key == 1 else 6 - value for item, value in zip(EI50.items, turned, strict=True)]


@pytest.mark.parametrize("line", [1, 2, 3, 4, 5])
def test_a_straight_line_is_careless_same(line: int) -> None:
    found = read_quality(answers([line] * 50))
    assert Note.CARELESS_SAME in found.notes
    assert (found.longstring, found.variability) == (50, 0.0)
    assert found.even_odd is None or line != 3


def test_somebody_who_answers_by_content_gets_no_note() -> None:
    for seed in range(20):
        found = read_quality(answers(leaning(4, seed)))
        assert found.notes == ()
        assert found.inconsistencies is not None
        assert found.inconsistencies <= 12


def test_somebody_who_contradicts_herself_throughout_is_random_like() -> None:
    values: list[int | None] = [1 if place % 3 else 5 for place in range(50)]
    found = read_quality(answers(values))
    assert Note.RANDOM_LIKE in found.notes
    assert found.distance is not None
    assert found.distance > FARTHEST


def test_each_rule_is_enough_and_its_limit_is_where_it_is_said() -> None:
    assert notes(24, 0.3, 67.9) == ()
    assert notes(25, 1.0, 50.0) == (Note.CARELESS_SAME,)
    assert notes(5, 0.299, 50.0) == (Note.CARELESS_SAME,)
    assert notes(5, 1.0, 67.91) == (Note.RANDOM_LIKE,)
    assert notes(50, 0.0, 200.0) == (Note.CARELESS_SAME, Note.RANDOM_LIKE)


def test_below_half_the_statements_nothing_is_said() -> None:
    assert read_quality(answers([3] * 24 + [None] * 26)) == Quality((), 24, None, None, None, None, None)
    assert read_quality(answers([3] * 25 + [None] * 25)).notes == (Note.CARELESS_SAME,)
    assert read_quality({}).answered == 0


@settings(max_examples=25)
@given(st.lists(st.integers(1, 5), min_size=50, max_size=50), st.integers(25, 49))
def test_leaving_statements_out_never_makes_answers_further(values: list[int], kept: int) -> None:
    whole, part = (
        read_quality(answers(list(values))),
        read_quality(answers([*values[:kept], *[None] * (50 - kept)])),
    )
    assert whole.distance is not None
    assert part.distance is not None
    assert part.distance <= whole.distance + 1e-9


def test_halves_hold_as_many_of_both_keys() -> None:
    """p1 m1 m2 p2 p3 m3 m4 p4 p5 m5, so that every other one is p1 m2 p3 m4 p5 and m1 p2 m3 p4 m5."""
    for component, columns in zip(COMPONENTS, halves(), strict=True):
        items = [EI50.items[column] for column in columns]
        assert {item.component for item in items} == {component}
        assert len(set(columns)) == 10
        assert [item.key for item in items] == [1, -1, -1, 1, 1, -1, -1, 1, 1, -1]
        for key in (1, -1):
            order = [item.position for item in items if item.key == key]
            assert order == sorted(order)


def test_pairs_say_the_opposite() -> None:
    found = [(EI50.items[one], EI50.items[other]) for one, other in pairs()]
    assert len(found) == 25
    assert all(one.component == other.component and one.key == -other.key for one, other in found)


def test_the_distance_is_from_what_the_model_expects() -> None:
    exact: dict[str, int | None] = {item.code: round(ASSUMED_ANSWER) for item in EI50.items}
    assert read_quality(exact).distance == pytest.approx(0.0, abs=1e-9)
    assert quality_notes.model() is quality_notes.model()
