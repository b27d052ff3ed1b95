"""Reading is recorded, feedback has four fields, and both see one and the same thread."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils.html import escape

from coaching.actions.sharing import answer_form, stop_sharing
from coaching.actions.thread import open_share
from coaching.models import Message, Reading, Share, Thread
from people.drafts import form_token, read_draft
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.coaching.conftest import ANSWER, SignIn, answered, later, replied, shared

pytestmark = pytest.mark.usefixtures("scoped")


# --- the read ----------------------------------------------------------------------------------------


def test_reading_says_whose_it_is_and_that_it_is_told(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo, question="What now?")
    page = client_of(bo).get(f"/team/inbox/{share.pk}/").content.decode()
    assert "Amal shared this with you; Amal sees that you opened it." in page
    assert "What now?" in page
    assert "annoyed" in page


def test_each_read_stands_on_her_receipt_and_in_the_audit(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    assert "Not yet" in client_of(amal).get(f"/sharing/{share.pk}/").content.decode()
    for _time in range(2):
        desk.get(f"/team/inbox/{share.pk}/")
    open_share(row=share.pk, by=bo, now=later(days=1))
    page = client_of(amal).get(f"/sharing/{share.pk}/").content.decode()
    assert "21 November 2026, 10:30, 2 times that day" in page
    assert "22 November 2026, 10:30" in page
    records = AuditRecord.objects.filter(act="share.read", object_id=str(share.pk))
    assert [(each.actor, each.subject) for each in records] == [(bo.pk, amal.pk)] * 3


def test_what_only_the_browser_asks_for_is_no_reading(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    url = f"/team/inbox/{share.pk}/"
    answers = [desk.head(url), desk.get(url, headers={"Sec-Purpose": "prefetch;prerender"})]
    assert [answer.status_code for answer in answers] == [200, 503]
    assert [answer.content for answer in answers] == [b"", b""]
    assert not Reading.objects.exists()
    assert not AuditRecord.objects.filter(act="share.read").exists()
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert desk.head(url).status_code == 404


def test_no_record_no_view(
    amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    desk.raise_request_exception = False

    def lost(**told: object) -> None:
        raise RuntimeError("no record")

    monkeypatch.setattr("coaching.actions.thread.record", lost)
    answer = desk.get(f"/team/inbox/{share.pk}/")
    assert answer.status_code == 500
    assert b"annoyed" not in answer.content
    assert not Reading.objects.exists()


def test_looking_at_ones_own_receipt_records_nothing(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    client_of(amal).get(f"/sharing/{share.pk}/")
    assert not Reading.objects.exists()


def test_the_page_of_the_answer_shows_nothing_of_what_was_shared(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo, question="What now?")
    page = client_of(bo).get(f"/team/inbox/{share.pk}/answer/").content.decode()
    assert "annoyed" not in page
    assert "What now?" not in page
    assert not Reading.objects.exists()


# --- feedback ----------------------------------------------------------------------------------------


def test_feedback_is_checked_then_sent_then_read_by_both(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    url, sent = f"/team/inbox/{share.pk}/answer/", ANSWER | {"question": "And then?"}
    check = desk.post(url, sent).content.decode()
    assert "Check your feedback" in check
    assert not Message.objects.exists()
    assert desk.post(url, sent | {"then": "send"})["Location"] == f"/team/inbox/{share.pk}/"
    for page in (desk.get(f"/team/inbox/{share.pk}/"), client_of(amal).get(f"/sharing/{share.pk}/")):
        for words in sent.values():
            assert words in page.content.decode()


def test_each_field_has_an_example_and_the_question_may_stay_empty(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    url = f"/team/inbox/{share.pk}/answer/"
    assert desk.get(url).content.decode().count("For example:") == 4
    page = desk.post(url, {"then": "send"}).content.decode()
    for sentence in ("Write which situation you mean.", "Write what was said or done.", "Write what it did."):
        assert sentence in page
    assert desk.post(url, ANSWER | {"then": "send"}).status_code == 303


def test_half_an_answer_is_kept(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    url = f"/team/inbox/{share.pk}/answer/"
    desk.post(url, {"situation": "half an answer"})
    assert "half an answer" in desk.get(url).content.decode()
    assert (
        "half an answer"
        in desk.post(url, ANSWER | {"then": "change", "impact": "half an answer"}).content.decode()
    )
    answered(share)
    assert read_draft(bo, answer_form(share.pk)) is None


def test_addresses_and_numbers_are_pointed_to(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    sent = ANSWER | {"impact": "Write to x@y.example"}
    page = client_of(bo).post(f"/team/inbox/{share.pk}/answer/", sent).content.decode()
    assert "There seems to be an e-mail address in what you wrote." in page


def test_it_is_answered_once(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share, key = shared(amal, bo), uuid4()
    assert answered(share, key=key) == answered(share, key=key)
    with pytest.raises(Refused, match="You have answered this already"):
        answered(share)
    sent = ANSWER | {"then": "send", "impact": "a second thought", "submission_key": str(key)}
    page = client_of(bo).post(f"/team/inbox/{share.pk}/answer/", sent).content.decode()
    assert "You have answered this already." in page
    assert "a second thought" in page
    assert Message.objects.count() == 1
    opened = client_of(bo).get(f"/team/inbox/{share.pk}/answer/")
    assert (opened.status_code, opened["Location"]) == (303, f"/team/inbox/{share.pk}/")


def test_what_is_taken_back_while_she_sends_is_not_there(
    amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = shared(amal, bo)
    answered(share)
    asked: dict[str, type[Exception]] = {
        "coaching.views.team.give_feedback": Share.DoesNotExist,
        "coaching.views.thread.add_reply": Thread.DoesNotExist,
    }
    for where, missing in asked.items():

        def gone(missing: type[Exception] = missing, **told: object) -> None:
            raise missing

        monkeypatch.setattr(where, gone)
    sent = ANSWER | {"then": "send", "text": "x"}
    assert client_of(bo).post(f"/team/inbox/{share.pk}/answer/", sent).status_code == 404
    assert client_of(bo).post(f"/feedback/{share.thread.pk}/reply/", sent).status_code == 404


# --- replies -----------------------------------------------------------------------------------------


def test_both_reply_and_both_see_the_same_thread(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    answered(share)
    sides = ((amal, f"/sharing/{share.pk}/"), (bo, f"/team/inbox/{share.pk}/"))
    for member, page in sides:
        answer = client_of(member).post(
            f"/feedback/{share.thread.pk}/reply/", {"text": f"{member.user.name} says"}
        )
        assert (answer.status_code, answer["Location"]) == (303, page)
    threads = [
        re.findall(r'<section class="card">.*?</section>', client_of(member).get(page).content.decode(), re.S)
        for member, page in sides
    ]
    assert threads[0] == threads[1]
    assert len(threads[0]) == 3
    assert all(any(f"{name} says" in said for said in threads[0]) for name in ("Amal", "Bo"))


def test_an_empty_reply_is_told_and_half_a_one_is_kept(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, tab = shared(amal, bo), client_of(amal)
    answered(share)
    url = f"/feedback/{share.thread.pk}/reply/"
    assert "Write your reply." in tab.post(url, {"text": "  "}).content.decode()
    page = tab.post(url, {"text": "x" * 5001}).content.decode()
    assert "Shorten this to 5000 characters." in page
    assert "x" * 5001 in tab.get(url).content.decode()
    assert "x" * 5001 in tab.get(f"/sharing/{share.pk}/").content.decode()


def test_a_second_click_says_it_once(amal: Membership, bo: Membership) -> None:
    share, key = shared(amal, bo), uuid4()
    answered(share)
    assert replied(share, amal, key=key) == replied(share, amal, key=key)
    assert Message.objects.filter(kind=Message.Kind.REPLY).count() == 1


def test_other_words_after_going_back_are_another_reply(amal: Membership, bo: Membership) -> None:
    share, key = shared(amal, bo), uuid4()
    answered(share)
    assert replied(share, amal, "First.", key=key) != replied(share, amal, "Then this.", key=key)
    assert replied(share, amal, "Then this.", key=key) == replied(share, amal, "Then this.", key=key)
    assert Message.objects.filter(kind=Message.Kind.REPLY).count() == 2


def test_there_is_nothing_to_reply_to_before_an_answer(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, tab = shared(amal, bo), client_of(amal)
    assert 'name="text"' not in tab.get(f"/sharing/{share.pk}/").content.decode()
    assert not Thread.objects.filter(share=share).exists()


def test_a_reply_to_what_has_ended_is_refused_and_not_lost(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    answered(share)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    page = client_of(amal).post(f"/feedback/{share.thread.pk}/reply/", {"text": "too late"}).content.decode()
    assert "This is not shared any more, so nobody would read a reply. Nothing was sent." in page
    assert "too late" in page


def test_nobody_else_replies(
    amal: Membership, bo: Membership, cleo: Membership, dee: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    answered(share)
    for member in (cleo, dee):
        assert client_of(member).get(f"/feedback/{share.thread.pk}/reply/").status_code == 404
        with pytest.raises(Thread.DoesNotExist):
            replied(share, member)


# --- too often ---------------------------------------------------------------------------------------


def test_what_is_sent_too_often_is_kept(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share, desk = shared(amal, bo), client_of(bo)
    url = f"/team/inbox/{share.pk}/answer/"
    token = {"draft_token": form_token(bo, answer_form(share.pk))}
    with override_settings(ACCOUNT_RATE_LIMITS=settings.ACCOUNT_RATE_LIMITS | {"feedback": "1/h/user"}):
        assert desk.post(url, ANSWER | token).status_code == 200
        assert desk.post(url, ANSWER | token | {"impact": "once too often"}).status_code == 429
    assert "once too often" in desk.get(url).content.decode()


def test_the_same_words_by_the_same_form_are_one_message(amal: Membership, bo: Membership) -> None:
    share, key = shared(amal, bo), uuid4()
    assert answered(share, key=key) == answered(share, key=key)
    said, again = uuid4(), replied(share, amal, "Thanks.", key=key)
    assert replied(share, amal, "Thanks.", key=key) == again
    assert replied(share, amal, "Thanks.", key=said) != again


def test_opened_twice_on_a_day_is_one_row_with_its_times(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    for hours in (0, 1):
        open_share(row=share.pk, by=bo, now=later(hours=hours))
    reading = Reading.objects.get(share=share)
    assert (reading.times, reading.first_at, reading.last_at) == (2, NOW, later(hours=1))


def test_a_reply_that_nobody_would_read_is_refused(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    answered(share)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    with pytest.raises(Refused, match="not shared any more"):
        replied(share, amal)


def test_what_was_typed_for_something_taken_back_is_handed_back(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    unanswered, share = shared(amal, bo), shared(amal, bo)
    thread = answered(share).thread
    for each in (unanswered, share):
        stop_sharing(row=each.pk, by=amal, now=NOW)
    words = {"situation": "One word.", "behaviour": "Two <b>words.", "impact": "Three."}
    desk, forms = client_of(bo), {f"/team/inbox/{unanswered.pk}/answer/": words}
    forms |= {f"/feedback/{thread.pk}/reply/": {"text": "Long words."}}
    forms |= {f"/feedback/{uuid4()}/reply/": {"text": "Long words."}}
    for url, typed in forms.items():
        answer = desk.post(url, typed | {"submission_key": str(uuid4())})
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "Nothing was sent." in page
        assert all(escape(word) in page for word in typed.values())
        assert "What you typed" not in desk.post(url, {}).content.decode()
    assert Message.objects.count() == 1
