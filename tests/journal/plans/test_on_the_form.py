"""A plan on the forms of a moment: asked for under the triggers, used or not, or that none came up."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from journal.documents import MomentDocument
from journal.models import Moment
from journal.plans.actions import set_plan_state
from journal.plans.choices import plan_code
from journal.plans.documents import Wording
from journal.plans.models import State
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.scope import organisation_scope
from tests.cast import NOW
from tests.journal.plans.conftest import TODAY, Meet, Planned

SignIn = Callable[[Membership], Client]
MOMENT = {"feeling": "annoyed", "trigger": "A.shouting", "strength": "3"}
FULL = {"feelings": ["annoyed"], "triggers": ["A.shouting"], "strength": "3"}
SENTENCE = "If “Shouting” comes up, then I will try “Pause before answering”."


def kept(owner: Membership) -> MomentDocument:
    with organisation_scope(owner.organisation):
        return open_moment(open_key(owner), Moment.objects.of(owner).get())


def told(plan: UUID, used: bool) -> str:
    return plan_code(plan, used=used)


@pytest.mark.parametrize("page", ["moment-write", "moment-new"])
def test_plans_under_way_stand_under_the_triggers(
    amal: Membership, client_of: SignIn, planned: Planned, page: str
) -> None:
    client, url = client_of(amal), reverse(f"journal:{page}")
    assert "Did you use your plan?" not in client.get(url).content.decode()
    planned(amal)
    shown = client.get(url).content.decode()
    for said in (
        "Did you use your plan? (optional)",
        SENTENCE,
        "Used it",
        "Did not use it",
        "No plan came up",
    ):
        assert said in shown
    assert 'data-plan-for="A.shouting"' in shown
    assert " checked" not in shown[shown.index("data-plan-for") : shown.index("No plan came up")]


@pytest.mark.parametrize("used", [True, False])
def test_the_answer_is_kept_with_the_moment_and_counted(
    amal: Membership, client_of: SignIn, planned: Planned, used: bool
) -> None:
    plan, client = planned(amal), client_of(amal)
    sent = MOMENT | {"plan": told(plan.pk, used)}
    assert client.post(reverse("journal:moment-write"), sent).status_code == 303
    assert (kept(amal).plan, kept(amal).plan_used) == (plan.pk, used)
    page = client.get(reverse("journal:plan-read", args=[plan.pk])).content.decode()
    assert f"It came up 1 time; you used the plan {int(used)} times." in page


def test_none_is_an_answer_and_so_is_nothing(amal: Membership, client_of: SignIn, planned: Planned) -> None:
    planned(amal)
    client_of(amal).post(reverse("journal:moment-write"), MOMENT | {"plan": ""})
    assert (kept(amal).plan, kept(amal).plan_used) == (None, None)


@pytest.mark.parametrize("what", ["somebody else’s", "never was", "no plan", "neither"])
def test_what_is_no_plan_of_hers_is_told_and_nothing_is_lost(
    amal: Membership, cleo: Membership, client_of: SignIn, planned: Planned, what: str
) -> None:
    own, other = planned(amal), planned(cleo)
    sent = {
        "somebody else’s": told(other.pk, used=True),
        "never was": told(uuid4(), used=True),
        "no plan": "x",
        "neither": f"{own.pk}:perhaps",
    }[what]
    note = {"plan": sent, "note": "kept words"}
    answer = client_of(amal).post(reverse("journal:moment-write"), MOMENT | note)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Select one of your plans, or that none came up." in page
    assert ("kept words" in page, str(other.pk) in page) == (True, False)


def test_a_half_filled_form_gives_the_answer_back(
    amal: Membership, client_of: SignIn, planned: Planned
) -> None:
    plan, client = planned(amal), client_of(amal)
    sent = {"plan": told(plan.pk, used=False)}
    for page in (
        client.post(reverse("journal:moment-write"), sent),
        client.get(reverse("journal:moment-write")),
    ):
        assert f'value="{plan.pk}:unused" checked' in page.content.decode()


def test_the_full_form_changes_the_answer(
    amal: Membership, client_of: SignIn, planned: Planned, meet: Meet
) -> None:
    plan, client = planned(amal), client_of(amal)
    url = reverse("journal:moment-edit", args=[meet(amal, plan.pk, used=True).pk])
    assert f'value="{plan.pk}:used" checked' in client.get(url).content.decode()
    sent = FULL | {"plan": told(plan.pk, used=False), "version": "1"}
    assert client.post(url, sent).status_code == 303
    assert (kept(amal).plan, kept(amal).plan_used) == (plan.pk, False)
    client.post(url, FULL | {"plan": "", "version": "2"})
    assert kept(amal).plan is None


def test_a_plan_that_has_ended_stays_with_its_moments(
    amal: Membership, client_of: SignIn, planned: Planned, meet: Meet
) -> None:
    plan, client = planned(amal), client_of(amal)
    moment = meet(amal, plan.pk, used=True)
    with organisation_scope(amal.organisation):
        set_plan_state(row=plan.pk, state=State.DONE, by=amal, today=TODAY, now=NOW)
    other = planned(amal, Wording("B", "pause", ""))
    url = reverse("journal:moment-edit", args=[moment.pk])
    assert client.post(url, FULL | {"strength": "4", "version": "1"}).status_code == 303
    assert (kept(amal).strength, kept(amal).plan, kept(amal).plan_used) == (4, plan.pk, True)
    client.post(url, FULL | {"plan": told(other.pk, used=True), "version": "2"})
    assert kept(amal).plan == other.pk
