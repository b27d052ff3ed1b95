"""Who looked at a candidate: for HR, and never before a card of one's own could be coloured by it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Verdict, decide, open_profile
from hiring.keeping.actions import hold_candidate
from hiring.models import Candidate, Opening
from hiring.openings.actions.team import name_team
from hiring.permissions import can_follow, check_follow
from hiring.talks.actions import open_cards, open_comparison
from hiring.timeline import ACTS, PAGE, timeline
from people.audit import record
from people.models import Membership
from tests.cast import NOW
from tests.hires import helped, invited, joins, locked, sent, wished
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]


@pytest.fixture
def nell(opening: Opening, dee: Membership, clock: object) -> Candidate:
    return sent(opening, dee)


def looked(candidate: Candidate) -> str:
    return f"/hiring/c/{candidate.pk}/looked/"


def test_each_look_stands_there_with_who_and_when_the_newest_first(nell: Candidate, dee: Membership) -> None:
    locked(nell, dee, now=later(hours=1))
    open_profile(candidate=nell, by=dee, now=later(hours=2))
    open_cards(candidate=nell, by=dee, now=later(hours=3))
    open_comparison(candidates=[nell], by=dee, now=later(hours=4))
    decide(candidate=nell, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=later(hours=5))
    hold_candidate(candidate=nell, name="File 7", reason="A claim.", by=dee, now=later(hours=6))
    withdraw_candidate(candidate=nell, now=later(hours=7))
    told = [(step.by, step.what, step.at) for step in timeline(nell, 1).steps]
    assert told == [
        ("Nell", "Withdrew", later(hours=7)),
        ("Dee", "Placed a legal hold", later(hours=6)),
        ("Dee", "Wrote a decision", later(hours=5)),
        ("Dee", "Laid beside others", later(hours=4)),
        ("Dee", "Read every scorecard", later(hours=3)),
        ("Dee", "Read the answers", later(hours=2)),
        ("Dee", "Locked a scorecard", later(hours=1)),
        ("Dee", "Invited", NOW),
    ]


def test_that_she_needs_something_is_not_told(nell: Candidate, flo: Membership) -> None:
    before = timeline(nell, 1)
    helped(wished(nell, "zqlarge print"), flo, "Yes.")
    assert timeline(nell, 1) == before
    assert not {"candidate.question-answered", "candidate.time-granted"} & ACTS.keys()


def test_of_another_candidate_nothing_stands_there(
    opening: Opening, nell: Candidate, dee: Membership
) -> None:
    other = invited(opening, dee, name="Tariq", token="tariq")
    locked(nell, dee)
    assert [step.what for step in timeline(other, 1).steps] == ["Invited"]


def test_a_long_one_is_cut_into_pages(nell: Candidate, dee: Membership, client_of: ClientOf) -> None:
    locked(nell, dee)
    for number in range(PAGE):
        open_profile(candidate=nell, by=dee, now=later(minutes=number))
    first, second = timeline(nell, 1), timeline(nell, 2)
    assert (len(first.steps), first.has_more) == (PAGE, True)
    assert ([step.what for step in second.steps], second.has_more) == (
        ["Locked a scorecard", "Invited"],
        False,
    )
    page = client_of(dee).get(f"{looked(nell)}?page=2").content.decode()
    assert "Locked a scorecard" in page
    assert "Read the answers" not in page
    assert "Nothing stands on this page." in client_of(dee).get(f"{looked(nell)}?page=9").content.decode()


def test_whose_row_is_gone_is_somebody_who_has_left(nell: Candidate, dee: Membership) -> None:
    told = {"organisation": dee.organisation, "kind": "candidate", "object_id": nell.pk, "now": NOW}
    with transaction.atomic():
        record(actor=Membership(pk=uuid4()), act="candidate.profile-read", **told)  # type: ignore[arg-type]
    assert timeline(nell, 1).steps[0].by == "Somebody who has left"


# --- to whom --------------------------------------------------------------------------------------


def test_hr_with_a_card_of_her_own_waits_until_it_is_locked(
    opening: Opening, nell: Candidate, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    """Flo has locked hers and has read the answers: before dee has locked hers she learns nothing of it."""
    joins(opening, dee, flo)
    locked(nell, flo)
    open_profile(candidate=nell, by=flo, now=NOW)
    hr, about = client_of(dee), f"/hiring/c/{nell.pk}/"
    answer = hr.get(looked(nell))
    assert answer.status_code == 403
    assert "once you have locked your own scorecard" in answer.content.decode()
    assert "Flo" not in answer.content.decode()
    assert looked(nell) not in hr.get(about).content.decode()
    locked(nell, dee)
    assert looked(nell) in hr.get(about).content.decode()
    page = hr.get(looked(nell)).content.decode()
    assert "<td>Flo</td><td>Read the answers</td>" in page


def test_hr_that_neither_talks_nor_decides_reads_it(
    nell: Candidate, flo: Membership, client_of: ClientOf
) -> None:
    assert looked(nell) in client_of(flo).get(f"/hiring/c/{nell.pk}/").content.decode()
    assert "<td>Dee</td><td>Invited</td>" in client_of(flo).get(looked(nell)).content.decode()


def test_who_is_not_of_hr_never_reads_it(
    opening: Opening, nell: Candidate, dee: Membership, cleo: Membership, client_of: ClientOf
) -> None:
    joins(opening, dee, cleo)
    locked(nell, cleo)
    assert looked(nell) not in client_of(cleo).get(f"/hiring/c/{nell.pk}/").content.decode()
    assert client_of(cleo).get(looked(nell)).status_code == 403
    with pytest.raises(PermissionDenied, match="Only HR"):
        check_follow(cleo, nell)
    assert not can_follow(cleo, nell)


def test_who_is_of_hr_and_talks_reads_it_after_her_own_card(
    opening: Opening, nell: Candidate, dee: Membership
) -> None:
    with pytest.raises(PermissionDenied, match="locked your own scorecard"):
        check_follow(dee, nell)
    locked(nell, dee)
    check_follow(dee, nell)


def test_the_link_stands_where_the_page_opens(
    opening: Opening, dee: Membership, flo: Membership, cleo: Membership, client_of: ClientOf, clock: object
) -> None:
    """Flo only decides: neither while cards are out, nor from the moment that she has begun one of hers."""
    nell = sent(opening, dee)
    joins(opening, dee, cleo)
    from_whom = {"interviewers": [dee.user.email, cleo.user.email], "deciders": [flo.user.email]}
    name_team(opening=opening, **from_whom, by=flo, now=NOW)
    steps: list[Callable[[], object]] = [lambda: None, lambda: locked(nell, dee), lambda: locked(nell, cleo)]
    told = []
    for step in steps:
        step()
        for member in (dee, flo):
            shown = looked(nell) in client_of(member).get(f"/hiring/c/{nell.pk}/").content.decode()
            assert shown == can_follow(member, nell)
            told.append((member.user.name, shown))
    assert told == [
        *(("Dee", False), ("Flo", False)),
        *(("Dee", True), ("Flo", False)),
        *(("Dee", True), ("Flo", True)),
    ]


def test_who_withdrew_after_sending_stands_on_no_page(
    nell: Candidate, flo: Membership, client_of: ClientOf
) -> None:
    withdraw_candidate(candidate=nell, now=NOW)
    assert client_of(flo).get(looked(nell)).status_code == 404
