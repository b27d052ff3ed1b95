"""The first pages of a new member."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from people.actions.accounts import NOTICE_VERSION
from people.actions.organisations import create_personal_organisation
from people.models import Membership
from tests.cast import NOW

Browser = Callable[[Membership], Client]


@pytest.fixture
def new(amal: Membership, scoped: None) -> Membership:
    """Amal, before she has read the notice."""
    Membership.objects.filter(pk=amal.pk).update(notice_read=0)
    return amal


@pytest.mark.parametrize("url", ["/today/", "/you/preferences/", "/you/security/", "/moments/"])
def test_the_notice_comes_before_every_page(url: str, new: Membership, client_of: Browser) -> None:
    answer = client_of(new).get(url)
    assert (answer.status_code, answer["Location"]) == (302, "/welcome/1/")


@pytest.mark.parametrize("url", ["/support/", "/help/", "/privacy/", "/sign-out/"])
def test_help_and_the_way_out_stay_open(url: str, new: Membership, client_of: Browser) -> None:
    assert client_of(new).get(url).status_code == 200


def test_the_notice_says_who_reads_what_in_at_most_200_words(new: Membership, client_of: Browser) -> None:
    page = client_of(new).get("/welcome/1/").content.decode()
    assert "Your company may record screens or web traffic." in page
    assert "You agree to nothing by it." in page


def test_continue_says_that_it_was_shown(new: Membership, client_of: Browser) -> None:
    client = client_of(new)
    assert client.post("/welcome/1/")["Location"] == "/welcome/2/"
    new.refresh_from_db()
    assert new.notice_read == NOTICE_VERSION
    assert client.get("/today/").status_code == 200


def test_the_second_page_shows_role_and_team(amal: Membership, client_of: Browser) -> None:
    page = client_of(amal).get("/welcome/2/").content.decode()
    assert "Harbour Support" in page
    assert "<dd>Agent</dd>" in page
    assert "<dd>Pier</dd>" in page
    assert client_of(amal).post("/welcome/2/")["Location"] == "/welcome/3/"


def test_who_has_no_team_reads_so(dee: Membership, client_of: Browser) -> None:
    assert "<dd>No team</dd>" in client_of(dee).get("/welcome/2/").content.decode()


def test_a_person_alone_has_no_second_page(eve: Membership, client_of: Browser) -> None:
    alone = create_personal_organisation(user=eve.user, now=NOW)
    client = client_of(alone)
    session = client.session
    session["membership"] = str(alone.pk)
    session.save()
    assert client.post("/welcome/1/")["Location"] == "/welcome/3/"
    assert client.get("/welcome/2/")["Location"] == "/welcome/3/"


def test_the_third_page_sets_the_days(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    page = client.get("/welcome/3/").content.decode()
    assert '<option value="04:00" selected>' in page
    answer = client.post("/welcome/3/", {"time_zone": "Asia/Manila", "day_ends_at": "06:00"})
    assert answer["Location"] == "/today/"
    amal.user.refresh_from_db()
    assert (amal.user.time_zone, amal.user.day_ends_at) == ("Asia/Manila", dt.time(6))


def test_what_is_no_zone_is_refused_in_words(amal: Membership, client_of: Browser) -> None:
    page = client_of(amal).post("/welcome/3/", {"time_zone": "Mars/Olympus", "day_ends_at": "25:00"})
    assert "Select a time zone from the list." in page.content.decode()
    assert "Select a time from the list." in page.content.decode()


@pytest.mark.parametrize("url", ["/welcome/0/", "/welcome/4/"])
def test_there_are_three_pages(url: str, amal: Membership, client_of: Browser) -> None:
    assert client_of(amal).get(url).status_code == 404


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_first_pages_lead_to_no_section(step: int, amal: Membership, client_of: Browser) -> None:
    page = client_of(amal).get(f"/welcome/{step}/").content.decode()
    assert 'aria-label="Sections"' not in page
    assert 'aria-label="Quick sections"' not in page
    assert 'class="menu"' in page  # the account, on a phone too: its usual place there is the bar
    for kept in ("Support", "Help", "Hide screen", "Sign out"):
        assert kept in page


def test_other_pages_have_both_ways_to_the_sections(amal: Membership, client_of: Browser) -> None:
    page = client_of(amal).get("/today/").content.decode()
    assert 'aria-label="Sections"' in page
    assert 'aria-label="Quick sections"' in page
