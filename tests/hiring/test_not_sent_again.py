"""Opened again and not sent a second time: when her days are over, what she had sent stands as sent."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from hiring.actions.candidates import reopen_candidate, stand_as_sent
from hiring.models import Candidate, Opening
from hiring.talks.queries.comparison import chosen, comparison
from hiring.tasks import purge
from people.models import AuditRecord, Membership
from tests.cast import NOW
from tests.hires import begun, invited, locked, sent
from tests.hiring.conftest import browser_of, later

ClientOf = Callable[[Membership], Client]
CLOSED = "No sent answers of this person can be read at the moment."


@pytest.fixture
def nell(opening: Opening, dee: Membership, clock: object) -> Candidate:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    reopen_candidate(candidate=candidate, reason="It broke off.", by=dee, now=NOW)
    return Candidate.objects.select_related("opening").get(pk=candidate.pk)


def test_after_the_last_day_the_night_sends_what_was_opened_again(
    nell: Candidate, dee: Membership, client_of: ClientOf, clock: time_machine.Traveller
) -> None:
    url = f"/hiring/c/{nell.pk}/profile/"
    assert CLOSED in client_of(dee).get(url).content.decode()
    clock.move_to(later(days=21))
    purge()
    nell.refresh_from_db()
    assert (nell.state, nell.sent_at) == ("sent", later(days=21))
    assert CLOSED not in client_of(dee).get(url).content.decode()
    (beside,) = comparison(nell.opening, chosen(dee, nell.opening, [nell.pk])).people
    assert all(line.measured for line in beside.lines)
    assert AuditRecord.objects.filter(act="candidate.stands-as-sent", actor=None).count() == 1


def test_closing_the_opening_sends_it_at_once_and_she_reads_her_feedback(
    nell: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    begun(nell, session="again")
    phone = browser_of("again")
    assert "Your answers were opened again." in phone.get("/c/check/").content.decode()
    assert client_of(dee).post(f"/hiring/{nell.opening_id}/close/").status_code == 303
    page = phone.get("/c/done/").content.decode()
    assert "What your answers say" in page
    copy = b"".join(phone.get("/c/copy/html/")).decode()
    assert "the answers that had been opened again count as sent" in copy


def test_before_her_days_are_over_nothing_is_sent_for_her(nell: Candidate) -> None:
    assert not stand_as_sent(candidate_id=nell.pk, now=NOW)
    assert stand_as_sent(candidate_id=nell.pk, now=later(days=21))
    assert not stand_as_sent(candidate_id=nell.pk, now=later(days=21))


def test_who_never_sent_is_left_as_she_is(opening: Opening, dee: Membership, clock: object) -> None:
    ann = begun(invited(opening, dee, name="Ann", token="ann"), session="ann")
    assert not stand_as_sent(candidate_id=ann.pk, now=later(days=21))
    ann.refresh_from_db()
    assert ann.state == "started"
    assert not Candidate.objects.opened_again().exists()
