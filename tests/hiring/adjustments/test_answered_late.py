"""HR answers when the last day is over: the mail is true, and its link opens the answer."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from hiring.models import Candidate, Opening
from hiring.openings.actions.states import close_opening
from people.models import Membership
from tests.cast import NOW
from tests.hires import begun, helped, invited, wished
from tests.hiring.conftest import later, link_in_mail

ClientOf = Callable[[Membership], Client]
ASKED = "An interpreter for the talk."


@pytest.mark.parametrize("is_closed", [False, True])
def test_who_is_answered_after_her_days_reads_it_and_no_more(
    opening: Opening,
    dee: Membership,
    clock: time_machine.Traveller,
    is_closed: bool,
    django_capture_on_commit_callbacks: Any,
) -> None:
    nell = wished(begun(invited(opening, dee)), ASKED)
    now = NOW if is_closed else later(days=30)
    if is_closed:
        close_opening(opening=opening, by=dee, now=NOW)
    clock.move_to(now)
    with django_capture_on_commit_callbacks(execute=True):
        helped(Candidate.objects.get(pk=nell.pk), dee, "zqyes", now=now)
    told = str(mail.outbox[-1].body)
    assert "The last day to answer the statements is over, so you can only read it." in told
    assert "11 December 2026" not in told
    phone, link = Client(), link_in_mail()
    page = phone.get(link).content.decode()
    assert "The last day to answer is over, so you can only read it." in page
    assert "If you need something" not in page
    assert phone.post(link)["Location"] == "/c/adjustments/"
    page = phone.get("/c/adjustments/").content.decode()
    assert "zqyes" in page
    assert "nothing can be answered or asked here any more" in page
    assert "<form" not in page
    assert "/c/withdraw/" in page


def test_without_an_answer_the_link_ends_with_the_last_day(
    opening: Opening, dee: Membership, clock: time_machine.Traveller
) -> None:
    invited(opening, dee, token="late", now=later(days=12))
    wished(begun(invited(opening, dee)), ASKED)
    clock.move_to(later(days=21))
    assert Client().get("/c/late/").status_code == 410


def test_who_closes_is_told_how_many_wait_for_an_answer_of_hers(
    opening: Opening, dee: Membership, flo: Membership, client_of: ClientOf, clock: object
) -> None:
    url = f"/hiring/{opening.pk}/close/"
    assert "still wait" not in client_of(flo).get(url).content.decode()
    for name in ("Ann", "Bea"):
        wished(begun(invited(opening, dee, name=name, token=name), session=name), ASKED)
        count = "1 person still waits" if name == "Ann" else "2 people still wait"
        assert count in client_of(flo).get(url).content.decode()
        assert "still wait" not in client_of(dee).get(url).content.decode()  # she talks for it
