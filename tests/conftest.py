"""What every test stands on: an empty cache, and a small cast of people.

amal is an agent of Harbour Support, bo her supervisor, cleo an agent of another team, dee of HR, ada the
admin; eve works somewhere else. The database is SQLite, or what EIAPP_DATABASE_URL names.
"""

import datetime as dt
import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from hiring.role import set_role_up
from people.actions.organisations import Roles, create_organisation, save_team
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.cast import NOW, new_member
from tests.crowd import Crowd, gather
from tests.databases import remove_copy, use_copy
from tests.tracing import untraced

# How long examples take says how busy the machine is, and nothing of the product.
hypothesis_settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("here")

TESTS = Path(__file__).parent
STANDS_ON = {__name__, "pytest_django.fixtures"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would find nothing new; begin with what takes longest.

    What asks no database, or looks at pages whatever they were read from, needs no second run on PostgreSQL;
    what only PostgreSQL has is not there on SQLite (pytest counts these as deselected).
    """
    here = _concerns_database if connection.vendor != "sqlite" else _needs_no_roles
    config.hook.pytest_deselected(items=[item for item in items if not here(item)])
    items[:] = [item for item in items if here(item)]
    # What starts processes of its own takes longest: at the end the other worker would wait for it.
    items.sort(key=lambda item: "shell" not in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: not to go through it again and again saves a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """The walks through every page, and what is marked so, cover no line: the tests of a room do."""
    if item.path.parent != TESTS and item.get_closest_marker("untraced") is None:
        return (yield)
    with untraced():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """Nor is it to make the database and the people that every test stands on."""
    if fixturedef.func.__module__ not in STANDS_ON:
        return (yield)
    with untraced():
        return (yield)


@pytest.fixture(autouse=True, scope="session")
def _pages_are_not_traced() -> Iterator[None]:
    """Nor is what a page happens to run: what decides and what writes has tests of its own."""
    request = Client.request
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Client, "request", untraced()(request))
        yield


def _concerns_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", []))
    asks = bool(DATABASE_FIXTURES & fixtures) or item.get_closest_marker("django_db") is not None
    return asks and item.get_closest_marker("any_database") is None


def _needs_no_roles(item: pytest.Item) -> bool:
    return item.get_closest_marker("roles") is None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's, by which every process runs all migrations; with the role of hiring."""
    with django_db_blocker.unblock():
        before = use_copy(os.environ.get("PYTEST_XDIST_WORKER", "alone"))
        if connection.vendor == "postgresql":
            set_role_up()
    yield
    with django_db_blocker.unblock():
        remove_copy(before)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and remembered pages of one test are nothing to the next."""
    yield
    cache.clear()


@pytest.fixture
def now() -> dt.datetime:
    """A moment in the story: a Saturday morning."""
    return NOW


@pytest.fixture
def harbour(db: None) -> Organisation:
    """Harbour Support, without people."""
    return create_organisation(name="Harbour Support", now=NOW)


@pytest.fixture
def scoped(harbour: Organisation) -> Iterator[None]:
    """For tests that ask the database themselves: inside Harbour Support."""
    with organisation_scope(harbour):
        yield


@pytest.fixture
def ada(harbour: Organisation) -> Membership:
    return new_member(harbour, "Ada", Roles(agent=False, admin=True))


@pytest.fixture
def bo(harbour: Organisation) -> Membership:
    return new_member(harbour, "Bo", Roles(agent=False, supervisor=True))


@pytest.fixture
def pier(harbour: Organisation, ada: Membership, bo: Membership) -> Team:
    """The team that bo supervises."""
    with organisation_scope(harbour):
        return save_team(team=None, name="Pier", parent=None, supervisors=[bo], by=ada, now=NOW)


@pytest.fixture
def quay(harbour: Organisation, ada: Membership) -> Team:
    """Another team."""
    with organisation_scope(harbour):
        return save_team(team=None, name="Quay", parent=None, supervisors=[], by=ada, now=NOW)


@pytest.fixture
def amal(harbour: Organisation, pier: Team) -> Membership:
    return new_member(harbour, "Amal", Roles(), pier)


@pytest.fixture
def cleo(harbour: Organisation, quay: Team) -> Membership:
    return new_member(harbour, "Cleo", Roles(), quay)


@pytest.fixture
def dee(harbour: Organisation) -> Membership:
    return new_member(harbour, "Dee", Roles(agent=False, hr=True))


@pytest.fixture
def eve(db: None) -> Membership:
    """Of another organisation; an admin there, which is nothing here."""
    return new_member(create_organisation(name="Elsewhere", now=NOW), "Eve", Roles(admin=True))


@pytest.fixture
def client_of() -> Callable[[Membership], Client]:
    """A browser in which this member is signed in."""

    def sign_in(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


# --- everybody at once ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _gathered(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Crowd]:
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            crowd = gather()
        yield crowd
        transaction.set_rollback(True)


@pytest.fixture
def crowd(_gathered: Crowd, db: None) -> Iterator[Crowd]:
    """Everybody, as if nobody had met them yet. To gather them takes long, so a module does it once."""
    with time_machine.travel(NOW, tick=False):
        yield _gathered.afresh()
