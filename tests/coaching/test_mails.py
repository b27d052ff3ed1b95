"""What the two are told by mail: that there is something, on which list, and not a word of it."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from coaching.actions.sharing import end_due, stop_sharing
from coaching.models import Share
from journal.actions import delete_moment
from people.actions.mail import choose_notices, enter_code, offer_address
from people.actions.organisations import save_team
from people.models import Membership, OutboxMail, Team
from people.notice_kinds import FEEDBACK, SHARED, WITHDRAWN
from people.notices import GATHER
from people.tasks import sweep_outbox
from tests.coaching.conftest import FEEDBACK as ANSWER
from tests.coaching.conftest import SignIn, answered, later, moment_of, replied, shared

pytestmark = pytest.mark.usefixtures("scoped")
ALL = [FEEDBACK, SHARED, WITHDRAWN]
WORDS = "a canary in the note"


@pytest.fixture
def pair(amal: Membership, bo: Membership) -> tuple[Membership, Membership]:
    """Both want to be told of everything."""
    for member in (amal, bo):
        choose_notices(user=member.user, wanted=ALL)
    return amal, bo


def share_of(amal: Membership, bo: Membership) -> Share:
    moment = moment_of(amal, note=WORDS)
    return shared(amal, bo, moment=moment, parts=("feeling", "note"), question=f"{WORDS}?")


def left(clock: time_machine.Traveller) -> list[EmailMessage]:
    """What leaves once the mails that wait have gathered."""
    del mail.outbox[:]
    clock.shift(GATHER + dt.timedelta(hours=1))
    sweep_outbox.call_local()
    return mail.outbox


def told(clock: time_machine.Traveller) -> list[tuple[str, str]]:
    """To whom, and to which list the mail leads."""
    return [
        (message.to[0], next(line for line in str(message.body).splitlines() if line.startswith("http")))
        for message in left(clock)
    ]


TO_BO = [("bo@demo.example", "http://testserver/team/")]
TO_AMAL = [("amal@demo.example", "http://testserver/feedback/")]


def test_the_reader_hears_of_a_share_and_of_its_end(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    share = share_of(*pair)
    assert told(clock) == TO_BO
    stop_sharing(row=share.pk, by=pair[0], now=later(hours=2))
    assert told(clock) == TO_BO
    stop_sharing(row=share.pk, by=pair[0], now=later(hours=4))
    assert told(clock) == []


def test_each_of_the_two_hears_of_what_the_other_said(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    amal, bo = pair
    share = share_of(amal, bo)
    left(clock)
    answered(share)
    assert told(clock) == TO_AMAL
    replied(share, amal, now=later(hours=2))
    assert told(clock) == TO_BO
    replied(share, bo, now=later(hours=4))
    assert told(clock) == TO_AMAL


def test_the_same_form_twice_is_told_once(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    amal, bo = pair
    moment, key = moment_of(amal), bo.pk
    for _click in range(2):
        share = shared(amal, bo, moment=moment, key=key)
    assert told(clock) == TO_BO
    for _click in range(2):
        answered(share, key=key)
    assert told(clock) == TO_AMAL


def test_who_has_chosen_nothing_hears_of_feedback_alone(
    amal: Membership, bo: Membership, clock: time_machine.Traveller
) -> None:
    share = share_of(amal, bo)
    assert told(clock) == []
    answered(share)
    assert told(clock) == TO_AMAL
    stop_sharing(row=share.pk, by=amal, now=later(hours=4))
    assert told(clock) == []


def test_what_ends_by_itself_is_told_to_nobody(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    expired, deleted = share_of(*pair), share_of(*pair)
    left(clock)
    delete_moment(by=pair[0], row=deleted.source, now=later(hours=2))
    for share in (expired, deleted):
        assert end_due(row=share.pk, now=later(days=31))
    assert told(clock) == []


def test_no_mail_holds_a_name_an_id_or_a_word_of_it(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    amal, bo = pair
    share = share_of(amal, bo)
    answered(share)
    replied(share, amal, WORDS)
    replied(share, bo, WORDS)
    stop_sharing(row=share.pk, by=amal, now=later())
    assert left(clock)
    for message in mail.outbox:
        whole = message.message().as_string()
        told = [WORDS, "canary", "Amal", "Bo ", "annoyed", "Harbour", ANSWER.behaviour, str(share.pk)]
        assert [word for word in told if word in whole] == []
        assert str(amal.pk) not in whole
        assert message.subject == "A message in eiapp"


def test_the_link_is_of_the_public_address_whatever_host_was_asked(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller, client_of: SignIn
) -> None:
    amal, bo = pair
    share = share_of(amal, bo)
    left(clock)
    sent = {"situation": "x", "behaviour": "x", "impact": "x", "then": "send"}
    url = reverse("coaching:inbox-answer", args=[share.pk])
    assert client_of(bo).post(url, sent, headers={"host": "localhost"}).status_code == 303
    (message,) = left(clock)
    assert "http://testserver/feedback/" in str(message.body)
    assert "localhost" not in message.message().as_string()


def test_it_goes_to_the_private_address_of_the_one_who_hears(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    amal, bo = pair
    offer_address(user=bo.user, address="bo@home.example", code="BCDF-GHJK", now=later())
    enter_code(user=bo.user, code="BCDF-GHJK", now=later())
    left(clock)
    share = share_of(amal, bo)
    assert told(clock) == [("bo@home.example", "http://testserver/team/")]
    answered(share)
    assert told(clock) == TO_AMAL


def test_what_she_keeps_to_herself_changes_no_mail(
    pair: tuple[Membership, Membership], clock: time_machine.Traveller
) -> None:
    """The same rows at the same times, whether she wrote forty moments more or none."""
    amal, bo = pair

    def rows() -> list[tuple[object, ...]]:
        share_of(amal, bo)
        found: list[tuple[object, ...]] = list(
            OutboxMail.objects.values_list("member", "kind", "path", "to", "written_at", "due_at")
        )
        OutboxMail.objects.all().delete()
        return found

    without = rows()
    for _number in range(40):
        moment_of(amal, note="hers")
    assert rows() == without
    assert len(without) == 1


def test_a_reader_of_before_is_not_told_that_it_is_taken_back(
    pair: tuple[Membership, Membership], pier: Team, ada: Membership, clock: time_machine.Traveller
) -> None:
    amal, bo = pair
    share = share_of(amal, bo)
    left(clock)
    save_team(team=pier, name=pier.name, parent=pier.parent, supervisors=[], by=ada, now=later())
    stop_sharing(row=share.pk, by=amal, now=later(hours=2))
    assert told(clock) == []
    assert Share.objects.get(pk=share.pk).ending == Share.Ending.READER
