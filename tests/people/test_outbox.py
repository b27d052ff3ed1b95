"""The outbox: a mail is written with its act, sent after the commit, once, and nothing of it stays."""

import datetime as dt
import smtplib
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from people import sending
from people.models import OutboxMail
from people.outbox import post_text
from people.tasks import sweep_outbox
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)
# The queue works by the real clock.
LATER = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def post(**changes: object) -> OutboxMail:
    told: dict[str, object] = {"to": "amal@demo.example", "kind": "test", "body": "canary-word", "now": NOW}
    return post_text(**(told | changes))  # type: ignore[arg-type]


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that hangs up."""

    def hang_up(message: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", hang_up)


def test_mail_goes_out_after_the_commit_and_its_text_is_gone() -> None:
    with transaction.atomic():
        row = post()
        assert mail.outbox == []
    row.refresh_from_db()
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [
        (["amal@demo.example"], "A message in eiapp", "canary-word")
    ]
    assert (row.state, bytes(row.sealed)) == (OutboxMail.State.SENT, b"")


def test_act_that_is_rolled_back_sends_nothing() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post()
        1 / 0  # noqa: B018
    assert (mail.outbox, OutboxMail.objects.count()) == ([], 0)


def test_waiting_text_is_sealed(no_server: None) -> None:
    assert b"canary" not in bytes(OutboxMail.objects.get(pk=post().pk).sealed)


def test_what_could_not_be_sent_is_tried_again_later(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = post()
    row.refresh_from_db()
    assert (row.state, row.tries) == (OutboxMail.State.WAITING, 1)
    assert sending.due_mails(NOW) == []
    monkeypatch.undo()
    assert sending.due_mails(LATER) == [str(row.pk)]
    OutboxMail.objects.update(due_at=NOW)
    sweep_outbox.call_local()
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [row.message_id]


def test_after_eight_tries_it_is_given_up(no_server: None) -> None:
    row = post()
    for _ in range(7):
        taken = sending.claim(mail_id=str(row.pk), now=LATER)
        assert taken is not None
        sending.send_claimed(mail=taken, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.tries) == (OutboxMail.State.FAILED, 8)
    assert sending.due_mails(LATER) == []


def test_of_two_senders_one_gets_it(no_server: None) -> None:
    row = post()
    assert sending.claim(mail_id=str(row.pk), now=LATER) is not None
    assert sending.claim(mail_id=str(row.pk), now=LATER) is None
    assert sending.claim(mail_id=str(uuid4()), now=LATER) is None


def test_row_left_by_a_crash_is_sent_with_the_same_message_id(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = post()
    assert sending.claim(mail_id=str(row.pk), now=LATER) is not None
    monkeypatch.undo()
    assert sending.due_mails(LATER + dt.timedelta(minutes=9)) == []
    assert sending.due_mails(LATER + dt.timedelta(minutes=11)) == [str(row.pk)]
    sweep_outbox.call_local()


def test_a_mail_that_cannot_be_opened_is_given_up_and_holds_up_no_other(
    no_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled, waiting = post(), post(to="bo@demo.example")
    OutboxMail.objects.filter(pk=spoiled.pk).update(sealed=b"spoiled")
    monkeypatch.undo()
    OutboxMail.objects.update(state=OutboxMail.State.WAITING, due_at=NOW)
    sweep_outbox.call_local()
    waiting.refresh_from_db()
    assert (waiting.state, [one.to for one in mail.outbox]) == ("sent", [["bo@demo.example"]])
    for tries in range(1, sending.TRIES - 1):
        spoiled.refresh_from_db()
        assert (spoiled.state, spoiled.tries) == ("waiting", tries + 1)
        assert not sending.send_claimed(
            mail=sending.claim(mail_id=str(spoiled.pk), now=LATER) or spoiled, now=LATER
        )
        OutboxMail.objects.filter(pk=spoiled.pk).update(due_at=NOW)
    spoiled.refresh_from_db()
    assert spoiled.state == "failed"


def test_a_mail_at_which_the_service_dies_each_time_is_given_up(no_server: None) -> None:
    row = post()
    OutboxMail.objects.update(state=OutboxMail.State.CLAIMED, claimed_at=NOW, due_at=NOW, tries=sending.TRIES)
    assert sending.due_mails(LATER) == []
    row.refresh_from_db()
    assert row.state == "failed"


def test_who_was_written_to_is_forgotten_after_thirty_days(no_server: None) -> None:
    old, failed, new, waiting = (post() for _ in range(4))
    ended = {
        old.pk: (31, "sent"),
        failed.pk: (31, "failed"),
        new.pk: (29, "sent"),
        waiting.pk: (31, "waiting"),
    }
    for row, (days, state) in ended.items():
        OutboxMail.objects.filter(pk=row).update(written_at=LATER - dt.timedelta(days=days), state=state)
    sending.forget_mails(LATER)
    assert set(OutboxMail.objects.values_list("pk", flat=True)) == {new.pk, waiting.pk}
