"""Sessions that break under a writing form: whatever ended them, the whole text is back after signing in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from random import Random

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from journal.models import Moment
from people.models import Draft, Membership
from tests.cast import NOW, PASSWORD
from tests.journal.conftest import Save
from tests.journal.test_change import page_of, sent_by
from tests.people.conftest import Post, post, sign_in

__all__ = ["post"]  # a fixture
pytestmark = pytest.mark.usefixtures("scoped")
OTHER_PASSWORD = "a quiet harbour at dawn"
SECOND, AWAY = dt.timedelta(seconds=1), dt.timedelta(minutes=20)
TEXTS = ("note", "thought", "another_view", "need", "next_time")
# Letters of several scripts, marks that combine, both directions, a family of four, markup, and blanks.
PIECES = (
    "He shouted ",
    "Straße ",
    "e\u0301 ",
    "שלום ",
    "مرحبا ",
    "👩‍👩‍👧‍👦",
    "<b>&amp;",
    '"',
    "\n",
    "  ",
    "日本",
)


@dataclass
class Desk:
    """A browser with a form open, and the same person's telephone. `password` is the one that holds now."""

    amal: Membership
    tab: Client
    post: Post
    password: str = PASSWORD


def expired(desk: Desk) -> None:
    Session.objects.update(expire_date=NOW - dt.timedelta(seconds=1))


def token_dead(desk: Desk) -> None:
    """The cookie that the form's CSRF token was made for is gone."""
    desk.tab.handler.enforce_csrf_checks = True
    desk.tab.cookies.pop("csrftoken", None)


def signed_out(desk: Desk) -> None:
    """In another tab."""
    desk.post(desk.tab, "/sign-out/")


def password_changed(desk: Desk) -> None:
    told = {"oldpassword": desk.password, "password1": OTHER_PASSWORD}
    desk.post(sign_in(desk.amal), "/you/security/password/", told)
    desk.password = OTHER_PASSWORD


def signed_out_everywhere(desk: Desk) -> None:
    desk.post(sign_in(desk.amal), "/you/security/sessions/")


def cookies_cleared(desk: Desk) -> None:
    desk.tab.cookies.clear()


def hidden(desk: Desk) -> None:
    """In another tab."""
    desk.post(desk.tab, "/hidden/", {"back": "/today/"})


def left_alone(desk: Desk) -> None:
    """What is sent comes too late: the test sends everything after AWAY."""


Break = Callable[[Desk], None]
BREAKS: list[Break] = [
    expired,
    token_dead,
    signed_out,
    password_changed,
    signed_out_everywhere,
    cookies_cleared,
    hidden,
    left_alone,
]


def written_in(page: str, dice: Random) -> dict[str, list[str]]:
    """What the form of a page sends, with something written into each of its texts."""
    fields = sent_by(page)
    text = (f"{''.join(dice.choices(PIECES, k=12))}{number}." for number in count())
    return fields | {name: [next(text)] for name in TEXTS if name in fields}


def texts_of(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: fields[name] for name in TEXTS if name in fields}


def come_back(desk: Desk, address: str) -> str:
    """Where she was, after whatever the product asks her for."""
    answer = desk.tab.get(address)
    if answer.status_code == 302 and answer["Location"] == "/hidden/":
        asked = "/sign-in/again/?next=/hidden/back/"
        desk.tab.get(desk.tab.post(asked, {"password": desk.password})["Location"])
    elif answer.status_code == 302:
        told = {"login": desk.amal.user.email, "password": desk.password}
        assert desk.post(desk.tab, answer["Location"], told)["Location"] == address
    return page_of(desk.tab.get(address))


def break_under(desk: Desk, address: str, end: Break, dice: Random) -> None:
    """The form is filled in, its session breaks, it is sent: nothing is saved, all comes back."""
    fields = written_in(page_of(desk.tab.get(address)), dice)
    before = list(Moment.objects.values_list("pk", "version"))
    end(desk)
    with time_machine.travel(NOW + (AWAY if end is left_alone else SECOND), tick=False):
        assert desk.tab.post(address, fields).status_code in (302, 303, 403)
        assert list(Moment.objects.values_list("pk", "version")) == before
        assert texts_of(sent_by(come_back(desk, address))) == texts_of(fields)


@pytest.fixture
def broken(amal: Membership, post: Post, save: Save) -> Callable[[Break, int], None]:
    """broken(expired, 50): so many sessions, each signed in afresh, on each writing form in turn."""

    def run(end: Break, many: int) -> None:
        dice, moment = Random(end.__name__), save(amal, note="before")
        forms = ["/now/", "/moments/new/", f"/moments/{moment.pk}/edit/"]
        for number in range(many):
            cache.clear()  # of limits: these people are many
            Draft.objects.all().delete()
            amal.user.set_password(PASSWORD)
            amal.user.save()
            break_under(Desk(amal, sign_in(amal), post), forms[number % len(forms)], end, dice)

    return run


@pytest.mark.parametrize("end", BREAKS)
def test_the_text_is_back(broken: Callable[[Break, int], None], end: Break) -> None:
    broken(end, 3)


@pytest.mark.torture
@pytest.mark.parametrize("end", BREAKS)
def test_the_text_is_back_fifty_times(broken: Callable[[Break, int], None], end: Break) -> None:
    broken(end, 50)
