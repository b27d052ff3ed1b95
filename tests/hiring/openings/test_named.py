"""Who is named for an opening and is not of HR: told by mail, and with a way to come back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from hiring.models import Opening
from hiring.openings.actions.states import open_opening
from people.actions.organisations import close_membership
from people.models import Membership
from tests.cast import NOW
from tests.hires import drafted, invited, job, joins

ClientOf = Callable[[Membership], Client]
LINK = '<a href="/hiring/">Openings that name you</a>'


def test_who_was_named_in_a_draft_is_mailed_when_it_opens_and_not_before(
    scoped: None, dee: Membership, cleo: Membership, amal: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        draft = drafted(dee, team=(cleo, amal))
    assert mail.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        open_opening(opening=draft, by=dee, now=NOW)
    assert sorted(one.to[0] for one in mail.outbox) == ["amal@demo.example", "cleo@demo.example"]


def test_who_has_left_meanwhile_is_not(
    scoped: None, dee: Membership, ada: Membership, cleo: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    draft = drafted(dee, team=(cleo,))
    close_membership(member=cleo, by=ada, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        open_opening(opening=draft, by=dee, now=NOW)
    assert mail.outbox == []


def test_the_mail_names_the_page_and_no_candidate(
    opening: Opening, dee: Membership, cleo: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    invited(opening, dee, name="Nell Okafor")
    with django_capture_on_commit_callbacks(execute=True):
        joins(opening, dee, cleo)
    (sent,) = mail.outbox
    text = str(sent.body)
    assert sent.to == ["cleo@demo.example"]
    assert f"http://testserver/hiring/{opening.pk}/" in text
    assert "Preferences" in text
    for hidden in ("Nell", "Okafor", "Agent, evenings"):
        assert hidden not in text + str(sent.subject)
    with django_capture_on_commit_callbacks(execute=True):
        joins(opening, dee, cleo)
    assert len(mail.outbox) == 1  # who was there already is not mailed again


def test_she_comes_back_by_her_preferences(
    dee: Membership, cleo: Membership, client_of: ClientOf, clock: object, scoped: None
) -> None:
    client = client_of(cleo)
    assert LINK in client.get("/you/preferences/").content.decode()
    empty = client.get("/hiring/").content.decode()
    assert "No opening names you." in empty
    assert "New opening" not in empty
    job(dee, title="Not hers")
    opening = job(dee, team=(cleo,))
    listed = client.get("/hiring/").content.decode()
    assert f'<a href="/hiring/{opening.pk}/">Agent, evenings</a>' in listed
    assert "Not hers" not in listed


@pytest.mark.usefixtures("clock")
def test_hr_has_its_section_and_a_person_alone_has_no_openings(dee: Membership, client_of: ClientOf) -> None:
    assert LINK not in client_of(dee).get("/you/preferences/").content.decode()
