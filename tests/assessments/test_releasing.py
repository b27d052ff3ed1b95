"""What an organisation is told closes by months, and no two tellings differ by fewer than five people."""

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.psychometrics.floors import CLOSED_GROUP
from assessments.releasing import Released, closed_month, may_release

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def month(number: int) -> dt.datetime:
    """The beginning of the month with this number, 0 for January 2026."""
    return START.replace(year=2026 + number // 12, month=1 + number % 12)


def people(*numbers: int) -> list[dt.datetime]:
    """So many who entered in each month, from January on."""
    return [
        month(place) + dt.timedelta(hours=each) for place, many in enumerate(numbers) for each in range(many)
    ]


@pytest.mark.parametrize(
    ("now", "closed"),
    [
        (dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
        (dt.datetime(2026, 11, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
        # Half past midnight in a zone that is ahead: in UTC the month has not ended yet.
        (
            dt.datetime(2026, 11, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
            dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
        ),
    ],
)
def test_a_month_is_closed_when_it_is_over_in_utc(now: dt.datetime, closed: dt.datetime) -> None:
    assert closed_month(now) == closed


@pytest.mark.parametrize(
    ("entered", "earlier", "may"),
    [
        ([], [], False),
        (people(4), [], False),
        (people(5), [], True),
        (people(0, 5), [], False),  # the month they came in is not over
        (people(5), [Released(month(1), 5)], False),  # told already
        (people(10, 0), [Released(START, 0)], True),
    ],
)
def test_before_february_is_told_only_what_tells_nobody_apart(
    entered: list[dt.datetime], earlier: list[Released], may: bool
) -> None:
    assert may_release(entered, month(1), earlier) is may


@pytest.mark.parametrize(
    ("entered", "may"),
    [
        (people(20), False),  # nobody came or left: it stands
        (people(20, 4), False),
        (people(20, 5), True),
        (people(19, 5), False),  # one left
        (people(16, 5), False),
        (people(15, 5), True),
        (people(15), True),
        (people(21, 5), False),  # one who was there unseen
    ],
)
def test_after_twenty_people_in_january_a_change_needs_five_on_either_side(
    entered: list[dt.datetime], may: bool
) -> None:
    assert may_release(entered, month(2), [Released(month(1), 20)]) is may


def test_every_telling_counts_not_only_the_last() -> None:
    """Five came in February; four of them left with one of January, who would stand alone beside then."""
    january, february = Released(month(1), 20), Released(month(2), 25)
    now_inside = people(20, 1)[1:]
    assert may_release(now_inside, month(3), [february])
    assert not may_release(now_inside, month(3), [january, february])


# Who enters in each month, and who of those inside leaves (by places in the list, taken around).
MONTHS = st.lists(
    st.tuples(st.integers(0, 12), st.lists(st.integers(0, 200), max_size=12)), min_size=2, max_size=14
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(MONTHS)
def test_whatever_happens_no_two_tellings_differ_by_one_to_four_people(
    story: list[tuple[int, list[int]]],
) -> None:
    """The attack: whoever keeps every telling and compares any two of them."""
    inside: dict[int, dt.datetime] = {}
    told: list[tuple[Released, set[int]]] = []
    for number, (came, leaving) in enumerate(story):
        for place in leaving:
            if inside:
                del inside[sorted(inside)[place % len(inside)]]
        for each in range(came):
            inside[1000 * number + each] = month(number) + dt.timedelta(minutes=each)
        until = month(number + 1)
        if may_release(list(inside.values()), until, [one for one, _who in told]):
            told.append((Released(until, len(inside)), set(inside)))
    for (_one, before), (_other, after) in combinations([(None, set()), *told], 2):
        for difference in (before - after, after - before):
            assert not 0 < len(difference) < CLOSED_GROUP
