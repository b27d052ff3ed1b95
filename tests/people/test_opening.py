"""Which ways of showing who one is open what is private, and from when on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.opening import WAIT, Way, opens_at
from tests.cast import NOW

LATER = NOW + dt.timedelta(hours=5)


def test_the_wait_is_three_days() -> None:
    assert dt.timedelta(hours=72) == WAIT


@pytest.mark.parametrize("name", ["password", "mfa"])
def test_her_own_password_and_a_second_step_open_at_once(name: str) -> None:
    assert opens_at([Way(name, NOW)], None) == NOW


@pytest.mark.parametrize("name", ["code", "password_reset", "socialaccount", "sign-in", "never heard of"])
def test_every_other_way_waits(name: str) -> None:
    assert opens_at([Way(name, NOW)], None) == NOW + WAIT


def test_a_password_chosen_with_a_mailed_code_waits_from_the_choice_on() -> None:
    assert opens_at([Way("password", LATER)], NOW) == NOW + WAIT
    assert opens_at([Way("password", NOW + 2 * WAIT)], NOW) == NOW + 2 * WAIT


def test_a_second_step_opens_whatever_happened_to_the_password() -> None:
    assert opens_at([Way("code", NOW), Way("mfa", LATER)], NOW) == LATER


def test_without_any_way_there_is_nothing_to_say() -> None:
    assert opens_at([], NOW) is None


ways = st.builds(
    Way,
    st.sampled_from(["password", "mfa", "code", "password_reset", "other"]),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=3650)).map(NOW.__add__),
)


@given(st.lists(ways, min_size=1), ways, st.none() | st.just(NOW))
def test_one_more_way_never_closes(found: list[Way], more: Way, reset_at: dt.datetime | None) -> None:
    before, after = opens_at(found, reset_at), opens_at([*found, more], reset_at)
    assert before is not None
    assert after is not None
    assert after <= before
