"""Rounds in the browser: who may open what, what is said, and that malformed forms change nothing."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from assessments.models import Ask, Round
from assessments.rounds.pool import open_pool
from people.actions.organisations import Roles
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope
from tests.assessments.conftest import SignIn, Take
from tests.assessments.rounds.conftest import Close, Rate, StartRound, answers_of
from tests.cast import NOW, new_member

scoped = pytest.mark.usefixtures("scoped")
START = {"days": "14"}


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mates(harbour: Organisation, pier: Team) -> list[Membership]:
    """Four of amal's team; bo supervises it."""
    return [new_member(harbour, f"Mate{number}", Roles(), pier) for number in range(4)]


def told(answer: Any) -> str:
    return " ".join(str(each) for each in get_messages(answer.wsgi_request))


def boxes(page: str) -> dict[str, str]:
    """The people to choose from: the value of each box by name."""
    found = re.findall(r'name="people" value="([^"]+)"[^>]*>\s*<span>([^<]+)</span>', page)
    return {name: value for value, name in found}


def sent_of(answers: dict[str, int | None]) -> dict[str, str]:
    return {code: "unseen" if value is None else str(value) for code, value in answers.items()}


def test_rounds_are_not_started_without_end(amal: Membership, client_of: SignIn) -> None:
    client, new = client_of(amal), reverse("assessments:round-new")
    assert {client.post(new, START).status_code for _ in range(20)} == {200}
    assert client.post(new, START).status_code == 429
    assert client.get(new).status_code == 200


# --- choosing -------------------------------------------------------------------------------------


def test_near_are_her_team_its_supervisor_and_nobody_else(
    amal: Membership, mates: list[Membership], bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    page = client_of(amal).get(reverse("assessments:round-new")).content.decode()
    assert list(boxes(page)) == ["Bo", "Mate0", "Mate1", "Mate2", "Mate3"]
    assert all(str(each.pk) not in page for each in (*mates, bo))
    page = client_of(bo).get(reverse("assessments:round-new")).content.decode()
    assert list(boxes(page)) == ["Amal", "Mate0", "Mate1", "Mate2", "Mate3"]


def test_a_round_starts_with_people_picked_and_named(
    amal: Membership, mates: list[Membership], cleo: Membership, finish: Take, client_of: SignIn
) -> None:
    finish(amal)
    client, url = client_of(amal), reverse("assessments:round-new")
    picked = list(boxes(client.get(url).content.decode()).values())[:4]
    answer = client.post(
        url, {**START, "people": picked, "addresses": "Cleo@demo.example,\n cleo@demo.example"}
    )
    with organisation_scope(amal.organisation):
        found = Round.objects.get()
        names = set(found.asks.values_list("rater__user__name", flat=True))
    assert (answer.status_code, answer["Location"]) == (303, reverse("assessments:round", args=[found.pk]))
    assert names == {"Bo", "Mate0", "Mate1", "Mate2", "Cleo"}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select at least 4 people."),
        (
            {"addresses": "nobody@demo.example"},
            "Nobody in your organisation has the address nobody@demo.example",
        ),
        ({"addresses": "eve@other.example"}, "Nobody in your organisation has the address eve@other.example"),
        ({"addresses": "a@b " * 50}, "Nobody in your organisation"),
        ({"addresses": " ".join(f"{n}@x" for n in range(41))}, "Enter fewer addresses."),
        ({"addresses": "x" * 4001}, "Use at most 4,000 characters"),
        ({"addresses": "amal@demo.example"}, "Select only other people of your organisation."),
        ({"people": ["0" * 16]}, "Select people from the list."),
        ({"days": ""}, "Select how long the round is open."),
        ({"days": "1e9"}, "Select how long the round is open."),
        ({"days": "-7"}, "Select how long the round is open."),
    ],
)
def test_what_cannot_be_asked_is_told_and_nothing_is_lost(
    amal: Membership,
    eve: Membership,
    mates: list[Membership],
    finish: Take,
    client_of: SignIn,
    sent: dict[str, Any],
    words: str,
) -> None:
    finish(amal)
    answer = client_of(amal).post(reverse("assessments:round-new"), {**START, **sent})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert "There is a problem" in page
    if "addresses" in sent:
        assert sent["addresses"].strip()[:20] in page
    with organisation_scope(amal.organisation):
        assert Round.objects.count() == 0


def test_the_member_id_of_a_colleague_picks_nobody(
    amal: Membership, mates: list[Membership], finish: Take, client_of: SignIn
) -> None:
    finish(amal)
    sent = {**START, "people": [str(each.pk) for each in mates]}
    page = client_of(amal).post(reverse("assessments:round-new"), sent).content.decode()
    assert "Select people from the list." in page


def test_who_has_no_team_names_people_by_address(ada: Membership, client_of: SignIn) -> None:
    page = client_of(ada).get(reverse("assessments:round-new")).content.decode()
    assert boxes(page) == {}
    assert 'name="addresses"' in page


def test_without_a_report_she_is_sent_to_the_questionnaire(amal: Membership, client_of: SignIn) -> None:
    page = client_of(amal).get(reverse("assessments:rounds")).content.decode()
    assert "Answer the questionnaire yourself first." in page
    assert reverse("assessments:round-new") not in page


# --- her rounds -----------------------------------------------------------------------------------


def test_an_open_round_tells_how_many_and_whom_she_asked(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, client_of: SignIn
) -> None:
    found = start(amal, raters)
    rate(found, raters[0])
    client = client_of(amal)
    page = client.get(reverse("assessments:round", args=[found.pk])).content.decode()
    assert "1 of 6 people have replied so far." in page
    assert all(each.user.name in page for each in raters)
    assert "It closes by itself on 5 December 2026." in page
    listed = client.get(reverse("assessments:rounds")).content.decode()
    assert "Round of 21 November 2026" in listed
    assert reverse("assessments:round-new") not in listed


def test_a_reminder_is_sent_once_and_the_button_goes(
    amal: Membership, raters: list[Membership], start: StartRound, client_of: SignIn
) -> None:
    found = start(amal, raters)
    client, url = client_of(amal), reverse("assessments:round-remind", args=[found.pk])
    assert client.get(url).status_code == 405
    assert "on its way to everybody who has not answered" in told(client.post(url))
    assert "less than three days ago" in told(client.post(url))
    page = client.get(reverse("assessments:round", args=[found.pk])).content.decode()
    assert url not in page
    assert "three days after the last one" in page


def test_closing_is_asked_once_and_warns_below_the_floor(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, client_of: SignIn
) -> None:
    found = start(amal, raters)
    client, url = client_of(amal), reverse("assessments:round-close", args=[found.pk])
    assert "fewer than 4" in client.get(url).content.decode()
    for number, rater in enumerate(raters[:4]):
        rate(found, rater, SR=1 + number)
    assert "You see the result if 4 of them replied without their names" in client.get(url).content.decode()
    answer = client.post(url)
    assert (answer.status_code, answer["Location"]) == (303, reverse("assessments:round", args=[found.pk]))
    assert client.post(url).status_code == client.get(url).status_code == 303


def test_a_result_shows_both_sides_in_words_a_picture_and_numbers(
    amal: Membership,
    raters: list[Membership],
    start: StartRound,
    rate: Rate,
    close: Close,
    client_of: SignIn,
) -> None:
    found = start(amal, raters)
    for number, rater in enumerate(raters[:5]):
        rate(found, rater, SR=1 + number, EM=5 if number else 4, SS=3)
    close(found, amal)
    client = client_of(amal)
    page = client.get(reverse("assessments:round", args=[found.pk])).content.decode()
    assert "Only you can read this." in page
    assert "5 people are in the total." in page
    assert "Others put your Self-regulation where you did, at 50 (5 people)." in page
    assert "Others put your Empathy 45 points higher than you did, at 95 instead of 50 (5 people)." in page
    assert "Others see more Empathy than you do" in page
    assert (
        page.count("Not shown: fewer than four people saw enough of this, or all of them answered alike.")
        == 2
    )
    assert page.count('<svg class="chart-') == 2
    again = client.get(reverse("assessments:round", args=[found.pk])).content.decode()
    assert page.count("<td") == again.count("<td") == 28
    file = client.get(reverse("assessments:round-csv", args=[found.pk])).content.decode().splitlines()
    assert file[0] == "Part,You,Others,Gap,Gaps under this say little,Spread,Agreement,People"
    assert file[1].startswith("Self-regulation,50,50,0,")
    assert file[2] == "Motivation,50,–,–,–,–,–,–"
    assert file[3].startswith("Empathy,50,95,'+45,")


def test_nobody_else_opens_a_round_or_learns_that_there_is_one(
    amal: Membership,
    bo: Membership,
    ada: Membership,
    dee: Membership,
    eve: Membership,
    raters: list[Membership],
    start: StartRound,
    client_of: SignIn,
) -> None:
    found = start(amal, raters)
    for somebody in (bo, ada, dee, eve, raters[0]):
        client = client_of(somebody)
        for name in ("round", "round-close", "round-csv"):
            assert client.get(reverse(f"assessments:{name}", args=[found.pk])).status_code == 404
        for name in ("round-close", "round-remind"):
            assert client.post(reverse(f"assessments:{name}", args=[found.pk])).status_code == 404
    with organisation_scope(amal.organisation):
        assert Round.objects.get().state == "open"


# --- being asked ----------------------------------------------------------------------------------


@pytest.fixture
def asked(amal: Membership, raters: list[Membership], start: StartRound) -> Ask:
    """What the first rater is asked."""
    found = start(amal, raters)
    with organisation_scope(amal.organisation):
        return Ask.objects.select_related("round").get(round=found, rater=raters[0])


def answer_url(asked: Ask) -> str:
    return reverse("assessments:asked-answer", args=[asked.pk])


def pool_of(asked: Ask) -> list[str]:
    with organisation_scope(asked.organisation):
        return open_pool(Round.objects.get(pk=asked.round_id))


def test_she_finds_who_asks_her_until_she_has_answered(
    asked: Ask, raters: list[Membership], client_of: SignIn
) -> None:
    client, index = client_of(raters[0]), reverse("assessments:asked")
    page = client.get(index).content.decode()
    assert answer_url(asked) in page
    assert "open until 5 December 2026" in page
    form = client.get(answer_url(asked)).content.decode()
    assert form.count("<fieldset") == 20 + 1  # the last asks about her name
    assert "checked" not in form
    answer = client.post(answer_url(asked), sent_of(answers_of({"SR": 5, "EM": None})))
    assert (answer.status_code, answer["Location"]) == (303, index)
    assert "cannot be changed any more" in told(answer)
    assert len(pool_of(asked)) == 1
    assert "Nobody is waiting for an answer from you." in client.get(index).content.decode()


def test_a_second_answer_changes_nothing(asked: Ask, raters: list[Membership], client_of: SignIn) -> None:
    client = client_of(raters[0])
    client.post(answer_url(asked), sent_of(answers_of({"SR": 5})))
    before = pool_of(asked)
    answer = client.post(answer_url(asked), sent_of(answers_of({"SR": 1})))
    assert "already answered" in told(answer)
    assert pool_of(asked) == before
    assert client.get(answer_url(asked)).status_code == 303


def test_who_would_rather_not_is_not_asked_again(
    asked: Ask, raters: list[Membership], client_of: SignIn
) -> None:
    client = client_of(raters[0])
    answer = client.post(answer_url(asked), {"then": "decline"})
    assert "Amal is not told." in told(answer)
    assert answer_url(asked) not in client.get(reverse("assessments:asked")).content.decode()
    assert pool_of(asked) == []


ALL = sent_of(answers_of({}))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"H16": "3"},
        ALL | {"H16": "6"},
        ALL | {"H16": "0"},
        ALL | {"H16": "-1"},
        ALL | {"H16": "1e9"},
        ALL | {"H16": "३"},
        ALL | {"H16": ""},
        ALL | {"H16": ["1", "5"]},
        ALL | {"A116": "3"},
        ALL | {"rater": "somebody"},
    ],
    ids=[
        "nothing",
        "one answer",
        "above the scale",
        "nought",
        "negative",
        "huge",
        "another script's digit",
        "empty",
        "a name that comes twice",
        "a code of self-awareness",
        "a name that nobody asked for",
    ],
)
def test_a_malformed_answer_is_told_and_nothing_is_sent(
    asked: Ask, raters: list[Membership], client_of: SignIn, sent: dict[str, Any]
) -> None:
    client = client_of(raters[0])
    answer = client.post(answer_url(asked), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert pool_of(asked) == []
    kept = sum(value in ("1", "2", "3", "4", "5", "unseen") for code, value in sent.items() if code in ALL)
    assert page.count(" checked>") == kept
    with organisation_scope(asked.organisation):
        assert Ask.objects.get(pk=asked.pk).state == "asked"


def test_rating_who_did_not_ask_is_no_page(
    asked: Ask,
    amal: Membership,
    cleo: Membership,
    eve: Membership,
    raters: list[Membership],
    client_of: SignIn,
) -> None:
    for somebody in (amal, cleo, eve, raters[1]):
        client = client_of(somebody)
        assert client.get(answer_url(asked)).status_code == 404
        assert client.post(answer_url(asked), ALL).status_code == 404
    never = reverse("assessments:asked-answer", args=[UUID(int=404)])
    assert client_of(raters[0]).post(never, ALL).status_code == 404
    assert pool_of(asked) == []


def test_a_round_that_closes_meanwhile_takes_nothing(
    asked: Ask, amal: Membership, raters: list[Membership], close: Close, client_of: SignIn
) -> None:
    with organisation_scope(amal.organisation):
        close(Round.objects.get(), amal)
    answer = client_of(raters[0]).post(answer_url(asked), ALL)
    assert answer.status_code == 303
    assert "the round is closed" in told(answer)


def test_the_start_page_leads_to_both(amal: Membership, client_of: SignIn) -> None:
    page = client_of(amal).get(reverse("assessments:start")).content.decode()
    assert reverse("assessments:rounds") in page
    assert reverse("assessments:asked") in page
