"""Writes of a candidate about situations: kept one by one, on the server's clock, gone when she goes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from hiring.actions.answers import send_answers
from hiring.actions.candidates import reopen_candidate
from hiring.actions.leaving import purge_candidate, purge_day_of, withdraw_candidate
from hiring.actions.links import PAUSE, WayBack
from hiring.judgement.actions.answers import begin_situations, grant_time, rate_ways, rate_ways_later
from hiring.judgement.actions.settings import Use
from hiring.judgement.queries import Situations, own_answers, result_of, situations_of
from hiring.judgement.timing import ON_ITS_WAY, Pace
from hiring.models import Candidate, JudgementAnswer, JudgementSitting
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.experts import asking, frozen_by, judged, started
from tests.hires import answered, begun, invited, job
from tests.hiring.conftest import later

pytestmark = pytest.mark.usefixtures("scoped")
SECONDS = 600


def nell_of(hr: Membership, **how: Any) -> Candidate:
    """Nell, who has begun, of an opening that asks about situations."""
    return begun(invited(asking(hr, **how), hr))


def found_of(candidate: Candidate) -> Situations:
    found = situations_of(candidate)
    assert found is not None
    return found


def at(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


# --- asked ----------------------------------------------------------------------------------------


def test_an_opening_without_situations_asks_none(dee: Membership) -> None:
    nell = begun(invited(job(dee), dee))
    assert situations_of(nell) is None
    begin_situations(candidate=nell, now=NOW)
    with pytest.raises(ValueError, match="asks about no situations"):
        rate_ways(candidate=nell, ratings={"remark-a": 1}, now=NOW)


def test_for_practice_all_are_asked_and_scored_by_the_authors(dee: Membership) -> None:
    found = found_of(nell_of(dee))
    assert (found.is_practice, len(found.sheets.scenarios), found.key.experts) == (True, 12, 0)
    assert (found.seconds, found.started_at, found.ends) == (None, None, None)
    assert not found.is_done(NOW)


def test_for_the_decision_only_what_the_experts_kept_is_asked(dee: Membership) -> None:
    ways = ["chats-a", "chats-b", "chats-e"]
    frozen_by(dee, [dict.fromkeys(ways, 1 + 4 * (number % 2)) for number in range(6)])
    found = found_of(nell_of(dee, use=Use.DECISION))
    assert (found.is_practice, found.key.experts) == (False, 10)
    assert "chats" not in [one.code for one in found.sheets.scenarios]
    assert len(found.sheets.scenarios) == 11


# --- answering ------------------------------------------------------------------------------------


def test_answers_are_kept_and_replaced(dee: Membership) -> None:
    nell = started(nell_of(dee))
    rate_ways(candidate=nell, ratings={"remark-a": 2, "chats-b": None}, now=NOW)
    rate_ways(candidate=nell, ratings={"remark-a": 4}, now=NOW)
    rows = set(JudgementAnswer.objects.values_list("scenario", "option", "rating"))
    assert rows == {("remark", "remark-a", 4), ("chats", "chats-b", None)}
    with pytest.raises(ValueError, match="Not asked of this candidate: \\['remark-z'\\]"):
        rate_ways(candidate=nell, ratings={"remark-z": 4}, now=NOW)


def test_nothing_is_kept_before_she_starts(dee: Membership) -> None:
    with pytest.raises(Refused, match="Start with the situations first"):
        rate_ways(candidate=nell_of(dee), ratings={"remark-a": 2}, now=NOW)


def test_she_starts_once(dee: Membership) -> None:
    nell = started(nell_of(dee))
    begin_situations(candidate=nell, now=later(hours=1))
    assert JudgementSitting.objects.get().started_at == NOW


def test_coming_back_later_mails_one_link(dee: Membership) -> None:
    nell = started(nell_of(dee))
    assert rate_ways_later(candidate=nell, ratings={"remark-a": 2}, now=NOW) is WayBack.MAILED
    again = rate_ways_later(candidate=nell, ratings={"remark-b": 3}, now=NOW + PAUSE / 2)
    assert again is WayBack.WAITS
    assert found_of(nell).sheets.answers == {"remark-a": 2, "remark-b": 3}


def test_all_is_sent_together_and_only_whole(dee: Membership) -> None:
    nell = answered(nell_of(dee, parts=["SR"]))
    with pytest.raises(Refused, match="Some situations still have no answer") as refused:
        send_answers(candidate=nell, now=NOW)
    assert refused.value.field == "situations"
    with pytest.raises(Refused, match="Some situations"):
        send_answers(candidate=judged(nell, pages=11), now=NOW)
    assert send_answers(candidate=judged(nell), now=NOW).state == "sent"
    with pytest.raises(Refused, match="already sent"):
        rate_ways(candidate=nell, ratings={"remark-a": 1}, now=NOW)
    with pytest.raises(Refused, match="already sent"):
        begin_situations(candidate=nell, now=NOW)


# --- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pace", "seconds"),
    [
        (Pace.USUAL, 600),
        (Pace.A_FIFTH_MORE, 720),
        (Pace.HALF_MORE, 900),
        (Pace.DOUBLE, 1200),
        (Pace.UNTIMED, None),
    ],
)
def test_each_has_her_own_time_by_the_clock_of_the_server(
    dee: Membership, pace: Pace, seconds: int | None
) -> None:
    nell = nell_of(dee, seconds=SECONDS)
    grant_time(candidate=nell, pace=pace, by=dee, now=NOW)
    started(nell)
    found = found_of(nell)
    assert found.seconds == seconds
    rate_ways(candidate=nell, ratings={"remark-a": 2}, now=at((seconds or 10**6) + ON_ITS_WAY))
    if seconds is None:
        return
    with pytest.raises(Refused, match="The time for the situations is over") as refused:
        rate_ways(candidate=nell, ratings={"remark-b": 2}, now=at(seconds + ON_ITS_WAY + 1))
    assert refused.value.field == "time"
    assert found_of(nell).sheets.answers == {"remark-a": 2}


def test_with_her_time_over_what_she_has_is_sent(dee: Membership) -> None:
    nell = judged(nell_of(dee, seconds=SECONDS), pages=7)
    assert not found_of(nell).is_done(at(SECONDS))
    with pytest.raises(Refused, match="Some situations"):
        send_answers(candidate=nell, now=at(SECONDS))
    assert found_of(nell).is_done(at(SECONDS + 60))
    assert send_answers(candidate=nell, now=at(SECONDS + 60)).state == "sent"
    assert result_of(found_of(nell)).score == 100  # of the seven that she answered


def test_time_is_granted_by_hr_and_the_record_does_not_say_how_much(dee: Membership, bo: Membership) -> None:
    nell = nell_of(dee, seconds=SECONDS)
    grant_time(candidate=nell, pace=Pace.DOUBLE, by=dee, now=NOW)
    last = AuditRecord.objects.order_by("number").last()
    assert last is not None
    assert (last.act, last.actor, last.object_id) == ("candidate.time-granted", dee.pk, str(nell.pk))
    started(nell)
    grant_time(candidate=nell, pace=Pace.UNTIMED, by=dee, now=NOW)
    assert found_of(nell).started_at == NOW  # more time does not start the clock anew
    with pytest.raises(PermissionDenied, match="What candidates ask for"):
        grant_time(candidate=nell, pace=Pace.DOUBLE, by=bo, now=NOW)
    send_answers(candidate=judged(nell), now=NOW)
    with pytest.raises(Refused, match="so the time stays as it was"):
        grant_time(candidate=nell, pace=Pace.USUAL, by=dee, now=NOW)


def test_who_talks_with_her_neither_grants_time_nor_learns_of_it(
    dee: Membership, flo: Membership, client_of: Callable[[Membership], Client], clock: object
) -> None:
    nell = nell_of(dee, seconds=SECONDS)  # dee talks and decides; flo does neither
    with pytest.raises(PermissionDenied, match="What candidates ask for"):
        grant_time(candidate=nell, pace=Pace.DOUBLE, by=dee, now=NOW)
    where = f"/hiring/c/{nell.pk}/time/"
    assert client_of(dee).get(where).status_code == 403
    assert where not in client_of(dee).get(f"/hiring/c/{nell.pk}/").content.decode()
    assert client_of(flo).post(where, {"pace": "2.0"}).status_code == 303
    assert where in client_of(flo).get(f"/hiring/c/{nell.pk}/").content.decode()


# --- results --------------------------------------------------------------------------------------


def test_her_result_is_of_100_with_what_it_starts_from(dee: Membership) -> None:
    nell = judged(nell_of(dee), {"remark-a": 5})
    told = result_of(found_of(nell))
    assert (told.is_practice, told.experts, told.score, told.flat) == (True, 0, 98, 65)
    assert told.even == 97  # one rating too high moves the others a little


def test_without_enough_answers_there_is_no_result(dee: Membership) -> None:
    told = result_of(found_of(judged(nell_of(dee), pages=5)))
    assert (told.score, told.even) == (None, None)


def test_her_copy_has_her_words_in_her_order(dee: Membership) -> None:
    nell = judged(nell_of(dee), {"remark-a": None}, pages=1)
    copy = own_answers(found_of(nell))
    title, ways = copy[0]
    assert title == "A remark that stays"
    assert sorted(label for _way, label in ways) == [
        "",
        "Neither well nor badly",
        "Works badly",
        "Works very badly",
        "Works very well",
    ]
    assert [way for way, _label in ways] == [one.text for one in found_of(nell).sheets.options(1)]
    assert len(copy) == 12


# --- gone -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sends", [False, True])
def test_whoever_withdraws_leaves_no_rating(dee: Membership, sends: bool) -> None:
    nell = judged(nell_of(dee))
    if sends:
        send_answers(candidate=nell, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert not JudgementAnswer.objects.exists()
    assert not JudgementSitting.objects.exists()


def test_a_purge_takes_the_ratings_along(dee: Membership) -> None:
    nell = judged(nell_of(dee))
    day = purge_day_of(nell)
    assert purge_candidate(candidate_id=nell.pk, now=dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))
    assert not JudgementAnswer.objects.exists()
    assert not JudgementSitting.objects.exists()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("judgement_answer_once_per_option", lambda nell: _answer(nell, 2)),
        ("judgement_answer_on_the_scale", lambda nell: _answer(nell, 6, "number-a")),
        ("judgement_answer_on_the_scale", lambda nell: _answer(nell, 0, "number-a")),
        ("judgement_pace_is_known", lambda nell: JudgementSitting.objects.update(pace="9.0")),
    ],
)
def test_the_database_refuses(dee: Membership, name: str, write: Callable[[Candidate], Any]) -> None:
    nell = judged(nell_of(dee), pages=1)
    known = [*JudgementAnswer._meta.constraints, *JudgementSitting._meta.constraints]
    assert name in [each.name for each in known]
    with pytest.raises(IntegrityError), transaction.atomic():
        write(nell)


def _answer(nell: Candidate, rating: int, option: str = "remark-a") -> JudgementAnswer:
    made: JudgementAnswer = JudgementAnswer.objects.create(
        organisation_id=nell.organisation_id, candidate=nell, scenario="x", option=option, rating=rating
    )
    return made


# --- opened again ---------------------------------------------------------------------------------


def test_who_may_change_what_she_sent_gets_the_whole_time_again_and_keeps_her_answers(
    dee: Membership,
) -> None:
    nell = judged(nell_of(dee, seconds=SECONDS), pages=5)
    grant_time(candidate=nell, pace=Pace.DOUBLE, by=dee, now=NOW)
    send_answers(candidate=nell, now=at(2 * SECONDS + ON_ITS_WAY + 1))
    back = later(days=1)
    reopen_candidate(candidate=nell, reason="The page broke.", by=dee, now=back)
    begun(nell, session="again", now=back)
    found = found_of(nell)
    assert (found.started_at, found.seconds, len(found.sheets.answers)) == (None, 2 * SECONDS, 25)
    assert not found.is_done(back)
    rate_ways(candidate=started(nell, now=back), ratings={"remark-a": 2}, now=back)
    assert found_of(nell).ends == back + dt.timedelta(seconds=2 * SECONDS)


def test_who_had_answered_every_situation_sends_again_or_begins_anew(dee: Membership) -> None:
    nell = judged(nell_of(dee, seconds=SECONDS))
    send_answers(candidate=nell, now=NOW)
    reopen_candidate(candidate=nell, reason="The page broke.", by=dee, now=NOW)
    begun(nell, session="again")
    assert found_of(nell).started_at is None
    assert found_of(nell).is_done(NOW)
    assert send_answers(candidate=nell, now=NOW).state == Candidate.State.SENT


def test_situations_without_a_clock_go_on_where_they_were(dee: Membership) -> None:
    nell = judged(nell_of(dee))
    send_answers(candidate=nell, now=NOW)
    reopen_candidate(candidate=nell, reason="The page broke.", by=dee, now=NOW)
    assert found_of(nell).started_at == NOW
