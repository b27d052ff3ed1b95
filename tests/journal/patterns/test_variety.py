"""The effective number of unpleasant words: known values, its interval, and what it does not depend on."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from journal.patterns.moments import FeltMoment
from journal.patterns.variety import Variety, variety_of
from tests.journal.patterns.people import moment, share

WORDS = ("angry", "tired", "sad", "worried", "bored", "hurt", "tense", "lonely")


def used(*words: str) -> list[FeltMoment]:
    return [moment(place + 1, day=place // 2, feelings=(word,)) for place, word in enumerate(words)]


def test_twenty_unpleasant_moments_are_needed() -> None:
    told = [*used(*["angry", "tired"] * 9), moment(90, feelings=("calm",))]
    assert variety_of(told) == Variety(moments=18, words=2, missing=2)
    assert variety_of([]) == Variety(moments=0, words=0, missing=20)


@pytest.mark.parametrize(("words", "number"), [(1, 1), (2, 2), (5, 5), (8, 8)])
def test_words_used_equally_often_count_one_each(words: int, number: float) -> None:
    found = variety_of(used(*WORDS[:words] * 20))
    assert found.number == pytest.approx(number)
    assert (found.words, found.missing, found.moments) == (words, 0, 20 * words)


def test_a_word_used_seldom_counts_for_little() -> None:
    """Shares .9 and .1: exp(-(.9 ln .9 + .1 ln .1)) = 1.384."""
    found = variety_of(used(*["angry"] * 36, *["tired"] * 4))
    assert found.number == pytest.approx(math.exp(-(0.9 * math.log(0.9) + 0.1 * math.log(0.1))))
    assert found.low is not None
    assert found.high is not None
    assert found.number is not None
    assert 1 <= found.low < found.number < found.high


def test_one_word_is_one_without_doubt() -> None:
    found = variety_of(used(*["angry"] * 30))
    assert (found.number, found.low, found.high) == (1, 1, 1)


def test_each_word_of_a_moment_counts() -> None:
    told = [moment(place + 1, day=place, feelings=("angry", "tired", "proud")) for place in range(20)]
    found = variety_of(told)
    assert (found.moments, found.words) == (20, 2)
    assert found.number == pytest.approx(2)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=20, max_size=60), st.permutations(WORDS))
def test_which_words_and_in_which_order_is_no_matter(words: list[str], others: list[str]) -> None:
    found, told = variety_of(used(*words)), used(*words)
    assert variety_of(reversed(told)) == found
    names = dict(zip(WORDS, others, strict=True))
    again = variety_of(used(*(names[word] for word in words)))
    for one, other in zip(
        (found.number, found.low, found.high), (again.number, again.low, again.high), strict=True
    ):
        assert one == pytest.approx(other)
    assert found.number is not None
    assert 1 <= found.number <= found.words + 1e-9


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    shares = np.array([0.4, 0.2, 0.15, 0.1, 0.1, 0.05])
    truth = math.exp(-(shares * np.log(shares)).sum())
    held = []
    for number in range(60):
        found = variety_of(used(*default_rng([5, number]).choice(WORDS[:6], 80, p=shares)))
        assert found.low is not None
        assert found.high is not None
        held.append(found.low <= truth <= found.high)
    assert share(held) >= 0.88
