"""The pool of replies, and what is left of it: nothing by which a value and a person belong together."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.rounds.observed import observed
from assessments.rounds.replies import Value, decoded, encoded, release, with_reply
from tests.assessments.rounds.conftest import answers_of

FORM = observed()
CODES = [item.code for item in FORM.items]
answers = st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=20, max_size=20)


def said(**opinion: int | None) -> str:
    return encoded(FORM, answers_of(opinion))


@given(answers)
def test_a_reply_reads_back_as_it_was_given_and_is_always_as_long(given_: list[int | None]) -> None:
    told = dict(zip(CODES, given_, strict=True))
    assert decoded(FORM, encoded(FORM, told)) == told
    assert len(encoded(FORM, told)) == 20 + 32  # a digit each, and room for a name


@pytest.mark.parametrize("value", [0, 6, -1, 10])
def test_an_answer_beside_the_scale_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        encoded(FORM, dict.fromkeys(CODES, 3) | {"H16": value})


@pytest.mark.parametrize("codes", [CODES[1:], [*CODES, "A116"], []])
def test_a_reply_answers_every_statement_and_no_other(codes: list[str]) -> None:
    with pytest.raises(ValueError, match="every statement of others-20, and no other"):
        encoded(FORM, dict.fromkeys(codes, 3))


def test_the_pool_does_not_tell_who_came_first() -> None:
    replies = [said(SR=1), said(SR=5), said(EM=2), said()]
    pools = set()
    for order in permutations(replies):
        pool: list[str] = []
        for reply in order:
            pool = with_reply(pool, reply)
        pools.add(tuple(pool))
    assert len(pools) == 1


def test_five_raters_leave_a_value_each_in_each_component() -> None:
    released = release(FORM, [said(SR=value, MO=value, EM=6 - value, SS=value) for value in (1, 2, 3, 4, 5)])
    assert released.people == 5
    assert Counter(released.values) == Counter(
        Value(code, points) for code in ("SR", "MO", "EM", "SS") for points in (0.0, 25.0, 50.0, 75.0, 100.0)
    )


def test_values_come_in_random_order_neither_by_rater_nor_by_size() -> None:
    """Twenty distinct values: that chance restores an order is beyond belief."""
    pool = [said(SR=value, MO=value, EM=value, SS=value) for value in (1, 2, 3, 4, 5)]
    orders = {release(FORM, pool).values for _ in range(20)}
    assert len(orders) == 20
    assert tuple(sorted(orders.pop(), key=lambda value: value.points)) not in orders


@pytest.mark.parametrize("raters", range(RATERS_FLOOR))
def test_below_four_raters_nothing_at_all_is_kept(raters: int) -> None:
    released = release(FORM, [said(SR=1 + number) for number in range(raters)])
    assert (released.people, released.values) == (0, ())


def test_who_saw_nothing_does_not_count_towards_the_four() -> None:
    nothing = said(SR=None, MO=None, EM=None, SS=None)
    three = [said(SR=value) for value in (1, 2, 3)]
    assert release(FORM, [*three, nothing]).people == 0
    assert release(FORM, [*three, nothing, said(SR=4)]).people == 4


def test_the_floor_holds_for_each_component_by_itself() -> None:
    """Four replied, one of them has not seen empathy: no value of empathy is kept at all."""
    pool = [said(SR=value, EM=value) for value in (1, 2, 3)] + [said(SR=4, EM=None)]
    released = release(FORM, pool)
    assert Counter(value.component for value in released.values) == {"SR": 4}
    assert released.people == 4


def test_a_component_in_which_all_agree_to_the_last_digit_is_not_kept() -> None:
    """Of four scores that are the same everybody's would be known."""
    pool = [said(SR=value, EM=5) for value in (1, 2, 3, 4)]
    assert {value.component for value in release(FORM, pool).values} == {"SR"}


def test_where_no_component_is_left_nothing_is_shown() -> None:
    released = release(FORM, [said()] * 6)
    assert (released.people, released.values) == (0, ())


def test_a_rater_counts_in_a_component_with_half_of_its_statements() -> None:
    pool = [said(SR=value) for value in (1, 2, 4)]
    fourth = answers_of({"SR": 5})
    seen = [item.code for item in FORM.items if item.component.code == "SR"]
    three, two = fourth | dict.fromkeys(seen[3:]), fourth | dict.fromkeys(seen[2:])
    assert [value.points for value in release(FORM, [*pool, encoded(FORM, three)]).values].count(100.0) == 1
    assert release(FORM, [*pool, encoded(FORM, two)]).values == ()
