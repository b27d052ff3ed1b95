"""A person's own pages: preferences, and which of her organisations she is in."""

import datetime as dt
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.actions.organisations import Roles, close_membership, create_personal_organisation, join
from people.models import Membership, Organisation
from people.scope import organisation_scope
from people.zones import COMMON, city, known_zones, regions
from tests.cast import NOW
from tests.people.conftest import member_behind, sign_in

Browser = Callable[[Membership], Client]
CHOSEN = {
    "theme": "dark",
    "text_size": "large",
    "one_statement": "on",
    "time_zone": "America/Argentina/Buenos_Aires",
    "day_ends_at": "05:00",
    "idle_minutes": "5",
}


def test_preferences_are_saved_and_used_at_once(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    page = client.post("/you/preferences/", CHOSEN, follow=True).content.decode()
    assert "Your preferences are saved." in page
    assert 'data-theme="dark" data-text-size="large"' in page
    user = amal.user
    user.refresh_from_db()
    assert (user.one_statement, user.idle_minutes, user.time_zone, user.day_ends_at) == (
        True,
        5,
        "America/Argentina/Buenos_Aires",
        dt.time(5),
    )


def test_saving_is_one_commit(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    with CaptureQueriesContext(connection) as asked:
        client.post("/you/preferences/", CHOSEN)
    assert len([query for query in asked if query["sql"].startswith("UPDATE")]) == 2
    assert len([query for query in asked if query["sql"].startswith("SAVEPOINT")]) == 1


def test_own_zone_comes_first_and_is_chosen(amal: Membership, client_of: Browser) -> None:
    amal.user.time_zone = "Asia/Kathmandu"
    amal.user.save()
    page = client_of(amal).get("/you/preferences/").content.decode()
    options = re.findall(r'<option value="([^"]+)"( selected)?>', page)
    assert options[0] == ("Asia/Kathmandu", " selected")
    assert len([zone for zone, _ in options if zone == "Asia/Kathmandu"]) == 1


def test_what_is_not_offered_is_refused_in_words(amal: Membership, client_of: Browser) -> None:
    page = client_of(amal).post("/you/preferences/", {"theme": "pink"}).content.decode()
    for words in (
        "Select light or dark.",
        "Select a size.",
        "Select when the screen is locked.",
        "Select your time zone.",
        "Select when your day ends.",
    ):
        assert page.count(words) == 2


def test_zones_are_grouped_and_named_by_their_city() -> None:
    assert city("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert {*COMMON} <= known_zones()
    regions.cache_clear()
    europe = dict(regions())["Europe"]
    assert [city(zone) for zone in europe] == sorted(city(zone) for zone in europe)


@pytest.fixture
def two_places(amal: Membership, eve: Membership) -> tuple[Membership, Membership]:
    """Amal in Harbour Support and in eve's organisation."""
    with organisation_scope(eve.organisation):
        second = join(
            organisation=eve.organisation,
            user=amal.user,
            roles=Roles(hr=True),
            team=None,
            actor=eve,
            now=NOW + dt.timedelta(days=1),
        )
        second.notice_read = 1
        second.save(update_fields=["notice_read"])
    return amal, second


def test_switch_changes_the_organisation_of_this_browser_alone(
    two_places: tuple[Membership, Membership],
) -> None:
    first, second = two_places
    desk, phone = sign_in(first), sign_in(first)
    page = desk.get("/you/organisation/").content.decode()
    assert re.findall(r'value="([^"]+)"[^>]*checked', page) == [str(first.pk)]
    assert desk.post("/you/organisation/", {"membership": str(second.pk)})["Location"] == "/today/"
    assert member_behind(desk.get("/you/security/")) == second
    assert member_behind(phone.get("/you/security/")) == first


def test_switch_is_offered_only_where_there_are_two(
    two_places: tuple[Membership, Membership], cleo: Membership
) -> None:
    for url in ("/you/preferences/", "/you/security/"):
        assert "/you/organisation/" in sign_in(two_places[0]).get(url).content.decode()
        assert "/you/organisation/" not in sign_in(cleo).get(url).content.decode()


@pytest.mark.parametrize("whose", ["eve", "nobody", "words"])
def test_what_is_not_hers_cannot_be_chosen(
    whose: str, amal: Membership, eve: Membership, client_of: Browser
) -> None:
    sent = {"eve": str(eve.pk), "nobody": str(uuid4()), "words": "x"}[whose]
    client = client_of(amal)
    answer = client.post("/you/organisation/", {"membership": sent})
    assert "Select an organisation from the list." in answer.content.decode()
    assert member_behind(client.get("/you/security/")) == amal


def test_a_closed_place_is_not_among_them(two_places: tuple[Membership, Membership], eve: Membership) -> None:
    first, second = two_places
    with organisation_scope(eve.organisation):
        close_membership(member=second, by=eve, now=NOW)
    page = sign_in(first).get("/you/organisation/").content.decode()
    assert str(second.pk) not in page
    assert str(first.pk) in page


def test_pages_cost_the_same_whatever_she_is_in(
    amal: Membership, client_of: Browser, harbour: Organisation
) -> None:
    client = client_of(amal)
    client.get("/you/security/")
    with CaptureQueriesContext(connection) as one:
        client.get("/you/security/")
    create_personal_organisation(user=amal.user, now=NOW + dt.timedelta(days=1))
    with CaptureQueriesContext(connection) as two:
        client.get("/you/security/")
    assert (len(one), len(two)) == (3, 3)  # session, user with membership and key, second steps
