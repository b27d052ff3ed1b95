"""Every address of hiring on PostgreSQL, under the role and without it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import hiring.urls
from eiapp.management.commands import run
from hiring.access import COOKIE
from hiring.actions.answers import send_answers
from hiring.judgement.access import COOKIE as EXPERT
from hiring.models import Candidate, Opening
from hiring.role import what_is_wrong
from hiring.wall import ROLE
from people.scope import organisation_scope
from tests import experts, hires
from tests.cast import NOW
from tests.crowd import Crowd
from tests.hiring.conftest import asked_as
from tests.matrix import THINGS
from tests.phones import marked
from tests.test_url_matrix import Tally, address, owners_of, walk
from tests.walk import Browser, Route, routes

pytestmark = pytest.mark.roles


def ours() -> list[Route]:
    return [route for route in routes() if route.name.startswith("hiring:")]


@pytest.mark.parametrize("actor", ["dee", "nell", "anonymous", "eve"])
def test_every_address_works_under_the_role(crowd: Crowd, actor: str) -> None:
    with asked_as() as asked:
        tally = walk(crowd, actor, ours(), ("GET", "POST"))
    assert tally == Tally(pairs=2 * sum(len(owners_of(route)) for route in ours()))
    assert set(asked) == {ROLE}


def test_every_address_works_for_who_only_talks_with_candidates(crowd: Crowd) -> None:
    dee, mate = crowd.members["dee"], crowd.members["mate"]
    assert dee is not None
    assert mate is not None
    with organisation_scope(dee.organisation):
        hires.joins(Opening.objects.get(title=crowd.holdings["amal"].words["opening"]), dee, mate)
    statuses = {}
    with asked_as() as asked:
        for route in ours():
            url = address(crowd, route, "amal" if route.name in THINGS else "herself")
            for method in ("GET", "POST"):
                statuses[route.name, method] = crowd.browsers["mate"].knock(method, url).status_code
    assert set(asked) == {ROLE}
    assert {status for status in statuses.values() if status >= 500} == set()
    for name in ("opening-list", "opening", "candidate", "scorecard"):
        assert statuses[f"hiring:{name}", "GET"] == 200, name


# Those whom the crowd has no browser for: what they open, and with which cookie.
BEARERS = {
    "expert": (EXPERT, "session-of-dunlinexpert"),
    "done expert": (EXPERT, "session-of-dunlinmore"),
    "sender": (COOKIE, "session-of-sender"),
    "judge": (COOKIE, "session-of-judge"),
}


@pytest.fixture
def everybody(crowd: Crowd) -> dict[str, Browser]:
    """Browsers of all that have business with hiring: at each address one of them gets an answer."""
    dee = crowd.members["dee"]
    assert dee is not None
    with organisation_scope(dee.organisation):
        rows: dict[str, object] = {"expert": experts.begun("dunlinexpert").pk}
        experts.begun("dunlinmore")
        rows["done expert"] = experts.sent("dunlinmore").pk
        opening = Opening.objects.get(title=crowd.holdings["amal"].words["opening"])
        for name in ("sender", "judge"):
            candidate = hires.invited(opening, dee, name=name, token=f"link-of-{name}")
            hires.answered(hires.begun(candidate, session=f"session-of-{name}"))
            rows[name] = candidate.pk
        send_answers(candidate=experts.judged(Candidate.objects.get(name="sender")), now=NOW)
    bearers = {name: Browser((cookie,), marked(rows[name])) for name, cookie in BEARERS.items()}
    return bearers | {name: crowd.browsers[name] for name in ("dee", "nell")}


def opened(crowd: Crowd, browsers: dict[str, Browser]) -> dict[str, set[str]]:
    """Address -> the roles that tables of hiring were asked as, where somebody got her page or her next one.

    An answer that only closes the door is none: behind it nothing was tried.
    """
    found: dict[str, set[str]] = {}
    for route in ours():
        url = address(crowd, route, "amal" if route.name in THINGS else "herself")
        for browser in browsers.values():
            for method in ("GET", "POST"):
                with asked_as() as asked:
                    status = browser.knock(method, url).status_code
                if status < 400:
                    found.setdefault(route.name, set()).update(asked)
    return found


def test_somebody_gets_through_at_every_address_and_always_as_the_role(
    crowd: Crowd, everybody: dict[str, Browser]
) -> None:
    found = opened(crowd, everybody)
    assert found.keys() == {route.name for route in ours()}
    # Beginning an opening shows an empty form: only what is sent with it is written.
    assert {name for name, roles in found.items() if roles != {ROLE}} == {"hiring:opening-new"}
    assert found["hiring:opening-new"] == set()


def test_an_address_that_nobody_got_through_at_is_missed(crowd: Crowd, everybody: dict[str, Browser]) -> None:
    missed = {route.name for route in ours()} - opened(crowd, {"dee": everybody["dee"]}).keys()
    assert {"hiring:expert-page", "hiring:situation", "hiring:candidate-page"} <= missed


def test_a_view_that_somebody_forgot_to_put_behind_the_wall_is_noticed(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its address would be, were it not in the list that `walled` takes."""
    bare = next(one for one in hiring.urls.urlpatterns if one.name == "expert-start")
    monkeypatch.setattr(bare, "callback", vars(bare.callback)["__wrapped__"])
    found = opened(crowd, {"anonymous": crowd.browsers["anonymous"]})
    assert found["hiring:expert-start"] == {"none"}


@contextmanager
def as_database_user(name: str) -> Iterator[None]:
    """What follows is asked by a user who owns the tables, and may make no roles."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")


def test_without_the_role_hiring_says_so_and_everything_else_works(
    crowd: Crowd, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_database_user("plain"):
        answer = crowd.browsers["dee"].knock("GET", "/hiring/")
        assert answer.status_code == 503
        assert "Hiring is closed for now" in answer.content.decode()
        assert crowd.browsers["nell"].knock("POST", "/c/check/").status_code == 503
        assert crowd.browsers["dee"].knock("GET", "/today/").status_code == 200
        run.Command(stderr=sys.stderr)._put_up_the_wall()  # the service starts
        (told,) = what_is_wrong()
        with pytest.raises(CommandError) as refused:
            call_command("hiring_role")
    assert told in capsys.readouterr().err
    assert f"CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO plain;" in told
    assert str(refused.value) == told
