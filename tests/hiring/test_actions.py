"""Every write of the room: what it does, whom it refuses, what it records."""

import datetime as dt
from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from hiring.actions.answers import answer_later, answer_statements, send_answers
from hiring.actions.candidates import invite_candidate, revoke_links, send_new_link
from hiring.actions.leaving import purge_candidate, purge_day_of, withdraw_candidate
from hiring.actions.links import LIFETIME, PAUSE, WayBack, exchange_link, leads_on, used_after
from hiring.actions.scorecards import (
    Rated,
    Verdict,
    decide,
    lock_scorecard,
    open_profile,
    save_scorecard,
    settle_decision,
)
from hiring.actions.shared import go_on
from hiring.models import (
    Candidate,
    CandidateAnswer,
    CandidateLink,
    Opening,
    OpeningStage,
    Scorecard,
    StageDecision,
)
from hiring.openings.actions.team import name_team
from hiring.permissions import can_read_profile
from hiring.queries import decisions, own_card
from hiring.tasks import purge
from people.models import AuditRecord, DataKey, KeySlot, Membership, Organisation, OutboxMail
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW
from tests.hires import answered, begun, invited, job, joins, locked, rated, sent
from tests.hiring.conftest import later

VERDICT = Verdict(goes_on=True, grounds=("calm",), reason="Calmed two callers, step by step.")


def acts(harbour: Organisation) -> list[tuple[str, UUID | None]]:
    """What hiring has put into the audit, with the actor."""
    rows = AuditRecord.objects.filter(kind__in=["opening", "candidate"]).order_by("number")
    return list(rows.values_list("act", "actor"))


def since_opened(harbour: Organisation) -> list[tuple[str, UUID | None]]:
    """What it has put there since the newest opening was opened."""
    told = acts(harbour)
    return told[max(place for place, (act, _who) in enumerate(told) if act == "opening.opened") + 1 :]


def is_live(link: CandidateLink, now: dt.datetime) -> bool:
    return CandidateLink.objects.filter(leads_on(now), pk=link.pk).exists()


def is_session_live(link: CandidateLink, now: dt.datetime) -> bool:
    return CandidateLink.objects.filter(used_after(now - LIFETIME), pk=link.pk).exists()


def link_of(candidate: Candidate) -> CandidateLink:
    return CandidateLink.objects.select_related("candidate__opening").get(
        candidate=candidate, revoked_at=None
    )


# --- invitations ----------------------------------------------------------------------------------


def test_of_a_mailed_link_only_the_hash_is_kept(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    candidate = invited(opening, dee, token="a-very-secret-token")
    link = candidate.links.get()
    assert "a-very-secret-token" not in f"{link.token_hash} {link.session_hash} {candidate.name}"
    assert link.expires_at == NOW + LIFETIME
    assert since_opened(harbour) == [("candidate.invited", dee.pk)]


def test_the_mail_names_no_score_and_its_subject_tells_nothing(
    opening: Opening, dee: Membership, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        invited(opening, dee)
    (message,) = mail.outbox
    assert message.subject == "A message in eiapp"
    body = str(message.body)
    assert "http://testserver/c/nells-token/" in body
    assert "you can say no" in body
    assert "The last day is 11 December 2026." in body
    assert "&#" not in body


def test_who_is_invited_already_is_not_invited_twice(
    opening: Opening, dee: Membership, ada: Membership
) -> None:
    invited(opening, dee)
    with pytest.raises(Refused, match="already invited"):
        invited(opening, dee, name="Nell again")
    with pytest.raises(PermissionDenied):
        invited(opening, ada, token="other")
    with pytest.raises(Refused, match="is over"):
        invited(opening, dee, token="late", now=later(days=30))
    assert Candidate.objects.count() == 1


def test_a_new_link_makes_the_waiting_one_stop(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    candidate = invited(opening, dee)
    first = link_of(candidate)
    send_new_link(candidate=candidate, by=dee, now=later(hours=1))
    first.refresh_from_db()
    assert not is_live(first, later(hours=1))
    assert is_live(link_of(candidate), later(hours=1))
    assert since_opened(harbour)[1:] == [("candidate.link-sent", dee.pk)]


def test_no_link_goes_out_after_the_last_day_or_a_withdrawal(opening: Opening, dee: Membership) -> None:
    candidate = invited(opening, dee)
    with pytest.raises(Refused, match="is over"):
        send_new_link(candidate=candidate, by=dee, now=later(days=30))
    withdraw_candidate(candidate=candidate, now=NOW)
    with pytest.raises(Refused, match="has withdrawn"):
        send_new_link(candidate=candidate, by=dee, now=NOW)
    done = sent(opening, dee, name="Tariq", token="tariq", session="tariq")
    send_new_link(candidate=done, by=dee, now=later(days=30))  # to see what she has sent


def test_links_that_she_asks_for_herself_are_ten_minutes_apart(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    assert answer_later(candidate=candidate, answers={}, now=NOW) is WayBack.MAILED
    soon = NOW + PAUSE - dt.timedelta(seconds=1)
    assert answer_later(candidate=candidate, answers={}, now=soon) is WayBack.WAITS
    assert answer_later(candidate=candidate, answers={}, now=NOW + PAUSE) is WayBack.MAILED
    assert OutboxMail.objects.count() == 3


def test_no_link_goes_out_once_hr_has_made_every_link_stop(opening: Opening, dee: Membership) -> None:
    """Her page was asked for while the links still worked: what she answered there is kept all the same."""
    candidate = answered(begun(invited(opening, dee)), 1)
    code = candidate.answers.get().item_code
    revoke_links(candidate=candidate, by=dee, now=NOW)
    OutboxMail.objects.all().delete()
    assert answer_later(candidate=candidate, answers={code: 2}, now=NOW) is WayBack.STOPPED
    assert not OutboxMail.objects.exists()
    assert not CandidateLink.objects.filter(revoked_at=None).exists()
    assert candidate.answers.get().value == 2


# --- links and sessions ---------------------------------------------------------------------------


def test_a_link_is_exchanged_once(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    assert (candidate.state, candidate.started_at) == ("started", NOW)
    link = link_of(candidate)
    assert not is_live(link, NOW)
    assert is_session_live(link, NOW)
    with pytest.raises(Refused, match="already used"):
        exchange_link(link=link, session="another", now=NOW)


def test_the_newest_session_ends_the_others(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee), session="phone")
    phone = link_of(candidate)
    answer_later(candidate=candidate, answers={}, now=NOW)
    assert is_session_live(phone, NOW)  # a link that waits ends nothing
    begun(candidate, session="laptop")
    phone.refresh_from_db()
    assert not is_session_live(phone, NOW)
    assert is_session_live(link_of(candidate), NOW)


def test_links_and_sessions_last_two_weeks(opening: Opening, dee: Membership) -> None:
    candidate = invited(opening, dee)
    waiting = link_of(candidate)
    assert is_live(waiting, NOW + LIFETIME - dt.timedelta(seconds=1))
    assert not is_live(waiting, NOW + LIFETIME)
    with pytest.raises(Refused):
        exchange_link(link=waiting, session="late", now=NOW + LIFETIME)
    used = link_of(begun(candidate))
    assert is_session_live(used, NOW + LIFETIME - dt.timedelta(seconds=1))
    assert not is_session_live(used, NOW + LIFETIME)


def test_after_the_last_day_a_link_opens_only_what_was_sent(dee: Membership, scoped: None) -> None:
    short = job(dee, days=1)
    waiting, done = invited(short, dee), sent(short, dee, name="T", token="t", session="t")
    send_new_link(candidate=done, by=dee, now=NOW)
    assert not is_live(link_of(waiting), later(days=3))
    assert is_live(done.links.get(used_at=None), later(days=3))


def test_a_link_opens_as_long_as_she_may_answer(opening: Opening, dee: Membership) -> None:
    """What the database is asked says the same as the candidate does, to the second."""
    candidate, second = invited(opening, dee), dt.timedelta(seconds=1)
    Opening.objects.filter(pk=opening.pk).update(closes_at=later(days=3))
    for told, ends in (({}, 3), ({"extra_days": 4}, 7), ({"waits_since": NOW}, 99)):
        Candidate.objects.filter(pk=candidate.pk).update(**told)
        found = Candidate.objects.select_related("opening").get(pk=candidate.pk)
        for moment in (NOW, later(days=ends) - second, later(days=ends), later(days=ends) + second):
            CandidateLink.objects.update(expires_at=moment + second)
            assert is_live(link_of(candidate), moment) == found.takes(moment)
            assert found.takes(moment) == (moment < later(days=ends) or "waits_since" in told)
    Opening.objects.filter(pk=opening.pk).update(state=Opening.State.CLOSED, closed_at=NOW)
    assert not is_live(link_of(candidate), NOW)


def test_a_link_of_who_is_gone_or_has_withdrawn_meanwhile_is_not_exchanged(
    opening: Opening, dee: Membership
) -> None:
    gone, stopped = invited(opening, dee), invited(opening, dee, token="stopped")
    seen = [link_of(gone), link_of(stopped)]
    gone.delete()
    withdraw_candidate(candidate=stopped, now=NOW)
    for link in seen:
        with pytest.raises(Refused, match="already used"):
            exchange_link(link=link, session="late", now=NOW)


# --- answers --------------------------------------------------------------------------------------


def test_answers_are_replaced_never_doubled(opening: Opening, dee: Membership) -> None:
    candidate = answered(begun(invited(opening, dee)), 3)
    code = candidate.answers.order_by("pk").values_list("item_code", flat=True)[0]
    answer_statements(candidate=candidate, answers={code: None}, now=NOW)
    assert candidate.answers.count() == 3
    assert candidate.answers.get(item_code=code).value is None


def test_a_statement_of_a_part_that_is_off_is_refused(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    with pytest.raises(ValueError, match="Not asked"):
        answer_statements(candidate=candidate, answers={"A116": 3}, now=NOW)
    assert not CandidateAnswer.objects.exists()


def test_sending_needs_every_answer_and_happens_once(opening: Opening, dee: Membership) -> None:
    candidate = answered(begun(invited(opening, dee)), 19)
    with pytest.raises(Refused, match="no answer"):
        send_answers(candidate=candidate, now=NOW)
    send_answers(candidate=answered(candidate), now=later(minutes=1))
    again = send_answers(candidate=candidate, now=later(minutes=9))
    assert (again.state, again.sent_at) == ("sent", later(minutes=1))
    with pytest.raises(Refused, match="already sent"):
        answered(candidate, 1)


def test_nothing_is_kept_before_the_start_after_the_last_day_or_a_withdrawal(
    opening: Opening, dee: Membership
) -> None:
    candidate = begun(invited(opening, dee))
    with pytest.raises(Refused, match="last day"):
        answered(candidate, 1, now=later(days=30))
    withdraw_candidate(candidate=candidate, now=NOW)
    with pytest.raises(Refused, match="withdrawn"):
        answered(candidate, 1)
    with pytest.raises(Refused):
        send_answers(candidate=candidate, now=NOW)


def test_nobody_sends_what_was_never_begun() -> None:
    with pytest.raises(ValueError, match="does not go from invited to sent"):
        go_on(Candidate(), Candidate.State.SENT)


# --- withdrawing and purging ----------------------------------------------------------------------


def test_withdrawing_before_sending_deletes_the_answers_at_once(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    candidate = answered(begun(invited(opening, dee)), 5)
    withdraw_candidate(candidate=candidate, now=NOW)
    withdraw_candidate(candidate=candidate, now=later(days=1))
    candidate.refresh_from_db()
    assert (candidate.state, candidate.withdrawn_at, candidate.name) == ("withdrawn", NOW, "Nell")
    assert not CandidateAnswer.objects.exists()
    assert list(Candidate.objects.shown()) == [candidate]
    assert since_opened(harbour)[1:] == [("candidate.withdrawn", None)]


def test_withdrawing_after_sending_erases_where_no_law_asks_for_records(
    opening: Opening, dee: Membership
) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    key = candidate.data_key_id
    withdraw_candidate(candidate=candidate, now=NOW)
    candidate.refresh_from_db()
    assert (candidate.name, candidate.email) == ("", "")
    assert not CandidateAnswer.objects.exists()
    assert not Scorecard.objects.exists()
    assert not StageDecision.objects.exists()
    assert not OutboxMail.objects.exists()
    assert not DataKey.objects.filter(pk=key).exists()  # unreadable in yesterday's backup too
    assert not Candidate.objects.shown().exists()


def test_withdrawing_after_sending_locks_away_where_the_law_asks_for_records(
    scoped: None, dee: Membership
) -> None:
    candidate = sent(job(dee, retention="us"), dee)
    locked(candidate, dee)
    withdraw_candidate(candidate=candidate, now=NOW)
    assert candidate.answers.count() == 20
    assert not Candidate.objects.shown().exists()
    for act in (save_scorecard, lock_scorecard):
        with pytest.raises(Candidate.DoesNotExist):
            act(candidate=candidate, ratings=rated(), by=dee, now=NOW)
    with pytest.raises(Candidate.DoesNotExist):
        decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    candidate.refresh_from_db()
    assert purge_day_of(candidate) == dt.date(2027, 12, 11)


@pytest.mark.parametrize("retention", ["eu", "us", "us-public"])
def test_the_night_of_the_purge_day_nothing_is_left_but_the_audit(
    harbour: Organisation, scoped: None, dee: Membership, retention: str
) -> None:
    candidate = sent(job(dee, retention=retention), dee)
    locked(candidate, dee)
    decide(candidate=candidate, verdict=VERDICT, by=dee, now=later(days=40))
    day = purge_day_of(candidate)
    key = candidate.data_key_id
    before = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) - dt.timedelta(minutes=1)
    assert not purge_candidate(candidate_id=candidate.pk, now=before)
    assert purge_candidate(candidate_id=candidate.pk, now=before + dt.timedelta(minutes=2))
    assert not purge_candidate(candidate_id=candidate.pk, now=before + dt.timedelta(minutes=2))
    for rows in (Candidate, CandidateLink, CandidateAnswer, Scorecard, StageDecision):
        assert not rows.objects.exists()
    assert not KeySlot.objects.filter(data_key=key).exists()
    assert not OutboxMail.objects.exists()
    assert acts(harbour)[-1] == ("candidate.purged", None)


def test_forgetting_one_candidates_mails_holds_back_no_mail_to_the_same_address(
    opening: Opening, dee: Membership
) -> None:
    candidate = sent(opening, dee)
    invite_candidate(
        opening=job(dee, title="Another"), name="Nell", email=candidate.email, token="b", by=dee, now=NOW
    )
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {candidate.email}
    withdraw_candidate(candidate=candidate, now=NOW)
    assert OutboxMail.objects.count() == 1


def test_the_nightly_task_purges_whose_time_is_over(
    opening: Opening, dee: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(opening, dee)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(days=60))
    purge.call_local()
    assert Candidate.objects.count() == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(days=400))
    purge.call_local()
    assert Candidate.objects.count() == 0


# --- scorecards and decisions ---------------------------------------------------------------------


def test_a_card_is_kept_while_it_is_written_and_locked_once(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    candidate = invited(opening, dee)
    save_scorecard(candidate=candidate, ratings={"calm-1": Rated(None, "Half a sentence")}, by=dee, now=NOW)
    card = own_card(candidate, dee)
    assert card is not None
    assert (card.ratings["calm-1"], card.locked_at) == ((None, "Half a sentence"), None)
    locked(candidate, dee, now=later(minutes=1))
    with pytest.raises(Refused, match="locked"):
        save_scorecard(candidate=candidate, ratings=rated("Better"), by=dee, now=later(minutes=2))
    kept = own_card(candidate, dee)
    assert kept is not None
    assert (kept.ratings["calm-1"], kept.locked_at) == ((4, "Kept calm."), later(minutes=1))
    assert since_opened(harbour)[1:] == [("candidate.scorecard-locked", dee.pk)]


@pytest.mark.parametrize(
    "ratings",
    [
        {},
        {"calm-1": Rated(4, "x")},
        rated(rating=None),
        rated(evidence="  "),
        rated() | {"calm-1": Rated(1, "")},
    ],
)
def test_a_card_is_not_locked_half(opening: Opening, dee: Membership, ratings: dict[str, Rated]) -> None:
    candidate = invited(opening, dee)
    with pytest.raises(Refused, match="Rate each question"):
        lock_scorecard(candidate=candidate, ratings=ratings, by=dee, now=NOW)
    assert own_card(candidate, dee) is None  # the whole act is undone


def test_who_could_not_tell_says_so_without_evidence(opening: Opening, dee: Membership) -> None:
    ratings = rated("", 0) | {"calm-1": Rated(2, "Rang off.")}
    card = lock_scorecard(candidate=invited(opening, dee), ratings=ratings, by=dee, now=NOW)
    assert card.locked_at == NOW


def test_a_card_on_which_no_question_is_rated_is_not_locked(opening: Opening, dee: Membership) -> None:
    """It would open the answers and the others' cards, and then be changed to what they say."""
    candidate = invited(opening, dee)
    for evidence in ("", "We did not come to it."):
        with pytest.raises(Refused, match="take you off the talks"):
            lock_scorecard(candidate=candidate, ratings=rated(evidence, 0), by=dee, now=NOW)
    assert not can_read_profile(dee, candidate)


@pytest.mark.parametrize(
    ("evidence", "rating", "stands"), [("", 0, False), (" ", None, False), ("x", 0, True), ("", 3, True)]
)
def test_who_only_decides_has_a_card_only_while_something_stands_on_it(
    opening: Opening, dee: Membership, cleo: Membership, evidence: str, rating: int | None, stands: bool
) -> None:
    """Else one that she began would keep her from reading, and she could not lock it."""
    candidate = invited(opening, dee)
    deciders = [dee.user.email, cleo.user.email]
    name_team(opening=opening, interviewers=[dee.user.email], deciders=deciders, by=dee, now=NOW)
    for who in (cleo, dee):
        save_scorecard(candidate=candidate, ratings=rated(evidence, rating), by=who, now=NOW)
    assert (own_card(candidate, cleo) is not None) == stands
    assert own_card(candidate, dee) is not None
    locked(candidate, dee)
    assert can_read_profile(cleo, candidate) != stands


@pytest.mark.parametrize(
    "ratings", [{"charm": Rated(5, "x")}, {"calm-1": Rated(6, "x")}, {"calm-1": Rated(-1, "x")}]
)
def test_what_the_guide_does_not_have_is_refused(
    opening: Opening, dee: Membership, ratings: dict[str, Rated]
) -> None:
    with pytest.raises(ValueError, match="Not of this guide"):
        save_scorecard(candidate=invited(opening, dee), ratings=ratings, by=dee, now=NOW)


def test_cards_and_decisions_stand_sealed_in_the_database(opening: Opening, dee: Membership) -> None:
    candidate = invited(opening, dee)
    card = locked(candidate, dee, evidence="zqevidence7")
    made = decide(candidate=candidate, verdict=Verdict(False, ("calm",), "zqreason7"), by=dee, now=NOW)
    assert b"zqevidence7" not in bytes(card.sealed)
    assert b"zqreason7" not in bytes(made.sealed)
    (told,) = decisions(candidate)
    assert told is not None
    assert (told.goes_on, told.grounds, told.reason, told.by) == (False, ("calm",), "zqreason7", "Dee")


def test_a_decision_needs_ones_own_locked_card(opening: Opening, dee: Membership, flo: Membership) -> None:
    candidate = sent(opening, dee)
    joins(opening, dee, flo)
    with pytest.raises(PermissionDenied, match="before you decide"):
        decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    locked(candidate, flo)
    with pytest.raises(PermissionDenied):
        decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)


@pytest.mark.parametrize("verdict", [Verdict(True, (), "x"), Verdict(True, ("calm",), "  ")])
def test_a_decision_needs_the_talk_and_a_reason(opening: Opening, dee: Membership, verdict: Verdict) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    with pytest.raises(Refused, match="carry the decision"):
        decide(candidate=candidate, verdict=verdict, by=dee, now=NOW)
    with pytest.raises(ValueError, match="Not of this guide"):
        decide(candidate=candidate, verdict=Verdict(True, ("SR",), "The score."), by=dee, now=NOW)


def test_there_is_one_decision_and_it_stays(harbour: Organisation, opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    with pytest.raises(Refused, match="stays as it is"):
        decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    assert acts(harbour)[-1] == ("candidate.decided", dee.pk)


def test_who_does_not_go_on_is_not_decided_on_later(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    last = opening.stages.get(kind="interview")
    first = OpeningStage.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        position=0,
        kind=OpeningStage.Kind.INTERVIEW,
        name="First call",
    )
    no = Verdict(False, ("calm",), "Argued with the customer.")
    decide(candidate=candidate, verdict=no, stage=first, by=dee, now=NOW)
    with pytest.raises(Refused, match="at an earlier stage"):
        decide(candidate=candidate, verdict=VERDICT, stage=last, by=dee, now=NOW)
    assert StageDecision.objects.filter(candidate=candidate).count() == 1


def test_statements_alone_decide_about_nobody(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    statements = opening.stages.get(kind="questionnaire")
    with pytest.raises(ValueError, match="No talk"):
        decide(candidate=candidate, verdict=VERDICT, stage=statements, by=dee, now=NOW)
    other = job(dee, title="Another").stages.get(kind="interview")
    with pytest.raises(OpeningStage.DoesNotExist):
        decide(candidate=candidate, verdict=VERDICT, stage=other, by=dee, now=NOW)
    assert not StageDecision.objects.exists()


def test_a_decision_that_was_deleted_meanwhile_is_settled_quietly(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    made = decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)
    StageDecision.objects.update(goes_on=None)
    settle_decision(decision_id=made.pk)
    made.refresh_from_db()
    assert made.goes_on is VERDICT.goes_on
    withdraw_candidate(candidate=candidate, now=NOW)
    settle_decision(decision_id=made.pk)
    assert not StageDecision.objects.exists()


def test_nothing_is_written_about_who_withdrew(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    withdraw_candidate(candidate=candidate, now=NOW)
    with pytest.raises(Refused, match="has withdrawn"):
        decide(candidate=candidate, verdict=VERDICT, by=dee, now=NOW)


def test_each_reading_of_a_profile_is_recorded_and_a_refused_one_is_not(
    harbour: Organisation, opening: Opening, dee: Membership
) -> None:
    candidate = sent(opening, dee)
    with pytest.raises(PermissionDenied):
        open_profile(candidate=candidate, by=dee, now=NOW)
    locked(candidate, dee)
    for _time in range(2):
        open_profile(candidate=candidate, by=dee, now=NOW)
    assert [act for act, _who in acts(harbour)].count("candidate.profile-read") == 2


def test_hr_of_another_organisation_finds_nothing(opening: Opening, dee: Membership, eve: Membership) -> None:
    candidate = sent(opening, dee)
    eve.is_hr = True
    with organisation_scope(eve.organisation), pytest.raises(Candidate.DoesNotExist):
        save_scorecard(candidate=candidate, ratings=rated(), by=eve, now=NOW)
