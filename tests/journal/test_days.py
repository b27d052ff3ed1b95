"""A day, a month and a year of one's own moments: real tables, every day with a name, nothing left out."""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.test import Client

from people.models import AuditRecord, Membership
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn, Spoil
from tests.journal.test_list import ids, page_of

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


class Tables(HTMLParser):
    """The tables of a page: captions, cells by rows, scopes of header cells, links as (address, name)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.rows: list[list[str]] = []
        self.scopes: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag not in {"table", "caption", "tr", "td", "th", "a"} or (tag != "table" and not self.open):
            return
        self.open.append(tag)
        if tag == "caption":
            self.captions.append("")
        elif tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self.scopes += [told["scope"]] if tag == "th" else []
        elif tag == "a":
            self.links.append((told["href"], ""))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = data.replace("\u200b", "")
        if "caption" in self.open:
            self.captions[-1] += text
        elif {"td", "th"} & set(self.open):
            self.rows[-1][-1] += text
        if "a" in self.open:
            href, name = self.links[-1]
            self.links[-1] = (href, name + text)


def named(page: str, day: str) -> str:
    """The whole name of the link to a day in a table."""
    return dict(Tables(page).links).get(f"/moments/day/{day}/", "")


# --- a day ------------------------------------------------------------------------------------------


def test_a_day_shows_its_own_moments_newest_first(amal: Membership, tab: Client, save: Save) -> None:
    late, early = save(amal, note="late"), save(amal, hours_ago=2)
    save(amal, hours_ago=25)
    page = page_of(tab.get("/moments/day/2026-11-21/"))
    assert "<h1>Saturday 21 November 2026</h1>" in page
    assert ids(page) == [late.pk, early.pk]


def test_half_past_two_at_night_belongs_to_the_evening_before(
    amal: Membership, tab: Client, save: Save
) -> None:
    night = save(amal, hours_ago=8)
    assert ids(page_of(tab.get("/moments/day/2026-11-20/"))) == [night.pk]
    assert ids(page_of(tab.get("/moments/day/2026-11-21/"))) == []


def test_a_day_without_moments_blames_nobody(tab: Client) -> None:
    page = page_of(tab.get("/moments/day/2024-02-29/"))
    assert "<h1>Thursday 29 February 2024</h1>" in page
    assert "Nothing was written on this day. That is fine." in page


def test_days_lead_to_their_neighbours_and_their_month_but_not_beyond_today(tab: Client) -> None:
    page = page_of(tab.get("/moments/day/2026-11-20/"))
    assert '<a rel="prev" href="/moments/day/2026-11-19/">Thursday 19 November</a>' in page
    assert '<a rel="next" href="/moments/day/2026-11-21/">Saturday 21 November</a>' in page
    assert 'href="/moments/calendar/?month=2026-11"' in page
    assert 'rel="next"' not in page_of(tab.get("/moments/day/2026-11-21/"))


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "1969-12-31", "0000-00-00", "9999-12-31", "2026-1-1", "today"]
)
def test_a_day_that_is_none_is_not_found(tab: Client, day: str) -> None:
    assert tab.get(f"/moments/day/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["1970-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_have_a_page(tab: Client, day: str) -> None:
    assert tab.get(f"/moments/day/{day}/").status_code == 200


def test_a_long_day_is_cut_into_pages(amal: Membership, tab: Client, save: Save) -> None:
    whole = [save(amal, hours_ago=number / 60).pk for number in range(45)]
    address, seen = "/moments/day/2026-11-21/", []
    while address:
        page = page_of(tab.get(address))
        seen += ids(page)
        found = re.search(r'<a rel="next" href="([^"]*\?from=[^"]*)">Older of this day', page)
        address = found.group(1) if found else ""
    assert seen == whole
    assert '<a href="/moments/day/2026-11-21/">Newest of this day</a>' in page


def test_anothers_cursor_of_a_day_is_not_found(
    amal: Membership, cleo: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    for number in range(21):
        save(amal, hours_ago=number / 60)
    found = re.search(r'href="([^"]*\?from=[^"]*)"', page_of(tab.get("/moments/day/2026-11-21/")))
    assert found
    assert client_of(cleo).get(found.group(1)).status_code == 404


# --- a month ----------------------------------------------------------------------------------------


def test_a_month_is_a_table_whose_links_say_everything(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, feelings=["angry"], strength=5)
    save(amal, hours_ago=1, feelings=["calm"])
    page = page_of(tab.get("/moments/calendar/"))
    table = Tables(page)
    assert table.captions == ["November 2026"]
    assert [len(row) for row in table.rows] == [8] * 7
    assert table.scopes == ["col"] * 8 + ["row"] * 6
    assert [row[0] for row in table.rows[1:3]] == ["Week from 1 November1", "Week from 2 November2"]
    assert named(page, "2026-11-21") == "Saturday 21 November: angry, strength 5, 2 moments"
    assert named(page, "2026-11-20") == "Friday 20 November: no moments"
    assert "/moments/day/2026-11-22/" not in page
    assert "You wrote on 1 day of this month, 2 moments in all." in page


def test_the_days_of_a_month_stand_below_in_words(amal: Membership, tab: Client, save: Save) -> None:
    for hours in (0, 1, 48):
        save(amal, hours_ago=hours)
    page = page_of(tab.get("/moments/calendar/")).split("Days with moments")[1]
    listed = re.findall(r'<li><a href="/moments/day/([^/]*)/">([^<]*)</a>.*?"meta">([^<]*)<', page)
    assert listed == [
        ("2026-11-19", "Thursday 19 November 2026", "1 moment"),
        ("2026-11-21", "Saturday 21 November 2026", "2 moments"),
    ]


def test_an_empty_month_blames_nobody_and_leads_back_but_not_on(tab: Client) -> None:
    page = page_of(tab.get("/moments/calendar/"))
    assert "Nothing was written in this month. That is fine." in page
    assert '<a rel="prev" href="/moments/calendar/?month=2026-10">October 2026</a>' in page
    assert 'rel="next"' not in page
    assert '<a rel="next" href="/moments/calendar/?month=2026-03">March 2026</a>' in page_of(
        tab.get("/moments/calendar/?month=2026-02")
    )


@pytest.mark.parametrize(
    "month", ["", "2026-13", "1969-12", "2026-12", "9999-99", "x", "\0", "2026-W01", "2026"]
)
def test_a_month_that_is_none_or_still_to_come_is_this_one(tab: Client, month: str) -> None:
    assert "<h1>November 2026</h1>" in page_of(tab.get("/moments/calendar/", {"month": month}))


# --- a year -----------------------------------------------------------------------------------------


def test_a_year_is_twelve_tables_with_a_link_for_each_day_that_was_written_on(
    amal: Membership, tab: Client, save: Save
) -> None:
    save(amal, feelings=["angry"], strength=5)
    save(amal, hours_ago=1, feelings=["calm"], strength=2)
    save(amal, hours_ago=24 * 200, feelings=["happy"], strength=1)
    page = page_of(tab.get("/moments/year/"))
    table = Tables(page)
    assert [len(table.captions), table.captions[0], table.captions[-1]] == [
        12,
        "January 2026",
        "December 2026",
    ]
    days = [link for link in table.links if link[0].startswith("/moments/day/")]
    assert days == [
        ("/moments/day/2026-05-05/", "Tuesday 5 May: happy, strength 1, 1 moment"),
        ("/moments/day/2026-11-21/", "Saturday 21 November: angry, strength 5, 2 moments"),
    ]
    assert "You wrote on 2 days of this year." in page


@pytest.mark.parametrize(
    ("way", "corner"), [("", "lp"), ("last", "lp"), ("strongest", "hu"), ("often", "hp"), ("nonsense", "lp")]
)
def test_what_stands_for_a_day_is_ones_own_choice(
    amal: Membership, tab: Client, save: Save, way: str, corner: str
) -> None:
    save(amal, feelings=["calm"], strength=1)
    save(amal, hours_ago=1, feelings=["angry"], strength=5)
    save(amal, hours_ago=2, feelings=["happy"], strength=2)
    save(amal, hours_ago=3, feelings=["happy"], strength=2)
    page = page_of(tab.get("/moments/year/", {"by": way}))
    assert f'<a class="word q-{corner}" href="/moments/day/2026-11-21/">' in page


def test_who_was_not_sure_gets_a_square_without_a_corner(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, feelings=["not-sure"])
    assert '<a class="tag" href="/moments/day/2026-11-21/">' in page_of(tab.get("/moments/year/"))


def test_the_commonest_corner_is_told_and_of_equals_none(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, feelings=["angry"])
    save(amal, hours_ago=24, feelings=["calm"])
    assert "most common corner" not in page_of(tab.get("/moments/year/"))
    save(amal, hours_ago=48, feelings=["peaceful"])
    said = "You wrote on 3 days of this year. The most common corner: Low energy, pleasant."
    assert said in page_of(tab.get("/moments/year/"))


def test_a_good_day_is_brought_up_and_a_hard_one_never(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, hours_ago=24 * 20, feelings=["furious"], strength=5)
    assert "A good day to look back on" not in page_of(tab.get("/moments/year/"))
    save(amal, hours_ago=24 * 10, feelings=["proud"])
    page = page_of(tab.get("/moments/year/")).split("A good day to look back on")[1]
    assert '<a href="/moments/day/2026-11-11/">Wednesday 11 November 2026</a>' in page


@pytest.mark.parametrize("year", ["", "1969", "2027", "9" * 5_000, "x", "２０２６", "-1"])
def test_a_year_that_is_none_or_still_to_come_is_this_one(tab: Client, year: str) -> None:
    page = page_of(tab.get("/moments/year/", {"year": year}))
    assert "<h1>The year 2026</h1>" in page
    assert "Each day you write gets a square." in page


def test_years_lead_to_each_other(tab: Client) -> None:
    page = page_of(tab.get("/moments/year/?year=2025"))
    assert '<a rel="prev" href="/moments/year/?year=2024">2024</a>' in page
    assert '<a rel="next" href="/moments/year/?year=2026">2026</a>' in page


def test_a_new_moment_shows_at_once(amal: Membership, tab: Client, save: Save) -> None:
    save(amal)
    assert named(page_of(tab.get("/moments/year/")), "2026-11-21").endswith("1 moment")
    save(amal, hours_ago=1)
    assert named(page_of(tab.get("/moments/year/")), "2026-11-21").endswith("2 moments")


def test_tomorrow_today_has_a_square_of_its_own(
    amal: Membership, tab: Client, client_of: SignIn, save: Save
) -> None:
    save(amal, hours_ago=24)
    assert "/moments/day/2026-11-22/" not in page_of(tab.get("/moments/calendar/"))
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        assert named(page_of(client_of(amal).get("/moments/calendar/")), "2026-11-22")


# --- all of them ------------------------------------------------------------------------------------

PAGES = ["/moments/day/2026-11-21/", "/moments/calendar/", "/moments/year/"]


@pytest.mark.parametrize("address", PAGES)
def test_only_ones_own_are_shown(
    amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn, save: Save, address: str
) -> None:
    save(amal, feelings=["furious"])
    assert "furious" in page_of(client_of(amal).get(address))
    for other in (bo, cleo):
        assert "furious" not in page_of(client_of(other).get(address))


@pytest.mark.parametrize("address", PAGES)
def test_what_does_not_open_is_named_and_recorded(
    amal: Membership, tab: Client, save: Save, spoil: Spoil, address: str
) -> None:
    spoil(save(amal))
    for _ in range(2):
        page = page_of(tab.get(address))
        assert "could not be opened" in page
        if address != PAGES[0]:
            assert named(page, "2026-11-21") == "Saturday 21 November: 1 moment"
    assert AuditRecord.objects.filter(act="seal.broken", subject=amal.pk).count() == 1


@pytest.mark.parametrize("moments", [1, 30])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_three_queries(
    amal: Membership, tab: Client, save: Save, moments: int, address: str, django_assert_num_queries: Any
) -> None:
    for number in range(moments):
        save(amal, hours_ago=number)
    tab.get(address)
    # Session, user with membership, and the moments or what tells whether they changed.
    with django_assert_num_queries(3):
        tab.get(address)
