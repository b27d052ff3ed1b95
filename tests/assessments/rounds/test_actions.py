"""The writes of a round: started, answered, declined, reminded of, closed by her or by its day."""

import datetime as dt
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from assessments.models import Ask, Rating, Round
from assessments.rounds.actions import (
    close_due_round,
    close_round,
    decline,
    remind,
    reply,
    start_round,
)
from assessments.rounds.closing import close_due_rounds
from assessments.rounds.rules import ASK_AGAIN_AFTER, REMIND_AGAIN_AFTER
from assessments.tasks import close_due_rounds as task
from people.actions.accounts import create_user
from people.actions.organisations import close_membership, create_personal_organisation
from people.models import AuditRecord, DataKey, Membership, OutboxMail
from people.refusals import Refused
from people.scope import organisation_scope
from tests.assessments.conftest import Take
from tests.assessments.rounds.conftest import Close, Rate, StartRound, answers_of
from tests.cast import NOW

scoped = pytest.mark.usefixtures("scoped")
DAY = dt.timedelta(days=1)


def mailed_to(kind: str) -> list[str]:
    found = OutboxMail.objects.filter(kind=f"assessments/mail/{kind}")
    return sorted(found.values_list("to", flat=True))


def ids(members: list[Membership]) -> list[UUID]:
    return [each.pk for each in members]


# --- starting -------------------------------------------------------------------------------------


@scoped
def test_a_round_asks_everybody_by_mail(
    amal: Membership, raters: list[Membership], start: StartRound
) -> None:
    found = start(amal, raters)
    assert (found.state, found.closes_at, found.people) == ("open", NOW + 14 * DAY, None)
    assert set(found.asks.values_list("rater", "state")) == {(each.pk, "asked") for each in raters}
    assert mailed_to("round_asked") == [each.user.email for each in raters]


@scoped
def test_her_own_latest_answers_are_set_beside_and_stay_those(
    amal: Membership, raters: list[Membership], finish: Take, start: StartRound
) -> None:
    finish(amal, NOW - DAY)
    found = start(amal, raters)
    latest = found.sitting
    assert latest.submitted_at == NOW
    finish(amal, NOW + DAY)
    assert Round.objects.get(pk=found.pk).sitting == latest


@scoped
def test_without_answers_of_her_own_there_is_no_round(amal: Membership, raters: list[Membership]) -> None:
    with pytest.raises(Refused, match="Take the questionnaire first"):
        start_round(raters=ids(raters), days=14, by=amal, now=NOW)


@scoped
def test_one_round_at_a_time(amal: Membership, raters: list[Membership], start: StartRound) -> None:
    start(amal, raters)
    with pytest.raises(Refused, match="a round that is open"):
        start(amal, raters)
    assert (Round.objects.count(), Ask.objects.count()) == (1, 6)


@scoped
@pytest.mark.parametrize(("count", "told"), [(3, "at least 4"), (0, "at least 4")])
def test_too_few_are_not_asked(
    amal: Membership, raters: list[Membership], start: StartRound, count: int, told: str
) -> None:
    with pytest.raises(Refused, match=told) as refused:
        start(amal, raters[:count])
    assert refused.value.field == "people"
    assert OutboxMail.objects.count() == 0


@scoped
def test_more_than_twenty_are_not_asked(
    amal: Membership, raters: list[Membership], start: StartRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.rounds.actions.MOST_ASKED", 5)
    with pytest.raises(Refused, match="at most 5"):
        start(amal, raters)


@scoped
def test_nobody_asks_herself_a_leaver_or_a_stranger(
    amal: Membership,
    ada: Membership,
    eve: Membership,
    raters: list[Membership],
    start: StartRound,
) -> None:
    with pytest.raises(Refused, match="other people of your organisation"):
        start(amal, [*raters, amal])
    with pytest.raises(Refused, match="other people of your organisation"):
        start(amal, [*raters, eve])
    close_membership(member=raters[0], by=ada, now=NOW)
    with pytest.raises(Refused, match="other people of your organisation"):
        start(amal, raters)


@scoped
@pytest.mark.parametrize("days", [0, -7, 15, 10_000])
def test_only_the_offered_lengths(
    amal: Membership, raters: list[Membership], finish: Take, days: int
) -> None:
    finish(amal)
    with pytest.raises(Refused, match="how long the round is open"):
        start_round(raters=ids(raters), days=days, by=amal, now=NOW)


@scoped
def test_nobody_is_asked_again_within_a_year_of_a_result(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """Two results that share raters could be subtracted from each other."""
    first = start(amal, raters[:5])
    for number, rater in enumerate(raters[:4]):
        rate(first, rater, SR=1 + number)
    closed = close(first, amal)
    assert closed.closed_at is not None
    with pytest.raises(
        Refused, match="You asked Rater0, Rater1, Rater2, Rater3, Rater4 within the last year"
    ):
        start(amal, raters, closed.closed_at + ASK_AGAIN_AFTER - DAY)
    # She was asked and never answered; to let her in alone would tell that.
    with pytest.raises(Refused, match="You asked Rater2, Rater3, Rater4 within"):
        start(amal, [raters[4], raters[5], *raters[2:4]], closed.closed_at + DAY)
    assert start(amal, raters, closed.closed_at + ASK_AGAIN_AFTER).asks.count() == 6


@scoped
def test_after_a_round_without_a_result_the_same_people_may_be_asked_at_once(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    first = start(amal, raters)
    for rater in raters[:3]:
        rate(first, rater)
    close(first, amal)
    assert start(amal, raters, NOW + 2 * DAY).state == "open"


@scoped
def test_others_may_ask_the_same_people(
    amal: Membership, cleo: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    first = start(amal, raters)
    for number, rater in enumerate(raters[:5]):
        rate(first, rater, SR=1 + number)
    close(first, amal)
    assert start(cleo, raters).asks.count() == 6


# --- answering ------------------------------------------------------------------------------------


@scoped
def test_a_sent_answer_stays_as_it_is(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """A second try, with other answers: refused, and one rater counts once."""
    found = start(amal, raters)
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    with pytest.raises(Refused, match="already answered"):
        rate(found, raters[0], SR=5)
    ask = Ask.objects.get(round=found, rater=raters[0])
    with pytest.raises(Refused, match="already answered"):
        decline(ask_id=ask.pk, by=raters[0], now=NOW)
    close(found, amal)
    ratings = Rating.objects.filter(round=found, component="SR").values_list("points", flat=True)
    assert sorted(ratings) == [0, 25, 50, 75]


@scoped
def test_nobody_answers_what_was_not_asked_of_her(
    amal: Membership, cleo: Membership, raters: list[Membership], start: StartRound
) -> None:
    found = start(amal, raters)
    for ask in found.asks.all():
        for somebody in (cleo, amal):
            with pytest.raises(Ask.DoesNotExist):
                reply(ask_id=ask.pk, answers=answers_of({}), by=somebody, now=NOW)


@scoped
@pytest.mark.parametrize(
    "answers",
    [{}, {"H16": 3}, answers_of({}) | {"A116": 3}, answers_of({}) | {"H16": 6}, answers_of({}) | {"H16": 0}],
    ids=["nothing", "one", "a foreign code", "above the scale", "below the scale"],
)
def test_half_and_malformed_answers_change_nothing(
    amal: Membership, raters: list[Membership], start: StartRound, answers: dict[str, int | None]
) -> None:
    found = start(amal, raters)
    ask = Ask.objects.get(round=found, rater=raters[0])
    before = bytes(found.pool or b"")
    with pytest.raises(ValueError, match="every statement|lies between 1 and 5"):
        reply(ask_id=ask.pk, answers=answers, by=raters[0], now=NOW)
    assert bytes(Round.objects.get(pk=found.pk).pool or b"") == before
    assert Ask.objects.get(pk=ask.pk).state == "asked"


@scoped
def test_a_closed_round_and_one_past_its_day_take_no_answer(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    with pytest.raises(Refused, match="round is closed"):
        rate(found, raters[0], NOW + 14 * DAY)
    close(found, amal)
    with pytest.raises(Refused, match="round is closed"):
        rate(found, raters[0])


@scoped
def test_who_declines_gets_no_reminder_and_may_change_her_mind(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    found = start(amal, raters)
    decline(ask_id=Ask.objects.get(round=found, rater=raters[0]).pk, by=raters[0], now=NOW)
    remind(round_id=found.pk, by=amal, now=NOW)
    assert raters[0].user.email not in mailed_to("round_reminder")
    rate(found, raters[0])
    assert Ask.objects.get(round=found, rater=raters[0]).state == "replied"


# --- reminding ------------------------------------------------------------------------------------


@scoped
def test_a_reminder_goes_to_who_has_not_answered_and_is_still_here(
    amal: Membership, ada: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    found = start(amal, raters)
    rate(found, raters[0])
    close_membership(member=raters[1], by=ada, now=NOW)
    remind(round_id=found.pk, by=amal, now=NOW + DAY)
    assert mailed_to("round_reminder") == [each.user.email for each in raters[2:]]


@scoped
def test_reminders_keep_three_days_apart(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close
) -> None:
    found = start(amal, raters)
    remind(round_id=found.pk, by=amal, now=NOW)
    with pytest.raises(Refused, match="less than three days ago"):
        remind(round_id=found.pk, by=amal, now=NOW + REMIND_AGAIN_AFTER - DAY)
    remind(round_id=found.pk, by=amal, now=NOW + REMIND_AGAIN_AFTER)
    assert len(mailed_to("round_reminder")) == 12
    with pytest.raises(Refused, match="round is closed"):
        remind(round_id=found.pk, by=amal, now=NOW + 14 * DAY)
    close(found, amal)
    with pytest.raises(Refused, match="round is closed"):
        remind(round_id=found.pk, by=amal, now=NOW + 9 * DAY)


@scoped
def test_only_she_reminds_and_closes(
    amal: Membership, cleo: Membership, ada: Membership, raters: list[Membership], start: StartRound
) -> None:
    found = start(amal, raters)
    for somebody in (cleo, ada, raters[0]):
        with pytest.raises(Round.DoesNotExist):
            remind(round_id=found.pk, by=somebody, now=NOW)
        with pytest.raises(Round.DoesNotExist):
            close_round(round_id=found.pk, by=somebody, now=NOW)


# --- closing --------------------------------------------------------------------------------------


@scoped
def test_closing_keeps_the_values_and_destroys_pool_and_key(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    key = found.data_key_id
    assert key is not None
    for number, rater in enumerate(raters[:5]):
        rate(found, rater, SR=1 + number, EM=5 - number)
    closed = close(found, amal)
    assert (closed.state, closed.people, closed.data_key, closed.pool) == ("closed", 5, None, None)
    assert not DataKey.objects.filter(pk=key).exists()
    kept = Rating.objects.filter(round=found).values_list("component", "points")
    points = [0.0, 25.0, 50.0, 75.0, 100.0]
    assert sorted(kept) == [("EM", each) for each in points] + [("SR", each) for each in points]


@scoped
def test_a_second_close_reckons_nothing_again(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    first = close(found, amal)
    again = close(found, amal, NOW + 9 * DAY)
    assert (again.closed_at, again.people, Rating.objects.count()) == (first.closed_at, 4, 4)


@pytest.mark.parametrize("replies", [0, 3])
@scoped
def test_below_four_everything_is_deleted_unread(
    amal: Membership,
    raters: list[Membership],
    start: StartRound,
    rate: Rate,
    close: Close,
    replies: int,
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:replies]):
        rate(found, rater, SR=1 + number)
    closed = close(found, amal)
    assert (closed.people, closed.pool, Rating.objects.count()) == (None, None, 0)


def test_on_its_day_a_round_closes_by_itself_and_tells_her(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    assert close_due_rounds(NOW + 14 * DAY - dt.timedelta(seconds=1)) == 0
    assert close_due_rounds(NOW + 14 * DAY) == 1
    assert close_due_rounds(NOW + 15 * DAY) == 0
    with organisation_scope(amal.organisation):
        closed = Round.objects.get(pk=found.pk)
        close_due_round(round_id=found.pk, now=NOW + 15 * DAY)
    assert (closed.state, closed.people) == ("closed", 4)
    assert mailed_to("round_closed") == [amal.user.email]


def test_the_sweep_reads_the_clock_itself(
    amal: Membership, raters: list[Membership], start: StartRound
) -> None:
    found = start(amal, raters, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    task.call_local()
    with organisation_scope(amal.organisation):
        assert Round.objects.get(pk=found.pk).state == "closed"


@scoped
def test_of_a_round_about_a_leaver_nothing_is_kept(
    amal: Membership, ada: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:5]):
        rate(found, rater, SR=1 + number)
    close_membership(member=amal, by=ada, now=NOW)
    with pytest.raises(Refused, match="round is closed"):
        rate(found, raters[5])
    close_due_rounds(NOW + 14 * DAY)
    closed = Round.objects.get(pk=found.pk)
    assert (closed.state, closed.people, Rating.objects.count()) == ("closed", None, 0)
    assert mailed_to("round_closed") == []


@scoped
def test_what_a_rater_said_stays_in_the_total_when_she_leaves(
    amal: Membership, ada: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    close_membership(member=raters[0], by=ada, now=NOW)
    assert close(found, amal).people == 4


@scoped
def test_a_pool_that_was_tampered_with_closes_without_a_result_and_is_recorded(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    Round.objects.update(pool=b"\x01" + bytes(300))
    closed = close(found, amal)
    assert (closed.state, closed.people) == ("closed", None)
    records = AuditRecord.objects.filter(act="seal.broken").values_list("kind", "object_id", "subject")
    assert list(records) == [("assessments.Round", str(found.pk), amal.pk)]


def test_a_person_alone_starts_no_round(db: None) -> None:
    user = create_user(email="solo@home.example", name="Solo", password=None, now=NOW)
    solo = create_personal_organisation(user=user, now=NOW)
    with organisation_scope(solo.organisation), pytest.raises(PermissionDenied, match="nobody here"):
        start_round(raters=[], days=14, by=solo, now=NOW)
