"""Sending what waits in the outbox: claimed before it is handed over, marked after."""

import datetime as dt

from django.core.mail import EmailMessage
from django.db.models import F
from django.utils.translation import gettext as _

from people.keys import installation_key
from people.letters import Letter, letter_of
from people.models import OutboxMail
from people.sealing import SealBroken, unseal

# Longest wait between two tries, number of tries, and when a claimed row counts as left by a crash.
LONGEST_WAIT, TRIES, LEFT_BEHIND = dt.timedelta(hours=1), 8, dt.timedelta(minutes=10)
LOG_KEPT = dt.timedelta(days=30)  # to whom a mail went, and when


def claim(*, mail_id: str, now: dt.datetime) -> OutboxMail | None:
    """Take a waiting mail for sending; None where somebody else has it. Compare and swap, one statement."""
    taken = OutboxMail.objects.filter(pk=mail_id, state=OutboxMail.State.WAITING, due_at__lte=now).update(
        state=OutboxMail.State.CLAIMED, claimed_at=now, tries=F("tries") + 1
    )
    return OutboxMail.objects.select_related("member__user").get(pk=mail_id) if taken else None


def send_claimed(*, mail: OutboxMail, now: dt.datetime) -> bool:
    """Hand a claimed mail over; on failure it waits longer each time. Returns whether it went out.

    One that its receiver does not want any more goes nowhere and leaves no row.
    """
    try:
        letter = _letter(mail)
        if letter is None:
            mail.delete()
            return False
        EmailMessage(
            subject=_("A message in eiapp"),
            body=letter.body,
            to=[letter.to],
            headers={"Message-ID": mail.message_id, **letter.headers},
        ).send()
    # The server does not answer or refuses, the address fits no header, or the text does not open.
    except (OSError, ValueError, SealBroken):
        _put_back(mail, now)
        return False
    OutboxMail.objects.filter(pk=mail.pk).update(state=OutboxMail.State.SENT, sent_at=now, sealed=b"")
    if mail.member is not None:
        _drop_the_same(mail)
    return True


def due_mails(now: dt.datetime) -> list[str]:
    """Ids of the mails to send now; what a crash left claimed is put back, with its Message-ID.

    Not for ever: it may be this mail that the service dies of.
    """
    left = OutboxMail.objects.filter(state=OutboxMail.State.CLAIMED, claimed_at__lt=now - LEFT_BEHIND)
    left.filter(tries__gte=TRIES).update(state=OutboxMail.State.FAILED)
    left.update(state=OutboxMail.State.WAITING)
    due = OutboxMail.objects.filter(state=OutboxMail.State.WAITING, due_at__lte=now).order_by("due_at")
    return [str(pk) for pk in due.values_list("pk", flat=True)[:500]]


def forget_mails(now: dt.datetime) -> None:
    """Forget to whom mails went that were sent or given up long ago."""
    ended = OutboxMail.objects.filter(state__in=[OutboxMail.State.SENT, OutboxMail.State.FAILED])
    ended.filter(written_at__lt=now - LOG_KEPT).delete()


def _letter(mail: OutboxMail) -> Letter | None:
    """Raises SealBroken."""
    if mail.member is not None:
        return letter_of(mail, mail.member)
    key = installation_key()
    _schema, document = unseal(key, mail.sealed, table="people.OutboxMail", row=mail.pk, owner=mail.pk)
    return Letter(mail.to or document["to"], document["body"])


def _drop_the_same(mail: OutboxMail) -> None:
    """Two acts in the same instant may have written two notices alike; this one told of both."""
    alike = OutboxMail.objects.filter(member=mail.member, kind=mail.kind, path=mail.path)
    alike.filter(state=OutboxMail.State.WAITING, due_at__lte=mail.claimed_at).delete()


def _put_back(mail: OutboxMail, now: dt.datetime) -> None:
    given_up = mail.tries >= TRIES
    wait = min(dt.timedelta(minutes=2 ** (mail.tries - 1)), LONGEST_WAIT)
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=OutboxMail.State.FAILED if given_up else OutboxMail.State.WAITING, due_at=now + wait
    )
