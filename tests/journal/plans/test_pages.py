"""The pages of plans, goals and rituals, through a browser without scripts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from journal.plans.documents import Wording
from journal.plans.models import Goal, Plan, Ritual
from people.models import Membership
from people.scope import organisation_scope
from tests.journal.conftest import Save
from tests.journal.plans.conftest import CALM, TODAY, Aimed, Meet, Planned

SignIn = Callable[[Membership], Client]
LATER = (TODAY + dt.timedelta(weeks=2)).isoformat()
PLAN = {"trigger": "A.shouting", "technique": "pause", "own_words": "", "review_on": LATER}
GOAL = {"what": "Stay calm", "kind": "personal", "why": "I sleep better.", "review_on": LATER}
SENTENCE = "If “Shouting” comes up, then I will try “Pause before answering”."


def text(answer: object) -> str:
    page: str = answer.content.decode()  # type: ignore[attr-defined]
    return page


# --- a plan from its form to its end ----------------------------------------------------------------


def test_a_plan_is_written_rehearsed_and_listed(amal: Membership, client_of: SignIn) -> None:
    client = client_of(amal)
    made = client.post(reverse("journal:plan-new"), PLAN)
    assert made.status_code == 303
    rehearsal = text(client.get(made.headers["Location"]))
    assert SENTENCE in rehearsal
    assert "Write the plan once, in these or other words." in text(
        client.post(made.headers["Location"], {"repeated": " "})
    )
    done = client.post(made.headers["Location"], {"repeated": "Shouting, then pause."})
    assert (done.status_code, SENTENCE in text(client.get(done.headers["Location"]))) == (303, True)
    assert "Say it to yourself once" not in text(client.get(done.headers["Location"]))
    listed = text(client.get(reverse("journal:plan-list")))
    assert SENTENCE in listed
    assert "It has not come up yet." in listed


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"trigger": ""}, "Select what has to come up."),
        ({"trigger": "Z"}, "Select what has to come up."),
        ({"technique": "", "own_words": " "}, "Select what you will try, or write it in your own words."),
        ({"technique": "juggle"}, "Select one of those offered."),
        ({"own_words": "a\0b"}, "Character 2 (U+0000) cannot be stored. Delete it and save again."),
        ({"own_words": "x" * 301}, "Shorten this to 300 characters. It has 301."),
        ({"review_on": "soon"}, "Enter a date, for example 2026-12-31."),
        ({"review_on": ""}, "Choose a day to look at it again."),
        ({"review_on": TODAY.isoformat()}, "Choose a day from tomorrow on, within a year."),
        ({"review_on": "2028-01-01"}, "Choose a day from tomorrow on, within a year."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    amal: Membership, client_of: SignIn, told: dict[str, str], said: str
) -> None:
    answer = client_of(amal).post(reverse("journal:plan-new"), PLAN | {"own_words": "count to two"} | told)
    assert answer.status_code == 200
    assert text(answer).count(said) == 2  # in the summary and at the field
    if "own_words" not in told:
        assert "count to two" in text(answer)


def test_a_fourth_plan_is_refused_and_its_words_stay(
    amal: Membership, client_of: SignIn, planned: Planned
) -> None:
    for _ in range(3):
        planned(amal)
    client, url = client_of(amal), reverse("journal:plan-new")
    assert "You have 3 plans under way" in text(client.get(url))
    answer = client.post(url, PLAN | {"own_words": "count to two"})
    assert (answer.status_code, "You have 3 plans under way" in text(answer)) == (200, True)
    assert "count to two" in text(client.get(url))  # kept as a draft, too
    assert "Three plans are under way." in text(client.get(reverse("journal:plan-list")))


def test_a_form_that_was_saved_with_other_words_can_be_sent_again(
    amal: Membership, client_of: SignIn
) -> None:
    client, url, key = client_of(amal), reverse("journal:plan-new"), str(uuid4())
    client.post(url, PLAN | {"submission_key": key})
    answer = client.post(url, PLAN | {"submission_key": key, "own_words": "slowly"})
    assert "To save these words too, send it again." in text(answer)
    assert key not in text(answer)


def test_a_change_in_two_tabs_shows_both(amal: Membership, client_of: SignIn, planned: Planned) -> None:
    plan = planned(amal)
    client, url = client_of(amal), reverse("journal:plan-change", args=[plan.pk])
    assert client.post(url, PLAN | {"own_words": "first", "version": "1"}).status_code == 303
    second = client.post(url, PLAN | {"own_words": "second", "version": "1"})
    assert second.status_code == 200
    assert "It now says: “If “Shouting” comes up, then I will try “Pause before answering”: first.”" in text(
        second
    )
    assert "second</textarea>" in text(second)
    assert client.post(url, PLAN | {"own_words": "second", "version": "2"}).status_code == 303
    page = text(client.get(reverse("journal:plan-read", args=[plan.pk])))
    assert "Earlier words" in page
    assert ": second." in page


@pytest.mark.parametrize(("state", "said"), [("done", "Done"), ("stopped", "Did not fit")])
def test_a_plan_is_ended_and_taken_up_again(
    amal: Membership, client_of: SignIn, planned: Planned, state: str, said: str
) -> None:
    plan, client = planned(amal), client_of(amal)
    url, page = (reverse(f"journal:plan-{name}", args=[plan.pk]) for name in ("state", "read"))
    assert client.post(url, {"state": state}).status_code == 303
    ended = text(client.get(page))
    assert (f"<dd>{said}</dd>" in ended, "Take it up again" in ended) == (True, True)
    client.post(url, {"state": "active"})
    assert "<dd>Under way</dd>" in text(client.get(page))


# --- what was seen of it ----------------------------------------------------------------------------


def test_few_times_are_counted_and_nothing_is_claimed(
    amal: Membership, client_of: SignIn, planned: Planned, meet: Meet
) -> None:
    plan = planned(amal, days_ago=20)
    for days, used in ((9, True), (5, False), (2, True)):
        meet(amal, plan.pk, used=used, days_ago=days)
    meet(amal, plan.pk, used=None)
    meet(amal, plan.pk, used=True, days_ago=30)  # before the plan began: another tab's clock, or an import
    page = text(client_of(amal).get(reverse("journal:plan-read", args=[plan.pk])))
    assert "It came up 3 times; you used the plan 2 times." in page
    squares = page[page.index("<table>") : page.index("</table>")]
    assert [squares.count(mark) for mark in ("■ used", "□ not used")] == [2, 1]
    assert squares.index("12 Nov") < squares.index("19 Nov")
    assert "Too little to tell" in page
    assert "it takes 8 with the plan used and 8 without" in page
    assert "not why" in page


def test_a_clear_difference_has_n_interval_and_no_cause(
    amal: Membership, client_of: SignIn, planned: Planned, meet: Meet
) -> None:
    plan = planned(amal, days_ago=60)
    for day in range(32):
        used = day % 2 == 0
        meet(amal, plan.pk, used=used, days_ago=day + 1, strength=(2 if used else 4) + day // 2 % 2)
    page = text(client_of(amal).get(reverse("journal:plan-read", args=[plan.pk])))
    assert "Strength tended to be lower when you used the plan" in page
    assert "Over 16 times with the plan and 16 without, strength was 2.0 points lower with it" in page
    assert "95 % interval of the difference: -" in page
    for cause in ("because", "helped", "works", "thanks to", "effect"):
        assert cause not in page[page.index("<main") : page.index("</main")]


def test_changed_words_are_counted_from_their_own_beginning(
    amal: Membership, client_of: SignIn, planned: Planned, meet: Meet
) -> None:
    plan, client = planned(amal, days_ago=20), client_of(amal)
    meet(amal, plan.pk, used=True, days_ago=3)
    client.post(reverse("journal:plan-change", args=[plan.pk]), PLAN | {"own_words": "new", "version": "1"})
    assert "It has not come up yet." in text(client.get(reverse("journal:plan-read", args=[plan.pk])))


# --- where plans begin ------------------------------------------------------------------------------


def test_a_report_names_a_technique(amal: Membership, client_of: SignIn) -> None:
    page = text(client_of(amal).get(reverse("journal:plan-new"), {"technique": "pause"}))
    assert '<option value="pause" selected>' in page
    unknown = text(client_of(amal).get(reverse("journal:plan-new"), {"technique": "juggle"}))
    offered = unknown[unknown.index('name="technique"') :].split("</select>")[0]
    assert " selected" not in offered


def test_a_pattern_suggests_a_plan_without_a_word_in_the_address(
    amal: Membership, cleo: Membership, client_of: SignIn, save: Save
) -> None:
    for hours in range(9):
        save(amal, hours_ago=hours, triggers=["C"])
    client = client_of(amal)
    page = text(client.get(reverse("journal:patterns")))
    assert "Make this plan" in page
    href = page[page.index("/plans/new/?of=") :].split('"')[0]
    assert '<option value="C" selected>' in text(client.get(href))
    assert '<option value="C" selected>' not in text(client_of(cleo).get(href))
    client.post(reverse("journal:plan-new"), PLAN | {"trigger": "C"})
    assert "Make this plan" not in text(client.get(reverse("journal:patterns")))


# --- goals ------------------------------------------------------------------------------------------


def test_a_goal_is_set_changed_and_reached(amal: Membership, client_of: SignIn) -> None:
    client = client_of(amal)
    made = client.post(reverse("journal:goal-new"), GOAL)
    assert made.status_code == 303
    page = text(client.get(made.headers["Location"]))
    assert all(each in page for each in ("Stay calm", "I sleep better.", "Personal"))
    row = Goal(pk=made.headers["Location"].split("/")[2]).pk
    change = reverse("journal:goal-change", args=[row])
    assert client.post(change, GOAL | {"why": "For me.", "version": "1"}).status_code == 303
    late = text(client.post(change, GOAL | {"why": "Mine.", "version": "1"}))
    assert ("It now says: “Stay calm · For me.”" in late, "Mine." in late) == (True, True)
    client.post(reverse("journal:goal-state", args=[row]), {"state": "done"})
    assert "Reached" in text(client.get(made.headers["Location"]))


def test_a_goal_says_what_it_lacks(amal: Membership, client_of: SignIn) -> None:
    page = text(client_of(amal).post(reverse("journal:goal-new"), {"why": "kept words"}))
    for said in ("Write what you want to get to.", "Select what the goal is about.", "kept words"):
        assert said in page


# --- rituals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["helped", "view", "after"])
def test_a_ritual_is_kept_read_and_deleted(amal: Membership, client_of: SignIn, code: str) -> None:
    client, url = client_of(amal), reverse("journal:ritual-write", args=[code])
    assert "Only you can read this." in text(client.get(url))
    assert client.post(url, {"text": "A parcel found", "left_here": "The queue"}).status_code == 303
    page = text(client.get(reverse("journal:ritual-list")))
    assert ("A parcel found" in page, "The queue" in page) == (True, code == "after")
    with organisation_scope(amal.organisation):
        row = Ritual.objects.get().pk
    assert client.post(reverse("journal:ritual-delete", args=[row])).status_code == 303
    assert "A parcel found" not in text(client.get(reverse("journal:ritual-list")))


def test_a_ritual_without_a_word_is_no_fault(amal: Membership, client_of: SignIn) -> None:
    page = text(client_of(amal).post(reverse("journal:ritual-write", args=["after"]), {}))
    assert "Write a few words, or leave the page: nothing is missed." in page


def test_there_is_no_ritual_of_another_name(amal: Membership, client_of: SignIn) -> None:
    assert client_of(amal).get("/shift/midday/").status_code == 404


def test_rituals_count_nothing(amal: Membership, client_of: SignIn) -> None:
    client = client_of(amal)
    for number in range(3):
        client.post(reverse("journal:ritual-write", args=["after"]), {"text": f"Done {'x' * number}"})
    page = text(client.get(reverse("journal:ritual-list")))
    main = page[page.index("<h1") : page.index("</main")]
    assert " 3 " not in main
    assert "times" not in main


# --- today ------------------------------------------------------------------------------------------


def today_of(client: Client) -> str:
    return text(client.get(reverse("today")))


def test_today_shows_a_plan_and_what_is_due(
    amal: Membership, client_of: SignIn, planned: Planned, aimed: Aimed
) -> None:
    client = client_of(amal)
    assert "A plan of yours" not in today_of(client)
    plan, goal = planned(amal), aimed(amal)
    assert SENTENCE in today_of(client)
    assert "has come" not in today_of(client)
    with organisation_scope(amal.organisation):
        Plan.objects.update(review_on=TODAY)
        Goal.objects.update(review_on=TODAY - dt.timedelta(days=1))
    page = today_of(client)
    assert "The day to look at an if-then plan of yours has come." in page
    assert "The day to look at a goal of yours has come." in page
    for row, kind in ((plan, "plan"), (goal, "goal")):
        client.post(reverse(f"journal:{kind}-state", args=[row.pk]), {"state": "active"})
    assert "has come" not in today_of(client)


def test_plans_take_turns_by_the_day(amal: Membership, client_of: SignIn, planned: Planned) -> None:
    planned(amal), planned(amal, Wording("B", "", "say what I can do"))
    sentences = {SENTENCE, "If “Asked for too much” comes up, then I will say what I can do."}
    page = today_of(client_of(amal))
    assert sum(sentence in page for sentence in sentences) == 1


@pytest.mark.parametrize(
    ("asked", "feeling", "strength", "shown"),
    [
        (True, "angry", 4, True),
        (True, "angry", 3, False),
        (True, "happy", 5, False),
        (True, "not-sure", 5, False),
        (False, "angry", 5, False),
    ],
)
def test_the_why_comes_back_on_a_hard_day_if_she_asked(
    amal: Membership,
    client_of: SignIn,
    aimed: Aimed,
    save: Save,
    asked: bool,
    feeling: str,
    strength: int,
    shown: bool,
) -> None:
    aimed(amal, replace(CALM, why_on_hard_days=asked))
    save(amal, feelings=[feeling], strength=strength)
    save(amal, feelings=["angry"], strength=5, hours_ago=24)  # yesterday is over
    assert ("I sleep better." in today_of(client_of(amal))) is shown


# --- a changed database -----------------------------------------------------------------------------


def test_what_does_not_open_leaves_the_rest_in_place(
    amal: Membership, client_of: SignIn, planned: Planned, aimed: Aimed
) -> None:
    broken, whole = planned(amal), planned(amal, Wording("B", "", "say what I can do"))
    aimed(amal)
    with organisation_scope(amal.organisation):
        Plan.objects.filter(pk=broken.pk).update(sealed=b"\x01" + bytes(300))
        Goal.objects.update(sealed=b"\x01" + bytes(300))
    client = client_of(amal)
    listed = text(client.get(reverse("journal:plan-list")))
    assert listed.count("This could not be opened") == 2
    assert "say what I can do" in listed
    assert "say what I can do" in today_of(client)
    assert client.get(reverse("journal:plan-read", args=[whole.pk])).status_code == 200
    assert client.get(reverse("journal:plan-read", args=[broken.pk])).status_code == 409
