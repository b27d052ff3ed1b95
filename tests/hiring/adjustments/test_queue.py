"""What waits for HR's answer: on the pages of those alone who may answer, not even as a number for others."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from django.db import transaction
from django.test import Client

from hiring.actions.leaving import withdraw_candidate
from hiring.adjustments.queries import LISTED, Queue, Waiting, queue_of, waiting_for
from hiring.keeping.actions import hold_candidate
from hiring.models import Candidate, FormerOpeningMember, Opening, OpeningMember
from hiring.openings.actions.team import write_members
from hiring.permissions import can_adjust, can_hire, whose_requests_reach
from hiring.queries import openings
from people.models import Membership
from tests.cast import NOW
from tests.hires import begun, helped, invited, job, joins, wished
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]
# Three of HR and of none, in or out of a team; a team has somebody.
BOTH = [ins for ins in product((True, False), repeat=3) if any(ins)]
SECRET = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def nell(opening: Opening, dee: Membership, clock: object) -> Candidate:
    """She asks first, two days later."""
    return wished(begun(invited(opening, dee)), "zqlarge print", first=True, now=later(days=2))


def named(opening: Opening, interviewers: list[Membership], deciders: list[Membership]) -> None:
    """As if somebody else of HR had named them, since nobody takes a role from herself."""
    with transaction.atomic():
        write_members(
            opening,
            {OpeningMember.Role.INTERVIEWER: interviewers, OpeningMember.Role.DECIDER: deciders},
        )


def test_the_list_of_openings_follows_the_permission_in_every_team(
    opening: Opening, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    """Whoever talks, decides or was taken off, in all teams of three: the two conditions are one."""
    candidate = invited(opening, dee)
    teams = [[one for one, is_in in zip((dee, flo, cleo), ins, strict=True) if is_in] for ins in BOTH]
    told = set()
    for talks, decides, former in product(teams, teams, ([], [dee], [flo])):
        named(opening, talks, decides)
        FormerOpeningMember.objects.all().delete()
        for one in former:
            FormerOpeningMember.objects.create(organisation=one.organisation, opening=opening, member=one)
        for member in (dee, flo, cleo):
            may = can_adjust(member, candidate)
            reached = can_hire(member) and whose_requests_reach(member).filter(pk=opening.pk).exists()
            assert reached == may, (talks, decides, former, member)
            told.add((member.user.name, may))
    assert told == {("Dee", True), ("Dee", False), ("Flo", True), ("Flo", False), ("Cleo", False)}


def test_who_has_left_or_is_of_no_hr_answers_nothing(
    opening: Opening, nell: Candidate, dee: Membership
) -> None:
    assert waiting_for(dee) == [(opening.pk, 1)]
    dee.closed_at = NOW
    assert waiting_for(dee) == []


def test_the_oldest_stands_first_and_the_answered_ones_go(
    opening: Opening, nell: Candidate, dee: Membership
) -> None:
    tariq = wished(begun(invited(opening, dee, name="Tariq", token="t"), session="t"), "A break.", now=NOW)
    elsewhere = begun(invited(job(dee, title="Another"), dee, token="z"), session="z")
    wished(elsewhere, "A screen reader.")
    assert queue_of(opening, dee).rows == (
        Waiting(tariq.pk, "Tariq", NOW, is_first=False),
        Waiting(nell.pk, "Nell", later(days=2), is_first=True),
    )
    helped(tariq, dee, "Yes.")
    assert [one.name for one in queue_of(opening, dee).rows] == ["Nell"]
    assert {row.title: row.waiting for row in openings(dee, 1, NOW).rows} == {
        "Agent, evenings": 1,
        "Another": 1,
    }


def test_who_withdrew_waits_for_nothing_also_where_a_hold_keeps_what_she_asked(
    opening: Opening, nell: Candidate, dee: Membership
) -> None:
    hold_candidate(candidate=nell, name="File 7", reason="A claim.", by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert nell.adjustments.filter(answered_at=None).exists()
    assert queue_of(opening, dee) == Queue()


def test_a_long_queue_says_that_there_are_more(
    opening: Opening, dee: Membership, client_of: ClientOf, clock: object
) -> None:
    for number in range(LISTED + 1):
        wished(invited(opening, dee, name=f"N{number}", token=f"n{number}"), "A break.")
    queue = queue_of(opening, dee)
    assert (len(queue.rows), queue.has_more) == (LISTED, True)
    page = client_of(dee).get(f"/hiring/{opening.pk}/").content.decode()
    assert "More wait." in page
    assert page.count("/adjustments/") == LISTED


def test_what_is_said_of_who_sees_the_queue_is_true_for_hr_that_decides_too(
    nell: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    """Nobody else works in HR, so she who talks and decides sees what waits."""
    page = client_of(dee).get(f"/hiring/{nell.opening_id}/").content.decode()
    assert "Waiting for your answer" in page
    assert "Where that is nobody, all of HR see it." in page
    assert "does not see this" not in page


def test_who_may_answer_is_led_there_from_the_list_and_the_opening(
    nell: Candidate, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    hr = client_of(flo)
    assert "1 candidate waits for your answer" in hr.get("/hiring/").content.decode()
    page = hr.get(f"/hiring/{nell.opening_id}/").content.decode()
    for told in (f'<a href="/hiring/c/{nell.pk}/adjustments/">Nell</a>', "since 23 November 2026"):
        assert told in page
    assert "the last day stands still until you answer" in page
    assert "zqlarge" not in page
    helped(nell, flo, "Yes.")
    assert "waits for your answer" not in hr.get("/hiring/").content.decode()
    assert "Waiting for your answer" not in hr.get(f"/hiring/{nell.opening_id}/").content.decode()


def test_for_who_talks_or_decides_the_pages_are_the_same_to_the_byte(
    opening: Opening, dee: Membership, flo: Membership, cleo: Membership, client_of: ClientOf, clock: object
) -> None:
    """Dee of HR talks and decides, cleo of no HR talks; flo alone may answer."""
    joins(opening, dee, cleo)
    nell = begun(invited(opening, dee))
    browsers = [client_of(member) for member in (dee, cleo)]
    pages = ("/hiring/", f"/hiring/{opening.pk}/", f"/hiring/c/{nell.pk}/")

    def seen() -> list[str]:
        return [SECRET.sub("", browser.get(page).content.decode()) for browser in browsers for page in pages]

    before = seen()
    wished(nell, "zqlarge print", first=True)
    assert seen() == before
    assert OpeningMember.objects.filter(opening=opening, member=flo).count() == 0
    assert "1 candidate waits" in client_of(flo).get("/hiring/").content.decode()
