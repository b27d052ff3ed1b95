"""Patterns: the chart, its sentence and its table say the same; nothing is said too early."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from journal.models import Moment
from journal.queries.patterns import BARS
from people.models import AuditRecord, Membership
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn, Spoil
from vocabulary.triggers import triggers

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


@pytest.fixture
def written(amal: Membership, save: Save) -> None:
    """Nine of A at strengths 3 and 4, four of the queue at 5, one of P; two of B a year ago."""
    for number in range(9):
        save(amal, hours_ago=20 * number, triggers=["A"], strength=3 + number % 2)
    for number in range(4):
        save(amal, hours_ago=100 + 30 * number, triggers=["F.back-to-back"], strength=5)
    save(amal, hours_ago=24 * 29, triggers=["P"], strength=2)
    save(amal, hours_ago=24 * 60, triggers=["B"], strength=1)
    save(amal, hours_ago=24 * 200, triggers=["B"], strength=1)


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def sentence(page: str) -> str:
    found = re.search(r'<p id="triggers-summary">([^<]*)</p>', page)
    assert found
    return found.group(1)


def table(page: str) -> list[tuple[str, str, str]]:
    """The numbers under the picture of triggers."""
    figure = re.search(r'<figure class="chart" id="triggers">.*?</figure>', page, re.S)
    row = r'<tr><th scope="row">([^<]*)</th><td class="num">([^<]*)</td><td class="num">([^<]*)</td></tr>'
    return re.findall(row, figure.group()) if figure else []


SAID = (
    "In the last 30 days “Rude or aggressive customer” came up most (9 times, strength 3.4 of 5). "
    "“Back-to-back queue” came up 4 times, with an average strength of 5.0."
)
NUMBERS = [
    ("Rude or aggressive customer", "9", "3.4"),
    ("Back-to-back queue", "4", "5.0"),
    ("Something good", "1", "2.0"),
]


@pytest.mark.usefixtures("written")
def test_heading_sentence_table_and_picture_hold_the_same_numbers(tab: Client) -> None:
    page = page_of(tab.get("/patterns/"))
    assert '<h2 id="triggers-title">“Rude or aggressive customer” came up most</h2>' in page
    assert sentence(page) == SAID
    assert table(page) == NUMBERS
    for shown in ("9 · 3.4", "4 · 5.0", "1 · 2.0"):
        assert page.count(shown) == 2  # the wide and the narrow drawing
    assert 'aria-labelledby="triggers-title"' in page
    assert "What this cannot tell you" in page
    assert " style=" not in page


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(("period", "times"), [("30", None), ("90", "1"), ("365", "2")])
def test_the_period_is_chosen(tab: Client, period: str, times: str | None) -> None:
    page = page_of(tab.get(f"/patterns/?period={period}"))
    assert f'<option value="{period}" selected>' in page
    assert f"In the last {period} days" in sentence(page)
    assert {name: count for name, count, _mean in table(page)}.get("Asked for too much") == times
    assert f'href="/patterns/triggers.csv?period={period}"' in page


@pytest.mark.parametrize("period", ["", "7", "-1", "30 ", "x", "9" * 5_000, "%00", "٣٠"])
def test_a_period_that_is_not_offered_is_the_shortest(tab: Client, period: str) -> None:
    for address in ("/patterns/", "/patterns/triggers.csv"):
        assert tab.get(f"{address}?period={period}").status_code == 200
    assert '<option value="30" selected>' in page_of(tab.get(f"/patterns/?period={period}"))


def test_the_period_begins_with_a_whole_day_of_hers(amal: Membership, tab: Client, save: Save) -> None:
    for _ in range(5):
        save(amal, hours_ago=24 * 29 + 6)  # 04:30 on the first day
    save(amal, hours_ago=24 * 29 + 7)  # 03:30, still the day before
    assert table(page_of(tab.get("/patterns/"))) == [("Rude or aggressive customer", "5", "4.0")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (0, "After 5 more moments you will see which triggers come up most."),
        (4, "After 1 more moment you will see which triggers come up most."),
    ],
)
def test_too_few_moments_make_no_chart(
    amal: Membership, tab: Client, save: Save, written: int, said: str
) -> None:
    for _ in range(written):
        save(amal)
    page = page_of(tab.get("/patterns/"))
    assert said in page
    assert "<figure" not in page
    assert 'class="button" href="/now/"' in page


def test_five_moments_make_one(amal: Membership, tab: Client, save: Save) -> None:
    for _ in range(5):
        save(amal)
    assert "<figure" in page_of(tab.get("/patterns/"))


def test_the_picture_is_cut_and_the_table_is_not(amal: Membership, tab: Client, save: Save) -> None:
    codes = [item.code for letter in triggers() for item in letter.items][: BARS + 4]
    for code in codes:
        save(amal, triggers=[code])
    page = page_of(tab.get("/patterns/"))
    assert len(table(page)) == BARS + 4
    assert page.count("1 · 4.0") == 2 * BARS
    assert "The picture shows the 8 that came up most, the numbers show all." in page


@pytest.mark.usefixtures("written")
def test_the_numbers_as_a_file(tab: Client) -> None:
    response = tab.get("/patterns/triggers.csv?period=30")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="triggers.csv"'
    assert response["Cache-Control"] == "no-store"
    lines = response.content.decode().split("\r\n")
    assert lines[0] == 'Trigger,Times,"Average strength, 1 to 5"'
    assert lines[1:] == [*(",".join(row) for row in NUMBERS), ""]


@pytest.mark.usefixtures("written")
def test_another_person_sees_nothing_of_it(cleo: Membership, client_of: SignIn, tab: Client) -> None:
    tab.get("/patterns/")
    page = page_of(client_of(cleo).get("/patterns/"))
    assert "After 5 more moments" in page
    assert "Rude" not in page
    assert client_of(cleo).get("/patterns/triggers.csv").content.count(b"\n") == 1


@pytest.mark.usefixtures("written")
def test_a_new_moment_changes_the_picture_at_once(amal: Membership, tab: Client, save: Save) -> None:
    tab.get("/patterns/")
    # Put down by another worker a moment earlier, and committed only now: not the latest change.
    save(amal, hours_ago=1, triggers=["P"])
    assert ("Something good", "2", "3.0") in table(page_of(tab.get("/patterns/")))


@pytest.mark.usefixtures("written")
def test_a_changed_moment_changes_the_picture(amal: Membership, tab: Client, save: Save) -> None:
    other = save(amal, triggers=["B"])
    before = table(page_of(tab.get("/patterns/")))
    Moment.objects.filter(pk=other.pk).update(local_day=NOW - dt.timedelta(days=40))
    assert table(page_of(tab.get("/patterns/"))) == before[:-2] + before[-1:]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("more", [1, 30])
def test_warm_it_costs_five_queries_and_no_drawing(
    amal: Membership,
    tab: Client,
    save: Save,
    more: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    for number in range(more):
        save(amal, hours_ago=number)
    cold = tab.get("/patterns/").content
    monkeypatch.setattr("journal.queries.patterns._draw", None)
    monkeypatch.setattr("journal.queries.patterns._count", None)
    monkeypatch.setattr("journal.queries.findings.find", None)
    monkeypatch.setattr("journal.queries.tables.week_of", None)
    # Session, user with membership, plans, the state of the period. The cache of the tests is no database.
    with django_assert_num_queries(5):
        warm = tab.get("/patterns/").content
    assert re.sub(rb'value="\w{64}"', b"", warm) == re.sub(rb'value="\w{64}"', b"", cold)


@pytest.mark.usefixtures("written")
def test_cold_it_costs_one_query_more(tab: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(6):
        tab.get("/patterns/")


@pytest.mark.usefixtures("written")
def test_what_is_remembered_is_sealed(tab: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(cache, "set", lambda name, value, timeout: kept.update({name: value}))
    tab.get("/patterns/")
    assert len(kept) == 4  # counts, picture, tables, sentences
    for name, value in kept.items():
        assert re.fullmatch(r"sealed:[0-9a-f]{64}", name)
        for word in (b"Rude", b"svg", b"ranked", b"F.back"):
            assert word not in bytes(value)


@pytest.mark.usefixtures("written")
def test_one_that_does_not_open_is_left_out_told_and_recorded(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    broken = save(amal, triggers=["B"])
    spoil(broken)
    for _ in range(2):
        page = page_of(tab.get("/patterns/"))
        assert "1 moment of this time could not be opened and is not counted." in page
        assert table(page) == NUMBERS
    assert AuditRecord.objects.get(act="seal.broken").object_id == str(broken.pk)
