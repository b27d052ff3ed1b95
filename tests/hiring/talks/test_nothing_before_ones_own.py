"""Before her own card is locked nobody meets a word of another's card, or a score: generated requests.

They are drawn with a seed, by role, out of every address of the room, every method, and what a page might
take. What a request changed is undone after it, so that each meets the same house. The mails that it would
have sent count as its answer.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase

from hiring import permissions
from hiring.actions.scorecards import Rated, Verdict, decide, lock_scorecard, save_scorecard
from hiring.models import Candidate, Opening
from hiring.openings.actions.team import name_team
from people.actions.organisations import Roles
from people.models import Membership, Organisation
from tests.cast import NOW, new_member
from tests.hires import QUESTIONS, changed, job, locked, sent
from tests.walk import METHODS, Route, form, routes, text_of

ClientOf = Callable[[Membership], Client]
REQUESTS = 240
# What only answers make: a score in words, a drawing, a statement of the questionnaire.
SCORES = re.compile(r"out of 100|a range that fits|too close to tell|<svg[^>]*role=\"img\"|inaccurate", re.I)
ROLES = ("before", "after", "hr", "decider", "admin", "elsewhere", "stranger")
# Where such things stand once they may be read: drawn more often.
TELLING = {f"hiring:{name}" for name in ("cards", "compare", "profile", "decision", "candidate", "agreement")}
# Words in cards, reasons and decisions; each begins with what nobody else writes.
MATES, CHANGED, DECIDED, HALF = "zqmate", "zqreplaced", "zqdecided", "zqhalf"


@dataclass
class World:
    """Nell was rated by mate, who changed her card, and is decided on; of Tariq mate alone wrote, too."""

    opening: Opening
    nell: Candidate
    tariq: Candidate
    other: Opening
    clients: dict[str, Client]
    # What nobody of this role may meet; of scores, whether she may.
    secret: dict[str, tuple[str, ...]]


@pytest.fixture
def world(
    dee: Membership,
    amal: Membership,
    bo: Membership,
    cleo: Membership,
    flo: Membership,
    ada: Membership,
    eve: Membership,
    harbour: Organisation,
    scoped: None,
    clock: object,
    client_of: ClientOf,
) -> World:
    mate = new_member(harbour, "Mate", Roles())
    opening, other = job(dee, title="Agent, evenings"), job(dee, title="Another")
    addresses = [each.user.email for each in (amal, mate)]
    name_team(
        opening=opening, interviewers=addresses, deciders=[bo.user.email, mate.user.email], by=flo, now=NOW
    )
    name_team(opening=other, interviewers=[cleo.user.email], deciders=[cleo.user.email], by=flo, now=NOW)
    nell = sent(opening, dee)
    tariq = sent(opening, dee, name="Tariq", token="tariq", session="tariq")
    for candidate in (nell, tariq):
        locked(candidate, mate, evidence=f"{MATES} kept calm")
        changed(candidate, mate, evidence=f"{MATES} again", reason=f"{CHANGED} two calls")
        half = {QUESTIONS[0].code: Rated(2, f"{HALF} a thought")}
        save_scorecard(candidate=candidate, ratings=half, by=amal, now=NOW)
    everything = (MATES, CHANGED, DECIDED)
    secret: dict[str, tuple[str, ...]] = dict.fromkeys(ROLES, (*everything, HALF))
    # Amal writes: her own half card is hers to read.
    secret["before"] = everything
    told = Verdict(True, ("calm",), f"{DECIDED} by what was heard")
    decide(candidate=tariq, verdict=told, by=mate, now=NOW)
    secret["after"] = (HALF,)
    people = {
        "before": amal,
        "after": mate,
        "hr": flo,
        "decider": bo,
        "admin": ada,
        "elsewhere": cleo,
        "stranger": eve,
    }
    clients = {role: client_of(member) for role, member in people.items()}
    for client in clients.values():
        client.raise_request_exception = False
    return World(opening, nell, tariq, other, clients, secret)


def addresses() -> list[Route]:
    """All of the room, those of the candidate's own way too."""
    return [route for route in routes() if route.name.startswith("hiring:")]


def drawn(world: World, draw: random.Random) -> tuple[str, str, dict[str, str]]:
    """A method, an address with a query, and what is sent."""
    ids = {
        "candidate_id": draw.choice([world.nell, world.tariq]).pk,
        "opening_id": draw.choice([world.opening, world.opening, world.opening, world.other]).pk,
        "number": draw.choice([1, 2, 9]),
        "token": "nells-token",
        "code": draw.choice(["calm-1", "calm", "csv"]),
    }
    known = [route for route in addresses() if set(route.parameters) <= ids.keys()]
    telling = [route for route in known if route.name in TELLING]
    url = draw.choice(telling if draw.random() < 0.6 else known).url(ids)
    who = [f"who={one.pk}" for one in (world.nell, world.tariq)]
    queries = ["", "&".join([*who, "show=1"]), "quiet=1", f"{who[0]}&add=1", "page=1&locked=1&interviewer="]
    fields: dict[str, str] = {"then": draw.choice(["lock", "save", ""])}
    if draw.random() < 0.5:
        fields |= {"version": draw.choice(["1", "2", "x"]), "reason": "Because."}
        fields |= {"rating_calm-1": draw.choice(["1", "5", "0", "x"]), "outcome": "on", "grounds": "calm"}
    return draw.choice(("GET", "GET", "GET", "POST", *METHODS)), f"{url}?{draw.choice(queries)}", fields


def asked(world: World, role: str, seed: int) -> Iterator[tuple[str, str]]:
    """What each request told in full: its answer, and the mails."""
    draw, client = random.Random(f"{role} {seed}"), world.clients[role]
    for _ in range(REQUESTS):
        method, url, fields = drawn(world, draw)
        with transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer: Any = client.generic(method, url, **cast(Any, form(fields)))
            mails = "".join(f"{each.subject}\n{each.body}" for each in mail.outbox)
            transaction.set_rollback(True)
        mail.outbox.clear()
        cache.clear()
        assert answer.status_code < 500, (method, url)
        yield f"{method} {url}", text_of(answer) + mails


def leaks(world: World, role: str, *, seed: int = 1) -> list[str]:
    """Requests that told what this role may not know yet."""
    found = []
    for name, told in asked(world, role, seed):
        words = [word for word in world.secret[role] if word in told]
        if words or (role != "after" and SCORES.search(told)):
            found.append(f"{name}: {words}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_request_tells_what_this_role_may_not_know_yet(world: World, role: str) -> None:
    assert leaks(world, role) == []


def test_the_search_finds_what_may_be_read_once_ones_own_card_is_locked(world: World) -> None:
    """The same requests, and the same words: mate may read them, so they are there to be found."""
    told = "".join(text for _name, text in asked(world, "after", 1))
    assert all(word in told for word in (MATES, CHANGED, DECIDED))
    assert SCORES.search(told)


@pytest.mark.parametrize("role", ["before", "decider"])
def test_the_search_finds_what_a_missing_check_would_tell(
    world: World, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the one condition of who may read were gone."""
    everybody = partial(Candidate.objects.filter)
    monkeypatch.setattr(permissions, "readable_by", lambda member, opening: everybody(opening=opening))
    assert len(leaks(world, role)) > 5


def test_with_her_own_card_locked_she_reads_what_she_could_not(world: World, amal: Membership) -> None:
    whole = {one.code: Rated(4, "I heard it.") for one in QUESTIONS}
    lock_scorecard(candidate=world.nell, ratings=whole, by=amal, now=NOW)
    page = world.clients["before"].get(f"/hiring/c/{world.nell.pk}/cards/").content.decode()
    assert MATES in page
    assert CHANGED in page
    assert world.clients["before"].get(f"/hiring/c/{world.tariq.pk}/cards/").status_code == 403
