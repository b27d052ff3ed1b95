"""Looking for moments: all that match and no other, by pages, without a word in an address or cookie."""

import re
import unicodedata
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from journal.actions import put_down
from journal.documents import MomentDocument
from journal.models import Moment
from people.models import AuditRecord, Membership
from people.sealing import Unsealer
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn, Spoil
from tests.journal.test_list import ids, page_of
from vocabulary.techniques import techniques

TECHNIQUE = techniques()[0].code

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


def look(tab: Client, **sought: Any) -> str:
    response = tab.post("/moments/", sought)
    assert response.status_code == 200
    return page_of(response)


def token(page: str, text: str) -> str:
    found = re.search(rf'name="page" value="([^"]*)">{text}<', page)
    return found.group(1) if found else ""


def told(page: str) -> str:
    found = re.search(r'<p role="status"[^>]*>([^<]*)</p>', page)
    return unescape(found.group(1)) if found else ""


def test_the_list_offers_a_search_that_is_folded_away(amal: Membership, tab: Client, save: Save) -> None:
    assert 'name="text"' not in page_of(tab.get("/moments/"))  # there is nothing to look for
    save(amal)
    page = page_of(tab.get("/moments/"))
    assert '<form method="post" action="/moments/"' in page
    assert re.search(r'<details class="more screen">\s*<summary>', page)
    for name in ("text", "days", "corner", "letter", "strength", "technique"):
        assert f'name="{name}"' in page


def test_what_matches_is_shown_and_nothing_else(amal: Membership, tab: Client, save: Save) -> None:
    wanted = save(amal, note="The refund took TOO long.", hours_ago=30)
    save(amal, note="A quiet hour.", hours_ago=2)
    page = look(tab, text="refund too")
    assert ids(page) == [wanted.pk]
    assert told(page) == "1 moment matches."
    assert "The refund took TOO long." in page
    assert "A quiet hour." not in page


def test_the_search_stays_in_its_form(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, note="x")
    page = look(tab, text='<b>"x"', strength="4")
    assert 'value="<b>"x""' in page  # unescaped by page_of
    assert '<option value="4" selected>' in page
    assert '<details class="more screen" open>' in page
    assert "Clear the search" in page


@pytest.mark.parametrize(
    ("sought", "fits"),
    [
        ({"corner": "hu"}, {"a", "b"}),
        ({"corner": "lp"}, {"c"}),
        ({"corner": "not-sure"}, {"d"}),
        ({"letter": "A"}, {"a"}),
        ({"letter": "P"}, {"c", "d"}),
        ({"strength": "5"}, {"b", "d"}),
        ({"days": "1"}, {"a"}),
        ({"days": "7"}, {"a", "b"}),
        ({"days": "30"}, {"a", "b", "c"}),
        ({"corner": "hu", "strength": "5"}, {"b"}),
        ({"text": "calm"}, {"c"}),
        ({"text": "furious"}, {"b"}),
        ({"text": "SHOUTING"}, {"a"}),
    ],
)
def test_filters(amal: Membership, tab: Client, save: Save, sought: dict[str, str], fits: set[str]) -> None:
    rows = {
        "a": save(amal, feelings=["angry"], triggers=["A.shouting"], strength=2),
        "b": save(amal, feelings=["furious"], triggers=["B"], strength=5, hours_ago=24),
        "c": save(amal, feelings=["calm"], triggers=["P"], strength=1, hours_ago=24 * 10),
        "d": save(amal, feelings=["not-sure"], triggers=["P"], strength=5, hours_ago=24 * 60),
    }
    assert {name for name, row in rows.items() if row.pk in ids(look(tab, **sought))} == fits


def put(by: Membership, **told: Any) -> Moment:
    """A moment of the full form."""
    document = MomentDocument(("angry",), ("A",), 3, **told)
    return put_down(by=by, document=document, felt_at=NOW, submission_key=uuid4(), now=NOW)


def test_every_word_that_she_chose_is_looked_through(amal: Membership, tab: Client) -> None:
    seen, shown = put(amal, customer=("lonely",)), put(amal, shown=("neutral",))
    assert ids(look(tab, text="lonely")) == [seen.pk]
    assert ids(look(tab, text="professional")) == [shown.pk]


def test_a_technique_is_a_filter(amal: Membership, tab: Client, save: Save) -> None:
    save(amal)
    tried, nothing = put(amal, techniques=(TECHNIQUE,)), put(amal, techniques=("nothing-yet",))
    assert ids(look(tab, technique=TECHNIQUE)) == [tried.pk]
    page = look(tab, technique="nothing-yet")
    assert ids(page) == [nothing.pk]
    assert '<option value="nothing-yet" selected>' in page


@pytest.mark.parametrize("text", ["note", "thought", "another_view", "need", "next_time"])
def test_every_text_of_the_full_form_is_searched(amal: Membership, tab: Client, text: str) -> None:
    put(amal)
    wanted = put(amal, **{text: "the lantern"})
    assert ids(look(tab, text="LANTERN")) == [wanted.pk]


def test_nothing_matches(amal: Membership, tab: Client, save: Save) -> None:
    save(amal)
    page = look(tab, text="lantern")
    assert ids(page) == []
    assert told(page) == "No moments match."
    assert page.count("Clear the search") == 2


def test_an_accent_typed_in_two_parts_is_found(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note=unicodedata.normalize("NFD", "Café Zoë"))
    assert ids(look(tab, text="CAFÉ ZOË")) == [moment.pk]


@pytest.mark.parametrize("many", [20, 21, 45])
def test_pages_of_a_search_show_each_match_once_in_order_and_back(
    amal: Membership, tab: Client, save: Save, many: int
) -> None:
    for number in range(many):
        save(amal, hours_ago=number // 3, note="refund")
        save(amal, hours_ago=number // 3, note="other")
    moments = Moment.objects.of(amal).newest_first()
    whole = [moment.pk for moment in moments if moment.pk in set(ids(look(tab, text="refund")))]
    page, seen = look(tab, text="refund"), list[UUID]()
    while True:
        seen += ids(page)
        if not token(page, "Older"):
            break
        page = look(tab, page=token(page, "Older"))
    assert len(seen) == len(set(seen)) == many
    assert seen[:20] == whole[:20]
    while token(page, "Newer"):
        page = look(tab, page=token(page, "Newer"))
        assert len(ids(page)) == 20
    assert ids(page) == seen[:20]


def test_a_further_page_keeps_what_is_sought(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(21):
        save(amal, hours_ago=number, note="refund")
    page = look(tab, page=token(look(tab, text="Refund", strength="4"), "Older"))
    assert 'value="Refund"' in page
    assert '<option value="4" selected>' in page
    assert len(ids(page)) == 1


def test_nothing_of_it_stands_in_an_address_a_cookie_or_a_token(
    amal: Membership, tab: Client, save: Save
) -> None:
    for number in range(21):
        save(amal, hours_ago=number, note="refund")
    response = tab.post("/moments/", {"text": "refund"})
    page = page_of(response)
    assert "refund" not in token(page, "Older")
    assert "refund" not in str(response.headers) + str(response.cookies)
    assert all("refund" not in address for address in re.findall(r'(?:href|action)="([^"]*)"', page))
    assert token(page, "Older") != token(look(tab, text="refund"), "Older")


@pytest.mark.parametrize("page", ["x", "AAAA", "\0", "é", "=" * 9, "A" * 5_000, "🙂"])
def test_a_token_that_was_never_given_is_not_found(tab: Client, page: str) -> None:
    assert tab.post("/moments/", {"page": page}).status_code == 404


def test_anothers_token_and_the_lists_own_cursor_are_not_found(
    amal: Membership, cleo: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    for number in range(21):
        save(amal, hours_ago=number)
        save(cleo, hours_ago=number)
    mine = token(look(tab, strength="4"), "Older")
    assert client_of(cleo).post("/moments/", {"page": mine}).status_code == 404
    found = re.search(r"\?from=([^\"]*)", page_of(tab.get("/moments/")))
    assert found
    assert tab.post("/moments/", {"page": found.group(1)}).status_code == 404


def test_only_ones_own_are_searched(
    amal: Membership, cleo: Membership, bo: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    mine = save(amal, note="shared word")
    save(cleo, note="shared word")
    assert ids(look(tab, text="shared word")) == [mine.pk]
    assert ids(look(client_of(bo), text="shared word")) == []


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ({}, "Write a word, or select something below."),
        ({"text": "   "}, "Write a word, or select something below."),
        ({"text": "a\0b"}, "Character 2 of the words (U+0000) stands in no moment. Delete it."),
        ({"text": "x" * 201}, "Shorten the words to 200 characters. There are 201."),
        ({"strength": "9"}, "Select one from the list."),
        ({"letter": "a", "text": "kept"}, "Select one from the list."),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_the_list_stays(
    amal: Membership, tab: Client, save: Save, sought: dict[str, str], said: str
) -> None:
    moment = save(amal)
    page = look(tab, **sought)
    assert page.count(said) == 2  # in the summary and beside the field
    assert ids(page) == [moment.pk]
    assert "<title>Error: Moments – eiapp</title>" in page
    assert not told(page)


@pytest.mark.parametrize("many", [1, 30])
def test_a_search_costs_five_queries_and_writes_nothing(
    amal: Membership, tab: Client, save: Save, many: int
) -> None:
    for number in range(many):
        save(amal, hours_ago=number, note="refund")
    page = look(tab, text="refund")
    with CaptureQueriesContext(connection) as queries:
        look(tab, text="refund")
    # Session, user with membership, own words, all that may match as far as it is read, what is shown.
    assert len(queries) == 5
    assert not [query for query in queries if not query["sql"].startswith(("SELECT", "DECLARE"))]
    if further := token(page, "Older"):
        with CaptureQueriesContext(connection) as queries:
            look(tab, page=further)
        assert len(queries) == 5


def test_what_does_not_open_is_named_and_recorded_and_keeps_nothing_back(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    broken, whole = save(amal, note="refund"), save(amal, note="refund", hours_ago=1)
    spoil(broken)
    page = look(tab, text="refund")
    assert told(page) == "1 moment matches."
    assert ids(page) == [whole.pk, broken.pk]
    assert page.index("Could not be searched") < page.index(str(broken.pk))
    record = AuditRecord.objects.get(act="seal.broken")
    assert (record.kind, record.object_id) == ("journal.Moment", str(broken.pk))


def test_a_search_ends_when_its_page_is_full(
    amal: Membership, tab: Client, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        save(amal, hours_ago=number, note="refund" if number < 25 else "")
    opened, unseal = list[UUID](), Unsealer.unseal

    def counted(self: Any, sealed: bytes, row: UUID) -> Any:
        opened.append(row)
        return unseal(self, sealed, row)

    monkeypatch.setattr(Unsealer, "unseal", counted)
    look(tab, text="refund")
    newest = Moment.objects.of(amal).newest_first().values_list("pk", flat=True)
    assert set(opened) == set(newest[:21])
