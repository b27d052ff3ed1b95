"""The full form of a new moment: every field, an earlier day, and the gentle warnings."""

import datetime as dt
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from journal.actions import NEW_FORM
from journal.documents import MomentDocument
from journal.models import Moment
from journal.sealing import open_moment
from people.actions.accounts import save_days
from people.drafts import read_draft
from people.keys import open_key
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn

pytestmark = pytest.mark.usefixtures("scoped")
KEY = UUID(int=8)
LEAST = {"submission_key": str(KEY), "feelings": ["sad"], "triggers": ["G"], "strength": "3"}
QUICK = {"feeling": "angry", "trigger": "A", "strength": "5", "note": ""}


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


def test_every_field_of_the_form_is_kept(amal: Membership, tab: Client) -> None:
    told = LEAST | {
        "feelings": ["sad", "tired", "hurt"],
        "triggers": ["G.criticism", "H.poor-sleep"],
        "note": " n\r\n ",
        "techniques": ["pause", "tell-a-colleague"],
        "strength_after": "2",
        "stayed": "shift",
        "shown": ["neutral"],
        "customer": ["angry", "worried"],
        "channel": "bot",
        "phase": "opening",
        "outcome": "handed-over",
        "thought": "t",
        "another_view": "a",
        "need": "n",
        "next_time": "x",
    }
    response = tab.post("/moments/new/", told)
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert open_moment(open_key(amal), Moment.objects.get()) == MomentDocument(
        feelings=("sad", "tired", "hurt"),
        triggers=("G.criticism", "H.poor-sleep"),
        strength=3,
        note=" n\n ",
        zone="UTC",
        techniques=("pause", "tell-a-colleague"),
        strength_after=2,
        stayed="shift",
        shown=("neutral",),
        customer=("angry", "worried"),
        channel="bot",
        phase="opening",
        outcome="handed-over",
        thought="t",
        another_view="a",
        need="n",
        next_time="x",
    )
    page = page_of(tab.get(f"/moments/{Moment.objects.get().pk}/"))
    for words in ("sad, tired and hurt", "neutral, professional", "handed over by a bot", "the whole shift"):
        assert words in page


def test_three_choices_make_it_whole(amal: Membership, tab: Client) -> None:
    assert tab.post("/moments/new/", LEAST).status_code == 303
    assert open_moment(open_key(amal), Moment.objects.get()).as_json() == {
        "feelings": ["sad"],
        "triggers": ["G"],
        "strength": 3,
        "note": "",
        "zone": "UTC",
    }
    assert Moment.objects.get().felt_at == NOW


def test_an_earlier_day_on_her_own_clock(amal: Membership, tab: Client) -> None:
    save_days(user=amal.user, time_zone="Europe/Berlin", day_ends_at=dt.time(4))
    tab.post("/moments/new/", LEAST | {"day": "2026-11-20", "time": "02:30"})
    moment = Moment.objects.get()
    assert moment.felt_at == dt.datetime(2026, 11, 20, 1, 30, tzinfo=dt.UTC)
    assert moment.local_day == dt.date(2026, 11, 19)  # a night shift belongs to the evening
    assert moment.changed_at == NOW


@pytest.mark.parametrize(
    ("day", "time", "words"),
    [
        ("2026-11-21", "10:31", "Choose a time that has already been."),
        ("2026-11-13", "23:59", "Choose a day of the last 7 days."),
        ("0001-01-01", "00:00", "Choose a day of the last 7 days."),
        ("9999-12-31", "23:59", "Choose a time that has already been."),
        ("2026-11-20", "", "Tell both the day and the time, or none of them."),
        ("", "10:00", "Tell both the day and the time, or none of them."),
        ("2026-02-29", "10:00", "Write the day like 2026-11-22."),
        ("2026-11-20", "25:00", "Write the time like 14:30."),
    ],
)
def test_a_time_that_cannot_be_is_told_and_nothing_is_lost(
    tab: Client, day: str, time: str, words: str
) -> None:
    response = tab.post("/moments/new/", LEAST | {"day": day, "time": time, "thought": "my thought"})
    assert response.status_code == 200
    assert words in page_of(response)
    assert "my thought" in page_of(response)
    assert not Moment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"feelings": []}, "Select how you felt."),
        ({"feelings": ["sad", "tired", "hurt", "angry"]}, "Choose up to 3."),
        ({"feelings": ["never heard"]}, "Select how you felt."),
        ({"triggers": []}, "Select what set it off."),
        ({"strength": "6"}, "Select how strong it felt."),
        ({"channel": "never heard"}, "Select one from the list."),
        ({"strength_after": "9"}, "Select one from the list."),
        ({"techniques": ["pause", "nothing-yet"]}, "Choose what you did, or “Nothing yet”."),
        ({"thought": "x" * 10_001}, "Shorten the thought to 10000 characters. It has 10001."),
        ({"need": "a\0"}, "Character 2 of the need (U+0000) cannot be stored. Delete it and save again."),
    ],
    ids=str,
)
def test_what_is_missing_or_too_much_is_told(tab: Client, fields: dict[str, Any], words: str) -> None:
    response = tab.post("/moments/new/", LEAST | fields)
    assert response.status_code == 200
    assert page_of(response).count(words) == 2  # above the heading and beside the field
    assert not Moment.objects.exists()


def test_what_was_begun_comes_back_whole(amal: Membership, tab: Client) -> None:
    tab.post("/moments/new/", {"feelings": ["sad", "hurt"], "shown": ["calm"], "thought": "half"})
    page = page_of(tab.get("/moments/new/"))
    assert "We kept what you wrote at 10:30." in page
    for name, code in (("feelings", "sad"), ("feelings", "hurt"), ("shown", "calm")):
        found = page.partition(f'name="{name}" value="{code}"')[2]
        assert found[: found.index(">")].endswith("checked")
    assert "half" in page
    tab.post("/moments/new/", LEAST)
    assert read_draft(amal, NEW_FORM) is None


def test_a_double_click_makes_one_moment(tab: Client) -> None:
    for _twice in range(2):
        assert tab.post("/moments/new/", LEAST)["Location"] == "/today/"
    assert tab.post("/moments/new/", LEAST | {"note": "more"})["Location"] == "/moments/new/"
    assert Moment.objects.count() == 1


def test_the_same_form_with_another_time_is_not_taken_for_a_double_click(tab: Client) -> None:
    earlier = LEAST | {"day": "2026-11-20", "time": "10:00"}
    assert tab.post("/moments/new/", LEAST)["Location"] == "/today/"
    answer = tab.post("/moments/new/", earlier, follow=True)
    assert answer.redirect_chain == [("/moments/new/", 303)]
    assert "What you changed since then is not saved yet" in page_of(answer)
    assert 'value="2026-11-20"' in page_of(answer)


def test_a_double_click_with_a_time_makes_one_moment(tab: Client) -> None:
    for _twice in range(2):
        sent = LEAST | {"day": "2026-11-20", "time": "10:00"}
        assert tab.post("/moments/new/", sent)["Location"] == "/today/"
    assert Moment.objects.count() == 1


# --- warnings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "told"), [("/now/", QUICK), ("/moments/new/", LEAST)], ids=["quick", "full"]
)
@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("from x@y.example", "There seems to be an e-mail address in what you wrote."),
        ("call +44 20 7946 0958", "There seems to be a phone number in what you wrote."),
        ("card 4111 1111 1111 1111", "There seems to be a card number in what you wrote."),
    ],
)
def test_a_contact_is_pointed_to_once_and_never_blocked(
    amal: Membership, tab: Client, address: str, told: dict[str, Any], note: str, words: str
) -> None:
    response = tab.post(address, told | {"note": note})
    page = page_of(response)
    assert response.status_code == 200
    assert words in page
    assert "Error:" not in page
    assert note in page
    assert not Moment.objects.exists()
    assert note in page_of(tab.get(address))  # kept as a draft
    assert '<input type="hidden" name="as_it_is" value="1">' in page
    assert tab.post(address, told | {"note": note, "as_it_is": "1"}).status_code == 303
    assert open_moment(open_key(amal), Moment.objects.get()).note == note


def test_it_looks_at_every_text(tab: Client) -> None:
    for name in ("thought", "another_view", "need", "next_time"):
        page = page_of(tab.post("/moments/new/", LEAST | {name: "x@y.example"}))
        assert "There seems to be an e-mail address" in page


def test_an_unpleasant_five_is_followed_by_support_once_a_day(tab: Client) -> None:
    line = 'That was a hard one. <a href="/support/">Support</a> is here if you want it.'
    assert line in page_of(tab.post("/now/", QUICK, follow=True))
    assert line not in page_of(tab.post("/now/", QUICK, follow=True))


@pytest.mark.parametrize("days", [("2026-11-19", ""), ("", "2026-11-19"), ("2026-11-18", "2026-11-19")])
def test_it_comes_once_a_day_whichever_days_the_moments_are_of(tab: Client, days: tuple[str, str]) -> None:
    hard = LEAST | {"feelings": ["angry"], "strength": "5"}
    said = [
        "That was a hard one." in page_of(tab.post("/moments/new/", hard | told, follow=True))
        for told in ({"day": day, "time": day and "10:00", "submission_key": str(uuid4())} for day in days)
    ]
    assert said == [True, False]


def test_what_was_hard_yesterday_is_no_reason_to_be_silent(tab: Client) -> None:
    hard = LEAST | {"feelings": ["angry"], "strength": "5"}
    tab.post("/moments/new/", hard)
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        tab.cookies.pop("seen", None)
        later = hard | {"submission_key": str(uuid4())}
        assert "That was a hard one." in page_of(tab.post("/moments/new/", later, follow=True))


@pytest.mark.parametrize("other", [{"strength": "4"}, {"feeling": "proud"}, {"feeling": "not-sure"}], ids=str)
def test_nothing_else_is_followed_by_it(tab: Client, other: dict[str, str]) -> None:
    assert "That was a hard one." not in page_of(tab.post("/now/", QUICK | other, follow=True))


# --- the quick form's own part ---------------------------------------------------------------------


def test_what_was_done_can_be_told_on_the_quick_form(amal: Membership, tab: Client) -> None:
    tab.post("/now/", QUICK | {"techniques": ["pause", "micro-break"], "strength_after": "3"})
    document = open_moment(open_key(amal), Moment.objects.get())
    assert (document.techniques, document.strength_after) == (("pause", "micro-break"), 3)


def test_her_triggers_are_hers_and_stay_for_the_week(amal: Membership, tab: Client, save: Save) -> None:
    def chips() -> list[str]:
        page = page_of(tab.get("/now/")).partition("What set it off?")[2]
        return [part[: part.index('"')] for part in page.split('name="trigger" value="')[1:7]]

    for number in range(4):
        save(amal, triggers=["G.criticism"], hours_ago=24 * 8 + number)
    assert chips() == ["G.criticism", "A", "B", "C", "F.back-to-back", "P"]
    for number in range(9):
        save(amal, triggers=["D"], hours_ago=number)
    assert chips()[0] == "G.criticism"
