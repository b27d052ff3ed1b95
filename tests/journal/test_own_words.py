"""Own words and triggers on the pages: offered, chosen, named, counted by their places, sealed."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from journal.actions import add_own_word, add_own_words, stop_offering
from journal.models import Moment, OwnVocabulary
from journal.own import FEELING, TRIGGER, OwnWords
from journal.patterns.moments import is_unpleasant
from journal.queries.opened import Opened
from journal.queries.own import opened_own, own_of
from journal.sealing import open_moment
from people.keys import open_key
from people.models import AuditRecord, Membership
from people.sealing import SealBroken
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn

pytestmark = pytest.mark.usefixtures("scoped")


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def added(member: Membership) -> OwnWords:
    add_own_word(by=member, kind=FEELING, text="wrung out", place="lu", now=NOW)
    return add_own_word(by=member, kind=TRIGGER, text="new <tool>", place="F", now=NOW)


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


def test_they_are_hers_alone_and_sealed(amal: Membership, cleo: Membership) -> None:
    own = added(amal)
    assert opened_own(amal) == own_of(amal) == own
    assert own_of(cleo) == OwnWords()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_ownvocabulary")
        stored = repr([bytes(x) if isinstance(x, memoryview) else x for x in cursor.fetchone()])
    assert "wrung" not in stored
    assert "tool" not in stored


def test_each_is_added_and_left_on_its_page(amal: Membership, tab: Client) -> None:
    for text, place in (("wrung out", "feeling:lu"), ("new <tool>", "trigger:F")):
        assert tab.post("/moments/own-words/", {"text": text, "place": place}).status_code == 303
    page = page_of(tab.get("/moments/own-words/"))
    assert "<strong>wrung out</strong>" in page
    assert "System and rules" in page
    assert "&lt;tool&gt;" in tab.get("/moments/own-words/").content.decode()
    first = own_of(amal).words[0].code
    assert tab.post("/moments/own-words/", {"stop": first}).status_code == 303
    assert "<strong>wrung out</strong>" not in page_of(tab.get("/moments/own-words/"))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": "", "place": "feeling:hu"}, "Write the word."),
        ({"text": "x", "place": ""}, "Select where it belongs."),
        ({"text": "x", "place": "trigger:X"}, "Select where it belongs."),
        ({"text": "x" * 41, "place": "feeling:hu"}, "Shorten it to 40 characters. It has 41."),
        ({"text": "Wrung  OUT", "place": "feeling:hu"}, "You have this word already."),
    ],
)
def test_what_cannot_be_added_is_told(
    amal: Membership, tab: Client, sent: dict[str, str], words: str
) -> None:
    own = added(amal)
    response = tab.post("/moments/own-words/", sent)
    assert response.status_code == 200
    assert page_of(response).count(words) == 2
    assert own_of(amal) == own


@pytest.mark.parametrize("code", ["", "x", "\0", "own:nothing"])
def test_to_leave_what_is_not_there_changes_nothing(amal: Membership, tab: Client, code: str) -> None:
    own = added(amal)
    assert tab.post("/moments/own-words/", {"stop": code}).status_code == 303
    assert own_of(amal) == own


def test_her_trigger_can_be_chosen_on_the_quick_form_and_is_named(amal: Membership, tab: Client) -> None:
    code = added(amal).words[1].code
    assert f'name="trigger" value="{code}"' in page_of(tab.get("/now/"))
    sent = {"feeling": "sad", "trigger": code, "strength": "2"}
    assert tab.post("/now/", sent).status_code == 303
    moment = Moment.objects.get()
    assert open_moment(open_key(amal), moment).triggers == (code,)
    for address in ("/today/", "/moments/", f"/moments/{moment.pk}/", f"/moments/{moment.pk}/delete/"):
        assert "new <tool>" in page_of(tab.get(address))
        assert "new <tool>" not in tab.get(address).content.decode()


def test_anothers_trigger_is_no_choice(amal: Membership, cleo: Membership, tab: Client) -> None:
    code = added(cleo).words[1].code
    response = tab.post("/now/", {"feeling": "sad", "trigger": code, "strength": "2"})
    assert "Select what set it off." in page_of(response)
    assert "tool" not in page_of(response)


def test_her_words_stand_in_the_full_form_and_stay_when_they_are_left(
    amal: Membership, tab: Client, save: Save
) -> None:
    word, trigger = (own.code for own in added(amal).words)
    moment = save(amal, feelings=[word, "sad"], triggers=[trigger])
    address = f"/moments/{moment.pk}/edit/"
    for _offered_or_not in range(2):
        page = page_of(tab.get(address))
        for name, code in (("feelings", word), ("triggers", trigger)):
            found = page.partition(f'name="{name}" value="{code}"')[2]
            assert found[: found.index(">")].endswith("checked")
        assert page.count("wrung out") >= 1
        stop_offering(by=amal, code=word, now=NOW)
        stop_offering(by=amal, code=trigger, now=NOW)
    assert "wrung out" not in page_of(tab.get("/moments/new/"))
    assert "wrung out and sad" in page_of(tab.get(f"/moments/{moment.pk}/"))


def test_what_she_uses_most_becomes_a_chip(amal: Membership, tab: Client, save: Save) -> None:
    code = added(amal).words[1].code
    for number in range(3):
        save(amal, triggers=[code], hours_ago=24 * 8 + number)
    page = page_of(tab.get("/now/"))
    assert page.index(f'value="{code}"') < page.index("Something else")
    stop_offering(by=amal, code=code, now=NOW)
    assert code not in page_of(tab.get("/now/"))


def test_they_are_counted_by_their_places(amal: Membership, tab: Client, save: Save) -> None:
    word, trigger = (own.code for own in added(amal).words)
    for number in range(20):
        save(amal, feelings=[word], triggers=[trigger], hours_ago=number)
    felt = Opened(amal, NOW.date().replace(day=1), NOW.date()).felt()
    assert {(one.feelings, one.triggers) for one in felt} == {(("own:lu",), ("F",))}
    assert is_unpleasant("own:lu")
    assert not is_unpleasant("own:lp")
    page = page_of(tab.get("/patterns/"))
    assert "System and rules" in page
    assert "Own words, low energy, unpleasant" in page
    assert trigger not in page
    assert word not in page


def test_a_list_asks_for_them_once(
    amal: Membership, tab: Client, save: Save, django_assert_num_queries: Any
) -> None:
    trigger = added(amal).words[1].code
    for number in range(10):
        save(amal, triggers=[trigger], hours_ago=number)
    with django_assert_num_queries(4):  # session, user, moments, own words
        tab.get("/moments/")


def test_what_does_not_open_keeps_nobody_from_writing(amal: Membership, tab: Client) -> None:
    added(amal)
    OwnVocabulary.objects.update(sealed=b"not what was sealed")
    with pytest.raises(SealBroken):
        opened_own(amal)
    assert tab.get("/now/").status_code == 200
    assert tab.post("/now/", {"feeling": "sad", "trigger": "A", "strength": "2"}).status_code == 303
    for response in (
        tab.get("/moments/own-words/"),
        tab.post("/moments/own-words/", {"text": "x", "place": "feeling:hu"}),
    ):
        assert response.status_code == 409
    assert AuditRecord.objects.get(act="seal.broken").kind == "journal.OwnVocabulary"
    assert bytes(OwnVocabulary.objects.get().sealed) == b"not what was sealed"


def test_words_that_are_here_already_change_nothing(amal: Membership) -> None:
    own = added(amal)
    before = OwnVocabulary.objects.get()
    assert add_own_words(by=amal, words=own.words, now=NOW.replace(hour=12)) == own
    after = OwnVocabulary.objects.get()
    assert (bytes(after.sealed), after.changed_at) == (bytes(before.sealed), before.changed_at)


def test_a_word_taken_off_the_list_while_a_form_stood_open_is_not_dropped(
    amal: Membership, tab: Client
) -> None:
    word, trigger = (each.code for each in added(amal).words)
    for code in (word, trigger):
        stop_offering(by=amal, code=code, now=NOW)
    tab.post("/now/", {"feeling": "sad", "trigger": trigger, "strength": "2"})
    tab.post("/moments/new/", {"feelings": ["sad", word], "triggers": ["A", trigger], "strength": "2"})
    kept = [open_moment(open_key(amal), each) for each in Moment.objects.of(amal)]
    found = {(each.feelings, each.triggers) for each in kept}
    assert found == {(("sad",), (trigger,)), (("sad", word), ("A", trigger))}
