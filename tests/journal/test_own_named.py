"""Own words wherever a moment is shown: named and never as codes, counted by their places, found by both."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from journal.actions import add_own_word, change_moment, delete_moment, stop_offering
from journal.documents import MomentDocument
from journal.locked import save_locked
from journal.models import Moment
from journal.own import FEELING, TRIGGER
from journal.plans.actions import make_goal
from journal.plans.documents import GoalDocument, Kind
from journal.plans.rules import LOOK_AGAIN
from journal.sealing import open_moment
from journal.words import feeling_corner
from people.keys import open_key
from people.models import Membership
from tests.cast import NOW, PASSWORD
from tests.journal.conftest import Save, SignIn
from tests.journal.test_list import ids, page_of

pytestmark = pytest.mark.usefixtures("scoped")

Codes = tuple[str, str]


@pytest.fixture
def codes(amal: Membership) -> Codes:
    """Of a feeling with low energy, unpleasant, and of a trigger under "system and rules"."""
    add_own_word(by=amal, kind=FEELING, text="wrung out", place="lu", now=NOW)
    word, trigger = add_own_word(by=amal, kind=TRIGGER, text="new tool", place="F", now=NOW).words
    return word.code, trigger.code


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    client = client_of(amal)
    client.post("/sign-in/again/", {"password": PASSWORD})
    return client


def text_of(response: Any) -> str:
    return b"".join(response).decode() if response.streaming else page_of(response)


def changed(by: Membership, moment: Moment, **told: Any) -> None:
    document = replace(open_moment(open_key(by), moment), **told)
    change_moment(
        by=by, row=moment.pk, version=moment.version, document=document, felt_at=moment.felt_at, now=NOW
    )


@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/today/", ["wrung out", "new tool"]),
        ("/moments/", ["wrung out", "new tool"]),
        ("/moments/day/2026-11-21/", ["wrung out", "new tool"]),
        ("/moments/{}/", ["wrung out", "new tool"]),
        ("/moments/{}/delete/", ["wrung out", "new tool"]),
        ("/moments/{}/history/", ["wrung out", "new tool"]),
        ("/moments/print/", ["wrung out", "new tool"]),
        ("/moments/take-along/moments.md", ["wrung out", "new tool"]),
        ("/moments/take-along/moments.csv", ["wrung out", "new tool"]),
        ("/moments/calendar/", ["own words, low energy, unpleasant", "q-lu"]),
        ("/moments/year/", ["own words, low energy, unpleasant", "q-lu"]),
    ],
)
def test_each_page_names_them(
    amal: Membership, tab: Client, save: Save, codes: Codes, address: str, named: list[str], offered: bool
) -> None:
    moment = save(amal)
    changed(amal, moment, feelings=(codes[0],), triggers=(codes[1],))
    if not offered:
        for code in codes:
            stop_offering(by=amal, code=code, now=NOW)
    response = tab.get(address.format(moment.pk))
    assert response.status_code == 200
    page = text_of(response)
    for word in named:
        assert word in page
    assert "own:" not in page


def test_the_lists_of_deleted_and_of_locked_ones_name_them(
    amal: Membership, tab: Client, save: Save, codes: Codes
) -> None:
    delete_moment(by=amal, row=save(amal, feelings=[codes[0]]).pk, now=NOW)
    document = MomentDocument((codes[0],), (codes[1],), 2)
    save_locked(by=amal, document=document, submission_key=uuid4(), now=NOW)
    for address in ("/moments/deleted/", "/moments/locked/"):
        page = page_of(tab.get(address))
        assert "wrung out" in page
        assert "own:" not in page


def test_two_versions_to_choose_from_name_them(
    amal: Membership, tab: Client, save: Save, codes: Codes
) -> None:
    moment = save(amal)
    changed(amal, moment, feelings=(codes[0],))
    sent = {"feelings": ["sad"], "triggers": [codes[1]], "strength": "4", "version": "1"}
    page = page_of(tab.post(f"/moments/{moment.pk}/edit/", sent))
    assert '<td class="note">wrung out</td>' in page
    assert '<td class="note">new tool</td>' in page


def test_a_history_asks_for_them_once(
    amal: Membership, tab: Client, save: Save, codes: Codes, django_assert_num_queries: Any
) -> None:
    moment = save(amal, feelings=[codes[0]])
    changed(amal, moment, feelings=(codes[0], "sad"))
    # Session, user with membership, the moment, what it held before, her own words, and who else can read it.
    with django_assert_num_queries(6):
        tab.get(f"/moments/{moment.pk}/history/")


@pytest.mark.parametrize(
    ("sought", "fits"),
    [
        ({"text": "WRUNG"}, {"word"}),
        ({"text": "wrung calm"}, set()),
        ({"text": "tool"}, {"trigger"}),
        ({"corner": "lu"}, {"word"}),
        ({"corner": "hu"}, {"trigger"}),
        ({"letter": "F"}, {"trigger"}),
        ({"letter": "A"}, {"word"}),
        ({"text": "own:"}, set()),
    ],
)
def test_they_are_found_by_name_corner_and_letter(
    amal: Membership, tab: Client, save: Save, codes: Codes, sought: dict[str, str], fits: set[str]
) -> None:
    rows = {
        "word": save(amal, feelings=[codes[0]], triggers=["A"]),
        "trigger": save(amal, feelings=["angry"], triggers=[codes[1]]),
    }
    page = page_of(tab.post("/moments/", sought))
    assert {name for name, row in rows.items() if row.pk in ids(page)} == fits


def test_nobody_finds_by_anothers_words(
    amal: Membership, cleo: Membership, client_of: SignIn, save: Save, codes: Codes
) -> None:
    save(cleo, feelings=[codes[0]])
    assert ids(page_of(client_of(cleo).post("/moments/", {"text": "wrung"}))) == []


@pytest.mark.parametrize(
    ("place", "strength", "offers"), [("hu", "5", True), ("hp", "5", False), ("hu", "4", False)]
)
def test_a_very_hard_one_in_her_own_word_offers_support(
    amal: Membership, tab: Client, place: str, strength: str, offers: bool
) -> None:
    code = add_own_word(by=amal, kind=FEELING, text="x", place=place, now=NOW).words[0].code
    sent = {"feelings": [code], "triggers": ["A"], "strength": strength, "felt_day": "2026-11-21"}
    for time in range(2):
        page = page_of(tab.post("/moments/new/", sent | {"submission_key": str(uuid4())}, follow=True))
        assert "Saved " in page
        assert ("That was a hard one." in page) == (offers and time == 0)


@pytest.mark.parametrize(("place", "reminds"), [("lu", True), ("lp", False)])
def test_a_hard_day_in_her_own_word_brings_back_the_why(
    amal: Membership, tab: Client, save: Save, place: str, reminds: bool
) -> None:
    code = add_own_word(by=amal, kind=FEELING, text="x", place=place, now=NOW).words[0].code
    goal = GoalDocument(Kind.PERSONAL, "evenings", "the children", "", why_on_hard_days=True)
    make_goal(by=amal, document=goal, review_on=NOW.date() + LOOK_AGAIN, submission_key=uuid4(), now=NOW)
    save(amal, feelings=[code], strength=4)
    assert ("the children" in page_of(tab.get("/today/"))) == reminds


def test_a_code_that_nobody_knows_has_no_corner() -> None:
    assert feeling_corner("own:lu") == "lu"
    assert feeling_corner(f"own:{uuid4()}") == ""
