"""Time: none unless the opening sets one, each person's own factor, the server's clock."""

import datetime as dt

import pytest

from hiring.judgement.timing import Pace, allowed_seconds, ends_at, is_over, minutes_left

START = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "pace", "allowed"),
    [
        (1440, Pace.USUAL, 1440),
        (1440, Pace.A_FIFTH_MORE, 1728),
        (1440, Pace.HALF_MORE, 2160),
        (1440, Pace.DOUBLE, 2880),
        (1440, Pace.UNTIMED, None),
        (1001, Pace.A_FIFTH_MORE, 1202),  # 1201.2: never less than was granted
        (5, Pace.A_FIFTH_MORE, 6),  # exactly, not 6.000000000000001 rounded up
        (None, Pace.USUAL, None),
        (None, Pace.DOUBLE, None),
    ],
)
def test_allowed_seconds(seconds: int | None, pace: Pace, allowed: int | None) -> None:
    assert allowed_seconds(seconds, pace) == allowed


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize("seconds", [0, -60])
def test_a_time_of_nothing_is_refused(seconds: int, pace: Pace) -> None:
    with pytest.raises(ValueError, match="at least one second"):
        allowed_seconds(seconds, pace)


def test_an_answer_sent_at_the_last_second_still_arrives() -> None:
    end = ends_at(START, 60, Pace.HALF_MORE)
    assert end == START + dt.timedelta(seconds=90)
    assert not is_over(end, START + dt.timedelta(seconds=100))
    assert is_over(end, START + dt.timedelta(seconds=101))


def test_without_a_limit_it_is_never_over() -> None:
    assert ends_at(START, 60, Pace.UNTIMED) is None
    assert ends_at(START, None, Pace.USUAL) is None
    assert not is_over(None, START + dt.timedelta(days=400))


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(121, 3), (120, 2), (61, 2), (1, 1), (0, 0), (-1, 0), (-90, 0)]
)
def test_minutes_left(seconds: int, minutes: int) -> None:
    assert minutes_left(START + dt.timedelta(seconds=seconds), START) == minutes
