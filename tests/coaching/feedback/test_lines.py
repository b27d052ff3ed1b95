"""The line beside each box of a thread names who reads it, by the condition that lets them."""

import pytest
from django.urls import reverse

from coaching.actions.sharing import reply_form, stop_sharing
from people.drafts import keep_draft, read_draft
from people.models import Membership, Team
from tests.cast import NOW
from tests.coaching.conftest import SignIn, answered, later, shared
from tests.coaching.feedback.conftest import left, moved, seen, shown

pytestmark = pytest.mark.usefixtures("scoped")
BOXES = ("reply", "feedback-thank", "feedback-disagree")


def test_who_was_shown_a_thread_on_a_share_is_named_at_every_box(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    thread = answered(share).thread
    shown(thread, mate)
    of_share = reverse("coaching:share", args=[share.pk])
    boxes = [of_share, *(reverse(f"coaching:{name}", args=[thread.pk]) for name in BOXES)]
    for url in boxes:
        page = client_of(amal).get(url).content.decode()
        assert "You, Bo and Mate can read this once it is sent." in page, url
    page = client_of(bo).get(reverse("coaching:inbox-read", args=[share.pk])).content.decode()
    assert "You, Amal and Mate can read this once it is sent." in page


def test_who_cannot_read_it_any_more_is_named_nowhere(
    amal: Membership,
    bo: Membership,
    mate: Membership,
    quay: Team,
    ada: Membership,
    client_of: SignIn,
) -> None:
    thread = seen(mate, amal)
    shown(thread, bo)
    moved(mate, quay, ada)
    for name in BOXES:
        page = client_of(amal).get(reverse(f"coaching:{name}", args=[thread.pk])).content.decode()
        assert "You and Bo can read this once it is sent." in page, name
    left(bo, ada)
    for name in BOXES:
        page = client_of(amal).get(reverse(f"coaching:{name}", args=[thread.pk])).content.decode()
        assert "Nobody but you would read this now." in page, name


def test_a_second_person_keeps_what_she_began_when_the_share_ends(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    thread = answered(share).thread
    shown(thread, mate)
    for member in (amal, bo, mate):
        keep_draft(membership=member, form=reply_form(thread.pk), fields={"text": ["half"]}, now=NOW)
    stop_sharing(row=share.pk, by=amal, now=later())
    page = client_of(mate).get(reverse("coaching:feedback", args=[thread.pk])).content.decode()
    assert "half" in page
    assert read_draft(amal, reply_form(thread.pk)) is not None
    assert read_draft(bo, reply_form(thread.pk)) is None
