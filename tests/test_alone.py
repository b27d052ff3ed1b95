"""Who uses it on her own meets nobody: no page speaks of supervisors, HR, admins, teams or a company."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from people.actions.accounts import create_user, read_notice
from people.actions.organisations import create_personal_organisation
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW, PASSWORD
from tests.crowd import NEVER, add_passkey, answer_all, write_moment
from tests.matrix import CONSTANTS, THINGS
from tests.walk import Browser, Route, routes
from vocabulary.triggers import triggers

# A part of the profile speaks of being "in some company".
pytestmark = pytest.mark.any_database

OTHERS = re.compile(
    r"\b([Ss]upervis\w*|HR|[Aa]dmins?|[Tt]eams?|(?<!some )(?<!other )[Cc]ompan(?:y|ies)|[Ee]mployers?"
    r"|[Yy]our organisation|looks? after)\b"
)


@dataclass
class Alone:
    """A person alone, and the ids of her own things by kind."""

    member: Membership
    things: dict[str, object] = field(default_factory=dict)

    def url(self, route: Route) -> str:
        """The route's address: her own thing where she has one, else one that never was."""
        values: dict[str, object] = dict(CONSTANTS.get(route.name, {}))
        for parameter, kind in THINGS.get(route.name, {}).items():
            never = NEVER["number" if kind == "passkey" else "token" if kind.endswith("token") else "row"]
            values[parameter] = self.things.get(kind, never)
        return route.url(values)


@pytest.fixture
def newcomer(db: None) -> Iterator[Alone]:
    """Just signed up: she has not read the notice."""
    with time_machine.travel(NOW, tick=False):
        user = create_user(email="solo@home.example", name="Solo", password=PASSWORD, now=NOW)
        yield Alone(create_personal_organisation(user=user, now=NOW))


@pytest.fixture
def fresh(newcomer: Alone) -> Alone:
    """She has read the notice and written nothing."""
    with organisation_scope(newcomer.member.organisation):
        read_notice(member=newcomer.member)
    return newcomer


@pytest.fixture
def settled(fresh: Alone) -> Alone:
    """She has one of everything, and moments enough for patterns."""
    with organisation_scope(fresh.member.organisation):
        fresh.things["moment"] = [write_moment(fresh.member, number) for number in range(1, 8)][0]
        fresh.things["sitting"] = answer_all(fresh.member)
    fresh.things |= {"passkey": add_passkey(fresh.member, "Phone").pk, "member": fresh.member.pk}
    TOTP.activate(fresh.member.user, generate_totp_secret())
    RecoveryCodes.activate(fresh.member.user)
    return fresh


def others_on(html: str) -> list[str]:
    """What a page says of other people: its text, and what is read out."""
    aloud = " ".join(re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', html))
    text = re.sub(r"<[^>]*>", " ", html)
    for kind in triggers():  # what people say sets them off, not what the product says
        text = text.replace(kind.name, " ")
    return [found.group(0) for found in OTHERS.finditer(f"{text} {aloud}")]


def walk(alone: Alone) -> tuple[int, dict[str, list[str]]]:
    """How many pages opened, and what any of them said of others."""
    browser, opened, said = Browser.signed_in(alone.member.user), 0, {}
    for route in routes():
        answer = browser.knock("GET", alone.url(route))
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        opened += answer.status_code == 200
        if found := others_on(answer.content.decode()):
            said[route.name] = found
    return opened, said


def test_the_search_finds_what_is_said_and_what_is_read_out() -> None:
    page = '<a href="/admin-area/" aria-label="Your team">HR</a><p>the person who looks after eiapp</p>'
    assert others_on(page) == ["HR", "looks after", "team"]


@pytest.mark.parametrize(("standing", "least"), [("newcomer", 6), ("fresh", 20), ("settled", 25)])
def test_no_page_speaks_of_others(standing: str, least: int, request: pytest.FixtureRequest) -> None:
    opened, said = walk(request.getfixturevalue(standing))
    assert said == {}
    assert opened >= least


def test_each_account_menu_names_her_once(fresh: Alone) -> None:
    page = Browser.signed_in(fresh.member.user).knock("GET", "/you/preferences/").content.decode()
    assert page.count("Solo") == page.count("<strong>Solo</strong></p>") == 2  # at the desk and on the phone


def test_the_walk_notices_an_organisation_of_many(settled: Alone) -> None:
    organisation = settled.member.organisation
    type(organisation).objects.filter(pk=organisation.pk).update(is_personal=False)
    _opened, said = walk(settled)
    assert {"privacy", "help", "accessibility"} <= said.keys()


def test_who_is_signed_out_reads_of_everybody(db: None) -> None:
    page = Client().get("/").content.decode()
    assert {"Supervisor", "HR", "Admin"} <= set(others_on(page))
