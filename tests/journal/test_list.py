"""The list of moments: complete, in order, at the same cost on every page; nothing readable in an address."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from journal.models import Moment
from people.models import AuditRecord, Membership
from tests.journal.conftest import Save, SignIn, Spoil

pytestmark = pytest.mark.usefixtures("scoped")


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def ids(page: str) -> list[UUID]:
    return [UUID(found) for found in re.findall(r'href="/moments/([0-9a-f-]{36})/"', page)]


def beside(page: str, way: str) -> str:
    found = re.search(rf'<a rel="{way}" href="([^"]*)">', page)
    return found.group(1) if found else ""


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


def test_nothing_yet(tab: Client) -> None:
    page = page_of(tab.get("/moments/"))
    assert "Nothing here yet." in page
    assert page.split("<dialog")[0].count('class="button"') == 1


def test_a_row_says_all_of_a_moment(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="He shouted.\nI  waited.", feelings=["angry"], triggers=["A.shouting"])
    page = page_of(tab.get("/moments/"))
    assert f'<a href="/moments/{moment.pk}/">10:30<span class="hide"> angry</span></a>' in page
    assert '<span class="word q-hu">angry</span>' in page
    assert "<span>Shouting</span>" in page
    assert "Strength 4 of 5, strongly" in page
    assert '<p class="note">He shouted.\nI  waited.</p>' in page


def test_who_was_not_sure_gets_no_corner(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, feelings=["not-sure"])
    page = page_of(tab.get("/moments/"))
    assert '<span class="tag">Not sure</span>' in page
    assert "word q-" not in page


def test_days_are_the_writers_own(amal: Membership, tab: Client, save: Save) -> None:
    for hours in (0, 2, 8, 25, 48):
        save(amal, hours_ago=hours)
    page = page_of(tab.get("/moments/"))
    assert re.findall(r"<h2>([^<]*)</h2>|<a href=\"/moments/[^>]*>(\d\d:\d\d)", page) == [
        ("Today, Saturday 21 November 2026", ""),
        ("", "10:30"),
        ("", "08:30"),
        # Half past two at night: before the day's end at four.
        ("Yesterday, Friday 20 November 2026", ""),
        ("", "02:30"),
        ("", "09:30"),
        ("Thursday 19 November 2026", ""),
        ("", "10:30"),
    ]


def test_text_is_never_markup(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, note="<script>alert(1)</script>")
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in tab.get("/moments/").content


@pytest.mark.parametrize("many", [20, 21, 40, 45])
def test_paging_back_and_forth_shows_each_moment_once_in_order(
    amal: Membership, tab: Client, save: Save, many: int
) -> None:
    for number in range(many):
        save(amal, hours_ago=number // 3)
    whole = [moment.pk for moment in Moment.objects.of(amal).newest_first()]
    address, seen, pages = "/moments/", list[UUID](), 0
    while address:
        page = page_of(tab.get(address))
        seen, pages, last, address = seen + ids(page), pages + 1, page, beside(page, "next")
    assert seen == whole
    assert pages == -(-many // 20)
    up = ids(last)
    while address := beside(last, "prev"):
        last = page_of(tab.get(address))
        assert len(ids(last)) == 20
        up = ids(last) + up
    # Going up, the topmost page is filled from below, so that it may show some again.
    assert up[:20] == whole[:20]
    assert set(up) == set(whole)


def test_what_is_written_while_one_reads_moves_nothing(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(25):
        save(amal, hours_ago=number + 1)
    first = page_of(tab.get("/moments/"))
    save(amal, hours_ago=0)
    second = page_of(tab.get(beside(first, "next")))
    assert len(ids(first)) == 20
    assert len(ids(second)) == 5
    assert not set(ids(first)) & set(ids(second))


def test_an_address_tells_neither_time_nor_moment(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(21):
        save(amal, hours_ago=number)
    page = page_of(tab.get("/moments/"))
    assert beside(page, "next") != beside(page_of(tab.get("/moments/")), "next")
    for pk in ids(page):
        assert str(pk)[:8] not in beside(page, "next")
    assert "2026" not in beside(page, "next")


@pytest.mark.parametrize(
    "cursor", ["x", "AAAA", "%00", "%ff", "é", "=" * 9, "A" * 5_000, "🙂", "AQABAAAAAAAAAAAAAAAAAAAA"]
)
def test_a_cursor_that_was_never_given_is_not_found(tab: Client, cursor: str) -> None:
    assert tab.get(f"/moments/?from={cursor}").status_code == 404


def test_anothers_cursor_is_not_found(
    amal: Membership, cleo: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    for number in range(21):
        save(amal, hours_ago=number)
        save(cleo, hours_ago=number)
    address = beside(page_of(tab.get("/moments/")), "next")
    assert tab.get(address).status_code == 200
    assert client_of(cleo).get(address).status_code == 404


def test_only_ones_own_are_listed(
    amal: Membership, cleo: Membership, bo: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    mine, hers = save(amal), save(cleo, note="cleo alone")
    page = page_of(tab.get("/moments/"))
    assert ids(page) == [mine.pk]
    assert "cleo alone" not in page
    assert ids(page_of(client_of(cleo).get("/moments/"))) == [hers.pk]
    assert ids(page_of(client_of(bo).get("/moments/"))) == []


@pytest.mark.parametrize("moments", [1, 30])
def test_a_page_costs_three_queries(
    amal: Membership, tab: Client, save: Save, moments: int, django_assert_num_queries: Any
) -> None:
    for number in range(moments):
        save(amal, hours_ago=number)
    # Session, user, membership, moments.
    with django_assert_num_queries(3):
        tab.get("/moments/")


def test_further_pages_cost_no_more(
    amal: Membership, tab: Client, save: Save, django_assert_num_queries: Any
) -> None:
    for number in range(45):
        save(amal, hours_ago=number)
    second = beside(page_of(tab.get("/moments/")), "next")
    with django_assert_num_queries(3):
        page = page_of(tab.get(second))
    # Upwards it looks whether a whole page is newer, and if not shows the first.
    with django_assert_num_queries(4):
        tab.get(beside(page, "prev"))


def test_one_that_does_not_open_says_so_and_the_others_stay(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    broken, whole = save(amal, note="spoiled"), save(amal, note="still here", hours_ago=1)
    spoil(broken)
    for _ in range(2):
        response = tab.get("/moments/")
        assert response.status_code == 200
        page = page_of(response)
        assert page.count("This moment could not be opened") == 1
        assert "still here" in page
        assert ids(page) == [broken.pk, whole.pk]
    record = AuditRecord.objects.get(act="seal.broken")
    assert (record.kind, record.object_id, record.subject) == ("journal.Moment", str(broken.pk), amal.pk)
