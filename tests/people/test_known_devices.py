"""Limits on guessing: strangers' tries do not lock a person out of a browser that she has used."""

import pytest
import time_machine
from django.test import Client, RequestFactory

from people.known_devices import AGE, COOKIE, PEOPLE_A_DEVICE, known_device, remember_device
from people.models import Membership
from tests.cast import NOW, PASSWORD
from tests.people.conftest import is_in, sign_in

LOCKED = "Too many tries. Wait five minutes, then try again."


def guess(client: Client, times: int, email: str = "amal@demo.example") -> str:
    """Wrong passwords; returns the last page."""
    page = ""
    for _ in range(times):
        page = client.post("/sign-in/", {"login": email, "password": "a guess"}).content.decode()
    return page


def test_the_sixth_try_is_refused_even_with_the_right_password(amal: Membership) -> None:
    stranger = Client()
    assert LOCKED not in guess(stranger, 5)
    assert LOCKED in guess(stranger, 1)
    page = stranger.post("/sign-in/", {"login": amal.user.email, "password": PASSWORD}).content.decode()
    assert LOCKED in page


def test_another_name_of_the_host_gives_no_further_tries(amal: Membership) -> None:
    guess(Client(), 5)
    assert LOCKED in guess(Client(headers={"host": "localhost"}), 1)


def test_five_minutes_later_it_opens_again(amal: Membership) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        guess(Client(), 6)
        clock.shift(301)
        assert is_in(sign_in(amal))


def test_a_known_browser_stays_open_while_strangers_guess(amal: Membership) -> None:
    hers = sign_in(amal)
    hers.post("/sign-out/")
    assert LOCKED in guess(Client(), 6)
    hers.post("/sign-in/", {"login": amal.user.email, "password": PASSWORD})
    assert is_in(hers)


def test_a_known_browser_has_twenty_tries_an_hour(amal: Membership) -> None:
    hers = sign_in(amal)
    hers.post("/sign-out/")
    assert "Too many tries" not in guess(hers, 20)
    assert "Too many tries. Wait an hour, then try again." in guess(hers, 1)


def test_signing_in_again_and_again_uses_none_of_them_up(amal: Membership) -> None:
    hers = sign_in(amal)
    for _ in range(25):
        hers.post("/sign-out/")
        hers.post("/sign-in/", {"login": amal.user.email, "password": PASSWORD})
    assert is_in(hers)


def test_it_is_known_for_her_and_for_nobody_else(amal: Membership, cleo: Membership) -> None:
    hers = sign_in(amal)
    hers.post("/sign-out/")
    guess(Client(), 6, "cleo@demo.example")
    page = hers.post("/sign-in/", {"login": cleo.user.email, "password": PASSWORD}).content.decode()
    assert LOCKED in page


def test_a_shared_desk_is_known_for_each_of_its_people(amal: Membership, cleo: Membership) -> None:
    desk = sign_in(amal)
    desk.post("/sign-out/")
    desk.post("/sign-in/", {"login": cleo.user.email, "password": PASSWORD})
    desk.post("/sign-out/")
    guess(Client(), 6, amal.user.email)
    guess(Client(), 6, cleo.user.email)
    for member in (amal, cleo):
        desk.post("/sign-in/", {"login": member.user.email, "password": PASSWORD})
        assert is_in(desk)
        desk.post("/sign-out/")


def test_the_cookie_tells_no_address_and_no_script(amal: Membership) -> None:
    cookie = sign_in(amal).cookies[COOKIE]
    assert "amal" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("change", ["x", "", "eyJkZXZpY2UiOiJ4In0:1:x"])
def test_a_cookie_that_we_did_not_sign_is_none(change: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = change
    assert known_device(request, "amal@demo.example") is None


def test_it_is_forgotten_after_half_a_year_and_the_oldest_person_first() -> None:
    factory, response = RequestFactory(), Client().get("/help/")
    request = factory.get("/")
    with time_machine.travel(NOW, tick=False) as clock:
        for number in range(PEOPLE_A_DEVICE + 1):
            remember_device(request, response, f"person{number}@demo.example")
            request.COOKIES[COOKIE] = response.cookies[COOKIE].value
        assert known_device(request, "person0@demo.example") is None
        assert known_device(request, "Person1@Demo.Example ") is not None
        clock.shift(AGE + 1)
        assert known_device(request, "person1@demo.example") is None


def test_many_people_behind_one_address_can_all_sign_in(harbour: object, amal: Membership) -> None:
    for _ in range(80):
        assert Client().post("/sign-in/", {"login": amal.user.email, "password": PASSWORD}).status_code == 302


def test_a_flood_gets_the_page_for_too_many_tries(amal: Membership, settings: pytest.FixtureRequest) -> None:
    limits = settings.ACCOUNT_RATE_LIMITS | {"sign_in": "2/m/ip"}  # type: ignore[attr-defined]
    settings.ACCOUNT_RATE_LIMITS = limits  # type: ignore[attr-defined]
    guess(Client(), 2)
    answer = Client().post("/sign-in/", {"login": amal.user.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert "<h1>Too many tries</h1>" in answer.content.decode()
