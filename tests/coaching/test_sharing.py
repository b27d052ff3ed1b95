"""A moment is shared: chosen, checked, shared once; then her receipt, and the way to take it back."""

import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from coaching.actions.sharing import ChangedSince, Chosen, NotThere, share_form, share_thing, stop_sharing
from coaching.actions.thread import open_share
from coaching.models import Share
from coaching.queries.sharing import PAGE, find_own, people_for
from coaching.sealing import open_snapshot
from coaching.snapshots.moment import USUAL_PARTS, MomentSnapshot
from journal.actions import change_moment
from journal.documents import MomentDocument
from journal.models import Moment
from people.actions.organisations import Roles, create_personal_organisation, save_team
from people.drafts import keep_draft, read_draft
from people.models import AuditRecord, DataKey, Membership, Organisation, Team
from people.refusals import Refused
from people.scope import organisation_scope
from people.sealing import SealBroken
from tests.cast import NOW, new_member
from tests.coaching.conftest import SignIn, answered, later, moment_of, replied, shared

pytestmark = pytest.mark.usefixtures("scoped")


def chosen(amal: Membership, **changed: Any) -> dict[str, Any]:
    """What her form sends."""
    usual = {"reader": people_for(amal)[0].code, "parts": list(USUAL_PARTS), "question": "", "days": "30"}
    return usual | {"submission_key": str(uuid4()), "version": "1"} | changed


def page_of(tab: Client, moment: Moment, **sent: Any) -> str:
    """The page of sharing it: as it opens, or what the form was answered with."""
    url = reverse("coaching:share-new", args=[moment.pk])
    answer = tab.post(url, sent) if sent else tab.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


# --- the form ----------------------------------------------------------------------------------------


def test_the_moments_page_leads_there(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    moment = moment_of(amal)
    page = client_of(amal).get(f"/moments/{moment.pk}/").content.decode()
    assert f'href="/sharing/new/{moment.pk}/"' in page


def test_who_is_alone_meets_nothing_of_it(amal: Membership, client_of: SignIn) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    tab = client_of(alone)
    session = tab.session
    session["membership"] = str(alone.pk)
    session.save()
    with organisation_scope(alone.organisation):
        Membership.objects.filter(pk=alone.pk).update(notice_read=1)
        moment = moment_of(alone)
    page = tab.get(f"/moments/{moment.pk}/").content.decode()
    assert "Only you can read this." in page
    assert "/sharing/" not in page
    assert tab.get(f"/sharing/new/{moment.pk}/").status_code == 404
    assert tab.get("/sharing/").status_code == 404
    assert tab.get("/team/").status_code == 404


def test_it_opens_with_all_but_her_own_words_ticked(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    page = page_of(client_of(amal), moment_of(amal, note="hers"))
    ticked = {
        value for value, rest in re.findall(r'name="parts" value="(\w+)"([^>]*)>', page) if "checked" in rest
    }
    assert ticked == {"feeling", "trigger", "strength"}
    assert 'value="note"' in page
    assert re.search(r'name="days" value="30"[^>]* checked', page)
    assert re.search(r'name="reader" value="\w+"[^>]* checked', page)  # there is only one


def test_without_a_note_none_is_offered(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    assert 'value="note"' not in page_of(client_of(amal), moment_of(amal))


def test_without_a_supervisor_it_says_so(cleo: Membership, client_of: SignIn) -> None:
    page = page_of(client_of(cleo), moment_of(cleo))
    assert "At present nobody supervises it." in page
    assert 'name="parts"' not in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reader": ""}, "Select with whom you want to share this."),
        ({"reader": "somebody"}, "Select with whom you want to share this."),
        ({"parts": []}, "Select what you want to show."),
        ({"parts": ["thought"]}, "Select from what there is to share."),
        ({"parts": ["note"]}, "Select from what there is to share."),
        ({"days": "365"}, "Select how long it is shared."),
        ({"question": "a\x00"}, "Character 2 (U+0000) cannot be stored."),
        ({"question": "x" * 501}, "Shorten this to 500 characters. It has 501."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    amal: Membership, bo: Membership, client_of: SignIn, changed: dict[str, Any], sentence: str
) -> None:
    sent = chosen(amal, question="my question", then="send") | changed
    page = page_of(client_of(amal), moment_of(amal), **sent)
    assert sentence in page
    assert "my question" in page or "question" in changed
    assert not Share.objects.exists()


def test_a_moment_of_somebody_else_is_not_there(
    amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    moment = moment_of(amal)
    for member in (bo, cleo):
        assert client_of(member).get(f"/sharing/new/{moment.pk}/").status_code == 404
        assert client_of(member).post(f"/sharing/new/{moment.pk}/", chosen(amal)).status_code == 404


# --- the check ---------------------------------------------------------------------------------------


def test_the_check_shows_it_and_says_how_it_may_be_used(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    page = page_of(client_of(amal), moment_of(amal), **chosen(amal, question="What now?"))
    assert "What Bo will see" in page
    assert "What now?" in page
    assert "Your company has recorded no agreement about how shared items may be used." in page
    assert not Share.objects.exists()


def test_the_check_points_to_addresses_and_numbers_and_holds_nothing_up(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab, moment = client_of(amal), moment_of(amal, note="Call 0171 1234567.")
    hint = "There seems to be a phone number in what you wrote."
    assert hint not in page_of(tab, moment, **chosen(amal))
    assert hint in page_of(tab, moment, **chosen(amal, parts=["note"]))
    assert "an e-mail address" in page_of(tab, moment, **chosen(amal, question="x@y.example"))
    sent = chosen(amal, parts=["note"], then="send")
    assert tab.post(f"/sharing/new/{moment.pk}/", sent).status_code == 303


def test_one_can_go_back_to_change_it(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    page = page_of(client_of(amal), moment_of(amal), **chosen(amal, question="my question", then="change"))
    assert "<h1>Share this moment</h1>" in page
    assert "my question" in page


def test_what_was_typed_waits_until_it_is_shared(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    tab, moment = client_of(amal), moment_of(amal, note="x")
    page_of(tab, moment, **chosen(amal, question="half a question", parts=["note", "strength"], days="7"))
    page = page_of(tab, moment)
    assert "half a question" in page
    assert "We kept what you wrote" in page
    ticked = re.findall(r'name="parts" value="(\w+)"[^>]* checked', page)
    assert ticked == ["strength", "note"]
    assert tab.post(f"/sharing/new/{moment.pk}/", chosen(amal, then="send")).status_code == 303
    assert read_draft(amal, share_form("moment", moment.pk)) is None


def test_it_waits_for_her_when_the_session_has_died(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab, moment = client_of(amal), moment_of(amal)
    page = page_of(tab, moment, **chosen(amal, question="said before lunch"))
    token = re.findall(r'name="draft_token" value="([^"]+)"', page)[0]
    tab.logout()
    sent = chosen(amal, question="said after lunch", then="send", draft_token=token)
    assert tab.post(f"/sharing/new/{moment.pk}/", sent).status_code == 302
    assert "said after lunch" in page_of(client_of(amal), moment)


def test_a_moment_that_was_changed_meanwhile_is_checked_again(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab, moment = client_of(amal), moment_of(amal)
    other = MomentDocument(("calm",), ("A",), 1)
    change_moment(by=amal, row=moment.pk, version=1, document=other, felt_at=NOW, now=NOW)
    page = page_of(tab, moment, **chosen(amal, then="send"))
    assert "You changed the moment after you had checked this." in page
    assert "calm" in page
    assert not Share.objects.exists()
    assert tab.post(f"/sharing/new/{moment.pk}/", chosen(amal, then="send", version="2")).status_code == 303


# --- the act -----------------------------------------------------------------------------------------


def test_sharing_leads_to_its_receipt(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    tab = client_of(amal)
    answer = tab.post(f"/sharing/new/{moment_of(amal).pk}/", chosen(amal, then="send"))
    share = Share.objects.get()
    assert answer["Location"] == f"/sharing/{share.pk}/"
    page = tab.get(answer["Location"]).content.decode()
    assert "Bo can read this now." in page
    assert (share.reader, share.expires_at) == (bo, later(days=30))


def test_a_second_click_shares_nothing_more(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    tab, moment, sent = client_of(amal), moment_of(amal), chosen(amal, then="send")
    places = {tab.post(f"/sharing/new/{moment.pk}/", sent)["Location"] for _click in range(2)}
    assert len(places) == 1
    assert Share.objects.count() == 1


def test_what_she_changes_after_going_back_is_another_share(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab, moment, sent = client_of(amal), moment_of(amal), chosen(amal)
    tab.post(f"/sharing/new/{moment.pk}/", sent | {"then": "send"})
    again = sent | {"question": "And this?"}
    for _click in range(2):
        tab.post(f"/sharing/new/{moment.pk}/", again | {"then": "send"})
    assert Share.objects.count() == 2


def key_on(page: str) -> str:
    (key,) = re.findall(r'name="submission_key" value="([^"]+)"', page)
    return str(key)


def test_what_was_shared_already_is_checked_under_a_new_key(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    tab, moment, sent = client_of(amal), moment_of(amal), chosen(amal)
    assert key_on(page_of(tab, moment, **sent)) == sent["submission_key"]
    tab.post(f"/sharing/new/{moment.pk}/", sent | {"then": "send"})
    assert key_on(page_of(tab, moment, **sent)) != sent["submission_key"]


def test_two_tabs_of_one_form_share_with_two_people(
    harbour: Organisation, amal: Membership, bo: Membership, ada: Membership, pier: Team, client_of: SignIn
) -> None:
    """Both were opened from one draft, and so under one key."""
    fay = new_member(harbour, "Fay", Roles(agent=False, supervisor=True))
    save_team(team=pier, name="Pier", parent=None, supervisors=[bo, fay], by=ada, now=NOW)
    tab, moment, sent = client_of(amal), moment_of(amal), chosen(amal, then="send")
    told = []
    for person in people_for(amal):
        answer = tab.post(f"/sharing/new/{moment.pk}/", sent | {"reader": person.code}, follow=True)
        told.append(f"{person.name} can read this now." in answer.content.decode())
    assert told == [True, True]
    assert {share.reader_id for share in Share.objects.all()} == {bo.pk, fay.pk}


def test_what_has_ended_is_not_said_to_be_shared(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    """Back to the page that shared it, and once more Share."""
    tab, moment, sent = client_of(amal), moment_of(amal), chosen(amal, question="my question", then="send")
    tab.post(f"/sharing/new/{moment.pk}/", sent)
    stop_sharing(row=Share.objects.get().pk, by=amal, now=NOW)
    page = page_of(tab, moment, **sent)
    assert "You shared this before, and that has ended." in page
    assert "my question" in page
    assert Share.objects.count() == 1
    key = key_on(page_of(tab, moment, **(sent | {"then": ""})))
    assert tab.post(f"/sharing/new/{moment.pk}/", sent | {"submission_key": key}).status_code == 303
    assert Share.objects.count() == 2


def test_later_changes_of_the_moment_do_not_flow(amal: Membership, bo: Membership) -> None:
    moment = moment_of(amal)
    share = shared(amal, bo, moment=moment)
    other = MomentDocument(("calm",), ("B",), 1, "more")
    change_moment(by=amal, row=moment.pk, version=1, document=other, felt_at=NOW, now=NOW)
    found = find_own(amal, share.pk)
    assert found is not None
    snapshot = open_snapshot(found)
    assert isinstance(snapshot, MomentSnapshot)
    assert snapshot.feelings == ("annoyed",)


def test_whether_she_shares_is_in_no_audit(amal: Membership, bo: Membership) -> None:
    stop_sharing(row=shared(amal, bo).pk, by=amal, now=NOW)
    assert not AuditRecord.objects.filter(act__startswith="share").exists()


def test_only_with_whom_looks_after_her_team(amal: Membership, bo: Membership, cleo: Membership) -> None:
    for other in (cleo, amal):
        with pytest.raises(Refused, match="Select a person who looks after your team"):
            shared(amal, other)
    with pytest.raises(Refused, match="Select how long"):
        shared(amal, bo, days=365)


def test_a_supervisor_who_went_meanwhile_is_told_at_the_field(
    amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(owner: Membership) -> dict[UUID, str]:
        return {}

    monkeypatch.setattr("coaching.actions.sharing.supervisors_of", gone)
    page = page_of(client_of(amal), moment_of(amal), **chosen(amal, question="my question", then="send"))
    assert "Select a person who looks after your team." in page
    assert "my question" in page


def test_it_is_of_her_own_moment_in_the_version_she_saw(
    amal: Membership, bo: Membership, cleo: Membership
) -> None:
    theirs, hers = moment_of(cleo), moment_of(amal)
    what = Chosen(bo.pk, USUAL_PARTS, "", 30)
    told: dict[str, Any] = {"chosen": what, "submission_key": uuid4(), "by": amal, "now": NOW}
    told["kind"] = Share.Kind.MOMENT
    with pytest.raises(NotThere):
        share_thing(row=theirs.pk, version="1", **told)
    with pytest.raises(ChangedSince):
        share_thing(row=hers.pk, version="2", **told)


# --- her receipt and her list ------------------------------------------------------------------------


def test_the_list_is_empty_until_she_chooses(amal: Membership, client_of: SignIn) -> None:
    page = client_of(amal).get("/sharing/").content.decode()
    assert "You have shared nothing. Everything stays private unless you choose." in page


def test_the_list_tells_what_with_whom_and_whether_it_was_opened(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    shared(amal, bo)
    opened, ended = shared(amal, bo), shared(amal, bo)
    client_of(bo).get(f"/team/inbox/{opened.pk}/")
    answered(opened)
    stop_sharing(row=ended.pk, by=amal, now=NOW)
    page = client_of(amal).get("/sharing/").content.decode()
    assert page.count("with Bo") == 3
    assert page.count("since 21 November 2026") == 3
    assert page.count("not opened yet") == 1
    assert page.count("last opened 21 November 2026, 10:30") == 1
    assert page.count("ended") == 1
    assert page.count("answered") == 1


def test_the_list_has_pages(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    moment = moment_of(amal)
    for _number in range(PAGE + 1):
        shared(amal, bo, moment=moment)
    tab = client_of(amal)
    first, second = (tab.get(f"/sharing/?page={page}").content.decode() for page in (1, 2))
    assert (first.count("with Bo"), second.count("with Bo")) == (PAGE, 1)
    assert 'href="?page=2"' in first
    assert 'href="?page=1"' in second


def test_past_the_last_page_she_is_not_told_that_she_shares_nothing(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    shared(amal, bo)
    answer = client_of(amal).get("/sharing/?page=2")
    assert (answer.status_code, answer["Location"]) == (303, "/sharing/")


def test_the_list_of_nobody_else_holds_it(
    amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    for member in (bo, cleo):
        assert "You have shared nothing." in client_of(member).get("/sharing/").content.decode()
        assert client_of(member).get(f"/sharing/{share.pk}/").status_code == 404
        assert client_of(member).post(f"/sharing/{share.pk}/stop/").status_code == 404
    assert find_own(amal, share.pk) is not None


def test_one_that_does_not_open_is_told_and_the_list_stands(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    Share.objects.filter(pk=share.pk).update(sealed=b"\x01" + bytes(300))
    tab = client_of(amal)
    assert "This could not be opened" in tab.get("/sharing/").content.decode()
    assert tab.get(f"/sharing/{share.pk}/").status_code == 409
    assert client_of(bo).get(f"/team/inbox/{share.pk}/").status_code == 409
    assert not AuditRecord.objects.filter(act="share.read").exists()  # nothing was seen
    assert "Only you can read this." in tab.get(f"/moments/{share.source}/").content.decode()


def test_both_are_told_the_hour_at_which_it_ends(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    for member, url in ((amal, f"/sharing/{share.pk}/"), (bo, f"/team/inbox/{share.pk}/")):
        assert "21 December 2026, 10:30" in client_of(member).get(url).content.decode()


# --- taking it back ----------------------------------------------------------------------------------


def test_one_question_then_it_is_taken_back(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share, tab = shared(amal, bo), client_of(amal)
    assert "cannot be taken back" in tab.get(f"/sharing/{share.pk}/stop/").content.decode()
    assert tab.post(f"/sharing/{share.pk}/stop/").status_code == 303
    page = tab.get(f"/sharing/{share.pk}/").content.decode()
    assert "You stopped sharing it." in page
    assert tab.get(f"/sharing/{share.pk}/stop/").status_code == 303  # there is nothing left to ask
    assert "annoyed" not in page
    assert tab.post(f"/sharing/{share.pk}/stop/").status_code == 303  # a second press


def test_with_the_key_what_was_shared_is_gone_at_once(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    key = share.snapshot_key_id
    assert key is not None
    stopped = stop_sharing(row=share.pk, by=amal, now=NOW)
    again = stop_sharing(row=share.pk, by=amal, now=later(hours=1))
    assert (stopped.ended_at, again.ended_at) == (NOW, NOW)
    assert not DataKey.objects.filter(pk=key).exists()
    found = find_own(amal, share.pk)
    assert found is not None
    with pytest.raises(SealBroken):
        open_snapshot(found)


def test_she_keeps_what_was_said_to_her(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = shared(amal, bo)
    answered(share)
    replied(share, amal, "My thanks.")
    stop_sharing(row=share.pk, by=amal, now=NOW)
    page = client_of(amal).get(f"/sharing/{share.pk}/").content.decode()
    assert "You let him finish." in page
    assert "My thanks." in page
    assert 'name="text"' not in page


def test_what_the_other_had_begun_to_write_goes_with_it(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    form = f"coaching:answer:{share.pk}"
    keep_draft(membership=bo, form=form, fields={"impact": ["half"]}, now=NOW)
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert read_draft(bo, form) is None


def test_what_changed_after_it_was_checked_is_not_shared(amal: Membership, bo: Membership) -> None:
    moment, chosen_parts = moment_of(amal), Chosen(bo.pk, USUAL_PARTS, "", 30)
    with pytest.raises(ChangedSince):
        share_thing(
            kind=Share.Kind.MOMENT,
            row=moment.pk,
            version=str(moment.version + 1),
            chosen=chosen_parts,
            submission_key=uuid4(),
            by=amal,
            now=NOW,
        )
    assert not Share.objects.exists()


def test_neither_for_another_time_nor_with_another_person(
    amal: Membership, bo: Membership, cleo: Membership
) -> None:
    with pytest.raises(Refused, match="how long"):
        shared(amal, bo, days=9)
    with pytest.raises(Refused, match="looks after your team"):
        shared(amal, cleo)


def test_the_same_form_gives_the_same_share_until_that_has_ended(amal: Membership, bo: Membership) -> None:
    moment, key = moment_of(amal), uuid4()
    share = shared(amal, bo, moment=moment, key=key)
    assert shared(amal, bo, moment=moment, key=key) == share
    stop_sharing(row=share.pk, by=amal, now=NOW)
    with pytest.raises(Refused, match="that has ended"):
        shared(amal, bo, moment=moment, key=key)


def test_of_two_days_the_list_tells_the_last_opening(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    for day in (0, 2):
        open_share(row=share.pk, by=bo, now=later(days=day))
    assert "last opened 23 November 2026, 10:30" in client_of(amal).get("/sharing/").content.decode()
