"""Changing a moment: kept versions, two tabs, and what a form carries."""

import datetime as dt
import re
from dataclasses import replace
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.actions import ChangedElsewhere, change_moment, delete_moment, edit_form
from journal.documents import MomentDocument
from journal.models import EarlierVersion, Moment
from journal.sealing import open_moment
from journal.views import changing
from people.drafts import keep_draft, read_draft
from people.keys import open_key
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn

pytestmark = pytest.mark.usefixtures("scoped")
LATER = NOW + dt.timedelta(minutes=30)


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def opened(owner: Membership, moment: Moment) -> MomentDocument:
    return open_moment(open_key(owner), Moment.objects.get(pk=moment.pk))


def sent_by(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form as it was opened."""
    fields: dict[str, list[str]] = {}
    form = page[page.index('class="quick"') :]
    for tag in re.findall(r"<input [^>]*>", form[: form.index("</form>")]):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told["type"] not in ("radio", "checkbox") or " checked" in tag:
            fields.setdefault(told["name"], []).append(told.get("value", ""))
    for name, text in re.findall(r'<textarea name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.S):
        fields[name] = [text]
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        fields[name] = re.findall(r'value="([^"]*)" selected', options) or [""]
    return fields


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


# --- the action ------------------------------------------------------------------------------------


def test_what_it_held_before_is_kept_sealed(amal: Membership, save: Save) -> None:
    moment = save(amal, note="first")
    document = replace(opened(amal, moment), note="second", strength=2)
    changed = change_moment(
        by=amal, row=moment.pk, version=1, document=document, felt_at=moment.felt_at, now=LATER
    )
    assert (changed.version, changed.changed_at) == (2, LATER)
    assert opened(amal, moment) == document
    kept = EarlierVersion.objects.of(amal).of_moment(moment.pk).get()
    assert (kept.version, kept.changed_at, kept.felt_at) == (1, NOW, NOW)
    before = Moment(pk=moment.pk, membership=amal, sealed=kept.sealed)
    assert open_moment(open_key(amal), before).note == "first"


def test_a_second_tab_never_overwrites_the_first(amal: Membership, save: Save) -> None:
    moment = save(amal, note="first")
    document = opened(amal, moment)
    told: dict[str, Any] = {"by": amal, "row": moment.pk, "felt_at": moment.felt_at, "now": LATER}
    change_moment(version=1, document=replace(document, note="quick tab"), **told)
    with pytest.raises(ChangedElsewhere) as refused:
        change_moment(version=1, document=replace(document, note="slow tab"), **told)
    assert refused.value.present.note == "quick tab"
    assert refused.value.moment.version == 2
    assert opened(amal, moment).note == "quick tab"


def test_the_same_words_sent_twice_make_one_version(amal: Membership, save: Save) -> None:
    moment = save(amal, note="first")
    document = replace(opened(amal, moment), note="second")
    for _twice in range(2):
        changed = change_moment(
            by=amal, row=moment.pk, version=1, document=document, felt_at=moment.felt_at, now=LATER
        )
    assert changed.version == 2
    assert EarlierVersion.objects.count() == 1


def test_the_time_is_a_change_too_and_takes_the_day_along(amal: Membership, save: Save) -> None:
    moment = save(amal)
    yesterday = NOW - dt.timedelta(days=1)
    change_moment(
        by=amal, row=moment.pk, version=1, document=opened(amal, moment), felt_at=yesterday, now=LATER
    )
    again = Moment.objects.get(pk=moment.pk)
    assert (again.felt_at, again.local_day, again.version) == (yesterday, yesterday.date(), 2)


def test_a_moment_stays_with_its_day_wherever_her_days_end_by_now(amal: Membership, save: Save) -> None:
    moment = save(amal, hours_ago=7)  # at half past three, which was still the evening's day
    assert moment.local_day == NOW.date() - dt.timedelta(days=1)
    amal.user.day_ends_at = dt.time(0)
    told = replace(opened(amal, moment), note="other")
    change_moment(by=amal, row=moment.pk, version=1, document=told, felt_at=moment.felt_at, now=LATER)
    assert Moment.objects.get(pk=moment.pk).local_day == moment.local_day


def test_nobody_changes_anothers(amal: Membership, cleo: Membership, save: Save) -> None:
    moment = save(amal)
    with pytest.raises(Moment.DoesNotExist):
        change_moment(
            by=cleo, row=moment.pk, version=1, document=opened(amal, moment), felt_at=NOW, now=LATER
        )


def test_its_draft_goes_with_the_change(amal: Membership, save: Save) -> None:
    moment = save(amal)
    keep_draft(membership=amal, form=edit_form(moment.pk), fields={"note": ["x"]}, now=NOW)
    change_moment(
        by=amal,
        row=moment.pk,
        version=1,
        document=replace(opened(amal, moment), note="x"),
        felt_at=NOW,
        now=LATER,
    )
    assert read_draft(amal, edit_form(moment.pk)) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from([0, 1]), st.booleans()), max_size=12))
def test_in_any_order_of_two_tabs_no_saved_word_is_lost(
    amal: Membership, save: Save, steps: list[tuple[int, bool]]
) -> None:
    """Each tab opens the moment or saves a text of its own; whatever was acknowledged stays somewhere."""
    moment = save(amal, note="0", key=uuid4())
    tabs, acknowledged = [1, 1], ["0"]
    for number, (tab, opens) in enumerate(steps, start=1):
        if opens:
            tabs[tab] = Moment.objects.get(pk=moment.pk).version
            continue
        document = replace(opened(amal, moment), note=str(number))
        told: dict[str, Any] = {"felt_at": moment.felt_at, "now": LATER, "by": amal, "row": moment.pk}
        current = Moment.objects.get(pk=moment.pk).version
        try:
            saved = change_moment(version=tabs[tab], document=document, **told)
        except ChangedElsewhere:
            assert tabs[tab] != current
            continue
        assert tabs[tab] == current
        tabs[tab] = saved.version
        acknowledged.append(str(number))
    kept = [*EarlierVersion.objects.of(amal).of_moment(moment.pk).order_by("version")]
    held = [
        open_moment(open_key(amal), Moment(pk=moment.pk, membership=amal, sealed=each.sealed))
        for each in kept
    ]
    assert [each.note for each in [*held, opened(amal, moment)]] == acknowledged


# --- the page --------------------------------------------------------------------------------------


def test_the_form_opens_with_everything_it_holds_and_saves_it_unchanged(
    amal: Membership, tab: Client, save: Save
) -> None:
    moment = save(amal, note=" two  spaces\n<b>", feelings=["calm", "proud"], triggers=["P", "A.shouting"])
    whole = replace(
        opened(amal, moment),
        shown=("neutral",),
        customer=("angry",),
        channel="phone",
        phase="refusal",
        outcome="partly",
        techniques=("pause",),
        strength_after=2,
        stayed="still",
        thought="a",
        another_view="b",
        need="c",
        next_time="d",
    )
    change_moment(by=amal, row=moment.pk, version=1, document=whole, felt_at=NOW, now=NOW)
    page = page_of(tab.get(f"/moments/{moment.pk}/edit/"))
    assert page.count('<details class="more" open>') == 6
    response = tab.post(f"/moments/{moment.pk}/edit/", sent_by(page))
    assert (response.status_code, response["Location"]) == (303, f"/moments/{moment.pk}/")
    again = Moment.objects.get(pk=moment.pk)
    assert (again.version, opened(amal, moment)) == (2, whole)


def test_a_word_that_the_vocabulary_has_dropped_stays(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, feelings=["gloomy"], triggers=["Z.nothing"])
    old = replace(opened(amal, moment), channel="fax", techniques=("juggling",))
    change_moment(by=amal, row=moment.pk, version=1, document=old, felt_at=NOW, now=NOW)
    for address in (f"/moments/{moment.pk}/", "/moments/"):
        page = page_of(tab.get(address))
        assert "gloomy" in page
        assert "Z.nothing" in page
    page = page_of(tab.get(f"/moments/{moment.pk}/edit/"))
    tab.post(f"/moments/{moment.pk}/edit/", sent_by(page) | {"note": ["more"]})
    assert opened(amal, moment) == replace(old, note="more")


def test_both_versions_are_shown_and_the_choice_is_hers(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="first")
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address)))
    tab.post(address, fields | {"note": ["of the quick tab"]})
    response = tab.post(address, fields | {"note": ["of the slow tab"], "strength": ["1"]})
    page = page_of(response)
    assert response.status_code == 409
    for words in (
        "of the quick tab",
        "of the slow tab",
        "Strength 4 of 5, strongly",
        "Strength 1 of 5, barely",
    ):
        assert words in page
    assert opened(amal, moment).note == "of the quick tab"
    assert "of the slow tab" in page_of(tab.get(address))  # kept as a draft
    form = page[page.index('<form method="post" action="/moments/') :]
    chosen = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[: form.index("</form>")])
    )
    chosen.pop("csrfmiddlewaretoken", None)
    assert chosen["version"] == "2"
    assert tab.post(address, chosen).status_code == 303
    assert opened(amal, moment).note == "of the slow tab"
    assert [each.version for each in EarlierVersion.objects.of(amal).of_moment(moment.pk)] == [2, 1]


def test_keeping_the_saved_one_forgets_the_draft(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="first")
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address)))
    tab.post(address, fields | {"note": ["quick"]})
    page = page_of(tab.post(address, fields | {"note": ["slow"]}))
    token = re.findall(r'name="draft_token" value="([^"]*)"', page)[-1]
    response = tab.post("/drafts/drop/", {"draft_token": token, "back": f"/moments/{moment.pk}/"})
    assert response["Location"] == f"/moments/{moment.pk}/"
    assert read_draft(amal, edit_form(moment.pk)) is None
    assert opened(amal, moment).note == "quick"


def test_a_version_that_never_was_is_no_key(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="first")
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address)))
    for version in ("", "0", "-1", "7", "x", "9" * 40):
        response = tab.post(address, fields | {"note": ["other"], "version": [version]})
        assert response.status_code in (200, 409)
    assert opened(amal, moment).note == "first"


def test_a_half_changed_form_comes_back(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="first")
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address)))
    response = tab.post(address, fields | {"feelings": [], "thought": ["what I thought"]})
    assert response.status_code == 200
    assert "Select how you felt." in page_of(response)
    assert "what I thought" in page_of(tab.get(address))


def test_what_was_cleared_in_a_draft_does_not_come_back(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, triggers=["A", "B"])
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address)))
    assert fields["triggers"] == ["A", "B"]
    tab.post(address, fields | {"triggers": [], "note": ["half a thought"]})
    again = sent_by(page_of(tab.get(address)))
    assert again["note"] == ["half a thought"]
    assert "triggers" not in again


@pytest.mark.parametrize("late", [False, True])
def test_what_was_written_on_a_moment_that_another_window_deleted_is_kept(
    amal: Membership, tab: Client, save: Save, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    moment = save(amal, note="first")
    address = f"/moments/{moment.pk}/edit/"
    fields = sent_by(page_of(tab.get(address))) | {"note": ["a long second thought"]}
    if late:  # after the form was read and before the moment was locked

        def change(**told: Any) -> None:
            delete_moment(by=amal, row=moment.pk, now=NOW)
            change_moment(**told)

        monkeypatch.setattr(changing, "change_moment", change)
    else:
        delete_moment(by=amal, row=moment.pk, now=NOW)
    answer = tab.post(address, fields, follow=True)
    assert answer.redirect_chain == [("/moments/deleted/", 303)]
    assert "Bring it back: what you wrote is kept." in page_of(answer)
    assert tab.get(address).status_code == 404
    tab.post(f"/moments/{moment.pk}/restore/")
    assert "a long second thought" in page_of(tab.get(address))


def test_anothers_moment_cannot_be_changed_or_found(
    amal: Membership, cleo: Membership, client_of: SignIn, save: Save
) -> None:
    moment, stranger = save(amal, note="amal alone"), client_of(cleo)
    for address in (f"/moments/{moment.pk}/edit/", f"/moments/{moment.pk}/delete/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"note": "x"}).status_code == 404
    assert opened(amal, moment).note == "amal alone"
