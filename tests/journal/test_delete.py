"""Deleting, bringing back, undoing a save, and the end after seven days."""

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from journal.actions import (
    TooLateToUndo,
    change_moment,
    delete_moment,
    edit_form,
    purge_deleted,
    restore_moment,
    undo_saving,
)
from journal.models import DeletedMoment, EarlierVersion, Moment
from journal.sealing import open_moment
from journal.tasks import purge
from people.drafts import keep_draft, read_draft
from people.keys import open_key
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn, Spoil

pytestmark = pytest.mark.usefixtures("scoped")
WEEK = dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)
WHOLE = {"feeling": "angry", "trigger": "A", "strength": "4", "note": ""}


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def changed(by: Membership, moment: Moment) -> None:
    document = open_moment(open_key(by), moment)
    other = replace(document, note="other")
    change_moment(by=by, row=moment.pk, version=1, document=other, felt_at=moment.felt_at, now=NOW)


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


# --- the actions -----------------------------------------------------------------------------------


def test_it_comes_back_as_it_was(amal: Membership, save: Save) -> None:
    moment = save(amal, note="whole", hours_ago=3)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    assert not Moment.objects.exists()
    back = restore_moment(by=amal, row=moment.pk, now=NOW + WEEK)
    assert not DeletedMoment.objects.exists()
    again = Moment.objects.get()
    for field in ("pk", "membership_id", "felt_at", "local_day", "version", "submission_key"):
        assert getattr(again, field) == getattr(back, field) == getattr(moment, field)
    assert open_moment(open_key(amal), again).note == "whole"
    assert again.changed_at == NOW + WEEK  # so that what was counted of its days is counted anew


def test_after_seven_days_it_is_gone_with_all_that_it_held(amal: Membership, save: Save) -> None:
    moment, other = save(amal, key=uuid4()), save(amal, key=uuid4())
    for each in (moment, other):
        changed(amal, each)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    for each in (moment, other):  # in windows that stood open
        keep_draft(membership=amal, form=edit_form(each.pk), fields={"note": ["half"]}, now=NOW)
    assert purge_deleted(now=NOW + WEEK) == 0
    assert read_draft(amal, edit_form(moment.pk))
    assert purge_deleted(now=NOW + WEEK + SECOND) == 1
    assert not read_draft(amal, edit_form(moment.pk))
    assert read_draft(amal, edit_form(other.pk))
    assert not DeletedMoment.objects.exists()
    assert [each.moment for each in EarlierVersion.objects.all()] == [other.pk]
    with pytest.raises(DeletedMoment.DoesNotExist):
        restore_moment(by=amal, row=moment.pk, now=NOW + WEEK + SECOND)


def test_one_that_waits_for_the_night_can_no_longer_come_back(amal: Membership, save: Save) -> None:
    moment = save(amal)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    with pytest.raises(DeletedMoment.DoesNotExist):
        restore_moment(by=amal, row=moment.pk, now=NOW + WEEK + SECOND)


def test_every_night_ends_it_in_every_organisation(amal: Membership, eve: Membership, save: Save) -> None:
    for owner in (amal, eve):
        moment = save(owner)
        with organisation_scope(owner.organisation):
            delete_moment(by=owner, row=moment.pk, now=NOW)
    with time_machine.travel(NOW + WEEK + SECOND):
        purge.call_local()
    for owner in (amal, eve):
        with organisation_scope(owner.organisation):
            assert not DeletedMoment.objects.exists()


def test_its_draft_goes_along(amal: Membership, save: Save) -> None:
    moment = save(amal)
    keep_draft(membership=amal, form=edit_form(moment.pk), fields={"note": ["half"]}, now=NOW)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    assert read_draft(amal, edit_form(moment.pk)) is None


def test_a_form_that_was_sent_again_meanwhile_keeps_its_own_moment(amal: Membership, save: Save) -> None:
    key = UUID(int=7)
    first = save(amal, key=key, note="first")
    delete_moment(by=amal, row=first.pk, now=NOW)
    second = save(amal, key=key, note="second")
    restore_moment(by=amal, row=first.pk, now=NOW)
    assert {each.pk for each in Moment.objects.all()} == {first.pk, second.pk}


def test_nobody_deletes_or_brings_back_anothers(amal: Membership, cleo: Membership, save: Save) -> None:
    moment = save(amal)
    for act in (delete_moment, undo_saving):
        with pytest.raises(Moment.DoesNotExist):
            act(by=cleo, row=moment.pk, now=NOW)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    with pytest.raises(DeletedMoment.DoesNotExist):
        restore_moment(by=cleo, row=moment.pk, now=NOW)
    assert DeletedMoment.objects.count() == 1


def test_saving_is_undone_for_ten_minutes(amal: Membership, save: Save) -> None:
    moment = save(amal)
    with pytest.raises(TooLateToUndo):
        undo_saving(by=amal, row=moment.pk, now=NOW + dt.timedelta(minutes=10) + SECOND)
    undo_saving(by=amal, row=moment.pk, now=NOW + dt.timedelta(minutes=10))
    assert not Moment.objects.exists()


def test_a_moment_that_was_changed_is_no_fresh_save(amal: Membership, save: Save) -> None:
    moment = save(amal)
    changed(amal, moment)
    with pytest.raises(TooLateToUndo):
        undo_saving(by=amal, row=moment.pk, now=NOW)


# --- the pages -------------------------------------------------------------------------------------


def test_after_saving_there_is_a_way_back_and_a_way_on(tab: Client) -> None:
    page = page_of(tab.post("/now/", WHOLE, follow=True))
    row = Moment.objects.get().pk
    assert "Saved 10:30" in page
    assert f'action="/moments/{row}/undo/"' in page
    assert f'href="/moments/{row}/edit/"' in page
    response = tab.post(f"/moments/{row}/undo/", follow=True)
    assert "Deleted. For 7 days you can bring it back." in page_of(response)
    assert f'action="/moments/{row}/restore/"' in page_of(response)
    response = tab.post(f"/moments/{row}/restore/", follow=True)
    assert "The moment is back." in page_of(response)
    assert Moment.objects.get().pk == row


@pytest.mark.parametrize("strength", ["1", "2"])
def test_after_a_weak_moment_no_more_words_are_asked_for(tab: Client, strength: str) -> None:
    page = page_of(tab.post("/now/", WHOLE | {"strength": strength}, follow=True))
    assert "Undo" in page
    assert "Add more" not in page


def test_too_late_an_undo_leads_to_the_question(tab: Client, amal: Membership, save: Save) -> None:
    moment = save(amal, hours_ago=1)
    response = tab.post(f"/moments/{moment.pk}/undo/")
    assert (response.status_code, response["Location"]) == (303, f"/moments/{moment.pk}/delete/")
    assert [str(each) for each in get_messages(response.wsgi_request)] == [
        "Saving can be undone for 10 minutes. You can still delete the moment."
    ]
    assert Moment.objects.exists()


@pytest.mark.parametrize("press", ["undo", "delete"])
def test_a_second_press_says_the_same_as_the_first(
    press: str, tab: Client, amal: Membership, save: Save
) -> None:
    moment = save(amal)
    for _times in range(2):
        page = tab.post(f"/moments/{moment.pk}/{press}/", follow=True)
        assert page.status_code == 200
        assert "Deleted. For 7 days you can bring it back." in page.content.decode()
        assert f"/moments/{moment.pk}/restore/" in page.content.decode()
    assert (Moment.objects.count(), DeletedMoment.objects.count()) == (0, 1)


def test_deleting_asks_once_and_takes_it_out_of_every_page(tab: Client, amal: Membership, save: Save) -> None:
    moment = save(amal, note="better gone")
    assert "For 7 days you can bring it back" in page_of(tab.get(f"/moments/{moment.pk}/delete/"))
    assert Moment.objects.exists()
    assert tab.post(f"/moments/{moment.pk}/delete/")["Location"] == "/moments/"
    for address in ("/today/", "/moments/", "/patterns/"):
        assert "better gone" not in page_of(tab.get(address))
    for address in ("", "edit/", "delete/"):
        assert tab.get(f"/moments/{moment.pk}/{address}").status_code == 404


def test_what_was_deleted_is_listed_with_its_last_day(
    tab: Client, amal: Membership, save: Save, spoil: Spoil
) -> None:
    moment, broken = save(amal, feelings=["proud"]), save(amal)
    spoil(broken)
    for each in (moment, broken):
        delete_moment(by=amal, row=each.pk, now=NOW)
    page = page_of(tab.get("/moments/deleted/"))
    assert "<span>proud</span>" in page
    assert "This moment could not be opened" in page
    assert page.count("until 28 November") == 2
    assert set(re.findall(r'action="/moments/([^/]*)/restore/"', page)) == {str(moment.pk), str(broken.pk)}


def test_without_any_the_page_says_so(tab: Client) -> None:
    assert "What you delete stands here for 7 days." in page_of(tab.get("/moments/deleted/"))


def test_bringing_back_twice_shows_it(tab: Client, amal: Membership, save: Save) -> None:
    moment = save(amal)
    delete_moment(by=amal, row=moment.pk, now=NOW)
    for _twice in range(2):
        assert tab.post(f"/moments/{moment.pk}/restore/")["Location"] == f"/moments/{moment.pk}/"
    assert tab.post(f"/moments/{uuid4()}/restore/").status_code == 404
