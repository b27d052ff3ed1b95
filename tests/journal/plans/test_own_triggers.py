"""Plans for a person's own triggers: chosen under their letter, named, asked for when they are met."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from journal.actions import add_own_word, stop_offering
from journal.own import TRIGGER
from journal.plans.documents import Wording
from journal.plans.models import Plan
from journal.plans.planned import planned_triggers
from people.models import Membership
from tests.cast import NOW
from tests.journal.plans.conftest import Planned

SignIn = Callable[[Membership], Client]
pytestmark = pytest.mark.usefixtures("scoped")
SENTENCE = "If “new <tool>” comes up, then I will try “Pause before answering”."
FORM = {"technique": "pause", "own_words": "", "review_on": "2026-12-24"}


def text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def code(amal: Membership) -> str:
    """Of a trigger of hers under "system and rules"."""
    (own,) = add_own_word(by=amal, kind=TRIGGER, text="new <tool>", place="F", now=NOW).words
    return own.code


def test_it_is_chosen_under_its_letter_and_named_wherever_the_plan_stands(
    amal: Membership, client_of: SignIn, code: str
) -> None:
    client = client_of(amal)
    page = text(client.get("/plans/new/"))
    letter = page.index('<optgroup label="System and rules">')
    assert letter < page.index(f'value="{code}">new <tool><') < page.index("</optgroup>", letter)
    assert "new &lt;tool&gt;" in client.get("/plans/new/").content.decode()
    made = client.post("/plans/new/", FORM | {"trigger": code})
    assert made.status_code == 303
    plan = Plan.objects.get()
    for address in (
        made["Location"],
        "/plans/",
        f"/plans/{plan.pk}/",
        "/today/",
        "/now/",
        "/moments/new/",
    ):
        assert SENTENCE in text(client.get(address)), address
    client.post(f"/plans/{plan.pk}/change/", FORM | {"trigger": code, "own_words": "Twice.", "version": "1"})
    late = client.post(f"/plans/{plan.pk}/change/", FORM | {"trigger": "B", "version": "1"})
    assert "It now says: “If “new <tool>” comes up, then I will" in text(late)
    assert SENTENCE in text(client.get(f"/plans/{plan.pk}/"))  # among the earlier words


@pytest.mark.parametrize("address", ["/now/", "/moments/new/"])
def test_it_comes_up_with_its_trigger_and_with_a_plan_for_its_letter(
    amal: Membership, client_of: SignIn, planned: Planned, code: str, address: str
) -> None:
    planned(amal, Wording(code, "pause", ""))
    planned(amal, Wording("F", "pause", ""))
    planned(amal, Wording("A", "pause", ""))
    page = text(client_of(amal).get(address))
    for triggers in (code, f"F {code}", "A"):
        assert f'data-plan-for="{triggers}"' in page


def test_the_answer_is_asked_for_again_where_something_was_missing(
    amal: Membership, client_of: SignIn, planned: Planned, code: str
) -> None:
    planned(amal, Wording(code, "pause", ""))
    assert SENTENCE in text(client_of(amal).post("/now/", {"trigger": code, "note": "x"}))


def test_one_that_is_offered_no_longer_keeps_its_plan(
    amal: Membership, client_of: SignIn, planned: Planned, code: str
) -> None:
    plan, client = planned(amal, Wording(code, "pause", "")), client_of(amal)
    stop_offering(by=amal, code=code, now=NOW)
    assert code not in text(client.get("/plans/new/"))
    assert f'value="{code}" selected>new <tool><' in text(client.get(f"/plans/{plan.pk}/change/"))
    sent = FORM | {"trigger": code, "own_words": "slowly", "version": "1"}
    assert client.post(f"/plans/{plan.pk}/change/", sent).status_code == 303
    assert "Answering”: slowly.".casefold() in text(client.get("/plans/")).casefold()


def test_what_no_vocabulary_has_any_more_stays_in_the_plan(
    amal: Membership, client_of: SignIn, planned: Planned
) -> None:
    plan = planned(amal, Wording("F.forgotten", "forgotten", ""))
    page = text(client_of(amal).get(f"/plans/{plan.pk}/change/"))
    assert 'value="F.forgotten" selected' in page
    assert 'value="forgotten" selected' in page


def test_somebody_elses_is_none(cleo: Membership, client_of: SignIn, code: str) -> None:
    page = text(client_of(cleo).post("/plans/new/", FORM | {"trigger": code}))
    assert "Select what has to come up." in page
    assert "new <tool>" not in page


def test_what_is_planned_for_is_counted_by_its_letter(amal: Membership, planned: Planned, code: str) -> None:
    planned(amal, Wording(code, "pause", ""))
    planned(amal, Wording("A.shouting", "pause", ""))
    assert planned_triggers(amal) == ("A.shouting", "F")
