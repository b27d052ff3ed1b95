"""One moment with its history: every change, what was there and what came instead, for its owner alone."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from journal.actions import change_moment
from journal.models import EarlierVersion, Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import Save, SignIn, Spoil
from tests.journal.test_list import page_of

pytestmark = pytest.mark.usefixtures("scoped")


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


def change(by: Membership, moment: Moment, *, minutes: int, **fields: Any) -> None:
    """Write the moment anew, this many minutes after the story's moment."""
    kept = Moment.objects.get(pk=moment.pk)
    change_moment(
        by=by,
        row=kept.pk,
        version=kept.version,
        document=replace(open_moment(open_key(by), kept), **fields),
        felt_at=kept.felt_at,
        now=NOW + dt.timedelta(minutes=minutes),
    )


def tables(page: str) -> list[tuple[str, list[str]]]:
    """Caption and body cells of each table, in order."""
    found = re.findall(r"<caption>([^<]*)</caption>.*?<tbody>(.*?)</tbody>", page, re.S)
    return [(caption, re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", body)) for caption, body in found]


def test_a_moment_that_was_never_changed_says_so(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal)
    page = page_of(tab.get(f"/moments/{moment.pk}/history/"))
    assert "It is as you wrote it. Nothing was changed." in page
    assert "Written Saturday 21 November 2026, 10:30." in page
    assert f"/moments/{moment.pk}/history/" not in page_of(tab.get(f"/moments/{moment.pk}/"))


def test_each_change_shows_what_was_there_and_what_came_instead(
    amal: Membership, tab: Client, save: Save
) -> None:
    moment = save(amal, note="first", strength=4)
    change(amal, moment, minutes=5, note="second")
    change(amal, moment, minutes=9, strength=2, thought="He meant the bill.")
    page = page_of(tab.get(f"/moments/{moment.pk}/history/"))
    assert tables(page) == [
        (
            "Saturday 21 November 2026, 10:39",
            [
                "How strong it felt",
                "Strength 4 of 5, strongly",
                "Strength 2 of 5, a little",
                "What went through your head",
                "Not provided",
                "He meant the bill.",
            ],
        ),
        ("Saturday 21 November 2026, 10:35", ["Note", "first", "second"]),
    ]
    assert f'href="/moments/{moment.pk}/history/"' in page_of(tab.get(f"/moments/{moment.pk}/"))


def test_a_version_that_does_not_open_is_named_and_the_others_stay(
    amal: Membership, tab: Client, save: Save
) -> None:
    moment = save(amal, note="first")
    for number, note in enumerate(("second", "third", "fourth"), start=1):
        change(amal, moment, minutes=number, note=note)
    EarlierVersion.objects.of(amal).filter(version=1).update(sealed=b"not what was sealed")
    page = page_of(tab.get(f"/moments/{moment.pk}/history/"))
    assert page.count("could not be opened") == 1
    assert [cells for _when, cells in tables(page)] == [
        ["Note", "third", "fourth"],
        ["Note", "second", "third"],
    ]


def test_a_moment_that_does_not_open_is_told_as_everywhere(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    moment = save(amal)
    spoil(moment)
    assert tab.get(f"/moments/{moment.pk}/history/").status_code == 409


def test_nobody_else_finds_it(
    amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn, save: Save
) -> None:
    moment = save(amal)
    for other in (bo, cleo):
        assert client_of(other).get(f"/moments/{moment.pk}/history/").status_code == 404


def test_text_is_never_markup(amal: Membership, tab: Client, save: Save) -> None:
    moment = save(amal, note="<b>first</b>")
    change(amal, moment, minutes=1, note="<i>second</i>")
    page = tab.get(f"/moments/{moment.pk}/history/").content
    assert b"&lt;b&gt;first&lt;/b&gt;" in page
    assert b"&lt;i&gt;second&lt;/i&gt;" in page


@pytest.mark.parametrize("changes", [0, 10])
def test_the_page_costs_five_queries(
    amal: Membership, tab: Client, save: Save, changes: int, django_assert_num_queries: Any
) -> None:
    moment = save(amal)
    for number in range(changes):
        change(amal, moment, minutes=number + 1, note=str(number))
    # Session, user with membership, the moment, what it held before, and who else can read it.
    with django_assert_num_queries(5):
        tab.get(f"/moments/{moment.pk}/history/")
