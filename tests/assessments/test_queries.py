"""What the pages and Today ask the database, each in one query whatever the history."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import withdraw_sitting
from assessments.models import ComponentScore, Sitting
from assessments.queries import Due, DueKind, Waiting, offer, open_sitting, report_owner, takes, waiting
from assessments.rounds.actions import close_round, decline, start_round
from people.models import Membership
from people.scope import organisation_scope
from tests.assessments.conftest import Take
from tests.cast import NOW

WEEK = dt.timedelta(weeks=1)
pytestmark = pytest.mark.usefixtures("scoped")


def test_without_a_sitting_nothing_is_open(amal: Membership, finish: Take) -> None:
    assert open_sitting(amal) is None
    finish(amal)
    assert open_sitting(amal) is None


def test_an_open_sitting_comes_with_its_answers_in_one_query(amal: Membership, begin: Take) -> None:
    begun = begin(amal, {"A116": 4, "X265": None})
    with CaptureQueriesContext(connection) as asked:
        found = open_sitting(amal)
    assert len(asked) == 1
    assert found is not None
    assert (found.id, found.instrument.key, found.answers) == (begun.pk, "ei-50", {"A116": 4, "X265": None})


def test_an_open_sitting_without_answers(amal: Membership, begin: Take) -> None:
    begin(amal)
    found = open_sitting(amal)
    assert found is not None
    assert found.answers == {}


def test_nobody_carries_on_with_anothers_sitting(amal: Membership, cleo: Membership, begin: Take) -> None:
    begin(amal, {"A116": 4})
    assert open_sitting(cleo) is None
    assert waiting(cleo, NOW).due == Due(DueKind.FIRST, 0, 50, None)
    assert offer(cleo, NOW).answered is None


def test_due_for_the_first_time(amal: Membership) -> None:
    assert waiting(amal, NOW).due == Due(DueKind.FIRST, 0, 50, None)


def test_due_to_carry_on(amal: Membership, begin: Take, finish: Take) -> None:
    finish(amal, NOW - WEEK)
    begin(amal, {"A116": 4, "X265": None, "H656": 1})
    assert waiting(amal, NOW).due == Due(DueKind.CARRY_ON, 3, 50, None)


def test_one_without_an_answer_is_not_begun(amal: Membership, begin: Take, finish: Take) -> None:
    begin(amal)
    assert waiting(amal, NOW).due == Due(DueKind.FIRST, 0, 50, None)
    assert offer(amal, NOW).answered is None
    finish(amal)
    begin(amal, when=NOW + WEEK)
    assert waiting(amal, NOW + WEEK).due is None
    assert offer(amal, NOW + WEEK).early
    assert waiting(amal, NOW + 8 * WEEK).due == Due(DueKind.AGAIN, 0, 50, NOW.date())


@pytest.mark.parametrize(("after", "wanted"), [(8 * WEEK - dt.timedelta(seconds=1), False), (8 * WEEK, True)])
def test_due_again_after_eight_weeks(
    amal: Membership, finish: Take, after: dt.timedelta, wanted: bool
) -> None:
    finish(amal)
    assert waiting(amal, NOW + after).due == (Due(DueKind.AGAIN, 0, 50, NOW.date()) if wanted else None)


def test_who_asks_is_counted_with_and_without_a_sitting_of_her_own(
    amal: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership, finish: Take
) -> None:
    finish(bo)
    asked = start_round(raters=[each.pk for each in (amal, cleo, dee, ada)], days=14, by=bo, now=NOW)
    assert waiting(amal, NOW) == Waiting(Due(DueKind.FIRST, 0, 50, None), 1)
    assert waiting(bo, NOW).asked == 0
    for weeks in (9, 1):
        finish(amal, NOW - weeks * WEEK)
    assert waiting(amal, NOW) == Waiting(None, 1)
    decline(ask_id=asked.asks.get(rater=amal).pk, by=amal, now=NOW)
    assert waiting(amal, NOW).asked == 0
    assert waiting(cleo, NOW + 3 * WEEK).asked == 0
    close_round(round_id=asked.pk, by=bo, now=NOW)
    assert waiting(dee, NOW).asked == 0


def test_a_sitting_taken_back_is_not_due_to_carry_on(amal: Membership, begin: Take) -> None:
    withdraw_sitting(sitting_id=begin(amal, {"A116": 4}).pk, by=amal)
    assert waiting(amal, NOW).due == Due(DueKind.FIRST, 0, 50, None)
    assert offer(amal, NOW).answered is None


@pytest.mark.parametrize("many", [1, 30])
def test_a_fixed_number_of_queries_whatever_the_history(
    amal: Membership, begin: Take, finish: Take, many: int
) -> None:
    for number in range(many):
        finish(amal, NOW - (many - number) * 8 * WEEK)
    begin(amal, {"A116": 4})
    for ask, size, queries in (
        (lambda: waiting(amal, NOW).due, None, 1),
        (lambda: offer(amal, NOW).reports, many, 1),
        (lambda: takes(amal), many, 1),
        (lambda: open_sitting(amal), None, 1),
    ):
        with CaptureQueriesContext(connection) as asked:
            found = ask()
        assert len(asked) == queries
        assert size is None or len(found) == size  # type: ignore[arg-type]


def test_the_offer_tells_when_the_next_is_useful(amal: Membership, finish: Take) -> None:
    fresh = offer(amal, NOW)
    assert (fresh.reports, fresh.useful_day, fresh.early, fresh.answered) == ((), None, False, None)
    old, new = finish(amal, NOW - 20 * WEEK), finish(amal, NOW)
    found = offer(amal, NOW + WEEK)
    assert [(report.id, report.day) for report in found.reports] == [
        (new.pk, dt.date(2026, 11, 21)),
        (old.pk, dt.date(2026, 7, 4)),
    ]
    assert (found.useful_day, found.early) == (dt.date(2027, 1, 16), True)
    assert offer(amal, NOW + 8 * WEEK).early is False


def test_days_are_the_persons_own(amal: Membership, finish: Take) -> None:
    amal.user.time_zone = "Asia/Tokyo"
    amal.user.day_ends_at = dt.time(4)
    finish(amal, dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC))  # 03:30 in Tokyo: still Friday to her
    finish(amal, dt.datetime(2026, 11, 20, 19, 30, tzinfo=dt.UTC))
    assert [take.day for take in takes(amal)] == [dt.date(2026, 11, 20), dt.date(2026, 11, 21)]


def test_takes_come_oldest_first_as_they_were_made(amal: Membership, finish: Take) -> None:
    late, early = finish(amal, NOW, SR=1), finish(amal, NOW - 9 * WEEK, SR=5)
    # Figures that nobody publishes any more: the old report keeps them.
    ComponentScore.objects.filter(sitting=early, component="SR").update(sem=3.0, alpha=0.97)
    found = takes(amal)
    assert [take.id for take in found] == [early.pk, late.pk]
    kept, fresh = (take.reading.components[1].reading for take in found)
    assert kept is not None
    assert fresh is not None
    assert (kept.points, kept.sem, kept.likely_spoken.low) == (100.0, 3.0, 94)
    assert (fresh.points, round(fresh.sem, 2)) == (0.0, 6.76)


def test_takes_leave_out_what_is_not_finished(
    amal: Membership, cleo: Membership, begin: Take, finish: Take
) -> None:
    finish(cleo)
    done = finish(amal)
    finish(amal, NOW + WEEK)
    Sitting.objects.filter(membership=amal).exclude(pk=done.pk).update(state=Sitting.State.WITHDRAWN)
    begin(amal, {"A116": 4})
    assert [take.id for take in takes(amal)] == [done.pk]


def test_a_report_is_its_owners(
    amal: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership, finish: Take
) -> None:
    done = finish(amal)
    assert report_owner(amal, done.pk) == amal
    assert [report_owner(member, done.pk) for member in (bo, cleo, dee, ada)] == [None] * 4


def test_a_report_of_another_organisation_is_not_there(
    amal: Membership, eve: Membership, finish: Take
) -> None:
    done = finish(amal)
    with organisation_scope(eve.organisation):
        assert report_owner(eve, done.pk) is None


def test_an_open_sitting_has_no_report(amal: Membership, begin: Take) -> None:
    assert report_owner(amal, begin(amal).pk) is None
