"""Nobody comes in by guessing, trying again or being quicker; dead links look alike and take as long."""

import gc
import itertools
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import numpy
import pytest
import zeal
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from hiring.judgement.actions.panels import start_panel
from hiring.models import Expert, Opening
from hiring.views import rating, taking
from people.actions.organisations import Roles
from people.models import Membership
from people.scope import organisation_scope
from people.tokens import new_token, token_hash
from tests.cast import NOW, new_member
from tests.hires import invited, job
from tests.hiring.dead_links import (
    CANDIDATES,
    DOORS,
    Door,
    Secret,
    asked,
    dead_of_candidates,
    dead_of_experts,
    live_of_candidates,
    live_of_experts,
)

pytestmark = pytest.mark.untraced
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MANY = 10_000  # guesses
CLICKS, RACES = 4, 200
# Of each kind so many answers are timed; a kind differs where chance alone would part the medians so far
# once in a thousand times, and by more than so much of the time: less is lost in any network.
ROUNDS, SHUFFLES, RARE, FELT = 400, 5000, 0.001, 0.02
Seen = tuple[int, bytes, tuple[tuple[str, str], ...]]


@pytest.fixture
def unlimited(settings: Settings) -> None:
    """Every try is a real one: none is turned away for being one of many."""
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "candidate_link": ""}


@pytest.fixture
def live(scoped: None, dee: Membership, clock: object) -> list[Secret]:
    """What opens in Harbour Support."""
    return [*live_of_candidates(dee), *live_of_experts(dee)]


@pytest.fixture
def dead(scoped: None, dee: Membership, clock: object) -> list[Secret]:
    """What does not open any more."""
    return [*dead_of_candidates(dee), *dead_of_experts(dee)]


@pytest.fixture
def elsewhere(eve: Membership, clock: object) -> list[Secret]:
    """What does not open any more in another organisation."""
    fay = new_member(eve.organisation, "Fay", Roles(agent=False, hr=True))
    with organisation_scope(eve.organisation):
        return [*dead_of_candidates(fay)]


def never(door: Door, *, is_cookie: bool) -> Secret:
    return Secret("never", door, new_token(), is_cookie)


NEVER = [never(door, is_cookie=each) for door in DOORS for each in (False, True)]


def tried(secret: Secret, method: str = "GET", client: Client | None = None) -> HttpResponse:
    client = client or Client()
    if not secret.is_cookie:
        path = f"{secret.door.links}{quote(secret.value, safe='')}/"
    else:
        path = secret.door.page
        client.cookies[secret.door.cookie] = secret.value
    answer: HttpResponse = client.generic(method, path)  # type: ignore[assignment]
    return answer


def seen(answer: HttpResponse) -> Seen:
    """All that comes back, byte for byte: nothing in it differs by chance."""
    cookies = tuple((name, each.OutputString()) for name, each in answer.cookies.items())
    return answer.status_code, answer.content, (*sorted(answer.headers.items()), *cookies)


def one_answer(secrets: list[Secret]) -> bytes:
    """The page that all of these get, whichever way they are asked for."""
    pages = {method: {seen(tried(each, method)) for each in secrets} for method in ("GET", "POST", "HEAD")}
    (page,) = pages["GET"]
    assert pages["POST"] == {page}
    ((status, body, headers),) = pages["HEAD"]
    assert (status, body, headers) == (410, b"", page[2])
    assert page[0] == 410
    return page[1]


def still_open(live: list[Secret]) -> None:
    """Nothing that was tried has spent a live one."""
    for each in live:
        assert tried(each).status_code == 200, each


# --- guesses --------------------------------------------------------------------------------------


def changed(secret: Secret, chance: random.Random) -> str:
    """Nearly the secret: one character other, too few, too many, other case, the same once more quoted."""
    told = secret.value
    at = chance.randrange(len(told))
    other = chance.choice([each for each in LETTERS if each != told[at]])
    ways = [
        told[:at] + other + told[at + 1 :],
        told[:at] + told[at + 1 :],
        told[: at or 1][:-1] + other,
        told[:at] + other + told[at:],
        told.swapcase(),
        told.upper(),
        told.lower(),
        told[::-1],
        told + chance.choice(LETTERS),
        chance.choice(LETTERS) + told,
        told + told,
        told[:at] + f"%{ord(told[at]):02x}" + told[at + 1 :],
        told[:at] + "%00" + told[at:],
        told[:at] + "*" + told[at + 1 :],
        told[:at] + "_" * 2 + told[at + 1 :],
        token_hash(told),
    ]
    if not secret.is_cookie:  # a cookie cannot carry these
        ways += [told + " ", told + "\x00", told[:at] + chr(0xFEE0 + ord(told[at])) + told[at + 1 :]]
    return chance.choice([each for each in ways if each and each != told])


def crossed(live: list[Secret]) -> list[Secret]:
    """Each live secret in every place where it is none."""
    return [
        Secret("crossed", door, each.value, is_cookie)
        for each in live
        for door in DOORS
        for is_cookie in (False, True)
        if (door, is_cookie) != (each.door, each.is_cookie)
    ]


def guesses(live: list[Secret], dead: list[Secret], chance: random.Random) -> Iterator[Secret]:
    """Without end: new ones, nearly live ones, dead ones as they were and nearly so."""
    while True:
        yield never(chance.choice(DOORS), is_cookie=chance.random() < 0.5)
        for _each in range(3):
            near = chance.choice(live)
            yield Secret("nearly", near.door, changed(near, chance), near.is_cookie)
        yield chance.choice(dead)


def successes(live: list[Secret], dead: list[Secret], many: int) -> list[Secret]:
    """Those of so many tries that got anything but the one page of the dead."""
    chance = random.Random(6)
    gone = {each: seen(tried(NEVER[0], each)) for each in ("GET", "POST", "HEAD")}
    found = []
    with zeal.zeal_ignore():
        for _number, guess in zip(range(many), guesses(live, dead, chance), strict=False):
            method = chance.choice(("GET", "POST", "POST", "HEAD"))
            if seen(tried(guess, method)) != gone[method]:
                found.append(guess)
    return found


def test_every_dead_link_and_cookie_gets_the_same_answer(
    unlimited: None, dead: list[Secret], elsewhere: list[Secret]
) -> None:
    page = one_answer([*dead, *elsewhere, *NEVER]).decode()
    assert "This link no longer works" in page
    for named in ("Harbour", "Elsewhere", "Dead", "Over", "Closed"):
        assert named not in page


def test_a_secret_opens_nothing_but_its_own_door(unlimited: None, live: list[Secret]) -> None:
    one_answer([*crossed(live), *NEVER])
    still_open(live)


def test_three_hundred_guesses_open_nothing(
    unlimited: None, dead: list[Secret], elsewhere: list[Secret], live: list[Secret]
) -> None:
    assert successes(live, [*dead, *elsewhere, *crossed(live)], 300) == []
    still_open(live)


def test_what_opens_is_told_from_what_does_not(unlimited: None, live: list[Secret]) -> None:
    """The count of successes counts."""
    assert set(successes(live, live, 60)) == set(live)


@pytest.mark.torture
def test_ten_thousand_guesses_open_nothing(
    unlimited: None, dead: list[Secret], elsewhere: list[Secret], live: list[Secret]
) -> None:
    assert successes(live, [*dead, *elsewhere, *crossed(live)], MANY) == []
    still_open(live)


# --- the limit ------------------------------------------------------------------------------------


@pytest.mark.parametrize("door", DOORS, ids=["candidates", "experts"])
def test_after_three_hundred_tries_in_a_minute_a_live_link_is_told_the_same_as_another(
    live: list[Secret], door: Door, clock: Any
) -> None:
    for _number in range(300):
        assert tried(never(door, is_cookie=False)).status_code == 410
    waiting = next(each for each in live if each.door == door and not each.is_cookie)
    answers = {seen(tried(each, "POST")) for each in (waiting, never(door, is_cookie=False))}
    ((status, page, _headers),) = answers
    assert status == 429
    assert b"Harbour" not in page
    clock.shift(61)
    assert tried(waiting).status_code == 200


def test_sixty_candidates_behind_one_address_get_in_within_a_minute(
    opening: Opening, dee: Membership, clock: object
) -> None:
    """Each link is opened by a scanner of mails, by her, and once more, before she presses Start."""
    people = [Secret("live", CANDIDATES, new_token()) for _each in range(60)]
    for number, each in enumerate(people):
        invited(opening, dee, name=f"N{number}", token=each.value)
    with zeal.zeal_ignore():
        for each in people:
            assert [tried(each).status_code for _time in range(3)] == [200] * 3
            assert tried(each, "POST").status_code == 303


def test_who_is_told_to_wait_is_told_of_no_password(db: None, clock: object) -> None:
    """Candidates have none."""
    for _number in range(301):
        answer = tried(never(CANDIDATES, is_cookie=False))
    assert answer.status_code == 429
    assert "guessing passwords and links" in answer.content.decode()


# --- at once --------------------------------------------------------------------------------------


def click(secret: Secret, answers: list[HttpResponse]) -> None:
    try:
        answers.append(tried(secret, "POST"))
    finally:
        connections.close_all()


def race(secret: Secret) -> list[HttpResponse]:
    """Four browsers exchange one link at once."""
    answers: list[HttpResponse] = []
    threads = [threading.Thread(target=click, args=(secret, answers)) for _each in range(CLICKS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return answers


def one_wins(secret: Secret) -> bool:
    """Whether one of four got the session, a cookie that opens, and the others the page of the dead."""
    answers = race(secret)
    won = [each for each in answers if each.status_code == 303]
    lost = {seen(each) for each in answers if each.status_code != 303}
    if (len(answers), len(won), lost) != (CLICKS, 1, {seen(tried(NEVER[0], "POST"))}):
        return False
    cookie = won[0].cookies[secret.door.cookie].value
    return tried(Secret("won", secret.door, cookie, is_cookie=True)).status_code == 200


@pytest.fixture
def waiting(
    transactional_db: None, unlimited: None, scoped: None, dee: Membership, clock: object
) -> dict[str, Callable[[], Secret]]:
    """A new link of somebody new, each time."""
    opening, panel, number = job(dee), start_panel(by=dee, now=NOW), itertools.count()

    def of_candidate() -> Secret:
        link = Secret("live", CANDIDATES, new_token())
        invited(opening, dee, token=link.value)
        return link

    def of_expert() -> Secret:
        Expert.objects.filter(panel=panel).delete()  # a panel has room for sixty
        return asked(f"E{next(number)}", panel, dee, NOW)

    return {"candidates": of_candidate, "experts": of_expert}


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has seen the link wait before any of them exchanges it."""
    gate = threading.Barrier(CLICKS)
    for module, name in ((taking, "exchange_link"), (rating, "exchange_expert_link")):
        exchange = getattr(module, name)

        def meet(exchange: Callable[..., None] = exchange, **told: Any) -> None:
            gate.wait(30)
            exchange(**told)

        monkeypatch.setattr(module, name, meet)


@pytest.mark.parametrize("door", ["candidates", "experts"])
def test_of_four_that_exchange_one_link_at_once_one_wins(
    waiting: dict[str, Callable[[], Secret]], together: None, door: str
) -> None:
    assert [one_wins(waiting[door]()) for _round in range(3)] == [True] * 3


@pytest.mark.torture
@pytest.mark.parametrize("door", ["candidates", "experts"])
def test_of_four_one_wins_each_time_that_they_meet(
    waiting: dict[str, Callable[[], Secret]], together: None, door: str
) -> None:
    assert sum(one_wins(waiting[door]()) for _round in range(RACES)) == RACES


@pytest.mark.torture
@pytest.mark.parametrize("door", ["candidates", "experts"])
def test_of_four_one_wins_each_time_however_they_come(
    waiting: dict[str, Callable[[], Secret]], door: str
) -> None:
    assert sum(one_wins(waiting[door]()) for _round in range(RACES)) == RACES


# --- how long it takes ----------------------------------------------------------------------------


def spent(secret: Secret) -> float:
    """Seconds of work until the answer: what others do on the machine meanwhile does not count."""
    client = Client()
    since = time.thread_time()
    tried(secret, client=client)
    return time.thread_time() - since


def chance_of(one: list[float], other: list[float]) -> float:
    """How often two medians are at least so far apart where nothing but chance parts them."""
    both = numpy.array([*one, *other])
    apart = abs(numpy.median(one) - numpy.median(other))
    shuffled = numpy.random.default_rng(6).permuted(numpy.tile(both, (SHUFFLES, 1)), axis=1)
    halves = numpy.median(shuffled[:, : len(one)], axis=1) - numpy.median(shuffled[:, len(one) :], axis=1)
    return float((1 + (abs(halves) >= apart).sum()) / (1 + SHUFFLES))


def timed(secrets: list[Secret], many: int) -> dict[Secret, list[float]]:
    """All of them by turns, in another order each time."""
    chance, found = random.Random(6), {each: list[float]() for each in secrets}
    gc.disable()
    with zeal.zeal_ignore():
        for _round in range(many):
            for each in chance.sample(secrets, len(secrets)):
                found[each].append(spent(each))
            gc.collect(0)
    gc.enable()
    return found


@pytest.mark.torture
@pytest.mark.any_database  # what a server of its own spends is not counted here
def test_what_is_dead_takes_as_long_as_what_never_was(unlimited: None, dead: list[Secret]) -> None:
    found = timed([*dead, *NEVER], ROUNDS)
    told = []
    for each in dead:
        never_was = found[
            next(one for one in NEVER if (one.door, one.is_cookie) == (each.door, each.is_cookie))
        ]
        usual, own = statistics.median(never_was), statistics.median(found[each])
        likely = chance_of(found[each], never_was)
        line = (
            f"{each.door.cookie} {each.kind}: {own * 1e6:.0f} us, never {usual * 1e6:.0f} us, p {likely:.4f}"
        )
        told.append((likely < RARE and abs(own - usual) > FELT * usual, line))
    assert [line for differs, line in told if differs] == [], [line for _differs, line in told]
