"""Who may open what: every address from the resolver x everybody x every method x whose thing it is.

The expected answers are the tables of tests/matrix.py. A test at the end removes each check and filter in turn
and sees that the walk notices.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType

import pytest
import time_machine
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import clear_url_caches, include, path, set_urlconf

from tests.conftest import NOW
from tests.crowd import NEVER, Crowd, gather
from tests.matrix import ACTORS, CONSTANTS, OF_HERS, OUTSIDE_EAR, TABLE, THINGS, row_for, standing
from tests.walk import METHODS, Route, routes, text_of


@pytest.fixture
def crowd(db: None) -> Iterator[Crowd]:
    with time_machine.travel(NOW, tick=False):
        yield gather()


@dataclass
class Tally:
    """What a walk did and what it found; equal to an empty one with the same pairs when all is well."""

    pairs: int = 0
    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def owners_of(route: Route) -> list[str | None]:
    """Whose things the address is tried with; None: things that never were. An address without things is tried once."""
    return ["amal", "eve", None] if route.name in THINGS else ["herself"]


def address(crowd: Crowd, route: Route, owner: str | None) -> str:
    """The route's address, filled with the owner's things. KeyError where nobody says what fills it."""
    values: dict[str, object] = dict(CONSTANTS.get(route.name, {}))
    for parameter, kind in THINGS.get(route.name, {}).items():
        never = NEVER["number" if kind == "passkey" else "token" if kind == "token" else "row"]
        values[parameter] = crowd.holdings[owner].ids[kind] if owner else never
    return route.url(values)


def stands_to(crowd: Crowd, actor: str, route: Route, owner: str | None) -> str:
    if owner != "herself":
        return standing(crowd, actor, owner)
    return standing(crowd, actor, actor if route.name not in OF_HERS or actor in crowd.holdings else None)


def told_to(crowd: Crowd, actor: str, route: Route, owner: str | None) -> set[str]:
    """The words that must not stand in an answer: all but one's own, and an admin's of her organisation."""
    me, forbidden = crowd.members.get(actor), set()
    for name, held in crowd.holdings.items():
        for kind, word in held.words.items():
            ours = me is not None and me.organisation_id == held.member.organisation_id
            mine = name == actor or (kind in {"team", "invitation"} and ours and me.is_admin)
            letter = kind in OUTSIDE_EAR.get(route.name, ()) and owner == name
            if not mine and not letter:
                forbidden.add(word)
    return forbidden


def walk(crowd: Crowd, actor: str, among: list[Route], methods: tuple[str, ...] = METHODS) -> Tally:
    """Knock at every address as this actor, with every method and everybody's things."""
    tally, browser = Tally(), crowd.browsers[actor]
    for route in among:
        for owner in owners_of(route):
            url, stands = address(crowd, route, owner), stands_to(crowd, actor, route, owner)
            forbidden = told_to(crowd, actor, route, owner)
            for method in methods:
                answer = browser.knock(method, url)
                expected = row_for(route.name, actor, stands, owner).expected(method, stands)
                pair = f"{actor} {method} {url}"
                tally.pairs += 1
                if answer.status_code != expected:
                    tally.wrong.append(f"{pair} ({route.name}, {stands}): {answer.status_code}, not {expected}")
                body = text_of(answer)
                tally.leaks += [f"{pair}: {word}" for word in sorted(forbidden) if word in body]
    return tally


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_gets_what_the_table_says_and_no_words_of_others(crowd: Crowd, actor: str) -> None:
    tried = routes()
    tally = walk(crowd, actor, tried)
    knocks = sum(len(owners_of(route)) for route in tried) * len(METHODS)
    print(f"{actor}: {tally.pairs} pairs, {len(tally.leaks)} leaks")
    assert tally == Tally(pairs=knocks)
