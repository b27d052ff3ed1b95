"""Other words are a version: both see what stands and what stood, and no word of another tab is lost."""

import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from coaching.actions.sharing import stop_sharing
from coaching.documents import Feedback, Reply
from coaching.feedback.actions.changing import ReplacedMeanwhile, change_words
from coaching.feedback.documents import Ask
from coaching.feedback.drafted import change_form
from coaching.models import Message
from coaching.sealing import Words
from people.actions.organisations import Roles, save_team
from people.drafts import keep_draft, read_draft
from people.models import Membership, Organisation, Team
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW, new_member
from tests.coaching.conftest import ANSWER, FEEDBACK, SignIn, answered, later, replied, shared
from tests.coaching.feedback.conftest import asked, moved, seen, shown

pytestmark = pytest.mark.usefixtures("scoped")
BETTER = Feedback("In the call at ten.", "You let him speak for a minute.", "He grew quiet.")


def changed(message: Message, words: Words = BETTER, by: Membership | None = None, **told: Any) -> Message:
    sent: dict[str, Any] = {"submission_key": uuid4(), "now": later(minutes=5)} | told
    return change_words(row=message.pk, words=words, by=by or message.author, **sent)


def test_both_see_what_stands_and_what_stood(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    message = answered(share)
    url = f"/feedback/words/{message.pk}/"
    sent = ANSWER | {"behaviour": "You let him speak for a minute."}
    assert "You let him finish." in client_of(bo).get(url).content.decode()
    answer = client_of(bo).post(url, sent)
    assert answer["Location"] == f"/feedback/{share.thread.pk}/"
    pages = (f"/sharing/{share.pk}/", answer["Location"]), (f"/team/inbox/{share.pk}/", answer["Location"])
    for member, urls in zip((amal, bo), pages, strict=True):
        for each in urls:
            page = client_of(member).get(each).content.decode()
            assert page.index("You let him speak for a minute.") < page.index("What stood here before")
            assert page.index("What stood here before") < page.index("You let him finish.")


@pytest.mark.parametrize("kind", ["feedback", "reply", "thanks", "disagree", "ask"])
def test_words_of_every_kind_change_in_a_form_of_their_own(
    kind: str, amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = asked(amal, bo) if kind == "ask" else seen(bo, amal)
    if kind == "thanks":
        client_of(amal).post(f"/feedback/{thread.pk}/thank/")
    if kind == "disagree":
        shown(thread, mate)
    if kind == "reply":
        client_of(amal).post(f"/feedback/{thread.pk}/reply/", {"text": "What do you mean?"})
    message = Message.objects.get(kind=kind)
    tab, url = client_of(message.author), f"/feedback/words/{message.pk}/"
    assert url in tab.get(f"/feedback/{thread.pk}/").content.decode()
    sent = {"feedback": ANSWER, "ask": {"behaviour": "new words"}}.get(kind, {"text": "new words"})
    assert tab.post(url, sent | {"situation": "new words"}).status_code == 303
    for member in (amal, bo):
        page = client_of(member).get(f"/feedback/{thread.pk}/").content.decode()
        assert "new words" in page
        assert "What stood here before" in page
    assert tab.get(url)["Location"] == f"/feedback/{thread.pk}/"
    assert Message.objects.filter(kind=kind, replaces=message).count() == 1


def test_a_double_click_is_one_version_and_the_same_words_are_none(amal: Membership, bo: Membership) -> None:
    message, key = answered(shared(amal, bo)), uuid4()
    keep_draft(membership=bo, form=change_form(message.pk), fields={"impact": ["half"]}, now=NOW)
    assert changed(message, FEEDBACK) == message
    assert changed(message, submission_key=key) == changed(message, submission_key=key)
    assert read_draft(bo, change_form(message.pk)) is None
    assert Message.objects.count() == 2


def test_what_another_tab_put_there_is_not_overwritten(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    message = answered(shared(amal, bo))
    second = changed(message)
    with pytest.raises(ReplacedMeanwhile) as meanwhile:
        changed(message, FEEDBACK)
    assert meanwhile.value.present == second
    third = changed(second, Feedback("In the call at ten.", "You let him speak for a minute.", "x"))
    with pytest.raises(ReplacedMeanwhile) as meanwhile:
        changed(message, FEEDBACK)
    assert meanwhile.value.present == third
    page = client_of(bo).post(f"/feedback/words/{message.pk}/", ANSWER | {"impact": "mine"}).content.decode()
    assert "You changed this in another window meanwhile." in page
    assert "You let him speak for a minute." in page
    assert "mine" in page
    assert f'action="/feedback/words/{third.pk}/"' in page
    assert Message.objects.count() == 3
    answer = client_of(bo).post(f"/feedback/words/{third.pk}/", ANSWER | {"impact": "mine"})
    assert answer.status_code == 303
    assert Message.objects.get(replaces=third).author == bo


def test_nobody_changes_the_words_of_others(
    amal: Membership, bo: Membership, mate: Membership, cleo: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    message = Message.objects.get(kind="feedback")
    for member in (amal, mate, cleo):
        with pytest.raises(Message.DoesNotExist):
            changed(message, by=member)
        url = f"/feedback/words/{message.pk}/"
        assert url not in client_of(member).get(f"/feedback/{thread.pk}/").content.decode()
        assert (client_of(member).get(url).status_code, client_of(member).post(url).status_code) == (404, 404)


def test_that_it_was_shown_is_nobodys_words(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    shown(seen(bo, amal), mate)
    message = Message.objects.get(kind="shown")
    with pytest.raises(Message.DoesNotExist):
        changed(message, Reply("x"))
    assert client_of(amal).get(f"/feedback/words/{message.pk}/").status_code == 404


def test_who_cannot_read_it_any_more_changes_nothing(
    amal: Membership, mate: Membership, ada: Membership, quay: Team, client_of: SignIn
) -> None:
    seen(mate, amal)
    message = Message.objects.get()
    moved(mate, quay, ada)
    with pytest.raises(Message.DoesNotExist):
        changed(message)
    assert client_of(mate).post(f"/feedback/words/{message.pk}/", ANSWER).status_code == 404


def test_what_nobody_would_read_is_refused_and_not_lost(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    answered(share)
    said = replied(share, amal)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    with pytest.raises(Refused, match="This is not shared any more"):
        changed(said, Reply("otherwise"))
    page = client_of(amal).post(f"/feedback/words/{said.pk}/", {"text": "otherwise"}).content.decode()
    assert "This is not shared any more" in page
    assert "otherwise" in page


def test_what_is_taken_away_while_she_sends_is_not_there(
    amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = answered(shared(amal, bo))

    def gone(**told: object) -> None:
        raise Message.DoesNotExist

    monkeypatch.setattr("coaching.views.responding.change_words", gone)
    assert client_of(bo).post(f"/feedback/words/{message.pk}/", ANSWER).status_code == 404


def test_an_ask_changes_whether_or_not_the_other_still_looks(amal: Membership, bo: Membership) -> None:
    asked(amal, bo)
    message = Message.objects.get()
    assert changed(message, Ask("How I say yes.")).replaces == message


# --- at once -----------------------------------------------------------------------------------------


@pytest.mark.untraced
@pytest.mark.parametrize("same_form", [True, False])
def test_of_ten_tabs_at_once_one_version_stands(
    transactional_db: None, harbour: Organisation, same_form: bool
) -> None:
    with organisation_scope(harbour):
        ada = new_member(harbour, "Ada", Roles(admin=True))
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
        amal, mate = (new_member(harbour, name, Roles(), pier) for name in ("Amal", "Mate"))
        message = seen(mate, amal).messages.get()
    key, made, others, failed = uuid4(), set[UUID](), list[Message](), list[BaseException]()
    ready = threading.Barrier(10)

    def click(number: int) -> None:
        words = BETTER if same_form else Feedback("x", "y", f"tab {number}")
        try:
            ready.wait()
            with organisation_scope(harbour):
                told = {"submission_key": key} if same_form else {}
                made.add(changed(message, words, by=mate, **told).pk)
        except ReplacedMeanwhile as meanwhile:
            others.append(meanwhile.present)
        except BaseException as error:  # told by the test's own thread
            failed.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click, args=(number,)) for number in range(10)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert failed == []
    assert len(made) == 1
    assert len(others) == (0 if same_form else 9)
    with organisation_scope(harbour):
        assert Message.objects.filter(replaces=message).count() == 1
