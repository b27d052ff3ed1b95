"""Feedback on something seen: to whom, once, checked before it is sent, and no typed word is lost."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.http import Http404

from coaching.feedback.actions.giving import answer_ask, give_on_seen
from coaching.feedback.drafted import SEEN_FORM
from coaching.feedback.queries import colleagues_for, feedback_of
from coaching.models import Message, Thread
from people.actions.accounts import create_user
from people.actions.organisations import Roles, create_personal_organisation, save_team
from people.drafts import read_draft
from people.models import Membership, Organisation, Team
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD, new_member
from tests.coaching.conftest import ANSWER, FEEDBACK, SignIn, answered, shared
from tests.coaching.feedback.conftest import asked, given, left, moved, seen

pytestmark = pytest.mark.usefixtures("scoped")
NEW = "/feedback/new/"


def code_of(giver: Membership, receiver: Membership) -> str:
    """What stands for her in the giver's form."""
    return next(each.code for each in colleagues_for(giver) if each.id == receiver.pk)


# --- to whom -----------------------------------------------------------------------------------------


def test_a_supervisor_gives_it_to_her_people_and_everybody_to_her_team(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, fay: Membership
) -> None:
    names = {member.user.name: [each.name for each in colleagues_for(member)] for member in (amal, bo, fay)}
    assert names == {"Amal": ["Mate"], "Bo": ["Amal", "Mate"], "Fay": ["Cleo"]}


def test_no_page_holds_their_ids(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    page = client_of(amal).get(NEW).content.decode()
    assert code_of(amal, mate) in page
    assert str(mate.pk) not in page
    assert code_of(amal, mate) != code_of(mate, amal)


def test_who_works_with_nobody_is_told_so(dee: Membership, client_of: SignIn) -> None:
    assert "At present there is nobody." in client_of(dee).get(NEW).content.decode()


@pytest.mark.parametrize("whom", ["herself", "a stranger", "who left", "nobody"])
def test_nobody_else_gets_any_and_nothing_is_lost(
    whom: str, amal: Membership, mate: Membership, cleo: Membership, ada: Membership, client_of: SignIn
) -> None:
    people = {"herself": amal, "a stranger": cleo, "who left": mate}
    code = code_of(amal, mate) if whom == "who left" else uuid4().hex[:16]
    left(mate, ada)
    receiver = people[whom].pk if whom in people else uuid4()
    with pytest.raises(Refused) as refused:
        give_on_seen(receiver=receiver, feedback=FEEDBACK, submission_key=uuid4(), by=amal, now=NOW)
    assert refused.value.field == "person"
    page = client_of(amal).post(NEW, ANSWER | {"person": code, "then": "send"}).content.decode()
    assert "Select a person from the list." in page or "At present there is nobody." in page
    assert not Thread.objects.exists()
    draft = read_draft(amal, SEEN_FORM)
    assert draft is not None
    assert draft.fields["impact"] == [ANSWER["impact"]]


def test_what_is_refused_stands_in_the_form(
    amal: Membership, mate: Membership, bo: Membership, client_of: SignIn
) -> None:
    sent = ANSWER | {"person": "not-a-code", "then": "send"}
    page = client_of(amal).post(NEW, sent).content.decode()
    assert "Somebody who left or changed teams is not in it." in page
    for words in ANSWER.values():
        assert words in page
    page = client_of(amal).post(NEW, ANSWER | {"person": "", "then": "send"}).content.decode()
    assert "Select for whom the feedback is." in page


def test_who_leaves_in_that_very_moment_gets_none(
    amal: Membership, mate: Membership, ada: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = colleagues_for(amal)
    monkeypatch.setattr("coaching.views.feedback.colleagues_for", lambda member: offered)
    left(mate, ada)
    sent = ANSWER | {"person": offered[0].code, "then": "send"}
    page = client_of(amal).post(NEW, sent).content.decode()
    assert "Select somebody of your team, or of a team you look after." in page
    assert ANSWER["impact"] in page


def test_a_person_alone_gives_none(harbour: Organisation) -> None:
    user = create_user(email="solo@home.example", name="Solo", password=PASSWORD, now=NOW)
    solo = create_personal_organisation(user=user, now=NOW)
    with organisation_scope(solo.organisation), pytest.raises(Http404):
        give_on_seen(receiver=solo.pk, feedback=FEEDBACK, submission_key=uuid4(), by=solo, now=NOW)


# --- checked, then sent ------------------------------------------------------------------------------


def test_it_is_checked_then_sent_then_read_by_both(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab, sent = client_of(amal), ANSWER | {"person": code_of(amal, mate), "submission_key": str(uuid4())}
    check = tab.post(NEW, sent).content.decode()
    assert "Check your feedback" in check
    assert "It goes to Mate." in check
    assert not Thread.objects.exists()
    answer = tab.post(NEW, sent | {"then": "send"})
    thread = Thread.objects.get()
    assert answer["Location"] == f"/feedback/{thread.pk}/"
    assert (thread.origin, thread.receiver_id, thread.giver_id) == ("seen", mate.pk, amal.pk)
    for member in (amal, mate):
        page = client_of(member).get(answer["Location"]).content.decode()
        for words in ANSWER.values():
            assert words in page
    assert read_draft(amal, SEEN_FORM) is None


def test_judging_words_get_a_hint_beside_the_field_and_bar_nothing(
    amal: Membership, mate: Membership, bo: Membership, client_of: SignIn
) -> None:
    judging = ANSWER | {"behaviour": "You are always rude, on purpose."}
    share = shared(amal, bo)
    on_share = f"/team/inbox/{share.pk}/answer/"
    for member, url, extra in ((amal, NEW, {"person": code_of(amal, mate)}), (bo, on_share, {})):
        tab = client_of(member)
        page = tab.post(url, judging | extra).content.decode()
        assert "“always”: how often did you see it?" in page
        assert "“rude”: this is about the person." in page
        assert "“on purpose”: this guesses at what somebody meant." in page
        assert page.index("“always”") < page.index("He grew quiet.")
        assert "“" not in tab.post(url, ANSWER | extra).content.decode()
        assert tab.post(url, judging | extra | {"then": "send"}).status_code == 303


def test_far_too_much_is_told_and_kept(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    tab, long = client_of(amal), "x" * 2001
    sent = ANSWER | {"person": code_of(amal, mate), "then": "send"}
    page = tab.post(NEW, sent | {"impact": long}).content.decode()
    assert "Shorten this to 2000 characters. It has 2001." in page
    assert long in tab.get(NEW).content.decode()
    assert tab.post(NEW, sent | {"impact": "x" * 10_000_000}).status_code == 400
    assert long in tab.get(NEW).content.decode()
    assert not Thread.objects.exists()


def test_the_same_form_again_is_the_same_message(amal: Membership, mate: Membership) -> None:
    key = uuid4()
    assert seen(amal, mate, key=key) == seen(amal, mate, key=key)
    assert seen(amal, mate) != seen(amal, mate, key=key)
    assert Message.objects.count() == 2


# --- what was asked for ------------------------------------------------------------------------------


def test_who_was_asked_answers_once(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread, key = asked(amal, bo), uuid4()
    message = given(thread, key=key)
    assert given(thread, key=key) == message
    with pytest.raises(Refused, match="You have answered this already"):
        given(thread)
    for member in (amal, mate):
        with pytest.raises(Thread.DoesNotExist):
            answer_ask(row=thread.pk, feedback=FEEDBACK, submission_key=uuid4(), by=member, now=NOW)
    with pytest.raises(Thread.DoesNotExist):
        answer_ask(row=seen(bo, amal).pk, feedback=FEEDBACK, submission_key=uuid4(), by=bo, now=NOW)
    thread.refresh_from_db()
    assert thread.asked_until is None


def test_the_answer_is_checked_and_sent(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, desk = asked(amal, bo), client_of(bo)
    url = f"/feedback/{thread.pk}/answer/"
    assert "Feedback for Amal" in desk.get(url).content.decode()
    assert "Check your feedback" in desk.post(url, ANSWER).content.decode()
    answer = desk.post(url, ANSWER | {"then": "send"})
    assert (answer.status_code, answer["Location"]) == (303, f"/feedback/{thread.pk}/")
    assert ANSWER["impact"] in client_of(amal).get(answer["Location"]).content.decode()
    assert desk.get(url).status_code == 303
    page = desk.post(url, ANSWER | {"then": "send", "impact": "a second thought"}).content.decode()
    assert "You have answered this already." in page
    assert "a second thought" in page
    assert client_of(amal).get(url).status_code == 404


def test_what_is_taken_back_while_she_sends_is_not_there(
    amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = asked(amal, bo)

    def gone(**told: object) -> None:
        raise Thread.DoesNotExist

    monkeypatch.setattr("coaching.views.feedback.answer_ask", gone)
    url = f"/feedback/{thread.pk}/answer/"
    assert client_of(bo).post(url, ANSWER | {"then": "send"}).status_code == 404


# --- her list ----------------------------------------------------------------------------------------


def test_her_list_holds_what_she_got_and_gave_and_nothing_of_others(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    answered(share)
    seen(bo, mate)
    seen(amal, mate)
    told = {
        member.user.name: sorted(row.words for row in feedback_of(member, 1, NOW).rows)
        for member in (amal, bo, mate)
    }
    assert told == {
        "Amal": ["Feedback for Mate", "Feedback from Bo"],
        "Bo": ["Feedback for Amal", "Feedback for Mate"],
        "Mate": ["Feedback from Amal", "Feedback from Bo"],
    }
    page = client_of(amal).get("/feedback/").content.decode()
    assert "Feedback for Mate" in page
    assert f"/feedback/{share.thread.pk}/" in page


def test_the_list_is_cut_into_pages(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    tab = client_of(amal)
    assert "No feedback yet." in tab.get("/feedback/").content.decode()
    for _each in range(21):
        seen(mate, amal)
    first, second = (tab.get(f"/feedback/?page={page}").content.decode() for page in (1, 2))
    assert (first.count("Feedback from Mate"), second.count("Feedback from Mate")) == (20, 1)
    assert "?page=2" in first
    assert "?page=1" in second
    assert tab.get("/feedback/?page=3")["Location"] == "/feedback/"


# --- who may read ------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", ["seen", "asked"])
def test_who_is_supervisor_no_more_reads_it_no_more(
    origin: str, amal: Membership, bo: Membership, ada: Membership, pier: Team, client_of: SignIn
) -> None:
    thread = seen(bo, amal) if origin == "seen" else asked(amal, bo)
    desk, url = client_of(bo), f"/feedback/{thread.pk}/"
    assert desk.get(url).status_code == 200
    save_team(team=pier, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert desk.get(url).status_code == 404
    assert url not in desk.get("/feedback/").content.decode()
    page = client_of(amal).get(url).content.decode()
    assert "Only you can read this now." in page
    assert 'name="text"' not in page


def test_who_changes_teams_reads_it_no_more_and_its_receiver_does(
    amal: Membership, mate: Membership, ada: Membership, quay: Team, client_of: SignIn
) -> None:
    thread = seen(mate, amal)
    tab, url = client_of(mate), f"/feedback/{thread.pk}/"
    assert tab.get(url).status_code == 200
    moved(mate, quay, ada)
    assert tab.get(url).status_code == 404
    assert client_of(amal).get(url).status_code == 200


def test_when_its_receiver_leaves_nobody_reads_it(
    amal: Membership, mate: Membership, bo: Membership, ada: Membership, client_of: SignIn
) -> None:
    urls = {member: f"/feedback/{seen(member, amal).pk}/" for member in (mate, bo)}
    left(amal, ada)
    for member, url in urls.items():
        assert client_of(member).get(url).status_code == 404


def test_nobody_else_reads_it(
    amal: Membership,
    mate: Membership,
    bo: Membership,
    cleo: Membership,
    fay: Membership,
    dee: Membership,
    ada: Membership,
    client_of: SignIn,
) -> None:
    """Not the supervisor either, where a colleague gave it."""
    url = f"/feedback/{seen(mate, amal).pk}/"
    for member in (bo, cleo, fay, dee, ada):
        assert client_of(member).get(url).status_code == 404


# --- at once -----------------------------------------------------------------------------------------


@pytest.mark.untraced
def test_twenty_clicks_at_once_are_one_message(transactional_db: None, harbour: Organisation) -> None:
    with organisation_scope(harbour):
        ada = new_member(harbour, "Ada", Roles(admin=True))
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
        amal, mate = (new_member(harbour, name, Roles(), pier) for name in ("Amal", "Mate"))
    key, threads, failed = uuid4(), set[Any](), list[BaseException]()
    ready = threading.Barrier(20)

    def click() -> None:
        try:
            ready.wait()
            with organisation_scope(harbour):
                threads.add(seen(amal, mate, key=key).pk)
        except BaseException as error:  # told by the test's own thread
            failed.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _number in range(20)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert failed == []
    with organisation_scope(harbour):
        assert (len(threads), Thread.objects.count(), Message.objects.count()) == (1, 1, 1)
    assert connection.is_usable()
