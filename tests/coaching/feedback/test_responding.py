"""What a receiver does with feedback: thanks, what she sees otherwise, a second reader, a plan."""

from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest

from coaching.actions.sharing import reply_form, stop_sharing
from coaching.feedback.actions.responding import disagree, stop_showing, thank
from coaching.feedback.drafted import disagree_form, thank_form
from coaching.feedback.queries import people_around
from coaching.models import Message, Share, Thread
from journal.documents import MomentDocument
from journal.plans.actions import PLAN_FORM
from people.actions.organisations import save_team
from people.drafts import keep_draft, read_draft
from people.models import Membership, Team
from people.refusals import Refused
from tests.cast import NOW
from tests.coaching.conftest import SignIn, answered, moment_of, replied, shared
from tests.coaching.feedback.conftest import asked, left, moved, seen, shown

pytestmark = pytest.mark.usefixtures("scoped")


def thanked(thread: Thread, text: str = "", by: Membership | None = None, **told: Any) -> Message:
    sent: dict[str, Any] = {"submission_key": uuid4(), "now": NOW} | told
    return thank(row=thread.pk, text=text, by=by or thread.receiver, **sent)


def disagreed(thread: Thread, by: Membership | None = None, **told: Any) -> Message:
    told = {"text": "I see it otherwise.", "second": None, "submission_key": uuid4(), "now": NOW} | told
    return disagree(row=thread.pk, by=by or thread.receiver, **told)


# --- thanks ------------------------------------------------------------------------------------------


def test_one_press_thanks_and_both_see_it(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, tab = seen(bo, amal), client_of(amal)
    url = f"/feedback/{thread.pk}/"
    assert "Thank Bo" in tab.get(url).content.decode()
    for _press in range(2):
        assert tab.post(f"{url}thank/")["Location"] == url
    assert Message.objects.filter(kind="thanks").count() == 1
    for member in (amal, bo):
        assert '<span class="tag">Thanks</span>' in client_of(member).get(url).content.decode()
    assert "Thank Bo" not in tab.get(url).content.decode()


def test_thanks_with_words_stand_once(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, tab, key = seen(bo, amal), client_of(amal), uuid4()
    url = f"/feedback/{thread.pk}/thank/"
    assert "A few words (optional)" in tab.get(url).content.decode()
    keep_draft(membership=amal, form=thank_form(thread.pk), fields={"text": ["half"]}, now=NOW)
    first = thanked(thread, "That helped.", submission_key=key)
    assert read_draft(amal, thank_form(thread.pk)) is None
    assert thanked(thread, "That helped.", submission_key=key) == first
    assert thanked(thread) == first
    page = tab.post(url, {"text": "more words"}).content.decode()
    assert "You have given thanks for this already." in page
    assert "more words" in page
    assert "That helped." in client_of(bo).get(f"/feedback/{thread.pk}/").content.decode()


def test_only_its_receiver_thanks_and_disagrees(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    for member in (bo, mate):
        for act in (thanked, disagreed):
            with pytest.raises(Thread.DoesNotExist):
                act(thread, by=member)
        with pytest.raises(Thread.DoesNotExist):
            stop_showing(row=thread.pk, by=member, now=NOW)
        for path in ("thank", "disagree"):
            assert client_of(member).get(f"/feedback/{thread.pk}/{path}/").status_code == 404
        assert client_of(member).post(f"/feedback/{thread.pk}/unshow/").status_code == 404


def test_before_there_is_feedback_there_is_nothing_to_thank_for(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    thread = asked(amal, bo)
    for act in (thanked, disagreed):
        with pytest.raises(Refused, match="There is no feedback here yet."):
            act(thread)
    assert client_of(amal).post(f"/feedback/{thread.pk}/unshow/").status_code == 404


@pytest.mark.parametrize("act", ["thank", "disagree", "reply"])
def test_where_nobody_would_read_it_nothing_is_sent_or_lost(
    act: str, amal: Membership, mate: Membership, ada: Membership, client_of: SignIn
) -> None:
    thread = seen(mate, amal)
    left(mate, ada)
    page = client_of(amal).post(f"/feedback/{thread.pk}/{act}/", {"text": "unheard"}).content.decode()
    assert "You do not work together any more, so nobody would read this. Nothing was sent." in page
    assert "unheard" in page
    assert Message.objects.count() == 1


# --- what she sees otherwise -------------------------------------------------------------------------


def test_she_says_what_she_sees_otherwise(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    thread, tab, key = seen(bo, amal), client_of(amal), uuid4()
    url = f"/feedback/{thread.pk}/disagree/"
    assert "Write what you see otherwise." in tab.post(url, {"text": ""}).content.decode()
    assert tab.post(url, {"text": "He had called before."}).status_code == 303
    page = client_of(bo).get(f"/feedback/{thread.pk}/").content.decode()
    assert "He had called before." in page
    assert '<span class="tag">Disagrees</span>' in page
    assert disagreed(thread, submission_key=key) == disagreed(thread, submission_key=key)
    assert disagreed(thread, submission_key=key, text="Otherwise.") != disagreed(thread, submission_key=key)
    assert Message.objects.filter(kind="disagree").count() == 3
    assert read_draft(amal, disagree_form(thread.pk)) is None


def test_a_second_person_of_her_choice_reads_it_and_replies(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread, tab = seen(bo, amal), client_of(amal)
    url = f"/feedback/{thread.pk}/"
    assert client_of(mate).get(url).status_code == 404
    people = people_around(amal, but=bo.pk)
    assert [each.name for each in people] == ["Mate"]
    sent = {"text": "Ask Mate.", "second": people[0].code}
    assert tab.post(f"{url}disagree/", sent).status_code == 303
    assert "Feedback from Bo for Amal" in client_of(mate).get(url).content.decode()
    assert "Feedback from Bo for Amal" in client_of(mate).get("/feedback/").content.decode()
    for member in (amal, bo, mate):
        page = client_of(member).get(url).content.decode()
        assert "Showed this to somebody" in page
        assert '<p class="note">Mate</p>' in page
        assert "Ask Mate." in page
    assert "Bo and Mate can read this." in unquote(tab.get(url).content.decode())
    assert client_of(mate).post(f"{url}reply/", {"text": "I was there."})["Location"] == url
    assert "I was there." in client_of(bo).get(url).content.decode()


def test_of_a_share_the_second_reads_what_was_said_and_nothing_shared(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo, question="What now?")
    answered(share)
    shown(share.thread, mate)
    tab = client_of(mate)
    page = tab.get(f"/feedback/{share.thread.pk}/").content.decode()
    assert "You let him finish." in page
    assert "annoyed" not in page
    assert "What now?" not in page
    assert f"/sharing/{share.pk}/" not in page
    for path in (f"/sharing/{share.pk}/", f"/team/inbox/{share.pk}/"):
        assert tab.get(path).status_code in {403, 404}
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert tab.get(f"/feedback/{share.thread.pk}/").status_code == 200
    assert replied(share, mate, "I was there.").author == mate
    assert client_of(bo).get(f"/feedback/{share.thread.pk}/").status_code == 404


def test_taken_back_the_second_reads_it_no_more(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    tab, url = client_of(mate), f"/feedback/{thread.pk}/"
    keep_draft(membership=mate, form=reply_form(thread.pk), fields={"text": ["half"]}, now=NOW)
    assert tab.get(url).status_code == 200
    for _click in range(2):
        assert client_of(amal).post(f"{url}unshow/")["Location"] == url
    for path in ("", "reply/"):
        assert tab.get(url + path).status_code == 404
    assert tab.post(f"{url}reply/", {"text": "x"}).status_code == 404
    assert url not in tab.get("/feedback/").content.decode()
    assert read_draft(mate, reply_form(thread.pk)) is None
    assert Message.objects.filter(kind="unshown").count() == 1
    assert "Stopped showing this to somebody" in client_of(bo).get(url).content.decode()


def test_a_second_who_changes_teams_reads_it_no_more(
    amal: Membership, bo: Membership, mate: Membership, ada: Membership, quay: Team, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    moved(mate, quay, ada)
    assert client_of(mate).get(f"/feedback/{thread.pk}/").status_code == 404
    page = client_of(amal).get(f"/feedback/{thread.pk}/").content.decode()
    assert "You and Bo can read this." in page


def test_a_supervisor_can_be_the_second(
    amal: Membership, mate: Membership, bo: Membership, ada: Membership, pier: Team, client_of: SignIn
) -> None:
    thread = seen(mate, amal)
    shown(thread, bo)
    assert client_of(bo).get(f"/feedback/{thread.pk}/").status_code == 200
    save_team(team=pier, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert client_of(bo).get(f"/feedback/{thread.pk}/").status_code == 404


def test_the_second_is_a_third_who_works_with_her(
    amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    for person in (amal, bo, cleo):
        with pytest.raises(Refused, match="Select somebody of your team, or who looks after it."):
            disagreed(thread, second=person.pk)
    assert not Message.objects.filter(kind="disagree").exists()
    sent = {"text": "otherwise", "second": "no-code"}
    assert Message.objects.count() == 1
    page = client_of(amal).post(f"/feedback/{thread.pk}/disagree/", sent).content.decode()
    assert "Somebody who left or changed teams is not in it." in page
    assert ">\notherwise</textarea>" in page


def test_one_second_at_a_time(
    amal: Membership, bo: Membership, mate: Membership, pier: Team, client_of: SignIn
) -> None:
    thread = seen(mate, amal)
    shown(thread, bo)
    assert shown(thread, bo, "Once more.").kind == "disagree"
    assert Message.objects.filter(kind="shown").count() == 1
    with pytest.raises(Refused, match="Somebody else can read this already."):
        disagreed(thread, second=uuid4())
    page = client_of(amal).get(f"/feedback/{thread.pk}/disagree/").content.decode()
    assert "Show the thread to somebody else" not in page
    page = client_of(amal).post(f"/feedback/{thread.pk}/disagree/", {"text": ""}).content.decode()
    assert "You, Mate and Bo can read this once it is sent." in page


def test_every_form_for_words_names_all_who_read_them(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    thread = answered(share).thread
    url, once_sent = f"/feedback/{thread.pk}/", "can read this once it is sent."
    beside = {amal: f"/sharing/{share.pk}/", bo: f"/team/inbox/{share.pk}/"}
    for person, other in ((amal, "Bo"), (bo, "Amal")):
        for page in (beside[person], url, f"{url}reply/"):
            assert f"You and {other} {once_sent}" in client_of(person).get(page).content.decode()
    offered = client_of(amal).get(f"{url}disagree/").content.decode()
    assert f"You and Bo {once_sent} Whom you choose can read it, too." in offered
    words = shown(thread, mate)
    for person, others in ((amal, "Bo and Mate"), (bo, "Amal and Mate"), (mate, "Amal and Bo")):
        for page in (beside.get(person, url), url, f"{url}reply/"):
            assert f"You, {others} {once_sent}" in client_of(person).get(page).content.decode()
    changing = client_of(amal).get(f"/feedback/words/{words.pk}/").content.decode()
    assert f"You, Bo and Mate {once_sent}" in changing
    stop_sharing(row=share.pk, by=amal, now=NOW)
    for page in (f"{url}disagree/", f"{url}reply/"):
        assert f"You and Mate {once_sent}" in client_of(amal).get(page).content.decode()
    stop_showing(row=thread.pk, by=amal, now=NOW)
    assert "Nobody but you would read this now." in client_of(amal).get(f"{url}reply/").content.decode()
    assert "Nobody but you would read this now." in client_of(amal).get(f"{url}thank/").content.decode()
    offered = client_of(amal).get(f"{url}disagree/").content.decode()
    assert f"You and whom you choose {once_sent}" in offered


def test_she_can_turn_to_a_second_where_the_giver_reads_no_more(
    amal: Membership, bo: Membership, mate: Membership, ada: Membership, client_of: SignIn
) -> None:
    thread = seen(mate, amal)
    left(mate, ada)
    with pytest.raises(Refused, match="nobody would read this"):
        disagreed(thread)
    assert disagreed(thread, second=bo.pk).kind == "disagree"
    assert client_of(bo).get(f"/feedback/{thread.pk}/").status_code == 200


# --- a plan ------------------------------------------------------------------------------------------


def plan_link(share: Share, client_of: SignIn) -> str:
    page = client_of(share.owner).get(f"/feedback/{share.thread.pk}/").content.decode()
    return page.split("Make a plan from it")[0].rpartition('href="')[2].split('"')[0]


def test_a_plan_begins_with_the_trigger_that_was_shown_and_no_word_stands_in_its_address(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo, moment=moment_of(amal, MomentDocument(("annoyed",), ("B.impossible",), 3, "")))
    answered(share)
    link = plan_link(share, client_of)
    assert link.startswith("/plans/new/?of=")
    assert "impossible" not in unquote(link)
    page = client_of(amal).get(link).content.decode()
    assert '<option value="B.impossible" selected>' in page
    assert "Make a plan from it" not in client_of(bo).get(f"/feedback/{share.thread.pk}/").content.decode()


def test_what_she_had_begun_there_stays(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    answered(share)
    begun = {"trigger": ["C"], "own_words": ["count to ten"]}
    keep_draft(membership=amal, form=PLAN_FORM, fields=begun, now=NOW)
    page = client_of(amal).get(plan_link(share, client_of)).content.decode()
    assert '<option value="C" selected>' in page
    assert "count to ten" in page
    draft = read_draft(amal, PLAN_FORM)
    assert draft is not None
    assert draft.fields == begun


@pytest.mark.parametrize("case", ["seen", "ended", "no trigger"])
def test_where_no_trigger_is_shown_the_plan_is_an_empty_one(
    case: str, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo, parts=("feeling",) if case == "no trigger" else ("trigger",))
    answered(share)
    if case == "ended":
        stop_sharing(row=share.pk, by=amal, now=NOW)
    if case == "seen":
        share.thread = seen(bo, amal)
    assert plan_link(share, client_of) == "/plans/new/"
